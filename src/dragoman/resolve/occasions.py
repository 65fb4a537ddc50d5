"""Occasions: what somebody said to an outlet reaches what else they said on the same occasion."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from dragoman.record import Actor, ActorKind, Attribution, Link
from dragoman.resolve.interviews import NEXT_SPEAKER, Interview, interviews
from dragoman.resolve.lexicon import CITING
from dragoman.resolve.posts import posted
from dragoman.resolve.relays import in_interview, said_to
from dragoman.resolve.scene import Scene
from dragoman.resolve.sourceless import quoted_one
from dragoman.resolve.stops import masked
from dragoman.resolve.surveys import surveyed
from dragoman.resolve.turns import answered

NEXT = 10
"""How many statements may lie between two words to one outlet. On 138 annotated articles 25 finds
no chain more than 10 does, and five wrong ones (2026-11)."""

AFTER_REPORT = 4
"""The same for a speaker whom an outlet only reports ("..., Interfax reported. He added ..."): 8
finds 2 chains more of 447 and 9 wrong ones."""

RUN = 700
"""Code points that may lie between two statements of one run."""

SOURCES = re.compile(
    r"\b(?:sources?|person|people|familiar|briefed|interlocutors?|with knowledge)\b", re.IGNORECASE
)
"""Words of sources who talk to reporters, unlike officials and witnesses who speak in public."""

OFFICIALS = re.compile(
    r"^(?:an?|one|two|three|four|another|a second|a third|several)"
    r" (?:(?!former|local)[\w.-]+ ){0,4}(?:officials?|diplomats?|negotiators?|officers?)$",
    re.IGNORECASE,
)
DENIALS = re.compile(r"\b(?:den(?:y|ies|ied)|reject\w*|dismiss\w*|declin\w*|refus\w*|comment\w*)\b")
LEAD = 700
"""Code points within which a story says that it rests on what sources told one outlet."""

TOLD_NAME = re.compile(r"(?:told|tells|telling) (?:the )?[A-Z]")
"""A cue with whom somebody spoke to by name."""

SHARE = re.compile(
    r"^(?:one|both|another|the other|the (?:first|second))"
    r"(?: of (?:them|the (?:two )?(?P<noun>\w+)))?$",
    re.IGNORECASE,
)
"""Some of those who spoke last: "one of them", "one of the officials"."""

NOBODY = "unnamed sources"
"""What those are called of whom a text tells nothing: only sources are taken for the same."""

DEFINITE = re.compile(r"^[Tt]he (\w+)$")
"""A source of whom the text has told before."""

PUBLIC = re.compile(
    r"\b(?:press conference|news conference|briefing|oval office|conference|in parliament"
    r"|(?:told|speaking to|spoke to|briefed) (?:mps|lawmakers|reporters|journalists|parliament"
    r"|the (?:house|senate|council|cabinet)|supporters|soldiers|troops|students"
    r"|(?:a|the) (?:crowd|rally|audience|meeting|gathering))"
    r"|at an? (?:[\w-]+ ){0,2}(?:rally|meeting|summit|forum|ceremony|funeral|event|dinner)"
    r"|in a (?:statement|letter|speech|sermon)(?! (?:to|seen|obtained|reviewed)\b)"
    r"|hearing|security council|in an? address|nightly address)\b",
    re.IGNORECASE,
)
"""Words that tell of an occasion with more listeners than an outlet's."""

OTHER = re.compile(
    r"\b(?:telegram|facebook|instagram|tweet\w*|on (?:x|truth social)|social media|in a post|posted"
    r"|videos?|(?:during|on) a (?:visit|trip|tour)"
    r"|(?:earlier|later) (?:this|that) (?:week|month|year|day)|last (?:week|month|year)"
    r"|(?:a|two|three|several|some) (?:days?|weeks?|months?|years?) (?:earlier|before|later|ago)"
    r"|televised|later (?:said|told|wrote|announced)|previously|in the past"
    r"|(?:has|have|had) (?:said|warned|argued|claimed|insisted) before"
    r"|has (?:long|repeatedly|often|always|consistently|since)|on (?:another|a separate) occasion"
    r"|in (?:separate|other|earlier|later) (?:remarks|comments|interviews?))\b",
    re.IGNORECASE,
)
"""Words that tell of another occasion, on which a chain does not go on."""

TURN = re.compile(r"[\"“\W]*(?:Meanwhile|Separately|Elsewhere|Earlier|Later|Previously)\b")
"""What begins a sentence about something else."""

SAME = re.compile(
    r"\b(?:in|during|of|from) the (?:same |rest of the )?(?:interview|conversation|column|op-ed)\b"
)
"""Words that tell of an interview that the text has told of."""

AGAIN = re.compile(r"\b(?:reiterat|repeat)\w+")
"""Who says again what was said elsewhere goes on here."""

ASIDE = re.compile(r", (?:who|which|whose|whom)\b[^,]*,")
"""What is told of somebody beside what they say."""

DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def carried(
    flat: list[tuple[Link, ...]],
    speakers: list[Actor | None],
    order: list[int],
    scene: Scene,
) -> list[tuple[Link, ...]]:
    """Let what somebody said to an outlet hold for what they say around it.

    An interview holds for all that the person says from there on; "told the Sun" for what the
    person says within the NEXT statements; a report for AFTER_REPORT. It reaches back over a run
    of statements of the same person that ends with it.
    """
    found = list(flat)
    given: dict[str, tuple[int, tuple[Link, ...]]] = {}
    over: set[str] = set()
    apart: set[int] = set()
    places = [_place(attribution) for attribution in scene.reading.attributions]
    coming = list(interviews(scene, sorted(places)))
    for place, index in enumerate(order):
        speaker = speakers[index]
        if speaker is None or (speaker.name == NOBODY and not _sources_speak(order, place, scene)):
            continue
        while coming and coming[0].at < places[index]:
            giver = _giver(coming[0], speaker, places[index])
            if giver is not None:
                given[giver.id] = (len(order), coming[0].links)
            coming.pop(0)
        if flat[index]:
            _, end = scene.sentence(places[index])
            after = all(link.span is not None and link.span.start >= end for link in flat[index])
            reach = (
                0
                if after or _in_public(index, flat[index], scene)
                else _reach(flat[index], speaker, len(order), scene)
            )
            given[speaker.id] = (place + reach, flat[index])
        elif speaker.id in given and place <= given[speaker.id][0]:
            until, links = given[speaker.id]
            if moved_on(scene.reading.attributions[index], links, scene):
                if not AGAIN.search(_frame(scene.reading.attributions[index], scene)):
                    del given[speaker.id]
                    over.add(speaker.id)
                    apart.add(index)
                continue
            found[index] = links
            given[speaker.id] = (max(until, place + 1), links)
        elif speaker.id in over:
            apart.add(index)
    _listed(found, speakers, order, scene)
    _run_before(found, speakers, order, apart, scene)
    _same_asker(found, speakers, scene)
    surveyed(found, speakers, scene)
    posted(found, speakers, scene)
    answered(found, speakers, scene)
    return found


def _sources_speak(order: Sequence[int], place: int, scene: Scene) -> bool:
    """Tell whether somebody's sources speak, or did right before words that have no source.

    "The paper's sources called it risky. Arms were described as needed" is all theirs.
    """
    attributions = scene.reading.attributions
    source = attributions[order[place]].source
    if source is None and place:
        source = attributions[order[place - 1]].source
    return source is not None and SOURCES.search(source.text) is not None


def _place(attribution: Attribution) -> int:
    return (attribution.source or attribution.cue or attribution.content[0]).start


def _giver(interview: Interview, speaker: Actor, place: int) -> Actor | None:
    """Give who gave an interview: whoever is named with it, else who speaks right after it."""
    if interview.giver is not None:
        return interview.giver
    near = place - interview.at < NEXT_SPEAKER
    return speaker if near and speaker.kind is ActorKind.PERSON else None


