"""Places: where things happen, told from the states and governments of the same names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from dragoman.record import ActorKind, Document, Span
from dragoman.resolve.gazetteer import Gazetteer, Place, PlaceKind
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import VERBS
from dragoman.resolve.names import PARTICLES, Found, Token, fold, tokenize


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LOCATIVES = _words("in inside near outside across throughout around within into via through at")
"""Words before a name that make it a place, whatever else it may stand for."""

DIRECTIONS = _words("to from toward towards for")
"""Words that do so only after MOVING: "flew to Moscow", but "aid to Ukraine"."""

MOVING = _words(
    "travel travels traveled travelled traveling travelling fly flies flew flown flying go goes "
    "going went gone come comes came return returns returned returning arrive arrives arrived trip "
    "trips journey visit visits heading headed heads fled flee fleeing moved moving deported tour "
    "flight flights train trains bus convoy route drove driving invited invitation evacuated "
    "withdraw withdrew withdrawn withdrawal escaped depart departed departing left leave leaves "
    "ambassador-designate relocated exile transferred"
)
REACH = 6
"""Words before a direction in which MOVING is looked for."""

REACHED = _words(
    "visit visits visited visiting left leave leaves leaving reach reached enter entered entering "
    "bombed shelled struck hit bombarded besieged captured seized outskirts downtown capital"
)
"""Words right before a name that is then where, not who."""

STRIKES = _words("strike strikes attack attacks shelling assault raid raids march advance on")
DESCRIBING = _words(
    "the neighbouring neighboring nearby occupied central downtown northern southern eastern "
    "western northeastern northwestern southeastern southwestern war-torn annexed besieged "
    "historic city town village port capital of region"
)
"""Words that may stand between a locative and the name."""

KINDS = _words("capital city town port resort village")
"""Words before "of" and a name that say what it is: "the Qatari capital of Doha"."""

PARTS = _words(
    "northern southern eastern western central downtown northeastern northwestern southeastern "
    "southwestern"
)
"""Words that name a part of what follows: "eastern Ukraine"."""

FEELINGS = _words(
    "confidence trust faith interest interested belief believe believes believed investors"
)
"""Words after which "in" is not where."""

EVENTS = _words(
    "talks summit meeting conference negotiations round airport suburb suburbs outskirts streets"
)
"""Words after a capital that make it where they take place: "the Doha talks"."""

PAPERS = _words(
    "agreement agreements accord accords convention conventions protocol protocols memorandum "
    "communique declaration treaty format process framework formula plan initiative consensus ii 2"
)
"""Words after a name that make it the name of a text or a process: "the Minsk agreements"."""

REGIONS, LONGEST_LIST = _words("regions oblasts provinces"), 8
"""What a list of cities ends with when it means their regions, and its longest length in words."""

AFTER_SEAT = _words(
    "on with and to for that in by at as last this earlier today yesterday after before where "
    "when while who which has have had was were is are said but or from amid during over about "
    "late early again of since until through together following where instead if because"
)
"""Words that may follow a building; before another word it only describes: "Kremlin circles"."""

JOINED = re.compile(r", ?(?:and |or )?| and | or | & ")
BASED = re.compile(r"-based\b")
DATELINE = re.compile(
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?:,? \([^)\n]{2,30}\))?(?: ?[—–]| - |\.? ?/)"
)
LINE_START = re.compile(r"(?:^|\n)[\s*#>]*$")


@dataclass(frozen=True, slots=True)
class PlaceSighting:
    """A place where a document names it."""

    place: Place
    span: Span


def places_in(
    document: Document,
    sources: Iterable[Span],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    words: Sequence[Token] | None = None,
) -> list[PlaceSighting]:
    """Find the places that a document names, in the order of the text.

    A name that may stand for a government ("Ankara", "the Kremlin", "Turkey") is a place only
    where the words around it say where; as the source of a statement it is an actor. Takes time
    linear in the text.

    Args:
        document: The document.
        sources: The words that its statements are attributed to, from its reading.
        knowledge: Who there is to speak, to tell places from actors.
        gazetteer: The places.
        words: The words of what can be read of the document. None: they are cut here.
    """
    spoken = {(span.start, span.end) for span in sources}
    found: list[PlaceSighting] = []
    for start, end in document.readable_runs():
        if words is None:
            tokens: Sequence[Token] = tokenize(document.text, start, end)
        else:
            first, last = (
                bisect_left(words, edge, key=attrgetter("start")) for edge in (start, end)
            )
            tokens = words[first:last]
        found += _Seeker(document.text, tokens, spoken, knowledge, gazetteer).seek()
    return found


@dataclass(slots=True)
class _Seeker:
    """Goes through the words of a segment once.

    Attributes:
        text: The document's text.
        tokens: The segment's words.
        spoken: Where sources begin and end.
        knowledge: Who there is.
        gazetteer: The places.
        end: Index after the last word of the last place seen. 0: none yet.
        found: The places so far.
    """

    text: str
    tokens: Sequence[Token]
    spoken: set[tuple[int, int]]
    knowledge: Knowledge
    gazetteer: Gazetteer
    end: int = 0
    found: list[PlaceSighting] = field(default_factory=list)

    def seek(self) -> list[PlaceSighting]:
        """Give the places of the segment."""
        places, actors = self.gazetteer.index.root.children, self.knowledge.index.root.children
        at = 0
        while at < len(self.tokens):
            key = self.tokens[at].key
            at = self._step(at) if key in places or key in actors else at + 1
        return self.found

    def _step(self, at: int) -> int:
        """Look at one word; give the index of the next to look at."""
        place = self.gazetteer.index.longest(self.tokens, at)
        actor = self.knowledge.index.longest(self.tokens, at)
        if actor and (not place or actor.last > place.last):
            return self._past(actor, at)
        if place is None:
            return at + 1
        known = self._region_of(self.gazetteer.places[place.ids[0]], place.last)
        ambiguous = actor is not None or self._stands_for_actor(known)
        if self._is_place(known, place, ambiguous=ambiguous):
            start = self.tokens[at - self._article(at)].start
            span = Span.of(self.text, start, self.tokens[place.last - 1].end)
            self.found.append(PlaceSighting(known, span))
            self.end = place.last
        return place.last

    def _stands_for_actor(self, place: Place) -> bool:
        """Tell whether a place's name is somebody's too, or a common word."""
        if place.weak or place.kind is PlaceKind.COUNTRY:
            return True
        indexes = (self.knowledge.index, self.knowledge.weak_index)
        return any(index.exactly(place.name) for index in indexes)

    def _region_of(self, place: Place, after: int) -> Place:
        """Take a city for its region in "Kherson and Zaporizhzhia regions"."""
        region = self.gazetteer.places.get(f"{place.name} Oblast")
        if region is None:
            return place
        for at in range(after, min(after + LONGEST_LIST, len(self.tokens))):
            if self._word(at) in REGIONS:
                return region
            listed = self.tokens[at].capitalised or self._word(at) == "and"
            if not listed or self._between(at).strip() not in {"", ","}:
                break
        return place

    def _article(self, at: int) -> int:
        """Count the words before a name that are its Arabic article: "El-Fasher"."""
        joined = self._between(at) == "-" or self.text[self.tokens[at - 1].start].isupper()
        return int(at > 0 and self._word(at - 1) in PARTICLES and joined)

    def _past(self, actor: Found, at: int) -> int:
        """Go past an actor's name; a place may begin inside a person's or a newspaper's."""
        state = self.knowledge.entries[actor.ids[0]].actor.kind is ActorKind.STATE
        return at + 1 if state else actor.last

    def _is_place(self, place: Place, found: Found, *, ambiguous: bool) -> bool:
        if self._is_of_a_name(found) or self._word(found.last) in PAPERS:
            return False
        where = self._located(place, found)
        if self._is_source(found) and not where:
            return False
        if not ambiguous:
            return True
        if self.tokens[found.last - 1].possessive:
            return False
        return where or self._joined(found) or self._told_after(place, found)

    def _word(self, at: int) -> str:
        """Give a word, folded; empty beyond the ends."""
        return fold(self.tokens[at].text) if 0 <= at < len(self.tokens) else ""

    def _between(self, at: int) -> str:
        """Give what stands between a word and the one before it."""
        if not 0 < at < len(self.tokens):
            return "\n"
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def _is_of_a_name(self, found: Found) -> bool:
        """Tell whether a name is half of a person's: "Paris Hilton", "Princeton Lyman"."""
        first, last = found.first, found.last
        if last - first > 1:
            return False
        given = self.knowledge.given_names
        after = last < len(self.tokens) and self._between(last) == " "
        if after and self.tokens[last].text[:1].isupper() and self._word(first) in given:
            return self._word(last) not in EVENTS | PAPERS
        before = first > 0 and self._between(first) == " "
        return (
            before and self.tokens[first - 1].text[:1].isupper() and self._word(first - 1) in given
        )

    def _is_source(self, found: Found) -> bool:
        """Tell whether a name, with or without its article, is all of a source."""
        end = self.tokens[found.last - 1].end
        starts = [self.tokens[found.first].start]
        if self._word(found.first - 1) == "the":
            starts.append(self.tokens[found.first - 1].start)
        return any((start, end) in self.spoken for start in starts)

    def _located(self, place: Place, found: Found) -> bool:
        """Tell whether the words before a name say that it is where something is."""
        at = found.first - 1
        if self._word(at) in PARTS | REACHED and self._same_clause(at + 1):
            return not self._describes(place, found)
        if self._word(at) == "of" and self._word(at - 1) in KINDS:
            return True
        while self._word(at) in DESCRIBING and self._same_clause(at + 1):
            at -= 1
        word = self._word(at)
        if not self._same_clause(at + 1) or self._describes(place, found):
            return False
        if word in LOCATIVES:
            return self._word(at - 1) not in FEELINGS
        if word in DIRECTIONS:
            return any(self._word(before) in MOVING for before in range(at - REACH, at))
        return (
            word == "on" and place.kind is not PlaceKind.COUNTRY and self._word(at - 1) in STRIKES
        )

    def _same_clause(self, at: int) -> bool:
        """Tell whether a word follows the one before it without a stop; "the capital, Riyadh"."""
        gap = self._between(at)
        return not gap.strip() or (
            gap == ", " and self._word(at - 1) in {"capital", "city", "town"}
        )

    def _describes(self, place: Place, found: Found) -> bool:
        """Tell whether a building's name only describes the word after it ("Kremlin circles")."""
        if place.kind is not PlaceKind.BUILDING or self._between(found.last) != " ":
            return False
        return self.tokens[found.last].text.islower() and self._word(found.last) not in AFTER_SEAT

    def _joined(self, found: Found) -> bool:
        """Tell whether a name goes on with a list of places: "in Geneva, Doha and Cairo"."""
        if not self.end or found.first != self.end + (self._word(self.end) in {"and", "or"}):
            return False
        gap = self.text[self.tokens[self.end - 1].end : self.tokens[found.first].start]
        return bool(JOINED.fullmatch(gap)) and not self._acts(found, gap)

    def _acts(self, found: Found, gap: str) -> bool:
        """Tell whether a name begins a clause of its own: "in Doha, Egypt said"."""
        if self._between(found.last) != " ":
            return False
        word = self._word(found.last)
        lower = self.tokens[found.last].text.islower()
        return word in VERBS or (gap == ", " and lower and word not in AFTER_SEAT)

    def _told_after(self, place: Place, found: Found) -> bool:
        """Tell whether the words after a name say that it is where: "Doha talks", "-based"."""
        token = self.tokens[found.last - 1]
        if BASED.match(self.text, token.end):
            return True
        if place.kind is PlaceKind.COUNTRY:
            return False
        if self._word(found.last) in EVENTS and self._between(found.last) == " ":
            return place.kind is PlaceKind.CITY
        start = self.tokens[found.first].start
        begins = LINE_START.search(self.text, max(0, start - 20), start)
        return begins is not None and DATELINE.match(self.text, token.end) is not None


def first_of_each(sightings: Iterable[PlaceSighting]) -> Iterator[PlaceSighting]:
    """Give the first sighting of every place, in their order."""
    seen: set[str] = set()
    for sighting in sightings:
        if sighting.place.name not in seen:
            seen.add(sighting.place.name)
            yield sighting
