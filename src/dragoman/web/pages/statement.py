"""Statement: one of them by itself, with its passage, every field and how it is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Claim, Code, Document, Link, Span, Statement
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import day_words
from dragoman.store.queries.claims import ClaimsOfStatements
from dragoman.store.queries.documents import DocumentHeads
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.judged import JudgementLine, judgements_on
from dragoman.web.lines import CodeLine, StatementLine, build_lines, code_line
from dragoman.web.pages.article_text import Excerpt, build_excerpt
from dragoman.web.pages.dating import Dating, build_dating
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

SURE, FAIRLY, HARDLY = 0.9, 0.7, 0.5
"""Confidence from which on it is called sure, fairly sure, doubtful; below that, very doubtful."""

IN_TITLE = 70
CITED = 600
"""Characters of a statement that its citation has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of the document and where they stand."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNote:
    """A concept that the statement bears on.

    Attributes:
        line: The code.
        condition: The words that the stance hangs on. None: it hangs on nothing.
        confidence: How sure the reading is, in words.
    """

    line: CodeLine
    condition: Place | None
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNote:
    """A link of the chain.

    Attributes:
        name: Its name.
        kind: What it is.
        place: The words that name it. None: it is taken over from an earlier statement.
    """

    name: str
    kind: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNote:
    """A claim that the statement stands in."""

    id: str
    text: str
    status: str
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """What the page of a statement shows.

    Attributes:
        title: Who does what, in words.
        line: The statement as lists show it.
        party: The side that the speaker speaks for. None: no side, or unresolved.
        speaker_kind: What the speaker is. None: unresolved.
        excerpt: The sentences that it stands in, and those around.
        source: The words that name who holds it. None: nobody is named.
        cue: The words of attribution. None: there are none.
        content: What is attributed.
        start: Where its words begin in the document.
        end: Where they end.
        codes: The concepts that it bears on.
        via: The chain, outermost link first.
        dating: When its document was published.
        confidence: How sure the reading is, in words.
        reader: What read it, with its version.
        claims: The claims that it stands in.
        judgements: What people decided on it, the first first.
        citation: How to cite it, without the address.
        address: Its permanent address, with the host.
    """

    title: str
    line: StatementLine
    party: str | None
    speaker_kind: str | None
    excerpt: Excerpt
    source: Place | None
    cue: Place | None
    content: tuple[Place, ...]
    start: int
    end: int
    codes: tuple[CodeNote, ...]
    via: tuple[LinkNote, ...]
    dating: Dating
    confidence: str
    reader: str
    claims: tuple[ClaimNote, ...]
    judgements: tuple[JudgementLine, ...]
    citation: str
    address: str


router = APIRouter()


@router.get("/statements/{id}", response_class=HTMLResponse)
def statement(request: Request, desk: AtDesk, id: str) -> HTMLResponse:  # noqa: A002
    """Show one statement with its passage and all that is known of it."""
    site = str(request.base_url).rstrip("/")
    return render(request, "statement.html.j2", build_statement(desk, id, site=site))


def build_statement(desk: Desk, id_: str, *, site: str = "") -> StatementPage:
    """Build the page of a statement.

    Args:
        desk: What the request works with.
        id_: The statement's id.
        site: Where the pages are served, for the citation's address.

    Raises:
        HTTPException: There is no such statement.
    """
    found = desk.view.statement(id_)
    document = desk.view.document(found.document) if found else None
    if found is None or document is None:
        raise _missing(desk, id_)
    (line,) = build_lines(desk, [found])
    (head,) = desk.view.ask(DocumentHeads(ids=(document.id,)))
    dating = build_dating(head)
    start, end = found.content[0].start, found.content[-1].end
    path = f"/documents/{document.id}?start={start}&end={end}#span"
    return StatementPage(
        title=_title(line, found),
        line=line,
        party=shown_in_line(found.party) if found.party else None,
        speaker_kind=found.speaker.kind if found.speaker else None,
        excerpt=build_excerpt(desk, document, found),
        source=_place(found.source),
        cue=_place(found.cue),
        content=tuple(place for place in map(_place, found.content) if place),
        start=start,
        end=end,
        codes=tuple(_code(desk, code) for code in found.codes),
        via=tuple(_link(link) for link in found.via),
        dating=dating,
        confidence=confidence_words(found.confidence),
        reader=_reader(desk, found),
        claims=tuple(_claim(claim) for claim in _claims(desk, found)),
        judgements=judgements_on(desk, found.id),
        citation=_citation(line, document, dating),
        address=f"{site}{path}",
    )


def _missing(desk: Desk, id_: str) -> HTTPException:
    """Tell that there is no such statement, or that people took it out of the record."""
    judged = [one for one in judgements_on(desk, id_) if one.counts]
    if judged:
        last = judged[-1]
        when = f"{last.decision} by {last.author} on {last.decided_at[:10]}"
        return HTTPException(410, f"The statement {id_} no longer stands: {when}.")
    return HTTPException(404, f"There is no statement {shown_in_line(id_)!r} in this record.")


def confidence_words(confidence: float) -> str:
    """Tell how sure a reading is, with the number that the reader itself gives."""
    for least, words in ((SURE, "sure"), (FAIRLY, "fairly sure"), (HARDLY, "doubtful")):
        if confidence >= least:
            return f"{words} ({confidence:.2f})"
    return f"very doubtful ({confidence:.2f})"


def _title(line: StatementLine, found: Statement) -> str:
    who = line.speaker or line.source or "Nobody named"
    words = cut_short(" … ".join(line.words), IN_TITLE)
    return f"{who} {line.act if found.act else 'says'}: {words}"


def _place(span: Span | None) -> Place | None:
    if span is None:
        return None
    return Place(words=shown_in_line(span.text), start=span.start, end=span.end)


def _code(desk: Desk, code: Code) -> CodeNote:
    return CodeNote(
        line=code_line(desk, code),
        condition=_place(code.condition),
        confidence=confidence_words(code.confidence),
    )


def _link(link: Link) -> LinkNote:
    return LinkNote(name=shown_in_line(link.name), kind=link.kind, place=_place(link.span))


def _reader(desk: Desk, found: Statement) -> str:
    models = desk.memo("readers", lambda: {run.id: run.model for run in desk.view.runs()})
    return shown_in_line(models.get(found.run, "unknown"))


def _claims(desk: Desk, found: Statement) -> Iterable[Claim]:
    return desk.view.ask(ClaimsOfStatements(ids=(found.id,)))


def _claim(claim: Claim) -> ClaimNote:
    return ClaimNote(
        id=claim.id, text=cut_short(claim.text), status=claim.status, origins=claim.origins
    )


def _citation(line: StatementLine, document: Document, dating: Dating) -> str:
    """Write who says what, in which outlet and when, as a footnote has it."""
    who = line.speaker or line.source or "Nobody named"
    side = f" ({line.sign.name})" if line.sign and line.sign.name != who else ""
    words = cut_short(" […] ".join(line.words), CITED)
    quoted = f"“{words}”" if line.direct else f"as reported: {words}"
    chain = f", via {' and '.join(line.via)}" if line.via else ""
    outlet = shown_in_line(document.outlet) if document.outlet else "outlet unknown"
    day = day_words(dating.day) if dating.day else dating.days or "undated"
    title = shown_in_line(document.title) if document.title else None
    place = f"“{title}”, {outlet}" if title else outlet
    return f"{who}{side}{chain}: {quoted}. {place}, {day}."
