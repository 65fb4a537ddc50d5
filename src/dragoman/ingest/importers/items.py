"""One item of a file that holds several, and fields beside its text: a line, a row, an entry."""

from collections.abc import Sequence

from dragoman.ingest.arrivals import Page
from dragoman.ingest.documents import check_text, make_document
from dragoman.ingest.importers.pages import PageFields, import_page_text
from dragoman.ingest.rendering import render
from dragoman.record import Document


def import_item(
    fields: PageFields, text: str | None, html: str | None, flags: Sequence[str] = ()
) -> Document | Page | None:
    """Make the document of an item: of its text, or of its markup where it has no text.

    Args:
        fields: What is known of it beside its text.
        text: Its text. None or empty: it has none.
        html: Its web page. None or empty: it has none.
        flags: Damage found on the way here.

    Returns:
        The document. None: there is neither text nor markup.

    Raises:
        DocumentError: The text is broken, or no article.
    """
    if text and text.strip():
        return make_document(
            fields.name,
            text,
            url=fields.url,
            outlet=fields.outlet,
            title=fields.title,
            author=fields.author,
            published=fields.published,
            language=fields.language,
            flags=flags,
        )
    if html and html.strip():
        check_text(html)
        return import_page_text(html, html.encode("utf-8", "replace"), fields, flags)
    return None


def import_fragment(fields: PageFields, html: str, flags: Sequence[str] = ()) -> Page:
    """Make the document of markup that is an article and nothing else, as feeds carry it.

    Args:
        fields: What is known of it beside its text.
        html: The markup.
        flags: Damage found on the way here.

    Raises:
        DocumentError: There is no text in it, or no article.
    """
    check_text(html)
    document = make_document(
        fields.name,
        render(html),
        url=fields.url,
        outlet=fields.outlet,
        title=fields.title,
        author=fields.author,
        published=fields.published,
        language=fields.language,
        flags=flags,
    )
    return Page(document=document, markup=html.encode("utf-8", "replace"))
