"""Annotations: statements as W3C Web Annotations in JSON-LD.

Web Annotation Data Model, W3C Recommendation 23 February 2017: a statement is an annotation whose
targets are its words, selected by position (code points, as the recommendation counts) and by
quotation; what it is told to be (speaker, act, codes) is its body.
"""

import json
from collections.abc import Iterator

from dragoman.analysis import RecordView
from dragoman.record import Document, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after a quotation that tell it from another of the same words."""

Json = dict[str, object]


def export_annotations(view: RecordView) -> Iterator[str]:
    """Write all statements as one annotation collection page, piece by piece."""
    documents = {document.id: document for document in view.documents()}
    yield '{"@context":' + json.dumps(CONTEXT)
    yield ',"id":"urn:dragoman:statements","type":"AnnotationPage","items":['
    before = "\n"
    for statement in view.statements():
        item = _annotation(statement, documents[statement.document])
        yield before + json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}\n"


def _annotation(statement: Statement, document: Document) -> Json:
    roles = [("source", statement.source), ("cue", statement.cue)]
    roles += [("content", span) for span in statement.content]
    return {
        "id": f"urn:dragoman:statement:{statement.id}",
        "type": "Annotation",
        "motivation": ["identifying", "classifying"],
        "body": list(_bodies(statement)),
        "target": [_target(document, role, span) for role, span in roles if span],
        "generator": {"id": f"urn:dragoman:run:{statement.run}", "type": "Software"},
    }


def _bodies(statement: Statement) -> Iterator[Json]:
    told: list[tuple[str, str | None]] = [
        ("speaker", statement.speaker.name if statement.speaker else None),
        ("party", statement.party),
        ("act", statement.act.value if statement.act else None),
        ("quote", statement.quote.value),
        ("said on", statement.said_on),
    ]
    told += [("code", f"{code.stance.value} {code.concept}") for code in statement.codes]
    told += [("via", link.name) for link in statement.via]
    for name, value in told:
        if value is not None:
            yield {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"}


def _target(document: Document, role: str, span: Span) -> Json:
    text = document.text
    return {
        "id": f"urn:dragoman:document:{document.id}#{role}-{span.start}-{span.end}",
        "source": document.url or f"urn:dragoman:document:{document.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }
