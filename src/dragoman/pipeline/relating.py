"""Relating: what the documents tell together; always the same, whatever came first."""

from typing import TYPE_CHECKING

from dragoman.analysis import narrow_date_ranges
from dragoman.record import Document, Meeting, Plan, Quarantine, Stage, Statement, quarantine_id
from dragoman.resolve import (
    Gazetteer,
    Knowledge,
    country_lookup,
    find_claims,
    find_meetings,
    find_plans,
    merge_meetings,
)
from dragoman.store import StatementFilter, Store, View

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder


def relate(store: Store, knowledge: Knowledge, coder: "Coder | None" = None) -> None:
    """Join what the documents tell: when the undated ones were written, claims, meetings, plans.

    Always over the whole record, so that the result does not depend on the order in which
    documents came or on what an earlier run was killed at.
    """
    view, writer = store.view(), store.writer()
    writer.put_date_ranges(narrow_date_ranges(view))
    writer.put_claims(
        find_claims((document, _said(view, document)) for document in view.documents())
    )
    gazetteer = Gazetteer.of(knowledge)
    meetings: list[Meeting] = []
    plans: list[Plan] = []
    for document in view.documents():
        said = _said(view, document)
        try:
            meetings += find_meetings(document, said, knowledge, gazetteer)
            if coder is not None:
                plans += find_plans(document, said, knowledge, coder.code_term)
        except Exception as error:
            writer.add_quarantine(set_aside(document, Stage.RESOLVE, error))
    writer.put_meetings(merge_meetings(meetings, country_lookup(gazetteer)))
    writer.put_plans(plans)


def _said(view: View, document: Document) -> list[Statement]:
    return list(view.statements(StatementFilter(document=document.id)))


def set_aside(document: Document, stage: Stage, error: Exception) -> Quarantine:
    """Make what is shown of a document that a stage failed on."""
    return Quarantine(
        id=quarantine_id(document.name, stage, document.sha256),
        name=document.name,
        stage=stage,
        reason=f"{type(error).__name__}: {error}; please report it with the document's name",
        sha256=document.sha256,
        size=len(document.text.encode("utf-8", "surrogatepass")),
        document=document.id,
    )
