"""Warming a server, and how it listens."""

import gc
import socket
from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.queries.written import Part
from dragoman.web import warming
from dragoman.web.desk import Desk
from dragoman.web.rendering import environment
from dragoman.web.serving import listen
from dragoman.web.warming import keep_warm, renew, warm

T = TypeVar("T")


@pytest.fixture
def thawed() -> Iterator[None]:
    """Give frozen objects back to the collector."""
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_a_warm_server_has_templates_and_shared_answers(app: FastAPI, app_desk: Desk) -> None:
    warm(app)
    assert {"signs", "codebook", "families", "outlets"} <= set(app_desk._memory.keys())
    templates = environment().cache
    assert templates is not None
    assert len(list(templates)) > 20


def test_a_page_that_fails_stops_no_server(app: FastAPI, store: Store) -> None:
    store.close()
    app.state.desk.dossier.codebook_path.write_text("{", encoding="utf-8")
    warm(app)


def test_what_readers_waited_for_is_made_anew_after_a_write(
    app: FastAPI, app_desk: Desk, client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "SLOW_S", 0.0)
    for address in ("/outlets", "/feeds/changes.atom", *("/claims?status=contested",) * 2):
        assert client.get(address).status_code == 200
    app.state.visits.note("/plans/compare?one=nothing", 9.9)
    store.writer().put_claims(())
    assert app_desk.seated().memo("kept", lambda: "so far", Part.CLAIMS) == "so far"
    made, memo = list[Hashable](), Desk.memo

    def watching(desk: Desk, key: Hashable, make: Callable[[], T], *parts: Part) -> T:
        def noted() -> T:
            made.append(key)
            return make()

        return memo(desk, key, noted, *parts)

    monkeypatch.setattr(Desk, "memo", watching)
    renew(app)
    names = {key[0] for key in made if isinstance(key, tuple)}
    assert "claims" in names
    assert "feed" in made
    # What the write did not touch is as it was.
    assert "carrying" not in made
    made.clear()
    assert client.get("/claims?status=contested").status_code == 200
    assert made == []


def test_a_watched_record_is_warmed_when_the_writing_is_over(
    app: FastAPI, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "LOOK_EVERY_S", 0.0)
    renewed, looks = list[int](), iter(range(8))

    def over() -> bool:
        look = next(looks)
        if look in (1, 2, 3):
            store.writer().related(())
        return look == 7

    monkeypatch.setattr(warming, "warm", lambda app: None)
    monkeypatch.setattr(warming, "renew", lambda app: renewed.append(1))
    keep_warm(app, over)
    assert renewed == [1]


def test_answers_do_not_wait_for_the_readers_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                # What asyncio looks at before it turns Nagle's algorithm off.
                assert accepted.proto == socket.IPPROTO_TCP


@pytest.mark.usefixtures("thawed")
def test_server_that_is_stopped_while_it_warms_ends_in_silence(app: FastAPI, store: Store) -> None:
    def over() -> bool:
        pytest.fail("it looks at a closed record again and again")

    store.close()
    keep_warm(app, over)
