"""Stability: which outcomes of a conflict no party would leave, by options chosen in a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.preferences import Case, Modelled, Preference, model, most_disputed
from dragoman.analysis.stability import Option, SolutionConcept, Stability, find_stability
from dragoman.errors import ConflictError
from dragoman.record import PositionStep, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.web.asking import LONGEST, Day, iso
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import Sign, sign_of
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.agreement import chosen_parties, sign_for
from dragoman.web.pages.positions import steps_on
from dragoman.web.rendering import render
from dragoman.web.wishes import RecordHeld

MOST_OPTIONS = 8
"""Options of the form: 256 states; a conflict file may have more."""

SHOWN = 24
"""States that are shown without being asked for; of more only those where all stay by Nash or
sequential stability, if there are any, else equilibria: for fear of moves that hurt those who make
them (general and symmetric) parties stay nearly everywhere."""

CREDIBLE = frozenset("NQ")

LETTERS = dict(zip(SolutionConcept, "NGSQ", strict=True))

MEANT = {
    SolutionConcept.NASH: "it cannot reach anything better by itself",
    SolutionConcept.GENERAL: "whatever better it reaches, others could bring it to something no "
    "better",
    SolutionConcept.SYMMETRIC: "and it could not escape from that",
    SolutionConcept.SEQUENTIAL: "others could do so by moves that are better for themselves",
}
"""Why a party stays, by each solution concept."""

Texts = Annotated[
    list[Annotated[str, Query(max_length=LONGEST)]] | None, Query(max_length=MOST_OPTIONS + 2)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """A line of the form: a concept, who decides on it, and whether it can be taken back."""

    concept: str
    by: str
    irreversible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WishLine:
    """Something that a party is taken to want, the most important first.

    Attributes:
        number: From 1, in the order of importance.
        concept: Id of the concept.
        text: Its proposition.
        wants: Whether it wants it.
        sign: The position that this was read from.
        line: The newest statement behind it. None: it is not in the record any more.
    """

    number: int
    concept: str
    text: str
    wants: bool
    sign: Sign
    line: StatementLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWishes:
    """What a party is taken to want; empty where nothing is known."""

    party: str
    sign: PartySign
    wishes: tuple[WishLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLine:
    """An outcome.

    Attributes:
        number: From 1.
        taken: The options that are taken, as names; empty for none.
        ranks: Per party the rank (the higher the better) and the letters by which it stays.
        equilibrium: The letters by which all stay; empty for none.
    """

    number: int
    taken: tuple[str, ...]
    ranks: tuple[tuple[int, str], ...]
    equilibrium: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What comes of a conflict: wishes, states, and how many are not shown."""

    wishes: tuple[PartyWishes, ...]
    states: tuple[StateLine, ...]
    hidden: int
    equilibria: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilityPage:
    """What the page shows.

    Attributes:
        title: What it is called.
        rows: The form's lines.
        drafted: Whether they are what parties dispute, as nothing was asked for.
        concepts: The concepts that can be options.
        parties: Who can decide on one.
        as_of: The day of the positions. None: all that is in the record counts.
        every: Whether all states are asked for.
        query: What the address asks, to be asked again for all states.
        problem: What is wrong with what was asked; empty for nothing.
        outcomes: What comes of it. None: nobody is said to decide yet, or a problem.
        letters: Letter, solution concept, and why a party stays.
    """

    title: str
    rows: tuple[OptionRow, ...]
    drafted: bool
    concepts: tuple[ChoiceGroup, ...]
    parties: tuple[ChoiceGroup, ...]
    as_of: str | None
    every: bool
    query: dict[str, object]
    problem: str
    outcomes: Outcomes | None
    letters: tuple[tuple[str, str, str], ...] = tuple(
        (LETTERS[concept], str(concept), MEANT[concept]) for concept in SolutionConcept
    )


router = APIRouter()


@router.get("/stability", response_class=HTMLResponse)
def stability(
    request: Request,
    desk: AtDesk,
    option: Texts = None,
    by: Texts = None,
    back: Texts = None,
    every: Annotated[bool, Query(alias="all")] = False,
    as_of: Day = None,
) -> HTMLResponse:
    """Tell which outcomes of a conflict no party would leave."""
    rows = asked_options(option or (), by or (), back or ())
    page = build_stability(desk, rows, as_of=iso(as_of), every=every)
    return render(request, "stability.html.j2", page)


def asked_options(
    option: Sequence[str], by: Sequence[str], back: Sequence[str]
) -> tuple[OptionRow, ...]:
    """Read the options from the address; lines without a concept ask for nothing.

    Raises:
        HTTPException: The lists are not of one length.
    """
    if not len(option) == len(by) == len(back):
        raise HTTPException(422, "Each option needs option, by and back, in order.")
    return tuple(
        OptionRow(concept=concept.strip(), by=party.strip(), irreversible=undone == "no")
        for concept, party, undone in zip(option, by, back, strict=True)
        if concept.strip()
    )


