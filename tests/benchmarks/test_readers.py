"""What readers ask for in the measurement: pages that are there, the same every time."""

import pytest
from benchmarks.readers.addresses import Kind, kinds_in
from benchmarks.readers.reading import Times
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.users.access import cookie_name


def test_times_are_summed_up_in_milliseconds() -> None:
    times = Times.of([number / 1000 for number in range(1, 101)])
    assert (times.number, times.middle, times.most) == (100, 50.5, 100)
    assert times.p95 == pytest.approx(95, abs=0.1)
    assert Times.of([0.25]).p95 == 250


def test_addresses_are_drawn_the_same_every_time(invented: Dossier) -> None:
    with Store.open(invented.record_path) as store:
        kinds = kinds_in(store.view())
        assert kinds == kinds_in(store.view())
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert all(kind.addresses for kind in kinds)


def test_every_kind_of_page_answers(invented: Dossier) -> None:
    with Store.open(invented.record_path) as store:
        app = create_app(invented, store)
        accounts = store.accounts()
        user = accounts.user("bench") or accounts.add("bench", "a long password", Role.CODER)
        cookie = f"{cookie_name(invented)}={accounts.open_session(user)}"
        with TestClient(app) as client:
            for kind in kinds_in(store.view()):
                for address in kind.addresses[:2]:
                    assert status(client, kind, address, cookie) == 200, (kind.name, address)


def status(client: TestClient, kind: Kind, address: str, cookie: str) -> int:
    headers = {"cookie": cookie} if kind.account else {}
    return client.get(address, headers=headers, follow_redirects=False).status_code
