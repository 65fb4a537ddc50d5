"""Kinship: whether two documents carry one text, by all their shingles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.ingest.families.addresses import address_of
from dragoman.ingest.families.shingles import readable_text, shared_keys, shingles_of, words_of
from dragoman.record import Document, Kinship, Likeness, kinship_id

if TYPE_CHECKING:
    from dragoman.ingest.families.shingles import Hashes

SHARE = 0.4
"""Share of the shorter one's shingles that documents of two outlets have in common when one has
its words from the other, or both from an agency. Found on near_duplicate_candidates.json, read
pair by pair with what else the shared corpora have: from .40 on all pairs of two outlets carry one
text; below, two of nine have only a quotation in common."""

SHARE_AT_HOME = 0.65
"""The same within one outlet, which repeats its own background and page furniture, unless both
are of one address: the last wrong pair has .59, the first right one .86. What is of no known
outlet is held to it too: wrong up to .49, right from .69 on."""

FEWEST_SHARED = 20
"""Shingles that are shared at least: 23 words, longer than a quotation that many have."""

LONGER = 2.0
"""How many times as long a document is of which another is an excerpt."""

_DRESS = re.compile(r"^(?:https?://)?(?:www\d?\.)?|(?:\.(?:com?|org|net|info|[a-z]{2}))+/?$")
_SIGNS = re.compile(r"\W+")

FEWEST_MET = 2
"""Keys that two documents share before they are compared: one may be a common phrase."""


def could_be_kin(met: int, one: int, other: int) -> bool:
    """Tell whether it is worth comparing two documents.

    Args:
        met: How many keys they share.
        one: The number of shingles of one.
        other: That of the other.
    """
    # Half of what is expected at the limit: a sample of few keys may be off by that.
    return met >= max(FEWEST_MET, SHARE / 2 * shared_keys(one, other))


def kinships_of(document: Document, others: Iterable[Document]) -> Iterator[Kinship]:
    """Compare a document with others by all their shingles; give those that carry one text."""
    words = words_of(readable_text(document))
    shingles = shingles_of(words)
    for other in others:
        theirs = words_of(readable_text(other))
        if words and theirs:
            found = _kinship(
                _Worded(document, words == theirs, shingles),
                _Worded(other, words == theirs, shingles_of(theirs)),
            )
            if found is not None:
                yield found


@dataclass(frozen=True, slots=True)
class _Worded:
    """A document with its shingles, and whether the other one has the same words."""

    document: Document
    same: bool
    shingles: "Hashes"


def _kinship(one: _Worded, other: _Worded) -> Kinship | None:
    first, second = one.document, other.document
    (size, shorter), (longest, longer) = sorted(
        [(len(one.shingles), first.id), (len(other.shingles), second.id)]
    )
    shared = _shared(one.shingles, other.shingles)
    containment = shared / size
    if not one.same and (shared < FEWEST_SHARED or containment < _share_needed(first, second)):
        return None
    return Kinship(
        id=kinship_id(shorter, longer),
        shorter=shorter,
        longer=longer,
        likeness=_likeness(one.same, size, longest),
        jaccard=shared / (size + longest - shared),
        containment=containment,
    )


def _shared(one: "Hashes", other: "Hashes") -> int:
    import numpy as np

    return len(np.intersect1d(one, other, assume_unique=True))


def _share_needed(one: Document, other: Document) -> float:
    first, second = address_of(one.url), address_of(other.url)
    if first is not None and first == second:
        return SHARE  # an update: what an address shows is about one thing
    publishers = [
        _folded(document.outlet or (address or "").partition("/")[0])
        for document, address in ((one, first), (other, second))
    ]
    return SHARE if all(publishers) and publishers[0] != publishers[1] else SHARE_AT_HOME


def _folded(outlet: str) -> str:
    """Fold an outlet's name, so that "The Guardian" and "www.theguardian.com" are one."""
    return _SIGNS.sub("", _DRESS.sub("", outlet.casefold().strip())).removeprefix("the")


def _likeness(same: bool, shorter: int, longer: int) -> Likeness:
    if same:
        return Likeness.EXACT
    return Likeness.EXCERPT if longer >= LONGER * shorter else Likeness.NEAR
