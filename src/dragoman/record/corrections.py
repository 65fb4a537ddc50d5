"""Corrections: what a person sets the fields of a statement to, as JSON of a checked form.

    source, cue   null, or a span {"start", "end", "text"}
    content       spans in the order of the text
    speaker       null, or {"id"} or {"name"} of a known actor, or {"name", "kind"} of one that is
                  known from this document alone; with "party" where it is not to be looked up
    party         null, or a name              act       null, or one of the acts
    codes         [{"concept", "stance", "condition": span or null}]
    via           [{"name", "kind", "span": span or null}]
    said_on       null, or an ISO 8601 date

A split has a list of contents, each a list of spans; a merge has the other statements, each an id
or {"statement", "content"}: with its content it is found again after another reading. A statement
that is added has its content, and of the other fields, and of "quote" (direct, indirect, mixed),
those that are known.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record import forms
from dragoman.record.actors import ActorKind
from dragoman.record.codes import Code, Stance
from dragoman.record.dates import check_iso
from dragoman.record.readings import Act, QuoteForm
from dragoman.record.spans import Span
from dragoman.record.statements import Link, LinkKind, Statement


class Field(StrEnum):
    """What of a statement a person can correct. A condition belongs to its code."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    SPEAKER = "speaker"
    PARTY = "party"
    ACT = "act"
    CODES = "codes"
    VIA = "via"
    SAID_ON = "said_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A speaker as a person names it.

    Attributes:
        id: The id of a known actor. None: the name tells.
        name: The name. None: the id tells.
        kind: What it is. None: as known.
        party: The side it speaks for, if `tells_party`.
        tells_party: Whether the party is given; else it is looked up for the document's day.
    """

    id: str | None = None
    name: str | None = None
    kind: ActorKind | None = None
    party: str | None = None
    tells_party: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Another statement that a merge takes in.

    Attributes:
        statement: Its id.
        content: Its content at the time, by which it is found again. Empty: only the id is known.
    """

    statement: str
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A statement that a person adds, which the machine missed.

    Attributes:
        values: For each field that the person tells its value as JSON; the content is among them.
        source: The words that name who holds it. None: the text names nobody.
        cue: The words of attribution. None: there are none.
        content: What is attributed.
        quote: How much of the content is quoted. None: its quotation marks tell.
    """

    values: Mapping[Field, str]
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quote: QuoteForm | None = None


def check_value(field: Field, value: str) -> None:
    """See that a field can be corrected to a value.

    Raises:
        RecordError: It is not JSON of the field's form; the message says where.
    """
    CHECKS[field](value)


def read_span(field: Field, value: str) -> Span | None:
    """Read the value of source or cue."""
    return forms.maybe(forms.span, forms.parsed(field, value), field)


def read_content(value: str) -> tuple[Span, ...]:
    """Read the value of content."""
    return forms.spans(forms.parsed(Field.CONTENT, value), Field.CONTENT)


def read_speaker(value: str) -> Named | None:
    """Read the value of speaker."""
    return forms.maybe(_named, forms.parsed(Field.SPEAKER, value), Field.SPEAKER)


def read_party(value: str) -> str | None:
    """Read the value of party."""
    return forms.maybe(forms.text, forms.parsed(Field.PARTY, value), Field.PARTY)


def read_act(value: str) -> Act | None:
    """Read the value of act."""
    given = forms.parsed(Field.ACT, value)
    return None if given is None else forms.choice(Act, given, Field.ACT)


def read_codes(value: str) -> tuple[Code, ...]:
    """Read the value of codes; a person's are sure."""
    codes = forms.each(_code, forms.parsed(Field.CODES, value), Field.CODES)
    if len({(code.concept, code.stance) for code in codes}) < len(codes):
        raise RecordError("codes: one concept has the same stance twice; leave one of them out")
    return codes


def read_via(value: str) -> tuple[Link, ...]:
    """Read the value of via."""
    return forms.each(_link, forms.parsed(Field.VIA, value), Field.VIA)


def read_said_on(value: str) -> str | None:
    """Read the value of said_on."""
    given = forms.maybe(forms.text, forms.parsed(Field.SAID_ON, value), Field.SAID_ON)
    return None if given is None else check_iso(given)


def read_groups(value: str) -> tuple[tuple[Span, ...], ...]:
    """Read the contents that a statement is split into.

    Raises:
        RecordError: There are fewer than two, or one of them is malformed.
    """
    groups = forms.each(forms.spans, forms.parsed("split", value), "split")
    if len(groups) < 2:
        raise RecordError("split: a statement is split into two contents or more")
    return groups


def read_joined(value: str) -> tuple[Joined, ...]:
    """Read the other statements that a merge takes in.

    Raises:
        RecordError: There is none, or one of them is malformed.
    """
    others = forms.each(_joined, forms.parsed("merge", value), "merge")
    if not others:
        raise RecordError("merge: name at least one other statement")
    return others


def read_added(value: str) -> Added:
    """Read a statement that is added.

    Raises:
        RecordError: It has no content, or a field of it is malformed.
    """
    others = frozenset({*(field.value for field in Field), "quote"}) - {Field.CONTENT.value}
    given = forms.fields_of(forms.parsed("add", value), "add", {Field.CONTENT.value}, others)
    values = {Field(name): forms.written(given[name]) for name in given if name != "quote"}
    for field, inner in values.items():
        check_value(field, inner)
    quote = given.get("quote")
    return Added(
        values=values,
        source=read_span(Field.SOURCE, values.get(Field.SOURCE, "null")),
        cue=read_span(Field.CUE, values.get(Field.CUE, "null")),
        content=read_content(values[Field.CONTENT]),
        quote=None if quote is None else forms.choice(QuoteForm, quote, "add.quote"),
    )


CHECKS: Mapping[Field, Callable[[str], object]] = {
    Field.SOURCE: lambda value: read_span(Field.SOURCE, value),
    Field.CUE: lambda value: read_span(Field.CUE, value),
    Field.CONTENT: read_content,
    Field.SPEAKER: read_speaker,
    Field.PARTY: read_party,
    Field.ACT: read_act,
    Field.CODES: read_codes,
    Field.VIA: read_via,
    Field.SAID_ON: read_said_on,
}


def value_of(statement: Statement, field: Field) -> object:
    """Put a field of a statement in the form that a correction has, before it is written."""
    if field is Field.SPEAKER:
        speaker = statement.speaker
        return speaker and {"id": speaker.id, "name": speaker.name, "kind": speaker.kind.value}
    if field is Field.CODES:
        return [
            {"concept": c.concept, "stance": c.stance.value, "condition": span_form(c.condition)}
            for c in statement.codes
        ]
    if field is Field.VIA:
        return [
            {"name": link.name, "kind": link.kind.value, "span": span_form(link.span)}
            for link in statement.via
        ]
    if field is Field.CONTENT:
        return [span_form(span) for span in statement.content]
    if field in (Field.SOURCE, Field.CUE):
        return span_form(statement.source if field is Field.SOURCE else statement.cue)
    plain: str | None = getattr(statement, field.value)
    return plain


def span_form(span: Span | None) -> dict[str, object] | None:
    """Put a span in the form of the interchange format."""
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.text}


def merge_value(others: Iterable[Statement]) -> str:
    """Write the value of a merge that takes in these statements."""
    spans = {other.id: [span_form(span) for span in other.content] for other in others}
    return forms.written([{"statement": id_, "content": spans[id_]} for id_ in spans])


def snapshot(statement: Statement) -> str:
    """Write all that a person can correct of a statement, as it stands."""
    return forms.written({field.value: value_of(statement, field) for field in Field})


def read_snapshot(value: str) -> dict[Field, str]:
    """Read a snapshot as the values of its fields.

    Raises:
        RecordError: It is malformed.
    """
    given = forms.fields_of(forms.parsed("stood", value), "stood", {field.value for field in Field})
    values = {Field(name): forms.written(inner) for name, inner in given.items()}
    for field, inner in values.items():
        check_value(field, inner)
    return values


def _named(value: object, where: str) -> Named:
    given = forms.fields_of(value, where, set(), frozenset({"id", "name", "kind", "party"}))
    if given.get("id") is None and given.get("name") is None:
        raise RecordError(f"{where}: give the id or the name of an actor, or null for nobody")
    kind = given.get("kind")
    return Named(
        id=forms.maybe(forms.text, given.get("id"), f"{where}.id"),
        name=forms.maybe(forms.text, given.get("name"), f"{where}.name"),
        kind=None if kind is None else forms.choice(ActorKind, kind, f"{where}.kind"),
        party=forms.maybe(forms.text, given.get("party"), f"{where}.party"),
        tells_party="party" in given,
    )


def _code(value: object, where: str) -> Code:
    given = forms.fields_of(value, where, {"concept", "stance"}, frozenset({"condition"}))
    return Code(
        concept=forms.text(given["concept"], f"{where}.concept"),
        stance=forms.choice(Stance, given["stance"], f"{where}.stance"),
        condition=forms.maybe(forms.span, given.get("condition"), f"{where}.condition"),
    )


def _link(value: object, where: str) -> Link:
    given = forms.fields_of(value, where, {"name", "kind"}, frozenset({"span"}))
    return Link(
        name=forms.text(given["name"], f"{where}.name"),
        kind=forms.choice(LinkKind, given["kind"], f"{where}.kind"),
        span=forms.maybe(forms.span, given.get("span"), f"{where}.span"),
    )


def _joined(value: object, where: str) -> Joined:
    if isinstance(value, str):
        return Joined(statement=forms.text(value, where))
    given = forms.fields_of(value, where, {"statement"}, frozenset({"content"}))
    content = given.get("content")
    return Joined(
        statement=forms.text(given["statement"], f"{where}.statement"),
        content=() if content is None else forms.spans(content, f"{where}.content"),
    )
