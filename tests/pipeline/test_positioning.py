"""Positioning: positions at rest are those of the statements, however little was derived anew."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.analysis import bearings_of, gather, positions_of, shifts_of, survey
from dragoman.pipeline import derive_positions, refresh_positions
from dragoman.record import Actor, Code, Link, PositionStep, Stance, Statement
from dragoman.store import Store, View
from dragoman.store.queries.deriving import BasesOfCell, CellsKnown
from dragoman.store.queries.positions import CellSteps, Matrix, ShiftsFound
from tests import make
from tests.analysis.talks import (
    BRINK,
    ISLAND,
    MOTT,
    NO,
    OFFICIAL,
    PORTS,
    QUILL,
    VOSS,
    YES,
    Talks,
    named,
    outlet,
)

NewStore = Callable[[], Store]


@pytest.fixture(scope="module")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Make stores, each a copy of one empty record that the migrations made."""
    folder, numbers = tmp_path_factory.mktemp("stores"), count()
    empty = folder / "empty.db"
    Store.open(empty).close()

    def make_one() -> Store:
        return Store.open(Path(shutil.copy(empty, folder / f"{next(numbers)}.db")))

    return make_one


@pytest.fixture
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        yield store


SPEAKERS: tuple[Actor | None, ...] = (BRINK, VOSS, QUILL, MOTT, ISLAND, OFFICIAL, None)
PARTIES = ("Island", "Mainland", "League", None)
CHAINS: tuple[tuple[Link, ...], ...] = (
    (),
    (outlet("Daily Lamp"),),
    (named("Jon Mott"),),
    (named("Ada Brink"),),
    (named("Mainland"),),
)

VOICE = st.tuples(
    st.sampled_from(SPEAKERS),
    st.sampled_from(PARTIES),
    st.sampled_from(CHAINS),
    st.sampled_from([(YES,), (NO,), (YES, NO), ()]),
    st.sampled_from([PORTS, "tides"]),
)
SAYING = st.tuples(
    st.sampled_from(["2024-04-01", "2024-05-01", "2024-05-02", "2024-05", "2023", None]),
    st.sampled_from([None, "we will do all that we can until every ship is home"]),
    st.sampled_from(["Island Post", "Daily Lamp", None]),
    st.sampled_from([None, ("2024-04", "2024-05-03"), (None, "2024-04-20")]),
    VOICE,
)


def voiced(statement: Statement, voice: tuple) -> Statement:  # type: ignore[type-arg]
    """Give a statement as another reading has it."""
    speaker, party, via, stances, concept = voice
    return replace(
        statement,
        speaker=make.statement(make.document(), speaker=speaker).speaker,
        party=party,
        via=via,
        codes=tuple(Code(concept=concept, stance=stance) for stance in stances),
    )


def talks_of(sayings: Sequence[tuple]) -> Talks:  # type: ignore[type-arg]
    talks = Talks()
    for day, words, name, between, voice in sayings:
        said = talks.say(day, YES, words=words, outlet=name, between=None if day else between)
        talks.statements[-1] = voiced(said, voice)
    return talks


def put(store: Store, talks: Talks, number: int) -> None:
    """Store what a document of the talks tells, and those who are named there."""
    document, statement = talks.documents[number], talks.statements[number]
    ranges = {found.document: found for found in talks.ranges}
    names = [statement.speaker.name] if statement.speaker else []
    cast = [actor for actor in SPEAKERS if actor and actor.name in names]
    store.writer().put_reading(document.id, make.RUN.id, [statement], cast, ranges.get(document.id))


def fill(store: Store, talks: Talks) -> None:
    store.writer().add_run(make.RUN)
    for number, document in enumerate(talks.documents):
        store.writer().add_document(document)
        put(store, talks, number)


def at_rest(view: View) -> list[object]:
    """Read all that was derived."""
    cells = view.ask(CellsKnown())
    return [
        cells,
        [view.ask(BasesOfCell(party=party, concept=concept)) for party, concept in cells],
        [view.ask(CellSteps(party=party, concept=concept)) for party, concept in cells],
        view.ask(Matrix()),
        view.ask(ShiftsFound(limit=1000)),
    ]


