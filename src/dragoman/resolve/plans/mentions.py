"""Mentions: the places of a document that name a plan, with whose it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Act, ActorKind, Statement
from dragoman.resolve.meetings.sentences import Cast, Word, words_of
from dragoman.resolve.plans.words import NUMBERS, PlanWords, points_in
from dragoman.resolve.scene import Scene

UNSEEN = re.compile("[\u00a0\u200b-\u200d\u2060\ufeff]")
"""Blanks and joiners that some pages have between words; a blank of the same length is as good."""

LONGEST = 9
"""Words before a head that may belong to its name."""

ARTICLES = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "such", "any", "another", "some"}
)
ANOTHERS = re.compile(r"\w['’]s$")
"""Ends a word for somebody whose plan it is, unlike one of another: "the company's offer"."""

INFINITIVE = re.compile(r"\bto\s+\w+(?:\s+\w+)?\s+$")
OWNERS = frozenset(["his", "her", "its", "their", "our", "my", "your"])
CRITICAL = frozenset({Act.ACCUSE, Act.REJECT, Act.WARN, Act.PREDICT})
"""Acts of those who tell what they make of another's plan."""
SPEAKING = frozenset({"we", "i"})
SPOKEN_OF = frozenset({"they", "he", "she", "it"})
VERBS_TOO = frozenset(
    {"plans", "demands", "offer", "outline", "draft", "measures", "terms", "conditions", "points"}
    | {"goals", "aims", "objectives", "compromise", "document"}
)
"""Heads that are verbs after a bare name: "Israel plans to"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMention:
    """A place that names or points at a plan.

    Attributes:
        start: Offset of the first word of its name in the document.
        end: Offset after the head.
        head: The noun, in lower case: "proposal".
        name: Its words without an article.
        owner: The party that puts it forward. None: these words do not tell.
        points: How many points it is said to have. None: not said.
        definite: It points at a plan that the reader knows: "the plan", "it".
        sure: It names a plan of a negotiation by itself, before any term is seen.
        telling: Words of the name that tell it from others: "peace", "energy".
        made: The words just before say that it is put forward: "proposed a deal".
        loose: Nothing calls it a set of terms; one term makes none.
    """

    start: int
    end: int
    head: str
    name: str
    owner: str | None = None
    points: int | None = None
    definite: bool = False
    sure: bool = False
    telling: frozenset[str] = frozenset()
    made: bool = False
    loose: bool = False


def flat(text: str) -> str:
    """Give a text with plain blanks, every character in its place."""
    return UNSEEN.sub(" ", text)


@dataclass(slots=True)
class PlanNamer:
    """Finds the names of plans in a sentence.

    Attributes:
        scene: The document with its names.
        text: Its text with plain blanks.
        cast: Tells for whom those named act.
        lexicon: The words of plans.
        statements: Those of the document.
        cut: The sentence that was last cut into words, and these.
    """

    scene: Scene
    text: str
    cast: Cast
    lexicon: PlanWords
    statements: Sequence[Statement]
    cut: tuple[tuple[int, int], list[Word]] = ((0, 0), [])

    def words(self, start: int, end: int) -> list[Word]:
        """Cut a sentence into words; several ask for those of one."""
        if self.cut[0] != (start, end):
            self.cut = (start, end), words_of(self.scene, start, end)
        return self.cut[1]

    def mentions_in(self, start: int, end: int) -> Iterator[PlanMention]:
        """Give the names of plans of a sentence in order."""
        sentence = self.scene.text[start:end].lower()
        heads = self.lexicon.heads
        if not any(head in sentence for head in heads):
            return
        words = self.words(start, end)
        for at, word in enumerate(words):
            head = word.text.lower()
            if word.sighting is None and head in heads:
                mention = self._mention(words, at, head)
                if mention is not None:
                    yield mention

    def _mention(self, words: Sequence[Word], at: int, head: str) -> PlanMention | None:
        first = name_start(words, at, self.lexicon.stops)
        inside = words[first:at]
        keys = {part for word in inside for part in re.split(r"[-–]", word.text.lower())}
        if keys & self.lexicon.other or (first == at and not self._bare(words, at, head)):
            return None
        if head == "demands" and words[at - 1].key in self.lexicon.texts:
            return None  # "the memorandum demands that"
        named = [word for word in inside if word.sighting is not None]
        counted = any(word.key in NUMBERS for word in inside)  # "five US goals"
        if (
            named
            and not counted
            and head in VERBS_TOO
            and not _owning(named[-1])
            and named[-1] is words[at - 1]
        ):
            return None
        start, end = words[first].start, words[at].end
        definite = words[first].key in ARTICLES - {"a", "an", "another", "some", "any"}
        owner = self._owner(words, first, at, named)
        made = self._made(words, first, at)
        if head in self.lexicon.halts and not (made and owner):
            return None
        if owner is None and any(ANOTHERS.search(word.text) for word in inside):
            definite = False
        about = keys & self.lexicon.about
        points = points_in(self.text[start:end])
        return PlanMention(
            start=start,
            end=end,
            head=head,
            name=self.text[words[first + (inside != [] and inside[0].key in ARTICLES)].start : end],
            owner=owner,
            points=points,
            definite=definite or words[first].key in OWNERS,
            sure=bool(about or points)
            or (head in self.lexicon.strong - {"plan", "plans"} and owner is not None),
            telling=frozenset(about),
            made=made,
        )

    def _bare(self, words: Sequence[Word], at: int, head: str) -> bool:
        """Tell whether a head without any word before it names a set of terms."""
        before = self.text[words[0].start : words[at].start]
        if head in {"terms", "conditions"} and self.lexicon.patterns["set_before"].search(before):
            return True
        return (
            head not in VERBS_TOO | {"statement"}
            or self.lexicon.patterns["agreed_before"].search(before) is not None
        )

    def _owner(
        self, words: Sequence[Word], first: int, at: int, named: Sequence[Word]
    ) -> str | None:
        """Give the party that a plan is of: in its name, after "by", or before "proposed"."""
        inside = [party for word in named if (party := self.party(word))]
        if inside:
            return inside[0]
        end = words[at].end
        if (by := self.lexicon.patterns["made_by"].match(self.text, end)) and (
            party := self.named_at(words, by.end())
        ):
            return party
        if (by := self.lexicon.patterns["by"].match(self.text, end)) and (
            party := self.named_at(words, by.end())
        ):
            return party
        after = next((w for w in words[at + 1 : at + 4] if w.sighting is not None), None)
        if (
            after
            and not _owning(after)
            and self.lexicon.patterns["made_after"].match(self.text, after.end)
        ):
            return self.party(after)
        before = self.text[words[0].start : words[first].start]
        if given := self.lexicon.patterns["given"].search(before):
            return self.subject_of(words, words[0].start + given.start())
        bare = words[first].key not in ARTICLES
        if self._made(words, first, at) or (
            bare and self.lexicon.patterns["agreed_before"].search(before)
        ):
            if INFINITIVE.search(before):
                return self._only_before(words, first - 1)
            return self.subject_before(words, first - 1)
        if words[first].key in OWNERS:
            return self._spoken_of(words, first)
        return None

    def _made(self, words: Sequence[Word], first: int, at: int) -> bool:
        """Tell whether the words around a name say that somebody puts it forward."""
        patterns, head = self.lexicon.patterns, words[at].text.lower()
        before = self.text[words[0].start : words[first].start]
        if head in self.lexicon.halts:
            after = patterns["made_by"].match(self.text, words[at].end, words[-1].end)
            return after is not None or patterns["brokered"].search(before) is not None
        return patterns["made_before"].search(before) is not None

    def named_at(self, words: Sequence[Word], position: int) -> str | None:
        """Give the party that is named in the words from a place on, titles left aside."""
        generic = self.lexicon.patterns["generic"].match(self.text, position)
        if generic:
            return generic.group(1).lower()
        for word in [word for word in words if word.start >= position][:5]:
            if word.sighting is not None:
                return self.party(word)
            if not word.text[:1].isalpha():
                return None
        return None

    def subject_before(self, words: Sequence[Word], at: int) -> str | None:
        """Give the party of the name nearest before a place that may act there."""
        for word in reversed(words[: max(0, at)]):
            if word.sighting is not None and not _owning(word):
                return self.party(word)
            if word.text in '.;"“”':
                return None
        return None

    def _only_before(self, words: Sequence[Word], at: int) -> str | None:
        """Give the party before a place if it is the only one: "flew to Oslo to offer a deal"."""
        names = (word for word in words[: max(0, at)] if word.sighting and not _owning(word))
        parties = {party for word in names if (party := self.party(word))}
        return parties.pop() if len(parties) == 1 else None

    def subject_of(self, words: Sequence[Word], position: int) -> str | None:
        """Give the party that acts in a verb: named before it, or behind "we" or "they".

        "We" are those whose words these are; "they", in somebody's words, the other of the two
        states that the document is most about.
        """
        at = sum(word.end <= position for word in words)
        key = words[at - 1].key if at else ""
        if key not in SPEAKING | SPOKEN_OF:
            return self.subject_before(words, at)
        inside = [s for s in self.statements if any(c.start <= position < c.end for c in s.content)]
        own = next((s.party for s in reversed(inside) if s.party), None)
        if key in SPEAKING:
            return own
        named = self.subject_before(words, at - 1)
        states = [p for p, _ in self.scene.weights.most_common() if self.scene.knowledge.state(p)]
        others = [state for state in states[:2] if state != own]
        if named is not None and named != own:
            return named
        return (
            others[0]
            if own and len(others) == 1 and key == "they"
            else own
            if key != "they"
            else None
        )

    def _spoken_of(self, words: Sequence[Word], at: int) -> str | None:
        """Give the party that "its" or "our" means: whose words these are, or who acts."""
        key, place = words[at].key, words[at].start
        inside = [s for s in self.statements if any(c.start <= place < c.end for c in s.content)]
        if key in {"our", "my"}:
            return next((s.party for s in reversed(inside) if s.party), None)
        named = self.subject_before(words, at)
        return named or next((s.party for s in reversed(inside) if s.party), None)

    def criticised(self, position: int, owner: str | None) -> bool:
        """Tell whether a place is in the words of somebody who speaks against another's plan."""
        around = [s for s in self.statements if any(c.start <= position < c.end for c in s.content)]
        inner = min(around, key=_length, default=None)
        if inner is None or (owner is not None and inner.party == owner):
            return False
        source = inner.source.text if inner.source else ""
        tells = (
            inner.act is Act.PREDICT and inner.party is None
        )  # an outlet on what a plan would do
        critical = inner.act in CRITICAL and not tells
        return critical or self.lexicon.patterns["critics"].search(source) is not None

    def disowned(self, position: int) -> bool:
        """Tell whether a place is in what somebody denies."""
        around = [s for s in self.statements if any(c.start <= position < c.end for c in s.content)]
        inner = min(around, key=_length, default=None)
        cue = inner.cue.text if inner is not None and inner.cue else ""
        return self.lexicon.patterns["denies"].search(cue) is not None

    def party(self, word: Word) -> str | None:
        """Give the party that a name acts for. None: it is no name, an outlet, or of no party."""
        if word.sighting is None or word.sighting.actor.kind is ActorKind.OUTLET:
            return None
        return self.cast.party(word.sighting.actor)


