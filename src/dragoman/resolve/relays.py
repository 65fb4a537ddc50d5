"""Relays: the outlets that a statement was given to or taken from, as its sentence says."""

import re
from collections.abc import Iterator, Sequence

from dragoman.record import Actor, ActorKind, Attribution, Link, LinkKind, Span
from dragoman.resolve.descriptions import outlet_before
from dragoman.resolve.interviewers import interviewers
from dragoman.resolve.lexicon import CITING
from dragoman.resolve.other_reports import of_outlet, reports_else
from dragoman.resolve.quoting import quoting_links
from dragoman.resolve.roles import party_of_actor
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

GIVEN_TO = re.compile(
    r"\b(?:told|tells|telling|confirmed to|said (?:on|in|to)"
    r"|wr(?:ites|itten|ote|iting)\b[^.;\"“”]{0,25}? (?:in|for|on)"
    r"|speaking (?:\w+ ){0,2}(?:to|on|with)|spoke (?:to|with|on)|appear(?:ed|ing) on"
    r"|in an? (?:talk|conversation|chat) with|guests? (?:of|on|at)|on (?:the )?air (?:of|on|with)"
    r"|asked (?:\w+ )?on|opened up to|sat down with"
    r"|(?:quoted|cited|reported|interviewed|seen|reviewed|obtained|contacted|approached) by"
    r"|(?:article|op-ed|column|essay|piece|commentary)(?: \w+){0,2}? (?:in|for|on)"
    r"|published (?:by|in)|according(?: to)?|(?:translation|transcript) (?:in|by)"
    r"|comments? (?:to|on)"
    r"|interview\w*(?: \w+){0,4}? (?:with|to|on|by|in|for|published)|(?:statement|remarks) to"
    r"|(?:confirm(?:ed|s)|issued|given|gave|made)\b[^.;\"“”]{3,50}? to)\b"
    r"[^.;\"“”]{0,60}[\"“]?$",
    re.IGNORECASE,
)
SAID_ON = re.compile(
    r"\b(?:said|says|saying|elaborated|explained|argued|commented|claimed|insisted|stated|repeated"
    r"|declared|remarked|warned|asked|discussed)\b[^.;\"“”]{0,60} on (?:the )?(?:[A-Z]\w+['’]s )?"
    r"[\"“]?$"
)
TOWARDS = re.compile(
    r"(?:\b(?:to|for|on|by|through|via)|\b[a-z]+ with) (?:the |an? )?(?:[\w’'-]+ ){0,3}[\"“‘«]?$"
    r"|\b(?:gave|giv(?:en|ing)|granted|texted|e-?mailed|messaged|assured) (?:the )?$"
)
"""Before an outlet in the frame of a statement, whatever the verb: "quoted on Friday by state
broadcaster X", "in conversation with X", "gave X to understand". A credit has a name before: "Ann
Lee with AFP"."""

CONFIRMS = re.compile(
    r"\b(?:confirm|den|describ|disclos|reveal|explain|admit|comment)\w*$", re.IGNORECASE
)
CONFIDED = re.compile(
    r"(?!that\b)(?:(?!(?:ha[sd]|have|was|were|is|are) )[\w’'-]+ ){1,6}to (?:the )?"
)
"""Before an outlet that ends what a reader takes to be said: "[the capture to] Reuters"."""

ITS_WORDS = re.compile(
    r"\b(?:speculation|claims?|allegations?|reports?|stor(?:y|ies)|coverage|investigations?|leaks?"
    r"|polls?|surveys?) by (?:the |an? )?(?:[\w’'-]+ ){0,3}$"
)
"""Before an outlet whose own words are spoken of: "was asked about speculation by the Post"."""

INVERTED = re.compile(r"[,\"”] (?:as )?(?:reports|reported|writes|wrote) (?:the )?$")
"""After a statement, before its outlet: "..., said Jane Doe, reports the Sun"."""

