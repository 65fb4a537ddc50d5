"""Judging: a person's decision into the record, and what depends on it derived anew.

The decision is written with the statements that it makes, in one transaction, so that a process
that is killed leaves both or neither; what depends on them comes after, and what a killed process
has left of that is derived with the next judgement or the next run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from dragoman.errors import JudgementError
from dragoman.pipeline.renewing import renew
from dragoman.record import PEOPLE, Decision, Document, Judgement, Statement
from dragoman.resolve import Judged, Knowledge, apply_judgements
from dragoman.store import Decide, Found, Outcome, Store, View
from dragoman.store.queries.judgements import DecisionsOf, JudgedDocuments, JudgementById


def judge(
    store: Store,
    judgements: Iterable[Judgement],
    knowledge: Knowledge,
    parties: Collection[str] | None = None,
    *,
    may_wait: bool = False,
    known: Collection[str] | None = None,
    now: bool = False,
) -> None:
    """Append decisions, and bring the record to what they say.

    All of them about one document are one transaction. No model is loaded: positions, claims,
    meetings and plans that the documents bear on are derived from what is in the record
    (renewing.py tells what is left to the next run).

    Args:
        store: The record.
        judgements: The decisions. One that is there already changes nothing.
        knowledge: Who can be named as a speaker.
        parties: The codebook's parties, for the order of review. None: it is left as it is.
        may_wait: Whether decisions may be kept that do not apply now, as those are that were made
            in another record.
        known: Ids of all decisions about the documents that were known when these were made. None:
            whatever others have decided meanwhile.
        now: Whether they are made now: they come behind all that are there, also where the clock
            has been set back. Those that have a place of their own keep it.

    Raises:
        OvertakenError: Somebody has decided something about a document that was not known.
        JudgementError: A decision finds no statement or judgement, or does not fit it. What was
            decided about documents before it has been written.
    """
    view, writer = store.view(), store.writer()
    before: dict[str, Sequence[Statement]] = {}
    try:
        for document, new in _by_document(view, judgements).items():
            if any(judgement.decision is Decision.ADD for judgement in new):
                writer.add_run(PEOPLE)
            must = frozenset() if may_wait else frozenset(judgement.id for judgement in new)
            decide = deciding(knowledge, must)
            if known is not None:
                decide = unless_overtaken(decide, {*known, *(judgement.id for judgement in new)})
            changed = writer.judge(document, new, decide, now=now)
            before[document] = changed.before
    finally:
        renew(store, knowledge, before)
        if parties is not None and before:
            writer.rank_review(parties, tuple(before))


def _by_document(view: View, judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Group decisions by the document that they are about.

    Raises:
        JudgementError: One does not tell, and its target is not in the record.
    """
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in sorted(judgements, key=lambda judgement: judgement.order):
        found[_document_of(view, judgement)].append(judgement)
    return found


def _document_of(view: View, judgement: Judgement) -> str:
    if judgement.document is not None:
        return judgement.document
    if judgement.decision is Decision.WITHDRAW:
        target = view.ask(JudgementById(id=judgement.target))
        if target is not None:
            return _document_of(view, target)
        raise JudgementError(f"there is no judgement {judgement.target} to take back")
    statement = view.statement(judgement.target)
    if statement is None:
        raise JudgementError(f"there is no statement {judgement.target}")
    return statement.document


def deciding(knowledge: Knowledge, new: Collection[str] = ()) -> Decide:
    """Give what makes a document's statements of the machine's and of all decisions about it.

    Args:
        knowledge: Who can be named as a speaker.
        new: Ids of judgements that must apply; others may wait for a statement.
    """

    def decide(
        document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
    ) -> Outcome:
        judged = apply_judgements(document, machine, judgements, knowledge)
        for waiting in judged.waiting:
            if waiting.judgement.id in new:
                raise JudgementError(f"{document.name}: {waiting.why}")
        targets = {judgement.id for judgement in judgements}
        for judgement in judgements:
            lost = judgement.decision is Decision.WITHDRAW and judgement.target not in targets
            if lost and judgement.id in new:
                raise JudgementError(f"{document.name} has no judgement {judgement.target}")
        return Outcome(
            statements=judged.statements, actors=judged.actors, found=tuple(_found(judged))
        )

    return decide


class OvertakenError(JudgementError):
    """Somebody else has decided something about the document meanwhile."""


def unless_overtaken(decide: Decide, known: Collection[str]) -> Decide:
    """Decide only if no decisions about the document are there but those that are known.

    It is asked in the transaction that writes the decision, so that of two processes that decide
    at once one comes second, and knows it.
    """

    def checked(
        document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
    ) -> Outcome:
        if any(judgement.id not in known for judgement in judgements):
            raise OvertakenError(f"{document.name}: somebody else has just decided something there")
        return decide(document, machine, judgements)

    return checked


def _found(judged: Judged) -> Iterator[Found]:
    for statement, marks in judged.marks.items():
        for mark in marks:
            yield Found(
                judgement=mark.judgement.id,
                statement=statement,
                machine=judged.machine.get(statement),
                counts=mark.counts,
            )


def judged_documents(
    view: View, knowledge: Knowledge, documents: Iterable[str] | None = None
) -> Iterator[Judged]:
    """Give judged documents with what their judgements have come to.

    Args:
        view: The record.
        knowledge: Who can be named as a speaker.
        documents: Ids of the documents. None: all that are judged.
    """
    for _, judged in judged_with_documents(view, knowledge, documents):
        yield judged


def judged_with_documents(
    view: View, knowledge: Knowledge, documents: Iterable[str] | None = None
) -> Iterator[tuple[Document, Judged]]:
    """Give judged documents, each with what its judgements have come to.

    Args:
        view: The record.
        knowledge: Who can be named as a speaker.
        documents: Ids of the documents. None: all that are judged.
    """
    for id_ in view.ask(JudgedDocuments()) if documents is None else documents:
        document = view.document(id_)
        if document is not None:
            machine, judgements = view.ask(DecisionsOf(document=id_))
            yield document, apply_judgements(document, machine, judgements, knowledge)
