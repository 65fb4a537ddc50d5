"""Speaking: who said what, as the lists of a brief have it, by party, apart, and by speaker."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from dragoman.analysis import Coverage, PartySpeaking, Said, SpeakerEntry, Speaking
from dragoman.analysis.levels import known_by_id, level_of
from dragoman.record import Actor, ActorKind, Level
from dragoman.report.brief import ApartSection, IndexEntry, PartySection
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.rows import StatementRow, by_date
from dragoman.report.rugs import rug

MOST_SAID, MOST_OF_ONE = 6, 2
"""Statements of a party in a short brief, and of one speaker among them. Chosen, not measured."""

LEVELS = tuple(Level)

APART = (
    (
        "unnamed",
        "Unnamed sources",
        "Sources whose names the articles withhold, of any side or none.",
    ),
    ("outlets", "Outlets", "What outlets state themselves, as cited by others or in a report."),
    (
        "independent",
        "Speakers without a party",
        "Analysts, former officials and others who speak for no side.",
    ),
    (
        "unresolved",
        "Unresolved",
        "Statements whose speaker could not be told from the text; the source's words are shown.",
    ),
)

ELSEWHERE = (
    "elsewhere",
    "Cited from elsewhere",
    "Statements outside what the brief is about that something above rests on.",
)


class Lists:
    """Makes the lists of statements."""

    def __init__(
        self,
        speaking: Speaking,
        rows: Mapping[str, StatementRow],
        signs: Mapping[str, PartySign],
        actors: Iterable[Actor],
        coverage: Coverage,
    ) -> None:
        self.speaking, self.rows, self.signs, self.coverage = speaking, rows, signs, coverage
        self.known = known_by_id(actors)

    def title(self) -> str:
        """Name a brief after the parties that say most."""
        names = [shown_in_line(group.party) for group in self.speaking.parties[:3]]
        return ", ".join(names) + ": who said what" if names else "Who said what"

    def parties(self, kept: Set[str]) -> tuple[PartySection, ...]:
        """List what each party says, the most statements first."""
        groups = [self._narrowed(group, kept) for group in self.speaking.parties]
        groups.sort(key=lambda group: (-group.total, group.party))
        return tuple(self._party(group) for group in groups if group.total)

    def apart(self, kept: Set[str], rested: Iterable[str]) -> tuple[ApartSection, ...]:
        """List the statements that no party's named speaker makes, the empty lists left out.

        Args:
            kept: Ids of the statements that the brief is about.
            rested: Ids of those that it cites; what is not among the first comes last.
        """
        speaking = self.speaking
        groups = (speaking.unnamed, speaking.outlets, speaking.independent, speaking.unresolved)
        wanted = [[s for s in group if s.statement.id in kept] for group in groups]
        known = set(rested) - kept
        everything = [said for group in speaking.by_document.values() for said in group]
        wanted.append([said for said in everything if said.statement.id in known])
        return tuple(
            ApartSection(
                anchor=anchor,
                heading=heading,
                note=note,
                total=len(group),
                dates=by_date(self._rows(group)),
            )
            for (anchor, heading, note), group in zip((*APART, ELSEWHERE), wanted, strict=True)
            if group
        )

    def index(self, kept: Set[str]) -> tuple[IndexEntry, ...]:
        """List the speakers by name."""
        return tuple(self._entries(kept))

    def _entries(self, kept: Set[str]) -> Iterator[IndexEntry]:
        for entry in self.speaking.speakers:
            said = [said for said in entry.said if said.statement.id in kept]
            if said:
                yield self._entry(entry, said)

    def _entry(self, entry: SpeakerEntry, said: Sequence[Said]) -> IndexEntry:
        return IndexEntry(
            name=shown_in_line(entry.speaker.name),
            kind=entry.speaker.kind,
            signs=tuple(self.signs[party] for party in entry.parties),
            rows=tuple(self._rows(said)),
        )

    def _rows(self, group: Iterable[Said]) -> list[StatementRow]:
        return [self.rows[said.statement.id] for said in group]

    def _narrowed(self, group: PartySpeaking, kept: Set[str]) -> PartySpeaking:
        """Leave out of a party's statements what the brief is not about."""
        said = tuple(s for s in group.said if s.statement.id in kept)
        return PartySpeaking(
            party=group.party,
            said=said,
            unnamed=tuple(s for s in group.unnamed if s.statement.id in kept),
            speakers=len({s.statement.speaker.id for s in said if s.statement.speaker}),
        )

    def _party(self, group: PartySpeaking) -> PartySection:
        spoken = (*group.said, *group.unnamed)
        days = sorted(said.covered.day for said in spoken if said.covered.day)
        first, last = self.coverage.first_on, self.coverage.last_on
        return PartySection(
            sign=self.signs[group.party],
            total=group.total,
            named=len(group.said),
            unnamed=len(group.unnamed),
            speakers=group.speakers,
            first_on=days[0] if days else None,
            last_on=days[-1] if days else None,
            rug=rug(days, first, last) if first and last else "",
            chosen=tuple(self._rows(self._chosen(group))),
            dates=by_date(self._rows(group.said)),
        )

    def _chosen(self, group: PartySpeaking) -> list[Said]:
        """Choose a few statements: of those who stand highest the newest, of each not many."""

        def rank(said: Said) -> tuple[int, bool]:
            speaker = said.statement.speaker
            day = said.statement.said_on or said.covered.day
            level = level_of(speaker, group.party, day, self.known) if speaker else Level.UNNAMED
            return LEVELS.index(level), speaker is None or speaker.kind is ActorKind.UNNAMED

        newest = sorted(
            group.said, key=lambda s: s.statement.said_on or s.covered.day or "", reverse=True
        )
        times: dict[str, int] = {}
        chosen: list[Said] = []
        for said in sorted(newest, key=rank):
            speaker = said.statement.speaker.id if said.statement.speaker else ""
            times[speaker] = times.get(speaker, 0) + 1
            if times[speaker] <= MOST_OF_ONE:
                chosen.append(said)
        return chosen[:MOST_SAID]
