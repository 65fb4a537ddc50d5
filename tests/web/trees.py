"""Trees: served pages as trees of elements, and the text that a reader sees of them."""

from typing import Any, cast

from fastapi.testclient import TestClient
from lxml import html  # type: ignore[import-untyped,unused-ignore]

Element = Any
"""An element of lxml, which has no types."""


def page_at(client: TestClient, address: str) -> Element:
    """Get a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:500]
    return html.document_fromstring(answer.text)


def words(element: Element) -> str:
    """Give the text of an element with single spaces."""
    return " ".join(element.text_content().split())


def main_of(page: Element) -> str:
    """Give the text of the main part of a page."""
    return words(page.get_element_by_id("main"))


def with_class(page: Element, name: str) -> list[Element]:
    """Give the elements of a class."""
    wanted = f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    return cast("list[Element]", page.xpath(wanted))


def link_of(page: Element, text: str) -> str:
    """Give where the link leads that has these words."""
    found = [link.get("href") for link in page.xpath("//a[@href]") if text in words(link)]
    assert found, f"no link says {text!r}"
    return str(found[0])
