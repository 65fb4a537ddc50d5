"""Relating: what the documents tell together; always the same, whatever came first."""

from typing import TYPE_CHECKING

from dragoman.analysis import narrow_date_ranges
from dragoman.pipeline.families import find_families
from dragoman.pipeline.positioning import derive_positions
from dragoman.record import Document, Meeting, Plan, Quarantine, Stage, Statement, quarantine_id
from dragoman.resolve import (
    Gazetteer,
    Knowledge,
    country_lookup,
    find_meetings,
    find_plans,
    merge_meetings,
)
from dragoman.resolve.claims import survey_claims
from dragoman.store import ClaimIndex, StatementFilter, Store, View
from dragoman.store.queries.families import FamiliesOf
from dragoman.store.queries.judgements import ToRelate

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder


def relate(store: Store, knowledge: Knowledge, coder: "Coder | None" = None) -> None:
    """Join what the documents tell: when undated ones are from, positions, claims, meetings, plans.

    Always over the whole record, so that the result does not depend on the order in which
    documents came or on what an earlier run was killed at.
    """
    view, writer = store.view(), store.writer()
    judged = view.ask(ToRelate())
    find_families(store)
    writer.put_date_ranges(narrow_date_ranges(view))
    derive_positions(store)
    families = view.ask(FamiliesOf())
    articles = ((document, _said(view, document)) for document in view.documents())
    survey = survey_claims(articles, families)
    writer.put_claims(survey.claims, ClaimIndex(stems=survey.stems, keys=survey.keys))
    gazetteer = Gazetteer.of(knowledge)
    meetings: dict[str, tuple[Meeting, ...]] = {}
    plans: list[Plan] = []
    for document in view.documents():
        said = _said(view, document)
        try:
            meetings[document.id] = find_meetings(document, said, knowledge, gazetteer)
            if coder is not None:
                plans += find_plans(document, said, knowledge, coder.code_term)
        except Exception as error:
            writer.add_quarantine(set_aside(document, Stage.RESOLVE, error))
    every = (meeting for found in meetings.values() for meeting in found)
    writer.put_meetings(merge_meetings(every, country_lookup(gazetteer)), meetings)
    writer.put_plans(plans)
    writer.related(judged)
    writer.rank_review(coder.codebook.parties if coder else ())


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
