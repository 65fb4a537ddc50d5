"""Speakers: from the words of a source to the actor behind them, by resolvers tried in order."""

import re
from collections.abc import Callable

from dragoman.record import Actor, ActorKind, Attribution, Span
from dragoman.resolve.antecedents import (
    antecedent,
    described_before,
    introduced_before,
    plural_antecedent,
)
from dragoman.resolve.bodies import (
    from_institution,
    office_of,
)
from dragoman.resolve.callings import from_calling
from dragoman.resolve.descriptions import by_description
from dragoman.resolve.epithets import from_epithet, from_leaders
from dragoman.resolve.genders import gender_of_pronoun
from dragoman.resolve.implied import implied_source
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    COUNTS,
    DETERMINERS,
    FACTIONS,
    GROUP_NOUNS,
    HAPPENINGS,
    OUTLET_NOUNS,
    PRONOUNS,
    RELATIVES,
    SPEAKING_SELF,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold
from dragoman.resolve.newcomers import name_at_end, unknown_name
from dragoman.resolve.offices import from_role
from dragoman.resolve.people import person_named
from dragoman.resolve.phrases import NAMED_KINDS, SIDES, Part, Phrase, read_phrase
from dragoman.resolve.products import product_of
from dragoman.resolve.pronouns import by_pronoun
from dragoman.resolve.retinue import from_retinue
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.shares import from_one_of, from_surveyed
from dragoman.resolve.sourceless import passive_speaker, speaker_without_source
from dragoman.resolve.surnames import Sighting
from dragoman.resolve.titles import introduce
from dragoman.resolve.unnamed import described, from_unnamed

MEMBERS = {"allies", "members", "member", "states", "countries"}
EXAMPLES = re.compile(r"\b(?:such as|notably|particularly|especially) (?:the )?")
NEXT_NAME = 40
"""Code points after "such as" in which the first example is named."""

VAGUE = {"growing", "mounting", "increasing", "widespread", "broad", "rising", "persistent"}

LONGEST = 80
"""Code points of a description that begins with "those who"."""

ASKING = re.compile(r"(?:^|[\"“”‘:])\s*[\"“‘]?$")
"""What stands before a question: nothing, or where somebody's words begin."""

JOINING = {"and", "or", "as", "along"}
AFTER_OUTLET = OUTLET_NOUNS | {"news", "tv", "state", "media", "radio", "television"}
AFTER_BODY = {
    *("monitor", "group", "organisation", "organization", "charity", "agency", "thinktank"),
    "consultancy",
}


