"""All that is derived from a record's statements, to compare two ways to the same record."""

from collections.abc import Mapping

from dragoman.store import Store
from dragoman.store.queries.deriving import BasesOfCell, CellsKnown
from dragoman.store.queries.positions import CellSteps, ShiftsFound


def derived(store: Store) -> Mapping[str, object]:
    """Give statements, actors and all that comes of them, by what it is."""
    view = store.view()
    cells = view.ask(CellsKnown())
    return {
        "statements": list(view.statements()),
        "actors": list(view.actors()),
        "claims": list(view.claims()),
        "meetings": list(view.meetings()),
        "plans": list(view.plans()),
        "ranges": list(view.date_ranges()),
        "bases": [view.ask(BasesOfCell(party=p, concept=c)) for p, c in cells],
        "steps": [view.ask(CellSteps(party=p, concept=c)) for p, c in cells],
        "shifts": view.ask(ShiftsFound(limit=10_000)).items,
    }


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Name what two records have otherwise."""
    return [name for name in one if one[name] != other[name]]
