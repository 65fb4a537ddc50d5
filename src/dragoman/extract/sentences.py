"""Paragraphs and sentences as runs of offsets; nothing is copied or rewritten."""

import re
from collections.abc import Iterator

from dragoman.record import Document

Run = tuple[int, int]
"""Half-open run of code points in a document's text."""

ABBREVIATIONS = (
    "|mr|mrs|ms|dr|prof|gen|col|lt|maj|capt|sgt|adm|sen|rep|gov|pres|st|jr|sr|vs|etc|no|nos|art"
    "|fig|inc|ltd|co|corp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|approx|min|ret|hon"
    "|rev|amb|sec|dept|est|"
)
"""Words that a full stop abbreviates, each between bars."""

PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
STOP = re.compile(r"[.!?…]+[\"”’»'\)\]]*(?=\s|[\"“«„‘])|[。؟]+")
OPENS = "\"“«„‘'([¿¡—–-"


def paragraphs(document: Document) -> Iterator[Run]:
    """Give the paragraphs of a document's readable segments, white space at the ends left out."""
    for segment in document.readable():
        for match in PARAGRAPH.finditer(document.text, segment.start, segment.end):
            run = trim(document.text, match.start(), match.end())
            if run[0] < run[1]:
                yield run


def trim(text: str, start: int, end: int, extra: str = "") -> Run:
    """Shrink a run until it neither begins nor ends with white space or an `extra` character."""
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return start, end


def sentences(text: str, run: Run) -> Iterator[Run]:
    """Split a paragraph into sentences.

    Args:
        text: The text, in which quotations may have been masked so that they do not split.
        run: The paragraph.

    Yields:
        The sentences' runs in order; together they cover all but white space.
    """
    start, end = run
    for stop in STOP.finditer(text, start, end):
        if _is_boundary(text, start, stop.start(), stop.end(), end):
            yield trim(text, start, stop.end())
            start = stop.end()
    rest = trim(text, start, end)
    if rest[0] < rest[1]:
        yield rest


def _is_boundary(text: str, start: int, stop: int, after: int, end: int) -> bool:
    following = text[after:end].lstrip().lstrip(OPENS)[:1]
    if not following:
        return True
    if following.islower():
        return False
    if text[stop] != ".":
        return True
    word = re.search(r"[\w.]*$", text[start:stop])
    token = word.group().casefold() if word else ""
    single_initial = len(token) == 1 and token.isalpha()
    initials = re.fullmatch(r"(\w\.)+\w", token) is not None
    return not (f"|{token}|" in ABBREVIATIONS or single_initial or initials)
