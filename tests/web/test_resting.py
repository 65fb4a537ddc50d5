"""What answers rest on: an answer that outlives a write reads only the parts that it names."""

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import TypeVar

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from dragoman.store import Store
from dragoman.store.derived import TALLIES
from dragoman.store.queries.written import Part
from dragoman.store.tables import metadata
from dragoman.web.desk import Desk
from tests.web.talks import Talks

T = TypeVar("T")

COUNTED = {
    "documents": Part.DOCUMENTS,
    "date_ranges": Part.DOCUMENTS,
    "statements": Part.STATEMENTS,
    "statement_tallies": Part.STATEMENTS,
    "actors": Part.ACTORS,
    "document_actors": Part.ACTORS,
    "claims": Part.CLAIMS,
    "meetings": Part.MEETINGS,
    "plans": Part.PLANS,
    "position_bases": Part.BASES,
    "position_steps": Part.STEPS,
    "shifts": Part.SHIFTS,
    "judgements": Part.JUDGEMENTS,
    "judged": Part.JUDGEMENTS,
    "quarantine": Part.QUARANTINE,
    "review": Part.REVIEW,
}
"""The tables whose rows are counted."""

LISTS = {
    "coded": {Part.STATEMENTS},
    "linked": {Part.LINKS, Part.STATEMENTS},
    "statement_via": {Part.LINKS, Part.STATEMENTS},
    "documents_search": {Part.DOCUMENTS},
    "statements_search": {Part.STATEMENTS},
}
"""Tables that are written together with others, and by which parts that shows."""

BY_LINKS = ("citations",)
"""Answers about statements that have links alone, which are written together with them."""


def part_of(table: str) -> set[Part] | None:
    """Tell by which parts a write to a table shows: by one of these. None: it is not counted."""
    tallied = {tally.name: counted for tally, counted in TALLIES.items()}
    while table in tallied:
        table = tallied[table]
    for name, parts in LISTS.items():
        if table.startswith(name):
            return parts
    while table in metadata.tables:
        if table in COUNTED:
            return {COUNTED[table]}
        owners = [key.column.table.name for key in metadata.tables[table].foreign_keys]
        own = [owner for owner in owners if table.startswith(owner[:-1])]
        if not own:
            return None
        table = own[0]
    return None


class Watched:
    """Notes what is read while answers are made that outlive writes."""

    def __init__(self, store: Store) -> None:
        self.making: list[tuple[Hashable, tuple[Part, ...]]] = []
        self.made: set[str] = set()
        self.faults: set[str] = set()
        event.listen(store._engine, "checkout", self._watch)

    def _watch(self, connection: sqlite3.Connection, *_: object) -> None:
        connection.set_authorizer(self._read)

    def _read(self, action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table and column:
            for key, parts in self.making:
                needed = part_of(table)
                named = key[0] if isinstance(key, tuple) else key
                if named in BY_LINKS and table == "statements":
                    continue
                if table in ("sqlite_master", "revision", "written"):
                    continue
                if needed is None or not needed & set(parts):
                    self.faults.add(f"{key!s:.60} reads {table} but rests on {parts}")
        return sqlite3.SQLITE_OK

    def within(self, key: Hashable, parts: tuple[Part, ...]) -> None:
        """See that an answer of which others are made rests on no more than they do."""
        for outer, named in self.making:
            if key != "codebook" and (not parts or not set(parts) <= {*named, Part.LINKS}):
                self.faults.add(f"{outer!s:.60} is made of {key!s:.60}, which rests on {parts}")

    @contextmanager
    def over(self, key: Hashable, parts: tuple[Part, ...]) -> Iterator[None]:
        if not parts:
            yield
            return
        self.made.add(str(key[0]) if isinstance(key, tuple) else str(key).partition("(")[0])
        self.making.append((key, parts))
        try:
            yield
        finally:
            self.making.remove((key, parts))


def test_an_answer_reads_only_what_it_is_said_to_rest_on(
    app: FastAPI, store: Store, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, memo = Watched(store), Desk.memo

    def watching(desk: Desk, key: Hashable, make: Callable[[], T], *parts: Part) -> T:
        watched.within(key, parts)

        def made() -> T:
            with watched.over(key, parts):
                return make()

        return memo(desk, key, made, *parts)

    monkeypatch.setattr(Desk, "memo", watching)
    client = TestClient(app)
    seen, waiting = set[str](), ["/"]
    while waiting:
        address = waiting.pop()
        shape = shape_of(address)
        if shape in seen:
            continue
        seen.add(shape)
        answer = client.get(address)
        assert answer.status_code == 200, address
        waiting += links_in(answer.text)
    assert len(seen) > 30
    assert len(watched.made) > 20
    assert watched.faults == set()


def links_in(text: str) -> list[str]:
    found = (unescape(path) for path in re.findall(r'href="(/[^"#]*)', text))
    return [path for path in found if not path.startswith(("/static", "/login", "/api/docs"))]


def shape_of(address: str) -> str:
    """Bring an address to its kind: what stands for one thing, and which fields it has."""
    path, _, query = address.partition("?")
    first, _, rest = path.lstrip("/").partition("/")
    fields = sorted(field.partition("=")[0] for field in query.split("&"))
    return f"{first}/{'*' * bool(rest)}{rest.count('/')}?{fields}"
