"""Antecedents: the noun phrase that a relative pronoun stands behind: "the army, which said"."""

import re

from dragoman.record import ActorKind, Span
from dragoman.resolve.epithets import OFFICES, names_holder
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    COMMUNITIES,
    FORMER,
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
from dragoman.resolve.pronouns import is_one, last_place
from dragoman.resolve.roles import LEADING
from dragoman.resolve.scene import Scene, Spoken

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
    rf"\b((?:{'|'.join(sorted(map(str.title, COMMUNITIES)))})\b"
    r"|(?:(?!(?:and|or|of|to|that|with|by|for|in|on|at|as|from|is|are|was|were|has|have|had"
    r"|the|their|its|his|her|between|against|among|over|after|than|give|gives|gave)\b)[\w’'-]+ )"
    rf"{{0,3}}(?:{'|'.join(SEVERAL)}))"
    r"(?: (?:in|from|of) (?:[A-Z][\w-]+ ?)+)?\b"
)
"""A plural noun phrase of people, with up to three words before its head: "local aid workers"."""


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
            beside = [
                s
                for s in scene.discourse.within(since, match.start())
                if not s.adjective and scene.text[s.end : match.start()] in {" and ", " and the "}
            ]
            start, end = (beside[0].start, beside[0].end) if beside else match.span()
            return Span.of(scene.text, start, end)
    return None


SINGLE = {
    word for word in UNNAMED_HEADS | PERSON_NOUNS if not word.endswith(("s", "people", "staff"))
} - {"media", "country", "hospital", "group", "nation", "press"}
ANYBODY = SINGLE | {word for word in PRIVATE if not word.endswith("s")}

SUBJECT = re.compile(
    r"^(?:[\"“]?(?:But|And|Yet|Then|Later|Now|However|Meanwhile|Still),? )?"
    r"(?:(?:On|In|At|After|Before) [^,.]{2,40}, )?"
    r"(?P<words>(?:The|the|An?|an?|One|one) (?:[\w’'.-]+ ){0,4}?"
    rf"(?P<head>{'|'.join(sorted(SINGLE))}))"
    r"(?= (?!(?:of|and|or)\b)[a-z])"
)
"""A description with which a sentence begins: "The US leader is seeking"."""


LEADS = {"president", "leader", "chief", "premier", "chancellor", "pontiff"}
"""Words for those of whom "the" needs no "a" before it."""

ANYONE = {"source", "person", "interlocutor"}
"""What a text calls anybody whom it has told of without a name."""

UNKNOWN = ANYONE | {"participant", "insider", "official", "diplomat"}
"""As what it tells of those for the first time."""

_STOP = (
    r"(?:and|or|but|as|while|when|where|who|whom|which|that|says?|said|told|tells|has|have|had|is|are"
    r"|was|were|will|would|on|by|\w+ed)\b"
)
NEW = re.compile(
    r"\b(?P<words>(?:[Aa]n?|[Oo]ne|[Aa]nother)"
    r" (?:(?!(?:and|or|of|in|to|that|who|with|for|by|from)\b)[\w’'-]+ ){0,4}"
    rf"(?P<head>{'|'.join(sorted(ANYBODY - LEADS))}))\b"
    r"(?: (?:in|at|from|of|for|with|to|close to|familiar with|briefed on|posted (?:in|to))"
    rf"(?: (?!{_STOP})[\w’'-]+){{1,6}}(?= {_STOP}|\W*$|[^\w\s]))?",
    re.MULTILINE,
)
"""Somebody of whom a text tells for the first time: "a Western diplomat posted in Cairo"."""

TOLD_OF = re.compile(
    r"\b(?:not|as|like|becomes?|became|is|was|be|been|being|said to|no longer)\s+$", re.IGNORECASE
)
"""What stands before words that tell what somebody is or is not: "he is a lawyer"."""

POINTERS = {(word,) for word in ANYONE}
BACK = 1500
"""How far back, in code points, somebody is introduced whom "the diplomat" means."""

