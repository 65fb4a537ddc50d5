"""Relating: what the documents tell together; always the same, whatever came first."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman import __version__
from dragoman.analysis import narrow_date_ranges
from dragoman.errors import DocumentError
from dragoman.pipeline.families import find_families
from dragoman.pipeline.lengths import is_too_long
from dragoman.pipeline.positioning import derive_positions
from dragoman.record import (
    Code,
    Document,
    Plan,
    Quarantine,
    Stage,
    Statement,
    digest,
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
from dragoman.store import ClaimIndex, Store, ToldEvents
from dragoman.store.queries.deriving import DocumentIds
from dragoman.store.queries.families import FamiliesOf
from dragoman.store.queries.judgements import ToRelate
from dragoman.store.queries.relating import Articles, FoundMeetings, MonthsOfMeetings, ToldIn

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder

AT_ONCE = 20
"""Documents that are in memory at a time: one may be a web page of several megabytes."""

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
    teller = Teller(knowledge, coder)
    with survey_claims(_articles(store, teller), families) as survey:
        writer.put_claims(survey.claims, ClaimIndex(stems=survey.stems, keys=survey.keys))
    join_meetings(store, teller.gazetteer)
    writer.related(judged)
    writer.rank_review(coder.codebook.parties if coder else ())


def join_meetings(store: Store, gazetteer: Gazetteer) -> None:
    """Make one of the meetings that documents tell of alike.

    Month by month: those of two months, or of other parties where no month is told, are never the
    same, so that memory does not grow with the record.
    """
    view, country_of = store.view(), country_lookup(gazetteer)
    found = (view.ask(FoundMeetings(months=(month,))) for month in view.ask(MonthsOfMeetings()))
    store.writer().put_meetings(
        meeting
        for each in found
        for meeting in merge_meetings((told for _, told in each), country_of)
    )


class Teller:
    """Finds what single documents tell of meetings and plans, and names what it was found in."""

    def __init__(self, knowledge: Knowledge, coder: "Coder | None") -> None:
        """Take what it is found with; without a coder no plans are looked for."""
        self.gazetteer = Gazetteer.of(knowledge)
        self._knowledge = knowledge
        self._code = coder.code_term if coder is not None else None
        self._parties = coder.codebook.parties if coder is not None else ()
        self._by = (__version__, knowledge.version, coder.name if coder is not None else None)

    def basis(self, document: Document, said: Sequence[Statement]) -> str:
        """Name all that decides what a document tells: where that stays, so does what it tells."""
        return digest("told", *self._by, repr(document), repr(list(said)))

    def told(
        self, document: Document, said: Sequence[Statement], names: Discourse | None = None
    ) -> tuple[ToldEvents, Quarantine | None]:
        """Find what a document tells, as `events_of` does.

        Args:
            document: The document.
            said: Its statements, in the order of their places.
            names: Its names, where they have been read. None: they are read here.
        """
        told, failed = events_of(
            document, said, self._knowledge, self.gazetteer, self._code, names, self._parties
        )
        # Knowledge that was made by hand has no version that would tell when it changes.
        lasts = failed is None and self._knowledge.version
        return (replace(told, basis=self.basis(document, said)) if lasts else told), failed


def _articles(store: Store, teller: Teller) -> Iterator[tuple[Document, Sequence[Statement]]]:
    """Go through the articles once, and take what each tells on the way.

    What a document told when it was read is not told again, nor what has not changed since.
    """
    view, writer = store.view(), store.writer()
    documents = view.ask(DocumentIds())
    for start in range(0, len(documents), AT_ONCE):
        some = documents[start : start + AT_ONCE]
        there = view.ask(ToldIn(documents=some))
        events: list[ToldEvents] = []
        for document, said in view.ask(Articles(ids=some)):
            if there.get(document.id) != teller.basis(document, said):
                told, failed = teller.told(document, said)
                if failed is not None:
                    writer.add_quarantine(failed)
                events.append(told)
            yield document, said
        if events:
            writer.put_events(events)


def events_of(
    document: Document,
    said: Sequence[Statement],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    code: CodeTerm | None,
    names: Discourse | None = None,
    parties: Collection[str] = (),
) -> tuple[ToldEvents, Quarantine | None]:
    """Find the meetings and plans that a document tells of; in one that is too long none.

    Its names are read once for both. What goes wrong in a document is its own affair.

    Args:
        document: The document.
        said: Its statements.
        knowledge: Who there is.
        gazetteer: The places.
        code: Gives the concepts that the words of a term bear on. None: plans are not looked for.
        names: Its names, where they have been read. None: they are read here.
        parties: Those to the negotiation that is coded, as `find_plans` takes them.

    Returns:
        What it tells, and what is to be shown of it if it could not be gone through.
    """
    if is_too_long(document):
        return ToldEvents(document=document.id), None
    try:
        names = names or Discourse.of(document, knowledge)
        meetings = find_meetings(document, said, knowledge, gazetteer, names)
        plans = find_plans(document, said, knowledge, code, names, parties) if code else ()
    except Exception as error:
        return ToldEvents(document=document.id), set_aside(document, Stage.RESOLVE, error)
    return ToldEvents(document=document.id, meetings=meetings, plans=plans), None


def kept_codes(plans: Iterable[Plan]) -> CodeTerm:
    """Give the codes that terms of plans have in the record by their words; no model is loaded."""
    codes = {term.text: term.codes for plan in plans for term in plan.terms}
    return lambda words: codes.get(words, ())


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
