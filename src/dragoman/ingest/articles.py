"""Where the article stands in a page: found by trafilatura, located in the rendered lines."""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.ingest.lines import Line
from dragoman.ingest.rendering import RenderedLine
from dragoman.ingest.segments import kind_alone, merge, refine_line
from dragoman.record import Segment, SegmentKind

SHINGLE = 4
"""Words in a row that are compared: long enough that menus do not match by chance."""

SHARE = 0.7
"""Share of a line's shingles that must be in the article. Inline markup splits few of them."""

NEAR = 15
"""Lines around the article's paragraphs in which short lines and captions are still its own."""

PARAGRAPH = 80
"""Characters from which a line is a paragraph and no label."""

OUTSIDE = frozenset({"nav", "footer", "button", "head", "title"})
"""Elements whose short lines are never the article's. Long ones may be: an element that is left
open by mistake seems to hold the rest of the page."""

WORD = re.compile(r"\w+")


def mark_article(
    html: str, lines: Sequence[RenderedLine], title: str | None
) -> tuple[Segment, ...]:
    """Mark headline, body and captions of a page's article; everything else is boilerplate.

    Args:
        html: The decoded page.
        lines: Its rendered lines.
        title: Its title, to know the headline by.
    """
    paragraphs = _paragraphs(html)
    chosen = _locate(lines, paragraphs)
    headline = _find_headline(lines, title, chosen)
    first, last = (min(chosen) - NEAR, max(chosen)) if chosen else (0, -1)
    marked: list[tuple[int, int, SegmentKind]] = []
    for index, line in enumerate(lines):
        alone = kind_alone(Line(start=line.start, text=line.text))
        if index == headline:
            marked.append((line.start, line.end, SegmentKind.HEADLINE))
        elif alone is SegmentKind.BYLINE and headline is not None and index > headline:
            marked.append((line.start, line.end, alone))
        elif "figcaption" in line.within and first <= index <= last:
            marked.append((line.start, line.end, SegmentKind.CAPTION))
        elif index not in chosen:
            marked.append((line.start, line.end, SegmentKind.BOILERPLATE))
        else:
            marked.extend(refine_line(line.text, line.start))
    return merge(marked)


def _paragraphs(html: str) -> list[str]:
    """Ask trafilatura for the article's paragraphs; none where it finds no article."""
    # trafilatura takes most of a second to import; only pages need it.
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped,unused-ignore]

    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True)
    except (LxmlError, ValueError, RecursionError, TypeError, AttributeError):
        # Broken markup can make any library stumble; the lines are judged without it then.
        text = None
    return [line.removeprefix("- ").strip() for line in (text or "").splitlines() if line.strip()]


def _locate(lines: Sequence[RenderedLine], paragraphs: Sequence[str]) -> set[int]:
    """Find the lines that hold the article's paragraphs."""
    if not paragraphs:
        return {
            index
            for index, line in enumerate(lines)
            if "p" in line.within and len(line.text) >= PARAGRAPH and not OUTSIDE & set(line.within)
        }
    whole = {_key(cell) for paragraph in paragraphs for cell in paragraph.split("|")}
    # Over the paragraphs' ends too: the library and the browser do not always cut at one place.
    given = Counter(_shingles(" ".join(paragraphs)))
    left = given.copy()
    chosen: set[int] = set()
    # Pages repeat their article for print, for small screens, for machines. What the library gave
    # once is taken once, and rather from paragraphs than from elsewhere.
    for index in sorted(range(len(lines)), key=lambda index: "p" not in lines[index].within):
        line, is_long = lines[index], len(lines[index].text) >= PARAGRAPH
        if not is_long and not OUTSIDE.isdisjoint(line.within):
            continue
        own = Counter(_shingles(line.text))
        shared = own & (left if is_long else given)
        if shared.total() >= SHARE * own.total() if own else _key(line.text) in whole:
            chosen.add(index)
            if is_long:
                left -= shared
    return _without_strays(lines, chosen)


def _without_strays(lines: Sequence[RenderedLine], chosen: set[int]) -> set[int]:
    """Drop short matches that stand apart from the article: its headline repeated in a list."""
    long = [index for index in chosen if len(lines[index].text) >= PARAGRAPH]
    if not long:
        return chosen
    first, last = min(long) - NEAR, max(long) + NEAR
    # A list of many short lines, as of dates or results, goes on from where it is near.
    while last + 1 in chosen:
        last += 1
    return {index for index in chosen if first <= index <= last}


def _find_headline(
    lines: Sequence[RenderedLine], title: str | None, chosen: set[int]
) -> int | None:
    """Find the line that is the headline: the h1 next to the article, or the title's words."""
    begin = min(chosen) if chosen else len(lines)
    levels = [i for i, line in enumerate(lines) if "h1" in line.within]
    if title:
        same = [i for i in levels if _key(lines[i].text) and _key(lines[i].text) in _key(title)]
        if same:
            return same[0]
    before = [i for i in levels if i <= begin]
    if before:
        return before[-1]
    if levels:
        return levels[0]
    if title:
        for index, line in enumerate(lines[: begin + 1]):
            if not OUTSIDE & set(line.within) and _key(line.text) == _key(title):
                return index
    return None


def _key(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
