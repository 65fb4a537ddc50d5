"""Scene: what the resolver knows at a place of a document: names so far, and who spoke."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, pairwise

from dragoman.record import (
    Actor,
    ActorKind,
    Attribution,
    Document,
    QuoteForm,
    Reading,
    Span,
    Statement,
    actor_id,
)
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import PREPOSITIONS
from dragoman.resolve.names import Token, fold
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.surnames import Sighting

CLAUSE_START = re.compile(
    r"[,;:—–\"“”]|\b(?:that|while|as|when|and|but|said|says|added|because|if|after|before)\b"
)
REGION_NOUN = re.compile(
    r"(?: \w+){0,2} (?:region|city|town|village|province|oblast|district|port|capital|suburb"
    r"|settlement|county|governorate)s?\b"
)
"""What follows the adjective of the state in which something lies: "the Ukrainian region"."""

MARKS = re.compile('["“”]')
OPENING = frozenset("\"“'‘«")
SPEAKER_WEIGHT = 4
REMEMBERED = 300
"""Statements back to which a reader remembers who spoke: long documents stay quick to resolve."""

FRONTED = re.compile(
    r"[\"“]?(?:(?:But|And|Yet) )?(?:After|Before|When|While|As|Since|In|On|At|With|Despite|Although"
    r"|Though|Following|During|If|Once|Unlike|Like|Asked|[A-Z]\w+ing|[A-Z][\w ]{,20} after)\b"
    r"[^,.;:]*,[\"”]? (?:the )?(?:[A-Z]\w+ (?:[a-z]+ )?){0,4}"
)
"""What stands in front of a sentence's subject: "After his call with Putin, Trump said"."""

FINITE = re.compile(
    r" (?:\w+ly |also )?(?:is|was|has|had|does|did|will|would|can|could|may|should|must|says?|said"
    r"|\w{3,}ed)\b"
)
"""The verb after a subject, which no name in a list has: "and Putin is determined"."""

WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement whose speaker has been settled."""

    attribution: Attribution
    actor: Actor | None

    @property
    def end(self) -> int:
        """Offset after its last word."""
        spans = [*self.attribution.content, self.attribution.source, self.attribution.cue]
        return max(span.end for span in spans if span)


@dataclass
class Scene:
    """A document while its statements are gone through in the order of the text.

    Attributes:
        discourse: The names of the document.
        reading: What the reader found.
        spoken: The statements settled so far.
        made: Local actors by id, as they were first described.
        contents: All that anybody is quoted with.
        sources: Where the speakers are named.
        around: The contents that hold a place, for the places that were asked for.
        callings: What people are called where they are named, by the places asked for.
    """

    discourse: Discourse
    reading: Reading
    spoken: list[Spoken] = field(default_factory=list)
    made: dict[str, Actor] = field(default_factory=dict)
    contents: tuple[Span, ...] = ()
    sources: tuple[Span, ...] = ()
    around: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    callings: dict[int, str | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        document: Document,
        reading: Reading,
        knowledge: Knowledge,
        discourse: Discourse | None = None,
    ) -> "Scene":
        """Read a document's names and set the scene before its first statement.

        Args:
            document: The document.
            reading: What a reader found in it.
            knowledge: Who there is to speak.
            discourse: The document's names, where they have been read. None: they are read here.
        """
        scene = cls(discourse=discourse or Discourse.of(document, knowledge), reading=reading)
        scene.sources = tuple(a.source for a in reading.attributions if a.source is not None)
        scene.discourse.trust(scene.sources)
        scene.contents = tuple(part for a in reading.attributions for part in a.content)
        return scene

    @classmethod
    def of_statements(
        cls,
        document: Document,
        statements: Iterable[Statement],
        knowledge: Knowledge,
        discourse: Discourse | None = None,
    ) -> "Scene":
        """Set the scene of a document whose statements are made; otherwise as `of`."""
        attributions = tuple(
            Attribution(source=s.source, cue=s.cue, content=s.content, quote=s.quote, act=s.act)
            for s in statements
        )
        reading = Reading(document=document.id, reader="statements", attributions=attributions)
        return cls.of(document, reading, knowledge, discourse)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.discourse.document.text

    @cached_property
    def reaches(self) -> list[tuple[int, int]]:
        """Where each statement's content begins and ends, whatever stands between its parts."""
        return [
            (min(part.start for part in a.content), max(part.end for part in a.content))
            for a in self.reading.attributions
        ]

    @cached_property
    def weights(self) -> Counter[str]:
        """How much a document is about each party: a name counts once, that of a speaker more."""
        weights: Counter[str] = Counter()
        for sighting in self.discourse.sightings:
            held = self.discourse.held(sighting.actor)
            party = sighting.actor.party or (held[0].of if held else None)
            if sighting.actor.kind is ActorKind.STATE:
                party = sighting.actor.name
            if party:
                weights[party] += SPEAKER_WEIGHT if self._speaks(sighting) else 1
        return weights

    @cached_property
    def _spoken(self) -> tuple[list[int], list[int]]:
        """Where sources begin, in order, and how far any reaches of those that begin by then."""
        ordered = sorted((source.start, source.end) for source in self.sources)
        return [start for start, _ in ordered], [*accumulate((end for _, end in ordered), max)]

    def _speaks(self, sighting: Sighting) -> bool:
        starts, ends = self._spoken
        begun = bisect_right(starts, sighting.start)
        return begun > 0 and sighting.end <= ends[begun - 1]

    @cached_property
    def main(self) -> str | None:
        """The state that a document is most about. None: it names none."""
        for party, _ in self.weights.most_common():
            if self.knowledge.state(party):
                return party
        return None

    @cached_property
    def about(self) -> str | None:
        """The state whose ministers and army need not be named with it. None: no state.

        It is that of the outlet, if the document is about it at least a third as much as about
        any other; else the one that it is most about.
        """
        if self.main is None or self.home is None:
            return self.main
        return self.home if 3 * self.weights[self.home] >= self.weights[self.main] else self.main

    @cached_property
    def opposition(self) -> Actor | None:
        """The opposition of the state that a document is about, if it is a party of its own."""
        return self.faction("opposition")

    def faction(self, noun: str) -> Actor | None:
        """Give the side within a state that a document is about: "the Kurds" are Syria's there.

        None: the knowledge has no such side of any of the three states it is most about.
        """
        for party, _ in self.weights.most_common(3):
            entry = self.knowledge.state(party)
            adjective = entry.adjectives[0] if entry and entry.adjectives else party
            known = self.knowledge.by_name.get(f"{adjective} {noun}")
            if known:
                return known.actor
        return None

    @cached_property
    def home(self) -> str | None:
        """The country of the document's outlet, whose president is "the president" there."""
        document = self.discourse.document
        host = re.sub(r"^https?://(?:www\.)?|/.*$", "", document.url or "")
        for name in (document.outlet or "", host):
            entry = self.knowledge.outlet_of(name)
            if entry is not None:
                return entry.country
        return None

    @property
    def knowledge(self) -> Knowledge:
        """What is known before the document is read."""
        return self.discourse.knowledge

    def sentence(self, position: int) -> tuple[int, int]:
        """Give the bounds of the sentence around a place."""
        sentences = self.discourse.sentences
        after = bisect_right(sentences, position)
        return sentences[after - 1], sentences[after] if after < len(sentences) else len(self.text)

    def readable_sentences(self) -> Iterator[tuple[int, int]]:
        """Give the bounds of the sentences, or of their parts, that can be read."""
        sentences = self.discourse.sentences
        bounds = list(pairwise((*sentences, len(self.text))))
        for first, last in self.discourse.document.readable_runs():
            begin, stop = bisect_right(sentences, first) - 1, bisect_left(sentences, last)
            for start, end in bounds[begin:stop]:
                yield max(start, first), min(end, last)

    def state_of_place(self, position: int) -> str | None:
        """Give the state of the town or region named in the sentence of a place or before it.

        None: neither that sentence nor the one before it names any.
        """
        start, end = self.sentence(position)
        before, _ = self.sentence(max(start - 1, 0))
        for first, last in ((start, end), (before, start)):
            told = None
            states = {s.start: s for s in self.discourse.within(first, last)}
            begin, stop = (bisect_left(self.discourse.place_starts, at) for at in (first, last))
            for start, state in self.discourse.places[begin:stop]:
                capital = states.get(start)
                if capital is None or not (capital.possessive or self.begins_clause(capital)):
                    told = state  # "Washington's view" is of no place
            for sighting in states.values():
                if sighting.adjective and REGION_NOUN.match(self.text, sighting.end):
                    told = sighting.actor.name
            if told is not None:
                return told
        return None

    def is_proper(self, token: Token) -> bool:
        """Tell whether a word has its capital in the middle of a sentence too, as names have."""
        return any(
            match.start() - self.sentence(match.start())[0] >= 3
            for match in re.finditer(rf"(?<!\w){re.escape(token.text)}(?!\w)", self.text)
        )

    def local(
        self,
        kind: ActorKind,
        name: str,
        party: str | None = None,
        description: str | None = None,
    ) -> Actor:
        """Give the actor of this document with a name; the first description stays."""
        if len(MARKS.findall(name)) % 2:  # "majority” of the ministers": the other mark is outside
            name = MARKS.sub("", name).strip()
        local_id = actor_id(kind, name, self.discourse.document.id)
        if local_id not in self.made:
            self.made[local_id] = Actor(
                id=local_id,
                name=name,
                kind=kind,
                party=party,
                local_to=self.discourse.document.id,
                description=description,
            )
        return self.made[local_id]

    def enclosing(self, span: Span) -> list[Spoken]:
        """Give the settled statements whose content holds a span, outermost first."""
        found = [
            spoken
            for spoken in self.spoken
            if any(part.contains(span) for part in spoken.attribution.content)
        ]
        return sorted(
            found, key=lambda spoken: -sum(len(s.text) for s in spoken.attribution.content)
        )

    def speaks_directly(self, spoken: Spoken) -> bool:
        """Tell whether somebody's own words are given, not told in the words of whom they are in.

        What is reported inside a quotation lies between marks too, those of the quotation.
        """
        if spoken.attribution.quote is not QuoteForm.DIRECT:
            return False
        first = spoken.attribution.content[0]
        opened = self.text[:1] if first.start == 0 else self.text[first.start - 1]
        return opened in OPENING or first.text[:1] in OPENING or not self.enclosing(first)[:-1]

    def selves(self, span: Span) -> list[Actor]:
        """Give those inside whose own words a span lies, who are no "he" and no "who" there."""
        return [
            spoken.actor
            for spoken in self.enclosing(span)
            if spoken.actor is not None and self.speaks_directly(spoken)
        ]

    def speakers_before(self, position: int) -> Iterator[Spoken]:
        """Go through the settled statements that begin before a place, nearest first.

        Those that are only reported inside somebody else's words are left out, unless the place
        is inside the same words; what an outlet passes on ("..., AFP reports") is told by the text.
        """
        for spoken in islice(reversed(self.spoken), REMEMBERED):
            source = spoken.attribution.source
            if spoken.actor is None or source is None or source.start >= position:
                continue
            inside = (
                part for part in self._around(source.start) if not part.start <= position < part.end
            )
            if all(self._is_relayed(part) for part in inside):
                yield spoken

    def _is_relayed(self, content: Span) -> bool:
        """Tell whether an outlet is settled to have passed on a content."""
        return any(
            spoken.actor is not None
            and spoken.actor.kind is ActorKind.OUTLET
            and content in spoken.attribution.content
            for spoken in islice(reversed(self.spoken), REMEMBERED)
        )

    def _around(self, position: int) -> tuple[Span, ...]:
        """Give the contents that hold a place."""
        if position not in self.around:
            self.around[position] = tuple(
                part for part in self.contents if part.start <= position < part.end
            )
        return self.around[position]

    def together(self, one: int, other: int) -> bool:
        """Tell whether two places lie inside the same quoted words, or both outside all."""
        return self._around(one) == self._around(other)

    def in_content(self, position: int) -> bool:
        """Tell whether a place lies inside what somebody is quoted with."""
        return any(part.start <= position < part.end for part in self.contents)

    def begins_clause(self, sighting: Sighting) -> bool:
        """Tell whether a body's name stands first in its clause, as who acts in it does."""
        if sighting.possessive or sighting.adjective:
            return False
        start, _ = self.sentence(sighting.start)
        clause = CLAUSE_START.split(self.text[start : sighting.start])[-1]
        words = [fold(word) for word in clause.split()]
        return len(words) <= 5 and not set(words) & (PREPOSITIONS | {"told", "against", "than"})

    def is_subject(self, sighting: Sighting) -> bool:
        """Tell whether a name stands where the subject of its sentence or clause does."""
        if sighting.possessive or sighting.adjective:
            return False
        start, _ = self.sentence(sighting.start)
        front = self.text[start : sighting.start]
        word = WORD_BEFORE.search(front)
        before = [
            other
            for other in self.discourse.within(start, sighting.start)
            if other.actor.kind is sighting.actor.kind and not (other.possessive or other.adjective)
        ]
        if word and fold(word.group(1)) == "and":
            beside = bool(before) and self.text[before[-1].end : sighting.start].strip() == "and"
            return not beside and FINITE.match(self.text, sighting.end) is not None
        if word and fold(word.group(1)) in PREPOSITIONS | {"against", "than"}:
            return False
        # A name before it is the subject, but for one of a clause in front of the sentence.
        return not before or FRONTED.fullmatch(front) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the resolvers: whose words are these?"""

    phrase: Phrase
    attribution: Attribution
    scene: Scene
