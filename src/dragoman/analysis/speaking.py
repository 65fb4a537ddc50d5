"""Speaking: who says how much for whom; statements grouped by party, the rest apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.analysis.coverage import Coverage, CoveredDocument
from dragoman.errors import RecordError
from dragoman.record import ActorKind, Speaker, Statement


class Voice(StrEnum):
    """In what capacity a statement is made, as far as its speaker is known."""

    PARTY = "party"
    UNNAMED = "unnamed source"
    OUTLET = "outlet"
    INDEPENDENT = "without a party"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement in its place.

    Attributes:
        statement: The statement.
        covered: The document that has it.
        number: From 1 within the document, in the order of the text.
    """

    statement: Statement
    covered: CoveredDocument
    number: int

    @property
    def label(self) -> str:
        """What to cite it by: the document's number and its own."""
        return f"{self.covered.number}.{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySpeaking:
    """What one party says.

    Attributes:
        party: Its name.
        said: Statements of its named speakers by date, undated ones last.
        unnamed: Statements of unnamed sources said to be of this side.
        speakers: How many speakers are behind `said`.
    """

    party: str
    said: tuple[Said, ...]
    unnamed: tuple[Said, ...]
    speakers: int

    @property
    def total(self) -> int:
        """How many statements come from this side, unnamed sources included."""
        return len(self.said) + len(self.unnamed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntry:
    """One line of the index of speakers.

    Attributes:
        speaker: Who.
        parties: The parties spoken for, by name; empty for none.
        said: The speaker's statements by date.
    """

    speaker: Speaker
    parties: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Every statement of the record, once.

    Attributes:
        parties: The most statements first, then by name.
        unnamed: Statements of unnamed sources of any side or none, by date.
        outlets: Statements that an outlet makes itself.
        independent: Statements of speakers who speak for no party.
        unresolved: Statements whose speaker is not known.
        speakers: Index of all speakers but the unnamed, by name.
        by_document: The statements of each document in the order of the text, under its id.
    """

    parties: tuple[PartySpeaking, ...]
    unnamed: tuple[Said, ...]
    outlets: tuple[Said, ...]
    independent: tuple[Said, ...]
    unresolved: tuple[Said, ...]
    speakers: tuple[SpeakerEntry, ...]
    by_document: dict[str, tuple[Said, ...]]

    @property
    def total(self) -> int:
        """How many statements there are."""
        return sum(len(said) for said in self.by_document.values())


def voice_of(statement: Statement) -> Voice:
    """Tell in what capacity a statement is made; an unnamed source stays one in any party."""
    if statement.speaker is None:
        return Voice.UNRESOLVED
    if statement.speaker.kind is ActorKind.UNNAMED:
        return Voice.UNNAMED
    if statement.speaker.kind is ActorKind.OUTLET:
        return Voice.OUTLET
    return Voice.PARTY if statement.party else Voice.INDEPENDENT


def place(statement: Statement) -> tuple[int, int, str]:
    """Give the key that puts the statements of one document in the order of the text."""
    return statement.content[0].start, -statement.content[-1].end, statement.id


def gather(statements: Iterable[Statement], coverage: Coverage) -> Speaking:
    """Group statements by who speaks for whom.

    Raises:
        RecordError: A statement's document is not in the coverage.
    """
    by_document = _in_place(statements, coverage)
    ordered = [said for group in by_document.values() for said in group]
    by_voice: defaultdict[Voice, list[Said]] = defaultdict(list)
    for said in ordered:
        by_voice[voice_of(said.statement)].append(said)
    return Speaking(
        parties=_parties(by_voice[Voice.PARTY], by_voice[Voice.UNNAMED]),
        unnamed=tuple(by_voice[Voice.UNNAMED]),
        outlets=tuple(by_voice[Voice.OUTLET]),
        independent=tuple(by_voice[Voice.INDEPENDENT]),
        unresolved=tuple(by_voice[Voice.UNRESOLVED]),
        speakers=_speakers(ordered),
        by_document=by_document,
    )


def _in_place(statements: Iterable[Statement], coverage: Coverage) -> dict[str, tuple[Said, ...]]:
    grouped: dict[str, list[Statement]] = {c.document.id: [] for c in coverage.documents}
    for statement in statements:
        if statement.document not in grouped:
            raise RecordError(
                f"statement {statement.id} is of document {statement.document}, which the record "
                "does not hold; store the document with its statements"
            )
        grouped[statement.document].append(statement)
    return {
        covered.document.id: tuple(
            Said(statement=statement, covered=covered, number=number)
            for number, statement in enumerate(
                sorted(grouped[covered.document.id], key=place), start=1
            )
        )
        for covered in coverage.documents
    }


def _parties(named: Sequence[Said], unnamed: Sequence[Said]) -> tuple[PartySpeaking, ...]:
    by_name, hidden = _by_party(named), _by_party(unnamed)
    groups = [
        PartySpeaking(
            party=party,
            said=tuple(by_name[party]),
            unnamed=tuple(hidden[party]),
            speakers=len({s.statement.speaker.id for s in by_name[party] if s.statement.speaker}),
        )
        for party in by_name.keys() | hidden.keys()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.total, group.party)))


def _by_party(group: Iterable[Said]) -> defaultdict[str, list[Said]]:
    by_party: defaultdict[str, list[Said]] = defaultdict(list)
    for said in group:
        if said.statement.party:
            by_party[said.statement.party].append(said)
    return by_party


def _speakers(ordered: Iterable[Said]) -> tuple[SpeakerEntry, ...]:
    by_id: defaultdict[str, list[Said]] = defaultdict(list)
    speakers: dict[str, Speaker] = {}
    for said in ordered:
        speaker = said.statement.speaker
        if speaker and speaker.kind is not ActorKind.UNNAMED:
            speakers.setdefault(speaker.id, speaker)
            by_id[speaker.id].append(said)
    entries = [
        SpeakerEntry(
            speaker=speakers[key],
            parties=tuple(sorted({s.statement.party for s in group if s.statement.party})),
            said=tuple(group),
        )
        for key, group in by_id.items()
    ]
    return tuple(sorted(entries, key=lambda e: (e.speaker.name.casefold(), e.speaker.id)))