def speaker_of(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give the actor behind a statement's source. None: nothing tells who it is.

    The resolvers are tried in order; each answers or passes. None of them guesses: what no one can
    tell becomes an actor of this document, with the words of the text.
    """
    source = attribution.source
    passive = passive_speaker(attribution, scene)
    if isinstance(passive, Actor):
        return passive
    source = passive or source
    if source is None:
        told = speaker_without_source(attribution, scene)
        source = implied_source(attribution, scene) if told is None else None
        if source is None:
            return told
    phrase = read_phrase(source, scene.discourse)
    if phrase is None or _is_nobody(phrase, scene):
        return None
    if _is_vague(phrase):
        return scene.local(ActorKind.UNNAMED, "unnamed sources")
    actor = _first(phrase, attribution, scene)
    return introduce(actor, scene) if actor else None


def _is_nobody(phrase: Phrase, scene: Scene) -> bool:
    """Tell whether words ask who speaks or only name what happens: "Who said so?", "the news"."""
    if phrase.words == ("who",):
        start, end = scene.sentence(phrase.span.start)
        asked = ASKING.search(scene.text[start : phrase.span.start]) is not None
        return asked and "?" in scene.text[phrase.span.end : end]
    told = [word for word in phrase.words if word not in DETERMINERS]
    return len(told) == 1 and told[0] in HAPPENINGS


def _is_vague(phrase: Phrase) -> bool:
    """Tell whether words say no more than how many say so: "growing calls", "widespread fears"."""
    return set(phrase.words) <= VAGUE


def _first(phrase: Phrase, attribution: Attribution, scene: Scene) -> Actor | None:
    """Give the answer of the first resolver that has one."""
    asked = Asked(phrase, attribution, scene)
    gender = gender_of_pronoun(phrase.words)
    found = (actor for resolver in RESOLVERS if (actor := resolver(asked)))
    return next((actor for actor in found if _may_be(actor, gender, scene)), None)


def _may_be(actor: Actor, gender: str | None, scene: Scene) -> bool:
    """Tell whether "he" or "she" may mean somebody, whatever else points there."""
    known = scene.discourse.gender(actor) if gender and actor.kind is ActorKind.PERSON else None
    return known in {None, gender}


def from_share(asked: Asked) -> Actor | None:
    """Take one of several: "one of the officials", "one of them, the translator"."""
    return from_one_of(asked, _first)


def from_relative(asked: Asked) -> Actor | None:
    """Resolve "who", "which" and "they" by the noun phrase before: "the army, which said"."""
    span = (
        antecedent(asked.phrase, asked.scene)
        or plural_antecedent(asked.phrase, asked.scene)
        or described_before(asked.phrase, asked.scene)
    )
    phrase = read_phrase(span, asked.scene.discourse) if span else None
    return _first(phrase, asked.attribution, asked.scene) if phrase else None


def from_introduced(asked: Asked) -> Actor | None:
    """Resolve "the diplomat" by the words that told of one first: "a diplomat in Cairo"."""
    span = introduced_before(asked.phrase, asked.scene)
    phrase = read_phrase(span, asked.scene.discourse) if span else None
    return _first(phrase, asked.attribution, asked.scene) if phrase else None


def from_reader(asked: Asked) -> Actor | None:
    """Use the reader's coreference group: the name that others of the group carry."""
    source = asked.phrase.span
    if asked.phrase.sightings:
        return None
    mentions = [mention for mention in asked.scene.reading.mentions if mention.group is not None]
    groups = {m.group for m in mentions if m.span.overlaps(source) and m.span.end >= source.end}
    if not groups:
        return None
    spans = [m.span for m in mentions if m.group in groups and not source.overlaps(m.span)]
    for span in sorted(spans, key=lambda span: (span.start > source.start, -span.start)):
        named = [
            s
            for s in asked.scene.discourse.within(span.start, span.end)
            if not (s.adjective or s.possessive) and _ends_words(s, span, asked.scene)
        ]
        if named:
            return named[0].actor
    return None


def _ends_words(sighting: Sighting, span: Span, scene: Scene) -> bool:
    """Tell whether a name is the head of the words it is in, not "U.S." in "a U.S. official"."""
    rest = {fold(word) for word in scene.text[sighting.end : span.end].split()}
    if sighting.actor.kind is ActorKind.ORGANISATION and rest <= MEMBERS:
        return True  # "NATO Allies", in whose name it speaks
    return sighting.end >= span.end - 1 or scene.text[sighting.end : sighting.end + 1] in ",("


def from_pronoun(asked: Asked) -> Actor | None:
    """Resolve he, she, it, they, who, I by what stands before."""
    return by_pronoun(asked.phrase, asked.scene)


def from_whole_name(asked: Asked) -> Actor | None:
    """Take a name that fills the head: "the Ukrainian military", "the Kremlin", "Hamas"."""
    part = asked.phrase.head
    words = [token for token in part.head_tokens if fold(token.text) not in DETERMINERS | COUNTS]
    people = asked.phrase.named(part, ActorKind.PERSON)
    if not words or any(not person.possessive for person in people):
        return None
    for sighting in asked.phrase.leading(part, *NAMED_KINDS):
        if sighting.start <= words[0].start and not sighting.adjective:
            rest = [fold(token.text) for token in words if token.start >= sighting.end]
            if not rest or rest[0] in JOINING:
                return sighting.actor
    return None


def from_people(asked: Asked) -> Actor | None:
    """Take "Israelis" and "many Israelis" for people, whom "the Israelis" are not but the state."""
    phrase, scene = asked.phrase, asked.scene
    tokens = phrase.head.head_tokens
    if not tokens or fold(tokens[0].text) in DETERMINERS or len(phrase.head.tokens) > len(tokens):
        return None
    for sighting in phrase.leading(phrase.head, ActorKind.STATE):
        entry = scene.knowledge.entries[sighting.actor.id]
        named = scene.text[sighting.start : sighting.end]
        counts = {fold(token.text) for token in tokens if token.end <= sighting.start}
        if named in entry.people and sighting.end == tokens[-1].end and counts <= COUNTS:
            words = re.sub(r"\s+", " ", scene.text[tokens[0].start : sighting.end])
            name = words[:1].lower() + words[1:] if counts else words
            return scene.local(ActorKind.UNNAMED, name)
    return None


def from_office_of(asked: Asked) -> Actor | None:
    """Take the office of a president or prime minister: "Prime Minister Modi's office"."""
    part = asked.phrase.head
    if not part.head_words or part.head_words[-1] != "office" or part.head < len(part.tokens):
        return None
    people = asked.phrase.named(part, ActorKind.PERSON)
    if not people or not people[-1].possessive or people[-1].end < part.tokens[-1].start - 3:
        return None
    return office_of(people[-1].actor, asked.scene)


def from_person(asked: Asked) -> Actor | None:
    """Take the person whom the phrase names as its head or in apposition to it."""
    return person_named(asked.phrase, asked.scene)


def from_product(asked: Asked) -> Actor | None:
    """Take the owner of what speaks: "UN data", "Trump's statement", "a statement from Hamas"."""
    return product_of(asked, _first)


def from_example(asked: Asked) -> Actor | None:
    """Take the first of those whom a phrase gives as examples: "groups such as A and B".

    Several people are examples of those who speak, who then are all of the group.
    """
    source = asked.phrase.span
    found = EXAMPLES.search(source.text)
    if found is None:
        return None
    after = source.start + found.end()
    named = [s for s in asked.phrase.sightings if s.start >= after and not s.adjective]
    if len({s.actor.id for s in named if s.actor.kind is ActorKind.PERSON}) > 1:
        return None
    return named[0].actor if named and named[0].start - after < NEXT_NAME else None


def from_joined(asked: Asked) -> Actor | None:
    """Take the first of two who are each described: "experts and Canadian diplomats"."""
    part, scene = asked.phrase.head, asked.scene
    at = next((i for i, word in enumerate(part.words) if word == "and" and i > 0), 0)
    if not at or at + 1 >= len(part.tokens) or not part.words[at - 1].isalpha():
        return None
    own = part.words[at + 1] in DETERMINERS | {"its", "their", "his", "her"}
    own |= scene.knowledge.adjectives.longest(part.tokens, at + 1) is not None
    within = any(s.start < part.tokens[at].start < s.end for s in asked.phrase.sightings)
    plain = part.tokens[at - 1].text.islower() or part.words[at - 1] in UNNAMED_HEADS
    if not own or within or not plain:
        return None
    span = Span.of(scene.text, part.tokens[0].start, part.tokens[at - 1].end)
    phrase = read_phrase(span, scene.discourse)
    return _first(phrase, asked.attribution, scene) if phrase else None


def from_apposed(asked: Asked) -> Actor | None:
    """Take the body named beside what it is: "its governing party, the Unity Front"."""
    first, *others = asked.phrase.parts
    if len(others) != 1 or first.head < len(first.tokens):
        return None
    comma = asked.scene.text[first.tokens[-1].end : others[0].tokens[0].start].strip() == ","
    if not comma or asked.phrase.leading(first, *ActorKind):
        return None
    words = [token for token in others[0].tokens if fold(token.text) not in DETERMINERS]
    named = asked.phrase.named(others[0], *NAMED_KINDS)
    filled = named and words and named[0].start == words[0].start and named[0].end >= words[-1].end
    if filled:
        return None if named[0].adjective else named[0].actor
    body = first.words[-1] in BODY_NOUNS | GROUP_NOUNS | {"party"}
    if not body or len(words) < 2 or not all(token.capitalised for token in words):
        return None
    name = asked.scene.text[words[0].start : words[-1].end]
    return asked.scene.local(ActorKind.ORGANISATION, re.sub(r"\s+", " ", name))


def from_list(asked: Asked) -> Actor | None:
    """Take the first of those whom dashes list: "the two factions – A and B – said"."""
    first, *others = asked.phrase.parts
    if not others or not first.head_words or asked.phrase.leading(first, *NAMED_KINDS):
        return None
    if not first.head_words[-1].endswith("s") or first.words[0] in {"a", "an"}:
        return None
    named = asked.phrase.named(others[0], *NAMED_KINDS)
    begins = named and named[0].start <= others[0].tokens[0].start
    return named[0].actor if begins and not named[0].adjective else None


def from_name(asked: Asked) -> Actor | None:
    """Take the state, organisation, group or outlet that leads the phrase."""
    part = asked.phrase.head
    named = [s for s in asked.phrase.leading(part, *NAMED_KINDS) if not s.adjective]
    if not named:
        return None
    if _joined(named[0], part):
        return named[0].actor
    last = ([sighting for sighting in named if not sighting.possessive] or named)[-1]
    after = {fold(token.text) for token in part.head_tokens if token.start >= last.end}
    after -= AFTER_OUTLET if last.actor.kind is ActorKind.OUTLET else AFTER_BODY
    return None if after else last.actor


def _joined(sighting: Sighting, part: Part) -> bool:
    """Tell whether a name is the first of several: "Moscow and Kyiv"."""
    after = [fold(token.text) for token in part.tokens if token.start >= sighting.end]
    return bool(after) and after[0] in JOINING


def from_description(asked: Asked) -> Actor | None:
    """Resolve "the newspaper", "the group", "the former actor" by what stands before."""
    return by_description(asked.phrase, asked.scene)


def from_weak_name(asked: Asked) -> Actor | None:
    """Take the body that a common noun means: "the Alliance", where it is named "many Allies"."""
    phrase, scene = asked.phrase, asked.scene
    tokens = phrase.head.tokens
    first = next((i for i, t in enumerate(tokens) if fold(t.text) not in COUNTS | {"the"}), None)
    if first is None or len(tokens) < len(phrase.words):
        return None
    if phrase.words[0] != "the" and not scene.is_proper(tokens[first]):
        return None
    weak = scene.knowledge.weak_index.longest(tokens, first)
    meant = scene.discourse.choose(weak.ids) if weak and weak.last == len(tokens) else None
    if meant is None or meant.actor.kind is not ActorKind.ORGANISATION:
        return None
    named = any(s.actor.id == meant.actor.id for s in scene.discourse.sightings)
    return meant.actor if named or not phrase.words[-1].endswith("s") else None


def from_words(asked: Asked) -> Actor | None:
    """Make an actor of this document from the words of the text."""
    phrase, scene = asked.phrase, asked.scene
    if phrase.words[0] in PRONOUNS | SPEAKING_SELF | RELATIVES and len(phrase.words) < 3:
        return None
    if phrase.words[:2] == ("those", "who"):
        return _those_who(asked)
    if set(phrase.words) <= DETERMINERS | {"there"}:
        return None
    sides = [sighting for sighting in phrase.leading(phrase.head, *SIDES) if sighting.adjective]
    if sides and len(phrase.head.head_words) == 1 and phrase.words[0] not in {"a", "an", "another"}:
        return sides[0].actor
    if phrase.words == ("the", "kurds"):
        known = scene.faction(FACTIONS["kurds"])
        if known is not None:
            return known
    return unknown_name(phrase, scene) or name_at_end(phrase, scene) or described(asked)


def _those_who(asked: Asked) -> Actor | None:
    """Describe "those who resigned", of whom a reader marks but the first words, up to the cue."""
    start, cue = asked.phrase.head.tokens[0].start, asked.attribution.cue
    if cue is None or not start < cue.start < start + LONGEST:
        return None
    words = asked.scene.text[start : cue.start].lower().split()
    return asked.scene.local(ActorKind.UNNAMED, " ".join(words)) if len(words) > 2 else None


RESOLVERS: tuple[Callable[[Asked], Actor | None], ...] = (
    from_share,
    from_surveyed,
    from_relative,
    from_example,
    from_pronoun,
    from_reader,
    from_people,
    from_whole_name,
    from_office_of,
    from_person,
    from_product,
    from_leaders,
    from_list,
    from_apposed,
    from_weak_name,
    from_introduced,
    from_epithet,
    from_joined,
    from_retinue,
    from_calling,
    from_unnamed,
    from_role,
    from_institution,
    from_name,
    from_description,
    from_words,
)
