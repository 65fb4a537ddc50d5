"""Somebody who watches feeds, on a clock of the test's own."""

from dataclasses import dataclass

from dragoman.ingest.fetching import Gate
from dragoman.pipeline.reading import Ran
from dragoman.pipeline.watching import Round, Watch
from dragoman.settings import Followed
from dragoman.store import FeedItem, ItemStatus, Store
from tests.ingest.fetching.server import FakeClock, fetcher


@dataclass
class Desk:
    """Somebody who watches, on a clock of the test's own."""

    store: Store
    clock: FakeClock
    followed: list[Followed]
    read: int = 0

    def round(self, gate: Gate | None = None) -> Round:
        def read() -> Ran:
            self.read += 1
            return Ran()

        with fetcher(self.clock, gate=gate) as made:
            return Watch(
                store=self.store,
                followed=self.followed,
                fetcher=made,
                clock=self.clock,
                read=read,
            ).round()

    def later(self, hours: float = 7.0) -> Round:
        self.clock.sleep(hours * 3600)
        return self.round()

    def names(self) -> list[str]:
        return sorted(document.name for document in self.store.view().documents())

    def statuses(self) -> dict[str, ItemStatus]:
        return {item.key: item.status for item in self.store.following().items()}

    def item(self, path: str) -> FeedItem:
        return next(item for item in self.store.following().items() if path in item.key)

    def quarantine(self) -> dict[str, str]:
        return {row.name: row.reason for row in self.store.view().quarantine()}


def follow(*addresses: str, kind: str = "feed", outlet: str | None = None) -> list[Followed]:
    return [Followed(kind=kind, address=address, outlet=outlet) for address in addresses]
