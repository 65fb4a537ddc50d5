"""Lists of other stories, told by the lines they are made of: headlines, and beginnings cut off."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from dragoman.ingest.lines import Line
from dragoman.ingest.phrases import load_phrases
from dragoman.ingest.teasers import find_topic
from dragoman.record import SegmentKind

BODY, BYLINE, BOILERPLATE = SegmentKind.BODY, SegmentKind.BYLINE, SegmentKind.BOILERPLATE

APART = 2
"""Lines between two beginnings that are cut off: the next story's headline, its date or section."""

HEADLINES = 4
"""Headlines in a row that make a list. Three short lines without a stop can be of the article."""

LIST_FROM = 0.6
"""Share of the prose before a list without a heading; before, such lines may be subheadings."""

COHESIVE = 0.25
"""Share of a paragraph's topic words that the article has used, from which it belongs to it."""


def mark_headed_lists(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark lists of other stories and comment forms: what follows their heading without prose."""
    prose = [index for index, line in enumerate(lines) if line.is_prose]
    last = prose[-1] if prose else -1
    for index, line in enumerate(lines):
        if not load_phrases().is_heading(line.text) or not prose or index < prose[0]:
            continue
        kinds[index] = BOILERPLATE
        if index > last:
            kinds[index:] = [BOILERPLATE] * (len(lines) - index)
            return


def mark_rest(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark all that follows an article whose rest is said to be elsewhere."""
    begin = next((index for index, line in enumerate(lines) if line.is_prose), len(lines))
    for index in range(begin + 1, len(lines)):
        if load_phrases().leads_away(lines[index].text):
            kinds[index:] = [BOILERPLATE] * (len(lines) - index)
            return


def mark_cards(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark the headlines of other stories that stand between a label and a date in an article."""
    begin = next((index for index, line in enumerate(lines) if line.is_prose), len(lines))
    for index in range(begin + 1, len(lines) - 1):
        is_between = kinds[index - 1] is BOILERPLATE and kinds[index + 1] is BYLINE
        if is_between and kinds[index] is BODY and lines[index].is_headline:
            kinds[index] = BOILERPLATE


def mark_beginnings(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark neighbouring lines that are cut off by an ellipsis, and what stands between them."""
    cut = [index for index, line in enumerate(lines) if line.is_cut_off]
    begin = next((index for index, line in enumerate(lines) if line.is_prose), len(lines))
    for first, last in _neighbours(cut, lines):
        if first > begin:
            kinds[first : last + 1] = [BOILERPLATE] * (last + 1 - first)


def mark_headlines(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark the headlines in a row that follow an article, and all after them if that is none of it.

    A list that a colon announces, or that the article goes on after, is the article's.
    """
    runs = list(_headline_runs(lines, kinds))
    begin, end = _find_end(lines) if runs else (0, 0)
    for first, last in runs:
        if last > end and begin < first and not lines[first - 1].text.endswith(":"):
            kinds[first:] = [BOILERPLATE] * (len(lines) - first)
            return


def _find_end(lines: Sequence[Line]) -> tuple[int, int]:
    """Find the line with which most of the prose is through, and the article's last paragraph.

    What follows the first is the article's as long as it shares its topic.
    """
    prose = [index for index, line in enumerate(lines) if line.is_prose]
    through = dict(zip(prose, accumulate(len(lines[i].text) for i in prose), strict=True))
    total = max(through.values(), default=0)
    begin = next((i for i in prose if through[i] >= LIST_FROM * total), len(lines))
    topic = find_topic("\n".join(lines[i].text for i in prose if i <= begin))
    end = max((i for i in prose if i <= begin or _is_of(lines[i], topic)), default=len(lines))
    return begin, end


def _neighbours(cut: Sequence[int], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Group the lines that are cut off near to each other; give first and last of each group."""
    groups: list[list[int]] = []
    for index in cut:
        between = lines[groups[-1][-1] + 1 : index] if groups else []
        if groups and len(between) <= APART and not any(line.is_prose for line in between):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [(group[0], group[-1]) for group in groups if len(group) > 1]


def _headline_runs(
    lines: Sequence[Line], kinds: Sequence[SegmentKind]
) -> Iterator[tuple[int, int]]:
    """Find runs of headlines, between which labels may stand; give first and last of each run."""
    edges = [
        index
        for index, line in enumerate(lines)
        if not (line.is_headline or line.is_short or kinds[index] in (BYLINE, BOILERPLATE))
    ]
    for before, after in pairwise([-1, *edges, len(lines)]):
        run = [i for i in range(before + 1, after) if lines[i].is_headline and kinds[i] is BODY]
        if len(run) >= HEADLINES:
            yield run[0], run[-1]


def _is_of(line: Line, topic: set[str]) -> bool:
    """Tell whether a line is of the article that has a topic, by the words that both use."""
    own = find_topic(line.text)
    return len(own & topic) >= COHESIVE * len(own)
