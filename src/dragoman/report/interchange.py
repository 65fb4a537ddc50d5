"""The interchange format dragoman-record/1: what exports write and evaluation reads."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from dragoman.analysis import RecordView, place
from dragoman.record import (
    Claim,
    Code,
    DateRange,
    Document,
    Evidence,
    Figure,
    Meeting,
    Plan,
    Run,
    Span,
    Statement,
)

FORMAT = "dragoman-record/1"

Json = dict[str, object]


def export_record(view: RecordView) -> Iterator[str]:
    """Write a record as one JSON object, piece by piece.

    The same record gives the same characters: documents are sorted by name, everything else by
    its document's name and its place there. No piece holds more than one item, and no text of a
    document is kept.

    Yields:
        Pieces of JSON to be joined; all of them can be encoded as UTF-8.
    """
    ranks: dict[str, tuple[str, str]] = {}
    documents: list[tuple[tuple[str, str], Json]] = []
    ranges = {date_range.document: date_range for date_range in view.date_ranges()}
    families = {id_: family.id for family in view.families() for id_ in family.documents}
    for document in view.documents():
        ranks[document.id] = (document.name, document.id)
        range_, family = ranges.get(document.id), families.get(document.id)
        documents.append((ranks[document.id], _document(document, range_, family)))
    documents.sort(key=lambda item: item[0])

    def by_place(statement: Statement) -> tuple[tuple[str, str], tuple[int, int, str]]:
        return ranks.get(statement.document, ("", statement.document)), place(statement)

    def by_evidence(evidence: Evidence) -> tuple[tuple[str, str], int, int]:
        rank = ranks.get(evidence.document, ("", evidence.document))
        return rank, evidence.span.start, evidence.span.end

    statements = sorted(view.statements(), key=by_place)
    order = {statement.id: number for number, statement in enumerate(statements)}
    claims = sorted(view.claims(), key=lambda c: ([order.get(i, -1) for i in c.statements], c.id))
    meetings = sorted(view.meetings(), key=lambda m: ([by_evidence(e) for e in m.evidence], m.id))
    plans = sorted(view.plans(), key=lambda p: ([by_evidence(t.evidence) for t in p.terms], p.id))
    runs = sorted(view.runs(), key=lambda run: (run.stage, run.code, run.model, run.id))
    yield '{"format":' + _dump(FORMAT)
    yield from _array("documents", (item for _, item in documents))
    yield from _array("statements", map(_statement, statements))
    yield from _array("claims", map(_claim, claims))
    yield from _array("meetings", map(_meeting, meetings))
    yield from _array("plans", map(_plan, plans))
    yield from _array("runs", map(_run, runs))
    yield "\n}\n"


def _array(name: str, items: Iterable[Json]) -> Iterator[str]:
    """Write one list of the object, an item a line, the comma with the item before it."""
    yield f",\n{_dump(name)}:["
    lines = chain(("\n" + _dump(item) for item in items), [""])
    for line, following in pairwise(lines):
        yield line + ("," if following else "")
    yield "]"


def _dump(value: object) -> str:
    """Write JSON with its characters as they are, but lone surrogates as escapes."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if any("\ud800" <= character <= "\udfff" for character in written):
        return json.dumps(value, separators=(",", ":"))
    return written


def _document(document: Document, date_range: DateRange | None, family: str | None) -> Json:
    """Describe a document; a range that leaves one day or month is its date."""
    published = document.published or (date_range.published if date_range else None)
    return {
        "id": document.id,
        "name": document.name,
        "url": document.url,
        "outlet": document.outlet,
        "title": document.title,
        "published": published.value if published else None,
        "language": document.language,
        "sha256": document.sha256,
        "segments": [
            {"start": segment.start, "end": segment.end, "kind": segment.kind}
            for segment in document.segments
        ],
        "family": family,
    }


def _statement(statement: Statement) -> Json:
    speaker = statement.speaker
    return {
        "id": statement.id,
        "document": statement.document,
        "source": _span(statement.source),
        "cue": _span(statement.cue),
        "content": [_span(span) for span in statement.content],
        "speaker": {"id": speaker.id, "name": speaker.name, "kind": speaker.kind}
        if speaker
        else None,
        "party": statement.party,
        "quote": statement.quote,
        "act": statement.act,
        "codes": [_code(code) for code in statement.codes],
        "via": [{"name": link.name, "kind": link.kind} for link in statement.via],
        "said_on": statement.said_on,
        "confidence": statement.confidence,
        "run": statement.run,
    }


def _span(span: Span | None) -> Json | None:
    return {"start": span.start, "end": span.end, "text": span.text} if span else None


def _code(code: Code) -> Json:
    return {
        "concept": code.concept,
        "stance": code.stance,
        "condition": _span(code.condition),
        "confidence": code.confidence,
    }


def _evidence(document: str, span: Span) -> Json:
    return {"document": document, "start": span.start, "end": span.end, "text": span.text}


def _figure(figure: Figure) -> Json:
    return {
        "by": figure.by,
        "value": figure.value,
        "unit": figure.unit,
        "span": _evidence(figure.document, figure.span),
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "text": claim.text,
        "statements": list(claim.statements),
        "asserted_by": list(claim.asserted_by),
        "denied_by": list(claim.denied_by),
        "confirmed_by": list(claim.confirmed_by),
        "declined_by": list(claim.declined_by),
        "figures": [_figure(figure) for figure in claim.figures],
        "origins": claim.origins,
        "status": claim.status,
    }


def _meeting(meeting: Meeting) -> Json:
    return {
        "participants": list(meeting.participants),
        "people": list(meeting.people),
        "place": meeting.place,
        "date": meeting.date,
        "status": meeting.status,
        "reported_by": list(meeting.reported_by),
        "confirmed_by": list(meeting.confirmed_by),
        "denied_by": list(meeting.denied_by),
        "evidence": [_evidence(evidence.document, evidence.span) for evidence in meeting.evidence],
    }


def _plan(plan: Plan) -> Json:
    return {
        "name": plan.name,
        "by": plan.by,
        "told_by": list(plan.told_by),
        "date": plan.date,
        "terms": [
            {
                "text": term.text,
                "codes": [_code(code) for code in term.codes],
                "evidence": _evidence(term.evidence.document, term.evidence.span),
            }
            for term in plan.terms
        ],
    }


def _run(run: Run) -> Json:
    return {
        "id": run.id,
        "stage": run.stage,
        "code": run.code,
        "model": run.model,
        "settings": json.loads(run.settings),
    }
