"""Speakers: what one actor says of which concept, for whom, and through whom it is heard."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, cast, func, select

from dragoman.record import LinkKind, Stance
from dragoman.store.columns import Integer
from dragoman.store.derived import (
    CODED,
    SPEAKER_LINKS,
    SPEAKER_TALLIES,
    SPOKEN_TALLIES,
    WAYS,
    known,
    total,
)
from dragoman.store.shapes import batched
from dragoman.store.tables import STATEMENTS

statements = STATEMENTS.table.c
codes = STATEMENTS.lists["codes"].table.c

Way = tuple[str, Stance, bool]
"""A concept, how it is borne on, and whether that hangs on a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCode:
    """How a speaker bears on a concept.

    Attributes:
        concept: Id of the concept.
        stance: Support or oppose.
        conditional: Whether it hangs on a condition.
        statements: In how many statements.
        newest: Id of the newest of them, or of an undated one where all are.
    """

    concept: str
    stance: Stance
    conditional: bool
    statements: int
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCodes:
    """What a speaker says of concepts.

    Attributes:
        speaker: The actor's id.
    """

    speaker: str

    def run(self, connection: Connection) -> tuple[SpokenCode, ...]:
        """Give each way to bear on each concept, that of the newest statement first."""
        of = SPOKEN_TALLIES.c
        alike = (
            CODED.c.speaker == of.speaker,
            CODED.c.concept == of.concept,
            CODED.c.ways == cast(of.ways, Integer),
        )
        mine = select(CODED.c.statement).where(*alike)
        rest = CODED.c.document, CODED.c.begins, CODED.c.statement
        # An index has those that bear alike in this order, the dated and the undated apart.
        dated = mine.where(CODED.c.day.is_not(None)).order_by(CODED.c.day.desc(), *rest)
        undated = mine.where(CODED.c.day.is_(None)).order_by(*rest)
        newest = func.coalesce(*(one.limit(1).scalar_subquery() for one in (dated, undated)))
        wanted = select(of.concept, of.ways, of.number, newest).where(of.speaker == self.speaker)
        numbers = Counter[Way]()
        told: defaultdict[Way, list[str]] = defaultdict(list)
        for concept, ways, number, statement in connection.execute(wanted):
            for (stance, conditional), flag in WAYS.items():
                if int(ways) & flag:
                    numbers[concept, stance, conditional] += number
                    told[concept, stance, conditional].append(statement)
        places = _places(connection, {id_ for ids in told.values() for id_ in ids})
        first = {way: min(ids, key=lambda id_: places[id_, way]) for way, ids in told.items()}
        return tuple(
            SpokenCode(
                concept=way[0],
                stance=way[1],
                conditional=way[2],
                statements=numbers[way],
                newest=first[way],
            )
            for way in sorted(first, key=lambda way: places[first[way], way])
        )


def _places(connection: Connection, ids: set[str]) -> dict[tuple[str, Way], tuple[object, ...]]:
    """Tell where codes of statements stand in lists: the newest first, then in order of reading."""
    found: dict[tuple[str, Way], tuple[object, ...]] = {}
    told = statements.id, statements.day, statements.document, statements.begins
    way = codes.concept, codes.stance, codes.condition_start, codes.ordinal
    joined = select(*told, *way).join(STATEMENTS.lists["codes"].table, codes.statement == told[0])
    for batch in batched(ids):
        rows = connection.execute(joined.where(statements.id.in_(batch)))
        for id_, day, *place, concept, stance, condition, ordinal in rows:
            key = id_, (concept, Stance(stance), condition is not None)
            newer = -date.fromisoformat(day).toordinal() if day else 1
            here = newer, *place, id_, ordinal
            found[key] = min(found.get(key, here), here)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenFor:
    """A party that a speaker is heard for.

    Attributes:
        party: The party. None: none.
        statements: In how many statements.
        first_on: ISO day of the first. None: none has a place in time.
        last_on: That of the last.
    """

    party: str | None
    statements: int
    first_on: str | None
    last_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesOfSpeaker:
    """For whom a speaker speaks, and from when to when.

    Attributes:
        speaker: The actor's id.
    """

    speaker: str

    def run(self, connection: Connection) -> tuple[SpokenFor, ...]:
        """Give the parties, the one with most statements first, none at all last."""
        of = SPEAKER_TALLIES.c
        heard = select(known(of.party).label("party"), total(of.number).label("number"))
        side = heard.where(of.speaker_id == self.speaker).group_by(of.party).subquery().c
        # An index has the speaker's days in order.
        mine = select(statements.day).where(
            statements.speaker_id == self.speaker,
            statements.party.is_not_distinct_from(side.party),
            statements.day.is_not(None),
        )
        first, last = (
            mine.order_by(order).limit(1).scalar_subquery()
            for order in (statements.day, statements.day.desc())
        )
        wanted = select(side.party, side.number, first, last).order_by(
            side.party.is_(None), side.number.desc(), side.party
        )
        return tuple(
            SpokenFor(party=a, statements=b, first_on=c, last_on=d)
            for a, b, c, d in connection.execute(wanted)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardThrough:
    """A link through which a speaker is heard: its name, kind, and number of statements."""

    name: str
    kind: LinkKind
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksOfSpeaker:
    """Through whom a speaker is heard besides the outlets that have the statements.

    Attributes:
        speaker: The actor's id.
        limit: How many at most.
    """

    speaker: str
    limit: int = 20

    def run(self, connection: Connection) -> tuple[HeardThrough, ...]:
        """Give the links, those of most statements first."""
        of = SPEAKER_LINKS.c
        wanted = (
            select(of.name, of.kind, of.number)
            .where(of.speaker == self.speaker, of.again == "0")
            .order_by(of.number.desc(), of.name, of.kind)
            .limit(self.limit)
        )
        return tuple(
            HeardThrough(name=a, kind=LinkKind(b), statements=c)
            for a, b, c in connection.execute(wanted)
        )
