"""Positions: every rule by which statements make a cell."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import Holding, Level, Position, Standing, find_positions
from dragoman.errors import RecordError
from dragoman.record import Actor, Stance
from tests.analysis.talks import (
    BOOK,
    BRINK,
    CAST,
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
    unnamed,
)
from tests.report.shelf import Shelf

IF = "if the pilots are freed"


def told(position: Position) -> tuple[Holding, int]:
    return position.holding, position.origins


def test_nothing_known_is_silence() -> None:
    position = Talks().position()
    assert told(position) == (Holding.SILENT, 0)
    assert (position.age, position.statements, position.state.stance) == (None, 0, None)


@pytest.mark.parametrize(("stance", "expected"), [(YES, Holding.SUPPORT), (NO, Holding.OPPOSE)])
def test_one_statement_makes_a_position(stance: Stance, expected: Holding) -> None:
    talks = Talks()
    talks.say("2024-05-03", stance)
    position = talks.position()
    assert told(position) == (expected, 1)
    assert [bearing.level for bearing in position.own] == [Level.PRINCIPAL]


@pytest.mark.parametrize("stance", [YES, NO])
def test_a_condition_makes_it_conditional_in_its_own_words(stance: Stance) -> None:
    talks = Talks()
    talks.say("2024-05-03", stance, condition=IF)
    state = talks.position().state
    assert (state.holding, state.stance) == (Holding.CONDITIONAL, stance)
    (bearing,) = state.conditions
    assert bearing.code.condition
    assert bearing.code.condition.text == IF


def test_a_speakers_newest_words_replace_the_older_ones() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, condition=IF)
    talks.say("2024-05-03", NO)
    position = talks.position()
    assert position.holding is Holding.OPPOSE
    assert [bearing.code.stance for bearing in position.own] == [NO, YES], "the newest first"
    assert [bearing.code.stance for bearing in position.held] == [NO]
    assert position.origins == 1


def test_the_order_is_that_of_the_days_on_which_it_was_said() -> None:
    talks = Talks()
    talks.say("2024-05-09", YES, said_on="2024-04-30")
    talks.say("2024-05-03", NO)
    assert talks.position().holding is Holding.OPPOSE


def test_both_stances_on_one_day_are_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-03", NO, condition=IF)
    position = talks.position()
    assert told(position) == (Holding.MIXED, 1)
    assert (position.state.stance, position.state.conditions) == (None, ())


def test_two_codes_of_one_statement_can_be_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-03", [YES, NO])
    position = talks.position()
    assert (position.holding, position.statements) == (Holding.MIXED, 1)


def test_speakers_who_disagree_within_a_month_are_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, BRINK)
    talks.say("2024-06-02", NO, VOSS)
    assert talks.position().holding is Holding.MIXED
    talks.say("2024-06-03", NO, VOSS)
    assert talks.position().holding is Holding.OPPOSE, "what was said 31 days ago is replaced"


def test_a_mixed_position_settles_when_the_speaker_falls_in_line() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, BRINK)
    talks.say("2024-05-04", NO, VOSS)
    talks.say("2024-05-05", YES, VOSS)
    position = talks.position()
    assert position.holding is Holding.SUPPORT
    assert len(position.held) == 1


def test_a_condition_stands_as_long_as_its_speaker_does_not_drop_it() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, BRINK, condition=IF)
    talks.say("2024-05-04", YES, VOSS)
    assert talks.position().holding is Holding.CONDITIONAL
    talks.say("2024-05-05", YES, BRINK)
    assert talks.position().holding is Holding.SUPPORT


def test_a_condition_beside_a_bare_statement_of_one_day_holds() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, condition=IF)
    talks.say("2024-05-03", YES)
    assert talks.position().holding is Holding.CONDITIONAL


@pytest.mark.parametrize("speaker", [OFFICIAL, None])
def test_unnamed_sources_never_decide(speaker: Actor | None) -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, speaker)
    position = talks.position()
    assert told(position) == (Holding.SILENT, 0)
    assert [bearing.standing for bearing in position.reported] == [Standing.UNNAMED]


def test_what_another_party_tells_never_decides() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-04", NO, ISLAND, via=[named("Jon Mott")])
    talks.say("2024-05-05", NO, BRINK, via=[unnamed("a diplomat")])
    position = talks.position()
    assert position.holding is Holding.SUPPORT
    assert [bearing.teller for bearing in position.reported] == ["a diplomat", "Jon Mott"]
    assert position.statements == 3


def test_each_party_has_its_own_cells() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-03", NO, MOTT, party="Mainland")
    talks.say("2024-05-03", NO, concept="pilots-free")
    assert talks.position().holding is Holding.SUPPORT
    assert talks.position(party="Mainland").holding is Holding.OPPOSE
    assert talks.position("pilots-free").holding is Holding.OPPOSE
    assert talks.position("pilots-free", "Mainland").holding is Holding.SILENT


def test_origins_are_those_of_the_stance_that_is_held() -> None:
    talks = Talks()
    talks.say("2024-04-01", YES, outlet="Radio")
    talks.say("2024-05-01", NO, outlet="Gazette")
    talks.say("2024-05-02", YES, outlet="Daily Lamp")
    talks.say("2024-05-03", YES, outlet="Island Post", via=[outlet("Daily Lamp")])
    talks.say("2024-05-04", YES, VOSS, outlet="Harbour News")
    assert told(talks.position()) == (Holding.SUPPORT, 2)


def test_as_of_a_day_later_statements_do_not_exist() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-09", NO)
    talks.say("2024-05-09", NO, OFFICIAL)
    assert talks.position(as_of="2024-04-30").statements == 0
    then = talks.position(as_of="2024-05-08")
    assert (then.holding, then.reported, then.age) == (Holding.SUPPORT, (), 7)
    assert talks.position(as_of="2024-05").holding is Holding.OPPOSE
    assert talks.position(as_of="2024").holding is Holding.OPPOSE


def test_as_of_takes_what_was_said_before_and_published_after() -> None:
    talks = Talks()
    talks.say("2024-05-09", YES, said_on="2024-05-01")
    assert talks.position(as_of="2024-05-02").holding is Holding.SUPPORT


def test_as_of_no_date_is_an_error() -> None:
    with pytest.raises(RecordError, match="soon"):
        Talks().position(as_of="soon")


def test_age_counts_from_the_records_last_day() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-11", NO, MOTT, party="Mainland")
    assert talks.position().age == 10
    assert talks.position(as_of="2024-05-05").age == 4


def test_undated_statements_stand_apart_from_dated_ones() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say(None, NO)
    talks.say("2024", NO)
    position = talks.position()
    assert position.holding is Holding.SUPPORT
    assert [len(position.own), len(position.undated)] == [1, 2]


def test_undated_statements_decide_where_nothing_else_does() -> None:
    talks = Talks()
    talks.say(None, YES)
    position = talks.position()
    assert told(position) == (Holding.SUPPORT, 1)
    assert (position.age, position.own) == (None, ())
    talks.say(None, NO)
    assert talks.position().holding is Holding.MIXED, "nothing tells which came first"


def test_as_of_a_day_undated_statements_are_shown_but_do_not_decide() -> None:
    talks = Talks()
    talks.say(None, YES)
    position = talks.position(as_of="2024-05-01")
    assert told(position) == (Holding.SILENT, 0)
    assert len(position.undated) == 1


def test_a_narrow_range_places_an_undated_document() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say(None, NO, between=("2024-05-10", "2024-05-20"))
    assert talks.position().holding is Holding.OPPOSE
    halfway = talks.position(as_of="2024-05-15")
    assert (halfway.holding, len(halfway.undated)) == (Holding.SUPPORT, 1)
    before = talks.position(as_of="2024-05-09")
    assert (before.holding, before.undated) == (Holding.SUPPORT, ())


def test_a_wide_range_that_ends_before_the_day_is_sure_enough_without_others() -> None:
    talks = Talks()
    talks.say(None, YES, between=("2023", "2024-03"))
    assert talks.position(as_of="2024-05-01").holding is Holding.SUPPORT
    assert talks.position(as_of="2024-03-01").holding is Holding.SILENT


def test_the_matrix_is_in_the_order_of_the_codebook() -> None:
    talks = Talks()
    for party in ("Zeta", "Zeta", "Alpha", "Union"):
        talks.say("2024-05-01", YES, OFFICIAL, party=party)
    talks.say("2024-05-01", YES, concept="tides")
    found = find_positions(talks.shelf(), codebook=BOOK, actors=CAST)
    assert found.parties == ("Island", "Mainland", "Union", "Zeta", "Alpha")
    assert [topic.concept for topic in found.topics] == [PORTS, "pilots-free", "tides"]
    assert [topic.concept for topic in found.spoken] == [PORTS, "tides"]
    assert found.topics[-1].issue is None
    bare = find_positions(talks.shelf())
    assert bare.parties == ("Zeta", "Alpha", "Island", "Union")
    assert [topic.concept for topic in bare.topics] == [PORTS, "tides"]


def test_an_empty_record_has_the_codebooks_empty_matrix() -> None:
    found = find_positions(Shelf(), codebook=BOOK)
    assert (found.parties, len(found.topics), found.cells) == (("Island", "Mainland"), 2, {})
    assert find_positions(Shelf()).topics == ()


SAYING = st.tuples(
    st.sampled_from(["2024-04-01", "2024-05-01", "2024-05-02", "2024-05", "2023", None]),
    st.sampled_from([YES, NO]),
    st.sampled_from([BRINK, VOSS, QUILL, ISLAND, OFFICIAL, None]),
    st.sampled_from([None, IF, "after the vote"]),
    st.sampled_from([None, "we will do all that we can until every ship is home"]),
    st.sampled_from(["Island Post", "Daily Lamp", None]),
    st.sampled_from([(), (outlet("Daily Lamp"),), (named("Jon Mott"),)]),
)


def spoken(sayings: list[tuple]) -> Talks:  # type: ignore[type-arg]
    talks = Talks()
    for day, stance, speaker, condition, words, name, via in sayings:
        talks.say(day, stance, speaker, condition=condition, words=words, outlet=name, via=via)
    return talks


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=12), st.sampled_from([None, "2024-05-01"]), st.data())
def test_positions_do_not_depend_on_the_order_of_the_record(
    sayings: list[tuple],  # type: ignore[type-arg]
    as_of: str | None,
    data: st.DataObject,
) -> None:
    talks = spoken(sayings)
    order = data.draw(st.permutations(range(len(sayings))))
    one = find_positions(talks.shelf(), codebook=BOOK, actors=CAST, as_of=as_of)
    cast = random.Random(len(order)).sample(CAST, len(CAST))
    other = find_positions(talks.shuffled(order), codebook=BOOK, actors=cast, as_of=as_of)
    assert one == other


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=12))
def test_every_coded_statement_is_in_exactly_one_list_of_its_cell(
    sayings: list[tuple],  # type: ignore[type-arg]
) -> None:
    talks = spoken(sayings)
    position = talks.position()
    listed = [*position.own, *position.undated, *position.reported]
    assert sorted(b.said.statement.id for b in listed) == sorted(s.id for s in talks.statements)
    assert all(bearing.own for bearing in (*position.own, *position.undated))
    assert (position.holding is Holding.SILENT) == (not position.state.deciding)
    assert position.origins <= len(position.held)
