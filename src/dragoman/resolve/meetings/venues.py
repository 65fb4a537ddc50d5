"""Venues: which of the places that a text names is that of a contact."""

import re
from collections.abc import Sequence

from dragoman.record import Span
from dragoman.resolve.gazetteer import PlaceKind
from dragoman.resolve.meetings.lexicon import MeetingWords
from dragoman.resolve.names import fold
from dragoman.resolve.places import PlaceSighting

IN = re.compile(
    r"(?P<before>[\w’']*)\W*\b(?P<in>[Ii]n|[Aa]t|[Nn]ear|[Oo]n the sidelines of)"
    r"(?: (?:the|his|her|its|a|an|[A-Z][\w’'-]*|capital|city|resort|town|of|Black|Sea|southern"
    r"|northern|eastern|western|neutral|tiny|nearby)){0,6},? ?$"
)
TO = re.compile(
    r"\b(?:visit(?:ed|ing|s)?(?: to)?|trip to|arriv(?:ed|es|ing) in|travel\w*(?: back)? to"
    r"|flew to|fly to|flies to|hosted by|venue|tour of)(?: the)? ?$"
)
MODIFIED = re.compile(r" (?:[a-z]+ ){0,2}")
"""What may stand between a place and the noun of a contact there: "the Sochi peace talks"."""

LISTED = re.compile(
    r"(?:, (?:and )?| and )(?:(?:then|later|one|two|three|four|five) )?(?:(?:in|at) )?(?:the )?"
)
"""What stands between the places of a list: "three in Belarus and two in Turkey"."""

IN_TOWN = re.compile(r",? in (?:the )?")

OTHER_CLAUSE = re.compile(
    r"[;:.!?“”\"]|, and the\b"
    r"|\b(?:after|before|until|when|while|where|who|which|but|that|as|because|if)\b"
)
ELSEWHERE = re.compile(
    r"[;:.!?“”\"]|\b(?:until|while|who|but|because|if|since)\b|(?<!, )\bthat\b|\bwhere\b[^,]*,"
)
"""Words after a place that begin a clause in which something else happens, maybe elsewhere."""

PARTED, OPENING = re.compile(r", during "), 25
"""Between a place and a contact that is told apart from it, and how far into a sentence a place
opens it: "claimed a murder in Oslo, during a meeting", but "In Oslo, during a meeting"."""

CUT = re.compile(r"[,;]|\b(?:and|but|while|before|after)\b")
"""What parts two contacts of one sentence, so that the place of one is not that of the other."""

BEFORE, AFTER = 110, 130
"""Code points before and after the words of contact within which a place may be theirs."""


def venue_of(
    anchor: tuple[int, int],
    bounds: tuple[int, int],
    named: Sequence[PlaceSighting],
    text: str,
    lexicon: MeetingWords,
    taken: Sequence[tuple[int, int]] = (),
    contacts: Sequence[tuple[int, int]] = (),
) -> PlaceSighting | None:
    """Give the place told of a contact. None: none is told.

    Args:
        anchor: The words of contact, as offsets.
        bounds: The clause or sentence that it may stand in.
        named: The places named in the document, in its order.
        text: The document's text.
        lexicon: Words that keep a place from being that of the contact.
        taken: Names that already stand for those who take part.
        contacts: The words of all contacts of the sentence.
    """
    start, end = anchor
    best: tuple[int, PlaceSighting] | None = None
    for sighting in named:
        span = sighting.span
        if not (bounds[0] <= span.start and span.end <= bounds[1]):
            continue
        if any(first < span.end and span.start < last for first, last in taken):
            continue
        away = span.start - end if span.start >= end else start - span.end
        limit = AFTER if span.start >= end else BEFORE
        if away > limit or (best is not None and away >= best[0]):
            continue
        if span.end <= start and MODIFIED.fullmatch(text[span.end : start]):
            # A state before a noun is its topic: "the Ukraine talks".
            best = (0, sighting) if sighting.place.kind is not PlaceKind.COUNTRY else best
        elif _is_where(span, anchor, bounds[0], text, lexicon) and not _of_another(
            span, anchor, contacts, text
        ):
            best = away, sighting
    return _town_of(best[1], named, text) if best else None


def _town_of(sighting: PlaceSighting, named: Sequence[PlaceSighting], text: str) -> PlaceSighting:
    """Take a building for the town or region that is told with it: "at the base in Alaska"."""
    if sighting.place.kind is PlaceKind.BUILDING:
        for other in named:
            between = text[sighting.span.end : max(sighting.span.end, other.span.start)]
            if other.span.start > sighting.span.end and IN_TOWN.fullmatch(between):
                return other
    return sighting


def venues_listed(
    first: PlaceSighting,
    named: Sequence[PlaceSighting],
    text: str,
    taken: Sequence[tuple[int, int]] = (),
) -> list[PlaceSighting]:
    """Give the places that go on a list: "talks in Geneva, Abu Dhabi and Miami".

    Those who take part go on none: "After talks in Geneva, Chad and Sudan said".
    """
    found: list[PlaceSighting] = []
    end = first.span.end
    for sighting in named:
        if sighting.span.start < end:
            continue
        side = any(start <= sighting.span.start < last for start, last in taken)
        if side or not LISTED.fullmatch(text, end, sighting.span.start):
            break
        found.append(sighting)
        end = sighting.span.end
    joined = bool(found) and re.search(r"\band\b", text[first.span.end : end])
    return found if joined else []


def _is_where(
    span: Span, anchor: tuple[int, int], begin: int, text: str, lexicon: MeetingWords
) -> bool:
    """Tell whether a place is named where something happens: "in Rome", "the Rome talks"."""
    if span.start >= anchor[1] and OTHER_CLAUSE.search(text[anchor[1] : span.start]):
        return False
    if span.end <= anchor[0] and ELSEWHERE.search(text[span.end : anchor[0]]):
        return False
    if begin + OPENING < span.start < anchor[0] and PARTED.match(text, span.end, anchor[0]):
        return False
    before = text[max(begin, span.start - 70) : span.start]
    if TO.search(before):
        return True
    found = IN.search(before)
    if found is None:
        return False
    after = text[span.end : span.end + 6]
    return fold(found["before"]) not in lexicon.not_before_place and not after.startswith("’s")


def _of_another(
    span: Span, anchor: tuple[int, int], contacts: Sequence[tuple[int, int]], text: str
) -> bool:
    """Tell whether a place is told of another contact, which stands before it and apart."""
    for start, end in contacts:
        participle = text[start:end].endswith("ing")  # "the congress, meeting in Rome"
        behind = anchor[1] <= start and end <= span.start and not participle
        if behind and CUT.search(text[anchor[1] : start]):
            return True
        apart = CUT.search(text[span.end : anchor[0]]) and not CUT.search(text[end : span.start])
        if end <= span.start and span.end <= anchor[0] and apart:
            return True
    return False
