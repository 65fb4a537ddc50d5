"""Bearings: which statements bear on which concept for which party, and as whose words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dragoman.analysis.days import when_of
from dragoman.analysis.levels import known_by_id, level_of
from dragoman.analysis.origins import story_of
from dragoman.analysis.sides import Sides, heard_in
from dragoman.analysis.speaking import Said, Speaking, Voice, place, voice_of
from dragoman.record import (
    Actor,
    ActorKind,
    Code,
    DateRange,
    DayBasis,
    Level,
    Link,
    LinkKind,
    PositionBasis,
    PublishedOn,
    Span,
    Stance,
    Standing,
    Statement,
    When,
    when_made,
)

SEPARATOR = "\x1f"
"""Between the parts of what bearings are sorted by; sorts before every sign of a name."""

BEHIND = 10**9
"""No document is as long."""


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
        order: What bearings are sorted by: their day, then the order of reading; undated ones are
            first.
    """

    said: Said
    code: Code
    party: str
    standing: Standing
    teller: str | None
    level: Level
    when: When
    order: str

    @property
    def own(self) -> bool:
        """Whether it is the party's own statement."""
        return self.standing is Standing.OWN

    @property
    def speaker(self) -> str:
        """Id of its speaker; the party's name where the speaker is not known."""
        return self.said.statement.speaker.id if self.said.statement.speaker else self.party

    @property
    def statement_id(self) -> str:
        """Id of the statement."""
        return self.said.statement.id

    @property
    def document_id(self) -> str:
        """Id of its document."""
        return self.said.statement.document

    @property
    def concept(self) -> str:
        """Id of the concept."""
        return self.code.concept

    @property
    def stance(self) -> Stance:
        """How it bears on the concept."""
        return self.code.stance

    @property
    def condition(self) -> Span | None:
        """What the stance hangs on. None: the text states no condition."""
        return self.code.condition

    @property
    def confidence(self) -> float:
        """How likely its code is right."""
        return self.code.confidence

    @property
    def day(self) -> date | None:
        """The day by which it was made. None: it has no place in time."""
        return self.when.day

    @property
    def first(self) -> date | None:
        """The first day on which it may have been made. None: nothing tells."""
        return self.when.first

    @property
    def last(self) -> date | None:
        """The last one. None: nothing tells."""
        return self.when.last

    @property
    def story(self) -> str:
        """What it goes back to, folded for comparison."""
        document = self.said.covered.document
        return story_of(self.said.statement.via, document.outlet, document.id)

    @property
    def family(self) -> str | None:
        """The family of its document. None: it is of none."""
        return self.said.covered.family

    @property
    def named(self) -> bool:
        """Whether its speaker has a name and is no outlet."""
        speaker = self.said.statement.speaker
        return speaker is not None and speaker.kind not in (ActorKind.UNNAMED, ActorKind.OUTLET)

    @property
    def words(self) -> str:
        """Its content, in one line."""
        return " ".join(span.text for span in self.said.statement.content)


def bearings_of(speaking: Speaking, actors: Iterable[Actor] = ()) -> list[Bearing]:
    """Give what the statements of a record bear on, the earliest first.

    Args:
        speaking: Every statement in its place.
        actors: The actors that documents speak of: their offices tell levels and sides.

    Returns:
        One bearing for each code of each statement that has a party.
    """
    everything = [said for group in speaking.by_document.values() for said in group]
    sides = Sides(known_by_id(actors), heard_in(said.statement for said in everything))
    found = [bearing for said in everything for bearing in bearings_in(said, sides)]
    return sorted(found, key=lambda bearing: (bearing.order, bearing.party))


