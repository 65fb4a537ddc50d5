"""What an answer tells itself of what it is against: whose charge, which report, what is not so."""

from dataclasses import replace

import pytest

from dragoman.record import Act, Claim, ClaimStatus, Code, Stance, statement_id
from dragoman.resolve.claims import find_claims
from tests import make
from tests.resolve.claims.test_cues import FILLER, Line, statement, told
from tests.resolve.test_claims import speaker

PETROV = ("Ivan Petrov", "Norland", Act.ACCUSE, "Petrov")
MORENO = ("Carla Moreno", "Norland", Act.DENY, "Moreno")
DENIED: Line = (*MORENO, "denied", "the accusations")


def contested(*lines: Line | str) -> list[Claim]:
    """Give the contested claims of a document of such lines."""
    return [claim for claim in told(*lines) if claim.status is ClaimStatus.CONTESTED]


def test_who_is_accused_by_one_of_his_own_side_denies_it() -> None:
    (claim,) = contested((*PETROV, "accused", "Moreno of selling the mills to her cousins"), DENIED)
    assert claim.asserted_by == ("Ivan Petrov",)
    assert claim.denied_by == ("Carla Moreno",)


def test_who_accuses_nobody_of_his_own_side_by_name_is_not_against_it() -> None:
    assert not contested((*PETROV, "accused", "the smugglers of burning the mills"), DENIED)
    assert not contested((*PETROV, "said", "Moreno was weary of those who burn mills"), DENIED)


@pytest.mark.parametrize(
    "content",
    [
        "speculation of a rift with the queen",
        "reports that the lighthouse had been sold",
        "charges of smuggling",
    ],
)
def test_what_is_denied_as_a_report_is_held_by_somebody(content: str) -> None:
    (claim,) = contested((*MORENO, "dismissed", content))
    assert claim.asserted_by == ()
    assert claim.denied_by == ("Carla Moreno", "Norland")


def test_what_is_rejected_as_a_demand_is_held_by_somebody() -> None:
    (claim,) = contested(
        (*MORENO[:2], Act.REJECT, "Moreno", "resisted", "growing calls for a truce at Velm")
    )
    assert claim.asserted_by == ()
    assert not contested((*MORENO[:2], Act.REJECT, "Moreno", "refused", "to open the ovens"))


def test_a_plan_that_a_side_backs_is_that_sides() -> None:
    backs: Line = (
        *("Southland", "Southland", Act.ASSERT, "Southland", "said"),
        "ovens were cold",
    )
    rejects: Line = (
        *(*MORENO[:2], Act.REJECT, "Moreno", "rejected"),
        "the Southland-backed plan of shared wells",
    )
    (claim,) = contested(backs, FILLER, rejects)
    assert claim.asserted_by == ("Southland",)


def test_what_nobody_is_said_to_hold_is_denied_only() -> None:
    (claim,) = told((*MORENO, "denied", "meeting the queen of Westmark"))
    assert claim.status is ClaimStatus.DENIED


def test_a_report_that_is_called_unreliable_is_the_one_before() -> None:
    count: Line = (
        *("Harbour Institute", None, Act.ASSERT, "The Harbour Institute", "said"),
        "Norland had lost ninety ships",
    )
    (claim,) = contested(count, (*MORENO, "dismissed", "the report as unreliable"))
    assert claim.asserted_by == ("Harbour Institute",)


def test_a_clause_behind_a_denial_tells_whose_words_it_rejects() -> None:
    document = make.document(
        "Moreno said that no mill was burnt, rejecting accusations by Southland. "
        "Southland said ovens were cold.",
        published="2030-05-01",
    )
    denial = statement(document, (*MORENO, "said", "that no mill was burnt"))
    other = statement(
        document, ("Southland", "Southland", Act.ASSERT, "Southland", "said", "ovens were cold")
    )
    (claim,) = find_claims([(document, [denial, other])])
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == ("Southland",)


def test_who_is_not_aware_of_something_denies_it_of_what_he_negates() -> None:
    flood: Line = (
        *("Ann Lee", "Southland", Act.ASSERT, "Lee", "said"),
        "the hospital of Velm stood near the gunboats",
    )
    siege: Line = (
        *("Mara Onu", "Westmark", Act.ACCUSE, "Onu", "said"),
        "the hospital of Velm was under siege",
    )
    army: Line = (
        *("Norland Army", "Norland", Act.ASSERT, "The army", "said"),
        "it was not aware of any siege of the hospital of Velm",
    )
    claims = contested(flood, siege, army)
    assert ["Mara Onu" in claim.asserted_by for claim in claims] == [True]


def test_however_sets_a_lack_of_evidence_against_what_is_told() -> None:
    told_of: Line = (
        *("Alpha Daily", None, Act.ACCUSE, "Alpha Daily", "said"),
        "the guild of millers wants to drown the customs house",
    )
    no_proof: Line = (
        *("Mara Onu", "Westmark", Act.ASSERT, "However, Onu", "said"),
        "no paper shows that the guild of millers wants to drown the customs house",
    )
    assert contested(told_of, no_proof)


@pytest.mark.parametrize(
    ("joiner", "content", "against"),
    [
        ("But Lee", "no flour had reached the ovens", True),
        ("But Lee", "flour had reached the ovens", False),
        ("Lee", "no flour had reached the ovens", False),
    ],
)
def test_a_but_with_a_no_is_against_what_stands_right_before(
    joiner: str, content: str, against: bool
) -> None:
    ships: Line = (
        *("Ivan Petrov", "Norland", Act.PROMISE, "Petrov", "said"),
        "the grain ships would be let into the bay",
    )
    answer: Line = ("Ann Lee", "Southland", Act.ASSERT, joiner, "said", content)
    assert bool(contested(ships, answer)) is against
    assert not contested(ships, FILLER, answer)


def test_who_holds_to_what_is_denied_right_before_is_against_the_denial() -> None:
    denial: Line = (*MORENO, "denied", "that a toll had been asked for")
    holds: Line = (
        *("Ann Lee", "Southland", Act.CONFIRM, "But Lee", "said"),
        "it had, with a gift",
    )
    (claim,) = contested(denial, holds)
    assert claim.asserted_by == ("Ann Lee", "Southland")
    assert claim.denied_by == ("Carla Moreno", "Norland")
    assert claim.text == "that a toll had been asked for"
    assert not contested(denial, FILLER, holds)


def test_a_denial_of_the_very_words_of_another_is_against_them_whatever_the_codes() -> None:
    document = make.document(
        "Lee warned that grain ships prolong the feud, a claim denied by Moreno.",
        published="2030-05-01",
    )
    code = (Code(concept="grain-ships", stance=Stance.OPPOSE),)
    warns = statement(
        document,
        ("Ann Lee", "Southland", Act.WARN, "Lee", "warned that", "grain ships prolong the feud"),
    )
    denies = replace(
        warns,
        id=statement_id(document.id, None, None, warns.content),
        source=None,
        cue=None,
        act=Act.DENY,
        speaker=speaker("Carla Moreno"),
        party="Norland",
        codes=code,
    )
    (claim,) = find_claims([(document, [replace(warns, codes=code), denies])])
    assert claim.asserted_by == ("Ann Lee", "Southland")
    assert claim.denied_by == ("Carla Moreno", "Norland")
