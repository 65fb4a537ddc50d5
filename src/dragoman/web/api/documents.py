"""Documents: one with its text, and lists by filter without texts."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.documents import DocumentHeads, DocumentList
from dragoman.store.queries.families import FamiliesOf
from dragoman.web.api.given import AtHere, Given, Paged, Part, Place, Span
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Documents"], route_class=ConditionalRoute)


class PublishedOn(Given):
    """When a document was published, no more precise than known."""

    value: str = Field(description="ISO 8601.", examples=["2023-11"])
    basis: record.DateBasis = Field(description="What it was read from.")


class Bound(Given):
    """One thing that limits when an undated document was published."""

    side: record.BoundSide
    value: str = Field(description="ISO 8601 day, month or year; included in the range.")
    kind: record.BoundKind = Field(description="What it rests on.")
    words: Span = Field(description="The words of the document that it rests on.")
    because: str | None = Field(description="What the words tell beyond themselves.")
    other: Place | None = Field(description="Where another document has the same quotation.")


class DateRange(Given):
    """Between which days an undated document was published."""

    days: str | None = Field(description="In short.", examples=["2022-11 to 2023-01"])
    bounds: list[Bound] = Field(description="All that limits it.")


class DocumentHead(Paged):
    """A document without its text."""

    id: str = Field(description="Digest of name, url, outlet and text.")
    name: str = Field(description="The file's name, or the id of its item.")
    title: str | None = Field(description="From metadata. null: it gave none.")
    outlet: str | None = Field(description="Who published it, as given. null: not known.")
    url: str | None = Field(description="Where it was published. null: not known.")
    published: PublishedOn | None = Field(description="When. null: nothing tells.")
    date_range: DateRange | None = Field(
        description="Between which days, if nothing tells when. null: it has a date, or none."
    )
    language: str | None = Field(description="ISO 639-1. null: too short to tell.")
    flags: list[str] = Field(description="Damage that a reader should know of.")
    statements: int = Field(description="How many statements were found in it.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("documents", self.id)


class Documents(Part[DocumentHead]):
    """A part of a list of documents."""


class Segment(Given):
    """A run of a document that is of one kind."""

    start: int = Field(description="Offset of its first code point.")
    end: int = Field(description="Offset after its last.")
    kind: record.SegmentKind


class Document(DocumentHead):
    """One version of one published text, stored as given."""

    author: str | None = Field(description="Who wrote it, from metadata. null: it gave none.")
    fetched_at: str | None = Field(
        description="When its page was fetched. null: not known, or it has no page."
    )
    sha256: str = Field(description="Fingerprint of the text.")
    segments: list[Segment] = Field(description="In order; what they leave out is white space.")
    family: str | None = Field(
        description="Id of the family of documents that carry its text. null: it stands alone."
    )
    text: str = Field(description="The text exactly as it was given; offsets count in it.")


class DocumentsAsked(Asked):
    """Which documents are wanted."""

    outlet: Name = Field(None, description="Who published them.")
    language: Name = Field(None, description="ISO 639-1 code.", examples=["en"])
    since: Day = Field(None, description="Only those that may be of this day or later.")
    until: Day = Field(None, description="Only those that may be of this day or earlier.")
    flagged: bool | None = Field(None, description="Only those with damage, or without.")
    undated: bool | None = Field(None, description="Only those without a date, or with one.")
    text: Name = Field(None, description="Words of their name, title or outlet.")
    by_name: bool = Field(False, description="Order by name; else by day, the newest first.")


@router.get("/documents", summary="List documents")
def list_documents(
    asked: Annotated[DocumentsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Documents:
    """Documents that meet every condition, without their texts."""
    found = desk.view.ask(
        DocumentList(
            outlet=asked.outlet,
            language=asked.language,
            since=iso(asked.since),
            until=iso(asked.until),
            flagged=asked.flagged,
            undated=asked.undated,
            text=asked.text,
            by_name=asked.by_name,
            **asked.page,
        )
    )
    return part_of(Documents, found, at, response)


@router.get("/documents/{id}", summary="Give a document", responses=problems(404))
def give_document(id: Id, desk: AtDesk, at: AtHere) -> Document:  # noqa: A002
    """One document with its text as given and its segments."""
    heads = desk.view.ask(DocumentHeads(ids=(id,)))
    found = desk.view.document(id)
    if found is None or not heads:
        raise HTTPException(404, f"There is no document {id!r}; /api/v1/documents lists all.")
    head = DocumentHead.made(heads[0], at).model_dump()
    return Document(
        **head,
        author=found.author,
        fetched_at=desk.view.fetched_at(id),
        sha256=found.sha256,
        segments=_segments(found),
        family=desk.view.ask(FamiliesOf(documents=(id,))).get(id),
        text=found.text,
    )


def _segments(document: record.Document) -> list[Segment]:
    return [Segment.made(segment) for segment in document.segments]
