"""The golden table: short passages with the speaker, party and chain that a reader would give."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.record import Attribution, Document, QuoteForm, Reading, Span
from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make

CASES = [
    case
    for name in ("cases.yaml", "speaker_cases.yaml")
    for case in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]
TAG = re.compile(r"<(/?)([scqr])(\d)>")


def unmark(marked: str) -> tuple[str, dict[tuple[str, str], tuple[int, int]]]:
    """Take the marks out of a passage and tell where they stood."""
    text, last = "", 0
    places: dict[tuple[str, str], tuple[int, int]] = {}
    opened: dict[tuple[str, str], int] = {}
    for tag in TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        key = (tag.group(2), tag.group(3))
        if tag.group(1):
            places[key] = (opened[key], len(text))
        else:
            opened[key] = len(text)
    return text + marked[last:], places


def read(case: dict[str, Any]) -> tuple[Document, Reading]:
    text, places = unmark(case["text"])
    published = case.get("published")
    document = make.document(
        text, published=str(published) if published else None, outlet=case.get("outlet")
    )

    def span(kind: str, number: str) -> Span | None:
        place = places.get((kind, number))
        return Span.of(text, *place) if place else None

    attributions = []
    for number in sorted({number for _, number in places}):
        content = span("q", number)
        assert content is not None
        before = text[: content.start].rstrip()
        attributions.append(
            Attribution(
                source=span("s", number),
                cue=span("c", number),
                content=tuple(run for run in (content, span("r", number)) if run),
                quote=QuoteForm.DIRECT if before.endswith('"') else QuoteForm.INDIRECT,
            )
        )
    return document, Reading(
        document=document.id, reader="marks/1", attributions=tuple(attributions)
    )


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_resolves_as_a_reader_would(case: dict[str, Any], knowledge: Knowledge) -> None:
    document, reading = read(case)
    resolution = resolve(document, reading, knowledge, make.RUN.id)
    got = {
        number: [
            statement.speaker.name if statement.speaker else None,
            statement.party,
            *(link.name for link in statement.via),
        ]
        for number, statement in enumerate(resolution.statements, 1)
    }
    assert got == case["want"]


def test_table_holds_at_least_ninety_cases() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 90
