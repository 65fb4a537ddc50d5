"""Ties: all matches of a record, the surest first, in memory that does not grow with them."""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.resolve.claims.matches import Match
from dragoman.resolve.claims.shelf import Shelf, Sorted


class Ties:
    """Matches in the order in which they are taken, of equals those that came first."""

    def __init__(self, shelf: Shelf[list[Any]]) -> None:
        """Begin without any."""
        self._ordered = Sorted[tuple[float, int, int, int, bool, bool]](shelf)
        self._number = 0

    def add(self, matches: Iterable[Match]) -> None:
        """Take matches in."""
        for m in matches:
            self._ordered.put((-m.strength, m.one, m.other, self._number, m.answers, m.binds))
            self._number += 1

    def __iter__(self) -> Iterator[Match]:
        for strength, one, other, _, answers, binds in self._ordered:
            yield Match(one, other, -strength, answers, binds)
