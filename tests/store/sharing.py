"""Work for several processes to do at once in one record on a server."""

from collections.abc import Sequence

from dragoman.record import Decision, Document, Field, Judgement, Statement
from dragoman.resolve import Knowledge, apply_judgements
from dragoman.store import Outcome, Store
from dragoman.store.address import Address
from tests import make

NOBODY = Knowledge(entries={}, roles=(), institutions=())
ACTS = ("warn", "deny", "assert", "agree", "predict")
DOCUMENTS = [make.document(f"{make.TEXT} Number {number}.", f"{number}.txt") for number in range(4)]
STATEMENTS = [make.statement(document, make.TEXT[:12]) for document in DOCUMENTS]


def decide(
    document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
) -> Outcome:
    judged = apply_judgements(document, machine, judgements, NOBODY)
    return Outcome(statements=judged.statements, actors=judged.actors)


def decision(author: str, number: int) -> Judgement:
    statement = STATEMENTS[number % len(STATEMENTS)]
    return make.judgement(
        statement,
        Decision.CORRECT,
        field=Field.ACT,
        value=ACTS[number % len(ACTS)],
        author=author,
        decided_at=f"2026-11-22T09:{number:02}:00Z",
    )


def review(address: Address, author: str, decisions: int) -> None:
    """Judge statements of a few documents, which others judge at the same time."""
    with Store.open(address) as store:
        for number in range(decisions):
            judgement = decision(author, number)
            document = STATEMENTS[number % len(STATEMENTS)].document
            store.writer().judge(document, [judgement], decide)


def add(address: Address, first: int, documents: int) -> None:
    """Add documents of which others add half, and read them."""
    with Store.open(address) as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for number in range(first, first + documents):
            document = make.document(f"{make.TEXT} Article {number}.", f"article {number}.txt")
            writer.add_document(document)
            statement = make.statement(document, make.TEXT[:12], party="Island")
            writer.put_reading(document.id, make.RUN.id, [statement], [])


def touch(address: Address) -> None:
    Store.open(address).close()
