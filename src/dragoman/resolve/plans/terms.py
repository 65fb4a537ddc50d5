"""Terms: the stretch of a sentence that tells what a plan has, cut into its members."""

import re
from collections.abc import Iterator

from dragoman.record import Span
from dragoman.resolve.plans.words import PlanWords

Place = tuple[int, int]
"""Where something begins in the document, and where it ends."""

COMMA = re.compile(r"\s*[,;]\s+(?:and\s+|as\s+well\s+as\s+|plus\s+)?|\s+as\s+well\s+as\s+")
AND = re.compile(r"\s+(?:and|plus)\s+(?:also\s+|then\s+)?(?:calls?\s+for\s+|urges?\s+(?=the\b))?")
GERUND = re.compile(r"(?!including|bring)[a-z]+ing\s")
ITEM = re.compile(r"\s*\n?[ \t]*(?:[-•*–—]|\(?\d{1,2}[.)])[ \t]+([^\n]+)(?=\n|$)")
EDGE = " \t\r\n.,;:!?\"“”'‘’()[]—–-•*"
LONGEST = 420
"""Code points of a list of terms; what goes on longer is a story."""

SHORT = 5
"""Words of two terms that are plain nouns: "de-escalation and grain exports"."""

SHORTEST = 6
"""Code points of a term."""


def end_of_list(text: str, start: int, end: int, lexicon: PlanWords) -> int:
    """Tell where the list of terms that begins at a place ends.

    Args:
        text: The document's text with plain blanks.
        start: Where the list begins.
        end: Where its sentence ends.
        lexicon: The words of plans.
    """
    end = min(end, start + LONGEST)
    tail = lexicon.patterns["tail"].search(text, start + 1, end)
    return tail.start() if tail else end


def members(text: str, start: int, end: int, lexicon: PlanWords) -> Iterator[tuple[int, int]]:
    """Cut a list of terms into its members, in order.

    A list with commas is cut at each that begins a member, one without at an "and" after which
    a new member plainly begins; what one side gives "in exchange for" the other is two.
    """
    lead = lexicon.patterns["leads"].match(text, start, end)
    for first, last in _exchanged(text, lead.end() if lead else start, end, lexicon):
        for a, b in _by_commas(text, first, last, lexicon):
            for one, other in _by_and(text, a, b, lexicon):
                trimmed = _trimmed(text, one, other, lexicon)
                if trimmed is not None:
                    yield trimmed


def _exchanged(text: str, start: int, end: int, lexicon: PlanWords) -> list[tuple[int, int]]:
    given = lexicon.patterns["exchange"].search(text, start, end)
    return [(start, given.start()), (given.end(), end)] if given else [(start, end)]


def _by_commas(text: str, start: int, end: int, lexicon: PlanWords) -> list[tuple[int, int]]:
    at = start
    pieces: list[Place] = []
    glued = lexicon.patterns["glued"]
    for comma in COMMA.finditer(text, start, end):
        if quoted(text, start, comma.start()):
            continue
        if _turns(text, start, comma.end(), comma.group()):
            return [*pieces, (at, comma.start())]
        if comma.start() > at and not glued.match(text, comma.end(), end):
            pieces.append((at, comma.start()))
            at = comma.end()
    return [*pieces, (at, end)]


def quoted(text: str, start: int, at: int) -> bool:
    """Tell whether a place lies in a quotation that began after another place."""
    opened = text.count("“", start, at) - text.count("”", start, at)
    return opened > 0 or text.count('"', start, at) % 2 == 1


def _turns(text: str, start: int, at: int, comma: str) -> bool:
    """Tell whether after a comma comes no member but what somebody does: ", calling it a lie"."""
    joined = "and" in comma or "well" in comma or "plus" in comma
    return not joined and bool(GERUND.match(text, at)) and not GERUND.match(text, start)


def _by_and(text: str, start: int, end: int, lexicon: PlanWords) -> Iterator[tuple[int, int]]:
    at = start
    opens = lexicon.patterns["opens"]
    for joint in AND.finditer(text, start, end):
        if quoted(text, start, joint.start()):
            continue
        short = len(text[at:end].split()) <= SHORT
        if joint.start() > at and (short or opens.match(text, joint.end(), end)):
            yield at, joint.start()
            at = joint.end()
    yield at, end


def _trimmed(text: str, start: int, end: int, lexicon: PlanWords) -> tuple[int, int] | None:
    """Leave out blanks, signs and linking words at the edges. None: nothing is left."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    lead = lexicon.patterns["leads"].match(text, start, end)
    if lead:
        start = lead.end()
    return (start, end) if end - start >= SHORTEST and text[start:end].strip() else None


def terms_between(text: str, start: int, end: int, lexicon: PlanWords) -> tuple[Place, ...]:
    """Give the members of the list that begins at a place, up to where it ends."""
    return tuple(members(text, start, end_of_list(text, start, end, lexicon), lexicon))


def items_after(text: str, position: int, lexicon: PlanWords) -> tuple[Place, ...]:
    """Give the items of the list that begins on the line after a place, as far as it goes."""
    found: list[Place] = []
    at = position
    while item := ITEM.match(text, at):
        place = _trimmed(text, *item.span(1), lexicon)
        found += [place] if place else []
        at = item.end()
    return tuple(found)


def span_of(text: str, place: tuple[int, int]) -> Span:
    """Cut a place out of the document's own text."""
    return Span.of(text, *place)
