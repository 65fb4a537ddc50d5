"""Scope: which documents, statements, claims, meetings and plans a brief is about."""

import pytest

from dragoman.analysis import gather, survey
from dragoman.errors import RecordError
from dragoman.report import Scope
from tests import make
from tests.analysis.talks import BRINK, NO, YES, Talks

MAY = Scope(since="2024-05-02", until="2024-05")


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("2024-05-01", False),
        ("2024-05-02", True),
        ("2024-05-31", True),
        ("2024-06-01", False),
        ("2024-05", True),
        ("2024", True),
        ("2023", False),
        (None, False),
    ],
)
def test_a_date_is_held_if_it_may_lie_in_the_time(value: str | None, held: bool) -> None:
    assert MAY.holds(value) is held


def test_without_a_time_everything_is_held() -> None:
    assert Scope().whole
    assert Scope().holds(None)
    assert not Scope(party="Island").whole


def test_a_time_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(RecordError, match="before it begins"):
        Scope(since="2024-05-02", until="2024-05-01")


def test_the_time_before_is_as_long_and_ends_the_day_before() -> None:
    before = Scope(since="2024-05-20", until="2024-05-26", party="Island").before
    assert before == Scope(since="2024-05-13", until="2024-05-19", party="Island")
    assert Scope(since="2024-05-20").before is None
    assert Scope(since="0001-01-01", until="2024-05-20").before is None


def test_statements_are_held_by_day_party_and_concept() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-05-03", NO, BRINK, said_on="2024-05-02")
    talks.say("2024-05-03", NO, BRINK, concept="tides")
    talks.say("2024-05-03", YES, BRINK, party="Mainland")
    talks.say(None, YES, BRINK)
    view = talks.shelf()
    speaking = gather(view.statements(), survey(view))
    said = {s.statement.id: s for group in speaking.by_document.values() for s in group}
    ordered = [said[statement.id] for statement in talks.statements]

    def held(scope: Scope) -> list[bool]:
        return [scope.holds_statement(one) for one in ordered]

    assert held(MAY) == [False, True, True, True, False]
    assert held(Scope(party="Mainland")) == [False, False, False, True, False]
    assert held(Scope(concept="tides")) == [False, False, True, False, False]


def test_meetings_are_held_by_their_day_or_by_that_of_their_report() -> None:
    document = make.document(published="2024-05-03")
    meeting = make.meeting(make.evidence(document), participants=["Island"], date="2023-01-01")
    assert MAY.holds_meeting(meeting, ["2024-05-03"])
    assert not MAY.holds_meeting(meeting, ["2024-07-03", None])
    assert not Scope(party="Mainland").holds_meeting(meeting, [])
    assert not Scope(concept="tides").holds_meeting(meeting, [])
