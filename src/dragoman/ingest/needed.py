"""Expressions that are looked for only where a word stands that they need.

A list of some hundred expressions, tried one after the other at every character, takes longer than
all else that is done to an article. Nearly all of them need a word ("newsletter", "javascript")
that nearly no article has, and to see that a text lacks a word takes next to nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST = 3
"""Letters of a word by which an expression is passed over."""

PLAIN = re.compile(r"[a-zа-яё]")
ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.S)
"""What stands for one thing in an expression: an escape, a class of characters, a character."""

OPTIONAL = re.compile(r"[?*]|\{0?[,}]")
COUNT = re.compile(r"[?*+]|\{\d*,?\d*\}")

FOLDED = str.maketrans(
    "\u0130\u0131\u017f\u212a\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86", "iiskвдосттъ"
)
"""Letters that an expression without regard to case takes for others, and `str.lower` does not."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Expressions of which any may be found.

    Attributes:
        expressions: The expressions, each with a word in small letters that stands in whatever it
            matches; empty where none is known.
    """

    expressions: tuple[tuple[str, re.Pattern[str]], ...]

    @property
    def pattern(self) -> str:
        """All of them as one expression."""
        return "|".join(expression.pattern for _, expression in self.expressions)

    def within(self, text: str) -> "AnyOf":
        """Give those whose word a text has: no other can be in it or in a part of it."""
        folded = _folded(text)
        return AnyOf(tuple(one for one in self.expressions if one[0] in folded))

    def is_in(self, text: str) -> bool:
        """Tell whether any is in a text."""
        folded = _folded(text)
        return any(word in folded and one.search(text) for word, one in self.expressions)


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


def needed(expression: str) -> str:
    """Give the longest word that stands in whatever an expression without bars matches.

    Groups are not looked into. Empty: there is no word of that length.
    """
    return max((run for run in _runs(expression) if len(run) >= LEAST), key=len, default="")


def _runs(expression: str) -> Iterator[str]:
    depth, run, at = 0, "", 0
    while at < len(expression):
        atom = ATOM.match(expression, at)
        if atom is None:  # pragma: no cover - an atom may be any character
            break
        at = atom.end()
        count = COUNT.match(expression, at)
        optional = OPTIONAL.match(expression, at) is not None
        if depth == 0 and PLAIN.fullmatch(atom[0]) and not optional:
            run += atom[0]
        else:
            yield run
            run = ""
        depth += (atom[0] == "(") - (atom[0] == ")")
        if count:
            yield run
            run, at = "", count.end()
    yield run


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(FOLDED).lower()


def any_of(patterns: Iterable[tuple[str, re.Pattern[str]]]) -> AnyOf:
    """Take expressions with what they are compiled to."""
    return AnyOf(tuple((needed(source), compiled) for source, compiled in patterns))
