"""Speech that dashes set off: "— Мы готовы, — сказал он", with or without marks around it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.extract.lexicon import ANY, Lexicon
from dragoman.extract.quotations import Quotation
from dragoman.extract.sentences import Run, trim

OPENING = re.compile(r"[—–-]\s*(?=[^\s\d—–-])")
INSERTED = re.compile(r"\s[—–-]\s?(?=[^\W\d_])")
RESUMED = re.compile(r"[.,:;—–]\s*[—–-]\s+(?=\w)|[—–][.,:;]?\s+(?=\w)")
WITHIN = 40
"""Characters after a dash within which the reporting verb of an insertion stands."""


def find_dialogues(
    text: str, paragraphs: Iterable[Run], speech: Iterable[Quotation], lexicon: Lexicon
) -> tuple[Quotation, ...]:
    """Find the speech of paragraphs that begin with a dash and tell who speaks.

    A quotation that dashes interrupt to tell who speaks gives its parts as well: the attribution
    inside its marks is the reporter's. A paragraph without a reporting verb after a second dash
    gives none: it may be a list item, or an interview, where nothing tells whose turn it is.
    """
    if not lexicon.marked or lexicon.language == ANY:
        return ()
    openings = [(OPENING.match(text, start, end), end) for start, end in paragraphs]
    runs = [(opening.end(), end) for opening, end in openings if opening]
    dialogues = [q for run in runs for q in _interrupted(text, *run, lexicon)]
    parts = [q for s in speech for q in _interrupted(text, s.start, s.end, lexicon)]
    return tuple(_apart([*dialogues, *parts]))


def _apart(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Give quotations in order, of those that overlap only the first."""
    end = 0
    for quotation in sorted(quotations, key=lambda q: q.start):
        if quotation.start >= end:
            yield quotation
            end = quotation.end


def _interrupted(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Quotation]:
    """Give the parts of speech before, between and after its insertions; none without one."""
    begin = start
    for dash in INSERTED.finditer(text, begin, end):
        verb = lexicon.verb.search(text, dash.end(), min(end, dash.end() + WITHIN))
        if dash.start() < begin or not verb or not text[dash.end()].islower():
            continue
        yield from _speech(text, begin, dash.start())
        resumed = RESUMED.search(text, verb.end(), end)
        if not resumed:
            return
        begin = resumed.end()
    if begin > start:
        yield from _speech(text, begin, end)


def _speech(text: str, start: int, end: int) -> Iterator[Quotation]:
    start, end = trim(text, start, end)
    if start < end:
        yield Quotation(start=start, end=end, closed=True, speech=True, dash=True)
