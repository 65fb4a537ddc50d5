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


class FigureBound(StrEnum):
    """What a figure says of the number: it, no less, no more, near it, or an estimate's top."""

    EXACT = "exact"
    LEAST = "at least"
    MOST = "at most"
    UP_TO = "up to"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that someone puts to a claim.

    Attributes:
        by: Name of the actor who gives it.
        value: The number in the unit; the lower end of a range.
        upper: The upper end of a range. None: one number.
        bound: What it says of the number.
        unit: What is counted, such as "troops".
        document: Id of the document that the span is in.
        span: The words of the figure.
    """

    by: str
    value: float
    upper: float | None = None
    bound: FigureBound = FigureBound.EXACT
    unit: str
    document: str
    span: Span

    def __post_init__(self) -> None:
        if self.upper is not None and self.upper < self.value:
            raise RecordError(f"a range ends at {self.upper}, before its beginning {self.value}")


class OriginKind(StrEnum):
    """What reports go back to."""

    STORY = "story"
    SPEECH = "speech"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What several reports of a claim go back to; it counts once.

    Attributes:
        name: The outlet whose story it is, or who spoke.
        kind: An outlet's story or interview, what somebody said on a day, or a source without
            a name.
        said_on: ISO 8601, the first day of its reports. None: no day is known.
        statements: Ids of the statements that go back to it, the earliest first; their own
            chains are the branches of the tree.
    """

    name: str
    kind: OriginKind
    said_on: str | None = None
    statements: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.statements:
            raise RecordError("an origin has at least one statement")


class Carries(StrEnum):
    """Which sides of a claim a document carries.

    EARLIER is an assertion in a document older than the first denial, which it could not carry.
    """

    BOTH = "both"
    DENIAL = "denial only"
    ASSERTION = "assertion only"
    EARLIER = "before the denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a document carries of a claim that somebody denies.

    Attributes:
        document: Its id.
        outlet: Who published it. None: not known.
        carries: The sides that it has.
    """

    document: str
    outlet: str | None
    carries: Carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What several statements assert, deny or put figures to.

    Who speaks for a party does so in its name: the lists of names hold both.

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
        roots: Those first links, each with the statements that go back to it.
        coverage: For a claim that is denied, which document has which side.
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
    roots: tuple[Origin, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    status: ClaimStatus = ClaimStatus.ASSERTED

    def __post_init__(self) -> None:
        if not self.statements:
            raise RecordError("a claim rests on at least one statement")
        if self.origins < 1:
            raise RecordError("a claim has at least one origin")
        if self.roots and len(self.roots) != self.origins:
            raise RecordError(f"a claim of {self.origins} origins names {len(self.roots)}")
        if self.id != digest("claim", *self.statements):
            raise RecordError("the claim's id is not the digest of its statements")
