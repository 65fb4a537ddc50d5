"""Family: documents that carry one text, what each leaves out, and versions of an address."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.ids import digest
from dragoman.record.meetings import Evidence


class Likeness(StrEnum):
    """How two documents are alike: the same words, most of them, or one as a part of the other."""

    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Two documents of which one has words of the other, or both have those of a third.

    Attributes:
        id: Digest of both.
        shorter: Id of the document with fewer words; of two that are equal the lesser id.
        longer: Id of the other.
        likeness: How they are alike.
        jaccard: Share of all their runs of words that both have, from 0 to 1.
        containment: Share of the shorter one's runs of words that the longer one has.
    """

    id: str
    shorter: str
    longer: str
    likeness: Likeness
    jaccard: float
    containment: float

    def __post_init__(self) -> None:
        if self.shorter == self.longer:
            raise RecordError(f"document {self.shorter} cannot be its own kin")
        if not 0 <= self.jaccard <= self.containment <= 1:
            raise RecordError(
                f"shares need 0 <= jaccard <= containment <= 1, not {self.jaccard}, "
                f"{self.containment}"
            )
        if self.id != kinship_id(self.shorter, self.longer):
            raise RecordError("the kinship's id is not the digest of its documents")


def kinship_id(one: str, other: str) -> str:
    """Derive a kinship's id, the same from both sides."""
    return digest("kinship", *sorted((one, other)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Documents that carry one text: copies, rewrites, and articles that have it as a part.

    Attributes:
        id: Digest of its first document, so that it stays when more join.
        documents: Their ids, the earliest first, the undated last.
    """

    id: str
    documents: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.documents)) < max(2, len(self.documents)):
            raise RecordError("a family has at least two documents, each once")
        if self.id != digest("family", self.documents[0]):
            raise RecordError("the family's id is not the digest of its first document")


class DifferenceKind(StrEnum):
    """What a document has done with a passage of another: dropped, added or changed it."""

    DROPPED = "dropped"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A passage that one of two documents lacks, or has in other words.

    Attributes:
        kind: What became of it.
        was: The passage in the document that is compared with. None: it was added.
        now: The passage in the document. None: it was dropped.
    """

    kind: DifferenceKind
    was: Evidence | None
    now: Evidence | None

    def __post_init__(self) -> None:
        if (self.was is None) is not (self.kind is DifferenceKind.ADDED):
            raise RecordError(f"a passage that is {self.kind} was somewhere unless it was added")
        if (self.now is None) is not (self.kind is DifferenceKind.DROPPED):
            raise RecordError(f"a passage that is {self.kind} is somewhere unless it was dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a document left out, added and changed, against another one.

    Attributes:
        id: Digest of both.
        document: Id of the document.
        against: Id of the one it is compared with: the first of its family, or the version before.
        kept: Share of the other one's words that it has as they were, from 0 to 1.
        differences: In the order of the document; what was dropped stands where it would be.
    """

    id: str
    document: str
    against: str
    kept: float
    differences: tuple[Difference, ...] = ()

    def __post_init__(self) -> None:
        if self.id != comparison_id(self.document, self.against):
            raise RecordError("the comparison's id is not the digest of its documents")
        for difference in self.differences:
            if difference.was and difference.was.document != self.against:
                raise RecordError(f"what was is in {self.against}, not {difference.was.document}")
            if difference.now and difference.now.document != self.document:
                raise RecordError(f"what is is in {self.document}, not {difference.now.document}")


def comparison_id(document: str, against: str) -> str:
    """Derive a comparison's id; the other way round it is another."""
    return digest("comparison", document, against)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The texts that stood at one address, in their order.

    Attributes:
        id: Digest of the address.
        address: The address without what does not lead to another page.
        documents: Ids of the documents, the earliest first; two of the same words are one version.
    """

    id: str
    address: str
    documents: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.documents)) < max(2, len(self.documents)):
            raise RecordError("versions are at least two documents, each once")
        if self.id != digest("versions", self.address):
            raise RecordError("the id of versions is not the digest of their address")
