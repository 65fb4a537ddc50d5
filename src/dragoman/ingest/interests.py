"""What of a crawl concerns a dossier, told from names and words before anything is parsed."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.record import digest

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

SIDES = 2
"""Parties that a text must name if it uses none of the concepts' words."""

WORDS = 3
"""Different words of the concepts that a text must use if it names one party only."""

SHORTEST_STEM = 4
"""Characters from which a name may go on, as in Iran and Iranian; US and UN may not."""


@dataclass(frozen=True)
class Interest:
    """What a dossier wants of articles that nobody picked by hand.

    Attributes:
        sides: For each party the names of it and of those who act for it, in their own case. A
            name of four letters or more also stands for the longer words that it begins.
        words: Words of what is negotiated, or their beginnings, in lower case.
        languages: ISO 639-1 codes of the languages that are read. Empty: all.
    """

    sides: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Digest of all of it, which decides what is taken."""
        return digest("interest", *self.sides, self.words, self.languages)

    def reads(self, language: str | None) -> bool:
        """Tell whether a language is read; one that cannot be told is."""
        return language is None or not self.languages or language in self.languages

    def concerns(self, text: bytes) -> bool:
        """Tell whether a text may be about the matter: it names two parties, or one and its words.

        Where there is one party, or none, naming it or using the words is enough.

        Args:
            text: The text or the markup around it, in UTF-8.
        """
        if not self.sides and not self.words:
            return True
        sides: set[int] = set()
        words: set[int] = set()
        automaton, meanings, open_ended = self._patterns
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            meaning = meanings[pattern]
            found = sides if meaning < len(self.sides) else words
            if meaning in found or not _is_word(text, start, end, open_ended[pattern]):
                continue
            found.add(meaning)
            if self._suffices(len(sides), len(words)):
                return True
        return False

    def _suffices(self, sides: int, words: int) -> bool:
        if sides >= min(SIDES, len(self.sides)) and sides:
            return True
        return words >= min(WORDS, len(self.words)) and (sides > 0 or not self.sides)

    @functools.cached_property
    def _patterns(self) -> "tuple[BytesAhoCorasick, list[int], list[bool]]":
        """Every form that is looked for, what it stands for, and whether its word may go on."""
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        patterns: dict[bytes, int] = {}
        for number, names in enumerate(self.sides):
            for name in names:
                forms = {name, name.upper()} if len(name) >= SHORTEST_STEM else {name}
                patterns |= {form.encode(): number for form in forms}
        for number, word in enumerate(self.words, len(self.sides)):
            for form in (word, word.capitalize(), word.upper()):
                patterns.setdefault(form.encode(), number)
        open_ended = [len(form.decode()) >= SHORTEST_STEM for form in patterns]
        # The quickest of its three on pages: 240 MB/s, the others 65 and 85 (2026-11).
        automaton = BytesAhoCorasick(list(patterns), implementation=Implementation.DFA)
        return automaton, list(patterns.values()), open_ended


def stems(texts: Iterable[str], common: frozenset[str]) -> tuple[str, ...]:
    """Give the words of texts without their endings; common ones and short ones are left out.

    Args:
        texts: What the words are of.
        common: Words that say nothing about a matter, in lower case.
    """
    words = {word for text in texts for word in LETTERS.findall(text.lower())}
    kept = {word for word in words if len(word) > SHORTEST_STEM and word not in common}
    cut = {ENDING.sub("", word) if len(ENDING.sub("", word)) >= LEAST else word for word in kept}
    return tuple(sorted(cut))


LETTERS = re.compile(r"[^\W\d_]+")
ENDING = re.compile(r"(?:ations?|ates?|ating|ings?|ers?|ed|es|s)$")
LEAST = 5
"""Letters that are left of a word when its ending is cut off; truce stays what it is."""


def _is_word(text: bytes, start: int, end: int, open_ended: bool) -> bool:
    """Tell whether a match begins a word, and ends it if it must."""
    before = text[max(0, start - 4) : start].decode("utf-8", "ignore")
    if before and before[-1].isalnum():
        return False
    after = "" if open_ended else text[end : end + 4].decode("utf-8", "ignore")
    return not (after and after[0].isalnum())
