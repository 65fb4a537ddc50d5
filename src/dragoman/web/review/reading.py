"""Reading: what somebody filled in becomes values that fields are corrected to, or problems."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.errors import RecordError
from dragoman.pipeline.decisions import no_concept
from dragoman.record import ActorKind, Codebook, Document, Field, Span, Statement
from dragoman.record.corrections import Named, check_value, span_form, value_of
from dragoman.record.forms import written
from dragoman.resolve import Knowledge
from dragoman.resolve.corrections import Cast, corrected
from dragoman.web.review.entries import CodeEntry, Entries, LinkEntry, SpanEntry

FORM = "form"
"""Under which a problem stands that belongs to no field alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it was understood.

    Attributes:
        values: The fields that are others than in the record, each with its value as JSON.
        result: The statement with these values. None: they do not fit, as the problems tell.
        problems: What is wrong, by field.
        parts: The contents that the statement is to be split into. Empty: none are marked.
    """

    values: Mapping[Field, str]
    result: Statement | None
    problems: Mapping[str, str]
    parts: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What a form is read against.

    Attributes:
        statement: The statement as it stands.
        document: Its document.
        siblings: All statements of the document, whose speakers may be named.
        codebook: The concepts that may be chosen. None: there is no codebook.
        knowledge: Who may be named.
    """

    statement: Statement
    document: Document
    siblings: Sequence[Statement]
    codebook: Codebook | None
    knowledge: Knowledge

    @property
    def cast(self) -> Cast:
        """Whom a person can name as the speaker."""
        return Cast.of(self.document, self.siblings, self.knowledge)


def read_entries(entries: Entries, desktop: Desktop) -> Filled:
    """Understand a form: what is other than in the record, and what is wrong with it."""
    statement, problems = desktop.statement, dict[str, str]()
    values: dict[Field, str] = {}
    for field, read in READERS.items():
        try:
            value = written(read(entries, desktop))
            if value != written(value_of(statement, field)):
                check_value(field, value)
                values[field] = value
        except RecordError as error:
            problems[field.value] = str(error)
    _read_who(entries, desktop, values, problems)
    result = None
    try:
        parts = tuple(_parts(entries, desktop))
    except RecordError as error:
        parts, problems["part"] = (), str(error)
    if not problems:
        try:
            result, _ = corrected(statement, values, desktop.cast)
        except RecordError as error:
            problems[FORM] = str(error)
    return Filled(values=values, result=result, problems=problems, parts=parts)


def _span(entry: SpanEntry, document: Document) -> Span:
    length = len(document.text)
    if not (entry.start.isdecimal() and entry.end.isdecimal()):
        raise RecordError(f"give start and end as whole numbers from 0 to {length}")
    start, end = int(entry.start), int(entry.end)
    if not start < end <= length:
        raise RecordError(
            f"{start} to {end} are no characters of the article, which has {length:,}"
        )
    return Span.of(document.text, start, end)


def _one(entries: tuple[SpanEntry, ...], document: Document) -> object:
    """Read a span that may be none."""
    if len(entries) > 1:
        raise RecordError("there can be one run of words only")
    return span_form(_span(entries[0], document)) if entries else None


def _content(entries: Entries, desktop: Desktop) -> object:
    if not entries.content:
        raise RecordError("a statement has a content; mark its words, or reject the statement")
    return [span_form(_span(entry, desktop.document)) for entry in entries.content]


def _act(entries: Entries, _: Desktop) -> object:
    return entries.act or None


def _said_on(entries: Entries, _: Desktop) -> object:
    return entries.said_on or None


def _codes(entries: Entries, desktop: Desktop) -> object:
    return [_code(entry, desktop) for entry in entries.codes]


def _code(entry: CodeEntry, desktop: Desktop) -> object:
    known = {concept.id for concept in desktop.codebook.concepts} if desktop.codebook else set()
    if entry.concept not in known | {code.concept for code in desktop.statement.codes}:
        raise RecordError(no_concept(entry.concept, desktop.codebook))
    condition = _one(entry.condition, desktop.document)
    return {"concept": entry.concept, "stance": entry.stance, "condition": condition}


def _via(entries: Entries, desktop: Desktop) -> object:
    return [_link(entry, desktop.document) for entry in entries.via]


def _link(entry: LinkEntry, document: Document) -> object:
    return {"name": entry.name, "kind": entry.kind, "span": _one(entry.span, document)}


READERS: Mapping[Field, Callable[[Entries, Desktop], object]] = {
    Field.SOURCE: lambda entries, desktop: _one(entries.source, desktop.document),
    Field.CUE: lambda entries, desktop: _one(entries.cue, desktop.document),
    Field.CONTENT: _content,
    Field.ACT: _act,
    Field.CODES: _codes,
    Field.VIA: _via,
    Field.SAID_ON: _said_on,
}
"""How each field is read; speaker and party hang together and are read by themselves."""


def _read_who(
    entries: Entries, desktop: Desktop, values: dict[Field, str], problems: dict[str, str]
) -> None:
    """Read speaker and party.

    A new speaker's party is looked up for the day, unless another party than before was filled
    in. Somebody whom nobody knows has the party that was filled in.
    """
    statement = desktop.statement
    speaker = statement.speaker
    same = entries.speaker == (speaker.name if speaker else "")
    if not same or (speaker and entries.kind not in ("", speaker.kind.value)):
        try:
            value = written(_named(entries, desktop))
            check_value(Field.SPEAKER, value)
            values[Field.SPEAKER] = value
        except RecordError as error:
            problems[Field.SPEAKER.value] = str(error)
    if entries.party == (statement.party or "") or '"party"' in values.get(Field.SPEAKER, ""):
        return
    values[Field.PARTY] = written(entries.party or None)


def _named(entries: Entries, desktop: Desktop) -> object:
    """Name the speaker, and if nobody knows him, his party."""
    if not entries.speaker:
        return None
    named = {"name": entries.speaker} | ({"kind": entries.kind} if entries.kind else {})
    value = written(named)
    check_value(Field.SPEAKER, value)
    cast = desktop.cast
    kind = ActorKind(entries.kind) if entries.kind else None
    speaker, actor = cast.speaker(Named(name=entries.speaker, kind=kind))
    if actor is None or actor.local_to is None:
        return {"id": speaker.id, "name": speaker.name, "kind": speaker.kind.value}
    return {**named, "party": entries.party or None}


def _parts(entries: Entries, desktop: Desktop) -> Iterable[tuple[Span, ...]]:
    """Give the parts that a statement is split into, with what one marked part leaves over."""
    marked = [_span(entry, desktop.document) for entry in entries.parts]
    content = [_span(entry, desktop.document) for entry in entries.content]
    for span in marked:
        if not any(whole.contains(span) for whole in content):
            raise RecordError(f"“{span.text}” is not within the content")
    if not marked:
        return [(span,) for span in content] if len(content) > 1 else []
    rest = tuple(_without(content, marked, desktop.document))
    return [(span,) for span in marked] + ([rest] if rest else [])


def _without(content: Iterable[Span], marked: Iterable[Span], document: Document) -> Iterable[Span]:
    """Give what is left of a content, without space and punctuation at the ends of each piece."""
    taken = {offset for span in marked for offset in range(span.start, span.end)}
    for span in content:
        run: list[int] = []
        for offset in [*range(span.start, span.end), -1]:
            if offset >= 0 and offset not in taken:
                run.append(offset)
                continue
            words = [at for at in run if document.text[at].isalnum()]
            if words:
                yield Span.of(document.text, words[0], words[-1] + 1)
            run = []
