"""Weight: what the first visit to a page transfers, as a browser counts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.readers.server import Served

CHROMIUM = Path("/usr/bin/chromium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a page loaded: its address, how many files, and their bytes as transferred."""

    address: str
    files: int
    size: int
    largest: tuple[tuple[str, int], ...]


def weigh(served: Served, addresses: Sequence[str]) -> list[Loaded]:
    """Open pages in a browser that has nothing kept; empty if there is no browser."""
    if not CHROMIUM.exists():
        return []
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for address in addresses:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            session = context.new_cdp_session(page)
            names: dict[str, str] = {}
            sizes: dict[str, int] = {}

            def sent(event: dict[str, Any], names: dict[str, str] = names) -> None:
                names[event["requestId"]] = event["request"]["url"]

            def done(event: dict[str, Any], sizes: dict[str, int] = sizes) -> None:
                sizes[event["requestId"]] = int(event["encodedDataLength"])

            session.on("Network.requestWillBeSent", sent)
            session.on("Network.loadingFinished", done)
            session.send("Network.enable")
            page.goto(f"http://{served.host}:{served.port}{address}", wait_until="networkidle")
            page.wait_for_timeout(300)
            each = sorted(((names[id_], size) for id_, size in sizes.items()), key=lambda f: -f[1])
            found.append(
                Loaded(
                    address=address,
                    files=len(each),
                    size=sum(size for _, size in each),
                    largest=tuple((url.split("/", 3)[3], size) for url, size in each[:8]),
                )
            )
            context.close()
        browser.close()
    return found
