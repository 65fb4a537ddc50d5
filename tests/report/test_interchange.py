"""The interchange format: what evaluation and other tools read."""

import json
from typing import Any

import pytest

from dragoman.record import Document, Statement
from dragoman.report import export_record
from tests import make
from tests.report.shelf import HARBOUR, PAGE, Shelf, small_record

KEYS = {
    "documents": "id name url outlet title published language sha256 segments family",
    "statements": "id document source cue content speaker party quote act codes via said_on "
    "confidence run",
    "claims": "id text statements asserted_by denied_by confirmed_by declined_by figures origins "
    "status",
    "meetings": "participants people place date status reported_by confirmed_by denied_by evidence",
    "plans": "name by told_by date terms",
}


def exported(view: Shelf) -> dict[str, Any]:
    record = json.loads("".join(export_record(view)))
    assert isinstance(record, dict)
    return record


def test_export_has_the_keys_of_the_format_and_no_others() -> None:
    record = exported(small_record())
    assert list(record) == [
        *("format", "documents", "statements", "claims", "meetings", "plans", "runs")
    ]
    assert record["format"] == "dragoman-record/1"
    for name, keys in KEYS.items():
        assert set(record[name][0]) == set(keys.split()), name


def test_every_span_is_in_the_text_that_it_names() -> None:
    view = small_record()
    texts = {document.id: document.text for document in view.documents()}
    record = exported(view)
    spans = [
        (statement["document"], span)
        for statement in record["statements"]
        for span in [*statement["content"], statement["source"], statement["cue"]]
        if span
    ]
    spans += [(e["document"], e) for m in record["meetings"] for e in m["evidence"]]
    spans += [
        (t["evidence"]["document"], t["evidence"]) for p in record["plans"] for t in p["terms"]
    ]
    assert len(spans) > 15
    for document, span in spans:
        assert texts[document][span["start"] : span["end"]] == span["text"]


def test_statements_follow_the_order_of_documents_and_text() -> None:
    record = exported(small_record())
    names = {document["id"]: document["name"] for document in record["documents"]}
    assert list(names.values()) == sorted(names.values())
    places = [(names[s["document"]], s["content"][0]["start"]) for s in record["statements"]]
    assert places == sorted(places)


def test_export_does_not_depend_on_the_order_of_the_record() -> None:
    view = small_record()
    assert list(export_record(view)) == list(export_record(view.reversed()))


def test_export_of_an_empty_record_is_valid() -> None:
    record = exported(Shelf(all_runs=()))
    assert all(record[name] == [] for name in record if name != "format")


def test_a_lone_surrogate_does_not_break_the_encoding() -> None:
    document = make.document("He said \ud800 no.", "odd.txt", outlet="Lämp")
    text = "".join(export_record(Shelf([document], [make.statement(document, "\ud800 no")])))
    record = json.loads(text.encode("utf-8"))
    assert record["statements"][0]["content"][0]["text"] == "\ud800 no"
    assert record["documents"][0]["outlet"] == "Lämp"


def test_export_keeps_no_text_of_documents() -> None:
    text = "".join(export_record(small_record()))
    assert HARBOUR not in text
    assert PAGE not in text
    assert "Subscribe" not in text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_no_piece_holds_more_than_one_item(count: int) -> None:
    documents: list[Document] = [make.document(name=f"{n}.txt") for n in range(count)]
    statements: list[Statement] = [make.statement(document) for document in documents]
    pieces = list(export_record(Shelf(documents, statements)))
    assert max(piece.count('"confidence"') for piece in pieces) <= 1
    assert sum(piece.count('"confidence"') for piece in pieces) == count
