"""Sheet: a text that is being written, which knows where each of its words stands."""

import random
from collections.abc import Mapping

from benchmarks.invented import words
from benchmarks.invented.cast import Weighted
from dragoman.record import Segment, SegmentKind

Place = tuple[int, int]
"""Where a run of the text begins and ends."""


class Sheet:
    """A text that is being written."""

    def __init__(self) -> None:
        """Begin with an empty text."""
        self._parts: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []

    def write(self, text: str) -> Place:
        """Write on; tell where it stands."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start, self.length

    def close(self, kind: SegmentKind) -> None:
        """End a paragraph: what was written since the last one is a segment of a kind."""
        start = self.segments[-1].end + 2 if self.segments else 0
        self.segments.append(Segment(start=start, end=self.length, kind=kind))
        self.write("\n\n")

    @property
    def text(self) -> str:
        """What has been written, without the end of the last paragraph."""
        return "".join(self._parts).rstrip("\n")


class Filler:
    """Fills the gaps of templates from the word lists."""

    def __init__(self, dice: random.Random) -> None:
        """Fill by what the dice say."""
        self._dice = dice
        # A few places are in every article, most in one: what claims are looked up by.
        self._places = Weighted.of(words.PLACES, 20.0)
        self._lists = (words.NOUNS, words.NOUNS, words.UNITS, words.VERBS, words.WEEKDAYS)

    def gaps(self) -> Mapping[str, str]:
        """Draw a word for every gap."""
        draw = self._dice.random
        one, two, unit, verb, weekday = (words.one_of(list_, draw()) for list_ in self._lists)
        return {
            "place": self._places.draw(self._dice),
            "other": self._places.draw(self._dice),
            "number": words.number_word(int(3 + 400 * draw() ** 4)),
            "one": one,
            "two": two,
            "units": unit,
            "verbed": verb,
            "weekday": weekday,
        }

    def fill(self, template: str) -> str:
        """Fill one template."""
        return template.format_map(self.gaps())

    def sentence(self) -> str:
        """Make a sentence in which the article speaks itself."""
        if self._dice.random() < 0.03:
            return self._dice.choice(words.LOADED)
        return words.capital(self.fill(words.one_of(words.PLAIN, self._dice.random())))
