"""Citations: the unnamed sources that an outlet refers to, where no statement is theirs."""

import re
from collections.abc import Iterator

from dragoman.record import Actor, ActorKind, Attribution, Link, LinkKind, Span
from dragoman.resolve.lexicon import COUNTS, PERSON_NOUNS, PRODUCTS, UNNAMED_HEADS
from dragoman.resolve.phrases import Phrase, read_phrase
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.unnamed import described

REFERS = re.compile(
    r"\b(?:citing|quoting|cites|quotes|with reference to|refer(?:s|ring) to|relying on|leaning on"
    r"|drawing on|on the authority of) (?P<who>[\"“‘]?[a-z][^,.;:()\"“”\n]{3,80}?)"
    r"(?=[,.;:()\"“”\n]| that\b| who\b| which\b|$)"
)


def cited_by(attribution: Attribution, scene: Scene) -> Iterator[Link]:
    """Give the unnamed sources that an outlet's sentence says it has something from.

    Those who are sources of statements of their own are left to these.

    Args:
        attribution: The outlet's statement.
        scene: The document.
    """
    anchor = attribution.cue or attribution.source
    start, end = scene.sentence(anchor.start) if anchor else (0, 0)
    for match in REFERS.finditer(scene.text, start, end):
        span = Span.of(scene.text, match.start("who"), match.end("who"))
        taken = (*attribution.content, *scene.sources)
        phrase = (
            None if any(span.overlaps(one) for one in taken) else read_phrase(span, scene.discourse)
        )
        if phrase is not None and _of_people(phrase):
            yield link_to(described(Asked(phrase, attribution, scene)), span)


def _of_people(phrase: Phrase) -> bool:
    """Tell whether somebody is referred to, not a document: "two traders", "a colleague"."""
    part = phrase.head
    head = part.head_words[-1] if part.head_words else ""
    counted = part.words[0] in COUNTS and head.endswith("s") and head not in PRODUCTS
    return counted or head in UNNAMED_HEADS | PERSON_NOUNS | {"colleague"}


def link_to(actor: Actor, span: Span | None) -> Link:
    """Make the link that an actor is in a chain."""
    kind = LinkKind.NAMED
    if actor.kind is ActorKind.OUTLET:
        kind = LinkKind.OUTLET
    elif actor.kind is ActorKind.UNNAMED:
        kind = LinkKind.UNNAMED
    return Link(name=actor.name, kind=kind, span=span)
