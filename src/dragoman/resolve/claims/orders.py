"""Orders: what somebody wants to come before what: "a truce before talks", "the causes first"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.resolve.claim_words import NONE, kept, pointing, says_no, stems_of


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
    return tuple(_orders(" ".join(text.split())))


def _orders(plain: str) -> Iterator[Order]:
    for match in says_no("before").finditer(plain):
        first, then = _words(match["first"]), _words(match["then"])
        if first and then:
            yield Order(first, then)
    for match in says_no("only_after").finditer(plain):
        first, then = _words(match["first"]), _words(match["then"])
        if first and then:
            yield Order(first, then)
    for match in says_no("first_of_all").finditer(plain):
        if first := _words(match["first"] or match["thing"] or match["what"]):
            yield Order(first, NONE)
    for match in says_no("freely").finditer(plain):
        if then := _words(match["then"]):
            yield Order(NONE, then, free=True)


def _words(part: str) -> frozenset[str]:
    return kept(stems_of(part) - pointing())
