"""Families: documents that carry one text, and what each of them left out and added."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.rows import Format, Row, show
from dragoman.cli.statements import outlet_called

if TYPE_CHECKING:
    from dragoman.record import Comparison, Evidence, Family
    from dragoman.store import View
    from dragoman.store.queries.documents import DocumentHead
    from dragoman.store.queries.families import FamilyHead

app = typer.Typer(help="Documents that carry one text, and what each left out.")

FAMILIES = ["id", "newest", "documents", "outlets", "title"]
DIFFERENCES = ["document", "outlet", "what", "was", "now"]
AT_ONCE = 200
"""Families that are asked for at a time."""


@app.callback(invoke_without_command=True)
def families(
    context: typer.Context,
    across: Annotated[
        bool, typer.Option("--across", help="Only texts that several outlets carry.")
    ] = False,
    outlet: Annotated[str | None, typer.Option(help="Only texts that this outlet carries.")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the texts that more than one document carries, the newest first."""
    if context.invoked_subcommand is not None:
        context.obj = dossier
        return
    with record_of(dossier) as store:
        view = store.view()
        outlet = outlet and outlet_called(view, outlet)
        found = _families(view, across=across, outlet=outlet)
        show(found, FAMILIES, form, "no text is carried so by more than one document")


@app.command("show")
def show_family(
    context: typer.Context,
    family: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The beginning of a family's id, or the id of one of its documents."
        ),
    ],
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what each document of a family left out, added and changed against the first.

    A document that has the same words as the first one has one row without passages.
    """
    with record_of(dossier or context.obj) as store:
        view = store.view()
        found = _called(view, family)
        show(_differences(view, found), DIFFERENCES, form)


@app.command("versions")
def show_versions(
    context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """Show what changed at addresses of which the dossier has several versions."""
    with record_of(dossier or context.obj) as store:
        show(_versions(store.view()), ["address", *DIFFERENCES], form)


def _families(view: "View", *, across: bool, outlet: str | None) -> Iterator[Row]:
    from dragoman.store.queries.documents import DocumentHeads
    from dragoman.store.queries.families import FamilyList

    after: str | None = None
    while True:
        found = view.ask(FamilyList(across=across, outlet=outlet, after=after, limit=AT_ONCE))
        ids = tuple(id_ for head in found.items for id_ in head.family.documents)
        heads = {head.id: head for head in view.ask(DocumentHeads(ids=ids))}
        yield from (_row(head, heads) for head in found.items)
        after = found.next
        if after is None:
            return


def _row(found: "FamilyHead", heads: "dict[str, DocumentHead]") -> Row:
    members = [heads[id_] for id_ in found.family.documents]
    outlets = dict.fromkeys(one.outlet for one in members if one.outlet)
    return {
        "id": found.family.id,
        "newest": found.last_on,
        "documents": len(members),
        "outlets": ", ".join(outlets),
        "title": members[0].heading,
        "members": [
            {
                "id": one.id,
                "name": one.name,
                "outlet": one.outlet,
                "published": one.published.value if one.published else None,
            }
            for one in members
        ],
    }


def _called(view: "View", wanted: str) -> "Family":
    """Find the family that is meant.

    Raises:
        BadParameter: None or several are.
    """
    from dragoman.store.queries.families import FamiliesOf, FamilyById

    id_ = view.ask(FamiliesOf(documents=(wanted,))).get(wanted)
    known = {id_} if id_ else set(view.ask(FamiliesOf()).values())
    matches = sorted(one for one in known if one and wanted and (id_ or one.startswith(wanted)))
    found = view.ask(FamilyById(id=matches[0])) if len(matches) == 1 else None
    if found is not None:
        return found
    if len(matches) > 1:
        raise typer.BadParameter(
            f"{len(matches)} families begin with {wanted!r}; give more of the id"
        )
    raise typer.BadParameter(
        f"no family {wanted!r}, and no document of one; `dragoman families` lists all"
    )


def _differences(view: "View", family: "Family") -> Iterator[Row]:
    from dragoman.store.queries.families import ComparisonsOf

    first = family.documents[:1]
    compared = view.ask(ComparisonsOf(documents=family.documents, against=first))
    return _rows(family.documents, {one.document: one for one in compared}, view)


def _versions(view: "View") -> Iterator[Row]:
    from dragoman.store.queries.families import ComparisonsOf, VersionsOf

    for versions in view.ask(VersionsOf()):
        ids = versions.documents
        before = dict(zip(ids[1:], ids, strict=False))
        compared = view.ask(ComparisonsOf(documents=ids[1:], against=ids))
        changed = {one.document: one for one in compared if one.against == before[one.document]}
        for row in _rows(ids, changed, view):
            yield {"address": versions.address, **row}


def _rows(
    documents: Sequence[str], compared: "dict[str, Comparison]", view: "View"
) -> Iterator[Row]:
    from dragoman.store.queries.documents import DocumentHeads

    for head in view.ask(DocumentHeads(ids=tuple(documents))):
        comparison = compared.get(head.id)
        told: Row = {"document": head.name, "outlet": head.outlet, "id": head.id}
        if comparison is None or not comparison.differences:
            what = "the first" if head.id == documents[0] else "the same sentences"
            yield {**told, "what": what, "was": None, "now": None}
            continue
        for one in comparison.differences:
            yield {
                **told,
                "what": "left out" if one.was and not one.now else str(one.kind),
                "was": one.was and one.was.span.text,
                "now": one.now and one.now.span.text,
                "was_at": _place(one.was),
                "now_at": _place(one.now),
            }


def _place(evidence: "Evidence | None") -> Row | None:
    if evidence is None:
        return None
    span = evidence.span
    return {"document": evidence.document, "start": span.start, "end": span.end}
