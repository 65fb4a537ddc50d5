"""Article: a document as given, its statements marked, what is known of it and what rests on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.record import Document, LinkKind, Span, Statement
from dragoman.report.characters import neutralised, safe_language, safe_url, shown_in_line
from dragoman.store import StatementFilter
from dragoman.store.queries.documents import DocumentHeads
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.article_text import Passages, build_passages
from dragoman.web.pages.dating import Dating, build_dating
from dragoman.web.pages.family import kin_of
from dragoman.web.pages.resting import Resting, build_resting, find_resting
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

LONGEST_ADDRESS = 64
"""Characters of an address that are shown."""

DAMAGE = {
    "unclosed quotation": "a quotation mark is never closed: where the quotation ends is a guess",
    "text fused without spaces": "spaces between sentences or words were lost",
    "truncated": "the text breaks off; its end is missing",
    "no article text": "nothing in it reads like an article",
    "machine translation": "marks of machine translation: words may not be those that were said",
    "mixed encodings": "letters were garbled on the way; words may be misread",
}
"""What each kind of damage means for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Through whom statements came into a document.

    Attributes:
        name: The first link of their chain. None: the document's own reporting.
        kind: What it is. None: the document's own reporting.
        statements: How many.
    """

    name: str | None
    kind: LinkKind | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The span that the page's address points at: its offsets and words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """What the page of a document shows.

    Attributes:
        title: Its title, else its headline or its first words, else its name.
        id: Its id.
        name: The file's name, or its id in a larger file.
        outlet: Who published it. None: not known.
        author: Who wrote it. None: not known.
        outlet_name: The same as the record has it, for addresses.
        dating: When it was published.
        language: Its language code. None: not known.
        url: Its address, if it is one that a browser may open.
        address: The same in short, for display. None: there is none.
        damage: Each kind of damage, and what it means.
        replaced: How many characters are shown as signs.
        characters: How long it is.
        sha256: Fingerprint of the text.
        added_at: When it was added to the dossier.
        ways: Through whom its statements came, its own reporting first.
        passages: The text.
        place: What a permanent link points at. None: nothing.
        resting: Claims, meetings and plans that rest on it.
        family: Id of the family of documents that carry its text. None: it stands alone.
        carriers: How many documents are of the family.
        versions: How many versions there are of it; 0 if it is the only one.
    """

    title: str
    id: str
    name: str
    author: str | None
    outlet: str | None
    outlet_name: str | None
    dating: Dating
    language: str | None
    url: str | None
    address: str | None
    damage: tuple[tuple[str, str | None], ...]
    replaced: int
    characters: int
    sha256: str
    added_at: str | None
    ways: tuple[Way, ...]
    passages: Passages
    place: Place | None
    resting: Resting
    family: str | None
    carriers: int
    versions: int

    @property
    def statements(self) -> int:
        """How many statements it has."""
        return len(self.passages.notes)


router = APIRouter()


@router.get("/documents/{id}", response_class=HTMLResponse)
def article(
    request: Request,
    desk: AtDesk,
    id: str,  # noqa: A002
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> HTMLResponse:
    """Show a document, with the span [start, end) marked if the address has one."""
    return render(request, "article.html.j2", build_article(desk, id, start=start, end=end))


@router.get("/documents/{id}/text")
def article_as_given(desk: AtDesk, id: str) -> Response:  # noqa: A002
    """Give the text of a document exactly as it was given, as a file."""
    document = _document(desk, id)
    headers = {"content-disposition": f'attachment; filename="{document.id}.txt"'}
    body = document.text.encode("utf-8")
    return Response(body, media_type="text/plain; charset=utf-8", headers=headers)


def build_article(
    desk: Desk, id_: str, *, start: int | None = None, end: int | None = None
) -> ArticlePage:
    """Build the page of a document.

    Args:
        desk: What the request works with.
        id_: The document's id.
        start: First code point of the span that is to be marked. None: none is.
        end: Where that ends.

    Raises:
        HTTPException: There is no such document, or it has no such span.
    """
    document = _document(desk, id_)
    return _build(desk, document, _place(document, start, end))


def _document(desk: Desk, id_: str) -> Document:
    document = desk.view.document(id_)
    if document is None:
        raise HTTPException(404, f"There is no document {shown_in_line(id_)!r} in this record.")
    return document


def _place(document: Document, start: int | None, end: int | None) -> Span | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise HTTPException(400, "A link to a span has both ends: ?start=120&end=180.")
    length = len(document.text)
    if not start < end <= length:
        raise HTTPException(
            400,
            f"The document has no span from {start} to {end}: its text is {length:,} characters "
            "long, and a span begins before it ends.",
        )
    return Span.of(document.text, start, end)


def _build(desk: Desk, document: Document, place: Span | None) -> ArticlePage:
    (head,) = desk.view.ask(DocumentHeads(ids=(document.id,)))
    statements = tuple(desk.view.statements(StatementFilter(document=document.id)))
    found = find_resting(desk, document.id)
    dates = head.date_range.deciding if head.date_range else ()
    evidence = [*(bound.words for bound in dates), *found.spans()]
    passages = build_passages(desk, document, statements, evidence=evidence, place=place)
    family, carriers, versions = kin_of(desk, document.id)
    return ArticlePage(
        title=shown_in_line(head.heading),
        id=document.id,
        name=shown_in_line(document.name),
        author=shown_in_line(document.author) if document.author else None,
        outlet=shown_in_line(document.outlet) if document.outlet else None,
        outlet_name=document.outlet,
        dating=build_dating(head),
        language=safe_language(document.language),
        url=safe_url(document.url),
        address=_address(safe_url(document.url)),
        damage=tuple((shown_in_line(flag), DAMAGE.get(flag)) for flag in document.flags),
        replaced=neutralised(document.text),
        characters=len(document.text),
        sha256=document.sha256,
        added_at=desk.view.added_at(document.id),
        ways=_ways(statements),
        passages=passages,
        place=_shown_place(place),
        resting=build_resting(found, passages),
        family=family,
        carriers=carriers,
        versions=versions,
    )


def _address(url: str | None) -> str | None:
    """Shorten an address to its host and the beginning of its path."""
    if url is None:
        return None
    short = url.partition("//")[2].removeprefix("www.").partition("?")[0].rstrip("/")
    return short if len(short) <= LONGEST_ADDRESS else short[:LONGEST_ADDRESS] + "…"


def _ways(statements: Iterable[Statement]) -> tuple[Way, ...]:
    first = Counter((s.via[0].name, s.via[0].kind) if s.via else None for s in statements)
    own = first.pop(None, 0)
    ways = [Way(name=None, kind=None, statements=own)] if own else []
    ordered = sorted(first.items(), key=lambda item: (-item[1], item[0] or ("", "")))
    for link, number in ordered:
        if link:
            ways.append(Way(name=shown_in_line(link[0]), kind=link[1], statements=number))
    return tuple(ways)


def _shown_place(place: Span | None) -> Place | None:
    if place is None:
        return None
    return Place(start=place.start, end=place.end, words=cut_short(place.text))