REPORTS = re.compile(
    r"^[,\"”]?\s*(?:(?:has|had|also|first|previously|earlier|later) ){0,2}"
    r"(?:report(?:ed|s)|added|quoted|wrote|said|says|writes|cited|(?:learn(?:ed|t)|heard) from"
    r"|(?:spoke|talked) (?:to|with)|interviewed)\b"
)
SPOKEN_TO = re.compile(
    r"^,? ?(?:\w+ly )?to (?:the )?(?:[\w-]+ ){0,3}?(?:[A-Z][\w.]*['’]s )?$", re.IGNORECASE
)
"""Between any cue and an outlet: "complained to CBS", "acknowledging to the daily Bild"."""

IN_ITS = re.compile(
    r"\b(?:in|during|for|from) (?:an?|the|his|her|their)(?: [\w-]+){0,2} $", re.IGNORECASE
)
ITS_OWN = re.compile(
    r"^ (?:[\w-]+ )?(?:interview|town hall|op-ed|podcast|forum|column|requests? for comment)\b"
)
"""Around an outlet that somebody spoke on: "in a Monday AP interview"."""

SPOKEN_OF = re.compile(
    r"\b(?:interview|op-ed|column|article|essay|remarks|comments|appearance)\b[^,.;\"“”]*$"
)
IS = re.compile(r"[\"”]? (?:is|are|was|were|has|have|had|will|would|could|may|might)\b")
"""Around an outlet where an interview itself is spoken of: "his column in the Sun was bad"."""

GOT_HOLD = re.compile(
    r"\b(?:seen|reviewed|obtained|viewed|examined|published|quoted|cited|interviewed|contacted"
    r"|reached|told|released|leaked)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:wr(?:ites?|ote|iting|itten)|published|according to|cit(?:es|ed|ing)|quot(?:es|ed|ing)"
    r"|interview\w*|told|(?:article|op-ed|essay|analysis|commentary|column) (?:for|in|on))\b"
    r"[^.;\"“”]*$",
    re.IGNORECASE,
)
"""Before a think tank that somebody wrote for or told; a talk at one is an occasion of its own."""

NOUNS = (
    "newspaper|paper|outlet|agency|channel|broadcaster|network|magazine|publication|daily|weekly"
    "|edition|portal|tabloid|website|news organi[sz]ation"
)
ASKERS = "correspondent|reporter|editor|journalist|newsroom|author|anchor|presenter|host|columnist"
THE_OUTLET = re.compile(
    rf"\b(?:(?:told|to|according to|(?:reported|quoted|cited|published) by|interview with)"
    rf" the (?:news |TV |same |(?P<of_state>[A-Z]\w+) )?(?P<to>{NOUNS})\b(?! (?:of|for)\b)"
    rf"(?!['’]s (?!{ASKERS}))"
    r"|(?:told|telling|confirmed to|speaking to|spoke to|rang) the (?P<told>station|newsroom|site)"
    rf"|the (?:news |TV )?(?P<of>{NOUNS}) (?:reported|added|quoted|cited|wrote|has it)\b"
    rf"|[Tt]he (?P<of_report>report|article|story|{NOUNS}) (?:also )?(?:quot|cit)(?:ed|es)\b)"
)
ITS_REPORT = re.compile(r"(?:['’]s)? (?:\w+ )?(?:reports?|reported|article|story)\b")
"""After the outlet that the words "the report" mean."""

ANOTHER_REPORT = re.compile(r"\ban? (?:\w+ )?(?:report|article|story)\b", re.IGNORECASE)

LATELY = 400
"""Code points back to an outlet's report."""

THIS_SAYS = re.compile(
    r"(?:This (?:is|was|has been)|(?:His|Her|Their) (?:words|remarks) (?:are|were)?)"
    r" ?(?:\w+ ){0,2}?(?:reported|stated|written|published|quoted|cited|quotes|reports|cites)\b"
)
"""The sentence after a statement, where it only says who has it."""

NEAR = 40
"""Code points before "to the paper" within which the cue stands that it goes with."""

