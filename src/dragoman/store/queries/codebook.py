"""Codebook: how often statements bear on each concept, and for whom."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.record import Stance
from dragoman.store.derived import BOTH, CODE_TALLIES, UNKNOWN

tallies = CODE_TALLIES.c


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
        """Answer with the counts, by concept, stance and party, what is of no side last."""
        told = select(tallies.concept, tallies.stances, tallies.party, tallies.number)
        if self.concept is not None:
            told = told.where(tallies.concept == self.concept)
        counts = Counter[tuple[str, Stance, str]]()
        for concept, stances, party, number in connection.execute(told):
            for stance in Stance if stances == BOTH else [Stance(stances)]:
                counts[concept, stance, party] += number
        return tuple(
            CodeCount(
                concept=concept,
                stance=stance,
                party=None if party == UNKNOWN else party,
                statements=number,
            )
            for (concept, stance, party), number in sorted(counts.items(), key=_order)
        )


def _order(counted: tuple[tuple[str, Stance, str], int]) -> tuple[str, str, bool, str]:
    (concept, stance, party), _ = counted
    return concept, stance, party == UNKNOWN, party
