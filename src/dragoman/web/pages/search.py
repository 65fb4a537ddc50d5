"""Search: statements and articles by their words, with filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.report.characters import shown
from dragoman.store import Hit, StatementFilter
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.paging import Listed
from dragoman.store.queries.search import (
    SEARCHED,
    DocumentsFound,
    SearchOrder,
    StatementsFound,
)
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, Words, iso
from dragoman.web.choices import Choice, ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.documents import DocumentRow, document_row, outlet_choices
from dragoman.web.rendering import render

A_PAGE = 30

ORDERS = (
    ChoiceGroup(
        name="",
        choices=(
            Choice(value=SearchOrder.BEST, name="best match first"),
            Choice(value=SearchOrder.NEWEST, name="newest first"),
        ),
    ),
)


class Kind(StrEnum):
    """What is searched."""

    STATEMENTS = "statements"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is searched for; None asks for nothing.

    Attributes:
        q: The words.
        kind: Whether statements or articles are searched.
        party: Only statements of this party, or articles with such a statement.
        outlet: Only what it published.
        since: ISO day.
        until: ISO day.
        order: In which order.
    """

    q: str | None = None
    kind: Kind = Kind.STATEMENTS
    party: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    order: SearchOrder = SearchOrder.BEST

    @property
    def query(self) -> Mapping[str, str | None]:
        """The search as it stands in an address; what is so by itself is left out."""
        return {
            "q": self.q,
            "kind": None if self.kind is Kind.STATEMENTS else self.kind,
            "party": self.party,
            "outlet": self.outlet,
            "since": self.since,
            "until": self.until,
            "order": None if self.order is SearchOrder.BEST else self.order,
        }

    @property
    def narrows(self) -> bool:
        """Whether a filter leaves anything out."""
        return any((self.party, self.outlet, self.since, self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLine:
    """A run of a snippet ready for display: its words, and whether they were searched for."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHit:
    """A statement that was found, with its words in pieces."""

    line: StatementLine
    pieces: tuple[PieceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHit:
    """An article that was found, with the words around the match in pieces."""

    row: DocumentRow
    pieces: tuple[PieceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What a search shows.

    Attributes:
        title: What the page is called.
        asked: The search.
        statements: The statements found, if they were searched.
        articles: The articles found, if they were searched.
        found: How many of each kind the search finds; empty before one is made. None: more have
            the words than are searched.
        searched: How many are searched then, those that were added last.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
        outlets: What may be chosen as outlet.
        orders: What may be chosen as order.
    """

    title: str
    asked: Asked
    statements: tuple[StatementHit, ...]
    articles: tuple[ArticleHit, ...]
    found: Mapping[Kind, int | None]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    outlets: tuple[ChoiceGroup, ...]
    orders: tuple[ChoiceGroup, ...] = ORDERS
    searched: int = SEARCHED


router = APIRouter()


@router.get("/search", response_class=HTMLResponse)
def search(
    request: Request,
    desk: AtDesk,
    q: Words = None,
    kind: Annotated[Kind | None, Blank] = None,
    party: Words = None,
    outlet: Words = None,
    since: Day = None,
    until: Day = None,
    order: Annotated[SearchOrder | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """Find statements or articles by their words."""
    asked = Asked(
        q=q,
        kind=kind or Kind.STATEMENTS,
        party=party,
        outlet=outlet,
        since=iso(since),
        until=iso(until),
        order=order or SearchOrder.BEST,
    )
    return render(request, "search.html.j2", build_search(desk, asked, after=after))


def build_search(desk: Desk, asked: Asked, *, after: str | None = None) -> SearchPage:
    """Build a part of what a search finds.

    Args:
        desk: What the request works with.
        asked: The search.
        after: Cursor of the part before. None: from the beginning.

    Raises:
        QueryError: The cursor is none of this search.
    """
    wanted: dict[Kind, StatementsFound | DocumentsFound] = {
        Kind.STATEMENTS: _statements(asked, after),
        Kind.ARTICLES: _articles(asked, after),
    }
    found: Listed[Hit] = Listed(items=())
    numbers: dict[Kind, int | None] = {}
    if asked.q:
        found = desk.view.ask(wanted[asked.kind])
        numbers = {kind: _count(desk, replaced) for kind, replaced in wanted.items()}
    return SearchPage(
        title=f"Search: {asked.q}" if asked.q else "Search",
        asked=asked,
        statements=_said(desk, found.items) if asked.kind is Kind.STATEMENTS else (),
        articles=_written(desk, found.items) if asked.kind is Kind.ARTICLES else (),
        found=numbers,
        next=found.next,
        parties=party_choices(desk),
        outlets=outlet_choices(desk),
    )


def _statements(asked: Asked, after: str | None) -> StatementsFound:
    return StatementsFound(
        words=asked.q or "",
        filter=StatementFilter(
            party=asked.party, outlet=asked.outlet, since=asked.since, until=asked.until
        ),
        order=asked.order,
        after=after if asked.kind is Kind.STATEMENTS else None,
        limit=A_PAGE,
    )


def _articles(asked: Asked, after: str | None) -> DocumentsFound:
    return DocumentsFound(
        words=asked.q or "",
        party=asked.party,
        outlet=asked.outlet,
        since=asked.since,
        until=asked.until,
        order=asked.order,
        after=after if asked.kind is Kind.ARTICLES else None,
        limit=A_PAGE,
    )


def _count(desk: Desk, wanted: StatementsFound | DocumentsFound) -> int | None:
    """Count what a search finds, once for all its pages."""
    counted = wanted.counted
    return desk.ask(counted, Part.DOCUMENTS, Part.STATEMENTS)


def _said(desk: Desk, hits: Sequence[Hit]) -> tuple[StatementHit, ...]:
    pieces = {hit.id: pieces_of(hit) for hit in hits}
    found = desk.view.statements_of([hit.id for hit in hits])
    return tuple(
        StatementHit(line=line, pieces=pieces[line.id]) for line in build_lines(desk, found)
    )


def _written(desk: Desk, hits: Sequence[Hit]) -> tuple[ArticleHit, ...]:
    pieces = {hit.id: pieces_of(hit) for hit in hits}
    heads = desk.view.ask(DocumentHeads(ids=tuple(pieces)))
    return tuple(ArticleHit(row=document_row(head), pieces=pieces[head.id]) for head in heads)


def pieces_of(hit: Hit) -> tuple[PieceLine, ...]:
    """Give the snippet of a hit for display; blanks at the edges of its pieces stay."""
    return tuple(
        PieceLine(text=" ".join(shown(piece.text).split("\n")), matched=piece.matched)
        for piece in hit.snippet
    )
