"""Relating: what the documents tell together; always the same, whatever came first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.analysis import narrow_date_ranges
from dragoman.errors import DocumentError
from dragoman.pipeline.families import find_families
from dragoman.pipeline.lengths import is_too_long
from dragoman.pipeline.positioning import derive_positions
from dragoman.record import (
    Code,
    Document,
    Meeting,
    Plan,
    Quarantine,
    Stage,
    Statement,
    quarantine_id,
)
from dragoman.resolve import (
    Discourse,
    Gazetteer,
    Knowledge,
    country_lookup,
    find_meetings,
    find_plans,
    merge_meetings,
)
from dragoman.resolve.claims import survey_claims
from dragoman.store import ClaimIndex, StatementFilter, Store
from dragoman.store.queries.families import FamiliesOf
from dragoman.store.queries.judgements import ToRelate

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder

CodeTerm = Callable[[str], tuple[Code, ...]]
"""Gives the concepts that the words of a term bear on."""


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
    told = _Told(knowledge, coder)
    with survey_claims(_each_told(store, told), families) as survey:
        writer.put_claims(survey.claims, ClaimIndex(stems=survey.stems, keys=survey.keys))
    every = (meeting for found in told.meetings.values() for meeting in found)
    writer.put_meetings(merge_meetings(every, country_lookup(told.gazetteer)), told.meetings)
    writer.put_plans(told.plans)
    writer.related(judged)
    writer.rank_review(coder.codebook.parties if coder else ())


class _Told:
    """What single documents tell of meetings and plans."""

    def __init__(self, knowledge: Knowledge, coder: "Coder | None") -> None:
        """Begin with none; without a coder no plans are looked for."""
        self.gazetteer = Gazetteer.of(knowledge)
        self.meetings: dict[str, tuple[Meeting, ...]] = {}
        self.plans: list[Plan] = []
        self._knowledge = knowledge
        self._coder = coder

    def take(self, document: Document, said: list[Statement]) -> None:
        """Add those of a document."""
        code = self._coder.code_term if self._coder is not None else None
        meetings, plans = told_in(document, said, self._knowledge, self.gazetteer, code)
        self.meetings[document.id] = meetings
        self.plans += plans


def told_in(
    document: Document,
    said: Sequence[Statement],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    code: CodeTerm | None,
) -> tuple[tuple[Meeting, ...], tuple[Plan, ...]]:
    """Find the meetings and plans that a document tells of; in one that is too long none.

    Its names are read once for both.

    Args:
        document: The document.
        said: Its statements.
        knowledge: Who there is.
        gazetteer: The places.
        code: Gives the concepts that the words of a term bear on. None: plans are not looked for.
    """
    if is_too_long(document):
        return (), ()
    names = Discourse.of(document, knowledge)
    meetings = find_meetings(document, said, knowledge, gazetteer, names)
    return meetings, find_plans(document, said, knowledge, code, names) if code else ()


def kept_codes(plans: Iterable[Plan]) -> CodeTerm:
    """Give the codes that terms of plans have in the record by their words; no model is loaded."""
    codes = {term.text: term.codes for plan in plans for term in plan.terms}
    return lambda words: codes.get(words, ())


def _each_told(store: Store, told: _Told) -> Iterator[tuple[Document, list[Statement]]]:
    """Go through the articles once, and take what each tells on the way."""
    view, writer = store.view(), store.writer()
    for document in view.documents():
        said = list(view.statements(StatementFilter(document=document.id)))
        try:
            told.take(document, said)
        except Exception as error:
            writer.add_quarantine(set_aside(document, Stage.RESOLVE, error))
        yield document, said


def set_aside(document: Document, stage: Stage, error: Exception) -> Quarantine:
    """Make what is shown of a document that a stage failed on."""
    unforeseen = f"{type(error).__name__}: {error}; please report it with the document's name"
    return Quarantine(
        id=quarantine_id(document.name, stage, document.sha256),
        name=document.name,
        stage=stage,
        reason=str(error) if isinstance(error, DocumentError) else unforeseen,
        sha256=document.sha256,
        size=len(document.text.encode("utf-8", "surrogatepass")),
        document=document.id,
    )
