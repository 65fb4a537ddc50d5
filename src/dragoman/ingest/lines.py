"""The lines of a text, with the features by which boilerplate is told from prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
FINAL = re.compile(r"[.!?…।。؟][\"”’'»“)\]*_\s\xa0]*$")
ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\s*$")
TITLE = re.compile(r"[\"“‘'«(]*[A-ZÀ-ÞА-ЯЁІЇЄҐ\d](?![\d]?[.)]).*[^:;,—–-]", re.S)
BLANKS = " \t\xa0\u200b\ufeff\u3000\u2009\u202f"

PROSE_WORDS = 18
"""Words from which a line that ends in a full stop is taken for a paragraph of prose."""

TITLE_WORDS = 4
"""Words from which a line without a full stop is taken for a headline, not for a label."""

CUT_WORDS = 5
"""Words from which a line with an ellipsis is the beginning of a story and no label: More…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the white space around it.

    Attributes:
        start: Offset of its first code point.
        text: Its characters.
    """

    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after its last code point."""
        return self.start + len(self.text)

    @property
    def words(self) -> int:
        """Number of its words."""
        return len(self.text.split())

    @property
    def is_stopped(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(FINAL.search(self.text[-20:]))

    @property
    def trails_off(self) -> bool:
        """Whether it ends in an ellipsis, as teasers do."""
        return bool(ELLIPSIS.search(self.text[-20:]))

    @property
    def is_cut_off(self) -> bool:
        """Whether it is the beginning of a text that an ellipsis cuts off, and no quotation."""
        is_open = self.text.count('"') % 2 or self.text.count("“") > self.text.count("”")
        return self.trails_off and self.words >= CUT_WORDS and not is_open

    @property
    def is_headline(self) -> bool:
        """Whether it could be another story's headline: a few words, no full stop, no bullet."""
        is_long = TITLE_WORDS <= self.words < PROSE_WORDS
        return is_long and not self.is_stopped and bool(TITLE.fullmatch(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph: many words and a full stop."""
        return self.words >= PROSE_WORDS and self.is_stopped and not self.trails_off

    @property
    def is_short(self) -> bool:
        """Whether it could be an item of a menu."""
        return len(self.text) <= 32 and self.words <= 4 and not self.is_stopped


def split_lines(text: str) -> list[Line]:
    """Cut a text into its lines that hold something, whatever its line breaks are."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    for found in LINE.finditer(text):
        stripped = found[0].strip(BLANKS)
        if stripped:
            offset = len(found[0]) - len(found[0].lstrip(BLANKS))
            yield Line(start=found.start() + offset, text=stripped)


SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-ZÀ-ÞА-ЯЁІЇЄҐ\u0621-\u06cc0-9©])")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Gov|Sen|Rep|Sr|Jr|St|Mt|No|vs|Inc|Ltd|Co|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-ZА-Я])|\b(?:[A-Z]\.)+[A-Z])\.$"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Cut a paragraph roughly into sentences, as offsets into it.

    Rough is enough here: a notice that is cut too late is left unmarked, not the article marked.
    """
    bounds, start = [], 0
    for found in SENTENCE_END.finditer(text):
        head = text[max(start, found.start() - 12) : found.start() + 1]
        if ABBREVIATION.search(head):
            continue
        bounds.append((start, found.end() - _blank_tail(found[0])))
        start = found.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds


def _blank_tail(matched: str) -> int:
    return len(matched) - len(matched.rstrip())
