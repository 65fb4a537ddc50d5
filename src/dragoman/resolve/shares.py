"""Shares: one of several whom a text tells of: "one of the officials", "another of them"."""

import re
from collections.abc import Callable

from dragoman.record import Actor, ActorKind, Attribution, Span
from dragoman.resolve.lexicon import CALENDAR, PRIVATE, RELATIVES, UNNAMED_HEADS
from dragoman.resolve.names import fold
from dragoman.resolve.people import person_named
from dragoman.resolve.phrases import Phrase, after_share, read_phrase
from dragoman.resolve.pronouns import HEAD
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.surveys import SHARE

ONE_OF = re.compile(r"\W*(?:one|another|a (?:second|third|fourth)) of\b", re.IGNORECASE)
SEVERAL = {word for word in UNNAMED_HEADS | PRIVATE if word.endswith("s")}
MOST = re.compile(r"^(?:the )?(?:most |\w+est )(?=[a-z])")
SINGULARS = (
    (re.compile(r"people$"), "person"),
    (re.compile(r"men$"), "man"),
    (re.compile(r"wives$"), "wife"),
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=ss)es$|(?<=[^s])s$"), ""),
)

RESPONDING = re.compile(
    r"(?:^|\bof )(?:the |all )*(?:respondents?|those (?:surveyed|polled|questioned|asked))$",
    re.IGNORECASE,
)
POLLED = re.compile(
    r"\b(?:surveyed|polled|questioned|interviewed|asked|(?:survey|poll|sample) of)"
    r" (?:(?:about|around|some|nearly|over|more than|at least|a total of) )?\d[\d,.]*"
    r" (?P<group>(?:[\w’-]+ ){0,3}?(?:people|\w{3,}s)\b"
    rf"(?: (?:in|of|from) (?!(?i:{'|'.join(sorted(CALENDAR))}))(?:the )?[A-Z][\w’-]+)?)"
)
"""Whom a survey asked: "surveyed 1,012 Omani voters"."""

Resolver = Callable[[Phrase, Attribution, Scene], Actor | None]
"""What gives the actor behind the words of a source."""


def from_one_of(asked: Asked, resolver: Resolver) -> Actor | None:
    """Take one of several: whom the phrase names beside it, else one of those it is of.

    Args:
        asked: Whose words these are.
        resolver: Gives the actor behind the words that tell of several.
    """
    phrase, scene = asked.phrase, asked.scene
    if not ONE_OF.match(phrase.span.text):
        return None
    if phrase.head.tokens[0].start == phrase.span.start:  # "one of": the reader cut the rest
        return scene.local(ActorKind.UNNAMED, "unnamed source")
    named = person_named(phrase, scene)
    if named is not None:
        return named
    rest = Span.of(scene.text, phrase.head.tokens[0].start, phrase.span.end)
    several = read_phrase(rest, scene.discourse)
    actor = resolver(several, asked.attribution, scene) if several else None
    if actor is None and phrase.words[0] in RELATIVES:
        return None
    if actor is not None and actor.kind is ActorKind.UNNAMED:
        name = single(actor.name)
        if name != actor.name:
            return scene.local(ActorKind.UNNAMED, name, actor.party)
    words = " ".join(scene.text[phrase.head.tokens[0].start : phrase.head.tokens[-1].end].split())
    return scene.local(ActorKind.UNNAMED, f"one of {words}")


def from_surveyed(asked: Asked) -> Actor | None:
    """Take the group that a survey asked for a bare share of it: "only 39 percent", "respondents".

    None: it is no such share, or the document has told of no group before.
    """
    phrase, scene, at = asked.phrase, asked.scene, asked.phrase.span.start
    tokens = phrase.head.tokens
    share = after_share([token.text for token in tokens])
    bare = share == len(tokens) or scene.text.startswith("%", tokens[-1].end)
    if not bare and not RESPONDING.search(phrase.span.text.strip(" ,")):
        return None
    for spoken in scene.speakers_before(at):
        source, actor = spoken.attribution.source, spoken.actor
        shared = source is not None and SHARE.search(scene.text[source.start : source.end + 1])
        if shared and actor and actor.kind is ActorKind.UNNAMED and not SHARE.search(actor.name):
            return actor
    polled = [match["group"] for match in POLLED.finditer(scene.text, 0, at)]
    return scene.local(ActorKind.UNNAMED, polled[-1]) if polled else None


def single(name: str) -> str:
    """Give the name of one of several: "source familiar with it" of "sources familiar with it".

    The name is given back unchanged where its head is no plural.
    """
    name = MOST.sub("", name)
    words = name.split(" ")
    found = HEAD.search(name)
    last = len(name[: found.start()].split(" ")) - 1 if found else len(words) - 1
    called = (at for at, word in enumerate(words) if fold(word) in SEVERAL)
    at = next(called, last)
    for ending, one in SINGULARS:
        if ending.search(words[at]):
            return " ".join((*words[:at], ending.sub(one, words[at]), *words[at + 1 :]))
    return name
