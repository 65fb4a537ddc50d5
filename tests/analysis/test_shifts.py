"""Shifts: what changed, and whether that is evidenced."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import FoundShift, Ground, Holding, ShiftKind, find_shifts
from dragoman.errors import RecordError
from dragoman.record import Actor
from tests.analysis.talks import (
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
)
from tests.analysis.test_positions import SAYING, spoken

FIRST, REVERSAL = "first statement", "reversal"
NEW, DROPPED, SPEAKER = "new condition", "dropped condition", "new speaker"
IF = "if the pilots are freed"


def last(talks: Talks) -> FoundShift:
    return talks.shifts()[-1]


def test_silence_has_no_shifts() -> None:
    assert Talks().kinds() == []


def test_the_first_statement_is_a_shift_from_silence() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, condition=IF)
    (shift,) = talks.shifts()
    assert (shift.kind, shift.on) == (ShiftKind.FIRST_STATEMENT, date(2024, 5, 1))
    assert (shift.before.holding, shift.after.holding) == (Holding.SILENT, Holding.CONDITIONAL)
    assert (shift.party, shift.concept) == ("Island", PORTS)


def test_saying_the_same_again_is_none() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", YES)
    assert talks.kinds() == [FIRST]


def test_the_opposite_stance_is_a_reversal() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO)
    assert talks.kinds() == [FIRST, REVERSAL]
    assert (last(talks).before.stance, last(talks).after.stance) == (YES, NO)


def test_a_reversal_on_a_condition_is_one_shift() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO)
    talks.say("2024-05-02", YES, VOSS, condition=IF)
    talks.say("2024-05-02", YES, BRINK, condition=IF)
    assert talks.kinds() == [FIRST, REVERSAL]
    assert last(talks).after.holding is Holding.CONDITIONAL


def test_another_speakers_opposite_stance_is_a_reversal_into_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-05-02", NO, VOSS)
    assert talks.kinds() == [FIRST, REVERSAL]
    assert last(talks).after.holding is Holding.MIXED


def test_settling_on_the_other_side_after_mixed_words_is_a_reversal() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-05-02", NO, VOSS)
    talks.say("2024-05-03", NO, BRINK)
    assert talks.kinds() == [FIRST, REVERSAL, REVERSAL]
    assert (last(talks).before.holding, last(talks).after.holding) == (
        *(Holding.MIXED, Holding.OPPOSE),
    )


def test_returning_to_the_old_side_after_mixed_words_is_none() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-05-02", NO, VOSS)
    talks.say("2024-05-03", YES, VOSS)
    assert talks.kinds() == [FIRST, REVERSAL]


def test_a_mixed_beginning_that_settles_is_none() -> None:
    talks = Talks()
    talks.say("2024-05-01", [YES, NO])
    talks.say("2024-05-02", NO)
    assert talks.kinds() == [FIRST]


def test_a_condition_that_was_not_there_is_new() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", YES, condition=IF)
    assert talks.kinds() == [FIRST, NEW]
    assert [b.code.condition is not None for b in last(talks).by] == [True]


def test_another_condition_is_new_and_the_same_in_other_words_is_not() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, condition=IF)
    talks.say("2024-05-02", YES, condition="only once all the pilots have been freed")
    assert talks.kinds() == [FIRST]
    talks.say("2024-05-03", YES, condition="after the summer vote")
    assert talks.kinds() == [FIRST, NEW]


def test_a_condition_that_its_speaker_no_longer_states_is_dropped() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, condition=IF)
    talks.say("2024-05-02", YES)
    assert talks.kinds() == [FIRST, DROPPED]
    assert (last(talks).before.holding, last(talks).after.holding) == (
        *(Holding.CONDITIONAL, Holding.SUPPORT),
    )


def test_another_speakers_bare_statement_drops_no_condition() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK, condition=IF)
    talks.say("2024-05-02", YES, VOSS)
    assert talks.kinds() == [FIRST]


def test_a_condition_that_has_grown_old_was_dropped_by_nobody() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK, condition=IF)
    talks.say("2024-08-01", YES, VOSS)
    assert talks.kinds() == [FIRST]
    talks.say("2024-08-02", YES, BRINK, condition=IF)
    talks.say("2024-08-03", YES, BRINK)
    assert talks.kinds() == [FIRST, NEW, DROPPED]


def test_a_lesser_speaker_who_says_the_same_is_no_shift() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, QUILL)
    talks.say("2024-05-02", YES, VOSS)
    assert talks.kinds() == [FIRST]


def test_a_principal_who_takes_up_a_reversal_is_a_new_speaker() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-07-02", NO, VOSS)
    talks.say("2024-07-03", NO, BRINK)
    assert talks.kinds() == [FIRST, REVERSAL, SPEAKER]


def test_who_takes_the_position_for_the_first_time_is_a_new_speaker_once() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-02", YES, BRINK)
    talks.say("2024-05-03", YES, VOSS)
    talks.say("2024-05-04", YES, BRINK)
    assert talks.kinds() == [FIRST, SPEAKER]
    assert [b.said.statement.speaker.name for b in last(talks).by if b.said.statement.speaker] == [
        "Ada Brink"
    ]


@pytest.mark.parametrize("day", [None, "2024"])
def test_statements_without_a_place_in_time_shift_nothing(day: str | None) -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say(day, NO)
    assert talks.kinds() == [FIRST]


def test_unnamed_sources_and_other_parties_shift_nothing() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO, OFFICIAL)
    talks.say("2024-05-03", NO, ISLAND, via=[named("Jon Mott")])
    assert talks.kinds() == [FIRST]


def test_one_report_of_a_lesser_speaker_is_a_single_report() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-02", YES, VOSS, outlet="Harbour News", via=[outlet("Island Post")])
    (shift,) = talks.shifts()
    assert (shift.ground, shift.origins, shift.evidenced_on) == (Ground.SINGLE, 1, None)
    assert len(shift.backing) == 2


def test_one_statement_of_a_principal_is_enough() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    (shift,) = talks.shifts()
    assert (shift.ground, shift.evidenced_on) == (Ground.PRINCIPAL, date(2024, 5, 1))


@pytest.mark.parametrize("speaker", [VOSS, QUILL, ISLAND])
def test_two_origins_are_enough_from_the_day_of_the_second(speaker: Actor) -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, speaker, outlet="Island Post")
    talks.say("2024-05-04", YES, speaker, outlet="Daily Lamp")
    talks.say("2024-05-09", YES, speaker, outlet="Radio")
    (shift,) = talks.shifts()
    assert (shift.ground, shift.origins, shift.evidenced_on) == (
        *(Ground.ORIGINS, 3, date(2024, 5, 4)),
    )


def test_a_principal_who_confirms_later_evidences_it_from_then() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-05", YES, BRINK)
    assert talks.kinds() == [FIRST, SPEAKER]
    first = talks.shifts()[0]
    assert (first.ground, first.evidenced_on) == (Ground.PRINCIPAL, date(2024, 5, 5))


def test_what_is_said_after_the_next_shift_evidences_nothing() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-02", NO, VOSS)
    talks.say("2024-05-03", YES, BRINK)
    first, second, third = talks.shifts()
    assert [shift.ground for shift in (first, second, third)] == [
        *(Ground.SINGLE, Ground.SINGLE, Ground.PRINCIPAL),
    ]
    assert third.by[0].said.statement.id == talks.statements[2].id


def test_only_words_to_the_same_effect_evidence_a_condition() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS, outlet="Island Post")
    talks.say("2024-05-02", YES, VOSS, condition=IF, outlet="Island Post")
    talks.say("2024-05-03", YES, QUILL, outlet="Daily Lamp")
    shift = talks.shifts()[1]
    assert (shift.kind, shift.ground) == (ShiftKind.NEW_CONDITION, Ground.SINGLE)
    talks.say("2024-05-04", YES, QUILL, condition=IF, outlet="Daily Lamp")
    assert talks.shifts()[1].ground is Ground.ORIGINS


def test_a_new_speaker_is_evidenced_by_that_speakers_words_alone() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS, outlet="Island Post")
    talks.say("2024-05-02", YES, BRINK, outlet="Daily Lamp")
    talks.say("2024-05-03", YES, VOSS, outlet="Radio")
    assert (last(talks).kind, last(talks).ground) == (ShiftKind.NEW_SPEAKER, Ground.PRINCIPAL)
    assert [b.speaker for b in last(talks).backing] == [BRINK.id]


def test_a_principal_whose_code_is_unsure_evidences_nothing() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO, sure=0.5)
    assert (last(talks).ground, last(talks).evidenced_on) == (Ground.UNSURE, None)
    assert last(talks).confidence == 0.5


def test_a_reversal_of_what_was_unsure_is_unsure() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, sure=0.6)
    talks.say("2024-05-02", NO)
    assert last(talks).ground is Ground.UNSURE
    assert last(talks).confidence == 0.6


def test_a_condition_is_as_sure_as_its_own_words() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS, sure=0.6)
    talks.say("2024-05-02", YES, condition=IF, sure=0.9)
    assert (last(talks).kind, last(talks).ground) == (ShiftKind.NEW_CONDITION, Ground.PRINCIPAL)


@pytest.mark.parametrize(("paper", "sure"), [("Island Post", False), ("Daily Lamp", True)])
def test_unsure_codes_of_two_origins_make_one_surer_of_each_other(paper: str, sure: bool) -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO, sure=0.6)
    talks.say("2024-05-09", NO, sure=0.6, outlet=paper)
    assert (last(talks).ground is not Ground.UNSURE) is sure
    assert last(talks).confidence == pytest.approx(0.84 if sure else 0.6)


def test_nobody_binds_a_party_that_is_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-01", NO, QUILL)
    talks.say("2024-05-02", YES)
    assert SPEAKER not in talks.kinds()


def test_since_hides_earlier_shifts_but_they_decide() -> None:
    talks = Talks()
    talks.say("2024-04-30", YES)
    talks.say("2024-05-02", NO)
    (shift,) = talks.shifts(since="2024-05")
    assert shift.kind is ShiftKind.REVERSAL


def test_as_of_hides_later_statements() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-05", YES, BRINK)
    (shift,) = talks.shifts(as_of="2024-05-04")
    assert shift.ground is Ground.SINGLE
    with pytest.raises(RecordError, match="never"):
        talks.shifts(since="never")


def test_the_newest_shift_comes_first() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO, MOTT, party="Mainland")
    found = find_shifts(talks.shelf(), actors=CAST)
    assert [shift.party for shift in found] == ["Mainland", "Island"]


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=12), st.data())
def test_shifts_do_not_depend_on_the_order_of_the_record(
    sayings: list[tuple],  # type: ignore[type-arg]
    data: st.DataObject,
) -> None:
    talks = spoken(sayings)
    order = data.draw(st.permutations(range(len(sayings))))
    one = find_shifts(talks.shelf(), actors=CAST)
    assert one == find_shifts(talks.shuffled(order), actors=CAST[::-1])


@settings(deadline=None)
@given(st.lists(SAYING, min_size=1, max_size=12))
def test_shifts_follow_the_positions(sayings: list[tuple]) -> None:  # type: ignore[type-arg]
    talks = spoken(sayings)
    shifts = talks.shifts()
    dated = [b for b in talks.bearings() if b.own and b.when.day]
    assert [s.kind for s in shifts].count(ShiftKind.FIRST_STATEMENT) == bool(dated)
    for shift in shifts:
        assert shift.by
        assert set(shift.by) <= set(shift.backing)
        assert (shift.ground is Ground.SINGLE) == (shift.evidenced_on is None)
        day = talks.position(as_of=shift.on.isoformat())
        assert day.state == shift.after
