"""Article: a document as given, its statements marked, what is known of it and what rests on it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.record import (
    Claim,
    DateRange,
    Document,
    LinkKind,
    Meeting,
    Plan,
    Span,
    Statement,
)
from dragoman.report.characters import neutralised, safe_language, safe_url, shown_in_line
from dragoman.store import StatementFilter
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.meetings import MeetingList
from dragoman.store.queries.plans import PlanList
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.article_text import Passages, build_passages, evidence_key
from dragoman.web.pages.dating import Dating, build_dating
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

MOST_RESTING = 200
"""Claims, meetings or plans of one document that its page lists."""

LONGEST_ADDRESS = 64
"""Characters of an address that are shown."""

DAMAGE = {
    "unclosed quotation": "a quotation mark is never closed: where the quotation ends is a guess",
    "text fused without spaces": "spaces between sentences or words were lost",
    "truncated": "the text breaks off; its end is missing",
    "no article text": "nothing in it reads like an article",
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
class EvidenceNote:
    """Words of the document that something rests on, and their place in it."""

    words: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNote:
    """A claim that statements of the document bear on.

    Attributes:
        id: Its id.
        text: The proposition.
        status: How it stands.
        origins: How many independent origins it has.
        numbers: Numbers and ids of the document's statements that bear on it.
    """

    id: str
    text: str
    status: str
    origins: int
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNote:
    """A meeting that the document tells of."""

    id: str
    who: str
    place: str | None
    date: str | None
    status: str
    evidence: tuple[EvidenceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """A plan of which the document has terms."""

    id: str
    name: str
    by: str | None
    date: str | None
    evidence: tuple[EvidenceNote, ...]


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
        title: Its title, else its headline, else its name.
        id: Its id.
        name: The file's name, or its id in a larger file.
        outlet: Who published it. None: not known.
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
        claims: Claims that its statements bear on.
        meetings: Meetings that it tells of.
        plans: Plans of which it has terms.
    """

    title: str
    id: str
    name: str
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
    claims: tuple[ClaimNote, ...]
    meetings: tuple[MeetingNote, ...]
    plans: tuple[PlanNote, ...]

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
    meetings = _listed(desk, MeetingList(document=document.id, limit=MOST_RESTING))
    plans = desk.view.ask(PlanList(document=document.id, limit=MOST_RESTING)).items
    claims = desk.view.ask(ClaimList(document=document.id, limit=MOST_RESTING)).items
    evidence = [*_spans(document, head.date_range, meetings, plans)]
    passages = build_passages(desk, document, statements, evidence=evidence, place=place)
    return ArticlePage(
        title=shown_in_line(head.heading),
        id=document.id,
        name=shown_in_line(document.name),
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
        claims=tuple(_claim(claim, passages) for claim in claims),
        meetings=tuple(_meeting(meeting, document) for meeting in meetings),
        plans=tuple(_plan(plan, document) for plan in plans),
    )


def _listed(desk: Desk, wanted: MeetingList) -> Sequence[Meeting]:
    return desk.view.ask(wanted).items


def _address(url: str | None) -> str | None:
    """Shorten an address to its host and the beginning of its path."""
    if url is None:
        return None
    short = url.partition("//")[2].removeprefix("www.").partition("?")[0].rstrip("/")
    return short if len(short) <= LONGEST_ADDRESS else short[:LONGEST_ADDRESS] + "…"


def _spans(
    document: Document,
    date_range: DateRange | None,
    meetings: Iterable[Meeting],
    plans: Iterable[Plan],
) -> Iterable[Span]:
    """Give the words of the document that its date, meetings and plans rest on."""
    if date_range:
        yield from (bound.words for bound in date_range.deciding)
    told = [e for meeting in meetings for e in meeting.evidence]
    told += [term.evidence for plan in plans for term in plan.terms]
    yield from (evidence.span for evidence in told if evidence.document == document.id)


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


def _claim(claim: Claim, passages: Passages) -> ClaimNote:
    notes = [passages.notes[id_] for id_ in claim.statements if id_ in passages.notes]
    return ClaimNote(
        id=claim.id,
        text=cut_short(claim.text),
        status=claim.status,
        origins=claim.origins,
        numbers=tuple(sorted((note.number, note.line.id) for note in notes)),
    )


def _meeting(meeting: Meeting, document: Document) -> MeetingNote:
    return MeetingNote(
        id=meeting.id,
        who=shown_in_line(" and ".join(meeting.participants or meeting.people)),
        place=shown_in_line(meeting.place) if meeting.place else None,
        date=meeting.date,
        status=meeting.status,
        evidence=_evidence(e.span for e in meeting.evidence if e.document == document.id),
    )


def _plan(plan: Plan, document: Document) -> PlanNote:
    terms = (term.evidence for term in plan.terms)
    return PlanNote(
        id=plan.id,
        name=cut_short(plan.name),
        by=shown_in_line(plan.by) if plan.by else None,
        date=plan.date,
        evidence=_evidence(e.span for e in terms if e.document == document.id),
    )


def _evidence(spans: Iterable[Span]) -> tuple[EvidenceNote, ...]:
    return tuple(EvidenceNote(words=cut_short(span.text), key=evidence_key(span)) for span in spans)
