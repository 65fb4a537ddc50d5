"""Stability: which outcomes of a conflict no party would leave, by the positions they hold."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.analysis.drafts import known_name
from dragoman.analysis.preferences import Modelled, Preference
from dragoman.analysis.stability import SolutionConcept, Stability
from dragoman.errors import ConflictError, DraftError
from dragoman.web.api.given import Given
from dragoman.web.api.lists import Day
from dragoman.web.api.problems import problems
from dragoman.web.asking import LONGEST, iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.positions import steps_on
from dragoman.web.pages.stability import (
    MEANT,
    MOST_OPTIONS,
    OptionRow,
    asked_options,
    build_stability,
    outcomes_of,
    solve,
)

router = APIRouter(tags=["Analyses"], route_class=ConditionalRoute)

Names = Annotated[list[Annotated[str, Field(max_length=LONGEST)]], Field(max_length=MOST_OPTIONS)]
Backs = Annotated[list[Literal["yes", "no"]], Field(max_length=MOST_OPTIONS)]


class ConflictOption(Given):
    """Something that a party can do or leave."""

    concept: str = Field(description="Id of the concept that it is called like.")
    by: str = Field(description="Who decides on it. Empty: nobody is said to.")
    irreversible: bool = Field(description="Whether it cannot be taken back.")


class ReadWish(Given):
    """Something that a party is taken to want, by the position that it holds."""

    concept: str = Field(description="Id of the concept.")
    wants: bool = Field(description="Whether it wants it.")
    holding: record.Holding | None = Field(description="The position that this was read from.")
    stance: record.Stance | None = Field(description="Its stance.")
    statements: list[str] = Field(description="Ids of the statements behind it, the newest first.")


class PlayerWishes(Given):
    """What a party is taken to want."""

    party: str = Field(description="The party.")
    wishes: list[ReadWish] = Field(description="The most important first. None: nothing is known.")


class PlayerRank(Given):
    """What an outcome is to a party."""

    party: str = Field(description="The party.")
    rank: int = Field(description="The higher, the better; equal ranks are equally good.")
    stays: list[SolutionConcept] = Field(description="The concepts by which it would not leave.")


class ConflictOutcome(Given):
    """An outcome of a conflict."""

    number: int = Field(description="From 1.")
    taken: list[str] = Field(description="The options that are taken, by their concepts.")
    parties: list[PlayerRank]
    equilibrium: list[SolutionConcept] = Field(description="The concepts by which all stay.")


class SolvedConflict(Given):
    """Which outcomes of a conflict no party would leave; what follows from wishes, no forecast."""

    as_of: str | None = Field(description="The day of the positions. null: all counts.")
    drafted: bool = Field(
        description="Whether the options are what the parties dispute, as none were asked for."
    )
    options: list[ConflictOption]
    wishes: list[PlayerWishes] = Field(description="Of whoever decides on an option.")
    outcomes: list[ConflictOutcome] = Field(
        description="All, or of many those that tell most. None: nobody is said to decide."
    )
    hidden: int = Field(description="How many outcomes are not given; `all` gives them.")
    equilibria: int = Field(description="How many no party would leave by one concept at least.")
    meanings: dict[str, str] = Field(description="Why a party stays, by each solution concept.")


class StabilityAsked(BaseModel):
    """Which conflict; each option needs `option`, `by` and `back`, in order."""

    model_config = ConfigDict(extra="forbid")

    option: Names = Field(
        default_factory=list,
        description="Ids of concepts, one after the other. None: what the parties dispute.",
    )
    by: Names = Field(default_factory=list, description="Who decides on each; empty for nobody.")
    back: Backs = Field(
        default_factory=list, description="Whether each can be taken back: yes or no."
    )
    all: bool = Field(False, description="Whether all outcomes are wanted, however many.")
    as_of: Day = Field(None, description="What is not known to be said by then does not count.")


@router.get("/stability", summary="Tell which outcomes would hold", responses=problems(404))
def give_stability(asked: Annotated[StabilityAsked, Query()], desk: AtDesk) -> SolvedConflict:
    """Which outcomes no party would leave, by four solution concepts and the positions held."""
    as_of = iso(asked.as_of)
    rows = asked_options(asked.option, asked.by, asked.back)
    if not rows:
        drafted = build_stability(desk, as_of=as_of).rows
        return _made(as_of, [row for row in drafted if row.concept], {"drafted": True})
    chosen = [row for row in rows if row.by]
    if not chosen:
        raise HTTPException(422, "Say of an option who decides on it: give `by`.")
    _check_names(desk, rows, as_of)
    try:
        modelled, stable = solve(desk, chosen, as_of)
    except ConflictError as error:
        raise HTTPException(422, str(error)) from error
    outcomes = outcomes_of(desk, modelled, stable, every=asked.all)
    numbers = [state.number for state in outcomes.states]
    told = {
        "wishes": [_wishes(party, w) for party, w in modelled.preferences.items()],
        "outcomes": list(_outcomes(modelled, stable, numbers)),
        "hidden": outcomes.hidden,
        "equilibria": outcomes.equilibria,
    }
    return _made(as_of, rows, told)


def _made(as_of: str | None, rows: Sequence[OptionRow], told: dict[str, object]) -> SolvedConflict:
    nothing = {"drafted": False, "wishes": [], "outcomes": [], "hidden": 0, "equilibria": 0}
    meanings = {str(concept): meaning for concept, meaning in MEANT.items()}
    given = {"as_of": as_of, "options": rows, "meanings": meanings}
    return SolvedConflict.made(nothing | given | told)


def _check_names(desk: Desk, rows: Sequence[OptionRow], as_of: str | None) -> None:
    """Refuse a concept or a party that the record does not know; those that are near are named."""
    concepts = [concept.id for concept in desk.codebook.concepts] if desk.codebook else []
    concepts += [concept for _, concept in steps_on(desk, as_of)]
    for row in rows:
        for what, name, known in (
            ("concept", row.concept, list(dict.fromkeys(concepts))),
            ("party", row.by, list(desk.signs)),
        ):
            if not name or name in known:
                continue
            try:
                spelled = known_name(name, known, what)
            except DraftError as error:
                raise HTTPException(404, f"There is {error}.") from error
            raise HTTPException(404, f"There is no {what} {name!r}; it is spelled {spelled!r}.")


def _wishes(party: str, preferences: Sequence[Preference]) -> dict[str, object]:
    wishes = []
    for preference in preferences:
        ((concept, wants),) = preference.wish.options.items()
        position = preference.position
        wishes.append(
            {
                "concept": concept,
                "wants": wants,
                "holding": position.holding if position else None,
                "stance": position.stance if position else None,
                "statements": [f.statement_id for f in position.held] if position else [],
            }
        )
    return {"party": party, "wishes": wishes}


def _outcomes(
    modelled: Modelled, stable: Stability, numbers: Sequence[int]
) -> Iterator[dict[str, object]]:
    conflict = modelled.conflict
    for number in numbers:
        at = number - 1
        yield {
            "number": number,
            "taken": [o.name for o in modelled.case.options if o.name in modelled.states[at]],
            "parties": [
                {
                    "party": player,
                    "rank": conflict.worth[player][at],
                    "stays": [c for c in SolutionConcept if at in stable.stable[player, c]],
                }
                for player in conflict.players
            ],
            "equilibrium": [c for c in SolutionConcept if at in stable.equilibria(c)],
        }
