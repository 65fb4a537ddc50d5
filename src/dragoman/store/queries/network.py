"""Network: who takes which stance on which concept, in how many statements of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.record import Stance, Standing
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
    """The stances of those who have most statements.

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
        most: How many parties or speakers at most, those with most statements.
    """

    by: By = By.PARTY
    since: str | None = None
    until: str | None = None
    most: int = 25

    def run(self, connection: Connection) -> Taken:
        """Answer with their stances."""
        node = bases.party if self.by is By.PARTY else bases.speaker
        within = tuple(self._conditions())
        number = func.count(bases.statement.distinct())
        ranked = select(node, number).where(*within).group_by(node).order_by(number.desc(), node)
        nodes = [row[0] for row in connection.execute(ranked)]
        chosen = nodes[: self.most]
        names = self._names(connection, chosen)
        by = (node, bases.party, bases.concept, bases.stance)
        wanted = select(*by, number).where(*within, node.in_(chosen)).group_by(*by).order_by(*by)
        stands = tuple(
            Stand(
                node=id_,
                name=names.get(id_, id_),
                party=party,
                concept=concept,
                stance=Stance(stance),
                statements=count,
            )
            for id_, party, concept, stance, count in connection.execute(wanted)
        )
        return Taken(stands=stands, nodes=len(nodes))

    def _conditions(self) -> Iterator[ColumnElement[bool]]:
        yield bases.standing == Standing.OWN.value
        if self.by is By.SPEAKER:
            yield bases.speaker.is_not(None)
        if self.since is not None:
            yield bases.on >= self.since
        if self.until is not None:
            yield bases.on <= self.until

    def _names(self, connection: Connection, chosen: list[str]) -> dict[str, str]:
        if self.by is By.PARTY:
            return {}
        name = func.min(statements.speaker_name)
        found: dict[str, str] = {}
        for ids in batched(chosen):
            wanted = select(statements.speaker_id, name).where(statements.speaker_id.in_(ids))
            wanted = wanted.group_by(statements.speaker_id)
            found |= {row[0]: row[1] for row in connection.execute(wanted)}
        return found
