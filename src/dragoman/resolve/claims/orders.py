"""Orders: what somebody wants to come before what: "a truce before talks", "the causes first"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.resolve.claim_words import NONE, kept, pointing, says_no, stems_of

CLAUSE_END = re.compile(r"[,;:.!?]")

WITHIN = 10
"""Words on either side in which what comes first, and what then, is told."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall come first, and what then, by the stems of their words.

    Attributes:
        first: What comes first. Empty: nothing has to.
        then: What comes after it. Empty: whatever else is asked for.
        free: Whether the words say that nothing has to come first: "without preconditions".
    """

    first: frozenset[str]
    then: frozenset[str]
    free: bool = False


def other_way(some: tuple[Order, ...], others: tuple[Order, ...]) -> bool:
    """Tell whether two sides want things in another order."""
    return any(_differ(one, other) for one in some for other in others)


def _differ(one: Order, other: Order) -> bool:
    if one.first & other.first or (one.free and other.free):
        return False
    if one.first & other.then or one.then & other.first:
        return True
    if one.free or other.free:
        return bool(one.then & other.then)
    return bool(one.then & other.then) or not (one.then and other.then)


@lru_cache(maxsize=512)
def order_of(text: str) -> tuple[Order, ...]:
    """Read the orders that a content asks for."""
    return tuple(order for order in _orders(" ".join(text.split())) if order.first or order.then)


def _orders(plain: str) -> Iterator[Order]:
    for match in says_no("before").finditer(plain):
        first, then = _left(plain, match.start()), _right(plain, match.end())
        if first and then:
            yield Order(first, then)
    for match in says_no("only_after").finditer(plain):
        first, then = _right(plain, match.end()), _left(plain, match.start())
        if first and then:
            yield Order(first, then)
    for match in says_no("must_first").finditer(plain):
        yield Order(_left(plain, match.start()) | _words(match[0]), NONE)
    for match in says_no("first_must").finditer(plain):
        yield Order(_right(plain, match.end()), NONE)
    for match in says_no("freely").finditer(plain):
        yield Order(NONE, _left(plain, match.start()), free=True)


def _left(plain: str, end: int) -> frozenset[str]:
    """Give the stems of the end of the clause before a place."""
    clause = CLAUSE_END.split(plain[:end].rstrip(" ,"))[-1]
    return _words(" ".join(clause.split()[-WITHIN:]))


def _right(plain: str, start: int) -> frozenset[str]:
    """Give the stems of the beginning of the clause after a place."""
    clause = CLAUSE_END.split(plain[start:].lstrip(" ,"), maxsplit=1)[0]
    return _words(" ".join(clause.split()[:WITHIN]))


def _words(part: str) -> frozenset[str]:
    return kept(stems_of(part) - pointing())
