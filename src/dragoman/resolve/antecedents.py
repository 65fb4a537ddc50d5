"""Antecedents: the noun phrase that a relative pronoun stands behind: "the army, which said"."""

import re

from dragoman.record import ActorKind, Span
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    GROUP_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    PRIVATE,
    RELATIVES,
    STATE_NOUNS,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.pronouns import last_place
from dragoman.resolve.scene import Scene

INNERMOST = re.compile(
    r"\b(?:the|an?|his|her|its|their|one|two|three|several|some|many|those)\s"
    r"|(?<=\bby )|(?<=\bto )|(?<=\bwith )|(?<=\bfrom )|(?<=\bagainst )",
    re.IGNORECASE,
)
"""Where a noun phrase begins: at a determiner, or right after a preposition."""

LINKED = re.compile(r"\b(?:of|at|from)\s*$")
LONGEST = 120
"""Code points before the pronoun in which the noun phrase begins."""

PEOPLE = UNNAMED_HEADS | PERSON_NOUNS | PRIVATE
BODIES = BODY_NOUNS | GROUP_NOUNS | STATE_NOUNS | OUTLET_NOUNS | {"police", "forces", "party"}

SEVERAL = sorted(word for word in PEOPLE - {"media", "people"} if word.endswith("s"))
PLURAL = re.compile(
    r"\b((?:(?!(?:and|or|of|to|that|with|by|for|in|on|at|as|from|is|are|was|were|has|have|had"
    r"|the|their|its|his|her|between|against|among|over|after|than|give|gives|gave)\b)[\w’'-]+ )"
    rf"{{0,3}}(?:{'|'.join(SEVERAL)}))"
    r"(?: (?:in|from|of) (?:[A-Z][\w-]+ ?)+)?\b"
)
"""A plural noun phrase of people, with up to three words before its head."""


def plural_antecedent(phrase: Phrase, scene: Scene) -> Span | None:
    """Give the people of the same sentence or the one before whom "they" means: "aid agencies".

    None: the source is no such pronoun, or no plain plural of people stands there since the last
    speaker, who goes on.
    """
    if phrase.words not in {("they",), ("them",)}:
        return None
    at = phrase.head.tokens[0].start
    start, _ = scene.sentence(at)
    before, _ = scene.sentence(max(start - 1, 0))
    last = next(scene.speakers_before(at), None)
    since = max(before, last_place(last)) if last else before
    for match in reversed(list(PLURAL.finditer(scene.text, since, at))):
        inside = scene.in_content(match.start()) and not scene.in_content(at)
        if not inside:
            return Span.of(scene.text, match.start(), match.end())
    return None


SINGLE = {
    word for word in UNNAMED_HEADS | PERSON_NOUNS if not word.endswith(("s", "people", "staff"))
} - {"media", "country", "hospital", "group", "nation", "press"}

SUBJECT = re.compile(
    r"^(?:[\"“]?(?:But|And|Yet|Then|Later|Now|However|Meanwhile|Still),? )?"
    r"(?:(?:On|In|At|After|Before) [^,.]{2,40}, )?"
    r"(?P<words>(?:The|the|An?|an?|One|one) (?:[\w’'.-]+ ){0,4}?"
    rf"(?P<head>{'|'.join(sorted(SINGLE))}))"
    r"(?= (?!(?:of|and|or)\b)[a-z])"
)
"""A description with which a sentence begins: "The US leader is seeking"."""


def described_before(phrase: Phrase, scene: Scene) -> Span | None:
    """Give the description of a person whom "he" or "she" means: the subject of its sentence.

    None: the source is another word, or stands in a quotation; the sentence does not begin with a
    description, or names a person after it.
    """
    if phrase.words not in {("he",), ("she",)}:
        return None
    at = phrase.head.tokens[0].start
    start, _ = scene.sentence(at)
    before, _ = scene.sentence(max(start - 1, 0))
    last = next(scene.speakers_before(at), None)
    for begin in (start, before):
        found = SUBJECT.match(scene.text[begin:at])
        if found is None:
            continue
        place, end = begin + found.start("words"), begin + found.end("words")
        people = [s for s in scene.discourse.within(place, at) if s.actor.kind is ActorKind.PERSON]
        if people or (begin == before and last is not None and last_place(last) > end):
            return None
        if scene.together(at, place) or (begin == before and not scene.in_content(place)):
            return Span.of(scene.text, place, end)
    return None


def antecedent(phrase: Phrase, scene: Scene) -> Span | None:
    """Give the words that a bare relative pronoun stands for, if they are no plain name.

    None: the source is no relative, or a name stands right before it, or no noun phrase does.
    """
    if len(phrase.words) != 1 or phrase.words[0] not in RELATIVES - {"whose", "where"}:
        return None
    if phrase.span.text.split()[-1].isupper():
        return None
    at = phrase.head.tokens[0].start
    start, _ = scene.sentence(at)
    start = max(start, at - LONGEST)
    before = scene.text[start:at]
    if any(s.end >= at - 2 and not s.adjective for s in scene.discourse.within(start, at)):
        return None
    places = [match.start() for match in INNERMOST.finditer(before)]
    while len(places) > 1 and LINKED.search(before[: places[-1]]):
        places.pop()
    if not places:
        return None
    words = before[places[-1] :].rstrip(" ,–—-")
    if not words or re.search(r"[.;:!?()\"“”]|, ", words) or len(words.split()) > 9:
        return None
    head = fold(re.split(r" (?:of|in|at|from|for) ", words)[0].split()[-1])
    if head not in (PEOPLE if phrase.words[0] == "who" else BODIES):
        return None
    return Span.of(scene.text, start + places[-1], start + places[-1] + len(words))
