"""Codebook: the concepts that statements are coded with, how often, and one of them in full."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Concept, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.codebook import CodeCount, CodeCounts
from dragoman.store.queries.statements import StatementList
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Words
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.positions import Cell, cell_of, issue_words, newest_day, steps_on
from dragoman.web.rendering import render

LIMIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How often codes are right, as docs/how-codes-are-found.md has it for the codebooks measured.

    Attributes:
        right: Share of the codes given that are right, from the worst codebook to the best.
        found: Share of the codes of people that were found, likewise.
    """

    right: str
    found: str


ACCURACY = Accuracy(right=".59 to .74", found=".51 to .59")
"""Held-out articles of the codebooks with more than a hundred measured statements; a test compares
it with the documentation's table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """How many statements of a party's speakers take which stance on a concept.

    Attributes:
        party: Its name. None: statements that are nobody's side.
        sign: Its mark.
        supports: How many support it.
        opposes: How many oppose it.
    """

    party: str | None
    sign: PartySign | None
    supports: int
    opposes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptLine:
    """A concept and how often statements bear on it.

    Attributes:
        id: Its id.
        text: The proposition; the id where the codebook lacks it.
        description: What counts as support and as opposition. None: nobody has written it.
        support: Examples of support.
        oppose: Examples of opposition.
        near: What shares its words but is something else.
        supports: How many statements support it.
        opposes: How many oppose it.
        parties: The same by party, most statements first.
    """

    id: str
    text: str
    description: str | None
    support: tuple[str, ...]
    oppose: tuple[str, ...]
    near: tuple[str, ...]
    supports: int
    opposes: int
    parties: tuple[PartyCount, ...]

    @property
    def statements(self) -> int:
        """How many codes statements have of it."""
        return self.supports + self.opposes


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLines:
    """The concepts of an issue."""

    name: str
    concepts: tuple[ConceptLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPage:
    """What the page of the codebook shows.

    Attributes:
        title: What the page is called.
        negotiation: What it is for. None: the dossier has no codebook.
        issues: Its concepts.
        concepts: How many it has.
        unused: How many of them no statement bears on.
        lacking: Concepts that statements have and the codebook lacks.
        accuracy: How often codes are right.
    """

    title: str
    negotiation: str | None
    issues: tuple[IssueLines, ...]
    concepts: int
    unused: int
    lacking: tuple[ConceptLine, ...]
    accuracy: Accuracy = ACCURACY


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """What the page of a concept shows.

    Attributes:
        title: What the page is called.
        concept: The concept.
        issue: What it is part of. None: the codebook lacks it.
        cells: What parties hold on it now, the most important first.
        signs: Their marks.
        numbers: How many statements their speakers made on it.
        stance: Only statements of this stance. None: all.
        lines: The statements, the newest first.
        next: Cursor of those behind. None: there are none.
    """

    title: str
    concept: ConceptLine
    issue: str | None
    cells: tuple[Cell, ...]
    signs: dict[str, PartySign]
    numbers: dict[str | None, PartyCount]
    stance: Stance | None
    lines: tuple[StatementLine, ...]
    next: str | None


router = APIRouter()


@router.get("/codebook", response_class=HTMLResponse)
def codebook(request: Request, desk: AtDesk) -> HTMLResponse:
    """Show the codebook."""
    page = desk.memo("codebook page", lambda: build_codebook(desk), Part.BASES, Part.STATEMENTS)
    return render(request, "codebook.html.j2", page)


@router.get("/codebook/{concept}", response_class=HTMLResponse)
def concept(
    request: Request,
    desk: AtDesk,
    concept: str,
    stance: Annotated[Stance | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """Show a concept."""
    page = build_concept(desk, concept, stance=stance, after=after)
    return render(request, "concept.html.j2", page)


def build_codebook(desk: Desk) -> CodebookPage:
    """Build the page of the codebook."""
    counts: defaultdict[str, list[CodeCount]] = defaultdict(list)
    for count in desk.view.ask(CodeCounts()):
        counts[count.concept].append(count)
    book = desk.codebook
    known = book.concepts if book else ()
    lines = {c.id: _line(desk, c.id, c, counts.get(c.id, ())) for c in known}
    lacking = sorted(counts.keys() - lines.keys())
    issues = (
        IssueLines(
            name=issue_words(issue),
            concepts=tuple(lines[concept.id] for concept in known if concept.issue == issue),
        )
        for issue in (book.issues if book else ())
    )
    return CodebookPage(
        title="Codebook",
        negotiation=shown_in_line(book.negotiation) if book else None,
        issues=tuple(issue for issue in issues if issue.concepts),
        concepts=len(known),
        unused=sum(not line.statements for line in lines.values()),
        lacking=tuple(_line(desk, id_, None, counts[id_]) for id_ in lacking),
    )


def build_concept(
    desk: Desk, id_: str, *, stance: Stance | None = None, after: str | None = None
) -> ConceptPage:
    """Build the page of a concept.

    Args:
        desk: What the request works with.
        id_: Id of the concept.
        stance: Only statements of this stance. None: all.
        after: Cursor of the part of the statements before.

    Raises:
        HTTPException: 404, the codebook lacks it and no statement has it.
    """
    known = desk.codebook.concept(id_) if desk.codebook else None
    counts = desk.ask(CodeCounts(concept=id_), Part.BASES, Part.STATEMENTS)
    if known is None and not counts:
        raise HTTPException(404, f"There is no concept {id_!r} in the codebook.")
    asked = StatementFilter(concept=id_, stance=stance)
    found = desk.view.ask(StatementList(filter=asked, after=after, limit=LIMIT))
    line = _line(desk, id_, known, counts)
    return ConceptPage(
        title=line.text,
        concept=line,
        issue=issue_words(known.issue) if known else None,
        cells=tuple(_cells(desk, id_)),
        signs=desk.signs,
        numbers={number.party: number for number in line.parties},
        stance=stance,
        lines=build_lines(desk, found.items),
        next=found.next,
    )


def _line(
    desk: Desk, id_: str, concept: Concept | None, counts: Iterable[CodeCount]
) -> ConceptLine:
    said: defaultdict[str | None, Counter[Stance]] = defaultdict(Counter)
    for count in counts:
        said[count.party][count.stance] += count.statements
    ordered = sorted(said.items(), key=lambda item: (-item[1].total(), item[0] or ""))
    parties = tuple(
        PartyCount(
            party=party,
            sign=desk.sign(party),
            supports=taken[Stance.SUPPORT],
            opposes=taken[Stance.OPPOSE],
        )
        for party, taken in ordered
    )
    return ConceptLine(
        id=id_,
        text=shown_in_line(concept.text if concept else id_),
        description=shown_in_line(concept.description or "") or None if concept else None,
        support=_texts(concept.support if concept else ()),
        oppose=_texts(concept.oppose if concept else ()),
        near=_texts(concept.near if concept else ()),
        supports=sum(party.supports for party in parties),
        opposes=sum(party.opposes for party in parties),
        parties=parties,
    )


def _texts(examples: Sequence[str]) -> tuple[str, ...]:
    return tuple(shown_in_line(example) for example in examples)


def _cells(desk: Desk, concept: str) -> Iterator[Cell]:
    """Give what parties hold on a concept now, in the order of their signs."""
    newest = newest_day(desk)
    steps = steps_on(desk, None)
    for party in desk.signs:
        if step := steps.get((party, concept)):
            yield cell_of(step, newest)
