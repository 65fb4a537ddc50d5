"""Take a picture of every page of the served example: `make screenshots`.

Light and dark at 1440 px, light at 360 px, into screenshots/, to be looked at. With --readme the
few that the README shows are renewed in docs/images.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from tests.browser.pages import every_page  # noqa: E402
from tests.browser.served import chromium, make_example, serving  # noqa: E402

VIEWS = (("light", 1440), ("dark", 1440), ("light", 360))
IN_README = ("positions", "article", "claim", "timeline")
TOLD_IN_README = "American and European officials have begun to ask"
"""The claim that the README shows is of the report that it quotes."""


def take(browser: Browser, address: str, folder: Path, only: tuple[str, ...] = ()) -> int:
    """Write the pictures of every page, or of some; give their number."""
    taken = 0
    for scheme, width in VIEWS:
        if only and (scheme, width) != VIEWS[0]:
            continue
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        page = context.new_page()
        for named in every_page(page):
            if only and named.name not in only:
                continue
            page.goto(named.path, wait_until="networkidle")
            if only and named.name == "claim":
                page.goto("/claims")
                page.get_by_role("link", name=TOLD_IN_README).first.click()
                page.wait_for_load_state("networkidle")
            name = f"{named.name}.png" if only else f"{named.name}-{scheme}-{width}.png"
            page.screenshot(path=str(folder / name), full_page=not only)
            taken += 1
        context.close()
    return taken


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="renew those of the README")
    options = parser.parse_args()
    path = chromium()
    if path is None:
        sys.exit("no Chromium is installed; `apt-get install chromium` and run again")
    folder = ROOT / ("docs/images" if options.readme else "screenshots")
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with serving(make_example(Path(made) / "dossier")) as address:
            taken = take(browser, address, folder, IN_README if options.readme else ())
        browser.close()
    print(f"{taken} pictures in {folder}")


if __name__ == "__main__":
    main()
