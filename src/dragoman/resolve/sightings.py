"""Sightings: the names in a text, of those whom the knowledge has and of those it has not."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from dragoman.record import Actor, ActorKind, Document, actor_id
from dragoman.resolve import adjoining, media, strangers
from dragoman.resolve.abbreviations import abbreviations, by_initials, clean, meant_by
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import (
    HONORIFICS,
    LEARNED_ENDS,
    NAME_TITLES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PLACE_ENDS,
    PLACE_STARTS,
    STATE_BODIES,
    THINGS,
)
from dragoman.resolve.mastheads import Words, mastheads
from dragoman.resolve.names import LINKERS, PARTICLES, Found, Token, fold
from dragoman.resolve.namesakes import Namesakes
from dragoman.resolve.nicknames import NICKNAME
from dragoman.resolve.state_names import before_a_region, ends_a_name, ends_a_place, in_a_word
from dragoman.resolve.surnames import Sighting, Surnames

LONGEST_NAME = 5


@dataclass(slots=True)
class Spotter:
    """Goes through the words of a document twice: for full names, then for surnames.

    Attributes:
        document: The document.
        knowledge: Who there is.
        namesakes: Chooses between those who bear a name.
        tokens: The document's words.
        found: The names so far.
        surnames: Those of people in full, for whom a surname may stand.
        explained: Bodies by the abbreviation that the text itself gives them.
        spelt_out: Where their full names begin and end, with the abbreviation.
        words: The same words, with what is known of each.
        mastheads: Outlets that the text itself introduces: the word after their name, and it.
    """

    document: Document
    knowledge: Knowledge
    namesakes: Namesakes
    tokens: Sequence[Token]
    found: list[Sighting] = field(default_factory=list)
    surnames: Surnames = field(init=False)
    explained: dict[str, Actor] = field(init=False)
    spelt_out: dict[int, tuple[int, str]] = field(init=False)
    words: Words = field(init=False)
    mastheads: dict[int, tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.surnames = Surnames(self.namesakes)
        places = abbreviations(self.document.text)
        self.explained = {
            short: meant_by(short, self.document.text[start:end], self.knowledge)
            or self._local(ActorKind.ORGANISATION, clean(self.document.text[start:end]))
            for short, (start, end) in places.items()
        }
        self.spelt_out = {start: (end, short) for short, (start, end) in places.items()}
        self.words = Words(self.document.text, self.tokens, self.knowledge, self._may_be_in_name)
        self.mastheads = mastheads(self.words)

    def anew(self, namesakes: Namesakes) -> "Spotter":
        """Go through the same words again, with names meant as on another day."""
        other = copy(self)
        other.namesakes, other.found, other.surnames = namesakes, [], Surnames(namesakes)
        return other

    def spot(self) -> list[Sighting]:
        """Give the names of the document in the order of the text."""
        own, after = {*self.spelt_out, *(self.tokens[at].start for at in self.mastheads)}, 0
        may_begin = self.knowledge.may_begin
        for at, token in enumerate(self.tokens):
            if at >= after and (
                may_begin(token) or token.text in self.explained or token.start in own
            ):
                after = (
                    self._abbreviated(at)
                    or self._outlet(at)
                    or self._known(at)
                    or self._state(at)
                    or self._unknown(at)
                    or at + 1
                )
        self.found += by_initials(self.found, self.tokens, self.document.text)
        self._surnames()
        return sorted(self.found, key=lambda sighting: (sighting.start, -sighting.end))

    def _see(self, first: int, last: int, actor: Actor, *, sure: bool = True) -> int:
        final = self.tokens[last - 1]
        start = self.tokens[first].start
        sighting = Sighting(start, final.end, actor, final.possessive, sure=sure)
        self.found.append(sighting)
        if actor.kind is ActorKind.PERSON:
            numbered = last - first > 1 and not final.text.strip("IVX")  # "Leo XIV"
            self.surnames.note(self.tokens[last - 2].key if numbered else final.key, sighting)
        return last

    def _abbreviated(self, at: int) -> int | None:
        """See a body that the text itself abbreviates, under its short or its full name."""
        token = self.tokens[at]
        if token.text in self.explained:
            return self._see(at, at + 1, self.explained[token.text])
        if token.start not in self.spelt_out:
            return None
        end, short = self.spelt_out[token.start]
        last = next((i for i in range(at, len(self.tokens)) if self.tokens[i].end >= end), at)
        return self._see(at, last + 1, self.explained[short])

    def _outlet(self, first: int) -> int | None:
        """See an outlet that the knowledge has not, though perhaps a part of its name."""
        last, name = self.mastheads.get(first, (first, ""))
        return self._see(first, last, self._local(ActorKind.OUTLET, name)) if name else None

    def _known(self, at: int) -> int | None:
        """See a name of the knowledge, with the institution that follows a state's."""
        found = self._named(at)
        if found is None or strangers.is_given_name(
            self.tokens, found, self.document.text, self.knowledge
        ):
            return None
        entry = self.namesakes.choose(found.ids)
        if entry is None:
            return found.last
        if ends_a_place(self.document.text, self._span(at, found.last)):
            return found.last
        if entry.actor.kind is ActorKind.STATE:
            after = self._within_state(entry.actor, at, found.last)
            if after is not None:
                return after
        if entry.actor.kind is ActorKind.ORGANISATION and entry.actor.party:
            after = self._body_beginning(entry.actor, at, found.last, own=True)
            if after is not None:
                return after
        outlet = entry.actor.kind is ActorKind.OUTLET
        if outlet and media.is_phrase(self.words, at, found.last, entry.actor):
            return found.last
        if outlet and media.names_other(self.words, at, found.last, entry.actor):
            return None
        alone = found.last - at == 1
        actor = media.long_form(entry.actor, self.tokens[at], self.found) if alone else entry.actor
        return self._see(at, found.last, actor)

    def _within_state(self, state: Actor, at: int, last: int) -> int | None:
        """See what a state's name begins, or nothing where it is only a part of a word or name."""
        name = self._span(at, last)
        known = bool(self.found) and self.found[-1].end >= name.start - 1  # "US-China talks"
        if in_a_word(self.document.text, name) or (
            not known and ends_a_name(self.document.text, name)
        ):
            return last
        return self._institution(state, at, last) or self._body_beginning(state, at, last)

    def _named(self, at: int) -> Found | None:
        """Find the longest name of the knowledge that begins at a word."""
        found = self.knowledge.index.longest(self.tokens, at) or self._after_particle(at)
        return found or media.told_briefly(self.words, at, self.namesakes, self.surnames)

    def _after_particle(self, at: int) -> Found | None:
        """Find the name of an outlet or body that begins with Al, which the index leaves out."""
        token = self.tokens[at]
        if token.key not in PARTICLES or not token.capitalised or at + 1 >= len(self.tokens):
            return None
        found = self.knowledge.index.longest(self.tokens, at + 1)
        if found is None or not self._adjacent(token, self.tokens[at + 1]):
            return None
        kinds = {self.knowledge.entries[actor].actor.kind for actor in found.ids}
        return None if ActorKind.PERSON in kinds else Found(at, found.last, found.ids)

    def _state(self, at: int) -> int | None:
        """See a state by its adjective, or the institution that follows it."""
        found = self.knowledge.adjectives.longest(self.tokens, at)
        entry = self.namesakes.choose(found.ids) if found else None
        if found is None or entry is None:
            return None
        name = self._span(at, found.last)
        if in_a_word(self.document.text, name) or before_a_region(self.document.text, name):
            return found.last
        after = self._institution(entry.actor, at, found.last)
        after = after or self._body_beginning(entry.actor, at, found.last)
        if after is not None:
            return after
        self.found.append(Sighting(name.start, name.stop, entry.actor, adjective=True))
        return found.last

    def _institution(self, side: Actor, first: int, at: int) -> int | None:
        """See "Russian foreign ministry" as the ministry."""
        longest, seen = at, None
        word = fold(self.tokens[at].text) if at < len(self.tokens) else ""
        for institution, names in self.knowledge.institution_names.get(word, ()):
            last = at + len(names)
            words = tuple(fold(token.text) for token in self.tokens[at:last])
            single = len(names) == 1 and not institution.is_press
            if words == names and last > longest and not single:
                longest, seen = last, institution
        if seen is None or not adjoining.unbroken(self.tokens, first, longest, self.document.text):
            return None
        body = self.knowledge.body_of(side, seen)
        return self._see(first, longest, body) if body.id != side.id else None

    def _body_beginning(
        self, side: Actor, first: int, last: int, *, own: bool = False
    ) -> int | None:
        """See a body whose name begins with another's: "Omani Dialogue Association".

        Args:
            side: Whose name it begins with.
            first: Its first word.
            last: The word after that name.
            own: It is a body of that side whatever it is: "United Nations Monitoring Mission".
        """
        end = last
        while end < min(len(self.tokens), first + LONGEST_NAME + 1) and self._extends(end):
            end += 1
        while end > last and fold(self.tokens[end - 1].text) not in ORGANISATION_WORDS:
            end -= 1
        if end - last < 2 or self.tokens[last - 1].possessive:
            return None
        known = self.knowledge.index.longest(self.tokens, last)
        if known is not None and known.last >= end:
            return None
        official = own or fold(self.tokens[end - 1].text) in STATE_BODIES
        end = self._linked_end(end)
        name, party = self._words(first, end), (side.party or side.name) if official else None
        actor = self._local(ActorKind.ORGANISATION, name)
        return self._see(first, end, replace(actor, party=party), sure=False)

    def _extends(self, at: int) -> bool:
        token = self.tokens[at]
        return self._may_be_in_name(token) and self._adjacent(self.tokens[at - 1], token)

    def _adjacent(self, one: Token, two: Token) -> bool:
        return adjoining.adjacent(one, two, self.document.text)

    # -- names that the knowledge has not ------------------------------------------------------

    def _unknown(self, first: int) -> int | None:
        """See a run of capitalised words that nothing in the knowledge explains."""
        if not self._may_be_in_name(self.tokens[first]) or self._is_title(first):
            return None
        last = first + 1
        while last < min(len(self.tokens), first + LONGEST_NAME) and self._goes_on(first, last):
            last += 1
        if media.names_outlet(self.tokens, first, last):
            return self._see(first, last, self._local(ActorKind.OUTLET, self._words(first, last)))
        if last - first < 2:
            return None
        if strangers.leads_to_name(self.tokens, first, last, self.knowledge):
            return first + 1
        words = [fold(token.text) for token in self.tokens[first:last]]
        if set(words) & ORGANISATION_WORDS:
            if tuple(words) not in self.knowledge.institution_words:
                last = self._linked_end(last)  # a body that only this document knows
                seen = self.found[-1].end if self.found else 0
                first = adjoining.with_its_state(self.tokens, first, self.document.text, seen)
                body = self._local(ActorKind.ORGANISATION, self._words(first, last))
                return self._see(first, last, body, sure=False)
        elif self._of_no_one(words, first):
            return last
        elif strangers.written_as_name(
            self.tokens, first, last, self.document.text, self.knowledge.role_words
        ):
            self._note_person(first, last)
        return last

    def _of_no_one(self, words: list[str], first: int) -> bool:
        """Tell whether capitalised words name a place, a treaty or an event."""
        place = words[0] in PLACE_STARTS and not self._given(first)
        if not self._given(first) and self.namesakes.famous(self.tokens[first].key):  # Trump Gaza
            place |= bool(self.knowledge.place_index.longest(self.tokens, first + len(words) - 1))
        return place or words[-1] in PLACE_ENDS | THINGS

    def _given(self, at: int) -> bool:
        return fold(self.tokens[at].text) in self.knowledge.given_names

    def _goes_on(self, first: int, at: int) -> bool:
        """Tell whether a name that began at a word goes on with another."""
        before, token = self.tokens[at - 1], self.tokens[at]
        if before.possessive or not self._adjacent(before, token):
            return False
        if at > first + 1 and strangers.second_syllable(self.tokens, at, self.document.text):
            return True
        if fold(token.text) in LINKERS and at + 1 < len(self.tokens):
            after = self.tokens[at + 1]
            return after.capitalised and self._adjacent(token, after)
        given = fold(before.text) in self.knowledge.given_names
        if given and at == first + 1 and token.capitalised and fold(token.text) in HONORIFICS:
            return True
        if not self._may_be_in_name(token) or self._is_title(at):
            return False
        body = fold(before.text).endswith(LEARNED_ENDS) or fold(before.text) in ORGANISATION_WORDS
        if body and self._given(at) and not self._given(first):
            return False  # the name of somebody of a body after the body's
        return fold(before.text) in LINKERS or not self._explained(at, first)

    def _is_title(self, at: int) -> bool:
        """Tell whether a word only tells what the person named after it is: "CEO Ann Lee"."""
        if fold(self.tokens[at].text) not in NAME_TITLES or at + 2 >= len(self.tokens):
            return False
        one, two = self.tokens[at + 1], self.tokens[at + 2]
        named = self._may_be_in_name(one) and self._may_be_in_name(two)
        return named and self._adjacent(self.tokens[at], one) and self._adjacent(one, two)

    def _explained(self, at: int, first: int) -> bool:
        """Tell whether a known name begins here, so that the run before it is over."""
        if self.knowledge.adjectives.longest(self.tokens, at):
            return True
        found = self.knowledge.index.longest(self.tokens, at)
        return found is not None and (found.last > at + 1 or not self._given(first))

    def _may_be_in_name(self, token: Token) -> bool:
        word = fold(token.text)
        return (
            token.text[:1].isupper()
            and word.isalpha()
            and word not in NOT_NAMES
            and word not in HONORIFICS
            and word not in self.knowledge.role_words
        )

    def _note_person(self, first: int, last: int) -> None:
        given, final = self.tokens[first], self.tokens[last - 1]
        double = self.surnames.double(final.key, self.document.text[given.start : final.end])
        if double is not None:
            self._see(first, last, double)
            return
        namesake = self.namesakes.misspelt(given, final)
        sure = namesake is not None or strangers.plainly_person(
            self.tokens, first, last, self.document.text, self.knowledge
        )
        if not sure and self.surnames.only_surname(given, final, self.document.text):
            return
        name = strangers.in_small_letters(re.sub(r"[\[\]()]", "", self._words(first, last)))
        self._note_spouse(first, final)
        self._see(first, last, namesake or self._local(ActorKind.PERSON, name), sure=sure)
        if final.text.islower():  # "Baek Seung-woo" is Mr Baek
            self.surnames.note(given.key, self.found[-1])

    def _note_spouse(self, first: int, final: Token) -> None:
        """Note both of "Ivan and Anna Petrov" under their full names."""
        other = self.tokens[first - 2] if first > 1 else None
        joined = other is not None and self.tokens[first - 1].text == "and"
        if other is None or not joined or not self._given(first - 2) or not self._given(first):
            return
        spouse = self._local(ActorKind.PERSON, f"{other.text} {final.text}")
        sighting = Sighting(other.start, other.end, spouse)
        self.found.append(sighting)
        self.surnames.note(final.key, sighting)

    def _linked_end(self, last: int) -> int:
        """Give where a body's name ends that goes on after "for" or "of"."""
        tokens = self.tokens
        linked = last + 1 < len(tokens) and tokens[last].text in {"for", "of", "on"}
        if linked and tokens[last + 1].text[:1].isupper():
            last += 2
            while last < len(tokens) and self._goes_on(last - 1, last):
                last += 1
        return last

    def _span(self, first: int, last: int) -> slice:
        return slice(self.tokens[first].start, self.tokens[last - 1].end)

    def _words(self, first: int, last: int) -> str:
        return re.sub(rf"{NICKNAME.pattern}|\s+", " ", self.document.text[self._span(first, last)])

    def _local(self, kind: ActorKind, name: str) -> Actor:
        document = self.document.id
        return Actor(id=actor_id(kind, name, document), name=name, kind=kind, local_to=document)

    # -- surnames ------------------------------------------------------------------------------

    def _surnames(self) -> None:
        taken = sorted((sighting.start, sighting.end) for sighting in self.found)
        starts = [start for start, _ in taken]
        for token in self.tokens:
            if not token.capitalised:
                continue
            place = bisect_left(starts, token.end) - 1
            if place >= 0 and taken[place][1] > token.start:
                continue
            if adjoining.is_half(token, self.document.text):
                continue
            actor = self.surnames.by_surname(token)
            if actor is not None:
                self.found.append(Sighting(token.start, token.end, actor, token.possessive))
