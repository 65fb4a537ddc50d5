"""Titles: what a text says of a person, and the party that this implies."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import (
    BUSINESS,
    HONORIFICS,
    LAWMAKERS,
    LOCAL_TITLES,
    NAME_TITLES,
    OFFICIAL,
    PREPOSITIONS,
    STATE_TITLES,
)
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.parties import is_past, is_private
from dragoman.resolve.phrases import SIDES
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.roles import party_of_actor, told_role
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

APPOSITION = re.compile(
    r"^[\"”]?\s*(?:,|\(|–|—)\s*(?!\s)"
    r"((?!and\b|but\b|who\b|said\b|told\b|\w+ed (?:the|that|his|her|its|an?)\b)"
    r"[^,.;()–—\"“”]{3,140})"
)
NICKNAMED = re.compile(r"(?:also |better )?known as|nicknamed|dubbed")
LEADING = re.compile(
    r"^\s*,? (who (?:leads|led|heads|headed|chairs|chaired|represents|represented)"
    r" [^,.;()–—]{3,90})"
)
"""What somebody leads, where that is all that a text tells: "who led the Indian delegation"."""

RELATIVE = re.compile(r"\s+(?:who|whom|whose)\b")
"""What somebody does, after what somebody is: "a baker who was told by the army to head south"."""

LONGEST_TITLE = 90
TITLE_BEFORE = re.compile(
    r"((?:[^.,;:!?()\"“”–—\n]|(?<=\bRep)\.|(?<=\bSen)\.|(?<=\bGov)\.)"
    rf"{{2,{LONGEST_TITLE}}}?),?\s*$"
)
TITLED_SO = re.compile(
    rf"(?<=,) *(?:(?:ex-)?(?:{'|'.join(sorted(HONORIFICS | NAME_TITLES))})\b[.-]? ?(?:\(\w\) )?)+$",
    re.IGNORECASE,
)
"""A title between what somebody is and the name: "the head of the delegation, Brigadier X"."""

TITLE_BREAKS = {
    *("said", "told", "and", "but", "with", "by", "that", "from", "when", "as", "says"),
}
BEFORE_MATTERS = {
    *("foreign", "trade", "economic", "security", "european", "justice", "defence", "defense"),
    *("interior", "legal", "economy", "finance", "agriculture", "health", "industry", "energy"),
}
JOINED_MATTERS = {
    "affairs",
    "trade",
    "minister",
    "secretary",
    "policy",
    "commissioner",
    "representative",
}
"""What one office may join: "Foreign and European Affairs", "Interior and Justice Minister"."""

OF_STATE = {"ministry", "government", "army", "police", "parliament", "embassy"}
"""Bodies whose directors and doctors speak for a side, as others of them do not."""

POSTED = {"mission", "representative", "delegate", "coordinator", "director"}
"""Words of titles of those whom a body has sent to a state."""

SENT = {"ambassador", "envoy", "consul", "emissary", "attache"}
"""Those who are named with the state that they are sent to."""

SENT_TO = re.compile(r"\b(?:to|for|in) (?:the )?$")
MATTER = re.compile(
    r"\b(?:on|about|against|during|after|before|amid|over|regarding|towards?"
    r"|(?:talks|negotiations|relations|dialogue|contacts|ties|calls?|meetings?|war|conflict|deal"
    r"|agreement|cooperation) (?:with|between|in))\b(?!.*\b(?:of|at|for|from)\b)"
)
"""What a title goes on with that tells what its bearer works on, not for whom."""

POINTING = re.compile(
    r"\b(?:[Tt]he|[Tt]hat) (?P<noun>group|movement|ministry|army|military|agency|union|country"
    r"|nation|commission|organi[sz]ation)['’]s\b|\b(?P<whose>[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\b"
)
"""Words of a title that point back at the body whose it is."""

SEATS = {"mk": "Israel", "mks": "Israel", "td": "Ireland", "tds": "Ireland"}
"""Seats that only one state's parliament has, of whose parties a lawmaker's is one."""

TITLE_OFFICES = {
    "minister": "foreign minister",
    "premier": "prime minister",
    "mp": "prime minister",
    "senator": "senator",
    **dict.fromkeys(("rep", "congressman", "congresswoman"), "senator"),
}
"""Titles, and the offices of a state that has such officials."""

SINGULAR = {"secretary of state", "treasury secretary", "attorney general"}
"""Titles that few states have."""

MOST_NAMED = 4
"""Of how many states most named a document may have ministers whose state it need not name."""

DISPUTED = {"facto", "defacto", "called", "socalled", "proclaimed", "styled"}
"""Words of titles that the state does not grant whose a "minister" else would be."""

SPEAKS_FOR = {"spokesman", "spokeswoman", "spokesperson", "leader", "president", "chairman", "head"}


def introduce(actor: Actor, scene: Scene) -> Actor:
    """Give a person whom only this document knows the description and party that it states."""
    if actor.kind is not ActorKind.PERSON or actor.local_to is None or actor.id in scene.made:
        return scene.made.get(actor.id, actor)
    described = _descriptions(actor, scene)
    description = described[0][1] if described else None
    return scene.local(actor.kind, actor.name, _party_of_any(described, scene), description)


def stated_party(actor: Actor, scene: Scene) -> str | None:
    """Give the party that a document's own words about a person imply. None: they tell none."""
    described = _descriptions(actor, scene)
    over = any(role_in(office.role, words) for office in actor.offices for _, words in described)
    return None if over else _party_of_any(described, scene)


