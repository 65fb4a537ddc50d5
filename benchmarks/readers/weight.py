"""Weight: what the first visit to a page transfers, as a browser counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.readers.server import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a page loaded.

    Attributes:
        address: Its address.
        files: How many files the first visit transfers.
        size: Their bytes as transferred, with the heads of answers.
        again: The bytes of a second visit.
        largest: The largest files of the first.
    """

    address: str
    files: int
    size: int
    again: int
    largest: tuple[tuple[str, int], ...]


def weigh(served: Served, addresses: Sequence[str]) -> list[Loaded]:
    """Open pages in a browser that has nothing kept, then once more; empty without a browser."""
    if not CHROMIUM.exists():
        return []
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for address in addresses:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            first, again = (
                _visit(page, f"http://{served.host}:{served.port}{address}") for _ in range(2)
            )
            found.append(
                Loaded(
                    address=address,
                    files=len(first),
                    size=sum(size for _, size in first),
                    again=sum(size for _, size in again),
                    largest=tuple((url.split("/", 3)[3], size) for url, size in first[:8]),
                )
            )
            context.close()
        browser.close()
    return found


def _visit(page: "Page", address: str) -> list[tuple[str, int]]:
    """Open a page; give what is transferred with its bytes, the largest first."""
    session = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def sent(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def done(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", done)
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)
    session.detach()
    return sorted(((names[id_], size) for id_, size in sizes.items()), key=lambda file: -file[1])
