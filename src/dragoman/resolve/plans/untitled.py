"""Untitled plans: sentences in which sides propose, agree or set terms without a name for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.resolve.meetings.sentences import Word
from dragoman.resolve.plans.mentions import PlanMention, PlanNamer
from dragoman.resolve.plans.terms import Place, terms_between

AGREED_TO = re.compile(r"(?:to|on|upon|that)\s+")
AND = re.compile(r"\s+and\s+")

NEAR = 5
"""Words from the second of two joined sides to their verb."""

LATELY = 400
"""Code points before "the sides agreed" in which the sides are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A plan with what one sentence tells of it.

    Attributes:
        mention: The place that names it.
        terms: Where its terms are, in order; none where it is only named.
        follows: The sentence only makes sense after one about the same plan.
    """

    mention: PlanMention
    terms: tuple[Place, ...] = ()
    follows: bool = False


@dataclass(slots=True)
class _Untitled:
    namer: PlanNamer

    def _list(self, start: int, end: int) -> tuple[Place, ...]:
        return terms_between(self.namer.text, start, end, self.namer.lexicon)

    def read(self, start: int, end: int) -> Iterator[Carried]:
        """Read sentences in which a side proposes, agrees or sets terms without a name for it."""
        sentence, signs = self.namer.text[start:end].lower(), self.namer.lexicon.signs
        for reader, name in (
            (self._follows, "follows"),
            (self._agreed, "agreed"),
            (self._counted, "counted"),
            (self._ready, "ready"),
            (self._refused, "refused"),
            (self._proposed, "proposed"),
            (self._demanded, "demanded"),
        ):
            likely = name not in signs or any(sign in sentence for sign in signs[name])
            found = reader(start, end) if likely else None
            if found is not None and found.terms:
                if not self._told_against(found):
                    yield found
                return

    def _told_against(self, found: Carried) -> bool:
        """Tell whether these are the words of one who speaks against another's plan, or denies."""
        place, owner = found.mention.end, found.mention.owner
        return self.namer.disowned(place) or self.namer.criticised(place, owner)

    def _follows(self, start: int, end: int) -> Carried | None:
        """Read "In exchange, there would be ..." and "It also calls for ..."."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        if given := patterns["returns"].match(text, start, end):
            return self._pointing(start, given.end(), end)
        if pronoun := patterns["pronoun"].match(text, start, end):
            for name in ("carriers", "goes_on"):
                if match := patterns[name].match(text, pronoun.end(), end):
                    return self._pointing(start, match.end(), end)
            if patterns["would_also"].match(text, pronoun.end(), end):
                return self._pointing(start, pronoun.end(), end)
        return None

    def _pointing(self, start: int, begins: int, end: int) -> Carried:
        mention = PlanMention(start=start, end=begins, head="", name="", definite=True)
        return Carried(mention=mention, terms=self._list(begins, end), follows=True)

    def _agreed(self, start: int, end: int) -> Carried | None:
        """Read "Russia and Ukraine agreed to ..."."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        agrees = patterns["agrees"].search(text, start, end)
        impersonal = patterns["impersonal"].search(text, start, end)
        if impersonal is not None:
            agrees, sides = impersonal, self._main_states(impersonal.start())
        elif agrees is not None:
            sides = self._two_before(self.namer.words(start, end), agrees.start())
        if agrees is None or sides is None:
            return None
        begins = AGREED_TO.match(text, agrees.end(), end)
        if begins is None:
            return None
        mention = PlanMention(
            start=agrees.start(),
            end=begins.end(),
            head="agreement",
            name=f"agreement of {sides}",
            owner=sides,
        )
        return Carried(mention=mention, terms=self._list(begins.end(), end))

    def _counted(self, start: int, end: int) -> Carried | None:
        """Read "an exchange of prisoners, 100 for 100": its formula says that it is agreed."""
        text = self.namer.text
        counted = self.namer.lexicon.patterns["counted"].search(text, start, end)
        sides = self._main_states(end) if counted else None
        if counted is None or sides is None:
            return None
        place = counted.span()
        mention = PlanMention(
            start=place[0], end=place[1], head="agreement", name=text[slice(*place)], owner=sides
        )
        return Carried(mention=mention, terms=(place,))

    def _demanded(self, start: int, end: int) -> Carried | None:
        """Read "Russia demanded ..." after a sentence that speaks of terms."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        demands = patterns["demands"].search(text, start, end)
        if demands is None:
            return None
        owner = self.namer.subject_of(self.namer.words(start, end), demands.start())
        if owner is None:
            return None
        mention = PlanMention(
            start=start, end=demands.end(), head="terms", name=f"terms of {owner}", owner=owner
        )
        return Carried(mention=mention, terms=self._list(demands.end(), end), follows=True)

    def _two_before(self, words: Sequence[Word], position: int) -> str | None:
        """Give two sides that stand, joined, right before a verb."""
        if joint := self._joint(words, position):
            return joint
        before = [word for word in words if word.end <= position]
        named = [at for at, word in enumerate(before) if word.sighting is not None][-2:]
        if len(named) < 2 or len(before) - named[1] > NEAR:
            return None
        one, other = before[named[0]], before[named[1]]
        joined = AND.fullmatch(self.namer.text[one.end : other.start])
        parties = [self.namer.party(one), self.namer.party(other)]
        if not joined or None in parties or parties[0] == parties[1]:
            return None
        return " and ".join(party for party in parties if party)

    def _joint(self, words: Sequence[Word], position: int) -> str | None:
        """Give the two sides that "the sides" right before a verb means.

        They are the only two that the sentence names before it, or else the two states that the
        document is most about, as long as the sentence before names one of them.
        """
        text = self.namer.text
        joint = self.namer.lexicon.patterns["joint"]
        first = words[0].start
        if not any(m.end() >= position - 1 for m in joint.finditer(text, first, position)):
            return None
        named = (self.namer.subject_before([w], 1) for w in words if w.end <= position)
        parties = list(dict.fromkeys(party for party in named if party))
        if len(parties) == 2:
            return " and ".join(parties)
        return self._main_states(position)

    def _main_states(self, position: int) -> str | None:
        """Give the two states that a document is most about, if both were just named."""
        scene = self.namer.scene
        states = [p for p, _ in scene.weights.most_common() if scene.knowledge.state(p)][:2]
        before = scene.discourse.within(max(0, position - LATELY), position)
        named = {self.namer.cast.party(sighting.actor) for sighting in before}
        return " and ".join(sorted(states)) if len(states) == 2 and named >= set(states) else None

    def _ready(self, start: int, end: int) -> Carried | None:
        """Read "Hamas is ready to ... in exchange for ...": the terms of one side."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        ready = patterns["ready"].search(text, start, end)
        links = ("exchange", "provided") if ready else ("exchange",)
        ready = ready or patterns["gives"].search(text, start, end)
        if ready is None:
            return None
        found = (patterns[name].search(text, ready.end(), end) for name in links)
        given = next((match for match in found if match), None)
        if given is None:
            return None
        owner = self.namer.subject_of(self.namer.words(start, end), ready.start())
        if owner is None:
            return None
        mention = PlanMention(
            start=ready.start(),
            end=given.end(),
            head="terms",
            name=f"terms of {owner}",
            owner=owner,
        )
        terms = (*self._list(ready.end(), given.start()), *self._list(given.end(), end))
        return Carried(mention=mention, terms=terms)

    def _refused(self, start: int, end: int) -> Carried | None:
        """Read "Israel will not stop the war until ... and ...": what a side holds out for."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        refuses = patterns["refuses"].search(text, start, end)
        if refuses is None:
            return None
        until = patterns["until"].search(text, refuses.end(), end)
        owner = self.namer.subject_of(self.namer.words(start, end), refuses.start())
        if until is None or owner is None:
            return None
        mention = PlanMention(
            start=refuses.start(),
            end=until.end(),
            head="terms",
            name=f"terms of {owner}",
            owner=owner,
            loose=True,
        )
        return Carried(mention=mention, terms=self._list(until.end(), end))

    def _proposed(self, start: int, end: int) -> Carried | None:
        """Read "Dmitriev proposed an economic deal ...": a plan without another name."""
        text, patterns = self.namer.text, self.namer.lexicon.patterns
        proposes = patterns["proposes"].search(text, start, end)
        if proposes is None or patterns["services"].match(text, proposes.end(), end):
            return None
        owner = self.namer.subject_of(self.namer.words(start, end), proposes.start())
        if owner is None:
            return None
        begins = proposes.end()
        mention = PlanMention(
            start=proposes.start(),
            end=begins,
            head="proposal",
            name=f"proposal of {owner}",
            owner=owner,
        )
        return Carried(mention=mention, terms=self._list(begins, end))


def untitled(namer: PlanNamer, start: int, end: int) -> Iterator[Carried]:
    """Read a sentence that has no name of a plan for the terms that somebody sets in it.

    Args:
        namer: The document with its names.
        start: Where the sentence begins.
        end: Where it ends.
    """
    return _Untitled(namer).read(start, end)
