"""Selves: whom "I", "we" and "our" mean: a speaker, else the author or the outlet of a text."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import STATE_NOUNS
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.roles import party_of_actor
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

REACH = 600
"""How far back, in code points, the speaker of a quotation that is no statement stands."""

TRANSCRIPT = 5
"""Places outside all quotations where "we" or "I" holds something: then a text is a speech."""

OWN = {"podcast", "newspaper", "correspondent", "reporter", "coverage", "reporting", "team"}
ASKING = re.compile(
    r"\W{0,3}(?:\w+ly )?(?:have |had |then |also )?(?:ask|report|wrote|contacted|spoke)"
)
AUTHOR = re.compile(
    r"(?:^|[\n•*])[ •*_]*(?P<name>[A-Z][\w’'-]+(?: (?:[dO][’'])?[A-Z][\w’'.-]+){1,3})"
    r" is (?:an?|the) [^.\n]{0,80}?"
    r"\b(?:columnist|writer|author|editor|correspondent|journalist|fellow|professor|reporter"
    r"|commentator|analyst|director)\b"
)
BYLINE = re.compile(
    r"(?:^|\n)\W{0,3}[Bb]y (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3})\s*(?:\n|$|,)"
)
EDGE = 400
"""Code points at the end of a text in which it introduces its author."""

OWN_AFTER = re.compile(
    r" (?:has |have |had )?(?:(?:previously|earlier) reported|contacted|approached|reached out to"
    r"|asked for comment)\b"
)
OWN_BESIDE = re.compile(r" (?:photographer|cameraman|question)s?\b")
"""What an agency calls its own people in its own copy: "an AFP photographer saw"."""

OWN_BEFORE = re.compile(r"\b(?:[Rr]ead more (?:from|on|at)|[Ss]ubscribe to|[Ff]ollow) (?:the )?$")
DATELINE = 400
"""Code points from the start within which an agency puts its name between strokes."""

OPEN, CLOSED = "“", "”"


def by_self(phrase: Phrase, scene: Scene, *, own_words: bool = False) -> Actor | None:
    """Give who speaks of themselves at a place. None: nobody can be told.

    That is whoever is quoted there; in an open quotation that is no statement, whoever spoke last;
    in a speech given in full, its speaker; else the text's author ("I") or its outlet ("we").

    Args:
        phrase: The words for them.
        scene: The document.
        own_words: It is of what they say or think: "my assessment".
    """
    at = phrase.head.tokens[0].start
    if len(phrase.words) == 2 and phrase.words[1] in STATE_NOUNS:
        entry = scene.knowledge.state(own_side(phrase, scene) or "")
        return entry.actor if entry else None
    if len(phrase.words) > 1 and not (own_words and phrase.words[1] not in OWN):
        return (
            outlet_of_document(scene)
            if phrase.words[1] in OWN and not scene.in_content(at)
            else None
        )
    outer = scene.enclosing(phrase.span)
    if outer:
        return outer[-1].actor
    last = next(scene.speakers_before(at), None)
    if _in_quotation(at, scene):
        return last.actor if last is not None and at - last.end < REACH else None
    first = phrase.words[0]
    if ASKING.match(scene.text, phrase.span.end):
        return _author(scene) or (outlet_of_document(scene) if first != "i" else None)
    author = _author(scene)
    if author is None and last is not None and _is_speech(scene):
        return last.actor
    return author if first in {"i", "my", "me"} else None


def own_side(phrase: Phrase, scene: Scene) -> str | None:
    """Give for whom the one speaks who says "our" at a place: "our president", "my government".

    None: nobody is quoted there, or somebody who speaks for no side.
    """
    at = phrase.head.tokens[0].start
    outer = scene.enclosing(phrase.span)
    last = next(scene.speakers_before(at), None) if _in_quotation(at, scene) else None
    who = outer[-1].actor if outer else last.actor if last is not None else None
    if who is None:
        return None
    return scene.made.get(who.id, who).party or party_of_actor(who, scene.discourse)


def _in_quotation(at: int, scene: Scene) -> bool:
    """Tell whether a quotation mark was opened in the paragraph before a place and not closed."""
    before = scene.text[scene.text.rfind("\n", 0, at) + 1 : at]
    curly = before.rfind(OPEN) > before.rfind(CLOSED)
    return curly or (OPEN not in scene.text and before.count('"') % 2 == 1)


def _is_speech(scene: Scene) -> bool:
    sources = [s for s in scene.sources if s.text.strip(' ,"“”').casefold() in {"we", "i"}]
    bare = [s for s in sources if not scene.in_content(s.start)]
    return sum(not ASKING.match(scene.text, s.end) for s in bare) >= TRANSCRIPT


def _author(scene: Scene) -> Actor | None:
    """Give the author whom a text names at its end or in its byline."""
    text = scene.text
    found = AUTHOR.search(text, max(0, len(text) - EDGE)) or BYLINE.search(text, 0, EDGE)
    if found is None:
        written = re.search(r"\bThe (?:writer|author) is\b", text[-EDGE:])
        return scene.local(ActorKind.UNNAMED, "author of the article") if written else None
    for sighting in scene.discourse.within(found.start("name"), found.end("name")):
        if sighting.actor.kind is ActorKind.PERSON:
            return sighting.actor
    return scene.local(ActorKind.PERSON, found["name"])


def outlet_of_document(scene: Scene) -> Actor | None:
    """Give the outlet that a document is from, if it is known."""
    document = scene.discourse.document
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", document.url or "")
    for name in (document.outlet or "", host):
        entry = scene.knowledge.outlet_of(name)
        if entry is not None:
            return entry.actor
    return None


def own_names(scene: Scene) -> frozenset[str]:
    """Give the names of the document's own outlet, which no chain repeats."""
    document = scene.discourse.document
    names = {document.outlet or ""}
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", document.url or "")
    for name in (document.outlet or "", host):
        entry = scene.knowledge.outlet_of(name)
        if entry is not None:
            names.add(entry.actor.name)
    label = fold(host.partition(".")[0])
    for sighting in scene.discourse.sightings:
        if sighting.actor.kind is not ActorKind.OUTLET:
            continue
        if fold(sighting.actor.name) == label or _speaks_as_itself(sighting, scene.text):
            names.add(sighting.actor.name)
    return frozenset(fold(name) for name in names if name)


def _speaks_as_itself(sighting: Sighting, text: str) -> bool:
    """Tell whether a text names its own outlet: "RT has contacted", "MOSCOW, May 20. /TASS/"."""
    before = text[max(0, sighting.start - 60) : sighting.start]
    after = text[sighting.end : sighting.end + 60]
    return bool(
        OWN_AFTER.match(after)
        or (OWN_BESIDE.match(after) and before.endswith((" an ", " a ")))
        or OWN_BEFORE.search(before)
        or (sighting.start < DATELINE and before.endswith("/") and after.startswith("/"))
    )
