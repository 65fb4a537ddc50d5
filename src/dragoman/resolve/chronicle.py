"""Chronicle: public events whose days are known, and where a text names them."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources

from dragoman.errors import KnowledgeError
from dragoman.resolve.names import Token, fold

FILE = "chronicle.jsonl"

REACH = 6
"""Words, for each part of an event's name, within which all of its parts stand."""

SENTENCE_END = re.compile(r"[.!?…][\"”’)»]*\s|\n")
PART = re.compile(r"[^\W_]+")


class EventKind(StrEnum):
    """What an event is, as far as texts speak of it in different ways."""

    SUMMIT = "summit"
    TALKS = "talks"
    VISIT = "visit"
    VOTE = "vote"
    PHASE = "phase"
    ACCORD = "accord"
    ATTACK = "attack"
    BATTLE = "battle"
    CHANGE = "change"
    DEATH = "death"
    PLAN = "plan"
    RULING = "ruling"
    SEIZURE = "seizure"
    WAR = "war"


ANNOUNCED = frozenset({EventKind.SUMMIT, EventKind.TALKS, EventKind.VISIT, EventKind.VOTE})
"""What is spoken of long before it happens; of all other kinds nobody speaks beforehand."""

Word = tuple[str, ...]
"""Folded words that stand side by side; the last may end in * for any ending."""


@dataclass(frozen=True, slots=True)
class EventName:
    """Words by which news speaks of an event, in any order close together in a sentence.

    Attributes:
        parts: For each part the words of which one must stand there.
        shared: Other events go by these words too: every year has its NATO summit.
    """

    parts: tuple[tuple[Word, ...], ...]
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something public that happened on known days.

    Attributes:
        name: What the record calls it.
        kind: What it is.
        first: Its first day, or the first of the month if no more is known.
        last: Its last day.
        names: How texts speak of it.
    """

    name: str
    kind: EventKind
    first: date
    last: date
    names: tuple[EventName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where a text speaks of an event, or of one of several that go by the same words.

    Attributes:
        start: Where the first word begins.
        end: Where the last word ends.
        sentence: Where the sentence begins and ends.
        events: All that the words may mean.
        shared: The words alone do not tell which of a series.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    events: tuple[Event, ...]
    shared: bool


@cache
def load_chronicle() -> tuple[Event, ...]:
    """Load the shipped events.

    Raises:
        KnowledgeError: A line is malformed; the message names it.
    """
    text = (resources.files("dragoman.resolve") / "data" / FILE).read_text(encoding="utf-8")
    return tuple(read_event(line) for line in text.splitlines())


def read_event(line: str) -> Event:
    """Read one line of the chronicle.

    Raises:
        KnowledgeError: A field is missing or wrong.
    """
    try:
        row = json.loads(line)
        if not row["source"]:
            raise ValueError("no source")
        event = Event(
            name=row["name"],
            kind=EventKind(row["kind"]),
            first=_days(row["since"])[0],
            last=_days(row["until"])[1],
            names=(
                *(EventName(_parts(name)) for name in row.get("names", ())),
                *(EventName(_parts(name), shared=True) for name in row.get("series", ())),
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{FILE}: {line[:80]}: {error}") from None
    if event.last < event.first or not event.names:
        raise KnowledgeError(f"{FILE}: {event.name}: no names, or it ends before it began")
    return event


def _days(value: str) -> tuple[date, date]:
    if len(value) == 10:
        return date.fromisoformat(value), date.fromisoformat(value)
    first = date.fromisoformat(value + "-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _parts(name: str) -> tuple[tuple[Word, ...], ...]:
    return tuple(
        tuple(tuple(_folded(word) for word in way.split("_")) for way in part.split("|"))
        for part in name.split()
    )


def _folded(word: str) -> str:
    return fold(word) + "*" * word.endswith("*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The folded words of a sentence with where they begin and end."""

    words: list[str]
    places: list[tuple[int, int]]

    def spots(self, ways: tuple[Word, ...]) -> list[tuple[int, int]]:
        """Give the numbers of the first and the last word wherever one of some ways stands."""
        return [
            (at, at + len(way) - 1)
            for way in ways
            for at in self._places(way[0])
            if len(way) == 1 or self._stands(way, at)
        ]

    def _places(self, wanted: str) -> list[int]:
        if wanted.endswith("*"):
            stem = wanted[:-1]
            return [at for at, word in enumerate(self.words) if word.startswith(stem)]
        return [at for at, word in enumerate(self.words) if word == wanted]

    def _stands(self, way: Word, at: int) -> bool:
        words = self.words[at : at + len(way)]
        return len(words) == len(way) and all(map(_fits, way, words))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def namings(text: str, tokens: list[Token]) -> Iterator[Naming]:
    """Find where a text speaks of events of the chronicle.

    Words that tell less than others on the same place ("NATO summit" in "NATO summit in
    Vilnius") are left out.

    Args:
        text: The document's text.
        tokens: The words that are read.
    """
    sentences = list(_sentences(text, tokens))
    standing = _Standing(word for sentence in sentences for word in sentence.words)
    by_words = _events_by_words()
    begun = _Begun(
        [name for name in _all_begun().by(standing) if all(map(standing.has_any, name.parts))]
    )
    for sentence in sentences:
        found: list[tuple[int, int, EventName]] = []
        for name in begun.by(_Standing(sentence.words)):
            spot = _closest(name, sentence)
            if spot is not None:
                found.append((*spot, name))
        for start, end, name in found:
            if any(_tells_more(other, (start, end, name)) for other in found):
                continue
            yield Naming(
                start=sentence.places[start][0],
                end=sentence.places[end][1],
                sentence=(sentence.places[0][0], sentence.places[-1][1]),
                events=by_words[name],
                shared=name.shared or len(by_words[name]) > 1,
            )


