"""Lists: the names of a sentence that can take part in a meeting, and how they are listed.

Works on the words of one sentence (`meeting_sentences.words_of`); all places are indexes into them.
"""

from collections.abc import Sequence

from dragoman.record import ActorKind
from dragoman.resolve.meetings.lexicon import MeetingWords
from dragoman.resolve.meetings.sentences import Word

LINKS = {"and", "-", "–", "/", "&", "plus", "or"}
HARD = set('.;:()"“”!?—[]|\x00')
"""Signs over which no list, subject or clause goes on."""

POSTED = {"to", "for"}
WHERE = {"in", "at", "to", "near", "outside", "inside", "into", "across", "on", "over", "about"}
ALONG = {"along", "together"}
BEFORE_FIRST, AFTER_FIRST = 8, 5
"""Words that may stand before the first name of a list, and between two of them."""

UNKNOWN = 2
"""Words of no known kind that may stand before the first name of a list."""


class Lists:
    """Reads lists of participants among the words of a sentence."""

    def __init__(self, words: Sequence[Word], lexicon: MeetingWords, roles: frozenset[str]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.known = lexicon.titles | lexicon.sides | roles

    def is_side(self, at: int) -> bool:
        """Tell whether a name is somebody who can take part, not a place or an attribute."""
        sighting = self.words[at].sighting
        if sighting is None or sighting.actor.kind in {ActorKind.OUTLET, ActorKind.UNNAMED}:
            return False
        if self.posted(at):
            return False
        return not sighting.adjective or self._heads_side(at)

    def posted(self, at: int) -> bool:
        """Tell whether a name is only what somebody is sent to: "ambassador to Turkey"."""
        before = at - 1 if at and self.words[at - 1].key != "the" else at - 2
        if before < 1 or self.words[before].key not in POSTED:
            return False
        return self.words[before - 1].key in self.known and self.words[before - 1].key not in LINKS

    def _heads_side(self, at: int) -> bool:
        """Tell whether an adjective stands before a side: "Russian and Ukrainian officials"."""
        for place in range(at + 1, min(len(self.words), at + 6)):
            word = self.words[place]
            if word.sighting is not None:
                if word.sighting.actor.kind is ActorKind.PERSON:
                    return True
                continue
            if word.key in LINKS or word.text == ",":
                continue
            return word.key in self.lexicon.sides or word.key in self.known
        return False

    def listed_after(self, first: int) -> list[int]:
        """Give the participants that are listed from a place on."""
        found: list[int] = []
        gap = unknown = 0
        for at in range(first, len(self.words)):
            word = self.words[at]
            if word.sighting is not None:
                if self.is_side(at):
                    found.append(at)
                    gap = 0
                elif not word.sighting.adjective and not self.posted(at):
                    break
            elif not self._goes_on(at, gap, bool(found)):
                break
            else:
                gap = 0 if word.key in LINKS else gap + 1
                unknown += not self.familiar(word)
                if unknown > UNKNOWN:
                    break
        return found

    def familiar(self, word: Word) -> bool:
        """Tell whether a word may well stand in a list of names."""
        return word.key in self.known | LINKS or word.text[:1].isupper() or not word.key.isalpha()

    def _goes_on(self, at: int, gap: int, any_found: bool) -> bool:
        """Tell whether a list may go on over a word that is no name."""
        word = self.words[at]
        if word.key in LINKS:
            return True
        if word.text == ",":
            return any_found and self._more_after(at + 1)
        if word.text in HARD or word.key in self.lexicon.stops:
            return False
        if word.key in POSTED:
            return any(self.words[p].key in self.known for p in (at - 1,) if p >= 0)
        if word.key in self.known or word.text[:1].isupper():
            return gap < (AFTER_FIRST if any_found else BEFORE_FIRST)
        return not any_found and gap < BEFORE_FIRST

    def _more_after(self, first: int) -> bool:
        """Tell whether a comma is one of a list or before an apposition, not the end of both."""
        for at in range(first, min(len(self.words), first + BEFORE_FIRST)):
            word = self.words[at]
            if word.sighting is not None and self.is_side(at):
                after = self.words[at + 1] if at + 1 < len(self.words) else None
                if after is None or word.sighting.adjective:
                    return True
                plain = after.text in {",", "."} or after.key in LINKS or after.possessive
                return plain or after.key in {"in", "on", "at"} or word.possessive
            if word.key not in self.known and word.key not in LINKS and not word.text[0].isupper():
                return False
        return False

    def listed_before(self, last: int) -> list[int]:
        """Give the participants that are listed up to a place."""
        found: list[int] = []
        linked, gap = True, 0
        for at in range(last - 1, -1, -1):
            word = self.words[at]
            if word.sighting is not None:
                if found and self.is_where(at):
                    break
                if linked and self.is_side(at):
                    found.append(at)
                    linked, gap = False, 0
                elif not found and not word.sighting.adjective:
                    break
            elif self._links_back(at):
                linked = True
            elif gap < AFTER_FIRST and self._titles(at):
                gap += 1
            else:
                break
        return found[::-1]

    def _links_back(self, at: int) -> bool:
        """Tell whether a word joins what follows it to names before it."""
        word = self.words[at]
        along = word.key == "with" and self.key(at - 1) in ALONG
        return word.key in LINKS or along or (word.text == "," and at > 0)

    def _titles(self, at: int) -> bool:
        """Tell whether a word may stand before a name in a list."""
        word = self.words[at]
        if word.text in HARD or word.key in self.lexicon.stops:
            return False
        return word.key in self.known or word.text[:1].isupper()

    def is_where(self, at: int) -> bool:
        """Tell whether a state stands for a place: "in Russia", "a retreat from Russia"."""
        sighting = self.words[at].sighting
        if sighting is None or sighting.actor.kind is not ActorKind.STATE or sighting.adjective:
            return False
        before = at - 1 if at and self.words[at - 1].key != "the" else at - 2
        if before > 0 and self.words[before].key == "from":
            return self.words[before - 1].key not in self.known
        return before >= 0 and self.words[before].key in WHERE

    def key(self, at: int) -> str:
        """Give the folded word at a place; empty outside the sentence."""
        return self.words[at].key if 0 <= at < len(self.words) else ""
