"""Counters: two sides that are against each other though neither says no."""

import pytest

from dragoman.record import Act, ClaimStatus
from dragoman.resolve.claims.orders import order_of, other_way
from tests.resolve.claims.test_cues import FILLER, Line, told

NORTH = ("Ivan Petrov", "Norland")
SOUTH = ("Ann Lee", "Southland")
WEST = ("Mara Onu", "Westmark")


def line(who: tuple[str, str | None], act: Act, content: str, cue: str = "said") -> Line:
    """Give a line that a person says, by the last name."""
    return (*who, act, who[0].split()[-1], cue, content)


def contested(*lines: Line | str) -> bool:
    """Tell whether two sides stand against each other in a document of such lines."""
    return any(claim.status is ClaimStatus.CONTESTED for claim in told(*lines))


BLAMED = line(NORTH, Act.ACCUSE, "Southland was to blame for the end of the truce")


def test_who_is_blamed_blames_the_other_side() -> None:
    (claim,) = told(
        BLAMED, FILLER, line(SOUTH, Act.ACCUSE, "Norland had never honoured the ceasefire")
    )
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == NORTH
    assert claim.denied_by == SOUTH


def test_a_third_blames_who_blames_another() -> None:
    target = line(NORTH, Act.ASSERT, "the millers were refusing a deal that Norland had signed")
    assert contested(target, line(WEST, Act.ACCUSE, "Norland was undermining the talks"))


@pytest.mark.parametrize(
    "answer",
    [
        line(WEST, Act.ACCUSE, "Southland was stalling in the talks"),
        line(SOUTH, Act.ACCUSE, "Norland taxed the pilgrims too high"),
        line(WEST, Act.ACCUSE, "the millers had broken the truce at Southland's border"),
    ],
    ids=["both blame one", "another matter", "a third is blamed"],
)
def test_who_blames_another_for_something_else_contests_nothing(answer: Line) -> None:
    assert not contested(BLAMED, answer)


def test_who_is_said_not_to_want_peace_says_that_he_wants_it() -> None:
    no = line(NORTH, Act.ACCUSE, "Southland does not want peace")
    assert contested(no, line(SOUTH, Act.ASSERT, "Southland was ready for peace"))
    assert contested(line(SOUTH, Act.ASSERT, "Southland was ready for peace"), no)
    assert not contested(no, line(WEST, Act.ASSERT, "Westmark was ready for peace"))
    assert not contested(no, line(SOUTH, Act.ASSERT, "the harvest had been good"))


def test_what_one_carries_on_another_wants_to_end() -> None:
    goes = line(NORTH, Act.PROMISE, "the siege of the lighthouse will continue")
    ends = line(SOUTH, Act.DEMAND, "the siege of the lighthouse must stop")
    assert contested(goes, FILLER, ends)
    assert contested(ends, FILLER, goes)
    assert not contested(goes, FILLER, line(SOUTH, Act.DEMAND, "the whaling must stop"))


def test_who_is_asked_by_name_promises_that_something_stays() -> None:
    asked = line(NORTH, Act.DEMAND, "Southland must withdraw its gunboats")
    stays = line(SOUTH, Act.PROMISE, "sailors would remain in the bay")
    assert contested(asked, stays)
    assert not contested(asked, FILLER * 2, stays)


def test_an_attack_is_told_by_who_made_it() -> None:
    hit = line(NORTH, Act.ASSERT, "a Southland strike killed millers in a barn")
    assert contested(hit, line(SOUTH, Act.ASSERT, "it had struck a store of powder"))
    elsewhere = line(SOUTH, Act.ASSERT, "it had struck a store of powder near Eastport")
    assert not contested(hit, elsewhere)
    assert not contested(hit, line(SOUTH, Act.ASSERT, "a Norland attack had burned its fields"))


def test_a_charge_is_met_by_what_the_accused_says_of_it() -> None:
    charge = line(NORTH, Act.ACCUSE, "Southland was arming the smugglers")
    assert contested(charge, line(SOUTH, Act.ACCUSE, "the charge was a pretext for a blockade"))
    assert not contested(charge, line(SOUTH, Act.ASSERT, "the charge was under investigation"))


def test_it_was_the_other_side_that_did_it() -> None:
    yields = line(NORTH, Act.ASSERT, "Southland had backed down")
    assert contested(yields, line(SOUTH, Act.ASSERT, "it was Norland that had given in"))
    assert not contested(yields, line(SOUTH, Act.ASSERT, "it was Westmark that had paid"))


