"""Meetings: the contacts between sides that documents tell of."""

from collections.abc import Sequence

from dragoman.record import Actor, Document, Meeting, Statement
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.gazetteer import Gazetteer, PlaceKind
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.meetings.antecedents import Surroundings, pairs_in, with_antecedents
from dragoman.resolve.meetings.groups import CountryOf, grouped, meeting_of
from dragoman.resolve.meetings.lexicon import meeting_words
from dragoman.resolve.meetings.mentions import MentionReader
from dragoman.resolve.meetings.merging import merge_meetings
from dragoman.resolve.meetings.sentences import Cast
from dragoman.resolve.places import places_in
from dragoman.resolve.scene import Scene, Spoken

__all__ = ["country_lookup", "find_meetings", "merge_meetings"]


def find_meetings(
    document: Document,
    statements: Sequence[Statement],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    discourse: Discourse | None = None,
) -> tuple[Meeting, ...]:
    """Find the meetings that a document tells of, each once, in the order of the text.

    Args:
        document: The document.
        statements: Its statements, which tell who reports, confirms and denies.
        knowledge: Who there is, and in which offices.
        gazetteer: The places where sides can meet.
        discourse: The document's names, as `Discourse.of` gives them. None: they are read.
    """
    scene = Scene.of_statements(document, statements, knowledge, discourse)
    _settle(scene, statements)
    sources = [statement.source for statement in statements if statement.source]
    words = scene.discourse.spotter.tokens
    named = [
        sighting
        for sighting in places_in(document, sources, knowledge, gazetteer, words)
        if sighting.place.country or sighting.place.kind in {PlaceKind.CITY, PlaceKind.BUILDING}
    ]
    reader = MentionReader(scene=scene, lexicon=meeting_words(), cast=Cast(scene), places=named)
    mentions = [
        mention
        for start, end in scene.readable_sentences()
        for mention in reader.mentions_in(start, end)
    ]
    mentions = list(with_antecedents(mentions, pairs_in(scene, reader.cast)))
    country_of = country_lookup(gazetteer)
    completed = Surroundings(scene, reader.cast, country_of).completed
    groups = grouped(mentions, country_of, reader.states, completed)
    found = {meeting.id: meeting for meeting in (meeting_of(group, scene) for group in groups)}
    return tuple(found.values())


def country_lookup(gazetteer: Gazetteer) -> CountryOf:
    """Give what tells the state of a place; that of a state itself is None."""
    return gazetteer.countries.get


def _settle(scene: Scene, statements: Sequence[Statement]) -> None:
    """Tell a scene who spoke in its statements, all of which are settled."""
    named = {sighting.actor.id: sighting.actor for sighting in scene.discourse.sightings}
    for attribution, statement in zip(scene.reading.attributions, statements, strict=True):
        scene.spoken.append(Spoken(attribution, _actor(statement, named, scene.knowledge)))


def _actor(statement: Statement, named: dict[str, Actor], knowledge: Knowledge) -> Actor | None:
    """Give the actor behind a statement, as known as it is."""
    speaker = statement.speaker
    if speaker is None:
        return None
    if speaker.id in named:
        return named[speaker.id]
    if speaker.id in knowledge.entries:
        return knowledge.entries[speaker.id].actor
    return None
