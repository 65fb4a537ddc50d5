"""Addresses: every kind of page, and main routes of the API, with what readers ask of them."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from urllib.parse import quote, urlencode

from dragoman.store import StatementFilter, View
from dragoman.store.queries.actors import ActorList
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.days import RecordReach
from dragoman.store.queries.documents import DocumentList, OutletCounts
from dragoman.store.queries.meetings import MeetingList
from dragoman.store.queries.positions import Matrix
from dragoman.store.queries.statements import StatementList

T = TypeVar("T")

EACH = 60
"""How many addresses of a kind are drawn."""

SEARCHES = (
    *("truce", "prisoners", "harbour", "curfew", "observers", '"was sold by"', "minefield"),
    *("sanctions", "lighthouse", "negot*", "bridge damaged", "drones", "bakery wheat", "children"),
    *("missiles destroyed", "winter queue", "hospital", "lawyer Monday", "railway repaired"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page.

    Attributes:
        name: What it is called in the table.
        share: How often readers ask for it, beside the other kinds. 0: only measured alone.
        addresses: What they ask for.
        account: Whether it needs one.
    """

    name: str
    share: float
    addresses: tuple[str, ...]
    account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of a record addresses are made of, drawn from all of it."""

    days: tuple[str, ...]
    documents: tuple[str, ...]
    statements: tuple[str, ...]
    places: tuple[tuple[str, int, int], ...]
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    meetings: tuple[str, ...]
    plans: tuple[str, ...]
    outlets: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    concepts: tuple[str, ...]


def known_in(view: View, dice: random.Random) -> Known:
    """Draw what addresses are made of.

    Args:
        view: The record.
        dice: What it is drawn by.
    """
    reach = view.ask(RecordReach(today="9999-12-31"))
    if reach.first is None or reach.newest is None:
        raise ValueError("no document of the record has a day; there is nothing to measure")
    first = date.fromisoformat(reach.first)
    span = (date.fromisoformat(reach.newest) - first).days
    drawn = [(first + timedelta(days=dice.randint(0, span))).isoformat() for _ in range(EACH)]
    documents = [
        head.id for day in drawn for head in view.ask(DocumentList(until=day, limit=1)).items
    ]
    statements = [
        statement
        for document in documents
        for statement in view.ask(
            StatementList(filter=StatementFilter(document=document), limit=1)
        ).items
    ]
    cells = [(step.party, step.concept) for step in view.ask(Matrix())]
    return Known(
        days=tuple(drawn),
        documents=tuple(dict.fromkeys(documents)),
        statements=tuple(statement.id for statement in statements),
        places=tuple((s.document, s.content[0].start, s.content[-1].end) for s in statements),
        actors=_some([one.actor.id for one in view.ask(ActorList(limit=200)).items], dice),
        claims=_some([claim.id for claim in view.ask(ClaimList(limit=200)).items], dice),
        meetings=_some([one.id for one in view.ask(MeetingList(limit=200)).items], dice),
        plans=_some([plan.id for plan in view.plans()], dice),
        outlets=_some([o.outlet for o in view.ask(OutletCounts()) if o.outlet], dice),
        cells=_some(cells, dice),
        parties=tuple(dict.fromkeys(party for party, _ in cells)),
        concepts=tuple(dict.fromkeys(concept for _, concept in cells)),
    )


def _some(items: Sequence[T], dice: random.Random) -> tuple[T, ...]:
    return tuple(dice.sample(list(items), min(EACH, len(items))))


def address(path: str, *parts: str, **query: object) -> str:
    """Make an address."""
    whole = path + "".join("/" + quote(part, safe="") for part in parts)
    return f"{whole}?{urlencode(query)}" if query else whole


class Asking:
    """Makes the addresses of every kind."""

    def __init__(self, known: Known, dice: random.Random) -> None:
        """Draw from what is known."""
        self.known = known
        self.dice = dice

    def times(self, make: Callable[[], str]) -> tuple[str, ...]:
        """Make as many addresses as are wanted, each once."""
        return tuple(dict.fromkeys(make() for _ in range(EACH)))

    def one(self, items: Sequence[T]) -> T:
        """Draw one."""
        return self.dice.choice(items)

    def month(self) -> dict[str, object]:
        """Draw a month."""
        first = date.fromisoformat(self.one(self.known.days))
        return {"since": first.isoformat(), "until": (first + timedelta(days=30)).isoformat()}

    def each(self, path: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Give the page of every id."""
        return tuple(address(path, id_) for id_ in ids)

    def pages(self) -> Iterator[Kind]:
        """Give the kinds of pages."""
        yield from self._of_positions()
        yield from self._of_articles()
        yield from self._of_events()
        yield from self._of_review()

    def _of_positions(self) -> Iterator[Kind]:
        k, one = self.known, self.one
        yield Kind(name="overview", share=8, addresses=("/",))
        yield Kind(
            name="overview of a month",
            share=3,
            addresses=self.times(lambda: address("/", **self.month())),
        )
        yield Kind(name="positions", share=8, addresses=("/positions",))
        yield Kind(
            name="positions as of a day",
            share=8,
            addresses=tuple(address("/positions", as_of=day) for day in k.days),
        )
        yield Kind(
            name="positions compared",
            share=2,
            addresses=self.times(
                lambda: address("/positions", as_of=one(k.days), compare=one(k.days))
            ),
        )
        yield Kind(
            name="position",
            share=8,
            addresses=tuple(address("/positions", *cell) for cell in k.cells),
        )
        yield Kind(
            name="position as of a day",
            share=3,
            addresses=self.times(lambda: address("/positions", *one(k.cells), as_of=one(k.days))),
        )
        yield Kind(name="shifts", share=2, addresses=("/shifts",))
        yield Kind(
            name="shifts, filtered",
            share=3,
            addresses=self.times(lambda: address("/shifts", party=one(k.parties), **self.month())),
        )
        yield Kind(name="network", share=2, addresses=("/network",))
        yield Kind(
            name="network of a month",
            share=1,
            addresses=self.times(lambda: address("/network", **self.month())),
        )
        yield Kind(name="codebook", share=1, addresses=("/codebook",))
        yield Kind(name="concept", share=2, addresses=self.each("/codebook", k.concepts))

    def _of_articles(self) -> Iterator[Kind]:
        k, one = self.known, self.one
        yield Kind(name="documents", share=3, addresses=("/documents",))
        yield Kind(
            name="documents, filtered",
            share=3,
            addresses=self.times(
                lambda: address("/documents", outlet=one(k.outlets), **self.month())
            ),
        )
        yield Kind(name="article", share=12, addresses=self.each("/documents", k.documents))
        yield Kind(
            name="article at a span",
            share=2,
            addresses=tuple(
                address("/documents", id_, start=start, end=end) for id_, start, end in k.places
            ),
        )
        yield Kind(name="statements", share=1, addresses=("/statements",))
        yield Kind(
            name="statements, filtered",
            share=4,
            addresses=self.times(
                lambda: address("/statements", party=one(k.parties), concept=one(k.concepts))
            ),
        )
        yield Kind(name="statement", share=2, addresses=self.each("/statements", k.statements))
        yield Kind(
            name="search",
            share=6,
            addresses=tuple(address("/search", q=words) for words in SEARCHES),
        )
        yield Kind(
            name="search, articles",
            share=2,
            addresses=tuple(address("/search", q=words, kind="articles") for words in SEARCHES),
        )
        yield Kind(
            name="search, filtered",
            share=2,
            addresses=self.times(
                lambda: address("/search", q=one(SEARCHES), party=one(k.parties), order="newest")
            ),
        )
        yield Kind(name="outlets", share=2, addresses=("/outlets",))
        yield Kind(name="outlet", share=3, addresses=self.each("/outlets", k.outlets))
        yield Kind(name="quarantine", share=1, addresses=("/quarantine",))

    def _of_events(self) -> Iterator[Kind]:
        k, one = self.known, self.one
        yield Kind(name="timeline", share=4, addresses=("/timeline",))
        yield Kind(
            name="timeline, filtered",
            share=4,
            addresses=self.times(
                lambda: address("/timeline", party=one(k.parties), **self.month())
            ),
        )
        yield Kind(name="claims", share=4, addresses=("/claims",))
        yield Kind(
            name="claims, filtered",
            share=3,
            addresses=self.times(
                lambda: address("/claims", status="contested", party=one(k.parties))
            ),
        )
        yield Kind(name="claim", share=6, addresses=self.each("/claims", k.claims))
        yield Kind(name="meetings", share=2, addresses=("/meetings",))
        yield Kind(name="meeting", share=2, addresses=self.each("/meetings", k.meetings))
        yield Kind(name="plans", share=2, addresses=("/plans",))
        yield Kind(name="plan", share=3, addresses=self.each("/plans", k.plans))
        if k.plans:
            yield Kind(
                name="two plans",
                share=1,
                addresses=self.times(
                    lambda: address("/plans/compare", one=one(k.plans), other=one(k.plans))
                ),
            )
        yield Kind(name="actors", share=2, addresses=("/actors",))
        yield Kind(
            name="actors, filtered",
            share=1,
            addresses=self.times(lambda: address("/actors", party=one(k.parties))),
        )
        yield Kind(name="actor", share=6, addresses=self.each("/actors", k.actors))

    def _of_review(self) -> Iterator[Kind]:
        k = self.known
        yield Kind(name="review", share=1, addresses=("/review",), account=True)
        yield Kind(
            name="review of a statement",
            share=3,
            addresses=self.each("/review", k.statements),
            account=True,
        )
        yield Kind(name="judgements", share=1, addresses=("/judgements",), account=True)
        yield Kind(name="feeds", share=0, addresses=("/feeds",))
        yield Kind(name="feed of changes", share=1, addresses=("/feeds/changes.atom",))
        yield Kind(
            name="feed of a party",
            share=1,
            addresses=tuple(f"/feeds/party/{quote(party)}.json" for party in k.parties),
        )

    def routes(self) -> Iterator[Kind]:
        """Give main routes of the API."""
        k, one, root = self.known, self.one, "/api/v1"
        lists = ("statements", "documents", "claims", "meetings", "plans", "actors", "shifts")
        for noun in lists:
            yield Kind(name=f"API {noun}", share=0.3, addresses=(f"{root}/{noun}",))
        yield Kind(
            name="API statements, filtered",
            share=1,
            addresses=self.times(
                lambda: address(f"{root}/statements", party=one(k.parties), **self.month())
            ),
        )
        yield Kind(
            name="API counts of statements",
            share=0.3,
            addresses=tuple(
                address(f"{root}/statements/counts", by=by)
                for by in ("party", "act", "speaker", "outlet", "day", "concept")
            ),
        )
        yield Kind(
            name="API positions",
            share=1,
            addresses=tuple(address(f"{root}/positions", as_of=day) for day in k.days),
        )
        yield Kind(
            name="API position",
            share=1,
            addresses=tuple(address(f"{root}/positions", *cell) for cell in k.cells),
        )
        yield Kind(
            name="API document", share=0.5, addresses=self.each(f"{root}/documents", k.documents)
        )
        yield Kind(
            name="API search",
            share=0.5,
            addresses=tuple(address(f"{root}/search/statements", q=words) for words in SEARCHES),
        )


def kinds_in(view: View, seed: int = 5) -> tuple[Kind, ...]:
    """Draw what readers ask of a record, the same every time.

    Args:
        view: The record.
        seed: What it is drawn from.
    """
    dice = random.Random(f"addresses {seed}")  # noqa: S311 - drawn anew each time alike
    asking = Asking(known_in(view, dice), dice)
    return tuple(k for k in (*asking.pages(), *asking.routes()) if k.addresses)
