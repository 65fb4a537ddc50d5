"""Names beside quotations, for languages without a lexicon: nothing else tells who speaks."""

import re
from collections.abc import Iterator, Sequence

from dragoman.extract.frames import Found
from dragoman.extract.phrases import UPPER
from dragoman.extract.quotations import Quotation

NAME = rf"[{UPPER}][\w’'-]+(?:\s+[{UPPER}][\w’'-]+){{0,3}}"
BEFORE = re.compile(rf"(?:^|[.!?…\n]\s*)(?P<source>{NAME})(?P<cue>(?:\s+[^\W\d_]+){{0,2}}\s*:)\s*$")
AFTER = re.compile(rf"\s*,?\s*(?:[—–-]\s*)?(?P<cue>[^\W\d_]+)\s+(?P<source>{NAME})(?=[\s,.;]|$)")
REACH = 90
"""Characters beside a quotation within which its name is looked for."""


def beside_quotations(text: str, quotations: Sequence[Quotation]) -> Iterator[Found]:
    """Attribute a quotation to the name and colon before it, or to the name right after it.

    After a quotation one lower-case word, which can only be the verb, must stand between a comma
    or dash and the name: `"...", powiedział Jan Nowak`.
    """
    for q in quotations:
        if not q.speech:
            continue
        mark = q.start - 1
        before = BEFORE.search(text[max(0, mark - REACH) : mark])
        if before:
            base = max(0, mark - REACH)
            source, cue = before.span("source"), before.span("cue")
            cue = (cue[0] + len(before["cue"]) - len(before["cue"].lstrip()), cue[1])
            yield Found(_moved(source, base), _moved(cue, base), [(q.start, q.end)])
            continue
        after = AFTER.match(text, q.end + 1, q.end + 1 + REACH) if q.closed else None
        if after and after["cue"].islower() and _parted(text, q, after.start("cue")):
            yield Found(after.span("source"), after.span("cue"), [(q.start, q.end)])


def _moved(run: tuple[int, int], by: int) -> tuple[int, int]:
    return run[0] + by, run[1] + by


def _parted(text: str, q: Quotation, at: int) -> bool:
    """Tell whether a comma, a dash or a final mark parts the quotation from what follows."""
    return text[q.end - 1] in ",!?…." or any(mark in ",—–-" for mark in text[q.end + 1 : at])
