"""Bearings: which statements bear on which concept for which party, and as whose words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.analysis.days import DayBasis, When, when_of
from dragoman.analysis.levels import Level, known_by_id, level_of, offices_on
from dragoman.analysis.speaking import Said, Speaking, Voice, voice_of
from dragoman.record import Actor, ActorKind, Code, Link, LinkKind, Stance

Order = tuple[date, int, int, str, Stance, int]


class Standing(StrEnum):
    """Whether a statement counts as a party's own words, or why it does not.

    What is not OWN is listed apart as reported and never decides a position.
    """

    OWN = "own"
    UNNAMED = "by an unnamed source"
    OUTLET = "by an outlet"
    RETOLD = "told by another party"
    HEARSAY = "told by an unnamed source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A statement that bears on a concept for a party; one code of it.

    Attributes:
        said: The statement in its place.
        code: The concept, the stance and its condition.
        party: The side whose position it tells of.
        standing: Whether it is that side's own statement.
        teller: Who tells it, if that is why it is not. None: it needs none.
        level: How high its speaker stands.
        when: When it was made.
        order: What bearings are sorted by: their day, then the reading order; undated ones first.
    """

    said: Said
    code: Code
    party: str
    standing: Standing
    teller: str | None
    level: Level
    when: When
    order: Order

    @property
    def own(self) -> bool:
        """Whether it is the party's own statement."""
        return self.standing is Standing.OWN

    @property
    def speaker(self) -> str:
        """Id of its speaker; the party's name where the speaker is not known."""
        return self.said.statement.speaker.id if self.said.statement.speaker else self.party


def bearings_of(speaking: Speaking, actors: Iterable[Actor] = ()) -> list[Bearing]:
    """Give what the statements of a record bear on, the earliest first.

    Args:
        speaking: Every statement in its place.
        actors: The actors that documents speak of: their offices tell levels and sides.

    Returns:
        One bearing for each code of each statement that has a party.
    """
    everything = [said for group in speaking.by_document.values() for said in group]
    sides = _Sides(everything, known_by_id(actors))
    found = [
        bearing
        for said in everything
        if said.statement.party and said.statement.codes
        for bearing in _bearings(said, said.statement.party, sides)
    ]
    return sorted(found, key=lambda bearing: (bearing.order, bearing.party))


class _Sides:
    """Which side those who pass statements on are of."""

    def __init__(self, everything: Iterable[Said], known: Mapping[str, Actor]) -> None:
        """Learn names from the actors, and from those who speak for a party in the record."""
        self.known = known
        self.by_name: defaultdict[str, list[Actor]] = defaultdict(list)
        for actor in known.values():
            self.by_name[actor.name].append(actor)
        self.heard: defaultdict[str, set[str]] = defaultdict(set)
        for said in everything:
            speaker, party = said.statement.speaker, said.statement.party
            if party is not None:
                self.heard[party].add(party)
            if party is not None and speaker is not None:
                self.heard[speaker.name].add(party)

    def of(self, name: str, day: str | None) -> set[str]:
        """Give the parties that somebody speaks for on a day; empty if for none that is known."""
        parties = {party for actor in self.by_name[name] for party in self._parties(actor, day)}
        return parties or self.heard.get(name, set())

    def _parties(self, actor: Actor, day: str | None) -> set[str]:
        if actor.kind is ActorKind.STATE:
            return {actor.name}
        if actor.party is not None:
            return {actor.party}
        return {self._side(office.of) for office in offices_on(actor, day)}

    def _side(self, name: str) -> str:
        """Give the side of an organisation that an office is of: a ministry's is its state."""
        return next((actor.party for actor in self.by_name.get(name, ()) if actor.party), name)


def _bearings(said: Said, party: str, sides: _Sides) -> Iterable[Bearing]:
    when = when_of(said)
    day = _day_of_office(when)
    standing, teller = _standing(said, party, day, sides)
    speaker = said.statement.speaker
    level = level_of(speaker, party, day, sides.known) if speaker else Level.UNNAMED
    for code in dict.fromkeys(said.statement.codes):
        yield Bearing(
            said=said,
            code=code,
            party=party,
            standing=standing,
            teller=teller,
            level=level,
            when=when,
            order=_order(said, code, when),
        )


def _order(said: Said, code: Code, when: When) -> Order:
    condition = code.condition.start if code.condition else -1
    place = (when.last or date.min, said.covered.number, said.number)
    return (*place, code.concept, code.stance, condition)


def _day_of_office(when: When) -> str | None:
    """Give the date, as precise as known, on which offices are looked up. None: any may count."""
    if when.basis in (DayBasis.SAID, DayBasis.PUBLISHED):
        return when.told
    return when.day.isoformat() if when.day else None


def _standing(
    said: Said, party: str, day: str | None, sides: _Sides
) -> tuple[Standing, str | None]:
    """Tell whether a statement is a party's own, and if not because of whom."""
    voice = voice_of(said.statement)
    if voice is Voice.OUTLET:
        return Standing.OUTLET, None
    if voice is not Voice.PARTY:
        return Standing.UNNAMED, None
    for link in said.statement.via:
        if link.kind is LinkKind.UNNAMED:
            return Standing.HEARSAY, link.name
        if _is_other(link, said, party, day, sides):
            return Standing.RETOLD, link.name
    return Standing.OWN, None


def _is_other(link: Link, said: Said, party: str, day: str | None, sides: _Sides) -> bool:
    """Tell whether a link is somebody who is known to speak for another party."""
    speaker = said.statement.speaker
    if link.kind is not LinkKind.NAMED or (speaker is not None and link.name == speaker.name):
        return False
    parties = sides.of(link.name, day)
    return bool(parties) and party not in parties
