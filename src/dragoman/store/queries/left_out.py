"""Left out: which documents of a family lack passages that another one has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.record import DifferenceKind, Evidence
from dragoman.store.family_tables import COMPARISONS
from dragoman.store.shapes import batched

comparisons = COMPARISONS.table.c
differences = COMPARISONS.lists["differences"].table.c

COVERED = 0.5
"""Share of a passage from which on it counts as left out: less is a cut at its edge."""

Missing = tuple[str, int, int, str]
"""A document, offsets of a passage in it, and who lacks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Who has the text of a document, but not some of its passages.

    Documents are compared with the first of their family, and versions with the one before; who
    else of a family lacks what a later one added is not told.

    Attributes:
        places: The passages, such as the contents of statements.
    """

    places: tuple[Evidence, ...]

    def run(self, connection: Connection) -> Mapping[Evidence, tuple[str, ...]]:
        """Give by passage the ids of the documents that lack it; no passage that all have."""
        missing: dict[str, list[Missing]] = defaultdict(list)
        for batch in batched(dict.fromkeys(place.document for place in self.places)):
            for row in _dropped(connection, batch) + _added(connection, batch):
                missing[row[0]].append(row)
        found = {place: _who(place, missing[place.document]) for place in self.places}
        return {place: who for place, who in found.items() if who}


def _dropped(connection: Connection, documents: list[str]) -> list[Missing]:
    """Give what others dropped of documents that they are compared with."""
    told = select(
        comparisons.against,
        differences.was_span_start,
        differences.was_span_end,
        comparisons.document,
    ).join(COMPARISONS.lists["differences"].table, differences.comparison == comparisons.id)
    mine = comparisons.against.in_(documents) & (differences.kind == DifferenceKind.DROPPED.value)
    rows = connection.execute(told.where(mine))
    return [(document, start, end, who) for document, start, end, who in rows]


def _added(connection: Connection, documents: list[str]) -> list[Missing]:
    """Give what documents added to those that they are compared with."""
    told = select(
        comparisons.document,
        differences.now_span_start,
        differences.now_span_end,
        comparisons.against,
    ).join(COMPARISONS.lists["differences"].table, differences.comparison == comparisons.id)
    mine = comparisons.document.in_(documents) & (differences.kind == DifferenceKind.ADDED.value)
    rows = connection.execute(told.where(mine))
    return [(document, start, end, who) for document, start, end, who in rows]


def _who(place: Evidence, missing: list[Missing]) -> tuple[str, ...]:
    span, covered = place.span, defaultdict[str, int](int)
    for _, start, end, who in missing:
        covered[who] += max(0, min(end, span.end) - max(start, span.start))
    least = COVERED * (span.end - span.start)
    return tuple(sorted(who for who, length in covered.items() if length >= least))
