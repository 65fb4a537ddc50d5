"""Contacts: the verbs and nouns of one sentence that tell of a meeting, with their arguments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.record import MeetingStatus
from dragoman.resolve.meetings.arguments import FROM_SIDES, HAVE, Arguments
from dragoman.resolve.meetings.lexicon import Form, Format, MeetingWords, Noun, Verb
from dragoman.resolve.meetings.sentences import Word
from dragoman.resolve.meetings.status import Statuses

FRONT = {"in", "at", "during", "after", "following"}
FRONT_WITHIN = 6
"""First words of a sentence after which whoever acts in it took part in the contact named first
("At talks in Rome, the two states agreed ..."), and how many words further that may stand."""

OTHER_PHRASE = {"of", "to", "for", "from", "by", "with", "on", "about"}
WITHIN = {"in", "at", "during", "after", "following", "for"}
"""Words between whoever acts and the contact that they act in: "have made no headway in talks"."""

CALLED_FOR = {"for", "to", "it", "into", "a", "the", "themselves", "attention", "in", "s"}
BE = {"is", "are", "was", "were", "be", "been"}
GERUND_AFTER = {"the", "a", "an", "this", "that", "first", "last", "next", "his", "her", "their"}
BEFORE_VERB = {"to", "will", "would", "could", "can", "may", "might", "should", "not", "must"}
DESCRIBED = 4
"""Words of a phrase that may stand before the noun that it ends, its preposition among them."""

HYPHENS = {"-", "–"}

SEVERAL = {"calls", "meetings", "conversations", "diplomacy"}
"""Nouns of which each of those they are with has one of his own."""

CHAIRING = {"chair", "chairs", "chaired", "chairing"}
"""Verbs of who is one of the body that meets: "chaired a meeting of the council"."""

TALKS = {"talks", "negotiations", "consultations", "discussions"}
COUNTED = re.compile(
    r"\b(?:this|it|which|that) (?:is|was|will be|would be|marks|marked)(?: [\w’'-]+){0,4}$"
)
"""Words that count the contact told before: "it was their second meeting"."""

FRESH = {"another", "second", "third", "fourth", "fifth", "sixth", "separate", "new", "separately"}
NUMBERS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
POINTING = {"the", "that", "this", "these", "those"}
BY_PHONE, BY_VIDEO = re.compile(r"\b(?:tele)?phone\b"), re.compile(r"\bvideo(?:conference)?\b")
CALLED_WITHIN = 3
"""Words after whom somebody "called" within which a weekday tells that it was by telephone."""

JOINT_WITHIN, FORMAT_WITHIN, POINTS_WITHIN = 8, 60, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What a verb or noun tells of a contact; places are indexes into the sentence's words.

    Attributes:
        first: The first of its own words.
        last: The word after them.
        sides: Who takes part, pronouns among them.
        status: None: nothing tells.
        format: None: nothing tells.
        joint: Its subject is "the two leaders" or the like.
        noun: It is a noun, not a verb.
        spoken: Its verb tells of words, not of a place: "spoke with".
        talks: Its noun is talks, negotiations or the like.
        past: A verb in the past tells of it, so that its day is not ahead.
        fresh: It is another one than those before: "a second meeting".
        definite: It points at one before: "the talks".
        thought: It is only thought of: wished for, offered, possible.
        visit: Who is visited is told by the place: "a visit to Ankara".
        alone: Nothing tells with whom: "the EU held a conference", not "talks with the EU".
        counted: It is told how many there were: "four rounds of talks".
        others: Those among the sides with whom, as it tells, somebody else met.
        also: It is told as one more: "he also met ...".
        apart: The others of its words are of contacts of their own: "met each separately".
    """

    first: int
    last: int
    sides: tuple[int, ...]
    status: MeetingStatus | None
    format: Format | None = None
    joint: bool = False
    noun: bool = False
    spoken: bool = False
    talks: bool = False
    past: bool = False
    fresh: bool = False
    definite: bool = False
    thought: bool = False
    visit: bool = False
    alone: bool = False
    counted: bool = False
    others: tuple[int, ...] = ()
    also: bool = False
    apart: bool = False


