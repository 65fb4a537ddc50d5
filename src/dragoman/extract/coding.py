"""Coding: acts, the concepts of a codebook that statements support or oppose, and conditions.

Statements and the words that define a concept (its text, its examples) are put into one space by a
small encoder; a statement bears on a concept, with a stance, as far as it is near to what defines
that stance (prototypical networks, Snell et al. 2017). So any codebook works without training, and
an example that an analyst adds counts in the next run. Where training has seen a concept, what it
learned of it is added, and what it learned of the words (vocabulary.py); so is what people's
decisions teach (lessons.py). Words that turn a statement against what it is about are taken off,
and what is left is coded by itself (stances.py). The act is read from the same vector together
with acts.py's evidence.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from dragoman.extract.acts import act_with_confidence, stems_of
from dragoman.extract.belongings import Belonging, belongings_of, with_owners
from dragoman.extract.conditions import find_condition
from dragoman.extract.embedder import REMEMBERED, Embedder
from dragoman.extract.lessons import Doubles, Lessons
from dragoman.extract.mirrors import Mirror, mirrors_of, without_mirrored
from dragoman.extract.nested import own_words
from dragoman.extract.pointing import with_what_is_meant
from dragoman.extract.prototypes import Prototypes, prototypes_of, unit
from dragoman.extract.said import said_in
from dragoman.extract.stances import Turned, takes_none, turned, without_contrast
from dragoman.extract.trained.paths import Floats
from dragoman.extract.vocabulary import Bearing, Vocabulary, features, vocabulary
from dragoman.extract.wording import Wording, wording
from dragoman.record import (
    Act,
    Attribution,
    Code,
    Codebook,
    Concept,
    Document,
    Reading,
    Span,
    Stance,
    Statement,
)

Told = tuple[float, str, Stance]
"""A chance that a text takes a stance to a concept."""

VERSION = 9
"""Of what this package makes of the model's evidence; raised when codes change."""

NEGATIVE = re.compile(r"(?:(?!,|\bthat\b).)*?\b(?:no|not|never|renounc\w+)\b", re.IGNORECASE)
"""What begins the text of a concept that something is not; what a clause adds does not count."""

DENIES = re.compile(r"\b(?:not|never|no|cannot)\b|n['’]t\b", re.IGNORECASE)

LIMITS = re.compile(r"\b(?:limit|restrict|curb|reduc|dismantl|disarm|clos)\w*", re.IGNORECASE)
"""What the text of a concept says by which something is taken or made less."""

AT_ONCE = REMEMBERED // 2
"""Statements whose texts are read before they are coded. To go from one to the other and back takes
a tenth longer: the encoder's weights push all else out of the processor's memory."""

SURELY = 1e-6
"""The doubt that is left where a chance is told as 1."""

HEARD = 0.3
"""The chance from which a statement is about a concept, so that turning words bear on it."""


