"""Damage that a reader should know of: it is flagged, never repaired."""

import re
from collections.abc import Sequence

from dragoman.ingest.decoding import MIXED, has_mojibake

UNCLOSED = "unclosed quotation"
FUSED = "text fused without spaces"
TRUNCATED = "truncated"
NO_ARTICLE = "no article text"
TRANSLATED = "machine translation"

PAIRS = (("“", "”"), ("„", "“"), ("«", "»"))
FUSION = re.compile(
    r"[^\W\d_A-Z]{3}[.!?][”\"»]?[A-ZА-ЯЁ][^\W\d_A-Z]{2}"
    r"|[^\W\d_],[”»][^\W\d_]|[^\W\d_]{3}“[^\W\d_]"
)
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[\+\d+ chars\])\W*$")
TAIL = 80
"""Characters at a paragraph's end that tell how it ends."""
FINAL = re.compile(r"[.!?:;…。؟][\"”’'»“)\]*_\s]*$")


MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NOTE = re.compile(
    r"(?i)\bmachine[- ]translated\b|\b(?:automatic(?:ally)?|auto|AI|computer)[- ]translated\b"
    r"|\b(?:automatic|machine) translation\s*(?:[)\]]|$|by\b|from\b)"
    r"|\btranslated (?:automatically|by (?:a )?(?:machine|computer|AI\b|Google|DeepL)"
    r"|(?:using|with)(?: the help of)? (?:AI\b|Google|DeepL|artificial intelligence))"
    r"|\b(?:traducción automática|traduction automatique|automatische Übersetzung)\s*(?:[)\]]|$)"
    r"|\b(?:машинный|автоматический) перевод\s*(?:[)\]]|$)|maschinell übersetzt"
)
LONGEST_NOTE = 300
"""Characters of a line that can be a note on a text; in a longer one translation is the matter."""

TELLING = (
    r"(?:Stated|Announced|Claimed|Warned|Stressed|Replied|Declared|Assured|Rejected|Reproached"
    r"|Presented|Indicated|Affirmed|Refused|Refuses|Considers|Considered|Offers|Offered|Insisted"
    r"|Recalled|Underlined|Emphasized|Commented)"
)
CAPITALISED = re.compile(
    rf"(?:(?<=[a-z]\s)|(?<=,\s)){TELLING}(?=\s(?!of\b)[a-z])"
    r"|(?<=[a-z],\s)(?:Said|Told|Added|Asked|Asks|Noted)(?=\s(?!of\b)[a-z])"
)
"""Verbs of telling in capitals within a sentence: "the minister, Said that". Those of the second
line are names as well, so only after a comma."""

DATED = re.compile(rf"\b\d{{1,2}} of {MONTH} of (?:19|20)\d\d\b")
"""A date word for word from a Romance language: 16 of October of 2024."""

SMALL = re.compile(
    r"(?<=[a-z]\s)(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april"
    r"|june|july|august|september|october|november|december)\b(?![\w@/-])"
)
"""Days and months in small letters, as most languages write them and English does not."""

LEAST_SIGNS = 2
"""Such slips in an article that are more than one typing error. Of 437 English texts of the
corpora none has two, nor any of the dates; of the five seeds, three of which are translations by
machine, one has (2026-11)."""


def find_damage(paragraphs: Sequence[str], text: str = "") -> tuple[str, ...]:
    """Name what is wrong with an article.

    Args:
        paragraphs: Its readable paragraphs, in order; the headline may be among them.
        text: All of the text, around the article too, where notes on it stand.
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
    if _is_translated(paragraphs, text):
        flags.append(TRANSLATED)
    return tuple(flags)


def _is_translated(paragraphs: Sequence[str], text: str) -> bool:
    """Look for what a translation by machine leaves, or for a note that says so.

    The signs are slips that people hardly make; most such translations have none of them.
    """
    notes = (line for line in text.splitlines() if len(line) <= LONGEST_NOTE)
    if any(NOTE.search(line) for line in notes):
        return True
    slips = 0
    for paragraph in paragraphs:
        if not FINAL.search(paragraph[-TAIL:]):
            continue  # headlines are written in capitals, or in none
        if DATED.search(paragraph):
            return True
        slips += len(CAPITALISED.findall(paragraph))
        slips += len(SMALL.findall(paragraph)) if " the " in paragraph else 0
    return slips >= LEAST_SIGNS


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
        for mark in re.findall(f"[{opening}{closing}]", paragraph):
            if mark == opening:
                if depth and opening != "«":
                    return opening
                depth += 1
            else:
                depth = max(0, depth - 1)
        if depth:
            return opening
    return '"' if paragraph.count('"') % 2 else None
