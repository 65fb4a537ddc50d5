"""A watching process for the soak, to be started and killed, and the outlets that it watches."""

import multiprocessing
import signal
import threading
import time
from pathlib import Path
from random import Random

from dragoman.errors import StoreError
from dragoman.ingest.fetching import Gate
from dragoman.ingest.fetching.client import Limits
from dragoman.ingest.fetching.fetcher import Fetcher
from dragoman.ingest.fetching.hosts import Hosts
from dragoman.opening.opened import nothing
from dragoman.pipeline.verifying import Verified, verify
from dragoman.pipeline.watching import Watch
from dragoman.settings import Followed
from dragoman.store import ItemStatus, Store
from tests.ingest.fetching.outlet import Outlet, Story
from tests.ingest.fetching.server import Handler, Route, Server, page, resolve_tests, serving

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "alembic.command", "tests.pipeline.watched"])

SEED = 20261122
SPEED = 2_000.0
"""How many seconds pass on the clock of the soak in one of ours: half an hour in one."""


class FastClock:
    """The time of day, sped up; all processes of a soak agree on it."""

    def __init__(self, began: float, speed: float = SPEED) -> None:
        self._began = began
        self._speed = speed

    def now(self) -> float:
        return self._began + (time.time() - self._began) * self._speed

    def monotonic(self) -> float:
        return self.now()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / self._speed)


def watch(path: Path, addresses: list[str], began: float, seed: int, rounds: int = 10**9) -> None:
    """Watch feeds, round after round, until somebody kills this process."""
    clock = FastClock(began)
    # A patience as short as our own time asks for, so that what is put off is put off here too.
    hosts = Hosts(clock, patience_s=300.0, seed=seed)
    limits = Limits(seconds=0.5, connect_s=0.3, quiet_s=0.3)
    gate = Gate(resolve=resolve_tests, allow_loopback=True)
    followed = [Followed(kind="feed", address=address) for address in addresses]
    with (
        Store.open(path) as store,
        Fetcher(gate=gate, hosts=hosts, clock=clock, limits=limits) as fetcher,
    ):
        watching = Watch(store=store, followed=followed, fetcher=fetcher, clock=clock)
        for _ in range(rounds):
            watching.round()
            clock.sleep(watching.pause())


class Press:
    """Outlets that publish while they are watched, on a server with faults."""

    def __init__(self, server: Server, seed: int, outlets: int = 3, fault: float = 0.2) -> None:
        self.dice = Random(seed)
        self.server = server
        self.fault = fault
        self.faults = 0
        self.published = 0
        self.outlets = [Outlet(server, f"outlet{n}.test") for n in range(outlets)]
        self.changed: dict[str, int] = {}
        self.missing: list[str] = []
        self._lock = threading.Lock()
        for number, outlet in enumerate(self.outlets):
            server.routes[f"/feed{number}.xml"] = self._feed(outlet)
        # One feed repeats what another one has, with parameters of its own.
        server.routes["/all.xml"] = self._feed(self.outlets[0], query="?utm_source=all")
        server.routes["/robots.txt"] = self.faulty(lambda handler: handler.send(404))

    def addresses(self) -> list[str]:
        feeds = [
            self.server.at(f"/feed{number}.xml", outlet.host)
            for number, outlet in enumerate(self.outlets)
        ]
        return [*feeds, self.server.at("/all.xml", "mirror.test")]

    def publish(self) -> None:
        """Put up an article; some are gone again before anybody asks, some come by a redirect."""
        name = str(self.published)
        self.published += 1
        number = self.dice.randrange(len(self.outlets))
        outlet = self.outlets[number]
        with self._lock:
            (story,) = outlet.publish(f"{number}-{name}")
            sort = self.dice.random()
            if sort < 0.05:
                self.server.routes[story.path] = self.faulty(lambda handler: handler.send(410))
                self.missing.append(outlet.address(story))
                return
            if sort < 0.15:
                path = f"/moved{story.path}"
                self.server.routes[path] = self.faulty(self._article(story))
                target = self.server.at(path, outlet.host)
                self.server.routes[story.path] = self.faulty(
                    lambda handler: handler.send(301, b"", {"Location": target})
                )
                return
            self.server.routes[story.path] = self.faulty(self._article(story))

    def change(self) -> None:
        """Write an article anew, as outlets do during a day."""
        with self._lock:
            stories = [
                (outlet, story)
                for outlet in self.outlets
                for story in outlet.stories
                if outlet.address(story) not in self.missing
            ]
            outlet, story = self.dice.choice(stories)
            version = self.changed.get(outlet.address(story), 0) + 1
            self.changed[outlet.address(story)] = version
            story.updated = f"2026-11-16T10:{version:02}:00Z"
            story.body += f"<p>Added later: point {version} is still open, officials say.</p>"

    def stories(self) -> dict[str, Story]:
        return {
            outlet.address(story): story
            for outlet in self.outlets
            for story in outlet.stories
            if outlet.address(story) not in self.missing
        }

    def told(self) -> str:
        """Say what has been published."""
        versions = sum(self.changed.values())
        return f"{len(self.stories())} articles, {versions} changes, {len(self.missing)} gone"

    def faulty(self, answer: Route) -> Route:
        """Answer now and then with a fault that passes."""

        def route(handler: Handler) -> None:
            with self._lock:
                hit = self.dice.random() < self.fault
                kind = self.dice.randrange(7)
                self.faults += hit
            if not hit:
                answer(handler)
            elif kind < 2:
                handler.send(500 + 3 * kind, b"down")
            elif kind == 2:
                handler.send(429, b"slow down", {"Retry-After": "400"})
            elif kind == 3:
                handler.raw(b"")
            elif kind == 4:
                handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<html><body>cut")
            elif kind == 5:
                handler.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<htm")
            else:
                time.sleep(0.6)

        return route

    def _article(self, story: Story) -> Route:
        def route(handler: Handler) -> None:
            with self._lock:
                first = f"<p>{story.title} from the harbour town.</p>"
                text = page(story.title, first + story.body).encode()
            handler.send(200, text, {"Content-Type": "text/html; charset=utf-8"})

        return route

    def _feed(self, outlet: Outlet, query: str = "") -> Route:
        def answer(handler: Handler) -> None:
            with self._lock:
                shown = [
                    Story(
                        path=story.path,
                        title=story.title,
                        updated=None if query else story.updated,
                        query=query,
                    )
                    for story in outlet.stories
                ]
                text = outlet.feed(shown, "<ttl>10</ttl>").encode()
            etag = f'"{hash(text)}"'
            if handler.headers["If-None-Match"] == etag:
                handler.send(304, b"", {"ETag": etag})
            else:
                told = {"Content-Type": "application/rss+xml", "ETag": etag}
                handler.send(200, text, told)

        return self.faulty(answer)


