"""Rendering: a brief as one HTML file that asks nothing of any host, or as Markdown."""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.analysis import Coverage, RecordView
from dragoman.record import Actor, Codebook
from dragoman.report.brief import ApartSection, Brief, PartySection, build_brief
from dragoman.report.characters import shown_in_line
from dragoman.report.markdown import Plain, anchor, finished, markdown_url, whole_line
from dragoman.report.rows import StatementRow
from dragoman.report.signs import basis_words, count, day_words, language_name

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN_PARTIES = 8
"""Parties on the first screen with a row of their own; the others follow in one line."""


def html_brief(
    view: RecordView,
    *,
    title: str | None = None,
    as_of: str | None = None,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    positions: bool = True,
) -> str:
    """Write a record as one HTML file, for a browser, a mail or a printer.

    The file holds its style, needs no script and asks nothing of any host; its own policy
    forbids it to. The same record, title, date, codebook and actors give the same characters.

    Raises:
        RecordError: `as_of` is no date, or a statement's document is missing.
    """
    brief = build_brief(
        view, title=title, as_of=as_of, codebook=codebook, actors=actors, positions=positions
    )
    from markupsafe import Markup

    style, style_hash = _style()
    shipped = Markup(style)  # noqa: S704 - a file of this package, not input
    template = _environment("html").get_template("brief.html.j2")
    return template.render(_context(brief), style=shipped, style_hash=style_hash)


def markdown_brief(
    view: RecordView,
    *,
    title: str | None = None,
    as_of: str | None = None,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    positions: bool = True,
) -> str:
    """Write the same as CommonMark, with tables as GitHub has them and HTML for anchors alone.

    Raises:
        RecordError: `as_of` is no date, or a statement's document is missing.
    """
    brief = build_brief(
        view, title=title, as_of=as_of, codebook=codebook, actors=actors, positions=positions
    )
    return _environment("markdown").get_template("brief.md.j2").render(_context(brief))


def _context(brief: Brief) -> dict[str, object]:
    return {
        "brief": brief,
        "rows": _rows(brief),
        "period": _period(brief.coverage),
        "has_rugs": any(party.rug for party in brief.parties),
        "SHOWN_PARTIES": SHOWN_PARTIES,
    }


def _rows(brief: Brief) -> dict[str, StatementRow]:
    sections: list[PartySection | ApartSection] = [*brief.parties, *brief.apart]
    return {row.key: row for s in sections for group in s.dates for row in group.rows}


def _period(coverage: Coverage) -> str:
    if not (coverage.first_on and coverage.last_on):
        return ""
    first, last = day_words(coverage.first_on), day_words(coverage.last_on)
    return first if first == last else f"{first} to {last}"


@cache
def _style() -> tuple[str, str]:
    """Give the style sheet, which must hold no `</`, and the hash that the policy names."""
    source = files("dragoman.report").joinpath("templates", "brief.css")
    style = "\n" + "\n".join(source.read_text(encoding="utf-8").splitlines()) + "\n"
    hashed = hashlib.sha256(style.encode()).digest()
    return style, base64.b64encode(hashed).decode()


@cache
def _environment(form: str) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("dragoman.report")
    if form == "html":
        environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
        )
    else:
        environment = Environment(
            loader=loader,
            autoescape=False,  # noqa: S701 - finalize escapes every value for Markdown
            finalize=finished,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
    environment.filters |= {
        "plain": Plain,
        "basis": basis_words,
        "language": language_name,
        "count": count,
        "line": shown_in_line,
        "url": markdown_url,
        "whole_line": whole_line,
        "anchor": anchor,
    }
    return environment
