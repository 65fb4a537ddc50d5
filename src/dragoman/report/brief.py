"""The brief: a record as one file that an analyst would forward; its typed content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analysis import (
    Coverage,
    PartySpeaking,
    RecordView,
    Said,
    SpeakerEntry,
    Speaking,
    bearings_of,
    gather,
    positions_of,
    shifts_of,
    survey,
)
from dragoman.analysis.comparison import compare_plan
from dragoman.record import Actor, Codebook, Quarantine, Run, check_iso
from dragoman.report.appendix import PrintedArticle, print_article
from dragoman.report.articles import ArticleText
from dragoman.report.characters import shown_in_line
from dragoman.report.comparisons import ComparisonRow, PairRow, build_comparison, build_pairs
from dragoman.report.events import EventRows, Places, build_events, plans_in
from dragoman.report.parties import PartySign, sign_parties
from dragoman.report.positions import PositionRows, build_positions
from dragoman.report.rows import DateGroup, StatementRow, build_row, by_date
from dragoman.report.rugs import rug
from dragoman.report.signs import count
from dragoman.report.undated import RangeRow, build_ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySection:
    """What one party says, by date.

    Attributes:
        sign: Its mark and hue; `party-<mark>` is its anchor.
        total: How many statements come from this side.
        named: How many of them have a named speaker.
        unnamed: How many come from unnamed sources, which are listed apart.
        speakers: How many named speakers.
        first_on: Date of its earliest statement's document. None: all are undated.
        last_on: That of its latest.
        rug: SVG path data of the days on which it spoke; empty if there is but one.
        dates: Its statements.
    """

    sign: PartySign
    total: int
    named: int
    unnamed: int
    speakers: int
    first_on: str | None
    last_on: str | None
    rug: str
    dates: tuple[DateGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartSection:
    """Statements that no party's named speaker makes.

    Attributes:
        anchor: Its anchor.
        heading: Its heading.
        note: What it holds, in a sentence.
        total: How many statements.
        dates: Its statements.
    """

    anchor: str
    heading: str
    note: str
    total: int
    dates: tuple[DateGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A line of the index of speakers."""

    name: str
    kind: str
    signs: tuple[PartySign, ...]
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineRow:
    """What could not be read, why, and where; `document` is a key of an article or None."""

    name: str
    stage: str
    reason: str
    size: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything that a brief shows, the same in every form.

    Attributes:
        title: Its title.
        as_of: The date that the reader should take it to be of. None: not stated.
        coverage: What it rests on.
        statements: How many statements.
        speakers: How many named speakers.
        parties: The most statements first.
        apart: Unnamed sources, outlets, speakers without a party, unresolved; the empty left out.
        positions: What each party holds, and when that changed.
        events: Claims, meetings and plans.
        comparisons: Plans against positions by the plan's id; empty without positions.
        pairs: Plans that share terms, two by two; empty without positions.
        more_pairs: How many pairs are not shown.
        index: Speakers by name.
        articles: The documents in reading order.
        ranges: Between which days undated documents are from, in that order.
        quarantine: What could not be read.
        runs: What the record was made with.
    """

    title: str
    as_of: str | None
    coverage: Coverage
    statements: int
    speakers: int
    parties: tuple[PartySection, ...]
    apart: tuple[ApartSection, ...]
    positions: PositionRows
    events: EventRows
    comparisons: Mapping[str, ComparisonRow]
    pairs: tuple[PairRow, ...]
    more_pairs: int
    index: tuple[IndexEntry, ...]
    articles: tuple[PrintedArticle, ...]
    ranges: tuple[RangeRow, ...]
    quarantine: tuple[QuarantineRow, ...]
    runs: tuple[Run, ...]


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


def build_brief(
    view: RecordView,
    *,
    title: str | None = None,
    as_of: str | None = None,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    positions: bool = True,
) -> Brief:
    """Gather everything that a brief shows; the same record gives an equal brief.

    Args:
        view: The record.
        title: What to call it. None: named after the parties that say most.
        as_of: ISO 8601 date to print on it, as of which positions are told. None: none is
            printed, and all that is in the record counts.
        codebook: Names, groups and orders the concepts of positions. None: they go by their ids.
        actors: The actors that documents speak of, for the levels and sides of speakers.
        positions: Whether to show positions and shifts, and plans against them.

    Raises:
        RecordError: `as_of` is no date, or a statement's document is missing.
    """
    coverage = survey(view)
    speaking = gather(view.statements(), coverage)
    documents = {covered.document.id: covered for covered in coverage.documents}
    articles = {key: ArticleText(covered.document) for key, covered in documents.items()}
    signs = sign_parties(
        [group.party for group in speaking.parties]
        + sorted({s.statement.party for s in _everything(speaking) if s.statement.party})
        + list(codebook.parties if codebook else ())
    )
    rows = {
        said.statement.id: build_row(said, articles[said.covered.document.id], signs)
        for said in _everything(speaking)
    }
    places = Places(documents, articles)
    events = build_events(view, rows, places)
    bearings = bearings_of(speaking, actors) if positions else ()
    found = positions_of(bearings, coverage, codebook=codebook, as_of=as_of)
    stances = build_positions(found, shifts_of(bearings, as_of=as_of), signs, rows, places)
    comparisons: dict[str, ComparisonRow] = {}
    pairs: tuple[PairRow, ...] = ()
    more_pairs = 0
    if bearings:
        plans = [version.main for version in plans_in(view)]
        said = [said.statement for said in _everything(speaking)]
        always = codebook.parties if codebook else ()
        for plan in plans:
            compared = compare_plan(plan, found, said, others=plans)
            comparisons[plan.id] = build_comparison(compared, always, signs, rows, places)
        pairs, more_pairs = build_pairs(plans, places)
    ranges = build_ranges(coverage.ranged, places)
    return Brief(
        title=shown_in_line(title or "") or _title(speaking),
        as_of=check_iso(as_of) if as_of else None,
        coverage=coverage,
        statements=speaking.total,
        speakers=len(speaking.speakers),
        parties=tuple(_party(group, signs, rows, coverage) for group in speaking.parties),
        apart=_apart(speaking, rows),
        positions=stances,
        events=events,
        comparisons=comparisons,
        pairs=pairs,
        more_pairs=more_pairs,
        index=tuple(_entry(entry, signs, rows) for entry in speaking.speakers),
        articles=tuple(
            print_article(
                covered,
                articles[key],
                speaking.by_document[key],
                rows,
                places.marks[key].values(),
                ranges.get(key),
            )
            for key, covered in documents.items()
        ),
        ranges=tuple(ranges.values()),
        quarantine=tuple(_quarantine(row, documents) for row in coverage.quarantine),
        runs=tuple(sorted(view.runs(), key=lambda run: (run.stage, run.code, run.model, run.id))),
    )


def _everything(speaking: Speaking) -> list[Said]:
    return [said for group in speaking.by_document.values() for said in group]


def _title(speaking: Speaking) -> str:
    names = [shown_in_line(group.party) for group in speaking.parties[:3]]
    return ", ".join(names) + ": who said what" if names else "Who said what"


def _rows(group: Iterable[Said], rows: Mapping[str, StatementRow]) -> list[StatementRow]:
    return [rows[said.statement.id] for said in group]


def _party(
    group: PartySpeaking,
    signs: Mapping[str, PartySign],
    rows: Mapping[str, StatementRow],
    coverage: Coverage,
) -> PartySection:
    days = sorted(said.covered.day for said in (*group.said, *group.unnamed) if said.covered.day)
    return PartySection(
        sign=signs[group.party],
        total=group.total,
        named=len(group.said),
        unnamed=len(group.unnamed),
        speakers=group.speakers,
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        rug=rug(days, coverage.first_on, coverage.last_on)
        if coverage.first_on and coverage.last_on
        else "",
        dates=by_date(_rows(group.said, rows)),
    )


def _apart(speaking: Speaking, rows: Mapping[str, StatementRow]) -> tuple[ApartSection, ...]:
    groups = (speaking.unnamed, speaking.outlets, speaking.independent, speaking.unresolved)
    return tuple(
        ApartSection(
            anchor=anchor,
            heading=heading,
            note=note,
            total=len(group),
            dates=by_date(_rows(group, rows)),
        )
        for (anchor, heading, note), group in zip(APART, groups, strict=True)
        if group
    )


def _entry(
    entry: SpeakerEntry, signs: Mapping[str, PartySign], rows: Mapping[str, StatementRow]
) -> IndexEntry:
    return IndexEntry(
        name=shown_in_line(entry.speaker.name),
        kind=entry.speaker.kind,
        signs=tuple(signs[party] for party in entry.parties),
        rows=tuple(_rows(entry.said, rows)),
    )


def _quarantine(row: Quarantine, documents: Mapping[str, object]) -> QuarantineRow:
    return QuarantineRow(
        name=shown_in_line(row.name),
        stage=row.stage,
        reason=shown_in_line(row.reason),
        size="size unknown" if row.size is None else count(row.size, "byte"),
        document=row.document if row.document in documents else None,
    )