OWN_SOURCES = re.compile(
    rf"\b(?P<whose>{NOUNS})['’]s (?:\w+ )?(?:sources?|interlocutors?)\b"
    rf"|\b(?:sources?|interlocutors?) of the (?P<of>{NOUNS})\b"
    rf"|^the (?P<works>{NOUNS}|radio)['’]s (?:[\w-]+ ){{0,2}}(?:{ASKERS})\b",
    re.IGNORECASE,
)
"""Sources that belong to an outlet which was named before, and its own people."""

ITS_PEOPLE = re.compile(rf"^its (?:[\w-]+ ){{0,2}}(?:{ASKERS})\b", re.IGNORECASE)

STATE_MEDIA = re.compile(
    r"\b(?:told|to|with|on|by|citing) (?:the |their |his |her |its )?"
    r"(?P<media>state(?:-run|-owned)? (?:media|television|TV|radio|news agency|broadcaster))\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:told|tells|telling|interview\w*|speaking|spoke)\b", re.IGNORECASE)
INTERVIEW = re.compile(r"\binterview|\bspeaking (?:to|on)\b|\bspoke to\b", re.IGNORECASE)
"""Before an outlet that somebody spoke to at length."""

WROTE_FOR = re.compile(
    r"\b(?:writing|wrote|article|op-ed|column|essay|opinion piece|commentary)(?: \w+){0,2}?"
    r" (?:in|for|on)\b",
    re.IGNORECASE,
)
WRITING = re.compile(r" (?:\w+ )?(?:op-ed|column|essay|opinion piece|commentary)\b")
"""Before and after an outlet for which somebody wrote a piece, which fills more than a sentence."""


def outlets_around(
    attribution: Attribution, speaker: Actor | None, scene: Scene
) -> tuple[Link, ...]:
    """Give the outlets that a statement was given to or taken from, as its sentence says."""
    anchor = attribution.cue or attribution.source
    if anchor is None or (speaker is not None and speaker.kind is ActorKind.OUTLET):
        return ()
    start, end = scene.sentence(anchor.start)
    if quoting := tuple(quoting_links(attribution, speaker, end, scene)):
        return quoting
    start, end = min(start, anchor.start), max(end, anchor.end)
    links = []
    seen = start
    for sighting in scene.discourse.within(start, end):
        if not _publishes(sighting.actor, scene):
            continue
        since = seen
        seen = seen if sighting.possessive else sighting.end
        if _inside(attribution, sighting) or owns_outlet(sighting, scene):
            continue
        if _employs(attribution.source, sighting) or sighting.actor == speaker:
            continue
        if _given_to(attribution, sighting, since, end, scene) or _cited_before(
            attribution, sighting, scene
        ):
            span = Span.of(scene.text, sighting.start, sighting.end)
            links.append(Link(name=sighting.actor.name, kind=LinkKind.OUTLET, span=span))
    links += _said_after(end, scene)
    links += _pointed_at(attribution, start, end, scene)
    links += _state_media(attribution, speaker, start, end, scene)
    if not links:
        links += interviewers(attribution, speaker, start, end, scene)
    return tuple(dict.fromkeys(links)) or _within_source(attribution, scene)


def _pointed_at(attribution: Attribution, start: int, end: int, scene: Scene) -> Iterator[Link]:
    """Give the outlets that a sentence only points at: "according to the paper"."""
    for match in THE_OUTLET.finditer(scene.text, start, end):
        noun = match["to"] or match["told"] or match["of"] or match["of_report"]
        state = match["of_state"]
        if state and not scene.knowledge.adjectives.exactly(state):
            continue
        span = Span.of(scene.text, match.start(), match.end())
        if any(part.overlaps(span) for part in attribution.content):
            continue
        if attribution.source is not None and attribution.source.overlaps(span):
            continue
        if not (match["of"] or match["of_report"]) and _of_another(attribution, span, scene):
            continue
        if noun in {"report", "article", "story"}:
            outlet = _reporting(match.start(), scene)
        else:
            outlet = outlet_before(match.start(), noun.casefold(), scene)
        if outlet is not None:
            yield Link(name=outlet.name, kind=LinkKind.OUTLET, span=span)


