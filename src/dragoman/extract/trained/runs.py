"""Runs of a content that broke off: the beginning of a quotation that is somebody else's."""

import re
from collections.abc import Sequence

from dragoman.extract.quotations import Quotation

Span = tuple[int, int]

APART = 250
"""Characters after a statement from which a quotation that is only begun is not its own. Of 15 such
runs in articles that the model had not seen, 14 did harm (2026-11): "The", "With adversaries,"."""

EMPTY = re.compile(
    r"\W*(?:an?|and|as|at|but|by|for|in|it|nor|of|on|or|that|the|to|with)?\W*", re.IGNORECASE
)
"""What says nothing by itself, behind a content: "..., which they neither confirm nor ..."."""

MARKS = 2
"""Characters by which the end of a run may miss a quotation mark."""


def without_fragments(
    text: str, content: list[Span], cue: Span | None, quotations: Sequence[Quotation]
) -> list[Span]:
    """Give the runs of a content less those that only begin a quotation far away, or say nothing.

    A speaker's words are looked for all around a cue; where the next quotation is another's, its
    first word or two may be taken for more of the same. One that is taken whole stays, and so does
    the first run.

    Args:
        text: The text.
        content: The runs, in order.
        cue: Where the cue stands. None: there is none.
        quotations: The document's quotations.
    """
    kept: list[Span] = []
    for start, end in content:
        before = [stop for _, stop in kept] + ([cue[1]] if cue and cue[1] <= start else [])
        far = bool(kept) and start - max(before) > APART
        empty = bool(kept) and EMPTY.fullmatch(text, start, end) is not None
        if not empty and not (
            far and any(_only_begun(start, end, quotation) for quotation in quotations)
        ):
            kept.append((start, end))
    return kept


def _only_begun(start: int, end: int, quotation: Quotation) -> bool:
    """Tell whether a run begins with a quotation's first word and ends before its last."""
    begins = abs(start - quotation.start) <= MARKS
    return begins and quotation.closed and quotation.speech and end < quotation.end - MARKS
