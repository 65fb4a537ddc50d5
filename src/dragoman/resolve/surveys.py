"""Surveys: the poll through which a document has what a share of people thinks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.record import Actor, Attribution, Link, LinkKind, Span
from dragoman.resolve.lexicon import CALENDAR
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene
from dragoman.resolve.selves import own_names

SHARE = re.compile(
    r"\d ?%|\bper ?cent\b|\b(?:half|majority|minority|plurality|third|two-thirds|quarter"
    r"|three-quarters|respondents?|those (?:surveyed|polled|questioned|asked))\b"
    r"|\b(?:in|out of) (?:10|ten|five|four|three|100)\b",
    re.IGNORECASE,
)
"""A share of people, who speak only through whoever asked them."""

POLL = re.compile(r"\b(?:polls?|polling|surveys?)\b", re.IGNORECASE)
NAME = r"[A-Z][\w&’'-]*(?:[ /](?:of |the |and )?[A-Z0-9][\w&’'-]*){0,5}"
ASKED_BY = re.compile(
    r"\b(?:polls?|polling|surveys?)\b(?: of [\w,. ]{3,40}?)?"
    r"(?:,? (?:\w+ )?(?:published|conducted|carried out|released|done|taken|run))?(?: \w+)?"
    r"(?: (?:on|in|last|this|earlier|between) [\w -]{3,24}?)? (?:by|from) (?:the )?"
    rf"(?:[\w-]+ ){{0,2}}?(?:[A-Z]\w+['’]s )?(?P<name>{NAME})"
)
NAMED = re.compile(rf"(?P<name>{NAME}(?: tracking)? (?:[Pp]oll|[Ss]urvey))\b")
POLLED = re.compile(
    rf"(?P<name>{NAME}) (?:has |had )?(?:asked|surveyed|polled|questioned|interviewed)"
    r" (?:about |some |more than |nearly )?\d[\d,]+ "
)
"""How a text names a poll: "a survey by the Kyiv institute KIIS", "a new Gallup poll"."""

NOT_NAMES = {"a", "an", "the", "new", "recent", "latest", "one", "another", "this", "early", "exit"}
WHOSE = re.compile(r"^[A-Z]\w+['’]s ")

REACH = 1200
"""Code points back to the poll that a share of people is taken from."""


def surveyed(
    found: list[tuple[Link, ...]],
    speakers: Sequence[Actor | None],
    scene: Scene,
) -> None:
    """Let what a share of people thinks come through a poll that the text names.

    That is one in the same sentence, else the one that is named most often shortly before.
    """
    attributions = scene.reading.attributions
    if not POLL.search(scene.text):
        return
    own = own_names(scene)
    polls = [link for link in _polls(scene) if not any(name in fold(link.name) for name in own)]
    for index, attribution in enumerate(attributions):
        source = attribution.source
        if source is None or found[index] or not SHARE.search(source.text):
            continue
        if not _reported(attribution, attributions, speakers):
            link = _poll_of(source, attribution, polls, scene)
            found[index] = (link,) if link else ()


def _polls(scene: Scene) -> Iterator[Link]:
    """Give where a text names a poll or who asked, in its order."""
    matches = [m for pattern in (ASKED_BY, NAMED, POLLED) for m in pattern.finditer(scene.text)]
    for match in sorted(matches, key=lambda match: match.start("name")):
        start, name = match.start("name"), match["name"]
        while words := name.split():
            first = fold(words[0].rstrip("s").rstrip("’'"))
            if first not in NOT_NAMES | CALENDAR or len(words) == 1:
                break
            start += len(name) - len(name.partition(" ")[2])
            name = name.partition(" ")[2]
        if not POLL.fullmatch(name):
            span = Span.of(scene.text, start, start + len(name))
            known = [s.actor.name for s in scene.discourse.within(span.start, span.end)]
            asked = known[0] if len(known) == 1 and match.re is NAMED else WHOSE.sub("", name)
            yield Link(name=asked, kind=LinkKind.NAMED, span=span)


def _reported(
    attribution: Attribution,
    others: Sequence[Attribution],
    speakers: Sequence[Actor | None],
) -> bool:
    """Tell whether somebody known reports a statement, whose link its chain has anyway."""
    inner = attribution.content[0]
    return any(
        speaker is not None and part.contains(inner) and part != inner
        for other, speaker in zip(others, speakers, strict=True)
        if other is not attribution
        for part in other.content
    )


def _poll_of(
    source: Span, attribution: Attribution, polls: Sequence[Link], scene: Scene
) -> Link | None:
    start, end = scene.sentence(source.start)
    end = max(end, attribution.content[-1].end)
    beside = [link for link in polls if link.span and start <= link.span.start < end]
    if beside:
        return beside[-1]
    before = [link for link in polls if link.span and link.span.start < start]
    if not before or not before[-1].span or start - before[-1].span.start > REACH:
        return None
    counts = Counter(fold(link.name) for link in polls)
    return max(reversed(before), key=lambda link: counts[fold(link.name)])
