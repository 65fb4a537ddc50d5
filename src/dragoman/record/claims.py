"""Claim: a proposition that statements assert, deny or put figures to."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.ids import digest
from dragoman.record.spans import Span


class ClaimStatus(StrEnum):
    """How a claim stands after everyone's responses; never whether it is true."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    NOT_DENIED = "not denied"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that someone puts to a claim.

    Attributes:
        by: Name of the actor who gives it.
        value: The number in the unit.
        unit: What is counted, such as "troops".
        document: Id of the document that the span is in.
        span: The words of the figure.
    """

    by: str
    value: float
    unit: str
    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What several statements assert, deny or put figures to.

    Attributes:
        id: Digest of its statements.
        text: The proposition in the words of one statement.
        statements: Ids of the statements that bear on it.
        asserted_by: Names of the actors that assert it.
        denied_by: Names of those that deny it.
        confirmed_by: Names of those that confirm it.
        declined_by: Names of those that neither confirm nor deny it.
        figures: The numbers put to it.
        origins: How many independent first links its reports go back to.
        status: How it stands.
    """

    id: str
    text: str
    statements: tuple[str, ...]
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    declined_by: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    origins: int = 1
    status: ClaimStatus = ClaimStatus.ASSERTED

    def __post_init__(self) -> None:
        if not self.statements:
            raise RecordError("a claim rests on at least one statement")
        if self.origins < 1:
            raise RecordError("a claim has at least one origin")
        if self.id != digest("claim", *self.statements):
            raise RecordError("the claim's id is not the digest of its statements")
