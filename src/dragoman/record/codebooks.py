"""Codebook: the concepts of one negotiation, which its statements are coded with."""

import re
from collections import Counter
from dataclasses import dataclass

from dragoman.errors import RecordError
from dragoman.record.codes import Stance
from dragoman.record.ids import digest

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A statement of which a person decided whether it bears on a concept.

    Attributes:
        source: The words that name who holds it. Empty: the text names nobody.
        cue: The words of attribution. Empty: there are none.
        content: What is attributed.
        stance: How it bears on the concept. None: it does not, though the coder said so.
    """

    source: str = ""
    cue: str = ""
    content: str
    stance: Stance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A proposition that statements support or oppose.

    Attributes:
        id: Lower case words with hyphens between them.
        issue: What is negotiated, of which it is a part; written like an id.
        text: The proposition, one sentence.
        description: What counts as support, what as opposition, and what does not count. None:
            nobody has written it.
        support: Short contents of statements that support it.
        oppose: The same for those that oppose it.
        near: Contents that share its words, but belong to another concept or to none.
        lessons: What people decided about statements of the record; no file has them.
    """

    id: str
    issue: str
    text: str
    description: str | None = None
    support: tuple[str, ...] = ()
    oppose: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()

    def __post_init__(self) -> None:
        for value in (self.id, self.issue):
            if not ID.fullmatch(value):
                raise RecordError(
                    f"{value!r} is no id; write lower case words with hyphens, such as talks-open"
                )
        texts = (self.text, self.description, *self.examples, *self.near)
        if not all(text is None or text.strip() for text in texts):
            raise RecordError(f"a text of concept {self.id!r} is empty; write it or leave it out")

    @property
    def examples(self) -> tuple[str, ...]:
        """The examples of both stances."""
        return (*self.support, *self.oppose)

    @property
    def taught(self) -> tuple[Lesson, ...]:
        """What tells a coder what it is not, or is after all: decisions, and near misses."""
        return (*self.lessons, *(Lesson(content=near, stance=None) for near in self.near))


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The concepts of one negotiation.

    Attributes:
        negotiation: The negotiation in a word or two.
        parties: The sides, by canonical name. None are named where it is for any negotiation.
        third_parties: Others whose positions are followed, likewise.
        issues: What is negotiated, in the order in which it is shown.
        concepts: In the order in which they are shown; no two have one id.
    """

    negotiation: str
    parties: tuple[str, ...] = ()
    third_parties: tuple[str, ...] = ()
    issues: tuple[str, ...]
    concepts: tuple[Concept, ...]

    def __post_init__(self) -> None:
        if not self.negotiation.strip():
            raise RecordError("a codebook must name its negotiation")
        ids = Counter(concept.id for concept in self.concepts)
        if repeated := [id_ for id_, times in ids.items() if times > 1]:
            raise RecordError(f"several concepts are called {', '.join(repeated)}; rename them")
        if unknown := {concept.issue for concept in self.concepts} - set(self.issues):
            raise RecordError(f"the issues {sorted(unknown)} are not in the codebook's list")

    @property
    def version(self) -> str:
        """Digest of all that it says, which decides codes as a model's version does."""
        parts = (_parts(concept) for concept in self.concepts)
        return digest("codebook", self.parties, self.third_parties, self.issues, *parts)

    def concept(self, id_: str) -> Concept | None:
        """Give the concept of this id. None: there is none."""
        return next((concept for concept in self.concepts if concept.id == id_), None)


def _parts(concept: Concept) -> tuple[object, ...]:
    examples = (concept.support, concept.oppose, concept.near)
    lessons = [(one.source, one.cue, one.content, one.stance) for one in concept.lessons]
    parts = (concept.id, concept.issue, concept.text, concept.description, *examples)
    return (*parts, lessons) if lessons else parts
