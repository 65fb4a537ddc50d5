"""Quotations of every typographic form, and how much of a content stands within them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.extract.sentences import Run, trim
from dragoman.record import QuoteForm

CLOSERS = {"“": "”“", "„": "“”‟", "«": "»", "»": "«", '"': '"', "‘": "’", "‹": "›", "「": "」"}
"""Closing marks that may answer an opening one; low-high and inward guillemets included."""

OPENERS = {"”": "“„", "»": "«", "“": "„“", '"': '"', "›": "‹", "」": "「"}
"""Opening marks that a closing one may answer; an apostrophe is left alone."""

HIDDEN = "Q"
"""What stands for a character of speech in a masked text: upper case, as at a beginning."""

LONGEST_NAME = 4
"""Words up to which a single-quoted run counts as a name or a scare quote, not as speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A run within quotation marks.

    Attributes:
        start: Offset of the first character after the opening mark.
        end: Offset of the closing mark; where it is missing, the end of the paragraph.
        closed: Whether the closing mark is there.
        speech: Whether it is long enough, or punctuated, to be somebody's words rather than a
            name or a scare quote.
        dash: Whether a dash opens it and no mark closes it.
    """

    start: int
    end: int
    closed: bool
    speech: bool
    dash: bool = False


def find_quotations(
    text: str, paragraphs: Iterable[Run], dialogues: Sequence[Quotation] = ()
) -> tuple[Quotation, ...]:
    """Find the quotations of each paragraph.

    A quotation over several paragraphs, each opened anew and only the last one closed, gives one
    quotation a paragraph. One that is never closed ends with its paragraph.

    Args:
        text: The document's text.
        paragraphs: Its paragraphs.
        dialogues: Speech that dashes set off, in order; quotations inside it are part of it.
    """
    marked = (q for start, end in paragraphs for q in _in_paragraph(text, start, end))
    if not dialogues:
        return tuple(marked)
    starts = [dialogue.start for dialogue in dialogues]
    outside = [q for q in marked if not _meets(q, dialogues, bisect_right(starts, q.start))]
    return tuple(sorted([*outside, *dialogues], key=lambda q: q.start))


def _meets(quotation: Quotation, dialogues: Sequence[Quotation], index: int) -> bool:
    """Tell whether a quotation shares characters with the dialogue before or after its start."""
    near = dialogues[max(0, index - 1) : index + 1]
    return any(d.start < quotation.end and quotation.start < d.end for d in near)


def _in_paragraph(text: str, start: int, end: int) -> Iterable[Quotation]:
    position = start
    while position < end:
        mark = text[position]
        if mark in CLOSERS and _can_open(text, start, position, end):
            close = _closing(text, position, end)
            inner_end = end if close is None else close
            if inner_end > position + 1:
                yield Quotation(
                    start=position + 1,
                    end=inner_end,
                    closed=close is not None,
                    speech=_is_speech(text[position + 1 : inner_end], mark),
                )
            position = inner_end
        position += 1


def _can_open(text: str, start: int, position: int, end: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if text[position] == "»":
        return before.isspace() and not after.isspace() and "«" in text[position:end]
    if text[position] in '"‘':
        return not before.isalnum() and not after.isspace()
    return True


def _closing(text: str, opening: int, end: int) -> int | None:
    closers, position, inner = CLOSERS[text[opening]], opening + 1, 0
    while position < end:
        mark = text[position]
        if mark in closers and not _is_apostrophe(text, position, end):
            if inner == 0:
                return position
            inner -= 1
        elif mark == text[opening] and mark not in closers:
            inner += 1
        position += 1
    return None


def _is_apostrophe(text: str, position: int, end: int) -> bool:
    if text[position] not in "’'":
        return False
    return position + 1 < end and text[position + 1].isalnum()


def _is_speech(inner: str, mark: str) -> bool:
    punctuated = re.search(r"[.!?…,;](\s|$)", inner) is not None
    words = len(inner.split())
    return words > LONGEST_NAME or (punctuated and mark != "‘" and words > 1)


def mask(text: str, quotations: Iterable[Quotation], *, names: bool = False) -> str:
    """Hide the inside of speech so that its stops and cues are not taken for the reporter's.

    Args:
        text: The document's text.
        quotations: Its quotations.
        names: Whether the marks about names become apostrophes, which end no phrase.

    Returns:
        A text of the same length; each hidden character has become `HIDDEN`.
    """
    pieces, position = [], 0
    for quotation in quotations:
        if quotation.speech and quotation.start >= position:
            last = text[quotation.end - 1]
            keep = last if last in ".,!?…;" else HIDDEN
            length = quotation.end - quotation.start
            pieces += [text[position : quotation.start], HIDDEN * (length - 1), keep]
            position = quotation.end
        elif names and quotation.closed and quotation.start > position:
            inner = text[quotation.start : quotation.end]
            pieces += [text[position : quotation.start - 1], f"’{inner}’"]
            position = quotation.end + 1
    return "".join([*pieces, text[position:]])


def quote_form(text: str, content: Sequence[Run], quotations: Sequence[Quotation]) -> QuoteForm:
    """Tell literally how much of a content stands within quotation marks.

    Args:
        text: The document's text.
        content: The content's runs, without the marks around it.
        quotations: The document's quotations.

    Returns:
        Direct if every word does, indirect if none, mixed otherwise.
    """
    inside = outside = False
    for start, end in content:
        position = start
        first = bisect_left(quotations, start, key=lambda q: q.end)
        for q in quotations[first:]:
            if q.start >= end:
                break
            if q.end <= position:
                continue
            inside = True
            outside |= _has_words(text[position : max(position, q.start)])
            position = min(q.end, end)
        outside |= _has_words(text[position:end])
    if not inside:
        return QuoteForm.INDIRECT
    return QuoteForm.MIXED if outside else QuoteForm.DIRECT


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def without_marks(text: str, start: int, end: int) -> Run:
    """Shrink a run to its words: no white space, no quotation marks that enclose it whole.

    A mark at either end whose partner stands outside the run goes as well.
    """
    start, end = trim(text, start, end)
    while end - start > 1 and text[start] in CLOSERS and text[end - 1] in CLOSERS[text[start]]:
        if any(mark in CLOSERS[text[start]] for mark in text[start + 1 : end - 1]):
            break
        start, end = trim(text, start + 1, end - 1)
    if end - start > 1 and _is_alone(text[start], CLOSERS.get(text[start]), text[start + 1 : end]):
        start, end = trim(text, start + 1, end)
    if end - start > 1 and _is_alone(
        text[end - 1], OPENERS.get(text[end - 1]), text[start : end - 1]
    ):
        start, end = trim(text, start, end - 1)
    return start, end


def _is_alone(mark: str, partners: str | None, rest: str) -> bool:
    return bool(partners) and mark not in rest and not any(p in rest for p in partners or "")
