"""Actors: the list of who speaks, those that say most first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Actor, ActorKind, Office
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.actors import ActorCount, ActorList
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, ListFilter, Words
from dragoman.web.choices import Choice, ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import DocumentLine, document_line
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short, described

A_PAGE = 60
MOST_OFFICES = 2
DESCRIPTION = 120
"""Characters of a description that the list shows."""

KIND_CHOICES = (
    ChoiceGroup(name="", choices=tuple(Choice(value=kind, name=str(kind)) for kind in ActorKind)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """An office: what it is in words, the party's mark, and from when to when."""

    words: str
    of: str
    sign: PartySign | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLine:
    """An actor in a list.

    Attributes:
        id: Its id.
        name: Its name.
        kind: What it is.
        sign: Mark of the side that it always speaks for. None: none, or its offices tell.
        offices: The offices that it still holds, or else held last; some of them.
        description: The words by which the one document that knows it describes it. None: the
            name says it, or it is known elsewhere.
        document: That document. None: it is shared knowledge.
        statements: In how many statements it is the speaker.
    """

    id: str
    name: str
    kind: ActorKind
    sign: PartySign | None
    offices: tuple[OfficeLine, ...]
    description: str | None
    document: DocumentLine | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFilter(ListFilter):
    """What is asked for; None asks for nothing.

    Attributes:
        text: Only actors of whom a name has these characters.
        kind: Only those of this kind.
        party: Only those who speak for this party.
    """

    text: str | None = None
    kind: ActorKind | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsPage:
    """What the list of actors shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        total: How many actors it lets through.
        actors: A part of them, those with the most statements first.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
        kinds: What may be chosen as kind.
    """

    title: str
    asked: ActorFilter
    total: int
    actors: tuple[ActorLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    kinds: tuple[ChoiceGroup, ...] = KIND_CHOICES


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.ACTORS)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/actors", response_class=HTMLResponse)
def actors(
    request: Request,
    desk: AtDesk,
    text: Words = None,
    kind: Annotated[ActorKind | None, Blank] = None,
    party: Words = None,
    after: Words = None,
) -> HTMLResponse:
    """Show who speaks."""
    asked = ActorFilter(text=text, kind=kind, party=party)
    page = desk.memo(
        ("actors", asked, after), lambda: build_actors(desk, asked, after=after), *RESTS_ON
    )
    return render(request, "actors.html.j2", page)


def build_actors(
    desk: Desk, asked: ActorFilter | None = None, *, after: str | None = None
) -> ActorsPage:
    """Build a part of the list of actors.

    Args:
        desk: What the request works with.
        asked: Which actors. None: all.
        after: Cursor of the part before. None: from the beginning.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or ActorFilter()
    found = desk.view.ask(
        ActorList(
            text=asked.text,
            kind=asked.kind,
            party=asked.party,
            after=after,
            limit=A_PAGE,
            count=True,
        )
    )
    local = tuple({c.actor.local_to for c in found.items if c.actor.local_to})
    documents = {h.id: document_line(h) for h in desk.view.ask(DocumentHeads(ids=local))}
    return ActorsPage(
        title=f"Actors of {shown_in_line(asked.party)}" if asked.party else "Actors",
        asked=asked,
        total=found.total or 0,
        actors=tuple(_line(desk, one, documents) for one in found.items),
        next=found.next,
        parties=party_choices(desk),
    )


def _line(desk: Desk, counted: ActorCount, documents: Mapping[str, DocumentLine]) -> ActorLine:
    actor = counted.actor
    side = actor.name if actor.kind is ActorKind.STATE else actor.party
    return ActorLine(
        id=actor.id,
        name=shown_in_line(actor.name),
        kind=actor.kind,
        sign=desk.sign(side),
        offices=tuple(office_lines(desk, actor))[:MOST_OFFICES],
        description=cut_short(described(actor.description)[0], DESCRIPTION)
        if actor.description
        else None,
        document=documents.get(actor.local_to) if actor.local_to else None,
        statements=counted.statements,
    )


def office_lines(desk: Desk, actor: Actor) -> Iterator[OfficeLine]:
    """Put an actor's offices into words, those that last first, then those that ended last."""

    def order(office: Office) -> tuple[bool, str, str]:
        return office.until is None, office.until or "", office.since or ""

    for office in sorted(actor.offices, key=order, reverse=True):
        body = f", {office.body}" if office.body else ""
        yield OfficeLine(
            words=shown_in_line(office.role + body),
            of=shown_in_line(office.of),
            sign=desk.sign(office.of),
            since=office.since,
            until=office.until,
        )
