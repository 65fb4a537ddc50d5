"""Damage that a reader should know of: it is flagged, never repaired."""

import re
from collections.abc import Sequence

from dragoman.ingest.decoding import MIXED, has_mojibake

UNCLOSED = "unclosed quotation"
FUSED = "text fused without spaces"
TRUNCATED = "truncated"
NO_ARTICLE = "no article text"

PAIRS = (("“", "”"), ("„", "“"), ("«", "»"))
FUSION = re.compile(
    r"[^\W\d_A-Z]{3}[.!?][”\"»]?[A-ZА-ЯЁ][^\W\d_A-Z]{2}"
    r"|[^\W\d_],[”»][^\W\d_]|[^\W\d_]{3}“[^\W\d_]"
)
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[\+\d+ chars\])\W*$")
TAIL = 80
"""Characters at a paragraph's end that tell how it ends."""
FINAL = re.compile(r"[.!?:;…。؟][\"”’'»“)\]*_\s]*$")


def find_damage(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Name what is wrong with an article.

    Args:
        paragraphs: Its readable paragraphs, in order; the headline may be among them.
    """
    if not paragraphs:
        return (NO_ARTICLE,)
    flags = []
    if _has_unclosed(paragraphs):
        flags.append(UNCLOSED)
    if any(FUSION.search(paragraph) for paragraph in paragraphs):
        flags.append(FUSED)
    last, tail = paragraphs[-1], paragraphs[-1][-TAIL:]
    if CUT_OFF.search(tail) or (len(last) > 80 and not FINAL.search(tail)):
        flags.append(TRUNCATED)
    if any(has_mojibake(paragraph) for paragraph in paragraphs):
        flags.append(MIXED)
    return tuple(flags)


def _has_unclosed(paragraphs: Sequence[str]) -> bool:
    """Look for a quotation that neither its paragraph nor the next one closes or continues."""
    for index, paragraph in enumerate(paragraphs):
        mark = _open_mark(paragraph)
        if mark is None:
            continue
        following = paragraphs[index + 1].lstrip() if index + 1 < len(paragraphs) else ""
        # A quotation over several paragraphs opens each of them again and closes only the last.
        if not following.startswith(mark):
            return True
    return False


def _open_mark(paragraph: str) -> str | None:
    """Give the quotation mark that a paragraph opens and does not close. None: none."""
    german = "„" in paragraph
    for opening, closing in PAIRS:
        if opening == "“" and german:
            continue
        depth = 0
        for character in paragraph:
            if character == opening:
                if depth and opening != "«":
                    return opening
                depth += 1
            elif character == closing:
                depth = max(0, depth - 1)
        if depth:
            return opening
    return '"' if paragraph.count('"') % 2 else None
