"""Paragraphs and sentences as runs of offsets; nothing is copied or rewritten."""

import re
from collections.abc import Iterator

from dragoman.extract.lexicon import Lexicon
from dragoman.extract.loading import lexicon_for
from dragoman.record import Document

Run = tuple[int, int]
"""Half-open run of code points in a document's text."""

LONGEST_SENTENCE = 1_200
"""Characters after which a sentence is cut at white space: nobody writes longer ones, and damaged
text must not make the reader slow."""

PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
STOP = re.compile(r"[.!?…]+[\"”’»'\)\]]*(?=\s|$|[\"“«„‘])|[。؟]+")
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


def sentences(text: str, run: Run, lexicon: Lexicon | None = None) -> Iterator[Run]:
    """Split a paragraph into sentences.

    Args:
        text: The text, in which quotations may have been masked so that they do not split.
        run: The paragraph.
        lexicon: The words of the text's language, for its abbreviations. None: English.

    Yields:
        The sentences' runs in order; together they cover all but white space.
    """
    start, end = run
    abbreviations = (lexicon or lexicon_for("en")).abbreviations
    for stop in STOP.finditer(text, start, end):
        if _is_boundary(text, stop.start(), stop.end(), end, abbreviations):
            yield from _of_bearable_length(text, *trim(text, start, stop.end()))
            start = stop.end()
    yield from _of_bearable_length(text, *trim(text, start, end))


def _of_bearable_length(text: str, start: int, end: int) -> Iterator[Run]:
    while end - start > LONGEST_SENTENCE:
        space = re.compile(r"\s").search(text, start + LONGEST_SENTENCE, end)
        if not space:
            break
        yield start, space.start()
        start, _ = trim(text, space.end(), end)
    if start < end:
        yield start, end


def _is_boundary(text: str, stop: int, after: int, end: int, abbreviations: frozenset[str]) -> bool:
    following = text[after : after + 40].lstrip().lstrip(OPENS)[:1] if after < end else ""
    if not following:
        return True
    if following.islower():
        return False
    if text[stop] != ".":
        return True
    word = re.search(r"[\w.ً-ْ]*$", text[max(0, stop - 40) : stop])
    token = word.group().casefold() if word else ""
    single_initial = len(token) == 1 and token.isalpha()
    initials = re.fullmatch(r"(\w\.)+\w", token) is not None
    return not (token in abbreviations or single_initial or initials)
