"""The pages of a served dossier, found by following links as a reader would."""

from dataclasses import dataclass

from playwright.sync_api import Page

LISTS = (
    "/",
    "/positions",
    "/shifts",
    "/timeline",
    "/claims",
    "/meetings",
    "/plans",
    "/documents",
    "/families",
    "/statements",
    "/actors",
    "/outlets",
    "/network",
    "/agreement",
    "/agreement/ceasefire",
    "/packages",
    "/what-if",
    "/stability",
    "/codebook",
    "/search?q=ceasefire",
    "/quarantine",
    "/judgements",
    "/feeds",
    "/login",
    "/api/docs",
)
"""The pages that have one address in every dossier."""

FIRST = (
    ("position", "/positions", "main a[href*='/positions/']"),
    ("claim", "/claims", "main a[href*='/claims/']"),
    ("meeting", "/meetings", "main a[href*='/meetings/']"),
    ("plan", "/plans", "main a[href*='/plans/']"),
    ("article", "/documents", "main a[href*='/documents/']"),
    ("family", "/families", "main a[href*='/families/']"),
    ("statement", "/statements", "main a[href*='/statements/']"),
    ("actor", "/actors", "main a[href*='/actors/']"),
    ("outlet", "/outlets", "main a[href*='/outlets/']"),
    ("concept", "/codebook", "main a[href*='/codebook/']"),
)
"""Pages of one thing: their name, the list that leads there, and which link to follow."""


@dataclass(frozen=True, slots=True)
class Named:
    """A page by name."""

    name: str
    path: str


def every_page(page: Page) -> list[Named]:
    """Find a page of every kind."""
    found = [Named(_name(path), path) for path in LISTS]
    for name, listed, link in FIRST:
        page.goto(listed)
        first = page.locator(link).first
        path = first.get_attribute("href", timeout=5000)
        assert path, f"{listed} links to no {name}"
        found.append(Named(name, path))
    return found


def _name(path: str) -> str:
    return path.partition("?")[0].strip("/").replace("/", "-") or "overview"
