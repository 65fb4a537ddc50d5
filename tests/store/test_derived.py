"""Derived tables: whatever is written, they have what counting anew would give."""

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, select, text

from dragoman.pipeline import derive_positions
from dragoman.record import Act, Code, Decision, Field, Judgement, Stage, Stance
from dragoman.store import Store
from dragoman.store.bearing import (
    note_arrivals,
    place_meetings,
    place_statements,
    place_subjects,
)
from dragoman.store.derived import CLAIM_SUBJECTS, CODED, LINKED, TALLIES, UNKNOWN
from dragoman.store.queries.written import Part, WritesByPart
from dragoman.store.tables import CLAIMS, DOCUMENTS, MEETINGS, PLANS, SHIFTS, metadata
from tests import make
from tests.store import newsroom
from tests.store.conftest import NewStore
from tests.store.test_judging import decide

NUMBERS = ("number", "said")
BOTH_STANCES = [Code(concept="tides", stance=stance) for stance in Stance]


def rows_of(connection: Connection, table: Table) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row) for row in connection.execute(select(table)))


def counted_anew(connection: Connection, tally: Table) -> Counter[tuple[object, ...]]:
    counted = metadata.tables[TALLIES[tally]]
    keys = [column.name for column in tally.columns if column.name not in NUMBERS]
    sums: dict[tuple[object, ...], list[int]] = {}
    for row in connection.execute(select(counted)).mappings():
        key = tuple(UNKNOWN if row[name] is None else str(row[name]) for name in keys)
        found = sums.setdefault(key, [0] * (len(tally.columns) - len(keys)))
        found[0] += 1
        for place, column in enumerate(list(tally.columns)[len(keys) + 1 :], start=1):
            found[place] += row[column.name] or 0
    return Counter((*key, *numbers) for key, numbers in sums.items())


def check(store: Store) -> None:
    """See that every derived table is as it would be if it were made anew."""
    with store._writing() as connection:
        for tally in TALLIES:
            assert rows_of(connection, tally) == counted_anew(connection, tally), tally.name
        placed = (CODED, LINKED, CLAIM_SUBJECTS, DOCUMENTS.table, MEETINGS.table)
        before = [rows_of(connection, table) for table in placed]
        for table in placed[:3]:
            connection.execute(table.delete())
        for name, column in (("documents", "said"), ("meetings", "placed_on")):
            connection.execute(text(f"UPDATE {name} SET {column} = NULL"))
        place_statements(connection, connection.scalars(select(DOCUMENTS.table.c.id)).all())
        place_subjects(connection)
        place_meetings(connection)
        empty = text("UPDATE documents SET said = 0 WHERE said IS NULL")
        connection.execute(empty)
        for table, there in zip(placed, before, strict=True):
            assert rows_of(connection, table) == there, table.name


PARTS = {
    "statements": Part.STATEMENTS,
    "coded": Part.STATEMENTS,
    "linked": Part.STATEMENTS,
    "claims": Part.CLAIMS,
    "documents": Part.DOCUMENTS,
    "shifts": Part.SHIFTS,
    "review": Part.REVIEW,
    "position_bases": Part.BASES,
    "actors": Part.ACTORS,
    "actor_versions": Part.ACTORS,
}
"""By which part it shows that a table that is counted, or a list made of it, was written."""


def shown_by(store: Store) -> dict[str, tuple[Part, Counter[tuple[object, ...]]]]:
    """Give what derived tables have, and by which part a write to them shows."""
    sources = TALLIES | {CODED: "coded", LINKED: "linked", CLAIM_SUBJECTS: "claims"}
    with store._writing() as connection:
        return {
            table.name: (PARTS[source], rows_of(connection, table))
            for table, source in sources.items()
        }


def test_a_newsroom_is_counted_as_it_is_written(store: Store) -> None:
    newsroom.fill(store)
    store.writer().rank_review(["Island"])
    check(store)
    with store._writing() as connection:
        for shape in (SHIFTS, CLAIMS, MEETINGS, PLANS):
            before = rows_of(connection, shape.table)
            assert all(connection.scalars(select(shape.table.c.told_at)))
            connection.execute(shape.table.update().values(told_at=None))
            note_arrivals(connection, shape, None)
            assert rows_of(connection, shape.table) == before
        assert all(rows_of(connection, table) for table in (*TALLIES, LINKED, CLAIM_SUBJECTS))


