"""Reading: a record that a module of tests only reads, and what a page shows of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from fastapi.testclient import TestClient
from lxml.html import (  # type: ignore[import-untyped,unused-ignore]
    HtmlElement,
    document_fromstring,
)

from dragoman.store import Store
from dragoman.web import create_app
from dragoman.web.desk import Desk
from tests.web.foreign import Foreign, write_foreign
from tests.web.talks import Talks, make_dossier, write_talks


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A record, what stands in it, and a browser that reads it."""

    store: Store
    talks: Talks
    foreign: Foreign
    client: TestClient
    desk: Desk


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve the talks and the foreign articles from a folder."""
    dossier = make_dossier(folder)
    with Store.open(dossier.record_path) as store:
        talks, foreign = write_talks(store), write_foreign(store)
        app = create_app(dossier, store)
        with TestClient(app, follow_redirects=False) as client:
            yield Served(
                store=store, talks=talks, foreign=foreign, client=client, desk=app.state.desk
            )


@contextmanager
def serve_empty(folder: Path) -> Iterator[TestClient]:
    """Serve a record that nothing has been added to."""
    dossier = make_dossier(folder)
    with Store.open(dossier.record_path) as store, TestClient(create_app(dossier, store)) as client:
        yield client


def page(client: TestClient, path: str, status: int = 200) -> str:
    """Get a page, which must answer with a status."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text[:400]
    return answer.text


def words(body: str | HtmlElement) -> str:
    """Give what a reader sees, without the marks."""
    seen = document_fromstring(body) if isinstance(body, str) else deepcopy(body)
    for block in seen.iter("td", "th", "li", "div", "p", "dt", "dd", "h2", "h3", "option", "ol"):
        block.tail = " " + (block.tail or "")
    return " ".join(seen.text_content().split())


def item(body: str, anchor: str) -> HtmlElement:
    """Give the element with an id."""
    return document_fromstring(body).get_element_by_id(anchor)


def found(body: str, path: str) -> list[HtmlElement]:
    """Give the elements of a page that an XPath chooses."""
    return list(document_fromstring(body).xpath(path))
