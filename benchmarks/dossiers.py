"""Make a dossier of any size, to see how the record and its pages bear it.

usage: python -m benchmarks.dossiers FOLDER [--documents N]

The same number of documents gives the same record every time. What a reader would find is known,
since the articles are put together around it; it is written by the record's own writer, positions
are derived by the pipeline, claims, meetings and plans are made of what the articles were made to
tell. With 10,000 documents there are about 250,000 statements, four in ten with a code.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.invented.articles import Article
from benchmarks.invented.cast import PARTIES, make_cast
from benchmarks.invented.concepts import extend
from benchmarks.invented.happenings import make_happenings
from benchmarks.invented.joining import Joined
from benchmarks.invented.press import Press
from dragoman import __version__
from dragoman.pipeline import derive_positions
from dragoman.pipeline.judging import deciding
from dragoman.record import (
    Codebook,
    Decision,
    Field,
    Judgement,
    Quarantine,
    Run,
    Stage,
    quarantine_id,
    run_id,
    text_sha256,
)
from dragoman.resolve import load_knowledge
from dragoman.settings import Dossier, init_dossier, open_dossier
from dragoman.store import StatementFilter, Store
from dragoman.store.shapes import batched

FIRST = date(2021, 1, 1)
DAYS = 5 * 365
BURSTS = 30
"""Weeks in which much happens, so that articles come in bursts."""

JUDGED = 1 / 50
"""Share of the documents about which somebody has decided something."""

REFUSED = 1 / 100
AUTHORS = ("ana", "ben", "cleo")

MODEL = "invented/1"
RUN = Run(
    id=run_id(Stage.EXTRACT, __version__, MODEL), stage=Stage.EXTRACT, code=__version__, model=MODEL
)

DOSSIER = """\
title = "Invented talks: {documents:,} articles"
negotiation = "Invented"
parties = ["Ukraine", "Russia"]
third_parties = [{others}]
languages = ["en"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made, and how long each part of it took, in seconds."""

    dossier: Dossier
    seconds: dict[str, float]


def make_dossier(folder: Path, documents: int = 10_000, seed: int = 11) -> Made:
    """Make a dossier with a record.

    Args:
        folder: Where; it must not hold a dossier.
        documents: How many articles.
        seed: What everything is drawn from.
    """
    dossier, codebook = _folder(folder, documents)
    watch = _Watch()
    with Store.open(dossier.record_path) as store:
        joined = _write(store, press(codebook, documents, seed), watch)
        writer = store.writer()
        for row in refused(documents):
            writer.add_quarantine(row)
        with watch("positions"):
            derive_positions(store)
        with watch("claims"):
            writer.put_claims(joined.claims(), joined.index())
        with watch("meetings and plans"):
            for batch in batched(joined.events()):
                writer.put_events(batch)
            writer.put_meetings(joined.meetings())
        with watch("order of review"):
            writer.rank_review(codebook.parties)
    return Made(dossier=open_dossier(folder), seconds=watch.seconds)


def press(codebook: Codebook, documents: int, seed: int = 11) -> Iterator[Article]:
    """Write the articles of a dossier, the oldest first."""
    dice = random.Random(f"dossier {seed}")  # noqa: S311 - drawn anew each time alike
    cast = make_cast(codebook, FIRST, DAYS, dice)
    days = busy_days(documents, dice)
    happenings = make_happenings(cast, days, dice)
    writing = Press(cast, codebook, happenings, RUN.id, seed)
    return (writing.article(number, day) for number, day in enumerate(days))


def busy_days(documents: int, dice: random.Random) -> list[date]:
    """Draw the day of every document, in order: more in some weeks than in others."""
    weights = [1.0] * DAYS
    for _ in range(BURSTS):
        start, height = dice.randrange(DAYS), dice.uniform(2, 9)
        for day in range(start, min(DAYS, start + 7)):
            weights[day] += height
    drawn = dice.choices(range(DAYS), weights, k=documents)
    return [FIRST + timedelta(days=day) for day in sorted(drawn)]


def refused(documents: int) -> Iterator[Quarantine]:
    """Make the rows of inputs that could not be read."""
    for number in range(int(documents * REFUSED)):
        name, sha256 = f"refused-{number:05}.pdf", text_sha256(f"refused {number}")
        yield Quarantine(
            id=quarantine_id(name, Stage.INGEST, sha256),
            name=name,
            stage=Stage.INGEST,
            reason="it is a PDF without text; give the article's page or its text",
            sha256=sha256,
            size=10_000 + number,
        )


def _folder(folder: Path, documents: int) -> tuple[Dossier, Codebook]:
    dossier = init_dossier(folder, "russia-ukraine")
    codebook = extend(dossier.codebook_path)
    others = ", ".join(f'"{party}"' for party in PARTIES[2:])
    text = DOSSIER.format(documents=documents, others=others)
    (folder / "dossier.toml").write_text(text, encoding="utf-8")
    return open_dossier(folder), codebook


class _Watch:
    """Sums the seconds that parts take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - began


def _write(store: Store, articles: Iterator[Article], watch: _Watch) -> Joined:
    """Write documents and what was found in them; on some of it people have decided."""
    view, writer, joined = store.view(), store.writer(), Joined()
    decide = deciding(load_knowledge())
    writer.add_run(RUN)
    number = 0
    while True:
        with watch("inventing"):
            article = next(articles, None)
        if article is None:
            return joined
        document = article.document
        with watch("documents"):
            writer.add_document(document)
        judged = number % round(1 / JUDGED) == 0
        if judged:
            writer.append_judgement(decision(article, number))
        with watch("readings"):
            writer.put_reading(
                document.id,
                RUN.id,
                article.statements,
                article.actors,
                article.period,
                decide if judged else None,
            )
        if judged:
            article = article.after(list(view.statements(StatementFilter(document=document.id))))
        with watch("what is told together"):
            joined.add(article)
        number += 1


def decision(article: Article, number: int) -> Judgement:
    """Make what somebody has decided about a statement of an article."""
    statement = article.statements[number % len(article.statements)]
    decided, field, value = (
        (Decision.ACCEPT, None, None),
        (Decision.CORRECT, Field.ACT, '"demand"'),
        (Decision.REJECT, None, None),
    )[number // 50 % 3]
    return Judgement.on(
        statement,
        decided,
        field=field,
        value=value,
        author=AUTHORS[number // 50 % len(AUTHORS)],
        decided_at=f"2026-01-{1 + number // 50 % 28:02}T09:00:00Z",
    )


def main() -> int:
    """Make a dossier and tell how long it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dossiers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    options = parser.parse_args()
    made = make_dossier(options.folder, options.documents)
    for part, seconds in made.seconds.items():
        sys.stdout.write(f"{part:24}{seconds:8.1f} s\n")
    with Store.open(made.dossier.record_path) as store:
        sys.stdout.write(f"{store.view().counts()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
