"""Figures: numbers with their units in the words of a statement, and whether two of them differ."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import FigureBound, Span
from dragoman.resolve.claim_words import lists, stem_of


def _words(text: str) -> list[str]:
    return text.split()


ONES = {
    word: value
    for value, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
        )
    )
}
TENS = dict(
    zip(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(30, 100, 10),
        strict=True,
    )
)
SMALL = ONES | TENS
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1e6,
    "m": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}
NUMERALS = frozenset({*SMALL, *SCALES})
DIGIT, LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_NUMERAL = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL = "|".join(sorted(SMALL, key=len, reverse=True))
_SCALE = "dozen|hundred|thousand|million|billion|trillion|mln|bn|[kmb]"
_AMOUNT = (
    rf"(?:(?:{_NUMERAL})(?:[\s-]?(?:{_SCALE})\b)?"
    rf"|half\s+an?\s+(?:{_SCALE})\b|an?\s+(?:{_SCALE})\b"
    rf"|(?:{_SMALL})(?:[\s-](?:{_SMALL}))?(?:[\s-](?:{_SCALE})\b)*\b)"
)
_CURRENCY = r"US\$|[$€£₽]"
FIGURE = re.compile(
    rf"(?<![\w.,])(?P<money>{_CURRENCY})?(?P<low>{_AMOUNT})"
    rf"(?:\s*(?P<to>-|–|—|to|and|or)\s*(?:{_CURRENCY})?(?P<high>{_AMOUNT}))?(?P<percent>\s?%)?"
    r"(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
BOUNDS: tuple[tuple[FigureBound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?:{words})\s+(?:of\s+)?(?:the\s+|an?\s+)?$", re.IGNORECASE))
    for bound, words in (
        (FigureBound.MOST, r"no more than|not more than|(?:less|fewer) than|under|below"),
        (FigureBound.MOST, r"at most|a maximum"),
        (FigureBound.UP_TO, r"as many as|as much as|up to"),
        (FigureBound.LEAST, r"at least|more than|over|no (?:less|fewer) than|above|a minimum"),
        (FigureBound.LEAST, r"upwards|exceed(?:s|ed|ing)?"),
        (FigureBound.ABOUT, r"about|around|some|roughly|approximately|nearly|almost|close to"),
        (FigureBound.ABOUT, r"an estimated|estimated|circa"),
    )
)
AFTER = re.compile(r"[\s-]*(?:of\s+(?:the\s+)?|percent\s+of\s+)?")
UNIT_WORD = re.compile(r"[\s-]*([^\W\d_][\w'’]*(?:-[^\W\d_]+)*)")
MONTHS = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"article|resolution|chapter|section|paragraph|phase|page|no\.|number|g|day)\s*$",
    re.IGNORECASE,
)
AGE = re.compile(r"[\s-]*year[\s-]old|(?:st|nd|rd|th)\b|\s*[ap]\.?m\b|:\d", re.IGNORECASE)
LENGTH = re.compile(r"-(hour|day|week|month|year|point)(?!-old)\b", re.IGNORECASE)
YEARS = range(1900, 2101)
LONGEST_UNIT = 4
COMPARABLE = 300
PEOPLE = frozenset(
    [
        "people",
        "persons",
        "person",
        "dead",
        "deaths",
        "fatalities",
        "casualties",
        "losses",
        "victims",
        "lives",
        "individuals",
        "killed",
        "wounded",
        "injured",
        "others",
    ]
)
KILLED = "killed"
WOUNDED = "wounded"
CASUALTIES = "casualties"
FATES = frozenset({KILLED, WOUNDED, CASUALTIES})
"""The units that stand for what became of people."""

_FATE = (
    rf"(?P<{KILLED}>kill(?:ed|ing|s)|dead|deaths?|died|fatalities|slain)"
    rf"|(?P<{WOUNDED}>wounded|injured|wounding|injuring|injuries)"
    rf"|(?P<{CASUALTIES}>casualties|losses)"
)
FATE_AFTER = re.compile(rf"^[^.;]{{0,45}}?\b(?:{_FATE})\b", re.IGNORECASE)
FATE_BEFORE = re.compile(rf"\b(?:{_FATE})\b[^.;,]{{0,25}}$", re.IGNORECASE)
SPANS_OF_TIME = frozenset(_words("minutes hours days weeks months years"))
"""What is counted of time: who died "in the last 48 hours" are not 48."""

NO_UNIT = frozenset(
    ["percent", "per", "cent", "times", "fold", "ago", "old", "overnight", "were", "who", "whose"]
)
WHICH = frozenset(
    _words("living remaining missing surviving detained captured displaced abducted kidnapped")
)
"""Participles that tell which are counted, and end no unit before it has begun."""

ABOUT_SHARE = 0.1
"""How far "about" reaches either way: news rounds to one or two digits, so a tenth."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text gives it.

    Attributes:
        low: The number, or the lower end of a range.
        high: The upper end. None: one number.
        bound: What it says of the number.
        unit: The noun that is counted; "killed", "wounded" and "casualties" for people of that
            fate, "%" and currencies by their sign.
        span: The words, the unit and what bounds the number left out.
    """

    low: float
    high: float | None
    bound: FigureBound
    unit: str
    span: Span

    def limits(self) -> tuple[float, float]:
        """Give the least and the greatest value that it allows."""
        top = self.low if self.high is None else self.high
        if self.bound is FigureBound.LEAST:
            return self.low, math.inf
        if self.bound is FigureBound.MOST:
            return 0.0, top
        if self.bound is FigureBound.UP_TO:
            return self.low / 2, top
        if self.bound is FigureBound.ABOUT:
            return self.low * (1 - ABOUT_SHARE), top * (1 + ABOUT_SHARE)
        return self.low, top


def numbers_in(span: Span) -> Iterator[Number]:
    """Give the counted things within a span: no years, dates, ages or ordinals."""
    yield from numbers_of(span.text, span.start)


def numbers_of(words: str, start: int = 0) -> Iterator[Number]:
    """Give the counted things of a text.

    Args:
        words: The text to look in.
        start: Where it begins in the whole text.
    """
    for match in FIGURE.finditer(words) if _may_count(words) else ():
        number = _number(match, words, start)
        if number is not None:
            yield number


def _may_count(words: str) -> bool:
    """Tell whether a text has a number at all: most have none, which is soon told."""
    return DIGIT.search(words) is not None or not NUMERALS.isdisjoint(
        map(str.casefold, LETTERS.findall(words))
    )


def _number(match: re.Match[str], words: str, start: int) -> Number | None:
    before, after = words[: match.start()], words[match.end() :]
    if AGE.match(after) or MONTHS.search(before):
        return None
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    end = match.end()
    between = match["to"] in ("and", "or") and not re.search(r"between\s+$", before, re.IGNORECASE)
    if high is not None and (between or high <= low):
        high, end = None, match.end("low")
        after = words[end:]
    elif high is not None:
        low = _of_same_scale(match["low"], match["high"], low)
    unit = _unit(match, after)
    if unit not in SPANS_OF_TIME and (not unit or unit.isalpha()):
        unit = _fate(before, after, counted=bool(unit)) or unit
    year = high is None and low in YEARS and "," not in match["low"] and low == int(low)
    word = match["low"].casefold() in ("one", "a", "an")
    if not unit or word or (year and unit != KILLED):
        return None
    span = Span(start=start + match.start(), end=start + end, text=words[match.start() : end])
    return Number(low, high, _bound(before), unit, span)


def _value(written: str) -> float:
    """Read a number in digits or words: "10,000", "half a million", "twenty-five"."""
    value, words = 0.0, re.findall(r"[\d,.\u202f\u00a0]*\d|[^\W\d_]+", written.casefold())
    for word in words:
        if word[0].isdigit():
            value = float(re.sub(r"[,\u202f\u00a0]", "", word))
        elif word in SMALL:
            value += SMALL[word]
        elif word == "half":
            value = 0.5
        elif word in SCALES:
            value = (value or 1) * SCALES[word]
    return value


def _of_same_scale(low: str, high: str, value: float) -> float:
    """Read the lower end of "10 to 15 thousand" in thousands, as it is meant."""
    scale = next((s for s in re.findall(r"[^\W\d_]+", high.casefold()) if s in SCALES), None)
    plain = not any(s in SCALES for s in re.findall(r"[^\W\d_]+", low.casefold()))
    return value * SCALES[scale] if scale and plain else value


def _bound(before: str) -> FigureBound:
    for bound, pattern in BOUNDS:
        if pattern.search(before):
            return bound
    return FigureBound.EXACT


def _unit(match: re.Match[str], after: str) -> str:
    """Find what is counted: the last noun before a word that cannot belong to it."""
    if match["percent"] or re.match(r"\s?(?:%|per\s?cent\b)", after):
        return "%"
    if match["money"]:
        return match["money"].replace("US", "")
    if length := LENGTH.match(after):
        return f"{length[1].casefold()}s"
    opening = AFTER.match(after)
    place, found = opening.end() if opening else 0, ""
    for _ in range(LONGEST_UNIT):
        word = UNIT_WORD.match(after, place)
        if word and not found and word[1].casefold() in WHICH:
            place = word.end()
            continue
        if word is None or _ends_unit(word[1]):
            break
        found, place = word[1], word.end()
        if stem_of(found) in ("people", "peopl") or found.casefold() in PEOPLE:
            break
    return "people" if found.casefold() in PEOPLE else found.casefold()


def _fate(before: str, after: str, *, counted: bool) -> str | None:
    """Tell what became of those who are counted, by the nearest word of dying or being hurt."""
    match = FATE_BEFORE.search(before) or (FATE_AFTER.match(after) if counted else None)
    return match.lastgroup if match else None


def _ends_unit(word: str) -> bool:
    folded = word.casefold()
    counted = folded in PEOPLE
    verb = folded.endswith(("ed", "ing"))
    return not counted and (verb or folded in lists()["stop"] | NO_UNIT)


def same_unit(one: Number, other: Number) -> bool:
    """Tell whether two numbers count the same things."""
    return one.unit == other.unit or (
        stem_of(one.unit) == stem_of(other.unit) != ""  # troops and troop
    )


def exclude(one: Number, other: Number) -> bool:
    """Tell whether no number is what both say: "at least 90,000" and "100,000" agree.

    "At least 25" and "at least 30" do not: each is the count that its speaker has come to.
    """
    if one.bound is other.bound and one.bound is not FigureBound.EXACT:
        least, most = sorted((one.low, other.low))
        return least < most * (1 - ABOUT_SHARE)
    (low, high), (least, most) = one.limits(), other.limits()
    return high < least or most < low


def differ(some: Sequence[Number], others: Sequence[Number]) -> bool:
    """Tell whether two accounts count the same and none of their numbers of it agree.

    Numbers further apart than COMPARABLE are counts of different things: the dead of a night
    and of a war.
    """
    for one in some:
        same = [
            other
            for other in others
            if same_unit(one, other)
            and max(one.low, other.low) <= COMPARABLE * min(one.low, other.low)
        ]
        peers = [number for number in some if same_unit(one, number)]
        if same and all(exclude(a, b) for a in peers for b in same):
            return True
    return False
