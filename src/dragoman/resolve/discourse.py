"""Discourse: what a document has named before a place, nearest first."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from dragoman.record import Actor, ActorKind, Document, Office, Span
from dragoman.resolve.days import Period, likely_period
from dragoman.resolve.entries import Entry
from dragoman.resolve.genders import told_gender
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.namesakes import Namesakes
from dragoman.resolve.nicknames import without_nicknames
from dragoman.resolve.sightings import Spotter
from dragoman.resolve.stops import sentence_starts
from dragoman.resolve.surnames import Sighting

LONG, NEARLY = 6, 0.8
"""Letters of a surname that may be misspelt, and its likeness (SequenceMatcher.ratio) to the right
one: Zelesnky and Zelensky have .88, Khalili and Khalil .83, Merkel and Merz .60."""


@dataclass(slots=True)
class Discourse:
    """The names of a document in the order of the text.

    Attributes:
        document: The document.
        knowledge: What is known before it is read.
        day: When it was published, or the year it may be from. None: not known.
        spotter: What found the names, which can tell more about a surname.
        sightings: The names in the order of the text.
        sentences: Where each sentence begins.
        starts: Where each of the names begins.
        period: When an undated document may have been written. None: it is dated.
        places: Where regions and towns are named, with their states.
        place_starts: Where each of them begins.
    """

    document: Document
    knowledge: Knowledge
    day: str | None
    spotter: Spotter
    sightings: list[Sighting]
    sentences: list[int]
    starts: list[int] = field(default_factory=list)
    period: Period | None = None
    places: list[tuple[int, str]] = field(default_factory=list)
    place_starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, knowledge: Knowledge) -> "Discourse":
        """Find the names of a document, in what can be read of it."""
        day = document.published.value[:10] if document.published else None
        text = document.text
        runs = document.readable_runs()
        words = [token for start, end in runs for token in tokenize(text, start, end)]
        tokens = tuple(without_nicknames(text, words, knowledge))
        spotter = Spotter(document, knowledge, Namesakes(knowledge, day), tokens)
        sightings = spotter.spot()
        period = None
        if day is None:
            period = likely_period(text, sightings, list(tokens), knowledge)
            day = period.as_of
            if day is not None:
                spotter = spotter.anew(Namesakes(knowledge, day))
                sightings = spotter.spot()
        sentences = sentence_starts(text)
        discourse = cls(document, knowledge, day, spotter, sightings, sentences, period=period)
        discourse.starts = [sighting.start for sighting in discourse.sightings]
        discourse._find_places()
        return discourse

    def trust(self, sources: Iterable[Span]) -> None:
        """Take the names that speak in the document for names of people."""
        unsure = [
            at
            for at, sighting in enumerate(self.sightings)
            if not sighting.sure and sighting.actor.kind is ActorKind.PERSON
        ]
        if not unsure:
            return
        keys = {token.key for span in sources for token in tokenize(span.text)[-4:]}
        for at in unsure:
            if tokenize(self.sightings[at].actor.name)[-1].key in keys:
                self.sightings[at] = replace(self.sightings[at], sure=True)

    def within(self, start: int, end: int) -> list[Sighting]:
        """Give the sightings inside a stretch of text."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [sighting for sighting in self.sightings[first:last] if sighting.end <= end + 2]

    def before(self, position: int) -> Iterator[Sighting]:
        """Go through the sightings before a place, nearest first."""
        for index in range(bisect_left(self.starts, position) - 1, -1, -1):
            if self.sightings[index].end <= position:
                yield self.sightings[index]

    def country_at(self, start: int, end: int) -> str | None:
        """Give the state of the last region or town named in a stretch. None: none is."""
        named = self.countries_within(start, end)
        return named[-1] if named else None

    def countries_within(self, start: int, end: int) -> list[str]:
        """Give the states of the regions and towns named in a stretch, in the order of the text."""
        first, last = bisect_left(self.place_starts, start), bisect_left(self.place_starts, end)
        return [state for _, state in self.places[first:last]]

    def _find_places(self) -> None:
        tokens, index = self.spotter.tokens, self.knowledge.place_index
        for at, token in enumerate(tokens):
            if token.key in index.root.children and token.capitalised:
                found = index.longest(tokens, at)
                if found is not None:
                    self.places.append((token.start, found.ids[0]))
        self.place_starts = [start for start, _ in self.places]

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """Give the words inside a stretch of text, whatever segment it is in."""
        return tokenize(self.document.text, start, end)

    def gender(self, actor: Actor) -> str | None:
        """Give "m" or "f" for a person. None: nothing tells."""
        entry = self.knowledge.entries.get(actor.id)
        if entry is not None and entry.gender:
            return entry.gender
        words = tokenize(actor.name)
        known = self.knowledge.given_names.get(fold(words[0].text)) if words else None
        if known or actor.kind is not ActorKind.PERSON or not words:
            return known
        return told_gender(actor.name, self.document.text)

    def held(self, actor: Actor) -> list[Office]:
        """Give the offices that an actor holds on the document's day, or ever held."""
        return [o for o in actor.offices if self.day is None or o.held_on(self.day)]

    def choose(self, ids: tuple[str, ...]) -> Entry | None:
        """Pick the actor that a name means where several bear it. None: it cannot be told."""
        return self.spotter.namesakes.choose(ids)

    def by_surname(self, token: Token) -> Actor | None:
        """Give whom a word that is known to be a source means as a surname or first name."""
        return self.spotter.surnames.by_surname(token, trusted=True)

    def nearly(self, token: Token) -> Actor | None:
        """Give the person whose surname a word only misspells ("Zelesnky"). None: nobody's."""
        if len(token.text) < LONG:
            return None
        for key, sightings in self.spotter.surnames.introduced.items():
            near = SequenceMatcher(None, key, token.key).ratio() >= NEARLY
            if near and key[:1] == token.key[:1]:
                return sightings[0].actor
        return None

    def introduced(self, key: str) -> dict[str, Sighting]:
        """Give the people whom the document names in full with a last word, by actor id."""
        return {s.actor.id: s for s in self.spotter.surnames.introduced.get(key, ())}