def seen(step: PositionStep) -> tuple[object, ...]:
    return step.holding, step.stance, step.origins, step.statements, step.newest


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(SAYING, min_size=1, max_size=8),
    st.sampled_from([None, "2024-04-25", "2024-05-01", "2024-05", "2024"]),
)
def test_positions_at_rest_are_those_of_the_statements(
    new_store: NewStore,
    sayings: list[tuple],  # type: ignore[type-arg]
    as_of: str | None,
) -> None:
    with new_store() as store:
        fill(store, talks_of(sayings))
        derive_positions(store)
        view = store.view()
        coverage = survey(view)
        bearings = bearings_of(gather(view.statements(), coverage), view.actors())
        found = positions_of(bearings, coverage, as_of=as_of)
        kept = {(s.party, s.concept): seen(s) for s in view.ask(Matrix(as_of=as_of))}
        assert kept == {
            key: (
                cell.holding,
                cell.state.stance,
                cell.origins,
                cell.statements,
                cell.held[0].statement_id if cell.held else None,
            )
            for key, cell in found.cells.items()
        }
        shifts = view.ask(ShiftsFound(limit=1000)).items
        assert {(s.party, s.concept, s.on) for s in shifts} == {
            (s.party, s.concept, s.on.isoformat()) for s in shifts_of(bearings)
        }


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(SAYING, min_size=2, max_size=7),
    st.lists(st.tuples(st.integers(0, 6), VOICE), min_size=1, max_size=4),
    st.booleans(),
)
def test_what_is_refreshed_is_as_if_all_had_been_derived_anew(
    new_store: NewStore,
    sayings: list[tuple],  # type: ignore[type-arg]
    changes: list[tuple[int, tuple]],  # type: ignore[type-arg]
    at_once: bool,
) -> None:
    with new_store() as store:
        talks = talks_of(sayings)
        fill(store, talks)
        derive_positions(store)
        changed = []
        for number, voice in changes:
            at = number % len(talks.documents)
            talks.statements[at] = voiced(talks.statements[at], voice)
            put(store, talks, at)
            changed.append(talks.documents[at].id)
            if not at_once:
                refresh_positions(store, changed[-1:])
        if at_once:
            refresh_positions(store, changed)
        refreshed = at_rest(store.view())
        derive_positions(store)
        assert refreshed == at_rest(store.view())


def say(talks: Talks, store: Store, stance: Stance, speaker: Actor, party: str, via: Link) -> None:
    talks.say("2024-05-01", stance, speaker, party=party, via=[via])
    store.writer().add_document(talks.documents[-1])
    put(store, talks, len(talks.documents) - 1)


def test_a_name_that_changes_sides_changes_what_others_tell_by_it(store: Store) -> None:
    talks = Talks()
    store.writer().add_run(make.RUN)
    say(talks, store, YES, BRINK, "Island", named("Kim Low"))
    derive_positions(store)
    (step,) = store.view().ask(Matrix())
    assert (step.reported, step.origins) == (0, 1)
    say(talks, store, NO, make.actor("Kim Low"), "Mainland", outlet("Daily Lamp"))
    refresh_positions(store, [talks.documents[-1].id])
    told, other = store.view().ask(Matrix())
    assert (told.party, told.reported, told.origins) == ("Island", 1, 0)
    assert (other.party, other.reported, other.origins) == ("Mainland", 0, 1)


def test_a_cell_that_nothing_bears_on_any_more_is_gone(store: Store) -> None:
    talks = Talks()
    store.writer().add_run(make.RUN)
    say(talks, store, YES, BRINK, "Island", outlet("Daily Lamp"))
    derive_positions(store)
    assert store.view().ask(CellsKnown()) == (("Island", PORTS),)
    document = talks.documents[0].id
    store.writer().put_reading(document, make.RUN.id, [], [])
    refresh_positions(store, [document])
    assert at_rest(store.view())[:4] == [(), [], [], ()]
    assert store.view().ask(ShiftsFound()).items == ()


def test_deriving_again_changes_nothing(store: Store) -> None:
    talks = talks_of([])
    store.writer().add_run(make.RUN)
    say(talks, store, YES, BRINK, "Island", named("Jon Mott"))
    say(talks, store, NO, MOTT, "Mainland", outlet("Daily Lamp"))
    derive_positions(store)
    before = at_rest(store.view())
    derive_positions(store)
    refresh_positions(store, [document.id for document in talks.documents])
    assert at_rest(store.view()) == before


def test_positions_derived_from_an_older_record_are_not_put(store: Store) -> None:
    revision = store.view().revision()
    assert store.writer().put_positions(revision=revision)
    assert not store.writer().put_positions(revision=revision)
    assert store.view().revision() > revision