class ContactFinder:
    """Finds the contacts among the words of a sentence."""

    def __init__(self, words: Sequence[Word], lexicon: MeetingWords, roles: frozenset[str]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.arguments = Arguments(words, lexicon, roles)
        self.statuses = Statuses(words, lexicon, self.arguments)

    def contacts(self) -> Iterator[Contact]:
        """Give the contacts in the order of the text."""
        at = 0
        while at < len(self.words):
            noun = self.noun_at(at)
            if noun is not None:
                yield from self._from_noun(at, noun)
                at += len(noun.words)
                continue
            verb = self.verb_at(at)
            if verb is not None:
                yield from self._from_verb(at, verb)
            at += 1

    def _key(self, at: int) -> str:
        return self.words[at].key if 0 <= at < len(self.words) else ""

    # -- verbs ---------------------------------------------------------------------------------

    def verb_at(self, at: int) -> Verb | None:
        """Give the verb of contact that stands at a place. None: none does."""
        word = self.words[at]
        if word.sighting is not None:
            return None
        verb = self.lexicon.verbs.get(word.text.casefold())
        if verb is None or (verb.after and self._key(at + 1) != verb.after):
            return None
        passive = any(self._key(at - back) in {"be", "been", "being"} for back in (1, 2))
        if verb.form is Form.PAST and (passive or (verb.direct and self._key(at + 1) == "by")):
            return None
        return verb

    def _from_verb(self, at: int, verb: Verb) -> Iterator[Contact]:
        after = at + 1 + (verb.after is not None)
        objects = self._objects(after, verb)
        subject = self.arguments.subject_of(at)
        if not subject and objects:
            subject = self.arguments.main_subject(objects)
        joint = verb.joint and not objects and self._joint_before(at)
        alone = verb.joint and verb.form is not Form.GERUND and (len(subject) > 1 or joint)
        placed = verb.person and verb.form is not Form.GERUND
        if placed:
            subject = [index for index in subject if self._stands_before(index, at)]
        if not objects and not alone and not placed:
            return
        if verb.timed and not self._day_after(objects):
            return
        person = any(self.arguments.is_person(index) for index in objects)
        if verb.person and not placed and not person:
            return
        status = self.statuses.of_verb(at, verb.form)
        if status is None:
            return
        apart = self._key(after - 2) == "separately" or self._key(after) == "separately"
        apart = apart and all(map(self.arguments.is_person, objects))
        for others in [[index] for index in objects] if apart else [objects]:
            yield Contact(
                first=at,
                last=after,
                sides=(*subject, *others),
                status=status,
                format=self._told_format(at) or verb.format,
                joint=joint,
                spoken="to" in verb.links,
                past=verb.form is Form.PAST,
                apart=apart,
                fresh=apart or "again" in self.statuses.behind(after),
                visit=placed and not person,
                alone=not objects,
                others=tuple(others),
                also="also" in {self._key(at - back) for back in (1, 2, 3)},
            )

    def _objects(self, after: int, verb: Verb) -> list[int]:
        direct = verb.direct and self._key(after) not in OTHER_PHRASE
        objects = self.arguments.lists.listed_after(after) if direct else []
        if objects and not self._right_after(after, objects, verb):
            return []
        if not objects and verb.direct and self._key(after) in {"him", "her", "them"}:
            return [after]
        if not objects and verb.links:
            return self.arguments.after_preposition(after, verb.links)[1]
        return objects

    def _stands_before(self, index: int, verb: int) -> bool:
        """Tell whether a subject that is no person is that of a verb: "Greek envoys visited"."""
        if self.words[index].sighting is None or self.arguments.is_person(index):
            return True
        return index < verb and all(
            self.arguments.lists.familiar(word) or word.key in BEFORE_VERB | HAVE | {"also"}
            for word in self.words[index + 1 : verb]
        )

    def _right_after(self, after: int, objects: Sequence[int], verb: Verb) -> bool:
        """Tell whether those after a verb are its object, not of what is: "weapons from Oslo"."""
        known = self.arguments.lists.known
        if verb.greeting:
            before = {self._key(at) for at in range(after, objects[0])}
            sent = self.arguments.is_person(objects[0]) or before & {"delegation", "delegations"}
            return bool(sent) and before <= known and not self.words[objects[0]].possessive
        return not any(
            self._key(at) in {"from", "of"} and self._key(at - 1) not in known
            for at in range(after + 1, objects[0])
        )

    def _told_format(self, verb: int) -> Format | None:
        """Give the format that the words after a verb tell: "by phone"."""
        behind = self.statuses.behind(verb)[:FORMAT_WITHIN]
        if BY_VIDEO.search(behind):
            return Format.VIDEO
        return Format.PHONE if BY_PHONE.search(behind) else None

    def _day_after(self, objects: Sequence[int]) -> bool:
        places = range(objects[-1] + 1, objects[-1] + 1 + CALLED_WITHIN) if objects else ()
        return any(self._weekday(at) for at in places)

    def _weekday(self, at: int) -> bool:
        return self._key(at).endswith("day")

    def _joint_before(self, at: int) -> bool:
        """Tell whether "the two leaders" or the like is the subject of a verb."""
        words = self.words[max(0, at - JOINT_WITHIN) : at]
        before = " ".join(word.text.casefold() for word in words)
        return any(re.search(rf"\b{phrase}\b", before) for phrase in self.lexicon.both)

    # -- nouns ---------------------------------------------------------------------------------

    def noun_at(self, at: int) -> Noun | None:
        """Give the noun of contact that begins at a place. None: none does."""
        word = self.words[at]
        if word.sighting is not None:
            return None
        for noun in self.lexicon.nouns.get(word.key, ()):
            keys = tuple(word.key for word in self.words[at : at + len(noun.words)])
            if keys == noun.words and not self._other_sense(at, noun):
                return noun
        return None

    def _other_sense(self, at: int, noun: Noun) -> bool:
        """Tell whether a noun means something else: "a call for peace", "US Congress"."""
        word = noun.words[-1]
        if noun.visit and self._key(at - 1) in BEFORE_VERB:
            return True
        if noun.process and self.statuses.is_purpose(at):
            return True
        if word in {"congress", "dialogue", "contacts"}:
            return self.words[at].text[:1].isupper()
        if noun.words not in {("call",), ("calls",)}:
            return False
        after, before = self._key(at + 1), self._key(at - 1)
        if word == "calls":
            return after not in {"with", "between"}
        if after == "to":
            appeal = before not in GERUND_AFTER
            return appeal or not self.arguments.lists.listed_after(at + 2)
        if after in CALLED_FOR or (after == "on" and not self._weekday(at + 2)):
            return True
        return before in {"to", "will", "they", "we", "you", "i", "who"}

    def _from_noun(self, at: int, noun: Noun) -> Iterator[Contact]:
        after = at + len(noun.words)
        light = self.arguments.light_verb(at, noun.visit)
        link, sides, objects = self._noun_sides(at, noun, light)
        status, thought = self.statuses.of_noun(at, light, noun, len(sides))
        if self._is_gerund(at, noun) and self._key(at - 1) in BE - {"be", "been"}:
            status, thought = MeetingStatus.HELD, False
        before = {self._key(place) for place in range(max(0, at - POINTS_WITHIN), at)}
        contact = Contact(
            thought=thought,
            first=at,
            last=after,
            sides=tuple(sides),
            status=status,
            format=noun.format,
            joint=light is not None and not objects and self._joint_before(light),
            noun=True,
            talks=noun.process or noun.words[-1] in TALKS or noun.words[0] == "peace",
            past=self.statuses.is_over(after, light),
            fresh=bool(before & FRESH) and not COUNTED.search(self.statuses.before(at)),
            definite=bool(before & POINTING),
            visit=noun.visit,
            alone=not objects,
            counted=noun.words[0] == "rounds" and bool(before & NUMBERS),
            others=tuple(objects) if link in {"", "with", "to"} else (),
            also=light is not None and self._key(light - 1) == "also",
        )
        others = self._one_by_one(noun, objects)
        if len(others) < 2:
            yield contact
        for other in others if len(others) > 1 else ():
            left_out = set(objects) - set(other)
            kept = tuple(i for i in sides if i not in left_out)
            yield replace(contact, sides=kept, others=tuple(other), fresh=True, apart=True)

    def _one_by_one(self, noun: Noun, objects: Sequence[int]) -> list[list[int]]:
        """Give with whom each of several contacts was: "calls with Italy's Meloni and Modi"."""
        if noun.words[-1] not in SEVERAL:
            return []
        found: list[list[int]] = [[]]
        for index in objects:
            word = self.words[index]
            found[-1].append(index)
            if not word.possessive and not (word.sighting and word.sighting.adjective):
                found.append([])
        return [others for others in found if others]

    def _noun_sides(
        self, at: int, noun: Noun, light: int | None
    ) -> tuple[str, list[int], list[int]]:
        """Give the word that leads to those who follow a noun, all who take part, and those."""
        after = at + len(noun.words)
        links = FROM_SIDES | {"to"} if noun.format is Format.PHONE else FROM_SIDES
        if len(noun.words) > 1 and noun.format is Format.PHONE:
            links |= {"from"}  # a "call from" somebody may be an appeal
        front = self.arguments.compound(at)
        link, objects = self.arguments.after_preposition(after, links)
        if light is not None and self._key(light) in CHAIRING:
            front, objects = [], [] if link == "of" else objects
        gerund = self._is_gerund(at, noun)
        if not objects and gerund:
            objects = self.arguments.lists.listed_after(after)
        sides = [*front, *objects]
        if gerund and self._key(at - 1) in BE:
            sides = [*self.arguments.subject_of(at), *sides]
        elif link not in {"between", "among", "of"} and not (len(front) > 1 and not objects):
            sides = [*self._noun_subject(at, noun, light, objects, front), *sides]
        return link, [*sides, *self.arguments.backers(after)], objects

    def _is_gerund(self, at: int, noun: Noun) -> bool:
        if noun.words != ("meeting",):
            return False
        before = self.words[at - 1] if at else None
        return before is None or not (before.possessive or before.key in GERUND_AFTER)

    def _noun_subject(
        self,
        at: int,
        noun: Noun,
        light: int | None,
        objects: Sequence[int],
        front: Sequence[int],
    ) -> list[int]:
        if light is not None:
            return [i for i in self.arguments.subject_of(light) if i not in front]
        if objects and not front:
            near = [] if self.statuses.goes_on(at) else self.arguments.subject_of(at)
            subject = [i for i in near if i not in objects]
            return subject or self.arguments.main_subject(objects)
        if noun.visit and not front and self._preposition(at) in WITHIN | {"on"}:
            return self.arguments.subject_of(at) or self._opened(at)
        if len(front) < 2 and not objects and self._preposition(at) in WITHIN:
            subject = [i for i in self.arguments.subject_of(at) if i not in front]
            if len(subject) + len(front) > 1:
                return subject
            persons = self.arguments.persons_before(at)
            if len(persons) > 1:
                return persons
        if len(front) < 2 and not objects:
            return [i for i in self._opened(at) if i not in front]
        return []

    def _opened(self, at: int) -> list[int]:
        """Give who acts in a sentence that a noun opens, and to whom he speaks in it."""
        subject = self.arguments.main_subject(()) if self._opens(at) else []
        return subject + self.arguments.addressed_by(subject)

    def _preposition(self, at: int) -> str:
        """Give the preposition of the phrase that a noun ends: "in a televised meeting"."""
        place, left = at, DESCRIBED
        while place > 0 and left > 0:
            place -= 1
            word = self.words[place]
            if word.key in WITHIN | OTHER_PHRASE:
                return word.key
            if word.text in HYPHENS:
                place -= 1  # "a three-day visit": as one word
            elif word.possessive or not (
                word.key.isalpha() if word.sighting is None else self.arguments.topic(place)
            ):
                break
            else:
                left -= 1
        return ""

    def _opens(self, at: int) -> bool:
        """Tell whether a noun opens its sentence: "At talks", but not "In light of the talks"."""
        between = {self._key(place) for place in range(1, at)}
        return self._key(0) in FRONT and at < FRONT_WITHIN and not between & OTHER_PHRASE
