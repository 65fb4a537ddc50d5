"""Speakers: what one actor says of which concept, for whom, and through whom it is heard."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dragoman.record import LinkKind, Stance
from dragoman.store.derived import SPEAKER_TALLIES, known, total
from dragoman.store.tables import STATEMENTS

statements = STATEMENTS.table.c
codes, links = (STATEMENTS.lists[name].table.c for name in ("codes", "via"))


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
        conditional = codes.condition_start.is_not(None).label("conditional")
        told = statements.day, statements.document, statements.begins, statements.id
        way = codes.concept, codes.stance, conditional
        once = (
            select(*told, *way, func.min(codes.ordinal).label("ordinal"))
            .join(STATEMENTS.lists["codes"].table, codes.statement == statements.id)
            .where(statements.speaker_id == self.speaker)
            .group_by(*told, *way)
            .subquery()
            .c
        )
        order = (once.day.desc().nulls_last(), once.document, once.begins, once.id, once.ordinal)
        alike = once.concept, once.stance, once.conditional
        place = func.row_number().over(partition_by=alike, order_by=order).label("place")
        number = func.count().over(partition_by=alike).label("number")
        ranked = select(*once, place, number).subquery().c
        rest = (ranked[name] for name in ("document", "begins", "id", "ordinal"))
        wanted: Select[Any] = (
            select(*(ranked[one.name] for one in way), ranked.number, ranked.id)
            .where(ranked.place == 1)
            .order_by(ranked.day.desc().nulls_last(), *rest)
        )
        return tuple(
            SpokenCode(concept=a, stance=Stance(b), conditional=bool(c), statements=d, newest=e)
            for a, b, c, d, e in connection.execute(wanted)
        )


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
        number = func.count(links.statement.distinct())
        wanted = (
            select(links.name, links.kind, number)
            .join(STATEMENTS.table, statements.id == links.statement)
            .where(statements.speaker_id == self.speaker)
            .group_by(links.name, links.kind)
            .order_by(number.desc(), links.name, links.kind)
            .limit(self.limit)
        )
        return tuple(
            HeardThrough(name=a, kind=LinkKind(b), statements=c)
            for a, b, c in connection.execute(wanted)
        )