def _descriptions(actor: Actor, scene: Scene) -> list[tuple[Sighting, str]]:
    sightings = [s for s in scene.discourse.sightings if s.actor.id == actor.id]
    described = [(sighting, description_of(sighting, scene)) for sighting in sightings[:6]]
    return [(sighting, description) for sighting, description in described if description]


def _party_of_any(described: list[tuple[Sighting, str]], scene: Scene) -> str | None:
    """Give the party that descriptions of one person name, else the one that they imply."""
    if any(is_past(words) or _is_private(words) for _, words in described[:1]):
        return None
    for sighting, description in described:
        named = party_in(sighting, description, scene)
        if named:
            return named
    return next((p for seen, words in described if (p := _implied(seen, words, scene))), None)


def description_of(sighting: Sighting, scene: Scene) -> str | None:
    """Give the apposition after a name, or the title before it. None: the text has neither."""
    text = scene.text
    start, end = scene.sentence(sighting.start)
    after = APPOSITION.match(text[sighting.end : min(end, sighting.end + 160)])
    apposed = RELATIVE.split(after.group(1))[0] if after else ""
    if apposed and not NICKNAMED.match(apposed) and _describes(apposed):
        return re.sub(r"\s+", " ", apposed).strip()
    lead = text[start : sighting.start]
    for words_before in dict.fromkeys((TITLED_SO.sub("", lead), lead)):
        title = _title_at_end(words_before)
        if title:
            return title
    leading = LEADING.match(text[sighting.end : min(end, sighting.end + 160)])
    return re.sub(r"\s+", " ", leading.group(1)).strip() if leading else None


def _title_at_end(lead: str) -> str | None:
    """Give the title that ends the words before a name. None: they end with none."""
    before = TITLE_BEFORE.search(lead, max(0, len(lead.rstrip()) - LONGEST_TITLE - len(",")))
    if before:
        words = before.group(1).split()
        kept: list[str] = []
        for index, word in reversed([*enumerate(words)]):
            if fold(word) in TITLE_BREAKS and not _links_matters(words, index):
                break
            kept.insert(0, word)
        title = " ".join(kept).strip()
        if title and fold(kept[-1]) not in PREPOSITIONS and _describes(title):
            return title.removeprefix("the ").removeprefix("The ")
    return None


