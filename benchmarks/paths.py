"""The main paths through the pages: what they ask of an analyst's hands, and of the machine.

usage: python -m benchmarks paths [--rounds N]

Each path is walked in Chromium on the shipped example. Clicks, keys and typed characters are
counted. `machine` is the time from an action until the page answers it. `hand` is what a practised
person's hands and eyes need for the same actions by the Keystroke-Level Model (Card, Moran and
Newell 1980, The keystroke-level model for user performance time with interactive systems, CACM
23(7)); reading articles is not in it.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from tests.browser.served import CODER, PASSWORD, chromium, make_example, serving

KEY = 0.28
"""Seconds for a key, average typist; this and those below: Card, Moran and Newell, table 1."""
POINT = 1.1
BUTTON = 0.2
TO_MOUSE = 0.4
PREPARE = 1.35
"""Seconds to make up one's mind before an action that is chosen, not only carried on."""
STATEMENTS = 10


@dataclass(slots=True)
class Hand:
    """Acts on a page as a person would, and counts.

    Attributes:
        page: The page.
        clicks: Clicks so far.
        keys: Keys pressed, characters typed among them.
        thoughts: Actions that had to be chosen.
        machine: Seconds between actions and answers.
    """

    page: Page
    clicks: int = 0
    keys: int = 0
    thoughts: int = 0
    machine: float = 0.0

    @property
    def seconds(self) -> float:
        """Give the time of hands and eyes by the Keystroke-Level Model."""
        mouse = self.clicks * (POINT + BUTTON) + (TO_MOUSE if self.clicks else 0)
        return mouse + self.keys * KEY + self.thoughts * PREPARE

    def click(self, target: Locator, until: Callable[[], object]) -> None:
        """Click a thing and wait for the answer."""
        self.clicks += 1
        self._answered(target.click, until)

    def press(self, key: str, until: Callable[[], object]) -> None:
        """Press a key and wait for the answer."""
        self.keys += 1
        self._answered(lambda: self.page.keyboard.press(key), until)

    def fill(self, target: Locator, text: str) -> None:
        """Click into a field and type over what is in it."""
        self.clicks += 1
        self.keys += len(text)
        self.thoughts += 1
        target.fill(text)

    def _answered(self, act: Callable[[], object], until: Callable[[], object]) -> None:
        self.thoughts += 1
        began = time.perf_counter()
        act()
        until()
        self.machine += time.perf_counter() - began


def reach_words(hand: Hand) -> None:
    """From the overview to a contested claim and on to its words in the article."""
    page = hand.page
    page.goto("/")
    contested = page.get_by_role("main").get_by_role("link", name=re.compile("All .* contested"))
    hand.click(contested, lambda: page.wait_for_url(re.compile("/claims")))
    claim = page.locator("main a[href*='/claims/']").first
    hand.click(claim, lambda: page.wait_for_url("**/claims/*"))
    words = page.locator("main a[href*='/documents/'][href*='#s-']").first
    hand.click(words, lambda: page.wait_for_url("**/documents/*"))
    expect(page.locator("#" + page.url.partition("#")[2])).to_be_in_viewport()


def correct_speaker(hand: Hand) -> None:
    """From a cell of the matrix to its statement, another speaker, and back to the matrix."""
    page = hand.page
    page.goto("/positions?all=1")
    cell = page.locator("main table a[href*='/positions/Germany/']").first
    path = (cell.get_attribute("href") or "").partition("?")[0]
    review = page.locator("a[href*='/review/']:visible").first
    hand.click(cell, review.wait_for)
    speaker = page.get_by_label("Speaker").first
    hand.click(review, speaker.wait_for)
    hand.fill(speaker, "Emmanuel Macron")
    save = page.get_by_role("button", name="Corrections only")
    hand.click(save, lambda: page.wait_for_load_state("networkidle"))
    page.goto("/positions?all=1")
    changed = path.replace("/Germany/", "/France/")
    expect(page.locator(f"main table a[href*='{changed}']").first).to_be_visible()


def review_ten(hand: Hand) -> None:
    """Ten statements of the queue accepted by keyboard alone."""
    page = hand.page
    page.goto("/review", wait_until="networkidle")
    hand.press("b", lambda: page.wait_for_url("**/review/*"))
    sheet = page.locator("[data-sheet]")
    for _ in range(STATEMENTS):
        shown = sheet.get_attribute("data-sheet") or ""
        hand.press("a", partial(expect(sheet).not_to_have_attribute, "data-sheet", shown))


PATHS: dict[str, Callable[[Hand], None]] = {
    "a contested claim, to its words": reach_words,
    "a speaker corrected, matrix changed": correct_speaker,
    f"{STATEMENTS} statements reviewed by keyboard": review_ten,
}


def walk(browser: Browser, address: str) -> dict[str, Hand]:
    """Walk every path once, logged in."""
    context = browser.new_context(
        base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("Name").fill(CODER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    hands = {}
    for name, path in PATHS.items():
        hands[name] = Hand(page)
        path(hands[name])
    context.close()
    return hands


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks paths", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args(arguments).rounds
    browser_path = chromium()
    if browser_path is None:
        sys.stderr.write("no Chromium is installed; `apt-get install chromium`\n")
        return 1
    walked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for _ in range(rounds):
            # Each round corrects and reviews, so each has a dossier of its own.
            with (
                tempfile.TemporaryDirectory() as folder,
                serving(make_example(Path(folder) / "dossier")) as address,
            ):
                walked.append(walk(browser, address))
        browser.close()
    lines = [f"{'':38}{'clicks':>8}{'keys':>7}{'hand s':>9}{'machine s':>11}"]
    for name in PATHS:
        hand = walked[0][name]
        machine = median(hands[name].machine for hands in walked)
        lines.append(f"{name:38}{hand.clicks:8}{hand.keys:7}{hand.seconds:9.1f}{machine:11.2f}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
