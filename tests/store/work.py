"""Work for other processes to do, and to be killed at."""

import multiprocessing
from pathlib import Path

from dragoman.record import Code, Link, LinkKind, Stage, Stance
from dragoman.store import Store
from tests import make

# A server that has imported everything forks each process in milliseconds.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "alembic.command", "tests.store.work"])

DOCUMENTS = 30
TEXT = " ".join(f"Envoy {number} said that point {number} is settled." for number in range(10))


def touch(path: Path) -> None:
    Store.open(path).close()


def fill(path: Path) -> None:
    """Carry out a run over many documents, from wherever an earlier try has come to."""
    with Store.open(path) as store:
        writer, view = store.writer(), store.view()
        writer.add_run(make.RUN)
        for number in range(DOCUMENTS):
            writer.add_document(make.document(TEXT, f"{number:03}.txt", title=f"Talks {number}"))
        for document in view.pending(make.RUN.id):
            if document.name.endswith("7.txt"):
                failed = make.quarantine(document=document, stage=Stage.EXTRACT)
                writer.fail_document(failed, make.RUN.id)
                continue
            envoys = [make.actor(f"Envoy {number}", names=[f"E{number}"]) for number in range(10)]
            statements = [
                make.statement(
                    document,
                    f"point {number} is settled",
                    source=f"Envoy {number}",
                    speaker=envoy,
                    codes=[Code(concept="settlement", stance=Stance.SUPPORT)],
                    via=[Link(name="Agency", kind=LinkKind.OUTLET)],
                )
                for number, envoy in enumerate(envoys)
            ]
            writer.put_reading(document.id, make.RUN.id, statements, envoys)
        writer.put_claims(make.claim(statement) for statement in view.statements())
        writer.append_judgement(make.judgement())
