"""Actor: names, offices, what it says of which concept, through whom, and where it meets others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Act, Actor, ActorKind, LinkKind, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.actors import ActorById
from dragoman.store.queries.claims import ClaimList, ClaimOrder
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.meetings import MeetingsTold
from dragoman.store.queries.speakers import (
    LinksOfSpeaker,
    PartiesOfSpeaker,
    SpokenCode,
    SpokenCodes,
)
from dragoman.store.queries.statements import Grouping, StatementCounts, StatementList
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, Words, iso
from dragoman.web.choices import ACT_CHOICES, ChoiceGroup, concept_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.holdings import Sign
from dragoman.web.lines import DocumentLine, StatementLine, build_lines, document_line
from dragoman.web.pages.actors import OfficeLine, office_lines
from dragoman.web.pages.claims import ClaimLine, claim_lines
from dragoman.web.pages.meetings import MeetingLine, meeting_lines
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short, described

A_PAGE = 25
MOST = 8
"""Meetings and claims that the page shows; the rest are behind a link."""

MOST_CONCEPTS = 30
MOST_OUTLETS = 12
WORDS = 150
"""Characters of a statement's words that the table of concepts shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardFor:
    """A party that the actor is heard for: its mark, how often, and from when to when."""

    name: str | None
    sign: PartySign | None
    statements: int
    first_on: str | None
    last_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptLine:
    """What the actor says of a concept.

    Attributes:
        concept: Its id.
        text: Its proposition.
        signs: The stances of its statements with their numbers, the newest first.
        words: The newest words, cut short.
        newest: The newest statement.
        sign: What that says.
    """

    concept: str
    text: str
    signs: tuple[tuple[Sign, int], ...]
    words: str
    newest: StatementLine
    sign: Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class ThroughLine:
    """Through whom the actor is heard: the name, its kind where it is a link, and how often."""

    name: str | None
    kind: LinkKind | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """What the page of an actor shows.

    Attributes:
        title: Its name.
        id: Its id.
        kind: What it is.
        names: Other names that it goes by.
        party: The side that it always speaks for. None: its offices tell, or it has none.
        sign: That side's mark. None: it has none.
        description: The words of the text for a local actor. None: the name says it.
        noted: What these words tell of an unnamed source: of what, and the words that tell it.
        document: The one document that knows it. None: it is shared knowledge.
        offices: Its offices, those that last first.
        heard_for: For whom it is heard.
        concepts: What it says of concepts, those of most statements first.
        more_concepts: How many more there are.
        outlets: Whose documents have its statements.
        links: Through whom else it is heard.
        asked: The filter of its statements.
        total: How many statements that lets through.
        said: A part of them, the newest first.
        next: Cursor of the next part. None: this is the last.
        begins: Whether it is the first part.
        meetings: Meetings that it takes part in, the newest first.
        claims: Claims that it bears on, the contested and denied first.
        more_claims: Whether there are more.
        choices: What may be chosen as concept.
        acts: What may be chosen as act.
    """

    title: str
    id: str
    kind: ActorKind
    names: tuple[str, ...]
    party: str | None
    sign: PartySign | None
    description: str | None
    noted: tuple[tuple[str, str], ...]
    document: DocumentLine | None
    offices: tuple[OfficeLine, ...]
    heard_for: tuple[HeardFor, ...]
    concepts: tuple[ConceptLine, ...]
    more_concepts: int
    outlets: tuple[ThroughLine, ...]
    links: tuple[ThroughLine, ...]
    asked: StatementFilter
    total: int
    said: tuple[StatementLine, ...]
    next: str | None
    begins: bool
    meetings: tuple[MeetingLine, ...]
    claims: tuple[ClaimLine, ...]
    more_claims: bool
    choices: tuple[ChoiceGroup, ...]
    acts: tuple[ChoiceGroup, ...] = ACT_CHOICES

    @property
    def query(self) -> dict[str, str | None]:
        """The filter of its statements as it stands in an address."""
        return {
            "concept": self.asked.concept,
            "act": self.asked.act,
            "since": self.asked.since,
            "until": self.asked.until,
        }


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.ACTORS, Part.CLAIMS, Part.MEETINGS)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/actors/{id_}", response_class=HTMLResponse)
def actor(
    request: Request,
    desk: AtDesk,
    id_: str,
    concept: Words = None,
    act: Annotated[Act | None, Blank] = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """Show an actor."""
    asked = StatementFilter(
        speaker_is=id_, concept=concept, act=act, since=iso(since), until=iso(until)
    )
    page = desk.memo(
        ("actor", asked, after), lambda: build_actor(desk, id_, asked, after=after), *RESTS_ON
    )
    return render(request, "actor.html.j2", page)


def build_actor(
    desk: Desk, id_: str, asked: StatementFilter | None = None, *, after: str | None = None
) -> ActorPage:
    """Build the page of an actor.

    Args:
        desk: What the request works with.
        id_: The actor's id.
        asked: Which of its statements are listed. None: all.
        after: Cursor of the part of that list before. None: from the newest on.

    Raises:
        HTTPException: The record has no actor of this id.
        QueryError: The cursor is none of this list.
    """
    found = desk.view.ask(ActorById(id=id_))
    if found is None:
        raise HTTPException(404, f"No document of the record speaks of an actor {id_}.")
    asked = asked or StatementFilter(speaker_is=id_)
    listed = desk.view.ask(StatementList(filter=asked, after=after, limit=A_PAGE, count=True))
    concepts = desk.memo(
        ("concepts of", id_), lambda: _concepts(desk, id_), Part.DOCUMENTS, Part.STATEMENTS
    )
    heads = desk.view.ask(DocumentHeads(ids=(found.local_to,))) if found.local_to else ()
    claims = desk.view.ask(ClaimList(speaker=id_, order=ClaimOrder.DISPUTED, limit=MOST))
    side = found.name if found.kind is ActorKind.STATE else found.party
    words, noted = described(found.description or "")
    return ActorPage(
        title=shown_in_line(found.name),
        id=found.id,
        kind=found.kind,
        names=tuple(shown_in_line(name) for name in found.names),
        party=shown_in_line(side) if side else None,
        sign=desk.sign(side),
        description=shown_in_line(words) if words else None,
        noted=tuple((kind, shown_in_line(told)) for kind, told in noted),
        document=next((document_line(head) for head in heads), None),
        offices=tuple(office_lines(desk, found)),
        heard_for=tuple(_heard_for(desk, id_)),
        concepts=concepts[:MOST_CONCEPTS],
        more_concepts=max(0, len(concepts) - MOST_CONCEPTS),
        outlets=tuple(_outlets(desk, id_)),
        links=tuple(_links(desk, found)),
        asked=asked,
        total=listed.total or 0,
        said=build_lines(desk, listed.items),
        next=listed.next,
        begins=after is None,
        meetings=_meetings(desk, found),
        claims=claim_lines(desk, claims.items),
        more_claims=claims.next is not None,
        choices=concept_choices(desk),
    )


def _heard_for(desk: Desk, id_: str) -> Iterator[HeardFor]:
    for found in desk.view.ask(PartiesOfSpeaker(speaker=id_)):
        yield HeardFor(
            name=shown_in_line(found.party) if found.party else None,
            sign=desk.sign(found.party),
            statements=found.statements,
            first_on=found.first_on,
            last_on=found.last_on,
        )


def _concepts(desk: Desk, id_: str) -> tuple[ConceptLine, ...]:
    """Tell what the actor says of each concept, with the newest words."""
    spoken: defaultdict[str, list[SpokenCode]] = defaultdict(list)
    for code in desk.view.ask(SpokenCodes(speaker=id_)):
        spoken[code.concept].append(code)
    said = {concept: sum(code.statements for code in codes) for concept, codes in spoken.items()}
    ordered = sorted(spoken, key=lambda concept: (-said[concept], concept))
    newest = desk.view.statements_of([spoken[concept][0].newest for concept in ordered])
    lines = {line.id: line for line in build_lines(desk, newest)}
    return tuple(_concept(desk, concept, spoken[concept], lines) for concept in ordered)


def _concept(
    desk: Desk, concept: str, spoken: list[SpokenCode], lines: Mapping[str, StatementLine]
) -> ConceptLine:
    line = lines[spoken[0].newest]
    return ConceptLine(
        concept=concept,
        text=shown_in_line(desk.concept_text(concept)),
        signs=tuple((sign_of_code(code), code.statements) for code in spoken),
        words=cut_short(" … ".join(line.words), WORDS),
        newest=line,
        sign=sign_of_code(spoken[0]),
    )


def sign_of_code(code: SpokenCode) -> Sign:
    """Give the sign of a code; what is opposed on a condition has two glyphs."""
    supports = code.stance is Stance.SUPPORT
    if code.conditional:
        word = "conditionally supports" if supports else "conditionally opposes"
        return Sign(glyph="◐" if supports else "◐⊘", word=word)
    return Sign(glyph="●", word="supports") if supports else Sign(glyph="⊘", word="opposes")


def _outlets(desk: Desk, id_: str) -> Iterator[ThroughLine]:
    said = StatementFilter(speaker_is=id_)
    counts = StatementCounts(filter=said, by=Grouping.OUTLET, limit=MOST_OUTLETS)
    for name, number in desk.view.ask(counts):
        yield ThroughLine(name=shown_in_line(name) if name else None, kind=None, statements=number)


def _links(desk: Desk, actor: Actor) -> Iterator[ThroughLine]:
    for link in desk.view.ask(LinksOfSpeaker(speaker=actor.id, limit=MOST_OUTLETS)):
        yield ThroughLine(name=shown_in_line(link.name), kind=link.kind, statements=link.statements)


def _meetings(desk: Desk, actor: Actor) -> tuple[MeetingLine, ...]:
    """Give the meetings that a person or state takes part in; of a local actor none are known."""
    if actor.local_to is not None:
        return ()
    person = None if actor.kind is ActorKind.STATE else actor.name
    party = actor.name if actor.kind is ActorKind.STATE else None
    found = desk.view.ask(MeetingsTold(person=person, party=party, limit=MOST))
    return meeting_lines(desk, found.items)
