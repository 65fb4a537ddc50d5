"""Exchanges: the packages of the record, found once until what they rest on is written."""

from dragoman.analysis.footing import Footing
from dragoman.analysis.packages import Packages, find_packages
from dragoman.pipeline.halves import HalvesCoder
from dragoman.store.queries.packages import ConditionalBases
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk

MOST = 1000
"""Codes with a condition that are looked at, the newest: they are read with the coder, which takes
some seconds the first time. A party or a day asks for others."""


def packages_found(
    desk: Desk, party: str | None = None, as_of: str | None = None
) -> tuple[Packages[Footing], int]:
    """Find what parties have stated as exchanges.

    Args:
        desk: What the request works with.
        party: Only of this party. None: of all.
        as_of: ISO day. None: all that is in the record counts.

    Returns:
        The packages, and how many older codes with a condition were not looked at.
    """

    def find() -> tuple[Packages[Footing], int]:
        query = ConditionalBases(party=party, as_of=as_of, limit=MOST)
        bases, total = desk.view.ask(query)
        ids = tuple(dict.fromkeys(basis.statement for basis in bases))
        statements = {found.id: found for found in desk.view.statements_of(ids)}
        there = [Footing(basis) for basis in bases if basis.statement in statements]
        looked_at = sum(basis.condition is not None for basis in bases)
        # What the halves bear on stays known when the record grows: only new ones are read.
        coder = desk.kept("halves coder", desk.codebook, lambda: HalvesCoder(desk.codebook))
        return find_packages(there, statements, coder), total - looked_at

    return desk.memo(("packages", party, as_of), find, Part.BASES, Part.STATEMENTS)
