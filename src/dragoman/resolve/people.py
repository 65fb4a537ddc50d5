"""People: which person a phrase names, as its head or in apposition to it."""

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    DETERMINERS,
    GROUP_NOUNS,
    HONORIFICS,
    LEARNED_ENDS,
    MATTERS,
    OFFICIAL,
    ORGANISATION_WORDS,
    OTHERS_OF,
    OUTLET_NOUNS,
    OWN_VOICES,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRIVATE,
    RETINUE,
    TRAILING,
    UNNAMED_HEADS,
    VERBS,
)
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import Part, Phrase
from dragoman.resolve.roles import LEADING, told_role
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting
from dragoman.resolve.titles import description_of
from dragoman.resolve.unnamed import belonging

EXAMPLES = {"including", "such"}
"""Words after which only some of those are named of whom a phrase is."""

GOVERNING = {"government", "administration", "cabinet", "presidency"}
"""What is named after the person who leads it, and speaks for itself."""

PEOPLE = UNNAMED_HEADS | RETINUE | OTHERS_OF | OWN_VOICES | PRIVATE | PERSON_NOUNS | {"camp"}


def person_named(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give the person whom a phrase names. None: it names none, or only in passing.

    "Obama's adviser, Susan Rice" is Susan Rice; "an adviser to President Sharaa" is not Sharaa.
    """
    for part in phrase.parts:
        people = phrase.named(part, ActorKind.PERSON)
        if len(people) > 1 and _titled_after(people[0], people[-1], part, scene):
            return _by_title(people[-1], part, scene)
        for sighting in people:
            if _titled_at_length(sighting, part, scene):
                title = scene.text[part.tokens[0].start : sighting.start].strip()
                party = belonging(phrase, scene)
                return scene.local(ActorKind.PERSON, sighting.actor.name, party, title)
            if _heads(sighting, part, scene) and not _only_tells_whose(sighting, part, scene.text):
                return _by_title(sighting, part, scene)
        if _settled_without_person(part, phrase) or EXAMPLES & set(part.words):
            return None
    return None


def _titled_after(first: Sighting, last: Sighting, part: Part, scene: Scene) -> bool:
    """Tell whether the last name has the first in its title: "the Obama adviser Susan Rice"."""
    between = [t for t in part.tokens if first.end <= t.start and t.end <= last.start]
    if between and fold(between[0].text) in {"and", "or", "with"}:
        return False
    ends = part.tokens[-1].end == last.end
    told = told_role(between, scene.knowledge)
    return ends and told is not None and told.last == len(between)


def _heads(sighting: Sighting, part: Part, scene: Scene) -> bool:
    """Tell whether a person's name is what its stretch is about."""
    index = part.index_of(sighting)
    after = [t for t in part.tokens if t.start >= sighting.end]
    follows = next((t for t in after), None)
    if sighting.possessive and follows is not None:
        return fold(follows.text) in {"opinion", "view", "words", "s"} and index == 0
    led = set(part.head_words[-1:]) if index >= part.head else set()
    before = part.words[:index]
    governing = led & GOVERNING or (follows is not None and fold(follows.text) in GOVERNING)
    if governing or EXAMPLES & set(before):
        return False
    if not set(before) & PREPOSITIONS:
        return True
    if before and before[-1] in HONORIFICS and not _only_close(part):
        return True
    if _apposed(sighting, part, index, scene):
        return True
    told = told_role(part.tokens[:index], scene.knowledge)
    if told is None:
        return False
    if told.last == index and part.tokens[0].capitalised and _title_throughout(part, index, scene):
        return True
    if told.first >= max(part.head, 1):
        return False
    roles = {told.role.role, *told.role.holders}
    held = any(office.role in roles for office in sighting.actor.offices)
    placed = any(
        s.end < sighting.start <= s.end + 2
        for s in scene.discourse.within(part.tokens[0].start, sighting.start)
    )
    if placed and part.tokens[-1].end == sighting.end and told.last < index:
        return True
    within_title = told.last == index and told.first < part.head <= index
    return (
        held
        or within_title
        or (before[-1] not in PREPOSITIONS | DETERMINERS and _title_case(part, index))
    )


def _only_tells_whose(sighting: Sighting, part: Part, text: str) -> bool:
    """Tell whether a name runs on into those or what is called after it: "Trump officials".

    They are other people, and "the Clinton Foundation" is none.
    """
    after = [t for t in part.head_tokens if t.start >= sighting.end]
    beside = after and not text[sighting.end : after[0].start].strip()
    if not beside or fold(after[0].text) in {"and", "or", "as", "along"}:
        return False
    last = fold(after[-1].text)
    if after[0].text.islower() and fold(after[0].text) in PEOPLE:
        return True
    if all(token.text.islower() for token in after):
        several = last.endswith("s") and last not in VERBS | TRAILING and len(last) > 3
        return last in PEOPLE or several
    single = " " not in text[sighting.start : sighting.end].strip()
    return single and after[0].capitalised and last in ORGANISATION_WORDS


def _apposed(sighting: Sighting, part: Part, index: int, scene: Scene) -> bool:
    """Tell whether a full name follows what somebody is: "the head of the committee Ann Lee".

    What is directly before it is then a calling, or a body or matter, whose name it cannot be: "a
    spokesman for the late Ann Lee" is not she, "a member of the group Black Dawn" nobody at all.
    """
    single = " " not in scene.text[sighting.start : sighting.end].strip()
    if single or sighting.possessive:
        return False
    head, before = part.words[part.head - 1], part.tokens[index - 1]
    calling = fold(before.text) in PRIVATE or fold(before.text).endswith(LEARNED_ENDS)
    if calling and part.tokens[-1].end == sighting.end:
        return True
    if part.head > index or head not in OFFICIAL | PRIVATE:
        return False
    after = next((fold(t.text) for t in part.tokens if t.start >= sighting.end), None)
    if after not in {None, "in", "on", "at", "during"}:
        return False
    if before.text.isupper() and len(before.text) > 1:
        return True
    word = fold(before.text)
    given = fold(part.tokens[index].text) in scene.knowledge.given_names
    named = word in GROUP_NOUNS | OUTLET_NOUNS | {"party", "company", "firm", "foundation"}
    return word in ORGANISATION_WORDS | BODY_NOUNS | MATTERS and (given or not named)


def _titled_at_length(sighting: Sighting, part: Part, scene: Scene) -> bool:
    """Tell whether a title runs up to an unknown name: "the adviser of the president Ann Lee".

    Texts that were translated write so. What stands before the name is no person's calling, which
    would be the name's own.
    """
    index = part.index_of(sighting)
    single = " " not in scene.text[sighting.start : sighting.end].strip()
    known = sighting.actor.local_to is None or sighting.actor.id in scene.made
    ends = part.tokens[-1].end == sighting.end and not sighting.possessive
    if known or single or not ends or not part.head < index:
        return False
    before, head = part.words[:index], part.words[part.head - 1]
    if head not in OFFICIAL | PRIVATE or before[0] in DETERMINERS - {"the"}:
        return False
    if not {"of", "for", "in"} & set(before):
        return False
    if before[-1] in scene.knowledge.role_words:
        return before[-2] == "the" and before[-1] in LEADING
    return before[-1] not in PEOPLE | OFFICIAL | HONORIFICS | PREPOSITIONS | DETERMINERS


def _only_close(part: Part) -> bool:
    """Tell whether somebody unnamed is described by the person: "a person close to Mr Putin"."""
    return bool(part.head_words) and part.head_words[-1] in UNNAMED_HEADS


def _title_throughout(part: Part, index: int, scene: Scene) -> bool:
    """Tell whether nothing but titles stand before a name ("Secretary of State and adviser X")."""
    linking = {"of", "and", "the", "for", "acting", "deputy", "former"}
    return all(
        fold(token.text) in scene.knowledge.role_words | linking for token in part.tokens[:index]
    )


def _title_case(part: Part, index: int) -> bool:
    """Tell whether a title in capitals runs up to a name ("Special Envoy to X Jim Jeffrey")."""
    words = [t for t in part.tokens[:index] if fold(t.text) not in PREPOSITIONS | {"the", "and"}]
    return bool(words) and all(token.capitalised for token in words)


def _settled_without_person(part: Part, phrase: Phrase) -> bool:
    """Tell whether a stretch is so plainly something else that no apposition can name a person."""
    return bool(part.tokens) and part.words[0] in {"a", "an"} and len(phrase.parts) > 3


def _by_title(sighting: Sighting, part: Part, scene: Scene) -> Actor:
    """Of two people with one surname, prefer the one whom the document gave this title."""
    last = part.tokens[-1]
    key = next((t.key for t in part.tokens if t.end == sighting.end), last.key)
    named = scene.discourse.introduced(key)
    told = told_role(part.tokens, scene.knowledge)
    single = " " not in scene.text[sighting.start : sighting.end].strip()
    if len(named) < 2 or told is None or not single:
        return sighting.actor
    for other in named.values():
        offices = {office.role for office in other.actor.offices}
        if offices & {told.role.role, *told.role.holders}:
            return other.actor
        if told.words in (description_of(other, scene) or "").casefold():
            return other.actor
    return sighting.actor
