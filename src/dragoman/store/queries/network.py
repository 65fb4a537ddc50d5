"""Network: who takes which stance on which concept, in how many statements of their own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.record import Stance, Standing
from dragoman.store.derived import (
    SPEAKER_TALLIES,
    STAND_DAYS,
    STAND_TALLIES,
    is_known,
    total,
)
from dragoman.store.shapes import batched
from dragoman.store.tables import POSITION_BASES, STATEMENTS

bases, statements = POSITION_BASES.table.c, STATEMENTS.table.c


class By(StrEnum):
    """Who takes stances."""

    PARTY = "party"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A stance that somebody takes on a concept.

    Attributes:
        node: Name of a party, or id of a speaker.
        name: What it is called.
        party: The side that is spoken for.
        concept: Id of the concept.
        stance: Support or oppose.
        statements: In how many statements of its own.
    """

    node: str
    name: str
    party: str
    concept: str
    stance: Stance
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The stances of those whose statements have most codes.

    Attributes:
        stands: Who takes which, by node, party, concept and stance.
        nodes: How many take any, those who are not in `stands` included.
    """

    stands: tuple[Stand, ...]
    nodes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsTaken:
    """The stances that parties or speakers take in their own statements of a time.

    Attributes:
        by: Who takes them. Statements whose speaker is not known count for parties only.
        since: ISO day; statements of this day and later. With a limit, undated ones are left out.
        until: ISO day; statements of this day and earlier.
        most: How many parties or speakers at most, those whose statements have most codes.
    """

    by: By = By.PARTY
    since: str | None = None
    until: str | None = None
    most: int = 25

    def run(self, connection: Connection) -> Taken:
        """Answer with their stances."""
        of, number = self._counted()
        # In the order of the index that has all of these, so that no table is read.
        by = [of.concept, of.stance, of.party]
        if self.by is By.SPEAKER:
            by.append(of.speaker)
        wanted = select(*by, number).where(*self._conditions(of)).group_by(*by)
        rows = connection.execute(wanted).all()
        codes = Counter[str]()
        for row in rows:
            codes[row[len(by) - 1]] += row[-1]
        chosen = sorted(codes, key=lambda node: (-codes[node], node))[: self.most]
        names = self._names(connection, chosen)
        among = {*chosen}
        stands = [
            Stand(
                node=node,
                name=names.get(node, node),
                party=row[2],
                concept=row[0],
                stance=Stance(row[1]),
                statements=row[-1],
            )
            for row in rows
            if (node := row[len(by) - 1]) in among
        ]
        stands.sort(key=lambda s: (s.node, s.party, s.concept, s.stance))
        return Taken(stands=tuple(stands), nodes=len(codes))

    def _counted(self) -> tuple[Any, ColumnElement[int]]:
        """Tell where stances are counted, and how many there are.

        Nobody has counted what each speaker says on a day: those statements are looked at.
        """
        if self.since is None and self.until is None:
            return STAND_TALLIES.c, total(STAND_TALLIES.c.number)
        if self.by is By.PARTY:
            return STAND_DAYS.c, total(STAND_DAYS.c.number)
        return bases, func.count(bases.statement.distinct())

    def _conditions(self, of: Any) -> Iterator[ColumnElement[bool]]:
        yield of.standing == Standing.OWN.value
        if of is not bases:
            yield of.again == "0"
        if self.by is By.SPEAKER:
            yield of.speaker.is_not(None) & is_known(of.speaker)
        if self.since is not None:
            yield of.on >= self.since
        if self.until is not None:
            yield (of.on <= self.until) & is_known(of.on)

    def _names(self, connection: Connection, chosen: list[str]) -> dict[str, str]:
        if self.by is By.PARTY:
            return {}
        heard = SPEAKER_TALLIES.c
        found: dict[str, str] = {}
        for ids in batched(chosen):
            wanted = select(heard.speaker_id, func.min(heard.speaker_name))
            wanted = wanted.where(heard.speaker_id.in_(ids)).group_by(heard.speaker_id)
            found |= {row[0]: row[1] for row in connection.execute(wanted)}
        return found


class Taking(NamedTuple):
    """One stance that was taken in one statement.

    Attributes:
        actor: Name of the party or the speaker.
        concept: Id of the concept.
        stance: Support or oppose.
        on: The ISO day by which it was. None: it has no place in time.
        document: Id of the document.
    """

    actor: str
    concept: str
    stance: Stance
    on: str | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingsOwn:
    """Every stance that parties or speakers take in their own statements, one by one.

    Attributes:
        by: Who takes them. Statements whose speaker is not known count for parties only.
    """

    by: By = By.PARTY

    def run(self, connection: Connection) -> tuple[Taking, ...]:
        """Give them by statement, each as often as statements have it."""
        actor = bases.party if self.by is By.PARTY else statements.speaker_name
        wanted = (
            select(actor, bases.concept, bases.stance, bases.on, bases.document)
            .where(bases.standing == Standing.OWN.value, actor.is_not(None))
            .order_by(bases.statement, bases.concept, bases.stance)
        )
        if self.by is By.SPEAKER:
            wanted = wanted.join(STATEMENTS.table, statements.id == bases.statement)
        known = {stance.value: stance for stance in Stance}
        return tuple(
            Taking(name, concept, known[stance], on, document)
            for name, concept, stance, on, document in connection.execute(wanted)
        )
