"""Lookup: which documents share keys with those that are new, in whole batches.

What the index holds is given and what it shall hold is given back, so that it may lie in any
database. A batch is merged with it as sorted numbers: a million documents take minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

MOST_HOLDERS = 64
"""Documents that are held under one key, the first ones. A turn of phrase is in any number, which
would fill the index; of more copies of one text each still meets these."""

MOST_MET = 200
"""Documents that are told of for each, those that share most keys with it first."""

PAIRS = 40_000
"""Pairs of documents that are counted at a time: 3 MB."""


class Keyed(Protocol):
    """A document by its number and its keys."""

    @property
    def serial(self) -> int:
        """Its number."""
        ...

    @property
    def keys(self) -> "Sequence[int] | Numbers":
        """What it is looked up by."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Which documents are held under which keys, row by row.

    Attributes:
        keys: The key of each row.
        serials: The number of its document.
    """

    keys: "Numbers"
    serials: "Numbers"


def rows_of(documents: Sequence[Keyed]) -> Held:
    """Give the rows of documents, sorted by key."""
    import numpy as np

    sizes = [len(document.keys) for document in documents]
    keys = np.concatenate(
        [np.empty(0, np.int64), *(np.asarray(d.keys, np.int64) for d in documents)]
    )
    serials = np.repeat(np.array([d.serial for d in documents], np.int64), sizes)
    order = np.lexsort((serials, keys))
    return Held(keys[order], serials[order])


def together(parts: Sequence[Held]) -> Held:
    """Put parts one behind the other."""
    import numpy as np

    empty = np.empty(0, np.int64)
    return Held(
        np.concatenate([empty, *(part.keys for part in parts)]),
        np.concatenate([empty, *(part.serials for part in parts)]),
    )


def merge(new: Held, held: Held) -> tuple[Held, Held]:
    """Put the rows of new documents to those that are held.

    Args:
        new: The rows of new documents.
        held: All that are held under any of their keys.

    Returns:
        The rows that are to be added, and all that are then held under these keys.
    """
    import numpy as np

    keys = np.concatenate([held.keys, new.keys])
    serials = np.concatenate([held.serials, new.serials])
    is_new = np.concatenate([np.zeros(len(held.keys), bool), np.ones(len(new.keys), bool)])
    order = np.lexsort((serials, is_new, keys))  # what is held stays held
    keys, serials, is_new = keys[order], serials[order], is_new[order]
    twice = np.zeros(len(keys), bool)  # a document that is looked up again is there already
    by_document = np.lexsort((is_new, serials, keys))
    same = (np.diff(keys[by_document]) == 0) & (np.diff(serials[by_document]) == 0)
    twice[by_document[1:][same]] = True
    keys, serials, is_new = keys[~twice], serials[~twice], is_new[~twice]
    first = np.searchsorted(keys, keys, side="left")
    kept = np.arange(len(keys)) - first < MOST_HOLDERS
    keys, serials, is_new = keys[kept], serials[kept], is_new[kept]
    return Held(keys[is_new], serials[is_new]), Held(keys, serials)


def met_by(
    new: Held, there: Held, serials: Sequence[int]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Tell which documents share keys with each of some, those that share most first.

    Args:
        new: The rows of the documents.
        there: All that is held under their keys.
        serials: The documents' numbers.

    Yields:
        The number of a document, and those of others with how many keys they share: at least two.
    """
    import numpy as np

    order = np.argsort(new.serials, kind="stable")
    keys, owners = new.keys[order], new.serials[order]
    begin = np.searchsorted(there.keys, keys, side="left")
    sizes = np.searchsorted(there.keys, keys, side="right") - begin
    for low, high in _slices(owners, sizes):
        runs = sizes[low:high]
        within = np.arange(runs.sum()) - np.repeat(np.cumsum(runs) - runs, runs)
        others = there.serials[np.repeat(begin[low:high], runs) + within]
        yield from _counted(np.repeat(owners[low:high], runs), others)
    for serial in set(serials) - set(new.serials.tolist()):
        yield serial, []


def _slices(owners: "Numbers", sizes: "Numbers") -> Iterator[tuple[int, int]]:
    """Cut rows into slices of at most PAIRS pairs, each with all rows of its documents."""
    import numpy as np

    if not len(owners):
        return
    begins = np.flatnonzero(np.diff(owners, prepend=owners[0] - 1))
    total = np.concatenate([[0], np.cumsum(sizes)])
    low = 0
    for one, end in zip(begins, [*begins[1:], len(owners)], strict=True):
        if total[end] - total[low] > PAIRS and one > low:
            yield low, int(one)
            low = int(one)
    yield low, len(owners)


def _counted(owners: "Numbers", others: "Numbers") -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Count how often pairs come up; give for each owner those that do most."""
    import numpy as np

    order = np.lexsort((others, owners))
    owners, others = owners[order], others[order]
    starts = np.ones(len(owners), bool)
    starts[1:] = (np.diff(owners) != 0) | (np.diff(others) != 0)
    at = np.flatnonzero(starts)
    counts = np.diff(np.append(at, len(owners)))
    owners, others = owners[at], others[at]
    several = (counts > 1) & (owners != others)
    everyone = np.unique(owners)
    owners, others, counts = owners[several], others[several], counts[several]
    for owner in everyone.tolist():
        low, high = np.searchsorted(owners, [owner, owner + 1])
        best = np.lexsort((others[low:high], -counts[low:high]))[:MOST_MET]
        yield (
            owner,
            list(
                zip(others[low:high][best].tolist(), counts[low:high][best].tolist(), strict=True)
            ),
        )
