"""Who wrote an article, as its page says: linked data (schema.org), then meta elements."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape

SCRIPT = re.compile(
    r"<script\b[^<>]{0,300}?application/ld\+json[^<>]{0,300}>(.{2,200000}?)</script", re.I | re.S
)
METAS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
ARTICLE = re.compile(r"article|posting|report|review", re.I)
BY = re.compile(r"(?i)^(?:by|von|par|por|di|автор:?)\s+(?=\w)")
ADDRESS = re.compile(r"https?:|www\.|@|[<>{}]")
DEEPEST = 8
LONGEST = 120
MOST = 10


def read_author(html: str, meta: Mapping[str, str]) -> str | None:
    """Name who wrote a page's article, several set apart by commas.

    Args:
        html: The decoded page.
        meta: The contents of its meta elements by their names in lower case.

    Returns:
        The names as the page gives them. None: it gives none, or addresses only.
    """
    for names in (linked_authors(html), [meta[key] for key in METAS if key in meta][:1]):
        found = [name for given in names if (name := _name(given))]
        if found:
            return ", ".join(list(dict.fromkeys(found))[:MOST])
    return None


def linked_authors(html: str) -> list[str]:
    """Give the authors that a page's linked data names for its articles."""
    found: list[str] = []
    for script in SCRIPT.finditer(html):
        try:
            data = json.loads(script[1], strict=False)
        except (ValueError, RecursionError):
            continue
        found += (name for article in _articles(data, 0) for name in _people(article.get("author")))
    return found


def _articles(data: object, depth: int) -> Iterator[dict[str, object]]:
    """Find the articles in linked data, which may stand in lists and graphs."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _articles(part, depth + 1)
    elif isinstance(data, dict):
        if ARTICLE.search(str(data.get("@type", ""))):
            yield data
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _articles(data.get(key), depth + 1)


def _people(author: object) -> Iterator[str]:
    if isinstance(author, str):
        yield author
    elif isinstance(author, list):
        for one in author[:MOST]:
            yield from _people(one)
    elif isinstance(author, dict):
        name = author.get("name")
        if isinstance(name, str):
            yield name


def _name(given: str) -> str | None:
    """Clean a name. None: it is an address, or too long to be names."""
    name = " ".join(unescape(given).split())
    name = BY.sub("", name).strip(" ,;|")
    if not name or len(name) > LONGEST or ADDRESS.search(name):
        return None
    return name if any(letter.isalpha() for letter in name) else None