class Coder:
    """Codes statements with one codebook."""

    def __init__(
        self,
        codebook: Codebook,
        embedder: Embedder | None = None,
        known_words: Callable[[], Vocabulary | None] = vocabulary,
    ) -> None:
        """Take a codebook; its words are embedded when the first statement is coded.

        Args:
            codebook: What statements are coded with.
            embedder: The encoder of texts. None: the shipped one.
            known_words: Gives what words say about concepts; may give None, for nothing.
        """
        self.codebook = codebook
        self._embedder = embedder or Embedder()
        self._known_words = known_words

    @property
    def name(self) -> str:
        """Versions of model, coding and codebook, which decide the codes."""
        model = self._embedder.labels["version"]
        return f"coder/{model}.{VERSION}+{self.codebook.version}"

    @property
    def told_from(self) -> float:
        """The chance from which a code is told."""
        return float(self._embedder.labels["threshold"])

    def _confidence(self, chance: float) -> float:
        """Tell how often a code of such a chance is right, concept and stance.

        The model's own chances say too much: of codes told at .9 to .95 half are right
        (training/code_confidence.py).
        """
        slope, shift = self._embedder.labels["calibration"]
        logit = slope * math.log(chance / max(1 - chance, SURELY)) + shift
        return round(1 / (1 + math.exp(-logit)), 3)

    @cached_property
    def _prototypes(self) -> Prototypes:
        return prototypes_of(self.codebook, self._embedder)

    @cached_property
    def _lessons(self) -> Lessons:
        """What people decided, against what the coder says without having been told.

        A near miss is decided by the codebook.
        """
        known = self._prototypes
        places = {pair: place for place, pair in enumerate(known.pairs)}
        vectors: list[Floats] = []
        owners: list[int] = []
        errors: list[float] = []
        read: dict[Wording, tuple[Floats, Doubles]] = {}
        for concept in self.codebook.concepts:
            for lesson in concept.taught:
                words = wording(lesson.source, lesson.cue, lesson.content)
                if words not in read:
                    vector = self._embedder.embed(words)
                    read[words] = unit(vector), _chances(self._evidence(words, vector))
                direction, chances = read[words]
                for stance in Stance:
                    place = places.get((concept.id, stance))
                    if place is not None:
                        vectors.append(direction)
                        owners.append(place)
                        errors.append(float(lesson.stance is stance) - float(chances[place]))
        return Lessons(np.array(vectors), np.array(owners, np.int64), np.array(errors))

    def _near(self, vector: Floats) -> Doubles:
        labels = self._embedder.labels
        return self._prototypes.logits(vector, labels["scale"], labels["shift"])

    @cached_property
    def _bearing(self) -> Bearing | None:
        """What words say of the codebook's concepts. None: nothing."""
        known, prototypes = self._known_words(), self._prototypes
        stances = (stance for _, stance in prototypes.pairs)
        pairs = list(zip(prototypes.keys, stances, strict=True))
        return known.bearing(pairs) if known and pairs else None

    def _evidence(self, words: Wording, vector: Floats) -> Doubles:
        near, bearing = self._near(vector), self._bearing
        return near + bearing.evidence(features(words.cue, words.content)) if bearing else near

    def code(self, document: Document, reading: Reading) -> Reading:
        """Give a reading with the acts and codes of its statements."""
        if not self.reads(document):
            return reading
        every, coded = reading.attributions, list[Attribution]()
        for begin in range(0, len(every), AT_ONCE):
            some = every[begin : begin + AT_ONCE]
            for one in some:
                self._embedder.embed(words_of(one))
            coded += [self._coded(document.text, one, own_words(one, every)) for one in some]
        return replace(reading, attributions=tuple(with_what_is_meant(coded)))

    def reads(self, document: Document) -> bool:
        """Tell whether statements of a document can be coded: those in English."""
        return document.language in ("en", None)

    def _coded(self, text: str, attribution: Attribution, own: str | None) -> Attribution:
        """Read act and codes; the codes of its own words, where others' are among them."""
        words = words_of(attribution)
        prior = self._embedder.acts(self._embedder.embed(words)).tolist()
        act, _ = act_with_confidence(said_in(text, attribution), prior)
        read = replace(attribution, act=act)
        return replace(read, codes=self.codes(read, own))

    def codes(
        self, attribution: Attribution | Statement, own: str | None = None
    ) -> tuple[Code, ...]:
        """Code one statement; the likeliest concept first, each with its likelier stance.

        Args:
            attribution: The statement.
            own: What it says itself, where it reports others too. None: all of it.
        """
        words = words_of(attribution)
        if own is not None:
            words = words._replace(content=" ".join(own.split()))
        words = words._replace(content=without_contrast(words.content))
        told = () if attribution.act is Act.DECLINE_COMMENT else self.told_of(words)
        condition = _condition(attribution) if told else None
        stated = self._stated_by(condition, words) if condition else frozenset()
        return tuple(
            Code(
                concept=concept,
                stance=stance,
                condition=None if concept in stated else condition,
                confidence=self._confidence(chance),
            )
            for chance, concept, stance in told
        )

    def told_of(self, words: Wording) -> list[Told]:
        """Give what is told of a statement's words, with the model's own chances."""
        if not self.codebook.concepts or not words.content or takes_none(words.cue, words.content):
            return []
        return self._turned(words)

    def _stated_by(self, condition: Span, words: Wording) -> frozenset[str]:
        """Give the concepts that only the words of a condition are about: they hang on no other.

        "No talks until the prisoners are home" asks for the prisoners, whatever becomes of talks.
        """
        said = " ".join(condition.text.split())
        rest = words._replace(content=" ".join(words.content.replace(said, " … ").split()))
        asked = {concept for _, concept, _ in self.chances(wording("", "", said), HEARD)}
        if not asked:
            return frozenset()
        return frozenset(asked - {concept for _, concept, _ in self.chances(rest, HEARD)})

    def _turned(self, words: Wording) -> list[Told]:
        """Read codes, with the stance put right where words tell it plainly."""
        every = self.chances(words, min(HEARD, self.told_from))
        told = [one for one in every if one[0] >= self.told_from]
        heard = {concept for chance, concept, _ in every if chance >= HEARD}
        found = turned(words.cue, words.content) if heard else None
        about = self._turned_about(found, heard)
        kept = [one for one in told if one[1] not in about]
        if not about:
            kept = with_owners(kept, words.content, self._belongings)
        told = _in_order([*kept, *about.values()])
        return without_mirrored(told, words.content, self._mirrors)

    def _turned_about(self, found: Turned | None, heard: set[str]) -> dict[str, Told]:
        """Tell the stance to the concepts heard that a statement's words turn."""
        if found is None:
            return {}
        if found.denied:
            return self._about(found, self._with_words(heard, found.denied))
        own = self._with_words(heard, *found.ends) | (
            self._limiting & heard if found.ends else set()
        )
        about = self._about(found, heard - own)
        return about | (self._about(found.unended, own) if found.unended else {})

    def _with_words(self, concepts: set[str], *words: str) -> set[str]:
        """Give those of the concepts whose own words are among these."""
        stems = set(stems_of(" ".join(words)))
        return {concept for concept in concepts if stems & self._words_for[concept]}

    def _about(self, found: Turned, heard: set[str]) -> dict[str, Told]:
        """Tell the stance to those of the concepts that what is left of a statement is about."""
        stance = Stance.OPPOSE if found.against else Stance.SUPPORT
        kernel = self.chances(wording("", "", found.kernel))
        if found.cue_alone and any(as_ is Stance.OPPOSE for _, _, as_ in kernel):
            return {}  # what is left is a wrong that is condemned, heard as such already
        return {
            concept: (
                chance,
                concept,
                Stance.OPPOSE if found.kept and concept in self._limiting else stance,
            )
            for chance, concept, as_ in kernel
            if as_ is Stance.SUPPORT
            and concept in heard
            and not (found.against and concept in self._negative)
        }

    @cached_property
    def _mirrors(self) -> tuple[Mirror, ...]:
        return mirrors_of(self.codebook)

    @cached_property
    def _belongings(self) -> tuple[Belonging, ...]:
        return belongings_of(self.codebook)

    @cached_property
    def _negative(self) -> frozenset[str]:
        """The concepts that something is not: what is about that something sounds as for them.

        "They will not allow a bomb", less its turning words, is still near to "no bomb is built".
        """
        return frozenset(c.id for c in self.codebook.concepts if NEGATIVE.match(c.text))

    @cached_property
    def _limiting(self) -> frozenset[str]:
        """The concepts that take something from somebody: who keeps it is against them."""
        return frozenset(c.id for c in self.codebook.concepts if LIMITS.search(c.text))

    @cached_property
    def _words_for(self) -> dict[str, frozenset[str]]:
        """The stems of the words that support each concept, but for what denies something."""

        def telling(concept: Concept) -> Iterator[str]:
            return (one for one in (concept.text, *concept.support) if not DENIES.search(one))

        return {
            concept.id: frozenset(stems_of(" ".join(telling(concept))))
            for concept in self.codebook.concepts
        }

    def code_term(self, words: str) -> tuple[Code, ...]:
        """Code a term of a plan: a content without source and cue."""
        term = wording("", "", words)
        return tuple(
            Code(concept=concept, stance=stance, confidence=self._confidence(chance))
            for chance, concept, stance in self._turned(term)
        )

    def chances(self, words: Wording, threshold: float | None = None) -> list[Told]:
        """Chances of the concepts that a text bears on, the likeliest first.

        Args:
            words: The text.
            threshold: The least chance that is told. None: `told_from`.
        """
        if not self.codebook.concepts:
            return []
        vector = self._embedder.embed(words)
        least = self.told_from if threshold is None else threshold
        return self._told(self._evidence(words, vector), vector, least)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give vectors of texts, shape (texts, size), for `nearest`."""
        rows = [self._embedder.embed(wording("", "", text)) for text in texts]
        return np.array(rows, np.float32) if rows else np.zeros((0, 0), np.float32)

    def nearest(self, vector: Floats) -> list[Told]:
        """Chances of all concepts for a text's vector, however slight, the likeliest first."""
        return self._told(self._near(vector), vector, 0.0) if self.codebook.concepts else []

    def _told(self, evidence: Doubles, vector: Floats, threshold: float) -> list[Told]:
        """Give the concepts from a chance on, each with its likelier stance."""
        pairs = self._prototypes.pairs
        taught = self._lessons.corrections(unit(vector), len(pairs))
        chances = _chances(evidence + taught)
        found: dict[str, tuple[float, Stance]] = {}
        for place in np.flatnonzero(chances >= threshold):
            (concept, stance), chance = pairs[place], float(chances[place])
            if chance > found.get(concept, (0.0, stance))[0]:
                found[concept] = (chance, stance)
        return _in_order([(chance, concept, stance) for concept, (chance, stance) in found.items()])


def words_of(attribution: Attribution | Statement) -> Wording:
    """Put a statement as the coder reads it."""
    return wording(
        attribution.source.text if attribution.source else "",
        attribution.cue.text if attribution.cue else "",
        " ".join(span.text for span in attribution.content),
    )


def _in_order(told: list[Told]) -> list[Told]:
    """Put the likeliest first."""
    return sorted(told, key=lambda one: (-one[0], one[1]))


def _chances(logits: Doubles) -> Doubles:
    chances: Doubles = 1 / (1 + np.exp(-logits))
    return chances


def _condition(attribution: Attribution | Statement) -> Span | None:
    for span in attribution.content:
        found = find_condition(span.text)
        if found:
            start, end = found
            return Span(start=span.start + start, end=span.start + end, text=span.text[start:end])
    return None
