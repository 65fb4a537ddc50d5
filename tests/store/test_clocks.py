"""Clocks that go back, or that differ between machines: decisions keep the order of writing."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from dragoman.errors import StoreError
from dragoman.record import Act, Decision, Document, Field, Judgement, Statement
from dragoman.store import Outcome, Store, migrations, sqlite
from dragoman.store.address import Address
from dragoman.store.queries.judgements import (
    DecisionsOf,
    JudgementList,
    JudgementsOn,
    JudgementState,
    JudgementStates,
)
from dragoman.store.queries.review import JudgementsAbout
from tests import make
from tests.postgresql import Server
from tests.store.test_judging import DOCUMENT, TALKS, acts, decide, filled, read

__all__ = ["filled"]

AHEAD, BACK = "2027-11-22T09:30:00Z", "2026-11-22T09:30:00Z"


def decided(value: str, at: str, author: str = "jd") -> Judgement:
    return make.judgement(
        TALKS, Decision.CORRECT, field=Field.ACT, value=value, author=author, decided_at=at
    )


def judge_now(store: Store, *judgements: Judgement) -> None:
    store.writer().judge(DOCUMENT.id, judgements, decide, now=True)


def test_decision_after_the_clock_was_set_back_overrules_those_before(filled: Store) -> None:
    first, second = decided("warn", AHEAD), decided("deny", BACK, "ed")
    judge_now(filled, first)
    judge_now(filled, second)
    assert acts(filled)[0] == "deny"
    states = filled.view().ask(JudgementStates(ids=(first.id, second.id)))
    assert states == {first.id: JudgementState.OVERRULED, second.id: JudgementState.COUNTS}
    back = make.judgement(second, decided_at="2025-01-01T00:00:00Z")
    judge_now(filled, back)
    assert acts(filled)[0] == "warn"
    read(filled, TALKS)
    assert acts(filled) == ["warn"], "another reading comes to the same"


def test_every_list_of_decisions_has_them_as_they_were_written(filled: Store) -> None:
    instants = (AHEAD, BACK, "2026-01-01T00:00:00Z", "2027-11-22T09:30:00.5Z")
    values = ("warn", "deny", "agree", "predict")
    made = [decided(value, at) for value, at in zip(values, instants, strict=True)]
    for one in made:
        judge_now(filled, one)
    view, newest = filled.view(), tuple(reversed(made))
    assert list(view.judgements()) == made
    page = view.ask(JudgementList(limit=3))
    assert page.items + view.ask(JudgementList(limit=3, after=page.next)).items == newest
    assert view.ask(JudgementsOn(target=TALKS.id)) == newest
    assert view.ask(JudgementsAbout(statement=TALKS.id)) == newest
    assert view.ask(DecisionsOf(document=DOCUMENT.id))[1] == tuple(made)
    assert acts(filled)[0] == "predict"


def test_decisions_of_one_instant_keep_their_order(filled: Store) -> None:
    """Ids, which are digests, are in another order for some of so many."""
    for number in range(12):
        value = ("warn", "deny")[number % 2]
        judge_now(filled, decided(value, BACK, f"author {number}"))
        assert acts(filled)[0] == value


def test_decision_that_tells_its_place_stands_there(filled: Store) -> None:
    """One from another record does not overrule what was decided after it."""
    judge_now(filled, decided("warn", AHEAD))
    filled.writer().judge(DOCUMENT.id, [decided("deny", BACK)], decide)
    assert acts(filled)[0] == "warn"


def test_the_same_decision_again_keeps_its_place(filled: Store) -> None:
    first, second = decided("warn", AHEAD), decided("deny", BACK)
    judge_now(filled, first)
    judge_now(filled, second)
    judge_now(filled, first)
    assert acts(filled)[0] == "deny"
    assert filled.view().counts().judgements == 2


def test_two_machines_with_other_clocks_each_see_their_decision_count(
    postgres: Server,
) -> None:
    """Two stores, as of two processes, whose clocks are a year apart."""
    address = postgres.make()
    try:
        with Store.open(address) as one, Store.open(address) as other:
            one.writer().add_document(DOCUMENT)
            one.writer().add_run(make.RUN)
            read(one, TALKS)
            for number in range(6):
                store, at = (one, AHEAD) if number % 2 else (other, BACK)
                value = list(Act)[number].value
                judge_now(store, decided(value, at, f"author {number}"))
                assert acts(one) == acts(other) == [value]
    finally:
        postgres.drop(address)


def decide_nothing(
    document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
) -> Outcome:
    return Outcome(statements=tuple(machine))


def bring_to(revision: str, place: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = sqlite.engine(place, 1.0)
    with sqlite.for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def rows() -> list[tuple[str, ...]]:
    """Judgements as an older record has them: by letters in another order than by instants."""
    made = [
        make.judgement(author=author, decided_at=at)
        for author, at in (
            ("early", "2026-11-22T09:30:00Z"),
            ("late", "2026-11-22T09:30:00.5Z"),
            ("first", "2026-11-22T09:29:59+00:00"),
        )
    ]
    return [(j.id, j.target, j.decision.value, j.author, j.decided_at) for j in made]


COLUMNS = "id, target, decision, author, decided_at"


def test_older_record_keeps_the_order_that_its_decisions_had(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    bring_to("0011", path)
    with closing(sqlite3.connect(path)) as connection, connection:
        insert = f"INSERT INTO judgements ({COLUMNS}) VALUES (?, ?, ?, ?, ?)"
        connection.executemany(insert, rows())
    with Store.open(path) as store:
        assert [one.author for one in store.view().judgements()] == ["first", "early", "late"]
        newer = make.judgement(author="now", decided_at="2020-01-01T00:00:00Z")
        store.writer().add_document(DOCUMENT)
        store.writer().judge(DOCUMENT.id, [newer], decide_nothing, now=True)
        assert [one.author for one in store.view().judgements()][-1] == "now"
        with pytest.raises(StoreError, match="kept as they were given"), store._writing() as there:
            there.execute(text("UPDATE judgements SET sequence = 1"))


def test_older_record_on_a_server_keeps_it_too(postgres: Server) -> None:
    from dragoman.store import postgresql

    address: Address = postgres.make()
    try:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        engine = postgresql.engine(address, 10.0)
        with postgresql.for_writing(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0011")
            for id_, target, decision, author, at in rows():
                insert = f"INSERT INTO judgements ({COLUMNS}) VALUES (:a, :b, :c, :d, :e)"
                values = {"a": id_, "b": target, "c": decision, "d": author, "e": at}
                connection.execute(text(insert), values)
        engine.dispose()
        with Store.open(address) as store:
            assert [one.author for one in store.view().judgements()] == ["first", "early", "late"]
            refused = pytest.raises(StoreError, match="kept as they were given")
            with refused, store._writing() as there:
                there.execute(text("UPDATE judgements SET sequence = 1"))
    finally:
        postgres.drop(address)
