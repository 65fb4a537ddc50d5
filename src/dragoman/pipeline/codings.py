"""Codings of other programs become judgements: each adds a statement that its coder found.

The statement has the coded words as content and no source, since such programs do not tell by
which words somebody is named. Codings of one coder on the same words with the same speaker are one
statement with several codes. It is dated when it comes into the record: when it was coded is not
told.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from anyascii import anyascii

from dragoman.ingest.codings import Coding
from dragoman.pipeline.judging import judge
from dragoman.record import (
    Actor,
    ActorKind,
    Codebook,
    Decision,
    Document,
    Judgement,
    Quarantine,
    Stage,
    Stance,
    actor_id,
    quarantine_id,
)
from dragoman.record.corrections import span_form
from dragoman.record.forms import written
from dragoman.resolve import Knowledge
from dragoman.resolve.parties import party_of
from dragoman.store import Store
from dragoman.store.queries.judgements import JudgementsOn

AT_ONCE = 100
"""Documents whose codings are judged together; what depends on them is derived anew once."""

LONGEST_ID = 60
PERSONS = frozenset({ActorKind.PERSON})
ORGANIZATIONS = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.UNNAMED}


class CodingsTaken:
    """Takes codings of documents while these are added, and judges when they are there."""

    def __init__(
        self, store: Store, knowledge: Callable[[], Knowledge], codebook: Codebook | None
    ) -> None:
        """Judge in a store, with knowledge that is loaded when the first coding comes."""
        self._store = store
        self._load = knowledge
        self._knowledge: Knowledge | None = None
        self._codebook = codebook
        self._waiting: list[tuple[Document, Sequence[Coding]]] = []
        self.added = 0
        self.known = 0
        self.aside = 0
        self.unknown_concepts: set[str] = set()

    def take(self, document: Document, codings: Sequence[Coding]) -> None:
        """Take the codings of a document that is about to be added."""
        if len(self._waiting) >= AT_ONCE:
            self.judge()  # all that came before are in the record by now
        if codings:
            self._waiting.append((document, codings))

    def judge(self) -> None:
        """Judge what has been taken; the documents must be in the record."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        self._knowledge = self._knowledge or self._load()
        now = datetime.now(UTC)
        made: list[Judgement] = []
        seen: set[tuple[str, str]] = set()
        for document, codings in waiting:
            for group in _groups(codings):
                # Of two on the same words the one that was coded later counts.
                at = (now + timedelta(microseconds=len(made))).isoformat(timespec="microseconds")
                value = self._value(group, document)
                one = Judgement.adding(document.id, value, author=group[0].coder, decided_at=at)
                if (one.target, one.author) in seen:
                    self._store.writer().add_quarantine(_double(document, group))
                    self.aside += 1
                elif self._is_known(one):
                    self.known += 1
                else:
                    made.append(one)
                seen.add((one.target, one.author))
        parties = self._codebook.parties if self._codebook else None
        judge(self._store, made, self._knowledge, parties, may_wait=True, now=True)
        self.added += len(made)

    def _is_known(self, judgement: Judgement) -> bool:
        """Tell whether its coder has added the same before; taken back it stays taken back."""
        earlier = self._store.view().ask(JudgementsOn(target=judgement.target))
        return any(
            (one.decision, one.author, one.value)
            == (Decision.ADD, judgement.author, judgement.value)
            for one in earlier
        )

    def _value(self, group: Sequence[Coding], document: Document) -> str:
        codes = {
            (self._concept(one.concept), Stance.SUPPORT if one.agrees else Stance.OPPOSE)
            for one in group
        }
        return written(
            {
                "content": [span_form(group[0].span)],
                "speaker": self._speaker(group[0], document),
                "codes": [
                    {"concept": concept, "stance": stance.value}
                    for concept, stance in sorted(codes)
                ],
            }
        )

    def _concept(self, name: str) -> str:
        """Give the id of a concept: the codebook's of that name, else one made of it."""
        made = concept_id(name)
        for concept in self._codebook.concepts if self._codebook else ():
            if made == concept.id or made == concept_id(concept.text):
                return concept.id
        self.unknown_concepts.add(made)
        return made

    def _speaker(self, coding: Coding, document: Document) -> dict[str, object]:
        """Name the speaker: a known actor, or one that all documents share."""
        if coding.person is None:
            name, kind, kinds = coding.organization or "", ActorKind.ORGANISATION, ORGANIZATIONS
        else:
            name, kind, kinds = coding.person, ActorKind.PERSON, PERSONS
        known = self._known(name, kinds)
        if known is not None:
            return {"id": known.id, "name": known.name}
        party = self._side(coding.organization, document)
        return {
            "id": actor_id(kind, name),
            "name": name,
            "kind": kind.value,
            "party": party or (coding.organization or name),
        }

    def _side(self, organization: str | None, document: Document) -> str | None:
        """Give the side of a known organization. None: it is not known, or has none."""
        actor = self._known(organization, ORGANIZATIONS) if organization else None
        if actor is None or self._knowledge is None:
            return None
        day = document.published.value[:10] if document.published else None
        return party_of(actor, day, "", self._knowledge)

    def _known(self, name: str, kinds: Collection[ActorKind]) -> Actor | None:
        """Give the known actor of a name. None: there is none, or several."""
        knowledge = self._knowledge
        if knowledge is None:
            return None
        called = [knowledge.entries[id_].actor for id_ in knowledge.index.exactly(name)]
        fitting = [actor for actor in called if actor.kind in kinds]
        exact = [actor for actor in fitting if actor.name == name] or fitting
        return exact[0] if len(exact) == 1 else None


def concept_id(name: str) -> str:
    """Make the id of a concept from what it is called: lower case words with hyphens."""
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    id_ = ""
    for word in words:
        if id_ and len(id_) + len(word) >= LONGEST_ID:
            break
        id_ = f"{id_}-{word}" if id_ else word[:LONGEST_ID]
    return id_ or "concept"


def _groups(codings: Iterable[Coding]) -> Iterator[list[Coding]]:
    """Group the codings of one coder on the same words with the same speaker."""
    groups: dict[tuple[object, ...], list[Coding]] = defaultdict(list)
    for coding in sorted(codings, key=lambda one: one.number):
        speaker = coding.coder, coding.person, coding.organization
        groups[coding.span.start, coding.span.end, *speaker].append(coding)
    yield from groups.values()


def _double(document: Document, group: Sequence[Coding]) -> Quarantine:
    coding = group[0]
    name = f"{document.name}, statement {coding.number}"
    speaker = coding.person or coding.organization
    return Quarantine(
        id=quarantine_id(name, Stage.INGEST, document.sha256),
        name=name,
        stage=Stage.INGEST,
        reason=f"its words are coded for another speaker too, and a statement has one: {speaker} "
        "is left out; divide the words in DNA, or add the statement by hand with its source",
        sha256=document.sha256,
        document=document.id,
    )