def _links_matters(words: list[str], at: int) -> bool:
    """Tell whether an "and" is inside one title: "Foreign and European Affairs Minister"."""
    before = {fold(word) for word in words[max(at - 1, 0) : at]} & BEFORE_MATTERS
    after = {fold(word) for word in words[at + 1 :]} & JOINED_MATTERS
    return words[at] == "and" and bool(before and after)


def _describes(words: str) -> bool:
    """Tell whether words say what somebody is."""
    folded = {fold(word) for word in re.findall(r"\w+", words)}
    return is_private(words) or bool(
        folded & (OFFICIAL | {"former", "founder", "doctor", "worker"})
    )


def _is_private(words: str) -> bool:
    """Tell whether a description is of somebody who speaks for no side and for no state's body."""
    folded = {fold(word) for word in re.findall(r"\w+", words)}
    return is_private(re.sub(r"\b[Dd]irector[- ][Gg]eneral\b", "", words)) and not folded & OF_STATE


def role_in(role: str, description: str) -> bool:
    """Tell whether a description names a role."""
    words = {fold(word) for word in re.findall(r"\w+", description)}
    return {fold(word) for word in role.split()} <= words


def party_in(sighting: Sighting, description: str, scene: Scene) -> str | None:
    """Give the party that a description implies. None: it is of a former or private person."""
    folded = {fold(word) for word in re.findall(r"\w+", description)}
    leads = description.startswith("who ")
    if is_past(description) or _is_private(description) or not (leads or folded & OFFICIAL):
        return None
    if folded & {"thinktank", "institute", "university"}:
        return None
    if folded & {"opposition", "rebel"} and scene.opposition:
        return scene.opposition.party
    window = scene.text[max(0, sighting.start - 100) : sighting.end + 170]
    place = window.find(description[:40])
    start = max(0, sighting.start - 100) + max(place, 0)
    named = [
        other
        for other in scene.discourse.within(start, start + len(description) + 2)
        if other.actor.kind in SIDES and other.start != sighting.start
    ]
    if folded & POSTED:  # "head of mission in Brazil" is not Brazil's
        named = [other for other in named if not _is_where(other, scene)]
    named = [other for other in named if not _is_worked_on(other, start, folded, scene)]
    for other in sorted(named, key=lambda other: other.actor.kind is not ActorKind.STATE):
        actor = other.actor
        if folded & {"mk", "mks"} and actor.kind is ActorKind.ORGANISATION:
            return actor.name
        return actor.party or _country(actor, scene) or _own_party(actor, folded)
    tokens = tokenize(description)
    for index in range(len(tokens)):
        weak = scene.knowledge.weak_index.longest(tokens, index)
        if weak and folded & LAWMAKERS:
            entry = scene.knowledge.entries[weak.ids[0]]
            seat = next((SEATS[word] for word in folded if word in SEATS), entry.country)
            if seat != entry.country:
                return _namesake_in(seat, tokens[index], scene)
            return entry.country or entry.actor.party
    return _pointed_at(start, description, scene)


def _namesake_in(state: str | None, name: Token, scene: Scene) -> str | None:
    """Give the party of a state that is called as a better known one elsewhere, else the state."""
    for entry in scene.knowledge.entries.values():
        words = {fold(token.text) for token in tokenize(entry.actor.name)}
        if entry.country == state and entry.actor.party and fold(name.text) in words:
            return entry.actor.party
    return state


def _is_where(sighting: Sighting, scene: Scene) -> bool:
    """Tell whether a state is only named as where somebody is."""
    before = scene.text[max(0, sighting.start - 8) : sighting.start]
    return (
        sighting.actor.kind is ActorKind.STATE and re.search(r"\bin (?:the )?$", before) is not None
    )


def _is_worked_on(sighting: Sighting, start: int, words: set[str], scene: Scene) -> bool:
    """Tell whether a side is what an office is about: "adviser on Iran", "ambassador to Russia"."""
    before = scene.text[start : sighting.start]
    sent = words & SENT and not (sighting.possessive or sighting.adjective)
    return bool(MATTER.search(before) or (sent and SENT_TO.search(before)))


