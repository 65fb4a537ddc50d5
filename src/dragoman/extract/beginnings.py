"""Beginnings: many expressions looked for at once, each only where its first letters stand.

To try some fifty lists of words one after the other on a sentence, each at every word, takes as
long as all else that is done to read an act. With which letters each may begin is told by the
expressions themselves; most words of a text begin none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

PARSER: Any = import_module("re._parser")
"""What expressions are compiled by; Python has no public way to their parts."""

LETTERS = 3
"""Letters of a beginning: by two of them half as many expressions again would be tried."""

WORDS = re.compile(r"(?<!\w)\S")

Parsed = Sequence[tuple[Any, Any]]
"""The parts of an expression: what each does, and with what."""


class Patterns(Mapping[str, re.Pattern[str]]):
    """Expressions that stand between the edges of words, by the name of what they show."""

    def __init__(self, expressions: Mapping[str, str]) -> None:
        """Compile expressions; none may match an empty text."""
        self._patterns = {
            name: re.compile(rf"(?<!\w)(?:{expression})(?!\w)")
            for name, expression in expressions.items()
        }
        self._begun: dict[str, list[str]] = {}
        for name, expression in expressions.items():
            found = beginnings(expression)
            for beginning in found if all(b.strip() for b in found) else {""}:
                self._begun.setdefault(beginning, []).append(name)
        self._anywhere = self._begun.pop("", [])
        self._lengths = sorted({len(beginning) for beginning in self._begun})

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def ends(self, text: str) -> dict[str, int]:
        """Give where the first match of every expression that matches ends, in their order."""
        first = {name: self._patterns[name].search(text) for name in self._anywhere}
        for word in WORDS.finditer(text):
            at = word.start()
            for length in self._lengths:
                for name in self._begun.get(text[at : at + length], ()):
                    if first.get(name) is None:
                        first[name] = self._patterns[name].match(text, at)
        return {name: match.end() for name in self._patterns if (match := first.get(name))}

    def found(self, text: str) -> list[str]:
        """Name the expressions that match, in their order."""
        return list(self.ends(text))


def beginnings(expression: str) -> set[str]:
    """Give what the matches of an expression begin with, as far as LETTERS letters of it go.

    A beginning is shorter where the match may end, or where what follows may be of many kinds.
    """
    return _beginnings(list(PARSER.parse(expression)), LETTERS)


def _beginnings(parts: Parsed, size: int) -> set[str]:
    if not parts or not size:
        return {""}
    (does, what), rest = parts[0], parts[1:]
    match str(does):
        case "LITERAL":
            return {chr(what) + more for more in _beginnings(rest, size - 1)}
        case "SUBPATTERN" if not what[1]:  # a group without flags of its own
            return _beginnings([*what[-1], *rest], size)
        case "BRANCH":
            return {more for way in what[1] for more in _beginnings([*way, *rest], size)}
        case "MAX_REPEAT":
            least, most, inner = what
            once = _beginnings([*inner, *rest] if most == 1 else list(inner), size)
            return once if least else once | _beginnings(rest, size)
        case _:
            return {""}
