"""Three events of May 2025 in several outlets: the claims that they form, and their origins."""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from dragoman.record import (
    Act,
    ClaimStatus,
    Document,
    Link,
    LinkKind,
    QuoteForm,
    Span,
    Statement,
    statement_id,
)
from dragoman.resolve.claims import find_claims
from tests import make
from tests.resolve.test_claims import speaker

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "news-may-2025.jsonl"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared"),
]


class Said(TypedDict):
    key: str
    document: str
    outlet: str
    who: str
    party: str | None
    act: str
    content: list[int]
    via: list[str]


class Expected(TypedDict, total=False):
    statements: list[str]
    origins: list[str]
    contested: bool


class Event(TypedDict):
    said: list[Said]
    claims: list[Expected]


@cache
def events() -> dict[str, Event]:
    path = Path(__file__).parent / "claims_may_2025.yaml"
    loaded: dict[str, Event] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


@cache
def corpus() -> dict[str, Document]:
    with CORPUS.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    return {
        item["id"]: make.document(
            item["text"], item["id"], outlet=item["outlet"], published=item["published"][:10]
        )
        for item in items
    }


def statement(said: Said) -> Statement:
    document = corpus()[said["document"]]
    content = (Span.of(document.text, *said["content"]),)
    return Statement(
        id=statement_id(document.id, None, None, content),
        document=document.id,
        source=None,
        cue=None,
        content=content,
        speaker=speaker(said["who"]),
        party=said["party"],
        quote=QuoteForm.INDIRECT,
        act=Act(said["act"]),
        via=tuple(Link(name=name, kind=LinkKind.OUTLET) for name in said["via"]),
        run=make.RUN.id,
    )


@pytest.mark.parametrize("name", ["memorandum", "enrichment", "ceasefire"])
def test_events_form_claims_across_outlets(name: str) -> None:
    event = events()[name]
    keys = {statement(said).id: said["key"] for said in event["said"]}
    by_document: dict[str, list[Statement]] = {}
    for said in event["said"]:
        by_document.setdefault(said["document"], []).append(statement(said))
    claims = find_claims((corpus()[id_], found) for id_, found in by_document.items())
    found = {
        frozenset(keys[i] for i in claim.statements): (
            [root.name for root in claim.roots],
            claim.status is ClaimStatus.CONTESTED,
        )
        for claim in claims
    }
    assert found == {
        frozenset(claim["statements"]): (claim["origins"], claim.get("contested", False))
        for claim in event["claims"]
    }