class Writing:
    """Writes to a record at random, as runs and people do."""

    def __init__(self, store: Store, random: Random) -> None:
        self.store, self.random = store, random
        self.writer, self.view = store.writer(), store.view()
        self.documents = list(self.view.documents())

    def read(self) -> None:
        """Read a document once more, and find something else."""
        document = self.random.choice(self.documents)
        found = newsroom.statements(self.random, document)
        if self.random.random() < 0.5:
            found.append(
                make.statement(document, "Ports", party="Island", codes=BOTH_STANCES, act=Act.DENY)
            )
        ranged = newsroom.range_of(document, self.random.randrange(9))
        said = {statement.speaker.id for statement in found if statement.speaker}
        cast = [actor for actor in newsroom.CAST if actor.id in said]
        self.writer.put_reading(document.id, make.RUN.id, found, cast, ranged, decide)

    def fail(self) -> None:
        document = self.random.choice(self.documents)
        self.writer.fail_document(
            make.quarantine(document=document, stage=Stage.EXTRACT), make.RUN.id
        )

    def date(self) -> None:
        """Learn between which days an undated document is from."""
        undated = [document for document in self.documents if not document.published]
        if not undated:
            return
        document = self.random.choice(undated)
        ranged = newsroom.range_of(document, self.random.randrange(9))
        self.writer.put_date_ranges([ranged] if ranged else [])

    def tell_more(self) -> None:
        """Find a document once more, with another day and language."""
        document = self.random.choice(self.documents)
        other = make.document(
            document.text,
            document.name,
            outlet=document.outlet,
            published=self.random.choice(["2024-03-04", "2024", None]),
            language="fr",
        )
        self.writer.add_document(other, ingest_version=self.random.randrange(9))
        self.documents = list(self.view.documents())

    def judge(self) -> None:
        """Correct what a machine found, or take it out."""
        statements = list(self.view.statements())
        if not statements:
            return
        statement = self.random.choice(statements)
        decided, field, value = self.random.choice(
            [
                (Decision.REJECT, None, None),
                (Decision.CORRECT, Field.ACT, '"demand"'),
                (Decision.CORRECT, Field.PARTY, '"Mainland"'),
            ]
        )
        made = Judgement.on(
            statement,
            decided,
            field=field,
            value=value,
            author="ana",
            decided_at="2026-01-01T09:00:00Z",
        )
        self.writer.judge(statement.document, [made], decide)

    def derive(self) -> None:
        derive_positions(self.store)
        self.writer.rank_review(["Island"])

    def join(self) -> None:
        """Join claims anew."""
        said = list(self.view.statements())
        groups = {tuple(self.random.sample(said, min(2, len(said)))): None for _ in range(4)}
        self.writer.put_claims(make.claim(*group) for group in groups if group)


@pytest.fixture(scope="module")
def rewritten(new_store: NewStore) -> Iterable[Store]:
    with new_store() as store:
        newsroom.fill(store, 12)
        yield store


@given(
    seed=st.integers(0, 2**32),
    acts=st.lists(
        st.sampled_from(["read", "fail", "date", "tell_more", "judge", "derive", "join"]),
        min_size=1,
        max_size=6,
    ),
)
@settings(max_examples=12, deadline=None)
def test_whatever_is_written_counts_are_those_of_counting_anew(
    rewritten: Store, seed: int, acts: list[str]
) -> None:
    writing = Writing(rewritten, Random(seed))
    view = rewritten.view()
    for act in acts:
        before, numbers = shown_by(rewritten), view.ask(WritesByPart())
        getattr(writing, act)()
        now = view.ask(WritesByPart())
        for name, (part, rows) in shown_by(rewritten).items():
            assert rows == before[name][1] or now[part] != numbers[part], (act, name)
    check(rewritten)
