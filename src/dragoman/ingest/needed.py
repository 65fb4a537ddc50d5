"""Expressions that are looked for only where a word stands that they need.

A list of some hundred expressions, tried one after the other at every character, takes longer than
all else that is done to an article. Nearly all of them need a word ("newsletter", or "edited" or
"translated") that nearly no article has, and to see that a text lacks a word takes next to nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

PARSER: Any = import_module("re._parser")
"""What expressions are compiled by; Python has no public way to their parts."""

LEAST = 3
"""Characters of a word by which an expression is passed over."""

PLAIN = re.compile(r"[a-zа-яё]|[^\w\s]|\d")
"""What stands in a text as in the expression, but for its case."""

ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.S)
"""What stands for one thing in an expression: an escape, a class of characters, a character."""

Words = tuple[str, ...]
"""Words of which one is needed; none where nothing is known to be."""

Parsed = Sequence[tuple[Any, Any]]
"""The parts of an expression: what each does, and with what."""

ODD = "\u0130\u0131\u017f\u212a\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86"
FOLDED = str.maketrans(ODD, "iiskвдосттъ")
"""Letters that an expression without regard to case takes for others, and `str.lower` does not."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Expressions of which any may be found.

    Attributes:
        expressions: The expressions in order, each with words in small letters of which one stands
            in whatever it matches.
    """

    expressions: tuple[tuple[Words, re.Pattern[str]], ...]

    @property
    def pattern(self) -> str:
        """All of them as one expression."""
        return "|".join(expression.pattern for _, expression in self.expressions)

    def within(self, text: str) -> "AnyOf":
        """Give those of whose words a text has one: no other can be in it or in a part of it."""
        has = _folded(text).__contains__
        return AnyOf(tuple(one for one in self.expressions if not one[0] or any(map(has, one[0]))))

    def is_in(self, text: str) -> bool:
        """Tell whether any is in a text."""
        return any(one.search(text) for _, one in self.within(text).expressions)

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Find them in a text one after the other, as all of them as one expression would."""
        possible, at = self.within(text).expressions, 0
        while matches := [match for _, one in possible if (match := one.search(text, at))]:
            first = min(matches, key=re.Match.start)  # of several there the first expression's
            yield first
            at = first.end()


def alternatives(expression: str) -> Iterator[str]:
    """Cut an expression at the bars that are in no group."""
    depth, start, at = 0, 0, 0
    for atom in ATOM.finditer(expression):
        at = atom.end()
        depth += (atom[0] == "(") - (atom[0] == ")")
        if atom[0] == "|" and not depth:
            yield expression[start : atom.start()]
            start = at
    yield expression[start:]


def needed(expression: str) -> Words:
    """Give words of which one stands in whatever an expression matches.

    Of all that it cannot match without, that whose shortest word is longest. Empty: there is none
    of that length.
    """
    words = _needed(list(PARSER.parse(expression)))
    return words if _weight(words)[0] >= LEAST else ()


def _needed(parts: Parsed) -> Words:
    best: Words = ()
    run = ""
    for does, what in [*parts, (None, None)]:
        if str(does) == "LITERAL" and PLAIN.fullmatch(chr(what).lower()):
            run += chr(what).lower()
            continue
        best = max(best, (run,), _inner(str(does), what), key=_weight)
        run = ""
    return best


def _inner(does: str, what: Any) -> Words:
    """Give the words of which one stands in whatever a group matches."""
    match does:
        case "SUBPATTERN":
            return _needed(what[-1])
        case "BRANCH":
            ways = [_needed(way) for way in what[1]]
            return tuple(sorted({word for words in ways for word in words})) if all(ways) else ()
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if what[0]:
            return _needed(what[2])
        case _:
            return ()


def _weight(words: Words) -> tuple[int, int]:
    return min(map(len, words), default=0), -len(words)


def _folded(text: str) -> str:
    is_odd = any(map(text.__contains__, ODD))
    return (text.translate(FOLDED) if is_odd else text).lower()


def any_of(patterns: Iterable[tuple[str, re.Pattern[str]]]) -> AnyOf:
    """Take expressions with what they are compiled to."""
    return AnyOf(tuple((needed(source), compiled) for source, compiled in patterns))
