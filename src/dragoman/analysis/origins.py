"""Origins: how many independent ways lead to a set of statements about one position."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from dragoman.analysis.bearings import Bearing
from dragoman.record import ActorKind
from dragoman.resolve.origins import Groups

RUN = 8
"""Words in a row that two reports of one speaker have in common to report the same words. The
length that narrowing the dates of undated documents uses (analysis.dating)."""

SAME_DAY = timedelta(days=1)
"""Evening and morning papers report one speech."""

WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|\.(?:com|org|net|co\.[a-z]{2}|[a-z]{2})$")

Words = tuple[str, ...]


def origins_of(bearings: Iterable[Bearing]) -> tuple[tuple[Bearing, ...], ...]:
    """Group bearings by what they go back to, the earliest first; each group counts once.

    A statement goes back to the first link of its chain, else to its document's own outlet. What
    two documents have of the same named speaker, of one day and in the same words, goes back to
    the same, whoever has it. Linear in the words.
    """
    ordered = sorted(bearings, key=lambda bearing: bearing.order)
    same = Groups(len(ordered))
    for one, other in _joined(ordered):
        same.join(one, other)
    groups: defaultdict[int, list[Bearing]] = defaultdict(list)
    for number, bearing in enumerate(ordered):
        groups[same.find(number)].append(bearing)
    return tuple(tuple(group) for group in groups.values())


def count_origins(bearings: Iterable[Bearing]) -> int:
    """Count the independent origins of bearings."""
    return len(origins_of(bearings))


def _joined(ordered: Sequence[Bearing]) -> Iterator[tuple[int, int]]:
    """Give pairs of numbers of bearings that go back to the same."""
    stories: dict[str, int] = {}
    speakers: defaultdict[str, list[int]] = defaultdict(list)
    for number, bearing in enumerate(ordered):
        yield number, stories.setdefault(_story(bearing), number)
        speaker = bearing.said.statement.speaker
        if speaker and speaker.kind not in (ActorKind.UNNAMED, ActorKind.OUTLET):
            speakers[speaker.id].append(number)
    for numbers in speakers.values():
        yield from _same_words([(number, ordered[number]) for number in numbers])


def _same_words(said: Sequence[tuple[int, Bearing]]) -> Iterator[tuple[int, int]]:
    """Give pairs of one speaker's statements that have the words of one day in common.

    Words are only cut into runs where the speaker's statement before or after is of the same time.
    """
    undated = any(bearing.when.day is None for _, bearing in said)
    beside = [undated or _same_time(one, other) for (_, one), (_, other) in pairwise(said)]
    seen: dict[Words, tuple[int, Bearing]] = {}
    for (number, bearing), before, after in zip(
        said, [False, *beside], [*beside, False], strict=True
    ):
        for run in _runs(bearing) if before or after else ():
            other, earlier = seen.get(run, (number, bearing))
            if _same_time(earlier, bearing):
                yield number, other
            seen[run] = number, bearing


def _same_time(earlier: Bearing, later: Bearing) -> bool:
    """Tell whether two statements may be of one speech; without a day only their words tell."""
    before, day = earlier.when.day, later.when.day
    return before is None or day is None or day - before <= SAME_DAY


def _story(bearing: Bearing) -> str:
    """Name what a statement goes back to; an outlet that nobody knows is one of its own."""
    document = bearing.said.covered.document
    via = bearing.said.statement.via
    name = via[0].name if via else document.outlet
    return fold_name(name) if name else document.id


def fold_name(name: str) -> str:
    """Fold an outlet's name, so that "The Guardian" and "theguardian.com" are one."""
    letters = "".join(WORD.findall(ADDRESS.sub("", name.casefold().strip())))
    return letters.removeprefix("the") or name


def _runs(bearing: Bearing) -> set[Words]:
    """Give the runs of words in a content; one that is shorter than a run is one as a whole."""
    content = " ".join(span.text for span in bearing.said.statement.content)
    words = tuple(WORD.findall(content.casefold()))
    return {words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1))} - {()}