def check_whole(path: Path) -> None:
    """See that a killed watch has left every item with its document, or waiting for it."""
    try:
        with Store.open(path) as store:
            assert store.check() == []
            documents = {document.id for document in store.view().documents()}
            named = {item.document for item in store.following().items() if item.document}
            assert named <= documents
    except StoreError as error:
        raise AssertionError(f"the record does not open: {error}") from error


def soak(
    path: Path, *, kills: int, stories: int, patience: float = 300.0, seed: int = SEED
) -> Press:
    """Publish, watch and kill, then let the watch come to rest.

    Returns:
        What was published, and how often the server failed.
    """
    dice, began = Random(seed), time.time()
    with serving() as server:
        press = Press(server, seed)
        addresses = press.addresses()
        for kill in range(kills):
            process = PROCESSES.Process(target=watch, args=(path, addresses, began, kill))
            process.start()
            for _ in range(stories * (kill + 1) // kills - stories * kill // kills):
                time.sleep(dice.uniform(0.0, 0.4))
                press.publish()
                if press.published % 7 == 0:
                    press.change()
            time.sleep(dice.uniform(0.0, 2.0))
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL, "the watch ended by itself"
            check_whole(path)
        press.fault = 0.0
        settle(path, addresses, began, patience, press)
        return press


def settle(path: Path, addresses: list[str], began: float, patience: float, press: Press) -> None:
    """Watch without faults until every article has come in its newest version."""
    process = PROCESSES.Process(target=watch, args=(path, addresses, began, 0))
    process.start()
    until = time.monotonic() + patience
    try:
        while time.monotonic() < until and not is_settled(path, press):
            assert process.is_alive(), "the watch ended by itself"
            time.sleep(0.3)
    finally:
        process.kill()
        process.join()


def is_settled(path: Path, press: Press) -> bool:
    if not path.exists():
        return False
    with Store.open(path) as store:
        waits = any(item.status is ItemStatus.WAITING for item in store.following().items())
    return not waits and not lacking(path, press)


def lacking(path: Path, press: Press) -> list[str]:
    """List the articles whose newest version is not in the record."""
    texts: dict[str, str] = {}
    with Store.open(path) as store:
        for document in store.view().documents():
            texts[document.name] = texts.get(document.name, "") + document.text
    return [
        address
        for address in press.stories()
        if address not in texts
        or (press.changed.get(address) and f"point {press.changed[address]} " not in texts[address])
    ]


def check(path: Path, press: Press) -> None:
    """See that every article that was published is in the record, once in each version."""
    assert lacking(path, press) == []
    with Store.open(path) as store:
        items = {item.key: item for item in store.following().items()}
        documents = list(store.view().documents())
        quarantine = {row.name for row in store.view().quarantine()}
        assert list(verify(store, Verified(), nothing)) == []
    stories = press.stories()
    assert set(items) == set(stories) | set(press.missing)
    assert {items[address].status for address in stories} == {ItemStatus.FETCHED}
    assert {items[address].status for address in press.missing} <= {ItemStatus.FAILED}
    assert quarantine == set(press.missing)
    assert len({(document.url, document.sha256) for document in documents}) == len(documents)
    assert {document.name for document in documents} == set(stories)
    # An article that was never changed has one version, whatever happened on the way to it.
    for address in stories:
        versions = [document for document in documents if document.name == address]
        assert 1 <= len(versions) <= 1 + press.changed.get(address, 0)
