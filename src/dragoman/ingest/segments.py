"""Cleaning by marking: text without markup becomes headline, body, caption, byline, boilerplate.

Rules look at what a line is (length, final stop, links), where it stands and what its neighbours
are; the phrases they know are in boilerplate.txt. Where a rule is not sure, the line is body: a
reader can skip a menu, but cannot read what is gone.
"""

import re
from collections.abc import Iterable, Sequence

from dragoman.ingest.inline import (
    LONGEST_CAPTION,
    find_credits,
    find_descriptions,
    find_endings,
    find_inline,
    is_credit,
)
from dragoman.ingest.lines import Line, split_lines
from dragoman.ingest.listings import (
    mark_beginnings,
    mark_cards,
    mark_headed_lists,
    mark_headlines,
    mark_rest,
)
from dragoman.ingest.metadata import is_date_line
from dragoman.ingest.phrases import load_phrases
from dragoman.ingest.teasers import find_opening, find_teasers
from dragoman.record import Segment, SegmentKind

Marked = tuple[int, int, SegmentKind]

HEADLINE, BODY, CAPTION = SegmentKind.HEADLINE, SegmentKind.BODY, SegmentKind.CAPTION
BYLINE, BOILERPLATE = SegmentKind.BYLINE, SegmentKind.BOILERPLATE

# Whatever these match is cut into addresses or labels in one way only, and the quantifiers are
# possessive: a line that fails at its end is not tried again in every other way to cut it.
ADDRESS = r"https?://(?:[^\s|·,]|[|·,]++(?!\s|\[|https?://))++"
TIP = r'(?: "[^"\n]*+")?+'
LINK = re.compile(
    rf"(?:[-*+] )?(?:\[[^\]]*+\]\([^)\s]*+{TIP}\)?>?\)?|<?{ADDRESS})"
    rf"(?:[\s|·,]*+(?:\[[^\]]*+\]\([^)\s]*+{TIP}\)|{ADDRESS}))*+"
)
SIGNED = re.compile(
    r"(?:[Bb]y|BY|Von|Par|Por|Di|Автор\w{0,2}:?|Текст:?)[:\s]+(?:[Tt]he )?"
    r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][^.!?]{1,110}"
    r"|(?:Written|Reported|Posted|Compiled|Edited) by .{2,80}"
    r"|[Bb]y (?:editor|admin|staff|agencies|news desk)"
)
WORD = r"(?:«[^\s|·•«».!?]*+»|[^\s|·•».!?])++"
LABEL = rf"{WORD}(?: {WORD}){{0,2}}+"
MENU = re.compile(rf"{LABEL}(?:(?: {{2,}}+|\t| ?[|·•»] ?){LABEL}){{2,}}+")
"""Three or more labels of up to three words in one line, set apart by wide space or bars."""

ROW = 5
"""Short lines in a row that make a menu. Four names or four bullet words can be of the article."""

HEADLINES = 4
"""Lines that can be headline: headline, its repetition, deck, a second deck."""

ENDING_FROM = 0.6
"""Share of the body after which an ending phrase ends it; before, it is of a part of the text."""

LONGEST_HEADLINE = 220


