"""Places of meetings: the places that a text names, and which of them is that of a contact."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from dragoman.record import ActorKind, Document, Span
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.meeting_lexicon import MeetingWords, meeting_words
from dragoman.resolve.names import NameIndex, fold, tokenize

Places = Callable[[Document], Iterable[tuple[Span, str]]]
"""Gives the places that a document names, each with its common English name."""

IN = re.compile(
    r"(?P<before>[\w’']*)\W*\b(?P<in>[Ii]n|[Aa]t|[Nn]ear)"
    r"(?: (?:the|his|her|its|a|an|[A-Z][\w’'-]*|capital|city|resort|town|of|Black|Sea|southern"
    r"|northern|eastern|western|neutral|tiny|nearby)){0,6},? ?$"
)
TO = re.compile(
    r"\b(?:visit(?:ed|ing|s)?(?: to)?|trip to|arriv(?:ed|es|ing) in|travel\w*(?: back)? to"
    r"|flew to|fly to|flies to|hosted by|venue|tour of)(?: the)? ?$"
)
MODIFIED = re.compile(r" (?:[a-z]+ ){0,2}")
"""What may stand between a place and the noun of a contact there: "the Sochi peace talks"."""

OTHER_CLAUSE = re.compile(
    r"[;:.!?“”\"]|, and the\b"
    r"|\b(?:after|before|when|while|where|who|which|but|that|as|because|if)\b"
)
SHORT = 2
"""Letters of a name that is too short to tell a place."""

BEFORE, AFTER = 110, 130
"""Code points before and after the words of contact within which a place may be theirs."""


def known_places(knowledge: Knowledge) -> Places:
    """Give what finds the capitals, states, towns and buildings that the knowledge has."""
    index = NameIndex()
    for entry in knowledge.entries.values():
        if entry.actor.kind is ActorKind.STATE:
            for name in (entry.actor.name, *entry.actor.names):
                index.add(name, entry.actor.name)
    for name in _towns(knowledge):
        index.add(name, name)

    def find(document: Document) -> Iterator[tuple[Span, str]]:
        tokens = tokenize(document.text)
        at = 0
        while at < len(tokens):
            found = index.longest(tokens, at) if tokens[at].capitalised else None
            if found is None:
                at += 1
                continue
            start, end = tokens[at].start, tokens[found.last - 1].end
            yield Span.of(document.text, start, end), found.ids[-1]
            at = found.last

    return find


def _towns(knowledge: Knowledge) -> Iterator[str]:
    """Give the capitals, regions, towns and buildings by name."""
    for entry in knowledge.entries.values():
        yield from entry.capitals
    for names in knowledge.places.values():
        yield from (name for name in names if len(name) > SHORT)
    yield from meeting_words().places


def place_of(
    anchor: tuple[int, int],
    bounds: tuple[int, int],
    named: Sequence[tuple[Span, str]],
    text: str,
    lexicon: MeetingWords,
    taken: Sequence[tuple[int, int]] = (),
    states: Container[str] = (),
) -> tuple[Span, str] | None:
    """Give the place told of a contact. None: none is told.

    Args:
        anchor: The words of contact, as offsets.
        bounds: The clause or sentence that it may stand in.
        named: The places named in the document, in its order.
        text: The document's text.
        lexicon: Words that keep a place from being that of the contact.
        taken: Names that already stand for those who take part.
        states: Names that before a noun are its topic: "the Ukraine talks".
    """
    start, end = anchor
    best: tuple[int, tuple[Span, str]] | None = None
    for span, name in named:
        if not (bounds[0] <= span.start and span.end <= bounds[1]):
            continue
        if any(first < span.end and span.start < last for first, last in taken):
            continue
        away = span.start - end if span.start >= end else start - span.end
        limit = AFTER if span.start >= end else BEFORE
        if away > limit or (best is not None and away >= best[0]):
            continue
        if span.end <= start and MODIFIED.fullmatch(text[span.end : start]):
            best = (0, (span, name)) if name not in states else best
        elif _is_where(span, anchor, bounds[0], text, lexicon):
            best = away, (span, name)
    return best[1] if best else None


def places_listed(
    first: Span, named: Sequence[tuple[Span, str]], text: str
) -> list[tuple[Span, str]]:
    """Give the places that go on a list: "talks in Geneva, Abu Dhabi and Miami"."""
    found: list[tuple[Span, str]] = []
    end = first.end
    for span, name in named:
        if span.start < end:
            continue
        if not re.fullmatch(r", (?:and )?| and ", text[end : span.start]):
            break
        found.append((span, name))
        end = span.end
    joined = bool(found) and re.search(r"\band\b", text[first.end : end])
    return found if joined else []


def _is_where(
    span: Span, anchor: tuple[int, int], begin: int, text: str, lexicon: MeetingWords
) -> bool:
    """Tell whether a place is named where something happens: "in Rome", "the Rome talks"."""
    if span.start >= anchor[1] and OTHER_CLAUSE.search(text[anchor[1] : span.start]):
        return False
    before = text[max(begin, span.start - 70) : span.start]
    if TO.search(before):
        return True
    found = IN.search(before)
    if found is None:
        return False
    after = text[span.end : span.end + 6]
    return fold(found["before"]) not in lexicon.not_before_place and not after.startswith("’s")
