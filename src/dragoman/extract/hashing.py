"""Hashed features: known by the CRC-32 of their names, as in Weinberger et al. 2009.

Unlike there the keys are kept sorted, so that features do not share a weight.
"""

from collections.abc import Collection
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.pieces import Ints

Keys = NDArray[np.uint32]


def key_of(name: str) -> int:
    """Give the key of a feature."""
    return crc32(name.encode())


def places_of(names: Collection[str], keys: Keys) -> Ints:
    """Give where the keys of features stand among known ones; those that are not are left out.

    Args:
        names: The features.
        keys: The known keys, ascending, (features,).
    """
    wanted = np.fromiter(map(key_of, names), np.uint32, len(names))
    if not len(keys):
        return np.zeros(0, np.int64)
    places: Ints = np.searchsorted(keys[:-1], wanted)
    known: Ints = places[keys[places] == wanted]
    return known
