"""Additions as plain values: a statement that a person adds, with its words or their places.

    {"decision": "add", "document": id or name, "value":
        {"content": [words or span, ...], "source": words or span, "cue": words or span,
         "speaker": {"name"}, "party", "act", "codes": [{"concept", "stance"}], "quote", ...}}

Words stand for their only place in the document; where they have several, a span tells which.
"""

from collections.abc import Mapping

from dragoman.errors import JudgementError
from dragoman.record import Document, Judgement, Span
from dragoman.record import forms as read
from dragoman.record.corrections import span_form
from dragoman.store import View

SPANS = ("source", "cue")


def addition_from(
    given: Mapping[str, object], view: View, *, author: str, decided_at: str
) -> Judgement:
    """Make the judgement that adds a statement.

    Args:
        given: The decision, with its document and value.
        view: The record that it is about.
        author: Who decided.
        decided_at: When.

    Raises:
        JudgementError: The document or the words are not in the record.
        RecordError: The statement is malformed; the message says where.
    """
    named = read.text(given.get("document"), "document")
    document = _document(view, named)
    value = given.get("value")
    if given.get("field") is not None:
        raise JudgementError("what is added has no `field`; its `value` has all of them")
    if not isinstance(value, dict):
        raise JudgementError("to add a statement give its `value`, an object with its content")
    if document is None:
        if "stood" not in given:
            raise JudgementError(f"there is no document {named!r}; `dragoman documents` lists them")
        # A copy from another record waits until its document is here.
        return _made(named, value, author, decided_at)
    return _made(document.id, _placed(value, document), author, decided_at)


def _made(document: str, value: object, author: str, decided_at: str) -> Judgement:
    return Judgement.adding(document, read.written(value), author=author, decided_at=decided_at)


def _document(view: View, named: str) -> Document | None:
    found = view.document(named)
    if found is not None:
        return found
    called = [document for document in view.documents() if document.name == named]
    if len(called) > 1:
        ids = ", ".join(document.id for document in called)
        raise JudgementError(f"several documents are called {named!r}: {ids}; give the id")
    return called[0] if called else None


def _placed(value: Mapping[str, object], document: Document) -> dict[str, object]:
    """Put spans in the place of words."""
    placed = dict(value)
    for field in SPANS:
        if isinstance(words := placed.get(field), str):
            placed[field] = _span(words, document, field)
    content = placed.get("content")
    if isinstance(content, str):
        content = [content]
    if isinstance(content, list):
        placed["content"] = [
            _span(part, document, "content") if isinstance(part, str) else part for part in content
        ]
    return placed


def _span(words: str, document: Document, field: str) -> object:
    start = document.text.find(words) if words else -1
    if start < 0:
        raise JudgementError(f"{field}: {document.name} does not have the words {words[:80]!r}")
    if document.text.find(words, start + 1) >= 0:
        raise JudgementError(
            f"{field}: {document.name} has {words[:80]!r} several times; give its place as "
            '{"start", "end", "text"}'
        )
    return span_form(Span.of(document.text, start, start + len(words)))
