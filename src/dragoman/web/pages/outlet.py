"""Outlet: what it carries, of whom and through whom, and where it judges in its own voice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.loaded_words import WordKind
from dragoman.analysis.origins import fold_name
from dragoman.record import LinkKind
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.carried import DocumentsOf, FirstLinks, SpeakersCarried
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.outlets import Citation, Citations
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Words
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.documents import DocumentRow, document_row
from dragoman.web.pages.outlet_voice import VoiceAsked, VoiceShown, build_voice
from dragoman.web.pages.outlets import Carrying, Outlet, carrying_of, days_of, outlets_of
from dragoman.web.rendering import render

NEWEST = 20
MOST_SPEAKERS = 15
MOST_WAYS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerShare:
    """A named speaker whom the outlet carries."""

    id: str
    name: str
    sign: PartySign | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShare:
    """Through whom the outlet has statements.

    Attributes:
        name: The first link of their chains, ready for display.
        kind: What it is.
        outlet: The outlet's name for an address, if the record has documents of it. None: it has
            none, or the link is no outlet.
        statements: How many.
    """

    name: str
    kind: LinkKind | None
    outlet: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    """What the page of an outlet shows.

    Attributes:
        title: Its name.
        outlet: The outlet.
        days: Between which days its documents are from, if all are undated. None: nothing tells.
        spellings: Other spellings of its name in the record.
        carrying: Whose statements it carries.
        speakers: The named speakers whom it carries most.
        own: Statements that it has itself, without anyone between.
        ways: Through whom it has the others.
        cited_by: Outlets that have statements through it.
        voice: Its own voice.
        documents: Its newest documents.
    """

    title: str
    outlet: Outlet
    days: str | None
    spellings: tuple[str, ...]
    carrying: Carrying
    speakers: tuple[SpeakerShare, ...]
    own: int
    ways: tuple[WayShare, ...]
    cited_by: tuple[WayShare, ...]
    voice: VoiceShown
    documents: tuple[DocumentRow, ...]


router = APIRouter()


@router.get("/outlets/{name:path}", response_class=HTMLResponse)
def outlet(
    request: Request,
    desk: AtDesk,
    name: str,
    kind: Annotated[WordKind | None, Blank] = None,
    word: Words = None,
    after: int = 0,
    skip: Annotated[int, Query(alias="from")] = 0,
) -> HTMLResponse:
    """Show an outlet under any spelling of its name."""
    asked = VoiceAsked(kind=kind, word=word, after=max(after, 0), skip=max(skip, 0))
    return render(request, "outlet.html.j2", build_outlet(desk, name, asked))


def build_outlet(desk: Desk, name: str, asked: VoiceAsked | None = None) -> OutletPage:
    """Build the page of an outlet.

    Args:
        desk: What the request works with.
        name: Its name in any spelling.
        asked: Which of its loaded words are listed. None: the first of all.

    Raises:
        HTTPException: No document is from such an outlet.
    """
    key = fold_name(name)
    found = outlets_of(desk).get(key)
    if found is None:
        raise HTTPException(404, f"No document is from an outlet {shown_in_line(name)!r}.")
    ways, own = _ways(desk, found)
    return OutletPage(
        title=found.shown,
        outlet=found,
        days=days_of(desk, found),
        spellings=tuple(shown_in_line(other) for other in found.names[1:]),
        carrying=carrying_of(desk, found),
        speakers=_speakers(desk, found),
        own=own,
        ways=ways,
        cited_by=_cited_by(desk, found),
        voice=build_voice(desk, found, asked or VoiceAsked()),
        documents=_documents(desk, found),
    )


def _speakers(desk: Desk, found: Outlet) -> tuple[SpeakerShare, ...]:
    query = SpeakersCarried(outlets=found.names, limit=MOST_SPEAKERS)
    carried = desk.ask(query, Part.STATEMENTS)
    return tuple(
        SpeakerShare(
            id=one.id,
            name=shown_in_line(one.name),
            sign=desk.sign(one.party),
            statements=one.statements,
        )
        for one in carried
    )


def _ways(desk: Desk, found: Outlet) -> tuple[tuple[WayShare, ...], int]:
    """Give through whom an outlet has statements, and how many it has itself."""
    known = outlets_of(desk)
    query = FirstLinks(outlets=found.names, limit=MOST_WAYS + 1)
    links = desk.ask(query, Part.STATEMENTS)
    own = sum(link.statements for link in links if link.name is None)
    ways = [
        WayShare(
            name=shown_in_line(link.name),
            kind=link.kind,
            outlet=known[fold_name(link.name)].name if fold_name(link.name) in known else None,
            statements=link.statements,
        )
        for link in links
        if link.name is not None
    ]
    return tuple(ways[:MOST_WAYS]), own


def _cited_by(desk: Desk, found: Outlet) -> tuple[WayShare, ...]:
    """Give the outlets that have statements through this one, under any of its spellings."""
    known = outlets_of(desk)
    numbers: dict[str, int] = {}
    for citation in citations_of(desk).get(found.key, ()):
        if citation.by:
            by = fold_name(citation.by)
            if by != found.key:
                numbers[by] = numbers.get(by, 0) + citation.statements
    ordered: Sequence[tuple[str, int]] = sorted(numbers.items(), key=lambda item: (-item[1], item))
    return tuple(
        WayShare(
            name=known[by].shown, kind=LinkKind.OUTLET, outlet=known[by].name, statements=number
        )
        for by, number in ordered[:MOST_WAYS]
    )


def citations_of(desk: Desk) -> Mapping[str, list[Citation]]:
    """Give who cites whom, by the folded name of the outlet that is cited."""

    def make() -> Mapping[str, list[Citation]]:
        found: dict[str, list[Citation]] = {}
        for citation in desk.view.ask(Citations()):
            found.setdefault(fold_name(citation.cited), []).append(citation)
        return found

    # Of statements it counts only those that have links, which are written with them.
    return desk.memo("citations", make, Part.DOCUMENTS, Part.LINKS)


def _documents(desk: Desk, found: Outlet) -> tuple[DocumentRow, ...]:
    ids = desk.view.ask(DocumentsOf(outlets=found.names, limit=NEWEST))
    return tuple(document_row(head) for head in desk.view.ask(DocumentHeads(ids=ids)))
