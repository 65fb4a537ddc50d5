"""Courses: what the record keeps of a cell tells for every day what the statements tell."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import Position, positions_of, shifts_of, survey
from dragoman.analysis.bearings import Bearing
from dragoman.analysis.courses import courses_of
from dragoman.analysis.positions import by_cell
from dragoman.record import BEGINNING, Evidence, Holding, PositionStep, Stance
from tests.analysis.talks import (
    BRINK,
    ISLAND,
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

WORDS = "no ship will sail before the pilots are home on Friday"
DAYS = ["2024-04-01", "2024-05-01", "2024-05-02", "2024-05-04", "2024-06-20", "2024-05", "2023"]
RANGES = [None, ("2024-04", "2024-05-03"), ("2024-01", None), (None, "2024-04-20")]

SAYING = st.tuples(
    st.sampled_from([*DAYS, None]),
    st.sampled_from([YES, NO, (YES, NO)]),
    st.sampled_from([BRINK, VOSS, QUILL, ISLAND, OFFICIAL, None]),
    st.sampled_from([None, "if the pilots are freed", "after the vote"]),
    st.sampled_from([None, WORDS, f"and {WORDS}", "we agree"]),
    st.sampled_from(["Island Post", "Daily Lamp", None]),
    st.sampled_from([(), (outlet("Daily Lamp"),), (named("Jon Mott"),)]),
    st.sampled_from(RANGES),
    st.sampled_from([PORTS, PORTS, "tides"]),
)


def spoken(sayings: list[tuple]) -> Talks:  # type: ignore[type-arg]
    talks = Talks()
    for day, stance, speaker, condition, words, name, via, between, concept in sayings:
        talks.say(
            day,
            stance,
            speaker,
            condition=condition,
            words=words,
            outlet=name,
            via=via,
            between=None if day else between,
            concept=concept,
        )
    return talks


def shown(position: Position) -> PositionStep:
    """Tell of a position what a step does."""
    reported = {bearing.statement_id for bearing in position.reported}
    newest = position.held[0] if position.held else None
    return PositionStep(
        party=position.party,
        concept=position.concept,
        on=None,
        holding=position.holding,
        stance=position.state.stance,
        origins=position.origins,
        conditions=tuple(
            Evidence(document=b.document_id, span=b.condition)
            for b in position.state.conditions
            if b.condition
        ),
        newest=newest.statement_id if newest else None,
        newest_on=newest.day.isoformat() if newest and newest.day else None,
        statements=position.statements,
        reported=len(reported),
        confidence=position.state.confidence if position.state.stances else None,
    )


def kept(bearings: list[Bearing], as_of: str | None) -> dict[tuple[str, str], PositionStep]:
    """Read the steps as the record does."""
    found = {}
    for course in courses_of(bearings):
        until = [step for step in course.steps if as_of and step.on and step.on <= as_of]
        step = course.latest if as_of is None else max(until, key=when, default=None)
        if step:
            found[course.party, course.concept] = replace(step, on=None)
    return found


def when(step: PositionStep) -> str:
    return step.on or ""


def days_to_try(bearings: list[Bearing]) -> set[str]:
    """Choose the days on which something begins or ends, and those beside them."""
    near = {day for b in bearings for day in (b.first, b.last) if day} | {date(2020, 1, 1)}
    return {(day + timedelta(days=by)).isoformat() for day in near for by in (-1, 0, 1, 30, 31)}


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=14))
def test_on_every_day_the_newest_step_tells_what_the_statements_tell(
    sayings: list[tuple],  # type: ignore[type-arg]
) -> None:
    talks = spoken(sayings)
    bearings, coverage = talks.bearings(), survey(talks.shelf())
    for as_of in [None, *sorted(days_to_try(bearings))]:
        found = positions_of(bearings, coverage, as_of=as_of)
        assert kept(bearings, as_of) == {key: shown(cell) for key, cell in found.cells.items()}


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=14))
def test_steps_come_in_order_and_each_tells_something_new(
    sayings: list[tuple],  # type: ignore[type-arg]
) -> None:
    for course in courses_of(spoken(sayings).bearings()):
        days = [step.on for step in course.steps if step.on is not None]
        assert days == sorted(set(days))
        assert [step.on for step in course.steps].count(None) <= 1
        bare = [replace(step, on=None) for step in course.steps]
        assert all(one != other for one, other in pairwise(bare))
        assert course.latest == course.steps[-1]


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=14))
def test_shifts_are_kept_as_they_were_found(
    sayings: list[tuple],  # type: ignore[type-arg]
) -> None:
    bearings = spoken(sayings).bearings()
    found = {(s.party, s.concept, s.on.isoformat()): s for s in shifts_of(bearings)}
    kept_ones = [shift for course in courses_of(bearings) for shift in course.shifts]
    assert len({shift.id for shift in kept_ones}) == len(kept_ones) == len(found)
    for shift in kept_ones:
        one = found[shift.party, shift.concept, shift.on]
        assert (shift.kind, shift.ground, shift.origins) == (one.kind, one.ground, one.origins)
        assert (shift.before_holding, shift.after_holding) == (
            one.before.holding,
            one.after.holding,
        )
        assert (shift.before_stance, shift.after_stance) == (one.before.stance, one.after.stance)
        assert shift.by == tuple(dict.fromkeys(b.statement_id for b in one.by))
        assert set(shift.by) <= set(shift.backing) == {b.statement_id for b in one.backing}
        assert shift.evidenced_on == (one.evidenced_on.isoformat() if one.evidenced_on else None)


def test_a_statement_of_which_no_first_day_is_known_counts_from_the_beginning() -> None:
    talks = Talks()
    talks.say(None, YES)
    (course,) = courses_of(talks.bearings())
    (silent, alone) = course.steps
    assert (silent.on, silent.holding, silent.statements) == (BEGINNING, Holding.SILENT, 1)
    assert (alone.on, alone.holding, alone.origins) == (None, Holding.SUPPORT, 1)
    assert course.latest == alone


def test_origins_are_counted_since_the_stance_last_changed() -> None:
    talks = Talks()
    for day, stance, name in (
        ("2024-05-01", YES, "Island Post"),
        ("2024-05-02", YES, "Daily Lamp"),
        ("2024-07-01", NO, "Island Post"),
        ("2024-07-02", NO, "Radio"),
        ("2024-09-01", YES, "Radio"),
    ):
        talks.say(day, stance, outlet=name)
    (course,) = courses_of(talks.bearings())
    assert [(step.stance, step.origins) for step in course.steps] == [
        (Stance.SUPPORT, 1),
        (Stance.SUPPORT, 2),
        (Stance.OPPOSE, 1),
        (Stance.OPPOSE, 2),
        (Stance.SUPPORT, 1),
    ]


def test_each_cell_has_a_course_of_its_own() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-01", NO, concept="tides")
    courses = courses_of(talks.bearings())
    assert [(c.party, c.concept) for c in courses] == list(by_cell(talks.bearings()))
    assert [c.steps[0].stance for c in courses] == [YES, NO]