def _pointed_at(at: int, description: str, scene: Scene) -> str | None:
    """Give the party of "the group's leader", "its spokesman", "head of the ministry's service"."""
    before = scene.text[max(0, at - 6) : at + len(description)]
    pointing = POINTING.search(before)
    if pointing is None:
        return None
    noun, whose = pointing["noun"], (pointing["whose"] or "").casefold()
    if whose in {"his", "her"}:
        person = person_before(at, "f" if whose == "her" else "m", scene)
        return party_of_actor(person, scene.discourse) if person else None

    def fits(actor: Actor) -> bool:
        called = noun in {"group", "movement"} or noun in actor.name.casefold().split()
        if noun is None or noun in {"country", "nation"}:
            return actor.kind is ActorKind.STATE or (noun is None and actor.kind in SIDES)
        return actor.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP} and called

    body = body_before(at, False, scene, fits)
    return party_of_actor(body, scene.discourse) if body else None


def _implied(sighting: Sighting, description: str, scene: Scene) -> str | None:
    """Give the state of a minister or local official who is called so without one.

    A minister is of the state that the outlet's readers know their ministers of, a local official
    of that of the town or region in the title, else of the one that the document is most about.
    """
    folded = {fold(word) for word in re.findall(r"\w+", description)}
    if is_past(description) or is_private(description) or not folded & OFFICIAL:
        return None
    if folded & DISPUTED:
        return None
    if folded & LOCAL_TITLES:
        reach = len(description) + 4
        start, end = sighting.start - reach, sighting.end + reach
        return scene.discourse.country_at(start, end) or _main_here(sighting, folded, scene)
    state = _state_with(description, folded, scene) if folded & STATE_TITLES else None
    near = scene.discourse.within(sighting.start - len(description) - 4, sighting.end + 170)
    told = {other.actor.name for other in near if other.actor.kind is ActorKind.STATE}
    return None if folded & SENT and state in told else state


def _main_here(sighting: Sighting, words: set[str], scene: Scene) -> str | None:
    """Give the state that a document is most about, for whom nothing else places anywhere.

    None: it is one of a government's, and the text has just told of another state.
    """
    start, end = scene.sentence(sighting.start)
    before, _ = scene.sentence(max(start - 1, 0))
    near = [s.actor for s in scene.discourse.within(before, end)]
    others = {a.name for a in near if a.kind is ActorKind.STATE} - {scene.main}
    return None if words & LOCAL_TITLES == {"government"} and others else scene.main


def _state_with(description: str, folded: set[str], scene: Scene) -> str | None:
    """Give the state of a title that no state is named with, of those that have such officials.

    Of them it is the one whose officials need not be named with it, else the one that the document
    is most about: no "police minister" is of the United States, "secretary of state" is.
    """
    offices = {TITLE_OFFICES[word] for word in folded & set(TITLE_OFFICES)}
    told = told_role(tokenize(description), scene.knowledge)
    if told and told.words in SINGULAR:
        offices = {told.words}
    likely = [scene.about, *(party for party, _ in scene.weights.most_common(MOST_NAMED))]
    fitting = (
        party
        for party in likely
        if party and all((office, party) in scene.knowledge.holders for office in offices)
    )
    return next((party for party in fitting if scene.knowledge.state(party)), scene.about)


def _country(actor: Actor, scene: Scene) -> str | None:
    """Give the state of a national party; that of a think tank is only where it is."""
    entry = scene.knowledge.entries.get(actor.id)
    return entry.country if entry and not entry.medium else None


def _own_party(body: Actor, words: set[str]) -> str | None:
    """Take a body that only the document knows for a side if it has spokespeople and leaders."""
    if body.local_to is None or not words & SPEAKS_FOR:
        return None
    return None if {fold(word) for word in body.name.split()} & BUSINESS else body.name