OVER = re.compile(rf"\b(?:{'|'.join(FORMER)})\W*(?:\w+ )?$", re.IGNORECASE)
NAME = r"[A-Z][\w’'-]+(?: (?:(?:al|el|de|van|von|bin)[ -])?[A-Z][\w’'-]+){1,2}"
NAME_AFTER = re.compile(r",? ?[\"“]?$")


def introduced_before(phrase: Phrase, scene: Scene) -> Span | None:
    """Give the words that introduced whom "the diplomat" means, or the name told with them.

    None: the source is no such description, or nobody was introduced so since somebody so called
    spoke last.
    """
    part, words = phrase.head, phrase.head.head_words
    pointing = part.words[0] in {"the", "this", "that"} and part.head == len(phrase.words)
    if not pointing or not words or words[-1] not in ANYBODY - LEADS:
        return None
    at = part.tokens[0].start
    titled = _titled(words, at, scene)
    if titled is not None:
        return titled
    spoke = [s for s in scene.speakers_before(at) if s.actor is not None]
    called = next((s for s in spoke if _is_called(s, words[-1])), None)
    found = _introduced(words, at, called, scene)
    if found is None and called is None and words in POINTERS:
        one = next((s for s in spoke if _is_one(s)), None)
        found = _introduced(words, at, one, scene, anyone=True)
    return found


def _titled(words: tuple[str, ...], at: int, scene: Scene) -> Span | None:
    """Give the name told last with a title: "deputy minister of energy X", "X, a navy captain".

    None: the text has none, or the title is of one word, which may be of several people.
    """
    if words in POINTERS or " ".join(words) in LEADING or (words[0] == words[-1] in OFFICES):
        return None
    title = rf"(?i:\b{' '.join(map(re.escape, words))})\b"
    before = (
        rf"{title}(?: (?:of|for|in|at) (?:the )?(?!the)[a-z][\w-]+(?: \w+)?)??,? (?P<name>{NAME})"
    )
    after = rf"(?P<name>{NAME}), (?:the |an? )?(?:[\w-]+ ){{0,3}}{title}"
    start = max(0, at - BACK)
    told = [
        match
        for form in (before, after)
        for match in re.finditer(form, scene.text[start:at])
        if not OVER.search(scene.text, start, start + match.start())
        and _may_be_person(start + match.start("name"), start + match.end("name"), scene)
    ]
    last = max(told, key=lambda match: match.end(), default=None)
    if last is None:
        return None
    return Span.of(scene.text, start + last.start("name"), start + last.end("name"))


def _may_be_person(start: int, end: int, scene: Scene) -> bool:
    named = [s.actor.kind for s in scene.discourse.within(start, end)]
    after_title = not re.search(
        r"\b(?:of|in|at|from|near) $", scene.text[max(0, start - 6) : start]
    )
    return set(named) <= {ActorKind.PERSON} and (bool(named) or after_title)


def _introduced(
    words: tuple[str, ...], at: int, last: Spoken | None, scene: Scene, *, anyone: bool = False
) -> Span | None:
    """Give the words that introduced somebody since a statement, so called or as anyone is."""
    since = max(last_place(last) if last else 0, at - BACK)
    for found in reversed(list(NEW.finditer(scene.text, since, at))):
        told = {fold(word) for word in found["words"].split()}
        same = set(words) <= told or (anyone and found["head"] in UNKNOWN)
        before = scene.text[max(0, found.start() - 20) : found.start()]
        if not same or TOLD_OF.search(before) or names_holder(words[-1], found.end(), at, scene):
            continue
        named = scene.discourse.within(found.end("words"), found.end() + 3)
        person = next((s for s in named if s.actor.kind is ActorKind.PERSON), None)
        if person and NAME_AFTER.fullmatch(scene.text[found.end("words") : person.start]):
            return Span.of(scene.text, person.start, person.end)
        return Span.of(scene.text, found.start(), found.end())
    return None


def _is_called(spoken: Spoken, head: str) -> bool:
    """Tell whether a speaker was called by a noun where he spoke."""
    source = spoken.attribution.source
    return source is not None and head in {fold(word) for word in source.text.split()}


def _is_one(spoken: Spoken) -> bool:
    actor = spoken.actor
    return actor is not None and actor.kind is ActorKind.UNNAMED and is_one(actor)


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