def _reporting(at: int, scene: Scene) -> Actor | None:
    """Give the outlet whose report the text told of last."""
    near = scene.discourse.within(max(0, at - LATELY), at)
    outlets = [s for s in near if s.actor.kind is ActorKind.OUTLET]
    told = [s for s in outlets if ITS_REPORT.match(scene.text, s.end)]
    another = told and ANOTHER_REPORT.search(scene.text, told[-1].end, at)
    return told[-1].actor if told and not another else None


def _said_after(end: int, scene: Scene) -> Iterator[Link]:
    """Give the outlet of which the next sentence says that it reports: "This was reported by X"."""
    told = THIS_SAYS.match(scene.text, end)
    for sighting in scene.discourse.within(end, scene.sentence(end)[1]) if told else ():
        if sighting.actor.kind is ActorKind.OUTLET:
            span = Span.of(scene.text, sighting.start, sighting.end)
            yield Link(name=sighting.actor.name, kind=LinkKind.OUTLET, span=span)
            return


def _of_another(attribution: Attribution, span: Span, scene: Scene) -> bool:
    """Tell whether the cue of another statement is nearer to the words that name an outlet."""
    cues = {a.cue for a in scene.reading.attributions if a.cue is not None}
    near = {cue for cue in cues if cue.end > span.start - NEAR and cue.start < span.end}
    return bool(near) and attribution.cue not in near


def _state_media(
    attribution: Attribution, speaker: Actor | None, start: int, end: int, scene: Scene
) -> Iterator[Link]:
    """Give the state media of a speaker's own state that are named without it: "told state TV"."""
    party = party_of_actor(speaker, scene.discourse) if speaker else None
    entry = scene.knowledge.state(party) if party else None
    media = next(i for i in scene.knowledge.institutions if "state media" in i.names)
    for match in STATE_MEDIA.finditer(scene.text, start, end) if entry else ():
        span = Span.of(scene.text, match.start("media"), match.end("media"))
        inside = any(part.overlaps(span) for part in attribution.content)
        named = any(0 <= s.start - span.end <= 3 for s in scene.discourse.within(span.end, end))
        if entry and not inside and not named:
            outlet = scene.knowledge.body_of(entry.actor, media)
            yield Link(name=outlet.name, kind=LinkKind.OUTLET, span=span)