def _reach(links: Sequence[Link], speaker: Actor, statements: int, scene: Scene) -> int:
    """Give how many statements further a chain may hold for a speaker."""
    if in_interview(links, scene) or speaker.kind is ActorKind.UNNAMED:
        return statements
    return NEXT if said_to(links, scene) else AFTER_REPORT


def _in_public(index: int, links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether an outlet only reports what was said to many: "told a rally, TASS reports"."""
    frame = _frame(scene.reading.attributions[index], scene)
    return PUBLIC.search(frame) is not None and not in_interview(links, scene)


def _same_asker(found: list[tuple[Link, ...]], speakers: list[Actor | None], scene: Scene) -> None:
    """Let the one outlet that unnamed sources spoke to hold for all such sources of a document.

    "Two sources told Reuters" in the first sentence is what "the sources" and "a third person
    familiar with the talks" have in common further down; officials without names too, where the
    whole story rests on it from its lead on.
    """
    attributions = scene.reading.attributions
    unnamed = [
        index
        for index, speaker in enumerate(speakers)
        if speaker is not None
        and speaker.kind is ActorKind.UNNAMED
        and attributions[index].source is not None
    ]
    sources = [index for index in unnamed if SOURCES.search(_name(speakers[index]))]
    chains = {found[index] for index in sources if found[index]}
    names = {tuple(link.name for link in links) for links in chains}
    if len(names) != 1:
        return
    links = next(iter(chains))
    rests = any(found[index] and _place(attributions[index]) < LEAD for index in sources)
    alone = all(not found[i] or found[i][0].name == links[0].name for i in range(len(found)))
    officials = [index for index in unnamed if _keeps_back(attributions[index], scene)]
    talking = [index for index in sources if _talks(attributions[index], speakers[index])]
    for index in [*talking, *(officials if rests and alone else ())]:
        if found[index] or _told_another(attributions[index], scene):
            continue
        if not _nested(attributions[index], attributions):
            found[index] = tuple(replace(link, span=None) for link in links)


def _told_another(attribution: Attribution, scene: Scene) -> bool:
    """Tell whether a sentence names to whom somebody spoke, which is no outlet of its chain."""
    cue = attribution.cue
    return cue is not None and TOLD_NAME.match(scene.text, cue.start) is not None


def _name(actor: Actor | None) -> str:
    return actor.name if actor else ""


def _talks(attribution: Attribution, actor: Actor | None) -> bool:
    """Tell whether somebody is called a source, more than by the name that nobody's have here."""
    called = attribution.source is not None and SOURCES.search(attribution.source.text)
    return bool(called) or _name(actor) != NOBODY


def _keeps_back(attribution: Attribution, scene: Scene) -> bool:
    """Tell whether officials without a name speak, and neither in public nor of the report."""
    source, cue = attribution.source, attribution.cue
    if source is None or OFFICIALS.match(source.text) is None or elsewhere(attribution, scene):
        return False
    return cue is None or not (DENIALS.search(cue.text) or CITING.search(cue.text))


def _listed(
    found: list[tuple[Link, ...]],
    speakers: list[Actor | None],
    order: list[int],
    scene: Scene,
) -> None:
    """Let what several told an outlet in one sentence hold for each of them further on.

    "A diplomat, a driver and a cook told the Sun" is where "the diplomat" spoke to it, though the
    reader gives the sentence to one of them.
    """
    attributions = scene.reading.attributions
    told: list[tuple[str, tuple[Link, ...]]] = []
    known: dict[str, tuple[Link, ...]] = {}
    for index in order:
        source, speaker = attributions[index].source, speakers[index]
        if source is None or speaker is None or speaker.kind is not ActorKind.UNNAMED:
            continue
        if found[index] and said_to(found[index], scene):
            start, end = scene.sentence(source.start)
            told.append((scene.text[start:end], found[index]))
        if speaker.id not in known:
            noun = DEFINITE.match(source.text)
            new = noun and not found[index] and not elsewhere(attributions[index], scene)
            pattern = re.compile(rf"\b(?:an?|one|two|\w+) (?:\w+ )*{noun[1]}\b") if noun else None
            lists = [links for text, links in told if pattern and pattern.search(text)]
            known[speaker.id] = lists[-1] if new and lists else ()
        if not found[index]:
            found[index] = known[speaker.id] or _shared(attributions[index], told, scene)


def _shared(
    attribution: Attribution, told: Sequence[tuple[str, tuple[Link, ...]]], scene: Scene
) -> tuple[Link, ...]:
    """Give the chain of those of whom a source is one: "one of them" after "two told the Sun"."""
    share = SHARE.match(attribution.source.text.strip(" ,")) if attribution.source else None
    if share is None or not told or elsewhere(attribution, scene):
        return ()
    text, links = told[-1]
    near = attribution.source is not None and all(
        link.span is None or 0 < attribution.source.start - link.span.end < RUN for link in links
    )
    return links if near and (share["noun"] or "") in text else ()


def _run_before(
    found: list[tuple[Link, ...]],
    speakers: list[Actor | None],
    order: list[int],
    apart: set[int],
    scene: Scene,
) -> None:
    """Let "he told the Sun" reach what the same person said just before it, sentence by sentence.

    The run ends where somebody else speaks, another chain or another occasion begins, or at what
    was said on that one, which lies apart from the chain before it.
    """
    attributions = scene.reading.attributions
    outer = [index for index in order if not _nested(attributions[index], attributions)]
    for place in range(len(outer) - 1, 0, -1):
        index, before = outer[place], outer[place - 1]
        if not found[index] or found[before] or speakers[index] is None:
            continue
        quoted = quoted_one(attributions[index], scene) is not None
        if quoted or _in_public(index, found[index], scene):
            continue
        if speakers[before] != speakers[index] or before in apart:
            continue
        if _name(speakers[index]) == NOBODY:
            continue
        if elsewhere(attributions[before], scene):
            continue
        gap = attributions[index].content[0].start - attributions[before].content[-1].end
        if gap < RUN:
            found[before] = found[index]


def _nested(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Tell whether a statement lies inside the content of another."""
    inner = attribution.content[0]
    return any(
        part.contains(inner) and part != inner
        for other in others
        if other is not attribution
        for part in other.content
    )


def moved_on(attribution: Attribution, links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether somebody who spoke to an outlet now speaks on another occasion or day."""
    if elsewhere(attribution, scene):
        return True
    told = [scene.sentence(link.span.start) for link in links if link.span]
    days = {day for start, end in told for day in DAY.findall(scene.text[start:end])}
    today = set(DAY.findall(_frame(attribution, scene)))
    return bool(days and today) and not days & today


def elsewhere(attribution: Attribution, scene: Scene) -> bool:
    """Tell whether the sentence of a statement's source speaks of another occasion or place."""
    frame = _frame(attribution, scene)
    if SAME.search(frame):
        return False
    other = PUBLIC.search(frame) or OTHER.search(frame) or TURN.match(frame)
    return other is not None or _in_a_place(attribution, scene)


def _in_a_place(attribution: Attribution, scene: Scene) -> bool:
    """Tell whether a statement is said to have been made in a town: "warned in Brussels of"."""
    cue = attribution.cue
    if cue is None:
        return False
    _, end = scene.sentence(cue.start)
    first = bisect_left(scene.discourse.place_starts, cue.end)
    for place, _ in scene.discourse.places[first : first + 1]:
        between = scene.text[cue.end : place]
        if place < end and re.fullmatch(r" (?:\w+day )?in ", between):
            return not any(part.start <= place < part.end for part in attribution.content)
    return False


def _frame(attribution: Attribution, scene: Scene) -> str:
    """Give the sentence of a statement's cue or source, with blanks for what is told in it.

    What is told of people in passing is left out: "the chancellor, who took office last month,".
    """
    anchor = attribution.cue or attribution.source
    if anchor is None:
        return ""
    start, end = scene.sentence(anchor.start)
    return ASIDE.sub(",", masked(scene.text, start, end, attribution.content, " "))
