"""What the act of a statement is read from."""

import re
from dataclasses import dataclass

from dragoman.record import Attribution, QuoteForm

LONGEST = 300
"""Characters on either side of a statement within which its sentence ends."""

BOUNDARY = re.compile(r"[.!?][\"”»]*\s+|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an act is read from.

    Attributes:
        cue: The words of attribution; empty where there are none.
        content: What is attributed, one text per span.
        source: The words of the source. None: the text names none.
        quote: How much of the content stands within quotation marks. None: not known.
        around: The sentence that the statement stands in; may be empty.
    """

    cue: str
    content: tuple[str, ...]
    source: str | None = None
    quote: QuoteForm | None = None
    around: str = ""


def said_in(text: str, attribution: Attribution) -> Said:
    """Give what the act of a statement in a text is read from."""
    cue = attribution.cue
    spans = (*attribution.content, *((cue,) if cue else ()))
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return Said(
        cue=cue.text if cue else "",
        content=tuple(span.text for span in attribution.content),
        source=attribution.source.text if attribution.source else None,
        quote=attribution.quote,
        around=sentence_around(text, first, last),
    )


def sentence_around(text: str, start: int, end: int) -> str:
    """Give the sentence or sentences of a text that a statement from start to end stands in."""
    before = text[max(0, start - LONGEST) : start]
    after = text[end : end + LONGEST]
    begin = max((match.end() for match in BOUNDARY.finditer(before)), default=0)
    stop = BOUNDARY.search(after)
    return before[begin:] + text[start:end] + (after[: stop.start() + 1] if stop else after)
