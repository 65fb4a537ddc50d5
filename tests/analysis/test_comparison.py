"""A plan against stated positions: every verdict with what it rests on and what would decide it."""

import pytest

from dragoman.analysis import Positions, find_positions
from dragoman.analysis.comparison import (
    Comparison,
    Missing,
    Verdict,
    compare_plan,
    responses_to,
)
from dragoman.record import Act, Code, Plan, Stance
from tests import make
from tests.analysis.talks import BOOK, CAST, MOTT, NO, OFFICIAL, PORTS, QUILL, YES, Talks

TEXT = "The harbour plan: the ports are opened; the pilots go home; a choir is founded."
DOCUMENT = make.document(TEXT, "plan.txt", published="2024-05-01")
IF = "if the pilots are freed"
BOTH = ("Island", "Mainland")


def harbour_plan(stance: Stance = YES, by: str | None = None) -> Plan:
    """Make a plan of one coded term and one that is not coded."""
    ports = make.term(
        make.evidence(DOCUMENT, "the ports are opened"), Code(concept=PORTS, stance=stance)
    )
    choir = make.term(make.evidence(DOCUMENT, "a choir is founded"))
    return make.plan(ports, choir, name="harbour plan", by=by)


def positions(talks: Talks) -> Positions:
    return find_positions(talks.shelf(), codebook=BOOK, actors=CAST)


def compared(talks: Talks, plan: Plan | None = None) -> Comparison:
    return compare_plan(plan or harbour_plan(), positions(talks), parties=BOTH)


@pytest.mark.parametrize(
    ("held", "proposed", "expected"),
    [
        (YES, YES, Verdict.ACCEPTED),
        (NO, YES, Verdict.REJECTED),
        (NO, NO, Verdict.ACCEPTED),
        (YES, NO, Verdict.REJECTED),
    ],
)
def test_a_term_is_accepted_or_rejected_by_stance(
    held: Stance, proposed: Stance, expected: Verdict
) -> None:
    talks = Talks()
    statement = talks.say("2024-05-03", held)
    cell = compared(talks, harbour_plan(proposed)).rows[0].cells[0]
    assert (cell.verdict, cell.statements, cell.missing) == (expected, (statement,), None)


def test_a_condition_is_shown_in_its_words_and_asked_for() -> None:
    talks = Talks()
    statement = talks.say("2024-05-03", YES, condition=IF)
    cell = compared(talks).rows[0].cells[0]
    assert cell.verdict is Verdict.CONDITIONAL
    assert [span.text for span in cell.conditions] == [IF]
    assert (cell.statements, cell.missing) == ((statement,), Missing.MET)


def test_two_speakers_who_differ_leave_it_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-04", NO, QUILL)
    cell = compared(talks).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.MIXED, Missing.DECISION)
    assert len(cell.statements) == 2


def test_silence_asks_for_a_first_statement() -> None:
    cell = compared(Talks()).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.SILENT, Missing.FIRST)
    assert cell.statements == ()


def test_what_others_report_decides_nothing() -> None:
    talks = Talks()
    statement = talks.say("2024-05-03", YES, OFFICIAL)
    cell = compared(talks).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.SILENT, Missing.OWN)
    assert cell.reported == (statement,)


def test_a_term_without_a_concept_is_not_compared() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    cells = compared(talks).rows[1].cells
    assert {(c.verdict, c.missing, c.concept) for c in cells} == {
        (Verdict.SILENT, Missing.CONCEPT, None)
    }


def test_a_silent_author_is_taken_at_the_plans_word() -> None:
    comparison = compared(Talks(), harbour_plan(by="Island"))
    assert [row.verdict("Island") for row in comparison.rows] == [Verdict.ACCEPTED] * 2
    assert all(c.authored for row in comparison.rows for c in row.cells if c.party == "Island")
    assert comparison.rows[0].verdict("Mainland") is Verdict.SILENT


def test_an_author_who_spoke_since_is_taken_at_that_word() -> None:
    talks = Talks()
    talks.say("2024-05-03", NO)
    cell = compared(talks, harbour_plan(by="Island")).rows[0].cells[0]
    assert (cell.verdict, cell.authored) == (Verdict.REJECTED, False)


def test_disputed_terms_and_open_cells_are_listed() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-03", NO, MOTT, party="Mainland")
    comparison = compared(talks)
    assert comparison.disputed == (comparison.rows[0],)
    assert {cell.missing for cell in comparison.undecided} == {Missing.CONCEPT}
    assert comparison.tally("Mainland") == {Verdict.REJECTED: 1, Verdict.SILENT: 1}


def test_one_rejected_part_rejects_a_term() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-03", NO, concept="pilots-free")
    codes = (Code(concept=PORTS, stance=YES), Code(concept="pilots-free", stance=YES))
    plan = make.plan(make.term(make.evidence(DOCUMENT, "the pilots go home"), *codes))
    (row,) = compared(talks, plan).rows
    assert [cell.verdict for cell in row.cells[:2]] == [Verdict.ACCEPTED, Verdict.REJECTED]
    assert row.verdict("Island") is Verdict.REJECTED


def test_no_verdict_is_without_evidence() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, condition=IF)
    talks.say("2024-05-03", NO, MOTT, party="Mainland")
    for row in compared(talks, harbour_plan(by="Island")).rows:
        for cell in row.cells:
            assert cell.statements or cell.authored or cell.verdict is Verdict.SILENT
            assert (cell.missing is None) == (cell.verdict in {Verdict.ACCEPTED, Verdict.REJECTED})


def test_parties_are_those_of_the_positions_unless_chosen() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    assert compare_plan(harbour_plan(), positions(talks)).parties == BOTH


ANSWER = make.document("Mainland rejects the harbour plan. Island accepts the plan.", "answer.txt")
REJECTS = make.statement(
    ANSWER, "the harbour plan", cue="rejects", party="Mainland", act=Act.REJECT
)
ACCEPTS = make.statement(ANSWER, "the plan", cue="accepts", party="Island", act=Act.AGREE)


def test_answers_that_name_the_plan_count() -> None:
    (response,) = responses_to(harbour_plan(), [REJECTS, ACCEPTS])
    assert (response.party, response.accepts, response.statement) == ("Mainland", False, REJECTS)


def answered_there(*others: Plan, by: str | None = None) -> list[tuple[str, bool]]:
    """Read the answers in a document that itself tells of the plan."""
    term = make.term(make.evidence(ANSWER, "Mainland"))
    plan = make.plan(term, name="harbour plan", by=by)
    return [(r.party, r.accepts) for r in responses_to(plan, [REJECTS, ACCEPTS], others)]


def test_the_plan_is_enough_where_it_is_told() -> None:
    assert answered_there() == [("Mainland", False), ("Island", True)]


def test_the_plan_is_not_enough_where_there_are_two() -> None:
    rival = make.plan(make.term(make.evidence(ANSWER, "Island")), name="choir plan")
    assert answered_there(rival) == [("Mainland", False)]


def test_the_author_does_not_answer_itself() -> None:
    assert answered_there(by="Island") == [("Mainland", False)]
    assert answered_there(by="Mainland") == [("Island", True)]
