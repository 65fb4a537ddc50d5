"""Resolution: from a reading's spans to statements with speakers, parties and chains."""

from bisect import bisect_left
from dataclasses import dataclass

from dragoman.record import (
    Actor,
    ActorKind,
    Attribution,
    Codebook,
    DateRange,
    Document,
    Link,
    Reading,
    Span,
    Speaker,
    Statement,
    statement_id,
)
from dragoman.resolve.chains import chain_of
from dragoman.resolve.dates import said_on
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.foretold import named_later
from dragoman.resolve.history import party_in_history
from dragoman.resolve.holders import own_codes
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.matters import Matter
from dragoman.resolve.occasions import carried
from dragoman.resolve.parties import party_of, past_office
from dragoman.resolve.relays import outlets_around
from dragoman.resolve.scene import Scene, Spoken
from dragoman.resolve.speakers import speaker_of
from dragoman.resolve.titles import stated_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of one reading.

    Attributes:
        statements: One for each attribution, in the reading's order.
        actors: Everyone who speaks in them, each once, sorted by name.
        period: For an undated document, when it may have been published. None: its date is known.
    """

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    period: DateRange | None = None


def resolve(
    document: Document,
    reading: Reading,
    knowledge: Knowledge,
    run: str,
    codebook: Codebook | None = None,
    discourse: Discourse | None = None,
) -> Resolution:
    """Say who is behind the sources of a document, for whom they speak, and through whom.

    Args:
        document: The document that was read.
        reading: What a reader found in it.
        knowledge: Who there is to speak.
        run: Id of the run that resolves.
        codebook: What the statements were coded with. None: with nothing.
        discourse: The document's names, as `Discourse.of` gives them. None: they are read.
    """
    scene = Scene.of(document, reading, knowledge, discourse)
    attributions = reading.attributions
    speakers: list[Actor | None] = [None] * len(attributions)
    order = reading_order(attributions)
    for index in order:
        speakers[index] = speaker_of(attributions[index], scene)
        scene.spoken.append(Spoken(attributions[index], speakers[index]))
    speakers = named_later(attributions, speakers, order, scene)
    flat = carried(
        [
            outlets_around(attribution, speaker, scene)
            for attribution, speaker in zip(attributions, speakers, strict=True)
        ],
        speakers,
        order,
        scene,
    )
    times = said_on(order, speakers, scene)
    matter = Matter(codebook, scene)
    statements = tuple(
        _statement(
            attribution,
            speakers[index],
            chain_of(index, attributions, speakers, scene, flat),
            times.get(index),
            matter,
            run,
        )
        for index, attribution in enumerate(attributions)
    )
    actors = {actor.id: actor for actor in speakers if actor is not None}
    period = scene.discourse.period
    return Resolution(
        statements=statements,
        actors=tuple(sorted(actors.values(), key=lambda actor: (actor.name, actor.id))),
        period=DateRange(document=document.id, bounds=period.sure(actors), run=run)
        if period
        else None,
    )


def reading_order(attributions: tuple[Attribution, ...]) -> list[int]:
    """Order statements as a reader meets their sources, an outer one before its inner ones."""
    sources = sorted((a.source.start, index) for index, a in enumerate(attributions) if a.source)
    starts = [start for start, _ in sources]

    def place(index: int) -> tuple[int, int]:
        attribution = attributions[index]
        first = attribution.source or attribution.cue or attribution.content[0]
        inner = [
            start
            for part in attribution.content
            for start, other in sources[
                bisect_left(starts, part.start) : bisect_left(starts, part.end)
            ]
            if other != index and _ends_in(part, attributions[other])
        ]
        return min([first.start, *(start - 1 for start in inner)]), -sum(
            len(part.text) for part in attribution.content
        )

    return sorted(range(len(attributions)), key=place)


def _ends_in(part: Span, other: Attribution) -> bool:
    return other.source is not None and part.contains(other.source)


def _party(actor: Actor, words: str, scene: Scene) -> str | None:
    """Give the party by the offices known for the day, else by what the document calls somebody."""
    party = party_of(actor, scene.discourse.day, words, scene.knowledge)
    known = actor.kind is ActorKind.PERSON and actor.local_to is None
    if party is None and known and not past_office(words, scene.knowledge):
        return stated_party(actor, scene) or party_in_history(actor, scene)
    return party


def _statement(
    attribution: Attribution,
    actor: Actor | None,
    via: tuple[Link, ...],
    said: str | None,
    matter: Matter,
    run: str,
) -> Statement:
    scene = matter.scene
    document = scene.discourse.document
    words = attribution.source.text if attribution.source else ""
    party = _party(actor, words, scene) if actor else None
    codes = own_codes(attribution, actor, party, scene)
    return Statement(
        id=statement_id(document.id, attribution.source, attribution.cue, attribution.content),
        document=document.id,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        speaker=Speaker(id=actor.id, name=actor.name, kind=actor.kind) if actor else None,
        party=party,
        quote=attribution.quote,
        act=attribution.act,
        codes=codes if codes and matter.has(attribution, party) else (),
        via=via,
        said_on=said,
        confidence=attribution.confidence,
        run=run,
    )
