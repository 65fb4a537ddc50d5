"""Beginnings: many expressions looked for at once, each only where its first letters stand.

To try some fifty lists of words one after the other on a sentence, each at every word, takes as
long as all else that is done to read an act. With which letters each may begin is told by the
expressions themselves; most words of a text begin none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import groupby
from typing import Any

PARSER: Any = import_module("re._parser")
"""What expressions are compiled by; Python has no public way to their parts."""

LETTERS = 4
"""Letters of a beginning: by three of them more than twice as many expressions would be tried."""

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
        found = {name: beginnings(expression) for name, expression in expressions.items()}
        self._anywhere = [name for name, some in found.items() if not all(map(str.strip, some))]
        for name in self._anywhere:
            del found[name]
        every = set().union(*found.values())
        self._words = re.compile(rf"(?<!\w)(?=({any_of(every)}))") if every else None
        self._begun = {
            beginning: [name for name, some in found.items() if beginning.startswith(tuple(some))]
            for beginning in every
        }
        self._order = {name: place for place, name in enumerate(expressions)}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._patterns)

    def __len__(self) -> int:
        return len(self._patterns)

    def ends(self, text: str) -> dict[str, int]:
        """Give where the first match of every expression that matches ends, in their order."""
        first: dict[str, int] = {}
        for name in self._anywhere:
            if match := self._patterns[name].search(text):
                first[name] = match.end()
        for word in self._words.finditer(text) if self._words else ():
            for name in self._begun[word[1]]:
                if name not in first and (match := self._patterns[name].match(text, word.start())):
                    first[name] = match.end()
        return {name: first[name] for name in sorted(first, key=self._order.__getitem__)}

    def found(self, text: str) -> list[str]:
        """Name the expressions that match, in their order."""
        return list(self.ends(text))


def any_of(beginnings: Iterable[str]) -> str:
    """Write beginnings as one expression that matches the longest of them that a text has.

    What several have in common stands there once, so that a letter tells most of them off.
    """
    whole = sorted(set(beginnings))
    ways = [
        re.escape(letter) + any_of(each[1:] for each in some)
        for letter, some in groupby((each for each in whole if each), key=lambda each: each[0])
    ]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)})" + ("?" if "" in whole else "")


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
