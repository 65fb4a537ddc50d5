"""Speakers: what one actor says of which concept, for whom, and through whom it is heard."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import LinkKind, Stance
from dragoman.store.derived import SPEAKER_TALLIES, known, total
from dragoman.store.tables import STATEMENTS

statements = STATEMENTS.table.c
codes, links = (STATEMENTS.lists[name].table.c for name in ("codes", "via"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCode:
    """A code of a statement of a speaker.

    Attributes:
        statement: Id of the statement.
        day: ISO day by which it was made. None: it has no place in time.
        concept: Id of the concept.
        stance: Support or oppose.
        conditional: Whether it hangs on a condition.
    """

    statement: str
    day: str | None
    concept: str
    stance: Stance
    conditional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCodes:
    """What a speaker says of concepts.

    Attributes:
        speaker: The actor's id.
    """

    speaker: str

    def run(self, connection: Connection) -> tuple[SpokenCode, ...]:
        """Give every code of the speaker's statements, the newest first, the undated last."""
        wanted = (
            select(
                statements.id,
                statements.day,
                codes.concept,
                codes.stance,
                codes.condition_start.is_not(None),
            )
            .join(STATEMENTS.lists["codes"].table, codes.statement == statements.id)
            .where(statements.speaker_id == self.speaker)
            .order_by(
                statements.day.desc().nulls_last(),
                statements.document,
                statements.begins,
                statements.id,
                codes.ordinal,
            )
        )
        return tuple(
            SpokenCode(statement=a, day=b, concept=c, stance=Stance(d), conditional=bool(e))
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