def said_to(links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether somebody spoke to the outlets of a chain, and may have said more to them."""
    return any(TOLD.search(_before(link, scene)) for link in links if link.span)


def in_interview(links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether a chain begins with an interview or a piece of somebody's own."""
    return any(
        INTERVIEW.search(_before(link, scene))
        or WROTE_FOR.search(_before(link, scene))
        or WRITING.match(scene.text, link.span.end)
        for link in links
        if link.span
    )


def _before(link: Link, scene: Scene) -> str:
    """Give the words of a link's sentence up to the link."""
    at = link.span.start if link.span else 0
    return scene.text[scene.sentence(at)[0] : at]


def _inside(attribution: Attribution, sighting: Sighting) -> bool:
    """Tell whether an outlet is only spoken of, and not at the end: "confirmed it to Reuters"."""
    for part in attribution.content:
        if part.start <= sighting.start and sighting.end <= part.end:
            cue = attribution.cue.text if attribution.cue else ""
            before = part.text[: sighting.start - part.start]
            confided = CONFIRMS.search(cue) and CONFIDED.fullmatch(before)
            return not (confided and sighting.end == part.end)
    return False


def _publishes(actor: Actor, scene: Scene) -> bool:
    """Tell whether an actor is an outlet, or a think tank that publishes as one."""
    if actor.kind is ActorKind.OUTLET:
        return True
    entry = scene.knowledge.entries.get(actor.id)
    return entry is not None and entry.medium is not None


def _employs(source: Span | None, sighting: Sighting) -> bool:
    """Tell whether a source only belongs to an outlet: "a columnist for the newspaper Blick".

    Inside a source an outlet is a link where it got hold of one: "a draft seen by Reuters".
    """
    if source is None or not source.start <= sighting.start < source.end:
        return False
    return GOT_HOLD.search(source.text[: sighting.start - source.start]) is None


def owns_outlet(sighting: Sighting, scene: Scene) -> bool:
    """Tell whether an outlet is only named as the owner of the next: "the BBC's partner CBS"."""
    after = scene.discourse.within(sighting.end, sighting.end + 40)
    return sighting.possessive and any(s.actor.kind is ActorKind.OUTLET for s in after)


def _given_to(
    attribution: Attribution, sighting: Sighting, start: int, end: int, scene: Scene
) -> bool:
    """Tell whether words between the last outlet and this one, or after it, make it a link."""
    before = scene.text[start : sighting.start]
    if sighting.actor.kind is not ActorKind.OUTLET and not WRITTEN.search(before):
        return False
    cue = attribution.cue
    if cue and cue.end <= sighting.start and SPOKEN_TO.match(scene.text[cue.end : sighting.start]):
        return True
    if IN_ITS.search(before) and ITS_OWN.match(scene.text[sighting.end : end]):
        return True
    if INVERTED.search(before):
        return True
    if SPOKEN_OF.search(before) and IS.match(scene.text, sighting.end):
        return False
    given = GIVEN_TO.search(before) or SAID_ON.search(before)
    if given is None and not (sighting.actor.name.endswith("media") or ITS_WORDS.search(before)):
        given = TOWARDS.search(before)
    if given is None:
        reports = REPORTS.match(scene.text[sighting.end : end])
        return reports is not None and not reports_else(before, attribution, sighting, scene)
    return not any(
        other.cue is not None
        and other.cue != attribution.cue
        and not of_outlet(other, sighting, attribution)
        and other.cue.start < start + given.end()
        and start + given.start() < other.cue.end
        for other in scene.reading.attributions
    )


def _cited_before(attribution: Attribution, sighting: Sighting, scene: Scene) -> bool:
    """Tell whether an outlet stands before "citing" and the source after it."""
    source = attribution.source
    if source is None or sighting.end > source.start:
        return False
    return bool(CITING.search(scene.text[sighting.end : source.start]))


def _last_outlet(source: Span, scene: Scene) -> tuple[Link, ...]:
    """Give the outlet that the sentence before names, whose people are "its correspondent"."""
    start, _ = scene.sentence(source.start)
    before, _ = scene.sentence(max(start - 1, 0))
    named = [
        sighting.actor
        for sighting in scene.discourse.within(before, source.start)
        if sighting.actor.kind is ActorKind.OUTLET
    ]
    return tuple(Link(name=actor.name, kind=LinkKind.OUTLET) for actor in named[-1:])


def _within_source(attribution: Attribution, scene: Scene) -> tuple[Link, ...]:
    """Give the outlet whose sources a phrase speaks of ("two NBC News sources")."""
    source = attribution.source
    if source is None:
        return ()
    owner = OWN_SOURCES.search(source.text)
    if ITS_PEOPLE.match(source.text):
        return _last_outlet(source, scene)
    noun = owner["whose"] or owner["of"] or owner["works"] if owner else ""
    outlet = outlet_before(source.start, noun.casefold(), scene) if noun else None
    if outlet is not None:
        return (Link(name=outlet.name, kind=LinkKind.OUTLET),)
    if not re.search(r"\b(?:sources?|interlocutors?)\b", source.text):
        return ()
    return tuple(
        Link(
            name=sighting.actor.name,
            kind=LinkKind.OUTLET,
            span=Span.of(scene.text, sighting.start, sighting.end),
        )
        for sighting in scene.discourse.within(source.start, source.end)
        if sighting.actor.kind is ActorKind.OUTLET
    )
