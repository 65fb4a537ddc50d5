"""Arguments: who takes part, by where names stand about a verb or noun of contact.

Works on the words of one sentence (`meeting_sentences.words_of`); all places are indexes into them.
"""

from collections.abc import Sequence

from dragoman.record import ActorKind
from dragoman.resolve.lexicon import HE, SHE, THEY
from dragoman.resolve.meetings.lexicon import MeetingWords
from dragoman.resolve.meetings.lists import HARD, LINKS, Lists
from dragoman.resolve.meetings.sentences import Word

CLAUSE = {
    *("that", "when", "while", "as", "after", "before", "where", "because", "if", "but", "said"),
    *("says", "told", "following", "since", "until", "although", "though", "whether", "added"),
}
ENDED = {"ended", "ends", "closed", "concluded", "collapsed", "failed"}
"""Verbs after a noun of contact whose "with" is not its own: "the talks ended with a promise"."""

BROKEN_OFF = CLAUSE | ENDED | {"who", "which", "and", "to"}
"""Words after which a preposition is no longer that of a noun or verb before them."""

LEFT_OUT = {"include", "exclude", "excluding", "without", "involve"}
PAYING = {"make", "pay", "made", "paid", "makes", "pays", "making", "paying"}
"""Verbs that carry visits alone: "paid a visit", but "made an offer of talks"."""

HAVE = {"have", "has", "had", "having"}
NOT_CARRIED = {
    *("who", "which", "for", "at", "in", "with", "on", "to", "from", "ahead", "during", "by"),
    *("through", "about", "against", "under", "into", "over", "between"),
}
FROM_SIDES = frozenset({"between", "with", "among", "of", "involving"})
"""Prepositions between a noun of contact and who takes part."""

OBLIQUE = {"with", "of", "by", "from", "between", "to"}
OWNERS = {"his", "her", "their", "our", "my", "its"}
BACKING = {"sponsored", "led", "hosted", "brokered", "mediated", "backed", "convened", "organised"}
SELF = {"i", "we", "me", "us", "my", "our"}
HAPPENED = {"started", "began", "took", "happened", "opened", "were", "was"}
"""Verbs of a clause that only tells when a contact was: "talks that began in May between"."""

ADDRESSING = {"told", "assured", "informed", "warned", "urged", "thanked", "asked", "pressed"}
ADDRESSED_WITHIN = 3
"""Verbs of who speaks to somebody, and words from the one who does to them."""

WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
PRONOUNS = HE | SHE | THEY | SELF | {"it", "its"}
NOUN_MODIFIERS, PREPOSITION_WITHIN, LIGHT_WITHIN = 6, 12, 9
"""Words that may stand before a noun, and between a noun or verb and its preposition or carrier."""

PHRASE = 7
"""Words of a phrase with its noun, before which a comma parts no clause: ", in a long call"."""

BACKED_WITHIN = 24
"""Words between a noun and those by whom the contact is hosted."""


