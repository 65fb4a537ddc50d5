"""Corrections: a statement with the values that a person decided, and whom a person names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from dragoman.errors import RecordError, SpanError
from dragoman.record import (
    Actor,
    ActorKind,
    Document,
    Field,
    Span,
    Speaker,
    Statement,
    actor_id,
    statement_id,
)
from dragoman.record.corrections import (
    Named,
    read_act,
    read_codes,
    read_content,
    read_party,
    read_said_on,
    read_span,
    read_speaker,
    read_via,
)
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.parties import party_of

SPANS = frozenset({Field.SOURCE, Field.CUE, Field.CONTENT})
"""The fields that a statement's id is made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Whom a person can name as the speaker of a statement of one document.

    Attributes:
        document: The document.
        knowledge: Who is known beyond it.
        speakers: Those whom its statements name, by id.
        parties: The sides that they speak for there, by id.
    """

    document: Document
    knowledge: Knowledge
    speakers: Mapping[str, Speaker]
    parties: Mapping[str, str | None]

    @classmethod
    def of(cls, document: Document, statements: Iterable[Statement], knowledge: Knowledge) -> Self:
        """Take the speakers of a document's statements."""
        speakers: dict[str, Speaker] = {}
        parties: dict[str, str | None] = {}
        for statement in statements:
            if statement.speaker is not None:
                speakers.setdefault(statement.speaker.id, statement.speaker)
                parties[statement.speaker.id] = parties.get(statement.speaker.id) or statement.party
        return cls(document=document, knowledge=knowledge, speakers=speakers, parties=parties)

    def actor(self, named: Named) -> Actor:
        """Give the actor whom a person names.

        Raises:
            RecordError: The name fits nobody, or several; the message says what to add.
        """
        if named.id is not None:
            found = self._by_id(named.id, named)
            if found is not None:
                return found
        if named.name is None:
            raise RecordError(f"no actor {named.id} is known; give a name")
        return self._by_name(named.name, named.kind) or self._local(named.name, named)

    def _by_id(self, id_: str, named: Named) -> Actor | None:
        if id_ in self.knowledge.entries:
            return self.knowledge.entries[id_].actor
        if id_ in self.speakers:
            return self._own(self.speakers[id_])
        if named.name is not None and named.kind is not None:
            for local_to in (None, self.document.id):
                if actor_id(named.kind, named.name, local_to) == id_:
                    return self._own(Speaker(id=id_, name=named.name, kind=named.kind))
        return None

    def _by_name(self, name: str, kind: ActorKind | None) -> Actor | None:
        """Give the known actor of a name: one whose name it is before those called so."""
        own = [s for s in self.speakers.values() if s.name == name and kind in (None, s.kind)]
        if len(own) == 1:
            return self._own(own[0])
        called = [self.knowledge.entries[id_].actor for id_ in self.knowledge.index.exactly(name)]
        fitting = [actor for actor in called if kind in (None, actor.kind)]
        exact = [actor for actor in fitting if actor.name == name]
        found = exact or fitting
        if len(found) > 1:
            kinds = ", ".join(f"{actor.name} ({actor.kind}, {actor.id})" for actor in found)
            raise RecordError(f"{name!r} may be {kinds}; give the id or the kind")
        return found[0] if found else None

    def _local(self, name: str, named: Named) -> Actor:
        if named.kind is None:
            raise RecordError(
                f"nobody called {name!r} is known; give the kind ("
                + ", ".join(kind.value for kind in ActorKind)
                + ") to have it known from this document alone"
            )
        id_ = actor_id(named.kind, name, self.document.id)
        local_to, party = self.document.id, named.party if named.tells_party else None
        return Actor(id=id_, name=name, kind=named.kind, party=party, local_to=local_to)

    def _own(self, speaker: Speaker) -> Actor:
        """Give a speaker of the document as an actor."""
        known = self.knowledge.entries.get(speaker.id)
        if known is not None:
            return known.actor
        local = speaker.id != actor_id(speaker.kind, speaker.name)
        return Actor(
            id=speaker.id,
            name=speaker.name,
            kind=speaker.kind,
            party=self.parties.get(speaker.id),
            local_to=self.document.id if local else None,
        )

    def party(self, actor: Actor, words: str) -> str | None:
        """Give the side that an actor speaks for on the document's day."""
        if actor.id in self.knowledge.entries:
            published = self.document.published
            day = published.value[:10] if published else None
            return party_of(actor, day, words, self.knowledge)
        return actor.party or (actor.name if actor.kind is ActorKind.STATE else None)


def corrected(
    statement: Statement, values: Mapping[Field, str], cast: Cast
) -> tuple[Statement, Actor | None]:
    """Give a statement with fields set to values, and the actor whom a person named.

    A new speaker brings his party with him, unless the party is among the values.

    Args:
        statement: The statement.
        values: For each field its value as JSON.
        cast: Whom a person can name.

    Raises:
        RecordError: A value does not fit the document, or names nobody who is known.
    """
    actor: Actor | None = None
    for field in Field:
        if field not in values:
            continue
        if field is Field.SPEAKER:
            statement, actor = _with_speaker(statement, values[field], cast)
        elif field in SPANS:
            statement = _with_spans(statement, field, values[field], cast.document)
        else:
            statement = _with_plain(statement, field, values[field], cast.document)
    return statement, actor


def _with_speaker(statement: Statement, value: str, cast: Cast) -> tuple[Statement, Actor | None]:
    named = read_speaker(value)
    if named is None:
        return replace(statement, speaker=None, party=None), None
    actor = cast.actor(named)
    words = statement.source.text if statement.source else ""
    party = named.party if named.tells_party else cast.party(actor, words)
    speaker = Speaker(id=actor.id, name=actor.name, kind=actor.kind)
    return replace(statement, speaker=speaker, party=party), actor


def _with_spans(statement: Statement, field: Field, value: str, document: Document) -> Statement:
    source, cue, content = statement.source, statement.cue, statement.content
    if field is Field.SOURCE:
        source = read_span(field, value)
    elif field is Field.CUE:
        cue = read_span(field, value)
    else:
        content = read_content(value)
    see_spans((source, cue, *content), document)
    return placed(statement, source, cue, content)


def placed(
    statement: Statement, source: Span | None, cue: Span | None, content: tuple[Span, ...]
) -> Statement:
    """Give a statement with other spans, and so with another id."""
    id_ = statement_id(statement.document, source, cue, content)
    return replace(statement, id=id_, source=source, cue=cue, content=content)


def _with_plain(statement: Statement, field: Field, value: str, document: Document) -> Statement:
    if field is Field.PARTY:
        return replace(statement, party=read_party(value))
    if field is Field.ACT:
        return replace(statement, act=read_act(value))
    if field is Field.SAID_ON:
        return replace(statement, said_on=read_said_on(value))
    if field is Field.CODES:
        codes = read_codes(value)
        see_spans((code.condition for code in codes), document)
        return replace(statement, codes=codes)
    via = read_via(value)
    see_spans((link.span for link in via), document)
    return replace(statement, via=via)


def see_spans(spans: Iterable[Span | None], document: Document) -> None:
    """See that a document has the characters that spans say.

    Raises:
        SpanError: It has others.
    """
    for span in spans:
        if span is not None and not span.holds_in(document.text):
            raise SpanError(
                f"{document.name} has {document.text[span.start : span.end]!r} at "
                f"[{span.start}, {span.end}), not {span.text!r}"
            )
