"""Sentences as meetings are read in them: words, signs, and the sides named there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.record import Actor, ActorKind
from dragoman.resolve.names import fold
from dragoman.resolve.parties import party_of
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting
from dragoman.resolve.titles import stated_party

TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\s\u200b-\u200d\u2060\ufeff]")  # joiners are no words
POSSESSIVE = re.compile(r"['’]s?(?!\w)")


class Word(NamedTuple):
    """A word, a sign or a whole name of a sentence.

    Attributes:
        start: Offset of its first character in the document.
        end: Offset after its last, a possessive ending left out.
        text: Its characters.
        key: Folded; the sign itself for a sign.
        sighting: Who is named. None: it is no name.
        possessive: A name followed by 's.
    """

    start: int
    end: int
    text: str
    key: str
    sighting: Sighting | None = None
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody who takes part in a meeting.

    Attributes:
        party: The side. None: the text does not tell whose.
        person: The person's name. None: no person is named.
        start: Where it is named; for a pronoun, where that stands.
        end: Where that ends.
    """

    party: str | None
    person: str | None
    start: int
    end: int


def words_of(scene: Scene, start: int, end: int) -> list[Word]:
    """Cut a sentence into words, with each name as one."""
    text, words, at = scene.text, [], start
    for sighting in _apart(scene.discourse.within(start, end)):
        words += _plain(text, at, sighting.start)
        ending = POSSESSIVE.match(text, sighting.end)
        possessive = sighting.possessive or (ending is not None and ending.group() != "'")
        name = text[sighting.start : sighting.end]
        words.append(
            Word(sighting.start, sighting.end, name, fold(name), sighting, possessive=possessive)
        )
        at = ending.end() if ending else sighting.end
    return words + _plain(text, at, end)


def _apart(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Of names that overlap keep the first and longest."""
    kept: list[Sighting] = []
    for sighting in sightings:
        if not kept or sighting.start >= kept[-1].end:
            kept.append(sighting)
    return kept


def _plain(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(*match.span(), word := match[0], fold(word) or word)
        for match in TOKEN.finditer(text, start, end)
    ]


class Cast:
    """Tells for whom those named in a document take part; every actor is looked up once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._parties: dict[str, str | None] = {}

    def side(self, actor: Actor, start: int, end: int, day: str | None = None) -> Side | None:
        """Give an actor as a side. None: an outlet, or a body of no party.

        Args:
            actor: Who is named.
            start: Where.
            end: Where that ends.
            day: When the sides met; one who has left office since then stands for that party.
        """
        if actor.kind is ActorKind.PERSON:
            party = self.party(actor)
            if party is None and day and actor.offices:
                party = party_of(actor, day, "", self.scene.knowledge)
            return Side(party, actor.name, start, end)
        party = self.party(actor)
        return Side(party, None, start, end) if party else None

    def party(self, actor: Actor) -> str | None:
        """Give the party that an actor stands for on the document's day."""
        if actor.id not in self._parties:
            self._parties[actor.id] = self._find(actor)
        return self._parties[actor.id]

    def _find(self, actor: Actor) -> str | None:
        party = party_of(actor, self.scene.discourse.day, "", self.scene.knowledge)
        if party is None and actor.kind is ActorKind.PERSON:
            return stated_party(actor, self.scene)
        return party
