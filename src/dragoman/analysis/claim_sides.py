"""Claim sides: on which side of a claim each of its statements is."""

from enum import StrEnum

from dragoman.record import Act, Claim, ClaimStatus, Statement


class Side(StrEnum):
    """What a statement does to the claim that it bears on."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DECLINES = "neither confirms nor denies"


def side_of(claim: Claim, statement: Statement) -> Side:
    """Tell on which side of a claim a statement is, as it was counted when the claim was made.

    The claim's roots are of those that hold it; what is not among them answers it. Only a claim
    that nobody in the record holds has the answers themselves for roots.

    Args:
        claim: The claim.
        statement: One of its statements.
    """
    holding = {id_ for root in claim.roots for id_ in root.statements}
    if statement.act is Act.DECLINE_COMMENT:
        return Side.DECLINES
    if statement.id not in holding if _has_holders(claim, holding) else claim.denied_by:
        return Side.DENIES
    return Side.CONFIRMS if statement.act is Act.CONFIRM else Side.ASSERTS


def _has_holders(claim: Claim, holding: set[str]) -> bool:
    """Tell whether the roots are of statements that hold the claim, and not of answers to it."""
    answered = any(id_ not in holding for id_ in claim.statements)
    undisputed = claim.status in (ClaimStatus.ASSERTED, ClaimStatus.CONFIRMED)
    return bool(holding) and (answered or undisputed or not claim.denied_by)
