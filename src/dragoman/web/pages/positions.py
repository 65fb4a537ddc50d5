"""Positions: the matrix of parties and concepts as of a day, and what differs from another day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Ground, PositionStep
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import age_words, count
from dragoman.store.queries.days import HasStatements, PositionDays
from dragoman.store.queries.positions import Matrix
from dragoman.store.queries.written import Part
from dragoman.web.asking import Day, iso
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import SILENT, Sign, age_of, conditions_of, dealt, ink_of, sign_of
from dragoman.web.reaching import reach_of
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

Steps = Mapping[tuple[str, str], PositionStep]

OTHER = "not in the codebook"
LABEL = 120
"""Characters of a condition that a screen reader is given for a cell."""

LEAST_OTHERS = 3
"""Parties that the codebook does not name are shown without being asked for up to this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of the matrix.

    Attributes:
        party: Name of the party.
        concept: Id of the concept.
        sign: What is held.
        condition: What it hangs on, in an article's words. None: nothing.
        origins: How many independent ways lead to it; 0 if it is silent.
        reported: In how many statements others tell of a position that the party has not stated
            itself; 0 if it has.
        ink: How old: fresh, older or old.
        label: What a screen reader says.
        unsure: Whether the codes that it rests on are too likely to be wrong.
        before: What was held on the day of the comparison. None: no comparison is asked for.
    """

    party: str
    concept: str
    sign: Sign
    condition: str | None
    origins: int
    reported: int
    ink: str
    label: str
    unsure: bool
    before: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A concept with a cell for each party that is shown. None: nothing is known, or differs."""

    concept: str
    text: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The concepts of one issue."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unspoken:
    """A concept of the codebook to which nobody is known to have spoken."""

    concept: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsPage:
    """What the matrix shows.

    Attributes:
        title: What the page is called.
        as_of: The day that is shown. None: all that is in the record counts.
        compare: The earlier day that it is compared with. None: no comparison.
        days: The days on which what is known of positions changed, the first first.
        newest: The newest day of the record, from which age counts where no day is asked for.
            None: no day is known.
        parties: The columns.
        others: Parties that are not shown, those with most cells first.
        everyone: Whether others are asked for.
        issues: The rows.
        known: How many cells are known, or differ, in the columns that are shown.
        unspoken: Concepts without a row; none where days are compared.
        concepts: How many concepts the codebook has.
        read: Whether the record has any statement.
    """

    title: str
    as_of: str | None
    compare: str | None
    days: tuple[str, ...]
    newest: str | None
    parties: tuple[PartySign, ...]
    others: tuple[PartySign, ...]
    everyone: bool
    issues: tuple[Issue, ...]
    known: int
    unspoken: tuple[Unspoken, ...]
    concepts: int
    read: bool


router = APIRouter()


@router.get("/positions", response_class=HTMLResponse)
def positions(
    request: Request,
    desk: AtDesk,
    as_of: Day = None,
    compare: Day = None,
    everyone: Annotated[bool, Query(alias="all")] = False,
) -> HTMLResponse:
    """Show what each party holds on each concept."""
    page = build_positions(desk, as_of=iso(as_of), compare=iso(compare), everyone=everyone)
    return render(request, "positions.html.j2", page)


def build_positions(
    desk: Desk, *, as_of: str | None = None, compare: str | None = None, everyone: bool = False
) -> PositionsPage:
    """Build the matrix.

    Args:
        desk: What the request works with.
        as_of: The ISO day to show. None: all that is in the record counts.
        compare: Another ISO day; only what differs is shown, the earlier day before the later.
        everyone: Whether parties get columns that the codebook does not name.
    """
    if compare is not None and as_of is not None and compare > as_of:
        as_of, compare = compare, as_of
    days, newest = position_days(desk), newest_day(desk)
    steps = steps_on(desk, as_of)
    cells = {key: cell_of(step, as_of or newest) for key, step in steps.items()}
    if compare is not None:
        cells = dict(_differing(cells, steps, steps_on(desk, compare), as_of or newest))
    shown, others = _columns(desk, cells, everyone)
    issues = tuple(_issues(desk, cells, shown))
    return PositionsPage(
        title=_title(as_of, compare),
        as_of=as_of,
        compare=compare,
        days=days,
        newest=newest,
        parties=tuple(desk.signs[party] for party in shown),
        others=tuple(desk.signs[party] for party in others),
        everyone=everyone,
        issues=issues,
        known=sum(cell is not None for issue in issues for row in issue.rows for cell in row.cells),
        unspoken=() if compare else tuple(_unspoken(desk, {concept for _, concept in cells})),
        concepts=len(desk.codebook.concepts) if desk.codebook else 0,
        read=desk.view.ask(HasStatements()),
    )


def position_days(desk: Desk) -> tuple[str, ...]:
    """Give the days on which what is known of positions changed, the first first."""
    return desk.ask(PositionDays(), Part.STEPS, Part.BASES)


def newest_day(desk: Desk) -> str | None:
    """Give the newest day of the record, from which age counts. None: no day is known."""
    return reach_of(desk).newest or next(reversed(position_days(desk)), None)