def mark_segments(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """Mark the segments of a text.

    Args:
        text: The text as given.
        title: Its title from metadata, to know the headline by. None: not known.

    Returns:
        Segments in order, without overlap; between them is only white space.
    """
    lines = split_lines(text)
    kinds = _kinds(lines, title)
    marked: list[Marked] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BODY:
            marked.extend(refine_line(line.text, line.start))
        elif kind is HEADLINE and (length := _repeated(line.text)):
            _add(marked, text, line.start, line.end - 2 * length, BOILERPLATE)
            marked.append((line.end - 2 * length, line.end, HEADLINE))
        else:
            marked.append((line.start, line.end, kind))
    return merge(_cut_teasers(text, _end(text, _cut_opening(text, lines, marked))))


def refine_line(text: str, offset: int) -> list[Marked]:
    """Mark what is boilerplate inside a line of the article.

    Args:
        text: The line.
        offset: Where it starts in its document.

    Returns:
        Its parts in order: body or caption, and boilerplate.
    """
    pictures = find_credits(text)
    stretches = find_inline(text, pictures)
    credited = any(is_credit(text[start:end].strip()) for start, end in stretches)
    is_caption = credited and len(text) <= LONGEST_CAPTION and stretches[-1][1] >= len(text) - 2
    captions = [(0, len(text))] if is_caption else find_descriptions(text, pictures)
    marked: list[Marked] = []
    at = 0
    for start, end in [*stretches, (len(text), len(text))]:
        _add_article(marked, text, at, start, captions)
        _add(marked, text, start, end, BOILERPLATE)
        at = end
    return [(start + offset, end + offset, kind) for start, end, kind in marked]


def _add_article(
    marked: list[Marked], text: str, start: int, end: int, captions: Sequence[tuple[int, int]]
) -> None:
    """Add a part of the article, with the captions in it."""
    for first, last in captions:
        if first < end and last > start:
            _add(marked, text, start, max(start, first), BODY)
            _add(marked, text, max(start, first), min(end, last), CAPTION)
            start = min(end, last)
    _add(marked, text, start, end, BODY)


def merge(marked: Iterable[Marked]) -> tuple[Segment, ...]:
    """Join neighbours of one kind: paragraphs of the body become one segment."""
    joined: list[Marked] = []
    for start, end, kind in marked:
        if joined and joined[-1][2] is kind:
            joined[-1] = (joined[-1][0], end, kind)
        else:
            joined.append((start, end, kind))
    return tuple(Segment(start=start, end=end, kind=kind) for start, end, kind in joined)


def _add(marked: list[Marked], text: str, start: int, end: int, kind: SegmentKind) -> None:
    """Add a part without the white space around it, if anything is left."""
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        start += len(part) - len(part.lstrip())
        marked.append((start, start + len(stripped), kind))


def _kinds(lines: Sequence[Line], title: str | None) -> list[SegmentKind]:
    """Give each line its kind."""
    kinds = [kind_alone(line) for line in lines]
    _mark_rows(lines, kinds)
    mark_headed_lists(lines, kinds)
    mark_rest(lines, kinds)
    mark_cards(lines, kinds)
    mark_beginnings(lines, kinds)
    mark_headlines(lines, kinds)
    _mark_head(lines, kinds, title)
    return kinds


def kind_alone(line: Line) -> SegmentKind:
    """Judge a line by itself."""
    text = line.text
    if not any(character.isalnum() for character in text):
        return BOILERPLATE
    if LINK.fullmatch(text) or load_phrases().is_line(text) or load_phrases().is_note(text):
        return BOILERPLATE
    if MENU.fullmatch(text):
        return BOILERPLATE
    if is_date_line(text) or (SIGNED.fullmatch(text) and line.words <= 16):
        return BYLINE
    return BODY


def _mark_rows(lines: Sequence[Line], kinds: list[SegmentKind]) -> None:
    """Mark runs of short lines: menus, lists of sections, weather, icons."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (lines[end].is_short or kinds[end] is BOILERPLATE):
            end += 1
        if end - start >= ROW and sum(line.is_short for line in lines[start:end]) >= ROW:
            kinds[start:end] = [BOILERPLATE] * (end - start)
        start = end + 1


def _mark_head(lines: Sequence[Line], kinds: list[SegmentKind], title: str | None) -> None:
    """Mark the headline and its repetitions, and the fused trail of sections before it."""
    if len(lines) < 2:
        return
    end = next((i for i, line in enumerate(lines) if line.is_prose), min(len(lines), HEADLINES))
    found = 0
    for index, line in enumerate(lines[:end]):
        if _repeated(line.text):
            kinds[index] = HEADLINE
            found += 1
            continue
        following = next((x.text for x in lines[index + 1 : index + 3]), "")
        if _is_fused(line.text, following):
            kinds[index] = BOILERPLATE
            continue
        if found == HEADLINES or len(line.text) > LONGEST_HEADLINE:
            continue
        is_free = kinds[index] is BODY and not line.is_stopped
        # The title may end in a day, as a byline does.
        if _names(line.text, title) or (is_free and (found == 0 or line.words >= 4)):
            kinds[index] = HEADLINE
            found += 1


def _repeated(text: str) -> int:
    """Give the length of a headline that ends a line twice, glued together. 0: there is none."""
    for length in range(min(len(text) // 2, LONGEST_HEADLINE), 11, -1):
        if text.endswith(text[-length:], 0, len(text) - length) and text[-length - 1] != " ":
            return length
    return 0


def _is_fused(text: str, following: str) -> bool:
    """Tell a line that is the next one with section names stuck to its front: NATOKey to Peace."""
    if len(following) < 8 or not text.endswith(following) or len(text) == len(following):
        return False
    return text[: -len(following)][-1].isalnum()


def _names(text: str, title: str | None) -> bool:
    """Tell whether a line is the title, alone or with the outlet's name behind it."""
    if not title:
        return False
    line, title = text.casefold().strip(), title.casefold().strip()
    return line == title or (
        len(title) > 20 and re.match(re.escape(title) + r"\s*[|–—-]", line) is not None
    )


def _end(text: str, marked: list[Marked]) -> list[Marked]:
    """Turn everything from an ending phrase on into boilerplate."""
    body = [(start, end) for start, end, kind in marked if kind is BODY]
    total = sum(end - start for start, end in body)
    ending = next(
        (
            place
            for place in find_endings(text)
            if sum(max(0, min(end, place) - start) for start, end in body) >= ENDING_FROM * total
        ),
        None,
    )
    if ending is None or not body:
        return marked
    return _mark_from(text, marked, ending)


def _cut_opening(text: str, lines: Sequence[Line], marked: list[Marked]) -> list[Marked]:
    """Turn the headlines of other stories that a text of one line opens with into boilerplate."""
    opening = find_opening(text) if len(lines) == 1 else 0
    if not opening:
        return marked
    result: list[Marked] = []
    _add(result, text, 0, opening, BOILERPLATE)
    for start, end, kind in marked:
        _add(result, text, max(start, opening), max(end, opening), kind)
    return result


def _cut_teasers(text: str, marked: list[Marked]) -> list[Marked]:
    """Turn the teasers before the notice that closes a page into boilerplate."""
    last = max((i for i, part in enumerate(marked) if part[2] is BODY), default=len(marked))
    if last + 1 >= len(marked) or not load_phrases().closings.search(text, marked[last][1]):
        return marked
    begin, end = _last_line(text, marked[last][1])
    teasers = find_teasers(text[begin:end])
    return marked if teasers is None else _mark_from(text, marked, begin + teasers)


def _last_line(text: str, end: int) -> tuple[int, int]:
    """Give the line that a place ends, up to that place."""
    return max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1, end


def _mark_from(text: str, marked: list[Marked], place: int) -> list[Marked]:
    """Turn everything from a place on into boilerplate."""
    result: list[Marked] = []
    for start, end, kind in marked:
        if end <= place:
            result.append((start, end, kind))
        elif start >= place:
            result.append((start, end, BOILERPLATE))
        else:
            _add(result, text, start, place, kind)
            _add(result, text, place, end, BOILERPLATE)
    return result
