"""Origins: how many independent ways lead to a set of statements about one position."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from dragoman.analysis.footing import SAME_DAY, Bears
from dragoman.record import Link
from dragoman.resolve.origins import Groups

B = TypeVar("B", bound=Bears)

RUN = 8
"""Words in a row that two reports of one speaker have in common to report the same words. The
length that narrowing the dates of undated documents uses (analysis.dating)."""

WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net|co\.[a-z]{2}|[a-z]{2})$")

Words = tuple[str, ...]


def origins_of(bearings: Iterable[B]) -> tuple[tuple[B, ...], ...]:
    """Group bearings by what they go back to, the earliest first; each group counts once.

    A statement goes back to the first link of its chain, else to its document's own outlet. What
    two documents have of the same named speaker, of one day and in the same words, goes back to
    the same, whoever has it; so does what two of a family have of one speaker, or of sources
    without a name. Linear in the words.
    """
    ordered = sorted(bearings, key=lambda bearing: bearing.order)
    same = Groups(len(ordered))
    for one, other in _joined(ordered):
        same.join(one, other)
    groups: defaultdict[int, list[B]] = defaultdict(list)
    for number, bearing in enumerate(ordered):
        groups[same.find(number)].append(bearing)
    return tuple(tuple(group) for group in groups.values())


def count_origins(bearings: Iterable[Bears]) -> int:
    """Count the independent origins of bearings."""
    return len(origins_of(bearings))


def _joined(ordered: Sequence[Bears]) -> Iterator[tuple[int, int]]:
    """Give pairs of numbers of bearings that go back to the same."""
    stories: dict[str, int] = {}
    families: dict[tuple[str, str], int] = {}
    speakers: defaultdict[str, list[int]] = defaultdict(list)
    for number, bearing in enumerate(ordered):
        yield number, stories.setdefault(bearing.story, number)
        if key := _copied(bearing):
            yield number, families.setdefault(key, number)
        if bearing.named:
            speakers[bearing.speaker].append(number)
    for numbers in speakers.values():
        yield from _same_words([(number, ordered[number]) for number in numbers])


def _copied(bearing: Bears) -> tuple[str, str] | None:
    """Give what the copies of a statement have in common. None: its document has no copies.

    Who has no name is somebody else in each document.
    """
    if bearing.family is None:
        return None
    return bearing.family, bearing.speaker if bearing.named else ""


def _same_words(said: Sequence[tuple[int, Bears]]) -> Iterator[tuple[int, int]]:
    """Give pairs of one speaker's statements that have the words of one day in common.

    Words are only cut into runs where the speaker's statement before or after is of the same time.
    """
    undated = any(bearing.day is None for _, bearing in said)
    beside = [undated or _same_time(one, other) for (_, one), (_, other) in pairwise(said)]
    seen: dict[Words, tuple[int, Bears]] = {}
    for (number, bearing), before, after in zip(
        said, [False, *beside], [*beside, False], strict=True
    ):
        for run in _runs(bearing.words) if before or after else ():
            other, earlier = seen.get(run, (number, bearing))
            if _same_time(earlier, bearing):
                yield number, other
            seen[run] = number, bearing


def _same_time(earlier: Bears, later: Bears) -> bool:
    """Tell whether two statements may be of one speech; without a day only their words tell."""
    before, day = earlier.day, later.day
    return before is None or day is None or day - before <= SAME_DAY


class OriginTally(Generic[B]):
    """Counts the origins of bearings that come one by one, in their order.

    Gives what count_origins gives for all that came; those that have a day and those that have
    none are counted apart.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.count = 0
        self._same = Groups(0)
        self._stories: dict[str, int] = {}
        self._families: dict[tuple[str, str], int] = {}
        self._last: dict[str, tuple[int, B, bool]] = {}
        self._seen: defaultdict[str, dict[Words, tuple[int, B]]] = defaultdict(dict)

    def add(self, bearing: B) -> None:
        """Take in one more."""
        number = self._same.grow()
        self.count += 1
        self._join(number, self._stories.setdefault(bearing.story, number))
        if key := _copied(bearing):
            self._join(number, self._families.setdefault(key, number))
        if not bearing.named:
            return
        earlier = self._last.get(bearing.speaker)
        beside = earlier is not None and _same_time(earlier[1], bearing)
        if earlier is not None and beside:
            if not earlier[2]:
                self._compare(*earlier[:2])
            self._compare(number, bearing)
        self._last[bearing.speaker] = number, bearing, beside

    def _compare(self, number: int, bearing: B) -> None:
        """Join a statement with the newest one of its speaker that has words of it."""
        seen = self._seen[bearing.speaker]
        mine = number, bearing
        for run in _runs(bearing.words):
            other, earlier = seen.get(run, mine)
            if other != number and _same_time(earlier, bearing):
                self._join(number, other)
            seen[run] = mine

    def _join(self, one: int, other: int) -> None:
        if self._same.find(one) != self._same.find(other):
            self._same.join(one, other)
            self.count -= 1


def story_of(via: Sequence[Link], outlet: str | None, document_id: str) -> str:
    """Name what a statement goes back to; an outlet that nobody knows is one of its own.

    Args:
        via: Its chain.
        outlet: Who published its document. None: not known.
        document_id: Id of its document.
    """
    name = via[0].name if via else outlet
    return fold_name(name) if name else document_id


def fold_name(name: str) -> str:
    """Fold an outlet's name, so that "The Guardian" and "theguardian.com" are one."""
    letters = "".join(WORD.findall(ADDRESS.sub("", name.casefold().strip())))
    return letters.removeprefix("the") or name


@lru_cache(maxsize=4096)
def _runs(content: str) -> frozenset[Words]:
    """Give the runs of words in a content; one that is shorter than a run is one as a whole."""
    words = tuple(WORD.findall(content.casefold()))
    return frozenset({words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1))} - {()})
