"""Shingles: the runs of words of a document, and the few of them that it is looked up by.

Broder, "On the resemblance and containment of documents" (1997): the share of runs of words that
two texts have in common tells how alike they are (resemblance, Jaccard), and whether one is a part
of the other (containment). Of all runs only those with the smallest hashes are kept, all below one
limit (his sketch by modulus; FracMinHash of Irber et al. 2022). Unlike the signatures of banded
MinHash, such a sketch finds a short text in a long one; figures of both: `python -m benchmarks
families`.
"""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.record import Document, text_sha256

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

RUN = 4
"""Words in a shingle. With 5, a text of which every tenth word was replaced keeps .59 of its
shingles, with 4 .66; with 3 two reports of one speech have as much in common as two copies
(near_duplicate_candidates.json, read pair by pair)."""

ONE_OF = 8
"""Of how many shingles one is kept: a brief of 80 words, all of it in a longer article, has nine
of which two must be met."""

FEWEST_KEYS = 16
"""Shingles that are kept at least, for short texts."""

MOST_KEYS = 2000
"""Shingles that are kept at most: 16,000 words; a longer text is looked up by its smallest."""

KEY_BITS = 48
"""Bits of a key: among fifty million two are the same by chance once in ten million lookups."""

# Scripts that are written without spaces between words: each sign is taken for a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
# Soft hyphens, joiners and marks of direction stand within words and are not seen.
_UNSEEN = dict.fromkeys((0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a document is looked up by.

    Attributes:
        document: Its id.
        digest: Fingerprint of its words: documents with the same one say the same. None: it has
            no words.
        shingles: How many different shingles it has.
        keys: The smallest of them.
        address: Where it was published, without what does not lead to another page. None: not
            known.
    """

    document: str
    digest: str | None
    shingles: int
    keys: tuple[int, ...]
    address: str | None


def sketch_of(document: Document, address: str | None) -> Sketch:
    """Make the sketch of a document.

    Args:
        document: The document; only its readable segments count.
        address: Its normalised address. None: not known.
    """
    words = words_of(readable_text(document))
    hashes = shingles_of(words)
    return Sketch(
        document=document.id,
        digest=text_sha256(" ".join(words))[:32] if words else None,
        shingles=len(hashes),
        keys=keys_of(hashes),
        address=address,
    )


def readable_text(document: Document) -> str:
    """Give the text of a document without bylines and boilerplate."""
    return "\n".join(document.text[part.start : part.end] for part in document.readable())


def words_of(text: str) -> list[str]:
    """Split a text into words that are compared: no case, no punctuation, one form of a letter."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return _WORD.findall(plain.casefold())


def shingles_of(words: list[str]) -> "Hashes":
    """Hash the runs of RUN words, each once, in ascending order.

    The hashes are the same on every machine and in every run. A text that is shorter than a run
    is one run.
    """
    import numpy as np

    if not words:
        return np.empty(0, np.uint64)
    checksum = zlib.crc32
    coded = [checksum(word.encode("utf-8", "surrogatepass")) for word in words]
    signs = np.array(coded, np.uint64) + np.uint64(1)
    runs = max(1, len(words) - RUN + 1)
    mixed = np.zeros(runs, np.uint64)
    for place, factor in enumerate(_FACTORS):
        at = signs[place : place + runs]
        mixed[: len(at)] += at * np.uint64(factor)
    return np.unique(_finished(mixed))


def _finished(mixed: "Hashes") -> "Hashes":
    """Spread hashes evenly over all numbers (the finaliser of SplitMix64, Steele et al. 2014)."""
    import numpy as np

    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def keys_of(hashes: "Hashes") -> tuple[int, ...]:
    """Give the keys of a document: its smallest shingles, fewer bits of each.

    Args:
        hashes: Its shingles in ascending order.
    """
    import numpy as np

    below = int(np.searchsorted(hashes, np.uint64(2**64 // ONE_OF)))
    kept = hashes[: min(MOST_KEYS, max(below, FEWEST_KEYS))]
    found: list[int] = np.unique(kept >> np.uint64(64 - KEY_BITS)).tolist()
    return tuple(found)


def shared_keys(one: int, other: int) -> float:
    """Tell how many keys two documents would share if the shorter were a part of the longer.

    Args:
        one: The number of shingles of one.
        other: That of the other.
    """
    shorter, longer = sorted((one, other))
    limit = max(1 / ONE_OF, FEWEST_KEYS / longer)
    return shorter * min(1.0, limit, MOST_KEYS / longer)
