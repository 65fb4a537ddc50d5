"""Queries about positions: what lies in a cell, as of any day."""

from collections import Counter
from collections.abc import Iterator

import pytest

from dragoman.analysis import bearings_of, find_positions, gather, survey
from dragoman.errors import QueryError
from dragoman.record import BEGINNING, ShiftKind, Standing
from dragoman.store import Store
from dragoman.store.queries.positions import (
    CellBases,
    CellSteps,
    Matrix,
    ShiftById,
    ShiftsFound,
)
from tests.store.conftest import NewStore
from tests.store.newsroom import fill

DAYS = [None, "2022", "2024-02-25", "2024-02", "2024-03-01", "2024-03", "2026-01-01"]


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store, 40)
        yield store


@pytest.mark.parametrize("as_of", DAYS)
def test_cells_list_what_bears_on_a_position_the_newest_first(
    store: Store, as_of: str | None
) -> None:
    view = store.view()
    found = find_positions(view, actors=view.actors(), as_of=as_of)
    matrix = {(step.party, step.concept): step for step in view.ask(Matrix(as_of=as_of))}
    assert matrix.keys() == found.cells.keys()
    for (party, concept), cell in found.cells.items():
        bases = view.ask(CellBases(party=party, concept=concept, as_of=as_of, limit=1000)).items
        expected = sorted(
            (*cell.own, *cell.undated, *cell.reported), key=lambda b: b.order, reverse=True
        )
        assert [(b.statement, b.stance, b.standing, b.level) for b in bases] == [
            (b.statement_id, b.stance, b.standing, b.level) for b in expected
        ]
        assert matrix[party, concept].statements == cell.statements
        assert matrix[party, concept].reported == len({b.statement_id for b in cell.reported})


def test_cells_are_filtered_by_standing(store: Store) -> None:
    view = store.view()
    standings: Counter[Standing] = Counter()
    for step in view.ask(Matrix()):
        for standing in Standing:
            cell = CellBases(
                party=step.party, concept=step.concept, standing=standing, limit=1000, count=True
            )
            found = view.ask(cell)
            assert found.total == len(found.items)
            assert {basis.standing for basis in found.items} <= {standing}
            standings[standing] += len(found.items)
    coverage = survey(view)
    bearings = bearings_of(gather(view.statements(), coverage), view.actors())
    assert +standings == Counter(bearing.standing for bearing in bearings)
    assert len(+standings) > 1


def test_the_step_that_counts_on_a_day_is_the_newest_of_its_cell(store: Store) -> None:
    view = store.view()
    for step in view.ask(Matrix()):
        steps = view.ask(CellSteps(party=step.party, concept=step.concept))
        assert steps[-1] == step
        days = [s.on for s in steps if s.on]
        assert days == sorted(days)
        assert days[0] >= BEGINNING
    assert view.ask(CellSteps(party="nobody", concept="nothing")) == ()


def test_shifts_are_found_by_cell_kind_and_time(store: Store) -> None:
    view = store.view()
    every = view.ask(ShiftsFound(limit=1000)).items
    assert [s.on for s in every] == sorted((s.on for s in every), reverse=True)
    for wanted, meets in (
        (ShiftsFound(party="Island", limit=1000), lambda s: s.party == "Island"),
        (ShiftsFound(concept="tides", limit=1000), lambda s: s.concept == "tides"),
        (ShiftsFound(since="2024-03-01", limit=1000), lambda s: s.on >= "2024-03-01"),
        (ShiftsFound(until="2024-02", limit=1000), lambda s: s.on <= "2024-02-29"),
        (
            ShiftsFound(kinds=(ShiftKind.REVERSAL,), limit=1000),
            lambda s: s.kind is ShiftKind.REVERSAL,
        ),
    ):
        assert view.ask(wanted).items == tuple(shift for shift in every if meets(shift))
    assert view.ask(ShiftById(id=every[0].id)) == every[0]
    assert view.ask(ShiftById(id="0" * 16)) is None


def test_a_day_that_is_none_is_refused(store: Store) -> None:
    for query in (
        Matrix(as_of="soon"),
        CellBases(party="Island", concept="tides", as_of="2024-00"),
        ShiftsFound(since="yesterday"),
    ):
        with pytest.raises(QueryError, match="date"):
            store.view().ask(query)
