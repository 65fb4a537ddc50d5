"""Holdings: what a party holds, as sign and words; the same on every page."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from dragoman.record import Evidence, Holding, PositionBasis, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import HOLDINGS

FRESH, OLD = 7, 365
"""Days until which a position is in full ink, and after which it is in the lightest (the look)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What is held at one time: a glyph, and the word that a screen reader says for it."""

    glyph: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """What a stance hangs on, in the words of an article.

    Attributes:
        words: The words, ready for display in a line.
        document: Id of the article.
        start: Offset of the first of their characters in it.
        end: Offset after the last.
    """

    words: str
    document: str
    start: int
    end: int


SILENT = Sign(glyph=HOLDINGS[Holding.SILENT][0], word=HOLDINGS[Holding.SILENT][1])


def sign_of(holding: Holding, stance: Stance | None) -> Sign:
    """Give the sign of what is held; what is opposed on a condition has two glyphs."""
    if holding is Holding.CONDITIONAL and stance is Stance.OPPOSE:
        return Sign(glyph="◐⊘", word="conditionally opposes")
    glyph, word = HOLDINGS[holding]
    return Sign(glyph=glyph, word=word)


def sign_of_basis(basis: PositionBasis) -> Sign:
    """Give the sign of what one statement alone would make its party hold."""
    return sign_of(basis.holding, basis.stance)


def sign_of_stances(stances: Set[Stance]) -> Sign:
    """Give the sign of the stances that are taken over a time, conditions left aside."""
    if len(stances) > 1:
        return sign_of(Holding.MIXED, None)
    return sign_of(Holding.SUPPORT if Stance.SUPPORT in stances else Holding.OPPOSE, None)


def conditions_of(conditions: Iterable[Evidence]) -> tuple[ConditionLine, ...]:
    """Put conditions into words, each wording once."""
    first: dict[str, ConditionLine] = {}
    for evidence in conditions:
        words = shown_in_line(evidence.span.text)
        line = ConditionLine(
            words=words,
            document=evidence.document,
            start=evidence.span.start,
            end=evidence.span.end,
        )
        first.setdefault(words.casefold(), line)
    return tuple(first.values())


def percent(confidence: float | None) -> int | None:
    """Put a chance as whole percents. None: it is not known."""
    return None if confidence is None else round(100 * confidence)


def age_of(newest_on: str | None, today: str | None) -> int | None:
    """Count the days between a position's newest statement and a day. None: one is not known."""
    if newest_on is None or today is None:
        return None
    return max(0, (date.fromisoformat(today) - date.fromisoformat(newest_on)).days)


def ink_of(age: int | None) -> str:
    """Tell in which ink a position is shown: fresh, older or old."""
    if age is None or FRESH < age <= OLD:
        return "older"
    return "fresh" if age <= FRESH else "old"


def dealt(numbers: Mapping[str, int]) -> tuple[str, ...]:
    """Order names by their numbers, the largest first, then by name."""
    return tuple(sorted(numbers, key=lambda name: (-numbers[name], name)))
