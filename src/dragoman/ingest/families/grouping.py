"""Grouping: families out of kinships, and the versions of one address, whatever came first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from dragoman.record import Family, Kinship, Likeness, PublishedOn, Versions, digest


class Heading(Protocol):
    """What is told of a document beside its text."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def published(self) -> PublishedOn | None:
        """When it was published. None: nothing tells."""
        ...


H = TypeVar("H", bound=Heading)


def in_order(documents: Iterable[H]) -> list[H]:
    """Order documents by when they were published, the undated last, then by name."""
    return sorted(documents, key=_place)


def _place(document: Heading) -> tuple[bool, str, str, str]:
    published = document.published
    at = _instant(published.value) if published else ""
    return published is None, at, document.name, document.id


def _instant(value: str) -> str:
    """Give an instant of any zone as one of UTC, so that instants sort; a day stays as it is."""
    if "T" not in value:
        return value
    instant = datetime.fromisoformat(value)
    return (instant.astimezone(UTC) if instant.tzinfo else instant).isoformat()[:19]


def join_kin(kinships: Collection[Kinship], documents: Mapping[str, H]) -> list[Family]:
    """Join kin into families, ordered by their ids.

    Copies and rewrites are of one family. An article that has other texts as parts joins the
    family of the one that it has most of, and no other: a survey of the day that takes in two
    agencies must not make one text of them.

    Args:
        kinships: All kinships of the documents.
        documents: The documents, by id.
    """
    groups = _Groups()
    for kinship in kinships:
        if kinship.likeness is not Likeness.EXCERPT:
            groups.join(kinship.shorter, kinship.longer)
    parts: dict[str, list[Kinship]] = defaultdict(list)
    for kinship in kinships:
        if kinship.likeness is Likeness.EXCERPT:
            parts[groups.find(kinship.longer)].append(kinship)
    # Chosen before any is joined, so that the order in which they are does not matter.
    chosen = [max(found, key=lambda k: (k.jaccard, k.id)) for found in parts.values()]
    for kinship in chosen:
        groups.join(kinship.shorter, kinship.longer)
    families = (_family(in_order(documents[id_] for id_ in ids)) for ids in groups.all())
    return sorted(families, key=lambda family: family.id)


def _family(documents: Sequence[Heading]) -> Family:
    ids = tuple(document.id for document in documents)
    return Family(id=digest("family", ids[0]), documents=ids)


def versions_of(
    address: str, documents: Iterable[H], words: Mapping[str, str | None]
) -> Versions | None:
    """Order what stood at an address. None: it is one text.

    Args:
        address: The address.
        documents: Those that are from there.
        words: The fingerprints of their words, by id.
    """
    first: dict[str | None, str] = {}
    for document in in_order(documents):
        first.setdefault(words.get(document.id), document.id)
    if len(first) < 2:
        return None
    return Versions(
        id=digest("versions", address), address=address, documents=tuple(first.values())
    )


class _Groups:
    """Disjoint sets of documents, by union and find with path halving (Tarjan 1975)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, id_: str) -> str:
        """Give the least member of a document's set."""
        above = self._above
        above.setdefault(id_, id_)
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    def join(self, one: str, other: str) -> None:
        """Make two sets one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first

    def all(self) -> list[list[str]]:
        """Give the sets that have more than one member."""
        members: dict[str, list[str]] = defaultdict(list)
        for id_ in self._above:
            members[self.find(id_)].append(id_)
        return [ids for ids in members.values() if len(ids) > 1]
