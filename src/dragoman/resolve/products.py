"""Products: whose words a statement, a report or a press office puts out."""

from collections.abc import Callable

from dragoman.record import Actor, ActorKind, Attribution, Span
from dragoman.resolve.bodies import institution_before, told_institution
from dragoman.resolve.lexicon import (
    DETERMINERS,
    OUTLET_NOUNS,
    PREPOSITIONS,
    PRODUCTS,
    UNNAMED_HEADS,
)
from dragoman.resolve.phrases import NAMED_KINDS, Part, Phrase, read_phrase
from dragoman.resolve.pronouns import body_before
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.surnames import Sighting

ISSUING = {"from", "by"}
GIVEN_TO = {"to", "with"}
PLACED = {"in", "on", "about", "at", "regarding"}
PRESS_OFFICES = {"service", "bureau", "office", "centre", "center", "department", "team"}
SEEN_BY = {"seen", "reviewed", "obtained", "circulated"}

Resolver = Callable[[Phrase, Attribution, Scene], Actor | None]
"""What gives the actor behind the words of a source."""


def product_of(asked: Asked, resolver: Resolver) -> Actor | None:
    """Take the owner of what speaks: "UN data", "Trump's statement", "a statement from Hamas".

    Args:
        asked: Whose words these are.
        resolver: Gives the actor behind the words that name the owner.
    """
    part = asked.phrase.head
    words = part.head_words
    if "and" in words:
        words = words[: words.index("and")]
    press = words[-2:-1] == ("press",) and words[-1] in PRESS_OFFICES
    if not words or not (words[-1] in PRODUCTS or press) or "media" in words:
        return None
    kinds = (ActorKind.PERSON, *NAMED_KINDS)
    leading = asked.phrase.leading(part, *kinds)
    if leading and OUTLET_NOUNS & set(words) and leading[0].actor.kind is ActorKind.STATE:
        return None  # "the Paris paper" is no paper of the state's
    if leading:
        return leading[0].actor
    issuer = _own_body(asked) or _possessor(asked, resolver) or _issuer(asked, resolver)
    if issuer is not None:
        return issuer
    after = [
        sighting
        for sighting in asked.phrase.named(part, *kinds)
        if not SEEN_BY & set(part.words[: part.index_of(sighting)])
        and part.words[part.index_of(sighting) - 1] not in GIVEN_TO
        and not _is_subject_matter(sighting, part)
    ]
    after.sort(key=lambda sighting: sighting.possessive)
    if not after and press and part.words[0] in DETERMINERS and part.head == len(part.tokens):
        return body_before(part.tokens[0].start, False, asked.scene, _has_press_office)
    return after[0].actor if after else None


def _is_subject_matter(sighting: Sighting, part: Part) -> bool:
    """Tell whether a state is but where a report is from, or what it is on: "reports in Oman"."""
    if sighting.actor.kind is not ActorKind.STATE:
        return False
    before = part.words[part.head : part.index_of(sighting)]
    linking = [word for word in before if word in PREPOSITIONS][-2:]
    several = before[before.index("of") - 1] in UNNAMED_HEADS if "of" in before else False
    by = bool(linking) and linking[0] in ISSUING and not several  # but "by the leaders of Oman"
    on = linking[-1:] == ["of"] and (sighting.possessive or by)
    return on or bool(PLACED.intersection(linking[-1:]))


def _has_press_office(actor: Actor) -> bool:
    return actor.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}


def _own_body(asked: Asked) -> Actor | None:
    """Give the state's body whose words they are: "a government statement", "army figures"."""
    part = asked.phrase.head
    found = told_institution(part.head_tokens[:-1], asked.scene)
    if found is None or found[0].is_press or part.words[0] in {"its", "their", "his", "her"}:
        return None
    if part.words[found[1] : found[2]] == ("intelligence",):
        return None  # what kind of reports, not whose
    return institution_before(found[0], asked.scene, asked.phrase.span.start)


def _possessor(asked: Asked, resolver: Resolver) -> Actor | None:
    """Give whom a text has told of before and whose words they are: "the group's statement"."""
    tokens, text = asked.phrase.head.head_tokens, asked.scene.text
    at = next((i for i, token in enumerate(tokens) if token.possessive), 0)
    if not at or asked.phrase.words[0] not in DETERMINERS:
        return None
    phrase = read_phrase(Span.of(text, tokens[0].start, tokens[at].end), asked.scene.discourse)
    return resolver(phrase, asked.attribution, asked.scene) if phrase else None


def _issuer(asked: Asked, resolver: Resolver) -> Actor | None:
    """Give the body that something is said to be from: "a statement from the ministry".

    None: what follows is no body, or nothing does.
    """
    part = asked.phrase.head
    at = next((i for i in range(part.head, len(part.words)) if part.words[i] in ISSUING), None)
    if at is None or at + 1 >= len(part.tokens) or set(part.words[:at]) & SEEN_BY:
        return None
    text = asked.scene.text
    span = Span.of(text, part.tokens[at + 1].start, asked.phrase.parts[-1].tokens[-1].end)
    phrase = read_phrase(span, asked.scene.discourse)
    actor = resolver(phrase, asked.attribution, asked.scene) if phrase else None
    bodies = (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.OUTLET)
    return actor if actor is not None and actor.kind in bodies else None
