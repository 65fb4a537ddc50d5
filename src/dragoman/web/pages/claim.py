"""Claim: who says what of it, through whom it came, its figures, and who left which side out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.carriers import coverage_of_claim
from dragoman.analysis.claim_sides import Side, side_of
from dragoman.record import Carries, Claim, ClaimStatus, Figure, Statement, days_between
from dragoman.store.queries.claims import ClaimById
from dragoman.store.queries.documents import DocumentHeads
from dragoman.web.covering import CoverageShown, build_coverage
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import DocumentLine, StatementLine, build_lines, document_line
from dragoman.web.pages.claims import is_unnamed, manner_of, note_of
from dragoman.web.pages.figure_axes import Axis, Giver, build_axes
from dragoman.web.pages.origin_trees import Tree, build_trees
from dragoman.web.pages.voices import SideLine, build_sides
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

SENTENCE = 300
"""Characters of a proposition that are shown as the page's heading."""

CARRIES = {
    Carries.BOTH: ("both sides", "have the assertion and the denial"),
    Carries.ASSERTION: ("only the assertion", "are no older than the denial, and leave it out"),
    Carries.DENIAL: ("only the denial", "have the denial without anybody's assertion"),
    Carries.EARLIER: ("before the denial", "are older than the first denial of which we know"),
}
"""For what documents carry a heading, and what such documents do; the telling ones first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """A statement with its side, which is told by an act of its own where that says more."""

    side: Side
    line: StatementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredLine:
    """A document with its words on the claim: the ids of its statements of each side."""

    document: DocumentLine
    holds: tuple[str, ...]
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageGroup:
    """The documents that carry the same sides."""

    carries: Carries
    name: str
    note: str
    documents: tuple[CoveredLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """What the page of a claim shows.

    Attributes:
        title: The proposition, cut short.
        id: The claim's id.
        whole: The proposition without a cut. None: the title is whole.
        status: How it stands.
        note: What that means, in a sentence.
        manner: By which words somebody neither confirms nor denies it. None: nobody does.
        sides: Who is on which side.
        origins: How many independent first links.
        unnamed: Whether the only one is a source without a name.
        documents: How many documents its statements are in.
        outlets: How many known outlets published these.
        first_on: Day of its earliest statement. None: all are undated.
        last_on: That of its latest.
        days: Between which days its documents are from, if all are undated. None: nothing tells.
        said: Its statements, the earliest first, undated ones last.
        trees: Through whom its reports came.
        held: Whether anybody in the record holds it; if not, the trees are of the answers to it.
        axes: Its figures.
        coverage: Which document has which side; empty if nobody denies it.
        carried: The same article by article, with figures, copies and the outlets' own voice.
    """

    title: str
    id: str
    whole: str | None
    status: ClaimStatus
    note: str
    manner: str | None
    sides: tuple[SideLine, ...]
    origins: int
    unnamed: bool
    documents: int
    outlets: int
    first_on: str | None
    last_on: str | None
    days: str | None
    said: tuple[SaidLine, ...]
    trees: tuple[Tree, ...]
    held: bool
    axes: tuple[Axis, ...]
    coverage: tuple[CoverageGroup, ...]
    carried: CoverageShown


router = APIRouter()


@router.get("/claims/{id_}", response_class=HTMLResponse)
def claim(request: Request, desk: AtDesk, id_: str) -> HTMLResponse:
    """Show a claim."""
    page = desk.memo(("claim page", id_), lambda: build_claim(desk, id_))
    return render(request, "claim.html.j2", page)


def build_claim(desk: Desk, id_: str) -> ClaimPage:
    """Build the page of a claim.

    Raises:
        HTTPException: There is no claim of this id.
    """
    found = desk.view.ask(ClaimById(id=id_))
    if found is None:
        raise HTTPException(
            404, f"There is no claim {id_!r}. Claims get new ids when their statements change."
        )
    statements = {s.id: s for s in desk.view.statements_of(found.statements)}
    built = build_lines(desk, tuple(statements.values()))
    lines = {line.id: line for line in built}
    ordered = sorted(built, key=_in_time)
    days = [line.day for line in ordered if line.day]
    title = cut_short(found.text, SENTENCE)
    return ClaimPage(
        title=title,
        id=found.id,
        whole=cut_short(found.text, len(found.text)) if title.endswith(" …") else None,
        status=found.status,
        note=note_of(found, statements),
        manner=manner_of(found, statements),
        sides=build_sides(desk, found, statements, lines),
        origins=found.origins,
        unnamed=is_unnamed(found),
        documents=len({line.document.id for line in ordered}),
        outlets=len({line.document.outlet for line in ordered if line.document.outlet}),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        days=days_between([line.document.date_range for line in ordered]),
        said=tuple(SaidLine(side=side_of(found, statements[x.id]), line=x) for x in ordered),
        trees=build_trees(found, statements, lines),
        held=any(side_of(found, s) in (Side.ASSERTS, Side.CONFIRMS) for s in statements.values()),
        axes=build_axes((f, _giver(f, statements, lines)) for f in found.figures),
        coverage=tuple(_coverage(desk, found, statements)),
        carried=build_coverage(coverage_of_claim(desk.view, found)),
    )


def _in_time(line: StatementLine) -> tuple[bool, str, str, str]:
    return line.day is None, line.day or "", line.document.title, line.id


def _giver(
    figure: Figure, statements: Mapping[str, Statement], lines: Mapping[str, StatementLine]
) -> Giver:
    """Find the statement that the words of a figure are in."""
    for id_, statement in statements.items():
        if statement.document == figure.document and any(
            part.contains(figure.span) for part in statement.content
        ):
            line = lines[id_]
            return Giver(sign=line.sign, outlet=line.document.outlet, day=line.day)
    return Giver(sign=None, outlet=None, day=None)


def _coverage(
    desk: Desk, claim: Claim, statements: Mapping[str, Statement]
) -> Iterator[CoverageGroup]:
    heads = desk.view.ask(DocumentHeads(ids=tuple(c.document for c in claim.coverage)))
    documents = {head.id: document_line(head) for head in heads}
    for carries, (name, note) in CARRIES.items():
        group = [
            _covered(documents[covered.document], claim, tuple(statements.values()))
            for covered in claim.coverage
            if covered.carries is carries and covered.document in documents
        ]
        if group:
            group.sort(key=lambda c: (c.document.day is None, c.document.day or "", c.document.id))
            yield CoverageGroup(carries=carries, name=name, note=note, documents=tuple(group))


def _covered(document: DocumentLine, claim: Claim, statements: Sequence[Statement]) -> CoveredLine:
    there = [statement for statement in statements if statement.document == document.id]
    sides = {statement.id: side_of(claim, statement) for statement in there}
    return CoveredLine(
        document=document,
        holds=tuple(id_ for id_, s in sides.items() if s in (Side.ASSERTS, Side.CONFIRMS)),
        denies=tuple(id_ for id_, side in sides.items() if side is Side.DENIES),
    )
