"""A plan against stated positions: every verdict with what it rests on and what would decide it."""

import pytest

from dragoman.analysis import Positions, find_positions
from dragoman.analysis.comparison import compare_plan
from dragoman.analysis.responses import responses_to
from dragoman.analysis.verdicts import Comparison, Missing, Verdict, statements_of
from dragoman.record import Act, Code, Plan, Stance
from tests import make
from tests.analysis.talks import (
    BOOK,
    BRINK,
    CAST,
    MOTT,
    NO,
    OFFICIAL,
    PORTS,
    QUILL,
    VOSS,
    YES,
    Talks,
    named,
)

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
    assert (cell.verdict, statements_of(cell.deciding), cell.missing) == (
        expected,
        (statement,),
        None,
    )


def test_a_condition_is_shown_in_its_words_and_asked_for() -> None:
    talks = Talks()
    statement = talks.say("2024-05-03", YES, condition=IF)
    cell = compared(talks).rows[0].cells[0]
    assert cell.verdict is Verdict.CONDITIONAL
    assert [span.text for span in cell.conditions] == [IF]
    assert (statements_of(cell.deciding), cell.missing) == ((statement,), Missing.MET)


def test_two_speakers_who_differ_leave_it_mixed() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    talks.say("2024-05-04", NO, QUILL)
    cell = compared(talks).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.MIXED, Missing.DECISION)
    assert len(statements_of(cell.deciding)) == 2


def test_silence_asks_for_a_first_statement() -> None:
    cell = compared(Talks()).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.SILENT, Missing.FIRST)
    assert statements_of(cell.deciding) == ()


def test_what_others_report_decides_nothing() -> None:
    talks = Talks()
    statement = talks.say("2024-05-03", YES, OFFICIAL)
    cell = compared(talks).rows[0].cells[0]
    assert (cell.verdict, cell.missing) == (Verdict.SILENT, Missing.OWN)
    assert [bearing.said.statement for bearing in cell.reported] == [statement]


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
            assert statements_of(cell.deciding) or cell.authored or cell.verdict is Verdict.SILENT
            assert (cell.missing is None) == (cell.verdict in {Verdict.ACCEPTED, Verdict.REJECTED})


def test_parties_are_those_of_the_positions_unless_chosen() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    assert compare_plan(harbour_plan(), positions(talks)).parties == BOTH


def test_a_condition_of_a_refusal_is_not_that_of_a_yes() -> None:
    talks = Talks()
    talks.say("2024-05-03", NO, condition="unless the pilots are freed")
    cell = compared(talks).rows[0].cells[0]
    assert (cell.verdict, cell.leaning) == (Verdict.CONDITIONAL, Verdict.REJECTED)
    assert compared(talks, harbour_plan(NO)).rows[0].cells[0].leaning is Verdict.ACCEPTED


def test_silence_on_one_part_accepts_a_term_in_part() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES)
    codes = (Code(concept=PORTS, stance=YES), Code(concept="pilots-free", stance=YES))
    plan = make.plan(make.term(make.evidence(DOCUMENT, "the pilots go home"), *codes))
    comparison = compared(talks, plan)
    assert comparison.terms_by("Island") == {Verdict.PART: (1,)}
    assert comparison.terms_by("Mainland") == {Verdict.SILENT: (1,)}
    assert comparison.heard == ("Island",)


def told(talks: Talks, party: str, *, by: str = "Mainland", **said: object) -> Comparison:
    """Compare a plan whose one term stands in a statement of a party."""
    speaker = MOTT if party == "Mainland" else BRINK
    words = "the ports are opened"
    statement = talks.say("2024-05-03", YES, speaker, words=words, party=party, **said)  # type: ignore[arg-type]
    evidence = make.evidence(talks.documents[-1], words)
    plan = make.plan(make.term(evidence, Code(concept=PORTS, stance=NO)), by=by)
    comparison = compare_plan(plan, positions(talks), [statement], parties=BOTH)
    assert comparison.rows[0].tellers == (statement,)
    return comparison


def test_who_tells_anothers_plan_does_not_hold_it() -> None:
    (island, mainland) = told(Talks(), "Island").rows[0].cells
    assert (island.verdict, island.missing) == (Verdict.SILENT, Missing.FIRST)
    assert (mainland.verdict, mainland.authored) == (Verdict.SILENT, False), "not its own word"
    assert mainland.missing is Missing.OWN


def test_what_a_party_said_besides_still_counts() -> None:
    talks = Talks()
    earlier = talks.say("2024-05-01", YES, VOSS)
    (island, _) = told(talks, "Island").rows[0].cells
    assert island.verdict is Verdict.REJECTED
    assert statements_of(island.deciding) == (earlier,)


def test_a_term_takes_the_stance_of_its_authors_statement() -> None:
    row = told(Talks(), "Mainland").rows[0]
    assert [code.stance for code in row.codes] == [YES]
    assert row.verdict("Mainland") is Verdict.ACCEPTED


def test_an_authors_words_through_somebody_else_are_not_its_own() -> None:
    (_, mainland) = told(Talks(), "Mainland", via=[named("Ada Brink")]).rows[0].cells
    assert (mainland.authored, mainland.missing) == (False, Missing.OWN)


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


OTHERS = make.document(
    "Island rejects the League proposal and the Mainland proposal.", "others.txt"
)


@pytest.mark.parametrize(("words", "counts"), [("the League", False), ("the Mainland", True)])
def test_an_answer_to_what_another_party_proposes_is_none_to_this_plan(
    words: str, counts: bool
) -> None:
    term = make.term(make.evidence(OTHERS, "Island"))
    plan = make.plan(term, name="proposal of Mainland", by="Mainland")
    content = f"{words} proposal"
    answer = make.statement(OTHERS, content, cue="rejects", party="Island", act=Act.REJECT)
    assert bool(responses_to(plan, [answer])) is counts


def test_no_author_of_a_joint_plan_answers_it() -> None:
    plan = make.plan(
        make.term(make.evidence(ANSWER, "Mainland")), name="plan", by="Island and Mainland"
    )
    assert responses_to(plan, [REJECTS, ACCEPTS]) == ()
