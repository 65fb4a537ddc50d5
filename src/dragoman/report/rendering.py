"""Rendering: a brief as bytes, in any of its forms; HTML asks nothing of any host."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.analysis import Coverage
from dragoman.report.brief import ApartSection, Brief, PartySection
from dragoman.report.characters import shown_in_line
from dragoman.report.house import BriefForm, House, read_text, told_by_line
from dragoman.report.markdown import Plain, anchor, finished, markdown_url, whole_line
from dragoman.report.notes import cited
from dragoman.report.rows import StatementRow
from dragoman.report.signs import basis_words, count, day_words, language_name

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

SHOWN_PARTIES = 8
"""Parties on the first screen with a row of their own; the others follow in one line."""


def render_brief(brief: Brief, form: BriefForm, house: House | None = None) -> bytes:
    """Write a brief; the same brief and templates give the same bytes.

    HTML holds its style, needs no script and asks nothing of any host; its own policy forbids it
    to. Markdown is CommonMark, with tables as GitHub has them and HTML for anchors alone.

    Args:
        brief: The brief; for PDF and DOCX one that is not full.
        form: What to write.
        house: An organisation's templates. None: ours.

    Raises:
        ExportError: A template of the house is malformed, or a library of the form is missing.
    """
    if form is BriefForm.PDF:
        from dragoman.report.pdf import pdf_brief

        return pdf_brief(brief, house)
    if form is BriefForm.DOCX:
        from dragoman.report.word import docx_brief

        return docx_brief(brief, house)
    text = _html(brief, house) if form is BriefForm.HTML else _markdown(brief, house)
    return text.encode()


def _html(brief: Brief, house: House | None) -> str:
    from markupsafe import Markup

    style = _style(house)
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    with told_by_line(house):
        template = _environment(BriefForm.HTML, house).get_template("brief.html.j2")
        chosen = Markup(style)  # noqa: S704 - a file of this package or the house, not input
        return template.render(_context(brief), style=chosen, style_hash=hashed)


def _markdown(brief: Brief, house: House | None) -> str:
    with told_by_line(house):
        template = _environment(BriefForm.MARKDOWN, house).get_template("brief.md.j2")
        return template.render(_context(brief))


def _context(brief: Brief) -> dict[str, object]:
    return {
        "brief": brief,
        "rows": _rows(brief),
        "period": period_words(brief.coverage),
        "has_rugs": any(party.rug for party in brief.parties),
        "SHOWN_PARTIES": SHOWN_PARTIES,
    }


def _rows(brief: Brief) -> dict[str, StatementRow]:
    """Give the statements that are listed or cited, by their key."""
    sections: list[PartySection | ApartSection] = [*brief.parties, *brief.apart]
    listed = {row.key: row for s in sections for group in s.dates for row in group.rows}
    parts = (brief.changes, brief.positions, brief.events, brief.comparisons, brief.parties)
    also = {row.key: row for row in cited(parts) if isinstance(row, StatementRow)}
    return also | listed


def period_words(coverage: Coverage) -> str:
    """Tell from when to when documents are; empty if all are undated."""
    if not (coverage.first_on and coverage.last_on):
        return ""
    first, last = day_words(coverage.first_on), day_words(coverage.last_on)
    return first if first == last else f"{first} to {last}"


def _style(house: House | None) -> str:
    """Give the style sheet, which must hold no `</`."""
    own = house.folder / "brief.css" if house else None
    if own and own.is_file():
        source = read_text(own).replace("</", "<\\/")
    else:
        shipped = files("dragoman.report").joinpath("templates", "brief.css")
        source = shipped.read_text(encoding="utf-8")
    return "\n" + "\n".join(source.splitlines()) + "\n"


def _drawing(svg: str) -> str:
    """Pass a drawing of ours on as markup; its words are escaped already."""
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704 - made by dragoman.report.pictures


def _loader(house: House | None) -> "BaseLoader":
    """Look for templates in the house first; `shipped/` names ours, to extend them."""
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

    shipped = PackageLoader("dragoman.report")
    if house is None:
        return shipped
    return ChoiceLoader(
        [FileSystemLoader(house.folder), PrefixLoader({"shipped": shipped}), shipped]
    )


@lru_cache(maxsize=8)
def _environment(form: BriefForm, house: House | None) -> "Environment":
    from jinja2 import Environment, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = Environment if house is None else ImmutableSandboxedEnvironment
    is_html = form is BriefForm.HTML
    environment = made(
        loader=_loader(house),
        autoescape=is_html,
        finalize=None if is_html else finished,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "plain": Plain,
        "basis": basis_words,
        "language": language_name,
        "count": count,
        "day": day_words,
        "drawing": _drawing,
        "line": shown_in_line,
        "url": markdown_url,
        "whole_line": whole_line,
        "anchor": anchor,
    }
    return environment
