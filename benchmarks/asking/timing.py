"""Timing: how long questions take, each on its own, and what the database plans for the slow."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from benchmarks.asking.queries import Asked
from benchmarks.readers.reading import Times
from dragoman.store import View

ROUNDS = 3
LONGEST_S = 20.0
"""No kind of question is asked for longer; each at least once."""

LONGEST_SQL = 900
"""How much of a statement of SQL is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How long things took.

    Attributes:
        wall: Until they were done.
        processor: What this thread computed of that: with SQLite all of it, and whatever else the
            machine does adds little; with a server its client's part alone.
        longest: Which of them computed longest, by its place.
    """

    wall: Times
    processor: Times
    longest: int


def times_of(
    work: Sequence[Callable[[], object]], rounds: int = ROUNDS, longest_s: float = LONGEST_S
) -> Taken:
    """Do things in turns, in an order that is drawn, and sum up how long each took."""
    dice = random.Random("timing")  # noqa: S311 - drawn anew each time alike
    taken: list[float] = []
    computed: list[float] = []
    places: list[int] = []
    until = time.monotonic() + longest_s
    for _ in range(rounds):
        for place in dice.sample(range(len(work)), len(work)):
            if taken and time.monotonic() > until:
                break
            began, used = time.perf_counter(), time.thread_time()
            work[place]()
            places.append(place)
            computed.append(time.thread_time() - used)
            taken.append(time.perf_counter() - began)
    longest = places[computed.index(max(computed))]
    return Taken(wall=Times.of(taken), processor=Times.of(computed), longest=longest)


def time_questions(
    view: View, questions: Mapping[str, Sequence[Asked]], longest_s: float = LONGEST_S
) -> Iterator[tuple[str, Taken]]:
    """Time kinds of questions one after the other."""
    for name, asked in questions.items():
        if asked:
            work = [lambda one=one: one(view) for one in asked]
            yield name, times_of(work, longest_s=longest_s)


@contextmanager
def plans(told: Callable[[str], None]) -> Iterator[None]:
    """Tell of every statement of SQL within the block, once, how SQLite plans to answer it."""
    seen: set[str] = set()

    def explain(
        connection: Connection, _: object, statement: str, parameters: Any, *__: object
    ) -> None:
        if statement in seen or not statement.lstrip().upper().startswith(("SELECT", "WITH")):
            return
        seen.add(statement)
        raw = connection.connection.cursor()
        raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        lines = [f"    {row[3]}" for row in raw.fetchall()]
        told("\n".join([" ".join(statement.split())[:LONGEST_SQL], *lines]))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