@cache
def _events_by_words() -> dict[EventName, tuple[Event, ...]]:
    found: dict[EventName, list[Event]] = {}
    for event in load_chronicle():
        for name in event.names:
            found.setdefault(name, []).append(event)
    return {name: tuple(events) for name, events in found.items()}


class _Standing:
    """The words of a text, to tell cheaply which names cannot stand there: most of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = set(words)
        self._sorted = sorted(self.words)

    def has_any(self, ways: tuple[Word, ...]) -> bool:
        """Tell whether the first word of some way is among them."""
        return any(map(self._has, (way[0] for way in ways)))

    def _has(self, wanted: str) -> bool:
        return self.has_stem(wanted[:-1]) if wanted.endswith("*") else wanted in self.words

    def has_stem(self, stem: str) -> bool:
        """Tell whether some word among them begins so."""
        at = bisect_left(self._sorted, stem)
        return at < len(self._sorted) and self._sorted[at].startswith(stem)


class _Begun:
    """Names by what their first part begins with."""

    def __init__(self, names: list[EventName]) -> None:
        self._names = names
        self._whole: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            for first in {way[0] for way in name.parts[0]}:
                kept = self._stems if first.endswith("*") else self._whole
                kept.setdefault(first.rstrip("*"), []).append(number)

    def by(self, standing: _Standing) -> list[EventName]:
        """Give the names whose first part may begin with one of some words, in their order."""
        found: set[int] = set()
        for word in self._whole.keys() & standing.words:
            found.update(self._whole[word])
        for stem, numbers in self._stems.items():
            if standing.has_stem(stem):
                found.update(numbers)
        return [self._names[number] for number in sorted(found)]


@cache
def _all_begun() -> _Begun:
    return _Begun(list(_events_by_words()))


def _tells_more(one: tuple[int, int, EventName], two: tuple[int, int, EventName]) -> bool:
    """Tell whether a name is of one event where another on the same words is of several."""
    meet = one[0] <= two[1] and two[0] <= one[1]
    return meet and two[2].shared and not one[2].shared


def _closest(name: EventName, sentence: _Sentence) -> tuple[int, int] | None:
    """Give the first and the last word of the tightest place where a name stands."""
    spots: list[list[tuple[int, int]]] = []
    for ways in name.parts:
        found = sentence.spots(ways)
        if not found:
            return None
        spots.append(found)
    best: tuple[int, int] | None = None
    for anchor in spots[0]:
        chosen = [min(others, key=lambda spot: abs(spot[0] - anchor[0])) for others in spots]
        first = min(anchor[0], *(spot[0] for spot in chosen))
        last = max(anchor[1], *(spot[1] for spot in chosen))
        if last - first <= REACH * len(spots) and (
            best is None or last - first < best[1] - best[0]
        ):
            best = first, last
    return best


def _sentences(text: str, tokens: list[Token]) -> Iterator[_Sentence]:
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for token in tokens:
        apart = bool(words) and text[places[-1][1] : token.start] != " "  # as few words are
        if apart and SENTENCE_END.search(text[places[-1][1] : token.start + 1]):
            yield _Sentence(words, places)
            words, places = [], []
        if token.text.isalnum():  # most words have but one part
            if token.text != "s":
                words.append(fold(token.text))
                places.append((token.start, token.end))
            continue
        for part in PART.finditer(text, token.start, token.end):
            if part.group() != "s":
                words.append(fold(part.group()))
                places.append(part.span())
    if words:
        yield _Sentence(words, places)