def steps_on(desk: Desk, as_of: str | None) -> Steps:
    """Give every position of which something is known on a day, by party and concept."""

    def ask() -> Steps:
        return {(s.party, s.concept): s for s in desk.view.ask(Matrix(as_of=as_of))}

    return desk.memo(("matrix", as_of), ask, Part.STEPS)


def cell_of(step: PositionStep, today: str | None) -> Cell:
    """Put a position into a cell; its age counts to `today`."""
    sign = sign_of(step.holding, step.stance)
    age = age_of(step.newest_on, today)
    silent = step.newest is None
    condition = next((line.words for line in conditions_of(step.conditions)), None)
    told = [shown_in_line(step.party), _spoken(sign, condition)]
    if silent:
        told.append(f"reported by others in {count(step.reported, 'statement')}")
    else:
        told += [count(step.origins, "origin"), age_words(age)]
    if step.unsure:
        told.append(str(Ground.UNSURE))
    return Cell(
        party=step.party,
        concept=step.concept,
        sign=sign,
        condition=condition,
        origins=0 if silent else step.origins,
        reported=step.reported if silent else 0,
        ink=ink_of(age),
        unsure=step.unsure,
        label=", ".join(told),
    )


def _spoken(sign: Sign, condition: str | None) -> str:
    """Say what is held, with the words of the condition."""
    if condition is None:
        return sign.word
    return f"{sign.word.removeprefix('conditionally ')} if “{cut_short(condition, LABEL)}”"


def _differing(
    cells: Mapping[tuple[str, str], Cell],
    after: Steps,
    before: Steps,
    today: str | None,
) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Give the cells whose sign or conditions are not what they were, with both signs."""
    for key in sorted(after.keys() | before.keys()):
        new, old = after.get(key), before.get(key)
        if _held(new) == _held(old):
            continue
        known = new or old
        cell = cells.get(key) or (cell_of(known, today) if known else None)
        if cell is None:
            continue
        sign = sign_of(new.holding, new.stance) if new else SILENT
        was = sign_of(old.holding, old.stance) if old else SILENT
        after_words = _spoken(sign, cell.condition)
        label = f"{shown_in_line(key[0])}: before, {was.word}; after, {after_words}"
        yield key, replace(cell, sign=sign, before=was, label=label)


def _held(step: PositionStep | None) -> tuple[str, ...]:
    """Give what makes two positions the same: their sign and the words of their conditions."""
    if step is None:
        return (SILENT.word,)
    told = sorted({line.words.casefold() for line in conditions_of(step.conditions)})
    return (sign_of(step.holding, step.stance).word, *told)


def _columns(
    desk: Desk, cells: Iterable[tuple[str, str]], everyone: bool
) -> tuple[list[str], list[str]]:
    """Tell which parties are shown, and which others something is known of.

    The sides come first, then the third parties that the dossier or codebook names, then others.
    """
    known = Counter(party for party, _ in cells)
    codebook = desk.codebook
    sides = dict.fromkeys((*desk.dossier.parties, *(codebook.parties if codebook else ())))
    thirds = (*desk.dossier.third_parties, *(codebook.third_parties if codebook else ()))
    named = [*sides, *(p for p in dict.fromkeys(thirds) if p in known and p not in sides)]
    others = [party for party in dealt(known) if party not in named]
    if everyone or len(others) <= LEAST_OTHERS:
        return [*named, *others], []
    return named, others


def _issues(
    desk: Desk, cells: Mapping[tuple[str, str], Cell], parties: Sequence[str]
) -> Iterator[Issue]:
    """Give the rows that have a cell in a column that is shown, by issue."""
    spoken = {concept for party, concept in cells if party in parties}
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for concept, issue in concepts_in_order(desk, spoken):
        row = Row(
            concept=concept,
            text=shown_in_line(desk.concept_text(concept)),
            cells=tuple(cells.get((party, concept)) for party in parties),
        )
        grouped[issue].append(row)
    for issue, rows in grouped.items():
        yield Issue(name=issue, rows=tuple(rows))


def concepts_in_order(desk: Desk, concepts: set[str]) -> Iterator[tuple[str, str]]:
    """Give concepts in the codebook's order, each with its issue; what it lacks comes last."""
    codebook = desk.codebook
    known = codebook.concepts if codebook else ()
    for issue in codebook.issues if codebook else ():
        for concept in known:
            if concept.issue == issue and concept.id in concepts:
                yield concept.id, issue_words(issue)
    for lacking in sorted(concepts - {concept.id for concept in known}):
        yield lacking, OTHER


def issue_words(issue: str) -> str:
    """Write an issue's id as words."""
    return issue.replace("-", " ")


def _unspoken(desk: Desk, spoken: set[str]) -> Iterator[Unspoken]:
    for concept in desk.codebook.concepts if desk.codebook else ():
        if concept.id not in spoken:
            yield Unspoken(concept=concept.id, text=shown_in_line(concept.text))


def _title(as_of: str | None, compare: str | None) -> str:
    if compare:
        return f"Positions: what differs between {compare} and {as_of or 'now'}"
    return f"Positions as of {as_of}" if as_of else "Positions"