def test_an_offer_is_too_little() -> None:
    offer = line(NORTH, Act.PROPOSE, "a plan for a shared lighthouse", "presented")
    assert contested(offer, line(SOUTH, Act.ASSERT, "the plan fell short of what pilgrims need"))
    assert not contested(offer, line(SOUTH, Act.ASSERT, "the plan was being read with care"))


def test_a_text_is_agreed_and_it_is_not() -> None:
    done = line(NORTH, Act.ASSERT, "the text of a treaty had been agreed")
    assert contested(done, line(SOUTH, Act.ASSERT, "nothing was final"))
    assert not contested(done, line(SOUTH, Act.ASSERT, "the treaty would be signed on Friday"))


def test_what_has_arrived_for_one_is_held_up_for_the_other() -> None:
    held = line(SOUTH, Act.ASSERT, "the carts were held up at the ford")
    assert contested(line(NORTH, Act.ASSERT, "ninety sacks of grain had arrived"), held)
    assert not contested(line(NORTH, Act.ASSERT, "the envoys had reached an agreement"), held)


def test_a_story_is_called_untrue() -> None:
    story = line(("Harbour Herald", None), Act.ASSERT, "a visit was being prepared", "wrote")
    assert contested(story, line(SOUTH, Act.ASSERT, "the report was devoid of truth"))
    assert not contested(story, line(SOUTH, Act.ASSERT, "the report had been read"))


def test_who_is_asked_tells_what_he_does_instead() -> None:
    asked = line(NORTH, Act.DEMAND, "Southland must open the lighthouse to pilgrims")
    assert contested(asked, line(SOUTH, Act.WARN, "pilgrims would be sent back at the gate"))
    assert not contested(asked, line(SOUTH, Act.ASSERT, "it was ready to receive pilgrims"))
    assert not contested(asked, line(WEST, Act.WARN, "pilgrims would be sent back at the gate"))


def test_nobody_stands_on_both_sides_of_a_claim() -> None:
    claims = told(
        line(NORTH, Act.ACCUSE, "Southland had set terms for the treaty on pilgrims"),
        line(SOUTH, Act.REJECT, "Southland would sign no treaty on pilgrims under pressure"),
        line(NORTH, Act.DENY, "pressure on pilgrims was not what the treaty had brought"),
    )
    assert claims
    assert not any(set(claim.asserted_by) & set(claim.denied_by) for claim in claims)


def test_who_is_described_may_be_who_is_named() -> None:
    bridge = "a toll on the old bridge of the millers"
    asked = line(("head of the alliance", None), Act.DEMAND, bridge)
    answer = line(SOUTH, Act.REJECT, bridge)
    assert not contested(asked, answer)
    assert contested(line(("rich miller", None), Act.DEMAND, bridge), answer)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a truce must come before any talks", "the causes of the war must be dealt with first"),
        ("a truce must come before any talks", "talks must be held before a truce"),
        ("talks begin only after a truce", "talks can begin without preconditions"),
        ("the hostages must come home first", "the army must leave before hostages come home"),
    ],
)
def test_orders_that_differ(one: str, other: str) -> None:
    assert other_way(order_of(one), order_of(other))
    assert other_way(order_of(other), order_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a truce must come before any talks", "talks begin only after a truce"),
        ("a truce must come before any talks", "the talks were useful"),
        ("the first round of talks was useful", "a truce must come before any talks"),
    ],
)
def test_orders_that_agree_or_are_none(one: str, other: str) -> None:
    assert not other_way(order_of(one), order_of(other))


def test_two_sides_put_first_what_the_other_does_not() -> None:
    truce = line(NORTH, Act.DEMAND, "a truce must come before any talks")
    assert contested(truce, FILLER, line(SOUTH, Act.DEMAND, "the tolls must be lifted first"))
    assert not contested(truce, FILLER, line(SOUTH, Act.DEMAND, "a truce must come first"))


def test_a_proposal_is_found_wanting() -> None:
    offer = line(NORTH, Act.PROPOSE, "a plan for the shared wells of Velm")
    assert contested(offer, line(SOUTH, Act.ACCUSE, "the plan fails to address the ovens"))
    assert not contested(offer, line(SOUTH, Act.ASSERT, "the harvest had been good"))


def test_the_accused_accuses_in_turn() -> None:
    first = line(NORTH, Act.ACCUSE, "Southland of lies about the ships", cue="accused")
    second = line(SOUTH, Act.ACCUSE, "Norland of hiding the wells", cue=", in turn, accused")
    assert contested(first, second)
    assert not contested(first, FILLER, second)