def build_stability(
    desk: Desk,
    asked: Sequence[OptionRow] = (),
    *,
    as_of: str | None = None,
    every: bool = False,
) -> StabilityPage:
    """Build the page.

    Args:
        desk: What the request works with.
        asked: The options; none: what the parties dispute, of which nobody is said to decide.
        as_of: ISO day of the positions. None: all that is in the record counts.
        every: Whether all states are shown.
    """
    rows = tuple(asked[:MOST_OPTIONS]) or tuple(_drafted(desk, as_of))
    problem, outcomes = "", None
    chosen = [row for row in rows if row.by]
    try:
        if asked and chosen:
            outcomes = outcomes_of(desk, *solve(desk, chosen, as_of), every=every)
        elif asked:
            problem = "say of an option who decides on it"
    except ConflictError as error:
        problem = shown_in_line(str(error))
    blank = OptionRow(concept="", by="", irreversible=False)
    return StabilityPage(
        title="Stability",
        rows=(*rows, *((blank,) if len(rows) < MOST_OPTIONS else ())),
        drafted=not asked,
        concepts=concept_choices(desk),
        parties=party_choices(desk),
        as_of=as_of,
        every=every,
        query={
            "option": [row.concept for row in asked],
            "by": [row.by for row in asked],
            "back": ["no" if row.irreversible else "yes" for row in asked],
            "as_of": as_of,
        },
        problem=problem,
        outcomes=outcomes,
    )


def _drafted(desk: Desk, as_of: str | None) -> Iterator[OptionRow]:
    """Offer what the sides and third parties disagree on."""
    steps = steps_on(desk, as_of)
    codebook = desk.codebook
    sides = (*desk.dossier.parties, *(codebook.parties if codebook else ()))
    thirds = (*desk.dossier.third_parties, *(codebook.third_parties if codebook else ()))
    parties = dict.fromkeys((*(sides or chosen_parties(desk, (), steps)), *thirds))
    told: dict[str, list[tuple[Stance | None, bool, int]]] = {}
    for concept in dict.fromkeys(concept for _, concept in steps):
        told[concept] = [_spoken(steps.get((party, concept))) for party in parties]
    for concept in most_disputed(told):
        yield OptionRow(concept=concept, by="", irreversible=False)


def _spoken(step: PositionStep | None) -> tuple[Stance | None, bool, int]:
    if step is None:
        return None, False, 0
    return step.stance, step.newest is not None, step.statements


def solve(desk: Desk, rows: Sequence[OptionRow], as_of: str | None) -> tuple[Modelled, Stability]:
    """Model a conflict by the positions of those who decide, and find which outcomes hold.

    Raises:
        ConflictError: There are too many outcomes, or an option is given twice.
    """
    case = Case(
        options=tuple(
            Option(name=row.concept, player=row.by, irreversible=row.irreversible) for row in rows
        ),
        wishes={},
    )
    modelled = model(case, RecordHeld(desk, as_of))
    return modelled, find_stability(modelled.conflict)


def outcomes_of(desk: Desk, modelled: Modelled, stable: Stability, *, every: bool) -> Outcomes:
    """Put a conflict that is solved into lines; of many outcomes only those that tell most."""
    states = tuple(_states(desk, modelled, stable))
    shown = states
    if not every and len(states) > SHOWN:
        held = tuple(state for state in states if state.equilibrium)
        shown = tuple(state for state in held if CREDIBLE & {*state.equilibrium}) or held
    return Outcomes(
        wishes=tuple(_wishes(desk, modelled)),
        states=shown,
        hidden=len(states) - len(shown),
        equilibria=sum(bool(state.equilibrium) for state in states),
    )


def _wishes(desk: Desk, modelled: Modelled) -> Iterator[PartyWishes]:
    """Tell what each party is taken to want, with the newest statement behind it."""
    newest = {
        (party, number): preference.position.held[0].statement_id
        for party, preferences in modelled.preferences.items()
        for number, preference in enumerate(preferences, 1)
        if preference.position and preference.position.held
    }
    found = desk.view.statements_of(tuple(dict.fromkeys(newest.values())))
    lines = {line.id: line for line in build_lines(desk, found)}
    for party, preferences in modelled.preferences.items():
        yield PartyWishes(
            party=party,
            sign=sign_for(desk, party),
            wishes=tuple(
                _wish(desk, number, preference, lines.get(newest.get((party, number), "")))
                for number, preference in enumerate(preferences, 1)
            ),
        )


def _wish(desk: Desk, number: int, preference: Preference, line: StatementLine | None) -> WishLine:
    ((concept, wants),) = preference.wish.options.items()
    position = preference.position
    return WishLine(
        number=number,
        concept=concept,
        text=shown_in_line(desk.concept_text(concept)),
        wants=wants,
        sign=sign_of(position.holding, position.stance) if position else Sign(glyph="", word=""),
        line=line,
    )


def _states(desk: Desk, modelled: Modelled, stable: Stability) -> Iterator[StateLine]:
    conflict = modelled.conflict
    for number, state in enumerate(modelled.states):
        yield StateLine(
            number=number + 1,
            taken=tuple(
                shown_in_line(desk.concept_text(option.name))
                for option in modelled.case.options
                if option.name in state
            ),
            ranks=tuple(
                (
                    conflict.worth[player][number],
                    _letters(c for c in SolutionConcept if number in stable.stable[player, c]),
                )
                for player in conflict.players
            ),
            equilibrium=_letters(c for c in SolutionConcept if number in stable.equilibria(c)),
        )


def _letters(concepts: Iterator[SolutionConcept]) -> str:
    return "".join(LETTERS[concept] for concept in concepts)
