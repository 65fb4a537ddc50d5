"""A judging process for the killing test, to be started and killed."""

import multiprocessing
from pathlib import Path

from dragoman import pipeline
from dragoman.record import Decision, Document, Field, Judgement, Statement
from dragoman.resolve import Knowledge
from dragoman.store import Store
from tests import make

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "alembic.command", "tests.pipeline.killing"])

NOBODY = Knowledge(entries={}, roles=(), institutions=())
DOCUMENTS = 12
TEXT = "The envoy said that the northern harbour opens again. The pilot denied that it opens."


def articles() -> list[tuple[Document, list[Statement]]]:
    found = []
    for number in range(DOCUMENTS):
        document = make.document(TEXT, f"{number:02}.txt", published="2025-05-06")
        opens = make.statement(document, "the northern harbour opens again", cue="said")
        denied = make.statement(document, "it opens", cue="denied")
        found.append((document, [opens, denied]))
    return found


def decisions() -> list[Judgement]:
    made = []
    for number, (_, (opens, denied)) in enumerate(articles()):
        when = f"2026-11-22T09:30:{number:02d}Z"
        made += [
            make.judgement(
                opens, Decision.CORRECT, field=Field.ACT, value="promise", decided_at=when
            ),
            make.judgement(denied, Decision.REJECT, decided_at=when),
        ]
    return made


def prepare(path: Path) -> None:
    with Store.open(path) as store:
        store.writer().add_run(make.RUN)
        for document, statements in articles():
            store.writer().add_document(document)
            store.writer().put_reading(document.id, make.RUN.id, statements, [])
        pipeline.relate(store, NOBODY)


def judge_all(path: Path) -> None:
    """Decide one after the other, from wherever an earlier try has come to."""
    with Store.open(path) as store:
        for judgement in decisions():
            pipeline.judge(store, [judgement], NOBODY)
