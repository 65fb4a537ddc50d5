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

    def speaker(self, named: Named) -> tuple[Speaker, Actor | None]:
        """Give the speaker whom a person names, with the actor if the document had none of him.

        Raises:
            RecordError: The name fits nobody, or several; the message says what to add.
        """
        own = self._own(named)
        if own is not None:
            return own, None
        actor = self._known(named) or self._local(named)
        return Speaker(id=actor.id, name=actor.name, kind=actor.kind), actor

    def _own(self, named: Named) -> Speaker | None:
        """Give the speaker of the document whom a person names, by the id or the whole name."""
        if named.id is not None and named.id in self.speakers:
            return self.speakers[named.id]
        if named.id is not None or named.name is None:
            return None
        called = [s for s in self.speakers.values() if s.name == named.name]
        own = [speaker for speaker in called if named.kind in (None, speaker.kind)]
        return own[0] if len(own) == 1 else None

    def _known(self, named: Named) -> Actor | None:
        """Give the known actor whom a person names: one whose name it is before those called so."""
        if named.id is not None and named.id in self.knowledge.entries:
            return self.knowledge.entries[named.id].actor
        if named.name is None:
            raise RecordError(f"no actor {named.id} is known; give a name")
        ids = self.knowledge.index.exactly(named.name)
        called = [self.knowledge.entries[id_].actor for id_ in ids]
        fitting = [actor for actor in called if named.kind in (None, actor.kind)]
        exact = [actor for actor in fitting if actor.name == named.name]
        found = exact or fitting
        if len(found) > 1:
            kinds = ", ".join(f"{actor.name} ({actor.kind}, {actor.id})" for actor in found)
            raise RecordError(f"{named.name!r} may be {kinds}; give the id or the kind")
        return found[0] if found else None

    def _local(self, named: Named) -> Actor:
        """Make an actor whom no knowledge has, known from this document unless the id says more."""
        name = named.name or ""
        if named.kind is None:
            raise RecordError(
                f"nobody called {name!r} is known; give the kind ("
                + ", ".join(kind.value for kind in ActorKind)
                + ") to have it known from this document alone"
            )
        party = named.party if named.tells_party else None
        shared = actor_id(named.kind, name)
        if named.id == shared:
            return Actor(id=shared, name=name, kind=named.kind, party=party)
        id_, local_to = actor_id(named.kind, name, self.document.id), self.document.id
        return Actor(id=id_, name=name, kind=named.kind, party=party, local_to=local_to)

    def party(self, speaker: Speaker, words: str) -> str | None:
        """Give the side that a speaker speaks for on the document's day."""
        known = self.knowledge.entries.get(speaker.id)
        if known is not None:
            published = self.document.published
            day = published.value[:10] if published else None
            return party_of(known.actor, day, words, self.knowledge)
        state = speaker.name if speaker.kind is ActorKind.STATE else None
        return self.parties.get(speaker.id) or state


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
    speaker, actor = cast.speaker(named)
    words = statement.source.text if statement.source else ""
    party = named.party if named.tells_party else cast.party(speaker, words)
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
