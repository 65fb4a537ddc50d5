"""The main paths in a browser, as an analyst takes them."""

import re

from playwright.sync_api import Page, expect

TEN = 10


def test_a_contested_claim_is_three_clicks_from_its_words(page: Page) -> None:
    page.goto("/")
    page.locator("main a[href*='status=contested']").click()
    page.wait_for_url(re.compile("/claims"))
    page.locator("main a[href*='/claims/']").first.click()
    page.wait_for_url("**/claims/*")
    assert "contested" in page.locator("main").inner_text()
    page.locator("main a[href*='/documents/'][href*='#s-']").first.click()
    page.wait_for_url("**/documents/*")
    words = page.locator("#" + page.url.partition("#")[2])
    expect(words).to_be_in_viewport()
    assert words.inner_text().strip()


def test_a_corrected_speaker_changes_the_matrix(coder: Page) -> None:
    coder.goto("/positions?all=1")
    cell = coder.locator("main table a[href*='/positions/Germany/']").first
    path = cell.get_attribute("href") or ""
    concept = path.partition("?")[0].rpartition("/")[2]
    held = cell.get_attribute("aria-label") or cell.inner_text()
    coder.goto(path)
    assert coder.locator(f"main a[href*='/positions/France/{concept}']").count() == 0
    coder.locator("main a[href*='/review/']").first.click()
    coder.wait_for_url("**/review/*")
    coder.get_by_label("Speaker", exact=False).first.fill("Emmanuel Macron")
    coder.get_by_role("button", name="Corrections only").click()
    coder.wait_for_load_state("networkidle")
    coder.goto("/positions?all=1")
    left = coder.locator(f"main table a[href*='/positions/Germany/{concept}']")
    told = [one.get_attribute("aria-label") or one.inner_text() for one in left.all()]
    assert held not in told
    assert coder.locator(f"main table a[href*='/positions/France/{concept}']").count() == 1
    coder.goto(f"/positions/France/{concept}")
    assert "Emmanuel Macron" in coder.locator("main").inner_text()


def test_ten_statements_are_reviewed_by_keyboard_alone(coder: Page) -> None:
    coder.goto("/judgements")
    before = coder.locator("main").inner_text().count("accept")
    coder.goto("/review", wait_until="networkidle")
    coder.keyboard.press("b")
    coder.wait_for_url("**/review/*")
    sheet = coder.locator("[data-sheet]")
    seen = set()
    for _ in range(TEN):
        expect(sheet).to_be_visible()
        shown = sheet.get_attribute("data-sheet") or ""
        seen.add(shown)
        coder.keyboard.press("a")
        expect(sheet).not_to_have_attribute("data-sheet", shown)
    coder.wait_for_load_state("networkidle")
    assert len(seen) == TEN
    coder.goto("/judgements")
    assert coder.locator("main").inner_text().count("accept") >= before + TEN


def test_a_withdrawn_decision_gives_back_what_the_machine_said(coder: Page) -> None:
    coder.goto("/review", wait_until="networkidle")
    coder.keyboard.press("b")
    coder.wait_for_url("**/review/*")
    path = coder.url
    act = coder.get_by_label("Act", exact=False).first
    was = act.input_value()
    act.select_option("predict" if was != "predict" else "warn")
    coder.get_by_role("button", name="Corrections only").click()
    coder.wait_for_load_state("networkidle")
    coder.goto(path)
    assert coder.get_by_label("Act", exact=False).first.input_value() != was
    coder.get_by_role(
        "button", name=re.compile("Undo|Withdraw|Take back", re.IGNORECASE)
    ).first.click()
    coder.wait_for_load_state("networkidle")
    coder.goto(path)
    assert coder.get_by_label("Act", exact=False).first.input_value() == was
