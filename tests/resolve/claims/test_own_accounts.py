"""Own accounts: what the accused, or who is pressed, holds himself, in words without a no."""

import pytest

from dragoman.record import Act, ClaimStatus, Statement
from dragoman.resolve.claim_words import stems_of
from dragoman.resolve.claims import find_claims
from dragoman.resolve.claims.denials import denial_in
from tests import make
from tests.resolve.claims.test_cues import FILLER, Line, statement, told

GUILD: Line = (
    *("Ann Lee", "Southland", Act.ACCUSE, "Lee", "accused"),
    "the army of Norland of firing at a convoy of millers",
)
ARMY: Line = (
    *("Norland Army", "Norland", Act.ASSERT, "The army", "said"),
    "the convoy strayed from its road and was waved back to the ford",
)


def test_the_accused_tells_another_story_of_the_same_event() -> None:
    (claim,) = told(GUILD, ARMY)
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == ("Ann Lee", "Southland")
    assert claim.denied_by == ("Norland Army", "Norland")


@pytest.mark.parametrize(
    "line",
    [
        ("Norland Army", "Norland", Act.ASSERT, "The army", "said", "the harvest was brought in"),
        ("Mara Onu", "Westmark", Act.ASSERT, "Onu", "said", "the convoy left its road at dusk"),
        ("Norland Army", "Norland", Act.CONFIRM, "The army", "admitted", "the convoy was hit"),
    ],
    ids=["another event", "another side", "he admits it"],
)
def test_what_is_no_other_story_contests_nothing(line: Line) -> None:
    assert all(claim.status is not ClaimStatus.CONTESTED for claim in told(GUILD, line))


def test_an_account_far_from_the_accusation_is_none_of_it() -> None:
    assert told(GUILD, FILLER, ARMY) == []


def in_one_sentence(joiner: str) -> list[ClaimStatus]:
    """Give the statuses of two sides that a word joins, or sets against each other."""
    first = "Southland demanded that Norland open its mills to inspectors"
    text = f"{first}{joiner} Norland maintained that its wells are deep."
    document = make.document(text, published="2030-05-01")
    lines: list[Line] = [
        (
            *("Southland", "Southland", Act.DEMAND, "Southland", "demanded"),
            "that Norland open its mills to inspectors",
        ),
        (
            *("Norland", "Norland", Act.ASSERT, "Norland", "maintained"),
            "that its wells are deep",
        ),
    ]
    return [
        claim.status
        for claim in find_claims([(document, [statement(document, one) for one in lines])])
    ]


def test_while_sets_one_side_against_what_is_demanded_of_it() -> None:
    assert in_one_sentence(", while") == [ClaimStatus.CONTESTED]
    assert in_one_sentence(". But") == [ClaimStatus.CONTESTED]


def test_two_sides_that_nothing_sets_against_each_other_contest_nothing() -> None:
    assert in_one_sentence(".") == []


def test_an_account_told_in_two_articles_answers_the_accusation_in_one() -> None:
    first = make.document(
        "The army said the convoy strayed from its road and was waved back to the ford.",
        published="2030-05-01",
    )
    text = " ".join(f"{' '.join(line[3:])}." for line in (GUILD, ARMY))
    second = make.document(text, published="2030-05-02")
    said: list[Statement] = [statement(second, GUILD), statement(second, ARMY)]
    (claim,) = find_claims([(first, [statement(first, ARMY)]), (second, said)])
    assert claim.status is ClaimStatus.CONTESTED
    assert len(claim.statements) == 3
    assert claim.denied_by == ("Norland Army", "Norland")


def test_what_others_can_be_brought_to_is_judged_and_not_rejected() -> None:
    demand: Line = (
        *("Southland", "Southland", Act.DEMAND, "Southland", "demanded"),
        "that the millers of Norland give up their weirs",
    )
    expert: Line = (
        *("Mara Onu", None, Act.REJECT, "Onu", "said"),
        "it was impossible to convince the millers to give up their weirs",
    )
    assert all(claim.status is not ClaimStatus.CONTESTED for claim in told(demand, expert))
    miller: Line = (
        *("Ivan Petrov", "Norland", Act.REJECT, "Petrov", "said"),
        "it was impossible to give up the weirs",
    )
    (claim,) = told(demand, miller)
    assert claim.status is ClaimStatus.CONTESTED


def test_a_plan_that_is_opposed_is_no_accusation() -> None:
    onu: Line = ("Mara Onu", "Westmark", Act.REJECT, "Onu", "opposed", "the plan")
    accusing = replace_content(GUILD, "Eastmark of raising a fleet of pirates")
    assert all("Ann Lee" not in claim.asserted_by for claim in told(accusing, onu))


def replace_content(line: Line, words: str) -> Line:
    """Give a line with another content."""
    return (*line[:5], words)


@pytest.mark.parametrize(
    ("text", "belied"),
    [
        ("Petrov lied when he said that the mills stood still", True),
        ("he is a liar", True),
        ("the millers lied down by the weir", False),
    ],
)
def test_who_is_said_to_have_lied_may_be_named(text: str, belied: bool) -> None:
    assert denial_in(text, stems_of(text)).belies is belied


def test_what_is_unlikely_is_the_opposite_of_what_is_expected() -> None:
    text = "the envoys are unlikely to agree on the tolls"
    assert denial_in(text, stems_of(text)).negated