class Heading(Protocol):
    """What is told of a document beside its text."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def outlet(self) -> str | None:
        """Who published it. None: not known."""
        ...

    @property
    def published(self) -> PublishedOn | None:
        """When. None: nothing tells."""
        ...


def bearings_in(said: Said, sides: Sides) -> Iterator[Bearing]:
    """Give what one statement bears on: one bearing for each code, none without a party."""
    when, document = when_of(said), said.covered.document
    for code, party, standing, teller, level, order in _read(said.statement, document, when, sides):
        yield Bearing(
            said=said,
            code=code,
            party=party,
            standing=standing,
            teller=teller,
            level=level,
            when=when,
            order=order,
        )


def bases_in(
    statement: Statement,
    document: Heading,
    date_range: DateRange | None,
    sides: Sides,
    family: str | None = None,
) -> Iterator[PositionBasis]:
    """Give what the record keeps of what one statement bears on.

    Args:
        statement: The statement.
        document: Its document.
        date_range: Between which days an undated document is from. None: nothing tells.
        sides: Which side those who pass statements on are of.
        family: The family of its document. None: it is of none.
    """
    when = when_made(statement.said_on, document.published, date_range)
    day, first, last = (_iso(found) for found in (when.day, when.first, when.last))
    story = story_of(statement.via, document.outlet, document.id)
    for code, party, standing, teller, level, order in _read(statement, document, when, sides):
        yield PositionBasis(
            statement=statement.id,
            document=document.id,
            party=party,
            concept=code.concept,
            stance=code.stance,
            condition=code.condition,
            standing=standing,
            teller=teller,
            level=level,
            told=when.told,
            basis=when.basis,
            on=day,
            first_on=first,
            last_on=last,
            speaker=statement.speaker.id if statement.speaker else None,
            story=story,
            place=order,
            family=family,
            confidence=code.confidence,
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


Read = tuple[Code, str, Standing, str | None, Level, str]
"""A code with its party, standing, teller, level and order."""


def _read(statement: Statement, document: Heading, when: When, sides: Sides) -> Iterator[Read]:
    """Read each code of a statement that has a party."""
    party, speaker = statement.party, statement.speaker
    if not party or not statement.codes:
        return
    day = _day_of_office(when)
    standing, teller = _standing(statement, party, day, sides)
    level = level_of(speaker, party, day, sides.known) if speaker else Level.UNNAMED
    read_at = _read_at(statement, document, when)
    for number, code in enumerate(dict.fromkeys(statement.codes)):
        order = SEPARATOR.join((read_at, *_order_of_code(code, number)))
        yield code, party, standing, teller, level, order


def _read_at(statement: Statement, document: Heading, when: When) -> str:
    """Tell when a statement is read: by its last day, its document's order and its place there."""
    start, back, id_ = place(statement)
    return SEPARATOR.join(
        (
            _iso(when.last) or "",
            document.published.value[:10] if document.published else "~",
            document.name,
            document.id,
            f"{start:09}",
            f"{BEHIND + back:09}",
            id_,
        )
    )


def _order_of_code(code: Code, number: int) -> tuple[str, ...]:
    condition = code.condition.start + 1 if code.condition else 0
    return code.concept, code.stance, f"{condition:09}", f"{number:03}"


def _day_of_office(when: When) -> str | None:
    """Give the date, as precise as known, on which offices are looked up. None: any may count."""
    if when.basis in (DayBasis.SAID, DayBasis.PUBLISHED):
        return when.told
    return when.day.isoformat() if when.day else None


def _standing(
    statement: Statement, party: str, day: str | None, sides: Sides
) -> tuple[Standing, str | None]:
    """Tell whether a statement is a party's own, and if not because of whom."""
    voice = voice_of(statement)
    if voice is Voice.OUTLET:
        return Standing.OUTLET, None
    if voice is not Voice.PARTY:
        return Standing.UNNAMED, None
    for link in statement.via:
        if link.kind is LinkKind.UNNAMED:
            return Standing.HEARSAY, link.name
        if _is_other(link, statement, party, day, sides):
            return Standing.RETOLD, link.name
    return Standing.OWN, None


def _is_other(link: Link, statement: Statement, party: str, day: str | None, sides: Sides) -> bool:
    """Tell whether a link is somebody who is known to speak for another party."""
    speaker = statement.speaker
    if link.kind is not LinkKind.NAMED or (speaker is not None and link.name == speaker.name):
        return False
    parties = sides.of(link.name, day)
    return bool(parties) and party not in parties
