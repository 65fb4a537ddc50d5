"""Queries: what the most used pages ask of a record, and whatever else pages and routes ask."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

from benchmarks.readers.addresses import EACH, SEARCHES, Known, kinds_in, known_in
from dragoman.record import ClaimStatus
from dragoman.settings import Dossier
from dragoman.store import StatementFilter, Store, View
from dragoman.store.queries.actors import ActorById
from dragoman.store.queries.claims import ClaimById, ClaimList, ClaimOrder
from dragoman.store.queries.coverage import OutletsBetween
from dragoman.store.queries.days import RecordReach
from dragoman.store.queries.documents import CoverageByDay
from dragoman.store.queries.meetings import MeetingsTold
from dragoman.store.queries.paging import Query
from dragoman.store.queries.positions import CellBases, CellSteps, Matrix, ShiftsFound
from dragoman.store.queries.review import ReviewFilter, ReviewQueue
from dragoman.store.queries.search import StatementsFound
from dragoman.store.queries.statements import StatementList
from dragoman.store.queries.timeline import StatementDays, StatementsOfDays

Asked = Callable[[View], object]
"""A question with its arguments."""

BY_KEY = "one row by its key"
"""The floor of the run: a statement's row and nothing else."""

WEEK = timedelta(days=7)
A_PAGE = 50
DAYS_SHOWN = 30
ADDRESSES_EACH = 3
"""How many addresses of a kind are asked for to learn what pages ask."""


def most_used(view: View, seed: int = 5) -> dict[str, list[Asked]]:
    """Give what the most used pages ask, with arguments drawn from all of the record.

    Those are the kinds of pages that readers ask for most by their shares (readers/addresses.py),
    the list of statements twice as its deep pages are reached in another way, and what people who
    correct ask for all the time.
    """
    dice = random.Random(f"queries {seed}")  # noqa: S311 - drawn anew each time alike
    known = known_in(view, dice)
    deep = [view.ask(_statements(until=day, limit=1)).next for day in known.days]
    return {
        "overview": [partial(_overview, day=day) for day in known.days],
        "matrix": _all(Matrix(as_of=day) for day in (None, *known.days)),
        "cell": [partial(_cell, cell=cell) for cell in known.cells],
        "statements, first page": _all(_filters(known, dice)),
        "statements, deep page": _all(StatementList(after=cursor) for cursor in deep if cursor),
        "statement": [partial(_statement, id_=id_) for id_ in known.statements],
        "search": _all(StatementsFound(words=words) for words in SEARCHES),
        "document with its statements": [partial(_article, id_=id_) for id_ in known.documents],
        "claims": _all(_claims(known, dice)),
        "claim": [partial(_claim, id_=id_) for id_ in known.claims],
        "actor": [partial(_actor, id_=id_) for id_ in known.actors],
        "meetings": _all(
            MeetingsTold(until=day, party=dice.choice((None, *known.parties))) for day in known.days
        ),
        "timeline": [partial(_timeline, day=day) for day in known.days],
        "review queue": _all(
            ReviewQueue(filter=ReviewFilter(party=party), count=True)
            for party in (None, *known.parties)
        ),
    }


def _all(queries: "Iterator[Query[Any]] | Sequence[Query[Any]]") -> list[Asked]:
    return [partial(_ask, query=query) for query in queries]


def _ask(view: View, query: Query[Any]) -> object:
    return view.ask(query)


def _statements(**wanted: Any) -> StatementList:
    limit = wanted.pop("limit", A_PAGE)
    return StatementList(filter=StatementFilter(**wanted), limit=limit)


def _filters(known: Known, dice: random.Random) -> Iterator[StatementList]:
    """Half the pages are of all statements or of a party, half of a party and a concept."""
    for number, party in enumerate(dice.choices(known.parties, k=EACH)):
        concept = dice.choice(known.concepts) if number % 2 else None
        yield _statements(party=party if number else None, concept=concept)


def _claims(known: Known, dice: random.Random) -> Iterator[ClaimList]:
    for party in (None, *known.parties):
        status = dice.choice((None, ClaimStatus.CONTESTED))
        yield ClaimList(party=party, status=status, order=ClaimOrder.DISPUTED, count=True)


def _overview(view: View, day: str) -> object:
    since = (date.fromisoformat(day) - WEEK).isoformat()
    return [
        view.ask(query)
        for query in (
            RecordReach(today="9999-12-31"),
            OutletsBetween(since=since, until=day),
            ShiftsFound(since=since, until=day, limit=8, count=True),
            ClaimList(status=ClaimStatus.CONTESTED, since=since, until=day, limit=5, count=True),
            CoverageByDay(),
            MeetingsTold(until=day, limit=5),
        )
    ]


def _cell(view: View, cell: tuple[str, str]) -> object:
    party, concept = cell
    steps = view.ask(CellSteps(party=party, concept=concept))
    bases = view.ask(CellBases(party=party, concept=concept, count=True))
    return steps, view.statements_of([basis.statement for basis in bases.items])


def _statement(view: View, id_: str) -> object:
    return view.statement(id_)


def _article(view: View, id_: str) -> object:
    return view.document(id_), list(view.statements(StatementFilter(document=id_)))


def _claim(view: View, id_: str) -> object:
    found = view.ask(ClaimById(id=id_))
    return found and view.statements_of(found.statements)


def _actor(view: View, id_: str) -> object:
    found = view.ask(ActorById(id=id_))
    said = StatementList(filter=StatementFilter(speaker_is=id_), limit=A_PAGE, count=True)
    claims = ClaimList(speaker=id_, order=ClaimOrder.DISPUTED, limit=A_PAGE)
    return found, view.ask(said), view.ask(claims)


def _timeline(view: View, day: str) -> object:
    since = (date.fromisoformat(day) - timedelta(days=DAYS_SHOWN)).isoformat()
    asked = StatementFilter(since=since, until=day)
    days = {one.day for one in view.ask(StatementDays(filter=asked))}
    return view.ask(StatementsOfDays(days=tuple(sorted(days)), filter=asked))


@dataclass(frozen=True, slots=True)
class Seen:
    """Queries that pages and routes of the API have asked, by the name of their kind."""

    queries: dict[str, list[Asked]]
    failed: tuple[str, ...]


def asked_by_pages(dossier: Dossier, store: Store) -> Seen:
    """Ask for some addresses of every kind in this process, and note which queries they ask."""
    from fastapi.testclient import TestClient

    from dragoman.web import create_app

    heard: defaultdict[str, dict[object, Query[Any]]] = defaultdict(dict)
    failed = []
    ask = View.ask

    def noted(self: View, query: Query[Any]) -> object:
        heard[type(query).__name__].setdefault(repr(query), query)
        return ask(self, query)

    app = create_app(dossier, store)
    kinds = kinds_in(store.view())
    with patch.object(View, "ask", noted), TestClient(app) as client:
        for kind in kinds:
            for address in kind.addresses[: 0 if kind.account else ADDRESSES_EACH]:
                answer = client.get(address, follow_redirects=False)
                if not answer.is_success:
                    failed.append(f"{address} answers {answer.status_code}")
    found = {name: _all(list(queries.values())) for name, queries in sorted(heard.items())}
    return Seen(found, tuple(failed))
