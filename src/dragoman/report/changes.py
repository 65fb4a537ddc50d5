"""Changes: what is new in the time of a brief, a line each, with its numbers on top."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.report.events import ClaimRow, EventRows, EvidenceRow
from dragoman.report.parties import PartySign
from dragoman.report.positions import PositionRows, ShiftRow, SignRow
from dragoman.report.rows import StatementRow
from dragoman.report.signs import count

MOST_CHANGES = 12
"""Lines that a brief begins with: a page of them. Chosen, not measured."""

MOST_OF_A_KIND = 4
"""Of these, at most so many of one kind, so that no kind hides the others."""

DISPUTED = ("contested", "denied", "not denied")
"""How a claim stands to which somebody has answered no, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One thing that is new.

    Attributes:
        day: When, as precise as known. None: not told.
        kind: "shift", "claim", "meeting" or "plan".
        what: The same more exactly: "reversal", "contested", "planned"; empty for a plan.
        sign: The party that it is of. None: it is of several.
        text: What it is about.
        before: What was held. None: it is no shift.
        after: What is held since. None: it is no shift.
        detail: More in a few words; may be empty.
        rows: The statements that it rests on.
        places: The words that it rests on, beside statements.
    """

    day: str | None
    kind: str
    what: str
    sign: PartySign | None
    text: str
    before: SignRow | None
    after: SignRow | None
    detail: str
    rows: tuple[StatementRow, ...]
    places: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How much there is in a time."""

    documents: int
    outlets: int
    statements: int
    speakers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRows:
    """What is new.

    Attributes:
        numbers: How much there is in the brief's scope.
        before: How much there was in the time of the same length before. None: the brief has no
            beginning or no end.
        before_days: That time's first and last day; empty without it.
        shifts: How many shifts changed what is held. None: the brief has no positions.
        openings: How many others there are: first statements, new speakers. None: likewise.
        contested: How many claims are contested, denied or not denied.
        meetings: How many meetings.
        plans: How many versions of plans.
        lines: The newest of all these, the newest first.
        more: How many are not among the lines.
    """

    numbers: Numbers
    before: Numbers | None
    before_days: tuple[str, ...]
    shifts: int | None
    openings: int | None
    contested: int
    meetings: int
    plans: int
    lines: tuple[ChangeRow, ...]
    more: int


def build_changes(
    numbers: Numbers,
    before: Numbers | None,
    before_days: tuple[str, ...],
    positions: PositionRows | None,
    events: EventRows,
) -> ChangeRows:
    """Put what is new into lines.

    Args:
        numbers: How much there is in the brief's scope.
        before: How much there was before.
        before_days: When that was.
        positions: Positions and shifts. None: the brief has none.
        events: Claims, meetings and plans.
    """
    claims = [claim for claim in events.claims if claim.status in DISPUTED]
    kinds = [
        [_shift(row) for row in (positions.turns if positions else ())],
        [_claim(row) for row in claims],
        [
            ChangeRow(
                day=row.date,
                kind="meeting",
                what=row.status,
                sign=None,
                text=" and ".join(row.participants) or "unknown",
                before=None,
                after=None,
                detail=row.place or "",
                rows=(),
                places=row.evidence[:2],
            )
            for row in events.meetings
        ],
        [
            ChangeRow(
                day=row.date,
                kind="plan",
                what="",
                sign=None,
                text=row.name,
                before=None,
                after=None,
                detail=f"{count(len(row.terms), 'term')}, by {row.by or 'unknown'}",
                rows=(),
                places=row.terms[:1],
            )
            for row in events.plans
        ],
    ]
    shown = [row for kind in kinds for row in _newest(kind)[:MOST_OF_A_KIND]]
    shown = _newest(shown)[:MOST_CHANGES]
    return ChangeRows(
        numbers=numbers,
        before=before,
        before_days=before_days,
        shifts=len(positions.turns) if positions else None,
        openings=len(positions.openings) if positions else None,
        contested=len(claims),
        meetings=len(events.meetings),
        plans=len(events.plans),
        lines=tuple(shown),
        more=sum(map(len, kinds)) - len(shown),
    )


def _newest(rows: Iterable[ChangeRow]) -> list[ChangeRow]:
    """Put rows into order, the newest first and those without a day last; equal ones stay."""
    dated = [row for row in rows if row.day]
    dated.sort(key=lambda row: row.day or "", reverse=True)
    return dated + [row for row in rows if not row.day]


def _shift(row: ShiftRow) -> ChangeRow:
    return ChangeRow(
        day=row.day,
        kind="shift",
        what=row.kind,
        sign=row.sign,
        text=row.text,
        before=row.before,
        after=row.after,
        detail=row.ground,
        rows=_distinct(voice.row for voice in row.by),
        places=(),
    )


def _claim(row: ClaimRow) -> ChangeRow:
    days = [day for statement in row.rows if (day := statement.said_on or statement.day)]
    return ChangeRow(
        day=max(days, default=None),
        kind="claim",
        what=row.status,
        sign=None,
        text=row.text,
        before=None,
        after=None,
        detail="; ".join(_sides(row)),
        rows=_distinct(row.rows),
        places=(),
    )


def _distinct(rows: Iterable[StatementRow]) -> tuple[StatementRow, ...]:
    """Give two statements at most, and the same words once."""
    first = {row.words: row for row in reversed(tuple(rows))}
    return tuple(reversed(first.values()))[:2]


def _sides(row: ClaimRow) -> Iterator[str]:
    for verb, names in row.sides:
        yield f"{verb} {', '.join(names)}"
