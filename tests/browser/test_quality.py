"""Every page in a browser: the policy holds, axe finds nothing, nothing overflows."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Complaints
from tests.browser.pages import Named, every_page
from tests.browser.served import AXE

WIDTHS = (360, 1920)


@pytest.fixture(scope="module")
def pages(browser: Browser, address: str) -> list[Named]:
    context = browser.new_context(base_url=address)
    found = every_page(context.new_page())
    context.close()
    return found


@pytest.fixture
def dark(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, color_scheme="dark")
    yield context
    context.close()


def test_no_page_breaks_the_policy_or_fails(
    page: Page, pages: list[Named], complaints: Complaints
) -> None:
    for named in pages:
        answer = page.goto(named.path, wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, named
        assert complaints == [], named


def test_nothing_is_loaded_from_elsewhere(page: Page, pages: list[Named], address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for named in pages:
        page.goto(named.path, wait_until="networkidle")
    assert len(asked) > len(pages)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_no_page_overflows_its_window(page: Page, pages: list[Named]) -> None:
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for named in pages:
            page.goto(named.path)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if over > 0:
                wide.append((named.name, width, over))
    assert wide == []


def test_stacks_fit_a_narrow_window(page: Page, pages: list[Named]) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    beyond = "stacks => stacks.map(stack => stack.scrollWidth - stack.clientWidth)"
    looked_at = 0
    for named in pages:
        page.goto(named.path)
        found = page.locator(".stacks").evaluate_all(beyond)
        looked_at += len(found)
        assert not any(found), named
    assert looked_at > 5


def test_ties_of_the_network_fit_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for asked in ("", "?by=speaker&type=conflict&scale=jaccard&min=0"):
        page.goto(f"/network{asked}")
        beyond = "table => table.parentElement.scrollWidth - table.parentElement.clientWidth"
        assert page.locator("#ties").evaluate(beyond) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    page: Page, dark: BrowserContext, pages: list[Named], scheme: str
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: frontend/node_modules is made by the build")
    looked_at = page if scheme == "light" else dark.new_page()
    found = []
    for named in pages:
        looked_at.goto(named.path, wait_until="networkidle")
        looked_at.evaluate(AXE.read_text(encoding="utf-8"))
        result = looked_at.evaluate("axe.run(document)")
        for violation in result["violations"]:
            places = [node["target"] for node in violation["nodes"][:3]]
            found.append((named.name, violation["id"], json.dumps(places)))
    assert found == []


def test_every_page_says_the_same_without_scripts(
    browser: Browser, address: str, pages: list[Named]
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    for named in pages:
        page.goto(named.path)
        assert page.locator("main h1, main h2, main .lead").count() > 0, named
        assert len(page.locator("main").inner_text()) > 60, named
    context.close()


def test_no_control_is_without_a_visible_focus(page: Page, pages: list[Named]) -> None:
    for named in pages[:6]:
        page.goto(named.path)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", named
