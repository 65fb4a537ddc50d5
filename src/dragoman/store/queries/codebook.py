"""Codebook: how often statements bear on each concept, and for whom."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import Stance
from dragoman.store.tables import POSITION_BASES, STATEMENTS

codes, bases = STATEMENTS.lists["codes"].table.c, POSITION_BASES.table.c


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

    Every code of a statement that is of a side is the basis of a position, so that what the bases
    leave over is of no side. Both are counted in an index, without reading a statement.

    Attributes:
        concept: Only on this concept. None: on all.
    """

    concept: str | None = None

    def run(self, connection: Connection) -> tuple[CodeCount, ...]:
        """Answer with the counts, by concept, stance and party, what is of no side last."""
        left = Counter[tuple[str, str]]()
        counts: list[CodeCount] = []
        coded = codes.concept, codes.stance
        everything = select(*coded, func.count(codes.statement.distinct()))
        if self.concept is not None:
            everything = everything.where(codes.concept == self.concept)
        for concept, stance, number in connection.execute(everything.group_by(*coded)):
            left[concept, stance] = number
        by = bases.concept, bases.stance, bases.party
        sided = select(*by, func.count(bases.statement.distinct()))
        if self.concept is not None:
            sided = sided.where(bases.concept == self.concept)
        for concept, stance, party, number in connection.execute(sided.group_by(*by).order_by(*by)):
            counts.append(_count(concept, stance, party, number))
            left[concept, stance] -= number
        counts += [_count(*key, None, number) for key, number in left.items() if number > 0]
        return tuple(sorted(counts, key=lambda c: (c.concept, c.stance, c.party is None)))


def _count(concept: str, stance: str, party: str | None, number: int) -> CodeCount:
    return CodeCount(concept=concept, stance=Stance(stance), party=party, statements=number)
