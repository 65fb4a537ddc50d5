"""Positions and shifts as a brief shows them: a matrix, each party's list, and what changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.analysis import (
    Bearing,
    FoundShift,
    Position,
    Positions,
    ShiftKind,
    Standing,
    State,
    Topic,
)
from dragoman.analysis.origins import count_origins
from dragoman.analysis.positions import state_of
from dragoman.record import Ground, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.events import EvidenceRow, Places
from dragoman.report.parties import PartySign
from dragoman.report.rows import StatementRow
from dragoman.report.signs import age_words, count, holding_sign, ringed

FRESH, OLD = 7, 365
"""Days until which a position is in full ink, and after which it is in the lightest (the look)."""

TURNS = (ShiftKind.REVERSAL, ShiftKind.NEW_CONDITION, ShiftKind.DROPPED_CONDITION)

OTHER = "not in the codebook"

UNSURE = str(Ground.UNSURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRow:
    """What a party holds at one time: glyph, its word, and the words of its conditions."""

    glyph: str
    word: str
    conditions: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A cell of the matrix.

    Attributes:
        anchor: Its place in the party's list. None: nothing bears on it.
        glyph: What is held.
        label: What a screen reader says: party, word, origins, age.
        ring: Number of origins in a ring; empty for none.
        reported: How many origins tell of a position that the party has not stated itself; 0 if
            it has.
        ink: How old: fresh, older or old.
    """

    anchor: str | None
    glyph: str
    label: str
    ring: str
    reported: int
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A concept with every party's cell; the issue is named where a new one begins, else None."""

    issue: str | None
    text: str
    cells: tuple[CellRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicedRow:
    """A statement with its stance and how high its speaker stands."""

    glyph: str
    word: str
    level: str
    row: StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """Statements of a position that are not the party's own, and why they are not."""

    why: str
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """A position with all that bears on it.

    Attributes:
        anchor: Its anchor.
        text: The proposition.
        sign: What is held.
        origins: Their number in words, and whether their codes are unsure; empty for neither.
        ring: The number in a ring.
        age: How old it is, in words.
        ink: As in CellRow.
        newest: The newest statement; where they are mixed, that of either stance.
        own: The party's own statements, the newest first.
        undated: Its own without a place in time.
        reported: Those of others about it.
    """

    anchor: str
    text: str
    sign: SignRow
    origins: str
    ring: str
    age: str
    ink: str
    newest: tuple[VoicedRow, ...]
    own: tuple[StatementRow, ...]
    undated: tuple[StatementRow, ...]
    reported: tuple[ReportedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPositions:
    """What one party demands and refuses; `h-<mark>` is its anchor."""

    sign: PartySign
    positions: tuple[PositionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """A shift with the words that brought it."""

    day: str
    sign: PartySign
    text: str
    kind: str
    before: SignRow
    after: SignRow
    ring: str
    ground: str
    origins: str
    by: tuple[VoicedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRows:
    """Everything that a brief shows of positions and shifts.

    Attributes:
        parties: The matrix's columns.
        others: Parties that a short brief leaves out of matrix and lists.
        topics: Its rows; without any there is nothing to show.
        silent: How many concepts of the codebook nobody speaks to.
        lists: Each party's positions.
        turns: Reversals, new and dropped conditions, the newest first.
        openings: First statements and new speakers, likewise.
        unsure: How many shifts are left out, as their codes are too likely to be wrong.
    """

    parties: tuple[PartySign, ...]
    others: tuple[PartySign, ...]
    topics: tuple[TopicRow, ...]
    silent: int
    lists: tuple[PartyPositions, ...]
    turns: tuple[ShiftRow, ...]
    openings: tuple[ShiftRow, ...]
    unsure: int


def build_positions(
    found: Positions,
    shifts: Iterable[FoundShift],
    signs: Mapping[str, PartySign],
    rows: Mapping[str, StatementRow],
    places: Places,
    others: Iterable[str] = (),
) -> PositionRows:
    """Put positions and shifts, the newest first, into words and signs; name others left out."""
    build = _Builder(found, signs, rows, places)
    lists = (build.party(party) for party in found.parties)
    every = list(shifts)
    changed = [build.shift(shift) for shift in every if shift.ground is not Ground.UNSURE]
    return PositionRows(
        parties=tuple(signs[party] for party in found.parties),
        others=tuple(signs[party] for party in others),
        topics=tuple(build.topics()),
        silent=len(found.topics) - len(found.spoken),
        lists=tuple(party for party in lists if party.positions),
        turns=tuple(row for row in changed if row.kind in TURNS),
        openings=tuple(row for row in changed if row.kind not in TURNS),
        unsure=len(every) - len(changed),
    )


class _Builder:
    """Makes rows of one set of positions."""

    def __init__(
        self,
        found: Positions,
        signs: Mapping[str, PartySign],
        rows: Mapping[str, StatementRow],
        places: Places,
    ) -> None:
        self.found = found
        self.signs = signs
        self.rows = rows
        self.places = places
        self.number = {topic.concept: n for n, topic in enumerate(found.topics, start=1)}
        self.text = {topic.concept: _text(topic) for topic in found.topics}

    def topics(self) -> Iterator[TopicRow]:
        before = None
        other = OTHER if any(topic.issue for topic in self.found.topics) else ""
        for topic in self.found.spoken:
            issue = shown_in_line(topic.issue or other)
            cells = (self.found.cell(party, topic.concept) for party in self.found.parties)
            yield TopicRow(
                issue=issue if issue and issue != before else None,
                text=self.text[topic.concept],
                cells=tuple(map(self._cell, cells)),
            )
            before = issue

    def party(self, party: str) -> PartyPositions:
        cells = (self.found.cell(party, topic.concept) for topic in self.found.spoken)
        positions = tuple(self._position(cell) for cell in cells if cell.statements)
        return PartyPositions(sign=self.signs[party], positions=positions)

    def shift(self, shift: FoundShift) -> ShiftRow:
        return ShiftRow(
            day=shift.on.isoformat(),
            sign=self.signs[shift.party],
            text=self.text.get(shift.concept, shown_in_line(shift.concept)),
            kind=shift.kind,
            before=self._sign(shift.before),
            after=self._sign(shift.after),
            ring=ringed(shift.origins),
            ground=shift.ground,
            origins=count(shift.origins, "origin"),
            by=tuple(map(self._voiced, shift.by)),
        )

    def _anchor(self, position: Position) -> str:
        mark = self.signs[position.party].mark.lower()
        return f"p-{mark}-{self.number[position.concept]}"

    def _sign(self, state: State) -> SignRow:
        glyph, word = holding_sign(state)
        first: dict[str, EvidenceRow] = {}
        for bearing in state.conditions:
            if bearing.code.condition:
                document = bearing.said.covered.document.id
                row = self.places.row(document, bearing.code.condition)
                first.setdefault(row.words.casefold(), row)
        return SignRow(glyph=glyph, word=word, conditions=tuple(first.values()))

    def _cell(self, position: Position) -> CellRow:
        glyph, word = holding_sign(position.state)
        silent = not position.state.deciding
        told = [self.signs[position.party].name, word]
        if position.origins:
            told += [count(position.origins, "origin"), age_words(position.age)]
        if position.unsure:
            told.append(UNSURE)
        if silent and position.reported:
            told.append("reported by others")
        return CellRow(
            anchor=self._anchor(position) if position.statements else None,
            glyph=f"{glyph}?" if position.unsure else glyph,
            label=", ".join(told),
            ring=ringed(position.origins) if position.origins else "",
            reported=count_origins(position.reported) if silent else 0,
            ink=_ink(position.age),
        )

    def _position(self, position: Position) -> PositionRow:
        known = bool(position.state.deciding)
        return PositionRow(
            anchor=self._anchor(position),
            text=self.text[position.concept],
            sign=self._sign(position.state),
            origins=", ".join(_origins(position)),
            ring=ringed(position.origins) if position.origins else "",
            age=age_words(position.age) if known else "",
            ink=_ink(position.age),
            newest=tuple(map(self._voiced, _newest(position.held))),
            own=self._rows(position.own),
            undated=self._rows(position.undated),
            reported=tuple(self._reported(position.reported)),
        )

    def _voiced(self, bearing: Bearing) -> VoicedRow:
        glyph, word = holding_sign(state_of([bearing]))
        row = self.rows[bearing.said.statement.id]
        return VoicedRow(glyph=glyph, word=word, level=bearing.level, row=row)

    def _rows(self, bearings: Iterable[Bearing]) -> tuple[StatementRow, ...]:
        ids = dict.fromkeys(bearing.said.statement.id for bearing in bearings)
        return tuple(self.rows[id_] for id_ in ids)

    def _reported(self, bearings: Iterable[Bearing]) -> Iterator[ReportedRow]:
        """Group reported statements by why they are not the party's own."""
        grouped: defaultdict[tuple[Standing, str], list[Bearing]] = defaultdict(list)
        for bearing in bearings:
            grouped[bearing.standing, bearing.teller or ""].append(bearing)
        for (standing, teller), group in grouped.items():
            why = f"{standing}, {shown_in_line(teller)}" if teller else str(standing)
            signs = dict.fromkeys(self._voiced(bearing).glyph for bearing in group)
            yield ReportedRow(why=f"{why}: {' '.join(signs)}", rows=self._rows(group))


def _origins(position: Position) -> Iterator[str]:
    if position.origins:
        yield count(position.origins, "origin")
    if position.unsure:
        yield UNSURE


def _newest(held: Sequence[Bearing]) -> Iterator[Bearing]:
    """Give the newest statement of each stance."""
    seen: set[Stance] = set()
    for bearing in held:
        if bearing.code.stance not in seen:
            seen.add(bearing.code.stance)
            yield bearing


def _text(topic: Topic) -> str:
    return shown_in_line(topic.text or topic.concept)


def _ink(age: int | None) -> str:
    if age is None or FRESH < age <= OLD:
        return "older"
    return "fresh" if age <= FRESH else "old"