class Arguments:
    """Finds the participants of a contact among the words of a sentence."""

    def __init__(self, words: Sequence[Word], lexicon: MeetingWords, roles: frozenset[str]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.lists = Lists(words, lexicon, roles)
        self.lists.known = lexicon.titles | lexicon.sides | roles

    def subject_of(self, verb: int) -> list[int]:
        """Give the subject of a verb, or the pronoun that is it; empty if the clause has none."""
        at = verb - 1
        while at >= 0:
            word = self.words[at]
            found = self._subject_at(at)
            if found and self.lists.key(found[0] - 1) not in LEFT_OUT:
                return found
            if found:
                at = found[0] - 1
            elif word.key in {"who", "which"}:
                return self._antecedent(at)
            elif word.text == ",":
                settled, at = self._before_comma(at, verb)
                if settled is not None:
                    return settled
            elif word.key == "and" and at == verb - 1:
                return self.main_subject(range(verb, len(self.words)))
            elif word.text in HARD or (word.key in CLAUSE and not self._left_out(at)):
                return self._last_person(at) if word.key in CLAUSE else []
            else:
                at -= 1
        return []

    def _subject_at(self, at: int) -> list[int]:
        """Give the list of names that ends at a word, or the pronoun there, if it can act."""
        word = self.words[at]
        if word.key in PRONOUNS and word.text != "US" and not self._object(at):
            return [at]
        if word.sighting is None or not self.lists.is_side(at) or self.lists.is_where(at):
            return []
        owner = word.possessive and word.sighting.actor.kind is ActorKind.PERSON
        return [] if owner else self.lists.listed_before(at + 1)

    def _before_comma(self, comma: int, verb: int) -> tuple[list[int] | None, int]:
        """Give the subject that ends at a comma, or None and where to go on looking for it."""
        listed = self.lists.listed_before(comma)
        if len(listed) > 1 and self._joined(listed):
            return listed, comma
        over = self._over_apposition(comma)
        if over is None or (comma == verb - 1 and over == comma - 1):
            return self.main_subject(range(verb, len(self.words))), comma
        return None, over

    def _joined(self, listed: Sequence[int]) -> bool:
        """Tell whether those of a list are joined by "and" and not by commas alone."""
        between = range(listed[0], listed[-1])
        return any(self.words[at].key == "and" for at in between)

    def _left_out(self, at: int) -> bool:
        """Tell whether a relative clause only says who was not there: "that did not include"."""
        return any(self.lists.key(place) in LEFT_OUT for place in range(at + 1, at + 5))

    def _last_person(self, before: int) -> list[int]:
        """Give the person named last before a clause without a subject: "while hosting"."""
        for at in range(before - 1, -1, -1):
            word = self.words[at]
            if word.text in HARD:
                return []
            if word.key in PRONOUNS and not self._object(at) and word.text != "US":
                return [at]
            if word.sighting is None or word.possessive or not self.lists.is_side(at):
                continue
            if word.sighting.actor.kind is ActorKind.PERSON and not self._behind_preposition(at):
                found = self.lists.listed_before(at + 1)
                if not self._object_of_contact(found[0] if found else at):
                    return found
        return []

    def _object_of_contact(self, at: int) -> bool:
        """Tell whether a name is the object of another verb of contact: "called him before ..."."""
        while at > 0 and self.words[at - 1].key in self.lists.known:
            at -= 1
        before = self.words[at - 1] if at else None
        if before is not None and before.sighting is not None and before.sighting.adjective:
            return self._object_of_contact(at - 1)
        return before is not None and before.key in self.lexicon.verbs

    def _behind_preposition(self, at: int) -> bool:
        """Tell whether a name, with the titles before it, follows a preposition."""
        for place in range(at - 1, max(-1, at - 6), -1):
            word = self.words[place]
            if word.key in {"with", "of", "by", "to", "for", "from", "in", "on", "against"}:
                return True
            if word.sighting is None and not self.lists.familiar(word):
                return False
        return False

    def _object(self, at: int) -> bool:
        return self.words[at].key in {"him", "them", "me", "his", "their", "its", "our", "my", "us"}

    def _antecedent(self, relative: int) -> list[int]:
        for at in range(relative - 1, max(-1, relative - 12), -1):
            if self.words[at].sighting is not None and self.lists.is_side(at):
                return self.lists.listed_before(at + 1)
        return []

    def _over_apposition(self, comma: int) -> int | None:
        """Go back over what stands between two commas before a verb. None: nothing does."""
        if comma and self._time_word(comma - 1):
            return comma - 1
        for at in range(comma - 1, max(-1, comma - 26), -1):
            if self.words[at].text in HARD:
                break
            if self.words[at].text == "," and at and self.words[at - 1].sighting is not None:
                return at - 1
        return None if comma and self.words[comma - 1].sighting is None else comma - 1

    def _time_word(self, at: int) -> bool:
        return self.words[at].key.removesuffix("s") in WEEKDAYS

    def main_subject(self, taken: Sequence[int]) -> list[int]:
        """Give the first in a sentence that can be its subject, apart from those already taken."""
        for at, word in enumerate(self.words):
            if at in taken or word.sighting is None or word.possessive or self.lists.is_where(at):
                continue
            before = self.words[at - 1].key if at else ""
            if self.lists.is_side(at) and before not in OBLIQUE:
                last = self._holder(at)
                while last + 1 < len(self.words) and self._continues(last + 1):
                    last += 1
                return [i for i in self.lists.listed_before(last + 1) if i not in taken]
        return []

    def _holder(self, at: int) -> int:
        """Give the person whom a state's adjective introduces: "Palestinian President Abbas"."""
        sighting = self.words[at].sighting
        if sighting is None or not sighting.adjective:
            return at
        person = at + 1
        while person < len(self.words) and self.words[person].key in self.lists.known - LINKS:
            person += 1
        if person > at + 1 and self.lists.key(person) == ",":
            person += 1  # "the Lebanese premier, Salam,"
        return person if self.is_person(person) else at

    def _continues(self, at: int) -> bool:
        word = self.words[at]
        return word.key in LINKS or (word.sighting is not None and self.words[at - 1].key in LINKS)

    def compound(self, noun: int) -> list[int]:
        """Give the sides that stand before a noun: "US-Iran talks", "Putin's call"."""
        found: list[int] = []
        for at in range(noun - 1, max(-1, noun - 1 - 2 * NOUN_MODIFIERS), -1):
            word = self.words[at]
            if word.sighting is not None:
                if word.sighting.actor.kind is not ActorKind.OUTLET and not self.topic(at):
                    found.append(at)
            elif word.key in OWNERS and not found:
                return [at]
            elif not self._modifies(at, bool(found)):
                break
        found.reverse()
        return found if len(found) > 1 or self._owns(found) else []

    def _modifies(self, at: int, any_found: bool) -> bool:
        """Tell whether a word may stand between the sides before a noun and the noun."""
        word = self.words[at]
        if word.text in HARD or word.key in self.lexicon.stops | {"the", "a", "an", "to"}:
            return False
        if word.text == ",":
            return any_found
        if word.key in LINKS | BACKING or self._time_word(at):
            return True
        name = word.text[:1].isupper() and not word.text.isupper()
        return not any_found and not name

    def topic(self, at: int) -> bool:
        """Tell whether a state before a noun is only its topic or place: "the Ukraine talks"."""
        word = self.words[at]
        if word.possessive or word.sighting is None or word.sighting.adjective:
            return False
        linked = {self.lists.key(at - 1), self.lists.key(at + 1)} & (LINKS | {","})
        return word.sighting.actor.kind is ActorKind.STATE and not linked

    def _owns(self, found: Sequence[int]) -> bool:
        """Tell whether the one name before a noun is that of a side, not of a topic."""
        if not found:
            return False
        word, after = self.words[found[0]], self.words[found[0] + 1]
        sighting = word.sighting
        backed = after.text in {"-", "–"} and self.words[found[0] + 2].key in BACKING
        if sighting is not None and sighting.actor.kind is ActorKind.ORGANISATION:
            return True
        return word.possessive or backed or (sighting is not None and sighting.adjective)

    def _counted(self, noun: int) -> set[str]:
        """Give what may follow "had" where it carries a noun: the noun itself or what opens it."""
        opens = {"a", "an", "the", "no", "his", "her", "their", "its", "two", "three", "several"}
        return opens | {"further", "more", "direct", "separate", "another", self.words[noun].key}

    def backers(self, after: int) -> list[int]:
        """Give those by whom a contact is hosted or mediated: "talks brokered by Norway"."""
        for at in range(after, min(len(self.words), after + BACKED_WITHIN)):
            if self.words[at].key in BACKING and self.lists.key(at + 1) == "by":
                return self.lists.listed_after(at + 2)
            if self.words[at].text in HARD:
                break
        return []

    def after_preposition(self, first: int, links: frozenset[str]) -> tuple[str, list[int]]:
        """Give the preposition after a verb or noun and whom it introduces."""
        for at in range(first, min(len(self.words), first + PREPOSITION_WITHIN)):
            word = self.words[at]
            if word.key in links and (word.key != "of" or at == first):
                if self.lists.key(at + 1) in {"no", "which", "whom", "little"}:
                    return "", []
                found = self.lists.listed_after(at + 1)
                if found or self._pronoun_at(at + 1):
                    return word.key, found or [at + 1]
                return "", []
            told = word.key in {"that", "which"} and self.lists.key(at + 1) in HAPPENED
            if word.text in HARD or (word.key in BROKEN_OFF - links - {"of"} and not told):
                break
            if word.text == "," and at > first:
                break
        return "", []

    def _pronoun_at(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].key in {"him", "her", "them", "us", "me"}

    def light_verb(self, noun: int, visit: bool) -> int | None:
        """Give the verb that carries a noun: "held talks". None: there is none."""
        for at in range(noun - 1, max(-1, noun - 1 - LIGHT_WITHIN), -1):
            word = self.words[at]
            carries = word.key in self.lexicon.light and (visit or word.key not in PAYING)
            if carries and word.sighting is None:
                carries = word.key not in HAVE or self.lists.key(at + 1) in self._counted(noun)
                return at if carries else None
            if word.text in HARD or word.key in NOT_CARRIED | CLAUSE:
                return None
        return None

    def persons_before(self, noun: int) -> list[int]:
        """Give the persons of a clause before a noun: "Modi told Xi in a call"."""
        found: list[int] = []
        for at in range(noun - 1, -1, -1):
            word = self.words[at]
            if word.text == "," and (self._apposed(at) or noun - at < PHRASE):
                continue
            if word.text in HARD | {","} or word.key in CLAUSE - {"told"}:
                break
            if self.is_person(at) and not word.possessive:
                found.append(at)
        return found[::-1]

    def is_person(self, at: int) -> bool:
        """Tell whether a word is the name of a person."""
        sighting = self.words[at].sighting if 0 <= at < len(self.words) else None
        return sighting is not None and sighting.actor.kind is ActorKind.PERSON

    def _apposed(self, comma: int) -> bool:
        """Tell whether a comma is one of two around a name: "his counterpart, Modi, over"."""
        if self.is_person(comma + 1):
            return self.words[comma - 1].key in self.lists.known
        if self.is_person(comma - 1) and self.lists.key(comma - 2) == ",":
            return self._apposed(comma - 2)
        return False

    def addressed_by(self, subject: Sequence[int]) -> list[int]:
        """Give whom a subject speaks to right after it: "In a call, Modi told Xi that"."""
        for at in range(subject[-1] + 1, subject[-1] + 1 + ADDRESSED_WITHIN) if subject else ():
            if self.lists.key(at) in ADDRESSING:
                found = self.lists.listed_after(at + 1)
                return [index for index in found if self.is_person(index)]
        return []
