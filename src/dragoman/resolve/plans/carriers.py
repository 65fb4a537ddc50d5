"""Carriers: the turns of phrase in which a sentence tells what is in a plan."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.resolve.plans.mentions import PlanMention, PlanNamer
from dragoman.resolve.plans.terms import Place, end_of_list, items_after, members, terms_between
from dragoman.resolve.plans.untitled import Carried, untitled

GAP = 110
"""Code points between the name of a plan and what leads to its terms."""

LED = 20
"""Code points after a verb in which a "not" turns it."""

VERDICT = 120
"""Code points after a verb in which a word like "capitulation" makes what follows a verdict."""

ANOTHER = re.compile(r"(?:an?|the|all)\s", re.I)
"""Begins what is proposed along with a truce: "a ceasefire and an exchange of prisoners"."""

PARTICIPLE = re.compile(r"\w+ing\b", re.I)
TOPICAL = frozenset(
    {"points", "principles", "understandings", "document", "agreement", "agreements"}
)
CONDITIONS = frozenset({"terms", "conditions", "preconditions", "demands"})


@dataclass(slots=True)
class CarrierReader:
    """Reads sentences for what is in plans.

    Attributes:
        namer: Finds the names of plans.
    """

    namer: PlanNamer

    @property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """What leads to terms, by what it tells."""
        return self.namer.lexicon.patterns

    def read(self, start: int, end: int) -> Iterator[Carried]:
        """Give the plans of a sentence with their terms, in order."""
        mentions = list(self.namer.mentions_in(start, end))
        if mentions and self.namer.text[start:end].rstrip().endswith(":"):
            items = items_after(self.namer.text, end, self.namer.lexicon)
            yield Carried(mention=mentions[0], terms=items)
            return
        taken: list[Place] = []
        for at, mention in enumerate(mentions):
            if any(a <= mention.start < b for a, b in taken):
                continue
            limit = mentions[at + 1].start if at + 1 < len(mentions) else end
            disowned = self.namer.disowned(mention.start)
            near = min(limit, mention.end + GAP)
            terms = () if disowned else self._terms(mention, start, near, end)
            taken += terms
            yield Carried(mention=mention, terms=terms)
        if not taken:
            # A name alone may stand in a sentence that tells the terms in another way.
            yield from untitled(self.namer, start, end)

    def _list(self, start: int, end: int) -> tuple[Place, ...]:
        return terms_between(self.namer.text, start, end, self.namer.lexicon)

    def _terms(self, mention: PlanMention, first: int, limit: int, end: int) -> tuple[Place, ...]:
        """Find the list that a plan's name leads to; the surest turn of phrase wins."""
        text = self.namer.text
        if mention.head in self.namer.lexicon.halts:
            return self._made(mention, end)
        if said := self._said(mention):
            return said
        if whereby := self.patterns["whereby"].match(text, mention.end, end):
            return self._list(whereby.end(), end)
        if mention.head == "statement" and not self.patterns["calls"].search(
            text, mention.end, limit
        ):
            return ()
        if defined := self._defined(mention, first, end):
            return defined
        if self.patterns["under"].search(text, first, mention.start):
            comma = self.patterns["under_ends"].match(text, mention.end, end)
            if comma:
                return self._list(comma.end(), end)
        subject = self.patterns["subject"].search(text[first : mention.start]) is not None
        found = self._carrier(mention, limit, end, subject=subject)
        if found is not None:
            return self._list(found, end)
        return self._purpose(mention, end) or self._made(mention, end)

    def _defined(self, mention: PlanMention, first: int, end: int) -> tuple[Place, ...]:
        """Take what follows a colon, or what somebody's conditions are said to be."""
        text, patterns = self.namer.text, self.patterns
        colon = patterns["colon"].match(text, mention.end, end)
        if colon is None and mention.head in CONDITIONS:
            colon = patterns["later_colon"].match(text, mention.end, end)
        if colon:
            return self._list(colon.end(), end)
        equal = patterns["equates"].match(text, mention.end, end)
        parts = mention.head in CONDITIONS or patterns["parts"].search(text, first, mention.start)
        if equal is None or not parts:
            return ()
        told = self._list(equal.end(), end)
        return told[:1] if patterns["one_of"].search(text, first, mention.start) else told

    def _said(self, mention: PlanMention) -> tuple[Place, ...]:
        """Take what a text like a communique is quoted with as its terms."""
        if mention.head not in self.namer.lexicon.texts:
            return ()
        return tuple(
            place
            for statement in self.namer.statements
            if statement.source is not None
            and statement.source.start <= mention.start
            and mention.end <= statement.source.end
            for part in statement.content
            for place in self._list(part.start, part.end)
        )

    def _carrier(self, mention: PlanMention, limit: int, end: int, *, subject: bool) -> int | None:
        """Give where the terms begin after a verb that a plan is the subject of."""
        text, patterns = self.namer.text, self.patterns
        best: tuple[int, int] | None = None
        for name in ("carriers", "deeds"):
            if name == "deeds" and not self._acts(mention):
                continue
            match = patterns[name].search(text, mention.end, min(end, limit + 40))
            if match is None or match.start() > limit:
                continue
            begins = match.end() if name == "carriers" else match.start()
            if best is None or match.start() < best[0]:
                best = match.start(), begins
        if best is None or self._is_no_term(mention, *best):
            return None
        gap = text[mention.end : best[0]]
        bare = self.patterns["relative"].fullmatch(gap) is not None
        participle = PARTICIPLE.match(text, best[0]) is not None
        if participle and "," in gap and not subject and not bare:
            return None
        if not subject and (not bare or (gap.strip() == "," and not participle)):
            return None  # a comma alone ends what is told of another: "X, behind the plan, will"
        if best[1] == best[0] and not bare and not gap.rstrip().endswith(","):
            return None
        return best[1]

    def _is_no_term(self, mention: PlanMention, verb: int, begins: int) -> bool:
        """Tell whether a verb leads to no term: another's, one that is denied, or a verdict."""
        text, patterns = self.namer.text, self.patterns
        if patterns["gap_ends"].search(text, mention.end, verb):
            return True
        led = text[verb : begins + LED]
        if patterns["denied"].search(text, mention.end, verb):
            return True
        denied = patterns["denied"].match(led, led.find(" ") + 1) is not None
        return denied or self._is_verdict(mention, verb, begins)

    def _is_verdict(self, mention: PlanMention, verb: int, begins: int) -> bool:
        """Tell whether a verb leads to what a critic makes of a plan rather than to its terms."""
        text, patterns = self.namer.text, self.patterns
        if patterns["judging"].match(text, verb) is None:
            return False
        stop = end_of_list(text, begins, len(text), self.namer.lexicon)
        judged = patterns["verdicts"].search(text, begins, min(stop, begins + VERDICT)) is not None
        return judged or self.namer.criticised(verb, mention.owner)

    def _acts(self, mention: PlanMention) -> bool:
        """Tell whether what a plan "would" do is plainly of its terms."""
        strong = mention.head in self.namer.lexicon.strong
        return strong or mention.sure or (mention.definite and mention.head != "statement")

    def _purpose(self, mention: PlanMention, end: int) -> tuple[Place, ...]:
        """Take what a plan of somebody's is for as its term, if that is more than peace."""
        vague = mention.head in {"plan", "plans"} and not mention.sure
        if mention.owner is None or vague or mention.head in {"terms", "conditions", "statement"}:
            return ()
        text = self.namer.text
        purpose = self.patterns["purpose"].match(text, mention.end, end)
        if purpose is None and mention.head in TOPICAL:
            purpose = self.patterns["topic_list"].match(text, mention.end, end)
        if purpose is None or self.patterns["aims"].match(text, purpose.end()):
            return ()
        if self.namer.criticised(purpose.end(), mention.owner):
            return ()
        verb = self.patterns["finite"].search(text, purpose.end(), end)
        return self._list(purpose.end(), verb.start() if verb else end)

    def _made(self, mention: PlanMention, end: int) -> tuple[Place, ...]:
        """Take "an economic deal worth ..." that is proposed as one term."""
        namer = self.namer
        named = namer.lexicon.strong | CONDITIONS
        if not mention.made or mention.definite or mention.head in named:
            return ()
        stop = end_of_list(namer.text, mention.start, end, namer.lexicon)
        told = tuple(members(namer.text, mention.start, stop, namer.lexicon))
        if mention.head not in namer.lexicon.halts:
            return told[:1]
        more = (place for place in told[1:] if ANOTHER.match(namer.text, place[0]))
        topics = self.patterns["topics"]
        return (*told[:1], *(place for place in more if topics.search(namer.text, *place)))
