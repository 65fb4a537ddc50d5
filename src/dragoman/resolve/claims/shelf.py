"""Shelf: what is put aside in a temporary file, so that memory does not grow with it."""

import copyreg
import os
import pickle
from array import array
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge
from operator import attrgetter
from tempfile import TemporaryFile
from typing import Any, Generic, Self, TypeVar

from dragoman.resolve.claims.accounts import Account

HELD = 2_048
"""Accounts that are kept at hand, those last asked for: about 10 MB, the size of a busy day."""

RUN = 8_192
"""Things that are put in order in memory at a time: about 2 MB."""

BLOCK = 128
"""Of these, those that are read back at a time: so many of each run are in memory at once."""

_values = attrgetter(*Account.__slots__)
# What dataclasses do by themselves to be pickled takes three times as long.
copyreg.pickle(Account, lambda account: (Account, _values(account)))

T = TypeVar("T")
Sortable = TypeVar("Sortable", bound=tuple[Any, ...])


class Shelf(Generic[T]):
    """Things of one kind in a temporary file. Close it, or use it as a context manager.

    The file lies in the system's temporary folder (TMPDIR), is nobody else's to read and goes
    with the process, whatever that ends of.
    """

    def __init__(self) -> None:
        """Begin with an empty file."""
        self._file = TemporaryFile(prefix="dragoman-")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, thing: T) -> int:
        """Put something behind all else, and give its place."""
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))
        return place

    def at(self, place: int) -> T:
        """Give what was put at a place."""
        self._file.seek(place)
        found: T = pickle.load(self._file)  # noqa: S301 - nobody else can write the file
        return found


class Shelved:
    """Accounts on a shelf, each by its number, as in a list of them."""

    def __init__(self, shelf: Shelf[Account], places: "array[int]") -> None:
        """Number the accounts at these places as they come."""
        self._shelf = shelf
        self._places = places
        self._at = lru_cache(maxsize=HELD)(shelf.at)

    def __getitem__(self, number: int, /) -> Account:
        return self._at(self._places[number])

    def __setitem__(self, number: int, account: Account, /) -> None:
        self._places[number] = self._shelf.put(account)

    def __iter__(self) -> Iterator[Account]:
        return (self[number] for number in range(len(self._places)))


class Sorted(Generic[Sortable]):
    """Things in ascending order, however many: what is more than a run lies on a shelf."""

    def __init__(self, shelf: Shelf[list[Any]]) -> None:
        """Begin with nothing; the shelf may hold other things too."""
        self._shelf = shelf
        self._run: list[Sortable] = []
        self._runs: list[array[int]] = []

    def put(self, thing: Sortable) -> None:
        """Put something in its place among the others."""
        self._run.append(thing)
        if len(self._run) == RUN:
            self._run.sort()
            blocks = (self._run[at : at + BLOCK] for at in range(0, RUN, BLOCK))
            self._runs.append(array("Q", map(self._shelf.put, blocks)))
            self._run = []

    def __iter__(self) -> Iterator[Sortable]:
        self._run.sort()
        return merge(*map(self._read, self._runs), self._run)

    def _read(self, run: "array[int]") -> Iterator[Sortable]:
        for place in run:
            yield from self._shelf.at(place)
