"""Codebook: how often statements bear on each concept, and for whom."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import Stance
from dragoman.store.tables import STATEMENTS

codes, statements = STATEMENTS.lists["codes"].table.c, STATEMENTS.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """How many statements take a stance on a concept.

    Attributes:
        concept: Its id.
        stance: Support or oppose.
        party: The side that their speakers speak for. None: no side, or unresolved.
        statements: How many.
    """

    concept: str
    stance: Stance
    party: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCounts:
    """How many statements take which stance on which concept, by party.

    Attributes:
        concept: Only on this concept. None: on all.
    """

    concept: str | None = None

    def run(self, connection: Connection) -> tuple[CodeCount, ...]:
        """Answer with the counts, by concept, stance and party."""
        number = func.count(codes.statement.distinct())
        by = (codes.concept, codes.stance, statements.party)
        wanted = select(*by, number).where(codes.statement == statements.id)
        if self.concept is not None:
            wanted = wanted.where(codes.concept == self.concept)
        return tuple(
            CodeCount(concept=concept, stance=Stance(stance), party=party, statements=count)
            for concept, stance, party, count in connection.execute(
                wanted.group_by(*by).order_by(*by)
            )
        )