def _length(statement: Statement) -> int:
    return sum(len(part.text) for part in statement.content)


def name_start(words: Sequence[Word], at: int, stops: frozenset[str]) -> int:
    """Give the first word of the name that ends with a head."""
    first = at
    while first > 0 and at - first < LONGEST:
        word = words[first - 1]
        linked = word.key == "and" and first > 1 and words[first - 2].sighting is not None
        if word.sighting is None and not linked:
            if word.key in ARTICLES | OWNERS:
                return first - 1
            plain = word.text[:1].isalnum() or word.text in "-–'‘’\"“”"
            if not plain or word.key in stops:
                break
        if linked and not _owning(words[first - 2]):
            break
        if word.sighting is not None and not _owning(word) and words[first].text.endswith("ed"):
            break
        first -= 1
        if word.possessive:
            return _with_title(words, first, stops)
    while first < at and words[first].text in "-–'‘’\"“”":
        first += 1
    return first


def _with_title(words: Sequence[Word], at: int, stops: frozenset[str]) -> int:
    """Take in what stands before a name: "the Ukrainian President Zelensky's"."""
    while at > 0 and words[at - 1].key not in stops:
        if words[at - 1].sighting is None and not words[at - 1].text[:1].isupper():
            break
        at -= 1
    return at - 1 if at > 0 and words[at - 1].key in ARTICLES else at


def _owning(word: Word) -> bool:
    return word.possessive or (word.sighting is not None and word.sighting.adjective)
