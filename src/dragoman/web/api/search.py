"""Search: statements and documents by their words."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.paging import Listed
from dragoman.store.queries.search import (
    SEARCHED,
    DocumentsFound,
    SearchOrder,
    StatementsFound,
)
from dragoman.web.api.documents import DocumentHead
from dragoman.web.api.given import AtHere, Given, Part
from dragoman.web.api.lists import Asked, Day, Name, part_of
from dragoman.web.api.statements import Statement, StatementsWanted
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Search"], route_class=ConditionalRoute)


class Piece(Given):
    """A run of a snippet."""

    text: str = Field(description="Its characters.")
    matched: bool = Field(description="Whether it is what was searched for.")


class StatementFound(Given):
    """A statement that has all words of a query."""

    snippet: list[Piece] = Field(description="Its words around what was searched for.")
    statement: Statement


class DocumentFound(Given):
    """A document that has all words of a query."""

    snippet: list[Piece] = Field(description="Its words around what was searched for.")
    document: DocumentHead


class StatementsWithWords(Part[StatementFound]):
    """A part of the statements that were found."""


class DocumentsWithWords(Part[DocumentFound]):
    """A part of the documents that were found."""


class Searched(BaseModel):
    """What is searched for."""

    q: str = Field(
        max_length=400,
        description='Words that must all be there, whatever their case and accents; `"words in '
        'this order"`; `negot*` for a beginning. Without a word nothing is found. Of words that '
        f"more than {SEARCHED:,} rows have, those that were added last are searched and nothing is "
        "counted.",
        examples=["ceasefire"],
    )
    order: SearchOrder = Field(SearchOrder.BEST, description="The best match first, or the newest.")


class StatementsSearched(Asked, StatementsWanted, Searched):
    """Which statements are searched for what."""


class DocumentsSearched(Asked, Searched):
    """Which documents are searched for what."""

    party: Name = Field(None, description="Only those with a statement of this party.")
    outlet: Name = Field(None, description="Only those that it published.")
    language: Name = Field(None, description="Only those in this language.", examples=["en"])
    since: Day = Field(None, description="Only those that may be of this day or later.")
    until: Day = Field(None, description="Only those that may be of this day or earlier.")


@router.get("/search/statements", summary="Search statements")
def search_statements(
    asked: Annotated[StatementsSearched, Query()], desk: AtDesk, at: AtHere, response: Response
) -> StatementsWithWords:
    """Statements with all words of a query in their content or their speaker's name."""
    wanted = StatementsFound(words=asked.q, filter=asked.filter(), order=asked.order, **asked.page)
    hits = desk.view.ask(wanted)
    found = {s.id: s for s in desk.view.statements_of([hit.id for hit in hits.items])}
    items = tuple(
        {"snippet": hit.snippet, "statement": found[hit.id]}
        for hit in hits.items
        if hit.id in found
    )
    part = Listed(items=items, next=hits.next, total=hits.total)
    return part_of(StatementsWithWords, part, at, response)


@router.get("/search/documents", summary="Search documents")
def search_documents(
    asked: Annotated[DocumentsSearched, Query()], desk: AtDesk, at: AtHere, response: Response
) -> DocumentsWithWords:
    """Documents with all words of a query in their title, headline, body or captions."""
    wanted = DocumentsFound(
        words=asked.q,
        party=asked.party,
        outlet=asked.outlet,
        language=asked.language,
        since=iso(asked.since),
        until=iso(asked.until),
        order=asked.order,
        **asked.page,
    )
    hits = desk.view.ask(wanted)
    heads = desk.view.ask(DocumentHeads(ids=tuple(hit.id for hit in hits.items)))
    found = {head.id: head for head in heads}
    items = tuple(
        {"snippet": hit.snippet, "document": found[hit.id]} for hit in hits.items if hit.id in found
    )
    part = Listed(items=items, next=hits.next, total=hits.total)
    return part_of(DocumentsWithWords, part, at, response)
