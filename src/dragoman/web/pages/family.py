"""Family: documents that carry one text side by side, with what each left out and added."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Comparison, Difference, DifferenceKind, Evidence, Kinship, Likeness
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.families import (
    ComparisonsOf,
    FamiliesOf,
    FamilyById,
    KinshipsAmong,
    VersionsOf,
)
from dragoman.web.asking import Words
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.documents import DocumentRow, document_row
from dragoman.web.rendering import render

LIKE = {
    None: "through others",
    Likeness.EXACT: "the same words",
    Likeness.NEAR: "a near copy",
    Likeness.EXCERPT: "one is a part of the other",
}
"""How a document is like the first, in words. None: it is kin of its kin only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLine:
    """A passage in its document.

    Attributes:
        document: Id of the document.
        start: Offset of its first character.
        end: Offset after its last.
        words: The passage.
    """

    document: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """A passage that one of two documents lacks, or has in other words."""

    kind: DifferenceKind
    was: PassageLine | None
    now: PassageLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A document of a family or a version, against the one that it is compared with.

    Attributes:
        row: The document.
        like: How it is like the other, in words.
        kept: How many in a hundred words of the other it has. None: they were not compared.
        dropped: How many passages it left out.
        added: How many it added.
        changed: How many it has in other words.
    """

    row: DocumentRow
    like: str
    kept: int | None
    dropped: int
    added: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """What the page of a family, or of the versions of an address, shows.

    Attributes:
        title: What the page is called.
        path: Its path.
        versions: Whether it is of versions, each against the one before; else of a family, each
            against the first.
        address: Where the versions stood. None: it is a family.
        members: The documents, the earliest first.
        outlets: How many outlets they are of.
        chosen: The one whose differences are shown. None: there is nothing to show.
        against: What it is compared with. None: likewise.
        differences: In what they differ.
    """

    title: str
    path: str
    versions: bool
    address: str | None
    members: tuple[MemberLine, ...]
    outlets: int
    chosen: MemberLine | None
    against: DocumentRow | None
    differences: tuple[DifferenceLine, ...]


router = APIRouter()


@router.get("/families/{id}", response_class=HTMLResponse)
def family(
    request: Request,
    desk: AtDesk,
    id: str,  # noqa: A002
    document: Words = None,
) -> HTMLResponse:
    """Show a family, and what one of its documents left out, added and changed."""
    return render(request, "family.html.j2", build_family(desk, id, document))


@router.get("/documents/{id}/versions", response_class=HTMLResponse)
def versions(
    request: Request,
    desk: AtDesk,
    id: str,  # noqa: A002
    document: Words = None,
) -> HTMLResponse:
    """Show the versions of a document, and what one of them changed against the one before."""
    return render(request, "family.html.j2", build_versions(desk, id, document))


def build_family(desk: Desk, id_: str, document: str | None = None) -> FamilyPage:
    """Build the page of a family.

    Args:
        desk: What the request works with.
        id_: Id of the family.
        document: The document whose differences are shown. None: the first that has any.

    Raises:
        HTTPException: There is no such family, or it has no such document.
    """
    found = desk.view.ask(FamilyById(id=id_))
    if found is None:
        raise HTTPException(
            404,
            f"There is no family {shown_in_line(id_)!r}. "
            "Families get new ids when earlier copies come.",
        )
    first = found.documents[0]
    compared = desk.view.ask(ComparisonsOf(documents=found.documents, against=(first,)))
    likeness = _likeness(desk.view.ask(KinshipsAmong(documents=found.documents)), first)
    rows = _rows(desk, found.documents)
    by_document = {one.document: one for one in compared}
    like = {one: LIKE[likeness.get(one)] for one in found.documents} | {first: "the first"}
    for one in found.documents[1:]:
        if one not in by_document:  # only what has the same words is compared with nothing
            like[one] = LIKE[Likeness.EXACT]
    return _page(
        title=rows[first].title,
        path=f"/families/{id_}",
        rows=rows,
        like=like,
        compared=by_document,
        document=document,
    )


def build_versions(desk: Desk, id_: str, document: str | None = None) -> FamilyPage:
    """Build the page of the versions that a document is one of; as build_family.

    Raises:
        HTTPException: It has no other version, or they have no such document.
    """
    found = desk.view.ask(VersionsOf(documents=(id_,)))
    if not found:
        raise HTTPException(404, f"There is no other version of {shown_in_line(id_)!r}.")
    ids = found[0].documents
    before = dict(zip(ids[1:], ids, strict=False))
    compared = desk.view.ask(ComparisonsOf(documents=ids[1:], against=ids))
    rows = _rows(desk, ids)
    return _page(
        title=rows[ids[0]].title,
        path=f"/documents/{id_}/versions",
        rows=rows,
        like=dict.fromkeys(ids, "") | {ids[0]: "the first"},
        compared={one.document: one for one in compared if one.against == before[one.document]},
        document=document,
        address=found[0].address,
    )


def kin_of(desk: Desk, document: str) -> tuple[str | None, int, int]:
    """Tell of a document its family, how many are in it, and how many versions there are of it."""
    family = desk.view.ask(FamiliesOf(documents=(document,))).get(document)
    found = desk.view.ask(FamilyById(id=family)) if family else None
    versions = desk.view.ask(VersionsOf(documents=(document,)))
    return (
        family,
        len(found.documents) if found else 0,
        len(versions[0].documents) if versions else 0,
    )


def _rows(desk: Desk, ids: Sequence[str]) -> dict[str, DocumentRow]:
    return {head.id: document_row(head) for head in desk.view.ask(DocumentHeads(ids=tuple(ids)))}


def _likeness(kinships: Iterable[Kinship], first: str) -> dict[str, Likeness]:
    """Tell how documents are like the first, as far as they have been compared with it."""
    found: dict[str, Likeness] = {}
    for kinship in kinships:
        if first in (kinship.shorter, kinship.longer):
            other = kinship.longer if kinship.shorter == first else kinship.shorter
            found[other] = kinship.likeness
    return found


def _page(
    *,
    title: str,
    path: str,
    rows: Mapping[str, DocumentRow],
    like: Mapping[str, str],
    compared: Mapping[str, Comparison],
    document: str | None,
    address: str | None = None,
) -> FamilyPage:
    if document is not None and document not in rows:
        raise HTTPException(404, f"{shown_in_line(document)!r} is not one of these documents.")
    members = {id_: _member(row, like[id_], compared.get(id_)) for id_, row in rows.items()}
    differing = (id_ for id_ in rows if id_ in compared and compared[id_].differences)
    chosen = document or next(differing, None)
    comparison = compared.get(chosen) if chosen else None
    return FamilyPage(
        title=title,
        path=path,
        versions=address is not None,
        address=address,
        members=tuple(members.values()),
        outlets=len({row.outlet_name for row in rows.values() if row.outlet_name}),
        chosen=members[chosen] if chosen and comparison else None,
        against=rows[comparison.against] if comparison else None,
        differences=tuple(_differences(comparison.differences)) if comparison else (),
    )


def _member(row: DocumentRow, like: str, comparison: Comparison | None) -> MemberLine:
    kinds = Counter(one.kind for one in comparison.differences) if comparison else Counter()
    return MemberLine(
        row=row,
        like=like,
        kept=round(100 * comparison.kept) if comparison else None,
        dropped=kinds[DifferenceKind.DROPPED],
        added=kinds[DifferenceKind.ADDED],
        changed=kinds[DifferenceKind.CHANGED],
    )


def _differences(differences: Iterable[Difference]) -> Iterator[DifferenceLine]:
    for one in differences:
        yield DifferenceLine(kind=one.kind, was=_passage(one.was), now=_passage(one.now))


def _passage(evidence: Evidence | None) -> PassageLine | None:
    if evidence is None:
        return None
    span = evidence.span
    return PassageLine(
        document=evidence.document,
        start=span.start,
        end=span.end,
        words=shown_in_line(span.text),
    )
