"""Interviewers: whom somebody spoke to that is no known outlet: "an interview with the blog X"."""

import re
from collections.abc import Iterator

from dragoman.record import Actor, ActorKind, Attribution, Link, LinkKind, Span
from dragoman.resolve.lexicon import CALENDAR, OUTLET_NOUNS, SOCIAL_NETWORKS
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene
from dragoman.resolve.stops import masked
from dragoman.resolve.surnames import Sighting

NAME = (
    r"(?P<name>[\"“‘'«][A-Z][^\"”’»\n]{1,40}[\"”’'»]"
    r"|[A-Z][\w.&’'-]*(?: (?:of |the |and )?[A-Z][\w.&’'-]*){0,4})"
)
MASK = "\x00"
ASKED = re.compile(
    r"\b(?:[Ii]nterview(?:ed)?|conversation|op-ed|column|comments?|appearance|podcast)\b"
    r"(?: [a-z]+){0,3}? (?:with|to|for|by|on|in) "
    rf"(?P<described>(?:the |an? |his |her |its )?(?:[\w’'-]+ ){{0,4}}?){NAME}"
)
TOLD = re.compile(
    r"\b(?:told|speaking to|spoke to|in remarks to) "
    rf"(?P<described>(?:the |an? )?(?:[\w’'-]+ ){{1,4}}?){NAME}"
)
LEAD = (
    r"\b(?:told|tells|telling|speaking (?:\w+ ){0,2}(?:to|on|with)|spoke (?:to|on|with)"
    r"|[Ii]nterview(?:ed)?(?: \w+){0,3}? (?:with|to|on|by|for|in)|[Aa]ppear(?:ed|ing|ance) on"
    r"|(?:said|says|saying|remarks?|comments?|stated|reiterated|repeated|discussed)"
    r"\b[^.;\x00]{0,40}? (?:on|to)|on (?:the )?air (?:of|on)"
    r"|(?:complained|explained|confirmed|admitted|revealed|disclosed|confided|hinted) to"
    r"|(?:quoted|reported|cited|published|interviewed) by|[Cc]iting) "
)
SHOW = re.compile(
    LEAD + r"(?P<name>(?:[A-Z][\w.-]* ){0,3}[A-Z][\w.-]*['’]s (?:[a-z-]+ ){0,2}"
    r"(?:show|podcast|program(?:me)?|broadcast))\b"
)
"""What has no name but its host's: "on Jane Doe's radio show"."""

QUALITY = (
    r"(?:state|public|national|local|independent|opposition|private|military|federal|regional|foreign"
    r"|social media)(?:-run|-owned)? "
)
KIND = re.compile(
    LEAD + r"(?:the |an? |his |her |its |their |several |some |other |various )?"
    rf"(?P<name>(?:(?:[A-Z][\w-]+ ){{1,2}}(?:{QUALITY})?|{QUALITY})(?:news |TV |radio |media )?"
    r"(?:media|television|TV|radio|agenc(?:y|ies)|outlets?|broadcasters?|channels?|newspapers?"
    r"|stations?|sites?|websites?))\b(?! [A-Z“\"])"
)
"""Media that a text only describes: "told Israeli public radio", "quoted by local media"."""
PLAIN = re.compile(r"^state(?:-run|-owned)? ", re.IGNORECASE)
CHANNEL = re.compile(
    r"\b(?:told|telling|interview (?:with|to)|speaking to|spoke to) "
    r"(?P<name>[A-Z][A-Za-z]{1,6} \d{1,3}|[WK][A-Z]{2,3}(?:-TV)?)\b"
)
"""Local stations: "told Fox 35", "told WXYZ"."""

MEDIA = (
    (("show", "podcast", "program", "broadcast"), SHOW),
    (
        (
            *("media", "TV", "vision", "radio", "agenc", "outlet", "caster", "channel", "paper"),
            *("station", "site"),
        ),
        KIND,
    ),
    (("told", "telling", "interview", "speaking", "spoke"), CHANNEL),
)
"""What has a name that no knowledge has, after what is in every sentence that tells of such."""

ASKERS = {
    *("journalist", "host", "blogger", "anchor", "reporter", "correspondent", "presenter"),
    *("podcaster", "commentator", "columnist", "broadcaster", "interviewer", "pundit"),
}
MEDIUM = OUTLET_NOUNS | {"podcast", "platform", "radio", "television", "tv", "show", "blog"}


def interviewers(
    attribution: Attribution, speaker: Actor | None, start: int, end: int, scene: Scene
) -> Iterator[Link]:
    """Give those to whom a sentence says that a statement was made, outlets and journalists.

    Args:
        attribution: The statement, whose own content is left out of the search.
        speaker: Who made it, who is nobody's interviewer.
        start: Where the sentence begins.
        end: Where it ends.
        scene: The document.
    """
    text = masked(scene.text, start, end, attribution.content, MASK)
    for pattern in (ASKED, TOLD):
        for match in pattern.finditer(text):
            place = (start + match.start("name"), start + match.end("name"))
            link = _link(match, place, speaker, pattern is ASKED, scene)
            if link is not None:
                yield link
    for signs, pattern in MEDIA:
        for match in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            place = (start + match.start("name"), start + match.end("name"))
            known = _is_named(place, scene) or PLAIN.match(match["name"])
            if not known and (pattern is not KIND or _is_press(match["name"], place, scene)):
                span = Span.of(scene.text, *place)
                yield Link(name=match["name"], kind=LinkKind.OUTLET, span=span)


def _is_press(name: str, place: tuple[int, int], scene: Scene) -> bool:
    """Tell whether media are told of as a source, not as those who listen: "told Geneva media"."""
    if re.search(QUALITY, name) or not name.endswith(("media", "outlets", "s")):
        return True
    return any(sighting.adjective for sighting in scene.discourse.within(*place))


def _is_named(place: tuple[int, int], scene: Scene) -> bool:
    return any(s.actor.kind is ActorKind.OUTLET for s in scene.discourse.within(*place))


def _link(
    match: re.Match[str],
    place: tuple[int, int],
    speaker: Actor | None,
    asked: bool,
    scene: Scene,
) -> Link | None:
    described = {fold(word) for word in match["described"].split()}
    named = scene.discourse.within(*place)
    words = {fold(word) for word in match["name"].split()}
    if words & (CALENDAR | SOCIAL_NETWORKS) or len(match["name"]) < 3:
        return None
    span = Span.of(scene.text, *place)
    people = [sighting for sighting in named if sighting.actor.kind is ActorKind.PERSON]
    if people:
        if not _asks(people[0], described, speaker, asked):
            return None
        return Link(name=people[0].actor.name, kind=LinkKind.NAMED, span=span)
    if any(s.actor.local_to is None for s in named) or not (described & MEDIUM or _quoted(match)):
        return None
    return Link(name=match["name"].strip("\"“”‘’'«».,"), kind=LinkKind.OUTLET, span=span)


def _asks(sighting: Sighting, described: set[str], speaker: Actor | None, asked: bool) -> bool:
    """Tell whether a person is named as the one who asked, not the one who was asked."""
    if speaker is None or sighting.actor == speaker or sighting.actor.offices:
        return False
    return bool(described & ASKERS) or (asked and sighting.actor.local_to is None)


def _quoted(match: re.Match[str]) -> bool:
    return match["name"][0] in "\"“‘'«"
