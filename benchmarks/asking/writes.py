"""Writes: documents and readings into a record that is there, beside plain rows in its database."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from sqlalchemy import Engine, text

from benchmarks.asking.timing import Taken, times_of
from benchmarks.dossiers import RUN, press
from benchmarks.invented.articles import Article
from dragoman.record import Codebook
from dragoman.store import Store

SEED = 12
"""Another than that of the dossiers, so that the documents are new to the record."""

SCHEMA = (
    "CREATE TABLE bench_documents (id TEXT PRIMARY KEY, words TEXT)",
    "CREATE TABLE bench_statements (id TEXT PRIMARY KEY, document TEXT, words TEXT)",
)
DOCUMENTS = text("INSERT INTO bench_documents VALUES (:id, :words)")
STATEMENTS = text("INSERT INTO bench_statements VALUES (:id, :document, :words)")


def time_writes(
    store: Store, codebook: Codebook, documents: int
) -> Iterator[tuple[str, Taken, int]]:
    """Write documents and what was found in them; give the times and how many rows that were."""
    articles = list(islice(press(codebook, documents, SEED), documents))
    statements = sum(len(article.statements) for article in articles)
    engine = store._engine  # the floor needs the same database, without the record's own ways
    with engine.begin() as connection:
        for table in SCHEMA:
            connection.execute(text(table))
    bare = times_of([partial(_bare, engine, article) for article in articles], rounds=1)
    yield "plain rows, document and statements", bare, statements + documents
    writer = store.writer()
    writer.add_run(RUN)
    added = [partial(writer.add_document, article.document) for article in articles]
    yield "add a document", times_of(added, rounds=1), documents
    # times_of() draws its order, so that those that came first need not be there: add all.
    for article in articles:
        writer.add_document(article.document)
    read = [partial(_put, store, article) for article in articles]
    yield "put a reading", times_of(read, rounds=1), statements


def _bare(engine: Engine, article: Article) -> None:
    document = article.document
    said = [
        {"id": one.id, "document": document.id, "words": one.content[0].text}
        for one in article.statements
    ]
    with engine.begin() as connection:
        connection.execute(DOCUMENTS, {"id": document.id, "words": document.text})
        connection.execute(STATEMENTS, said)


def _put(store: Store, article: Article) -> None:
    store.writer().put_reading(
        article.document.id, RUN.id, article.statements, article.actors, article.period
    )
