"""Rendering: a typed page context and a template become an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from dragoman.report.characters import safe_url, shown, shown_in_line
from dragoman.report.signs import (
    HOLDINGS,
    act_word,
    basis_words,
    count,
    day_words,
    language_name,
    ringed,
    whole,
)
from dragoman.web.assets import version


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the navigation.

    Attributes:
        address: Where it begins.
        name: What it is called.
        also: Where its pages are that do not stand below its address.
    """

    address: str
    name: str
    also: tuple[str, ...] = ()

    def has(self, path: str) -> bool:
        """Tell whether a page is of this section."""
        return any(
            path == place or (place != "/" and path.startswith(f"{place}/"))
            for place in (self.address, *self.also)
        )


ANALYSES = (
    ("/agreement", "Agreement"),
    ("/packages", "Packages"),
    ("/what-if", "What if"),
    ("/stability", "Stability"),
)
"""The pages of analysis, which are one section: address and name."""

SECTIONS = (
    Section("/", "Overview"),
    Section("/positions", "Positions", also=("/shifts",)),
    Section("/agreement", "Agreement", also=tuple(address for address, _ in ANALYSES)),
    Section("/timeline", "Timeline"),
    Section("/claims", "Claims"),
    Section("/meetings", "Meetings"),
    Section("/plans", "Plans"),
    Section("/documents", "Documents", also=("/families",)),
    Section("/actors", "Actors"),
    Section("/outlets", "Outlets"),
    Section("/network", "Network"),
    Section("/codebook", "Codebook"),
)
"""The sections of the navigation."""


class Page(Protocol):
    """What every page's context tells."""

    @property
    def title(self) -> str:
        """What it is called in a bookmark, without the dossier's name."""
        ...


@pass_context
def url(context: Context, path: str, **query: object) -> str:
    """Make the address of a page behind the base path; a query value that is None is left out.

    A static file's version, `v`, stands in its path, so that what it loads has it too (assets.py).
    """
    if path.startswith("/static/") and "v" in query:
        path = f"/static/{query.pop('v')}/{path.removeprefix('/static/')}"
    return address(context["base_path"], path, query)


def address(base_path: str, path: str, query: Mapping[str, object] | None = None) -> str:
    """Make an address from a path whose parts may hold any characters."""
    given = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    asked = f"?{urlencode(given, doseq=True)}" if given else ""
    return base_path + quote(path, safe="/:@!$&'()*+,;=-._~") + asked


def part(text: str) -> str:
    """Make a name into one part of a path: "The Guardian/UK" has no slash of its own."""
    return quote(text, safe="")


@cache
def environment() -> Environment:
    """Make the environment of all templates."""
    made = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "url": url,
        "sections": SECTIONS,
        "analyses": ANALYSES,
        "holdings": HOLDINGS,
        "version": version(),
    }
    made.filters |= {
        "act": act_word,
        "basis": basis_words,
        "count": count,
        "whole": whole,
        "day": day_words,
        "language": language_name,
        "line": shown_in_line,
        "part": part,
        "ring": ringed,
        "safe_url": safe_url,
        "shown": shown,
    }
    return made


def render(request: Request, template: str, page: Page, status: int = 200) -> HTMLResponse:
    """Answer with a page.

    Args:
        request: What is answered.
        template: Name of the template, which extends base.html.j2.
        page: Its context, `page` in the template.
        status: The HTTP status.
    """
    base_path = request.scope.get("root_path", "")
    body = (
        environment()
        .get_template(template)
        .render(
            page=page,
            base_path=base_path,
            path=request.url.path.removeprefix(base_path) or "/",
            dossier=request.app.state.desk.dossier,
            past=getattr(request.app.state, "past", None),
            user=getattr(request.state, "user", None),
            csrf=getattr(request.state, "csrf", ""),
        )
    )
    return HTMLResponse(body, status_code=status)
