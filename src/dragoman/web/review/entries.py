"""Entries: what the fields of a review form hold, from the record or as somebody filled them in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from starlette.datastructures import FormData

from dragoman.record import Document, Field, Span, Statement
from dragoman.record.corrections import (
    read_act,
    read_codes,
    read_content,
    read_party,
    read_said_on,
    read_snapshot,
    read_span,
    read_speaker,
    read_via,
    snapshot,
)
from dragoman.report.characters import shown_in_line

MOST = 60
"""Spans, codes or links that a form has at most; nobody fills in more by hand."""

LONGEST = 500
"""Characters of a field that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanEntry:
    """A span as two numbers, typed or taken from a selection.

    Attributes:
        start: The offset of the first character.
        end: The offset after the last one.
        words: What stands there, for display; empty if the numbers are none of the document.
    """

    start: str
    end: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """A concept with a stance and perhaps a condition; no concept is no code."""

    concept: str = ""
    stance: str = "support"
    condition: tuple[SpanEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntry:
    """A link of the chain; no name is no link."""

    name: str = ""
    kind: str = "named"
    span: tuple[SpanEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """All fields of a form.

    Attributes:
        source: The words that name who holds it; none or one.
        cue: The words of attribution; none or one.
        content: What is attributed.
        speaker: The speaker's name; empty for nobody.
        kind: What the speaker is; empty for "as known".
        party: The party's name; empty for none.
        act: The act's value; empty for unknown.
        codes: The codes.
        via: The chain, outermost link first.
        said_on: The date; empty for untold.
        parts: The words of each part that the statement is split into.
    """

    source: tuple[SpanEntry, ...] = ()
    cue: tuple[SpanEntry, ...] = ()
    content: tuple[SpanEntry, ...] = ()
    speaker: str = ""
    kind: str = ""
    party: str = ""
    act: str = ""
    codes: tuple[CodeEntry, ...] = ()
    via: tuple[LinkEntry, ...] = ()
    said_on: str = ""
    parts: tuple[SpanEntry, ...] = ()


def entries_of(statement: Statement) -> Entries:
    """Fill a form in from the record."""
    return entries_from(read_snapshot(snapshot(statement)))


def entries_from(values: Mapping[Field, str]) -> Entries:
    """Fill a form in from values of all fields, as JSON."""
    speaker = read_speaker(values[Field.SPEAKER])
    act = read_act(values[Field.ACT])
    return Entries(
        source=_spans([read_span(Field.SOURCE, values[Field.SOURCE])]),
        cue=_spans([read_span(Field.CUE, values[Field.CUE])]),
        content=_spans(read_content(values[Field.CONTENT])),
        speaker=(speaker.name if speaker else None) or "",
        party=read_party(values[Field.PARTY]) or "",
        act=act.value if act else "",
        codes=tuple(
            CodeEntry(
                concept=code.concept, stance=code.stance.value, condition=_spans([code.condition])
            )
            for code in read_codes(values[Field.CODES])
        ),
        via=tuple(
            LinkEntry(name=link.name, kind=link.kind.value, span=_spans([link.span]))
            for link in read_via(values[Field.VIA])
        ),
        said_on=read_said_on(values[Field.SAID_ON]) or "",
    )


def merged(base: Entries, mine: Entries, now: Entries) -> Entries:
    """Join what two people did to a form: mine where I changed something, else what stands now."""
    kept = {
        part.name: getattr(
            mine if getattr(mine, part.name) != getattr(base, part.name) else now, part.name
        )
        for part in fields(Entries)
    }
    return Entries(**kept)


def _spans(spans: Iterable[Span | None]) -> tuple[SpanEntry, ...]:
    return tuple(
        SpanEntry(start=str(span.start), end=str(span.end), words=shown_in_line(span.text))
        for span in spans
        if span
    )


def entries_in(form: FormData, document: Document) -> Entries:
    """Read the fields of a form, whatever somebody put there."""
    codes, links = _numbered(form, "code"), _numbered(form, "via")
    return Entries(
        source=_typed(form, "source", document),
        cue=_typed(form, "cue", document),
        content=_typed(form, "content", document),
        speaker=_text(form, "speaker"),
        kind=_text(form, "speaker_kind"),
        party=_text(form, "party"),
        act=_text(form, "act"),
        codes=tuple(
            CodeEntry(
                concept=_text(form, f"code_{number}_concept"),
                stance=_text(form, f"code_{number}_stance"),
                condition=_typed(form, f"code_{number}_condition", document),
            )
            for number in codes
            if _text(form, f"code_{number}_concept")
        ),
        via=tuple(
            LinkEntry(
                name=_text(form, f"via_{number}_name"),
                kind=_text(form, f"via_{number}_kind"),
                span=_typed(form, f"via_{number}_span", document),
            )
            for number in links
            if _text(form, f"via_{number}_name")
        ),
        said_on=_text(form, "said_on"),
        parts=_typed(form, "part", document),
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _numbered(form: FormData, name: str) -> range:
    """Tell how many rows of a kind the form has."""
    told = _text(form, f"{name}s")
    return range(min(int(told), MOST) if told.isdecimal() else 0)


def _typed(form: FormData, name: str, document: Document) -> tuple[SpanEntry, ...]:
    """Read the spans of a field: pairs of numbers, of which both may be left empty."""
    starts, ends = (form.getlist(f"{name}_{side}")[:MOST] for side in ("start", "end"))
    pairs = [(str(a).strip()[:12], str(b).strip()[:12]) for a, b in zip(starts, ends, strict=False)]
    return tuple(
        SpanEntry(start=start, end=end, words=_words(start, end, document))
        for start, end in pairs
        if start or end
    )


def _words(start: str, end: str, document: Document) -> str:
    if not (start.isdecimal() and end.isdecimal()):
        return ""
    return shown_in_line(document.text[int(start) : int(end)])
