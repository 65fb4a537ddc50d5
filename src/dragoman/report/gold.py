"""Gold: what people decided, in the form that evaluation measures readers against.

The form is that of examples/ukraine-talks/gold/gold.json, a list of documents, with offsets that
count code points. Only statements that a person has accepted, corrected, divided, joined or added
are in it. `complete` says whether that is all that the document says, as far as people told: none
of the machine's statements in it is unjudged. What is measured against a document that is not
complete tells how much of the gold is found, and not how much of what is found is right.
"""

import json
from collections.abc import Iterable, Iterator

from dragoman.record import Decision, Document, SegmentKind, Span, Stance, Statement
from dragoman.resolve import Judged

Json = dict[str, object]
TELLING = frozenset(Decision) - {Decision.REJECT, Decision.WITHDRAW}


def export_gold(judged: Iterable[tuple[Document, Judged]]) -> Iterator[str]:
    """Write what people decided about documents as one JSON list, a document a line.

    Args:
        judged: The documents that people have judged, with what their decisions come to.

    Yields:
        Pieces of JSON to be joined.
    """
    yield "["
    comma = ""
    for document, result in sorted(judged, key=lambda pair: (pair[0].name, pair[0].id)):
        gold = _document(document, result)
        if gold is not None:
            yield f"{comma}\n{json.dumps(gold, ensure_ascii=False)}"
            comma = ","
    yield "\n]\n"


def _document(document: Document, judged: Judged) -> Json | None:
    """Describe a document with the statements that people told. None: they told none."""
    told = [
        statement
        for statement in judged.statements
        if any(
            mark.counts and mark.judgement.decision in TELLING
            for mark in judged.marks.get(statement.id, ())
        )
    ]
    if not told and not judged.rejected:
        return None
    told.sort(key=lambda statement: (statement.content[0].start, statement.id))
    return {
        "doc": document.name,
        "published": document.published.value if document.published else None,
        "language": document.language,
        "outlet": document.outlet,
        "codes_scored": any(statement.codes for statement in told),
        "complete": len(told) == len(judged.statements),
        "boilerplate": [
            [segment.start, segment.end]
            for segment in document.segments
            if segment.kind is SegmentKind.BOILERPLATE
        ],
        "statements": [_statement(f"s{n}", statement) for n, statement in enumerate(told, 1)],
        "meetings": [],
        "plans": [],
        "contested": [],
        "length": len(document.text),
    }


def _statement(id_: str, statement: Statement) -> Json:
    texts = [span.text for span in statement.content]
    signs = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
    return {
        "id": id_,
        "src": _words(statement.source),
        "cue": _words(statement.cue),
        "con": texts if len(texts) > 1 else texts[0],
        "who": statement.speaker.name if statement.speaker else None,
        "party": statement.party,
        "kind": statement.quote.value,
        "act": statement.act.value if statement.act else None,
        "codes": [f"{code.concept}{signs[code.stance]}" for code in statement.codes],
        "via": [link.name for link in statement.via],
        "content": [[span.start, span.end] for span in statement.content],
        "source": _place(statement.source),
        "cue_span": _place(statement.cue),
    }


def _words(span: Span | None) -> str | None:
    return span.text if span else None


def _place(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
