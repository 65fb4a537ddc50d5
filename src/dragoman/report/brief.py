"""The brief: a record as one file that an analyst would forward; its typed content.

It is built once (dragoman.report.building) and rendered as HTML, Markdown, PDF and DOCX.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.analysis import Coverage
from dragoman.record import Run
from dragoman.report.appendix import PrintedArticle
from dragoman.report.changes import DISPUTED, ChangeRows
from dragoman.report.comparisons import ComparisonRow, PairRow
from dragoman.report.events import ClaimRow, EventRows
from dragoman.report.gaps import GapRow
from dragoman.report.notes import Note
from dragoman.report.parties import PartySign
from dragoman.report.pictures import Picture
from dragoman.report.positions import PositionRows
from dragoman.report.rows import DateGroup, StatementRow
from dragoman.report.undated import RangeRow

MOST: Mapping[str, int] = {
    "openings": 30,
    "claims": 20,
    "meetings": 25,
    "plans": 6,
    "parties": 10,
    "documents": 80,
    "quarantine": 30,
}
"""How many of each a printed brief has, PDF and DOCX alike; how many more there are is told."""


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
        chosen: What it said in the brief's scope, those first who stand highest, then the newest;
            a few.
        dates: Its statements; without those of unnamed sources.
    """

    sign: PartySign
    total: int
    named: int
    unnamed: int
    speakers: int
    first_on: str | None
    last_on: str | None
    rug: str
    chosen: tuple[StatementRow, ...]
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
        about: What it is about, if not about the whole record, such as "since 19 May 2025" and a
            party's name.
        as_of: The date that the reader should take it to be of. None: not stated.
        changes: What is new, for a brief of a part of the record or a short one.
        coverage: What it rests on.
        statements: How many statements.
        speakers: How many named speakers.
        parties: The most statements first.
        apart: Unnamed sources, outlets, speakers without a party, unresolved; the empty left out.
        positions: What each party holds, and when that changed.
        events: Claims, meetings and plans; of a short brief those claims alone that somebody
            disputes.
        settled: How many claims that nobody disputes are left out.
        comparisons: Plans against positions by the plan's id; empty without positions.
        pairs: Plans that share terms, two by two; empty without positions.
        more_pairs: How many pairs are not shown.
        pictures: Drawings by what they show.
        gaps: What limits the brief.
        notes: Where the words stand, by the key of a statement or an evidence, in the order in
            which the brief first cites them.
        index: Speakers by name; empty in a short brief.
        listed: The documents that it rests on, in reading order.
        articles: The same with their texts; empty in a short brief.
        ranges: Between which days undated documents are from, in that order.
        quarantine: What could not be read.
        runs: What the record was made with.
    """

    title: str
    about: tuple[str, ...]
    as_of: str | None
    changes: ChangeRows | None
    coverage: Coverage
    statements: int
    speakers: int
    parties: tuple[PartySection, ...]
    apart: tuple[ApartSection, ...]
    positions: PositionRows
    events: EventRows
    settled: int
    comparisons: Mapping[str, ComparisonRow]
    pairs: tuple[PairRow, ...]
    more_pairs: int
    pictures: Mapping[str, Picture]
    gaps: tuple[GapRow, ...]
    notes: Mapping[str, Note]
    index: tuple[IndexEntry, ...]
    listed: tuple[PrintedArticle, ...]
    articles: tuple[PrintedArticle, ...]
    ranges: tuple[RangeRow, ...]
    quarantine: tuple[QuarantineRow, ...]
    runs: tuple[Run, ...]

    @property
    def full(self) -> bool:
        """Whether it ends with every statement and the articles, in which the words are marked."""
        return bool(self.articles)

    @property
    def disputed(self) -> tuple[ClaimRow, ...]:
        """The claims that somebody denies or does not confirm."""
        return tuple(claim for claim in self.events.claims if claim.status in DISPUTED)
