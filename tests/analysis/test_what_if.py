"""What if: an edited plan against stated positions, and which missing statement tells most."""

from collections.abc import Sequence

import pytest

from dragoman.analysis import Bearing, find_positions
from dragoman.analysis.comparison import Found
from dragoman.analysis.drafts import Edit, draft_plan
from dragoman.analysis.verdicts import Missing, Verdict
from dragoman.analysis.what_if import Outcome, WhatIf, ask_what_if
from dragoman.record import Code, Plan, Stance
from tests import make
from tests.analysis.talks import BOOK, CAST, MOTT, NO, PORTS, YES, Talks

PILOTS = "pilots-free"
SIDES = ("Island", "Mainland")
OPEN_PORTS = Edit(concept=PORTS, stance=YES)
FREE_PILOTS = Edit(concept=PILOTS, stance=YES)
DOCUMENT = make.document("The plan: the ports are opened.", "plan.txt", published="2024-05-01")


def plan() -> Plan:
    code = Code(concept=PORTS, stance=YES)
    evidence = make.evidence(DOCUMENT, "the ports are opened")
    return make.plan(make.term(evidence, code), name="plan", by="Island")


def asked(
    talks: Talks,
    *add: Edit,
    base: Plan | None = None,
    change: Edit | None = None,
    parties: Sequence[str] = SIDES,
) -> WhatIf[Bearing]:
    positions = find_positions(talks.shelf(), codebook=BOOK, actors=CAST)
    draft = draft_plan(base, (PORTS, PILOTS), add=add, change={1: change} if change else {})
    return ask_what_if(draft, Found(positions), talks.statements, parties=parties)


def hear(talks: Talks, stance: Stance, party: str, concept: str = PORTS) -> None:
    speaker = {"Mainland": MOTT}.get(party)
    if speaker:
        talks.say("2024-05-02", stance, speaker, party=party, concept=concept)
    else:
        talks.say("2024-05-02", stance, concept=concept)


@pytest.mark.parametrize(
    ("island", "mainland", "outcome"),
    [
        (YES, YES, Outcome.MET),
        (YES, NO, Outcome.VIOLATED),
        (YES, None, Outcome.OPEN),
        (NO, None, Outcome.VIOLATED),
        (None, None, Outcome.OPEN),
    ],
)
def test_a_term_is_met_by_all_violated_or_open(
    island: Stance | None, mainland: Stance | None, outcome: Outcome
) -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, party="League")
    for party, stance in zip(SIDES, (island, mainland), strict=True):
        if stance:
            hear(talks, stance, party)
    found = asked(talks, OPEN_PORTS)
    assert found.outcome(found.rows[0]) is outcome


def test_who_wants_the_same_without_the_condition_of_a_term_is_conditional() -> None:
    talks = Talks()
    hear(talks, YES, "Island")
    hear(talks, NO, "Mainland")
    found = asked(talks, Edit(concept=PORTS, stance=YES, condition="if it rains"))
    island, mainland = found.rows[0].cells
    assert (island.verdict, island.missing) == (Verdict.CONDITIONAL, Missing.TERM)
    assert mainland.verdict is Verdict.REJECTED  # who rejects it rejects it still


def test_a_kept_term_is_its_authors_word_and_a_changed_one_nobodys() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, party="League")
    kept = asked(talks, base=plan()).rows[0]
    changed = asked(talks, base=plan(), change=Edit(stance=NO)).rows[0]
    assert (kept.verdict("Island"), kept.cells[0].authored) == (Verdict.ACCEPTED, True)
    assert (changed.verdict("Island"), changed.cells[0].authored) == (Verdict.SILENT, False)


def test_the_cell_that_decides_most_terms_tells_most() -> None:
    talks = Talks()
    hear(talks, YES, "Island")
    hear(talks, YES, "Island", PILOTS)
    # The mainland's word on ports decides two terms, that on pilots one.
    found = asked(talks, OPEN_PORTS, OPEN_PORTS, FREE_PILOTS)
    assert [(one.party, one.concept, one.terms) for one in found.tellings] == [
        ("Mainland", PORTS, (1, 2)),
        ("Mainland", PILOTS, (3,)),
    ]
    assert [one.concept for one in found.first] == [PORTS]


def test_among_equals_what_completes_a_term_comes_first() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, party="League")
    hear(talks, YES, "Island")
    # On ports only the mainland is open; on pilots both are, so that no answer completes the term.
    found = asked(talks, OPEN_PORTS, FREE_PILOTS)
    assert (found.first[0].concept, found.first[0].completes) == (PORTS, (1,))
    assert len(found.first) == 1


def test_ties_are_all_told() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, party="League")
    found = asked(talks, OPEN_PORTS)
    assert [(one.party, one.completes) for one in found.first] == [("Island", ()), ("Mainland", ())]


def test_what_another_party_violates_anyway_tells_nothing() -> None:
    talks = Talks()
    hear(talks, NO, "Island")
    found = asked(talks, OPEN_PORTS)
    assert found.tellings == ()
    assert found.content == ("Mainland",)


def test_opposite_terms_on_one_concept_are_settled_together() -> None:
    talks = Talks()
    hear(talks, YES, "Island")
    shut = Edit(concept=PORTS, stance=NO)
    (one,) = asked(talks, OPEN_PORTS, shut, parties=SIDES).tellings
    # The island violates the second term anyway: the mainland decides only the first.
    assert (one.party, one.terms, one.completes) == ("Mainland", (1,), (1,))


def test_the_word_on_a_terms_condition_settles_that_term_alone() -> None:
    talks = Talks()
    hear(talks, NO, "Island")
    hear(talks, YES, "Mainland")
    shut = Edit(concept=PORTS, stance=NO, condition="if it rains")
    found = asked(talks, OPEN_PORTS, shut, parties=["Island"])
    # That the island wants the ports shut is known: only whether it takes the condition is not.
    assert [(one.missing, one.terms, one.completes) for one in found.tellings] == [
        (Missing.TERM, (2,), (2,))
    ]


def test_verdicts_are_counted_by_term() -> None:
    talks = Talks()
    hear(talks, YES, "Island")
    found = asked(talks, OPEN_PORTS, FREE_PILOTS)
    assert found.terms_by("Island") == {Verdict.ACCEPTED: (1,), Verdict.SILENT: (2,)}
