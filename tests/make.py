"""Builders: record objects with sensible defaults, ids and fingerprints filled in."""

from collections.abc import Sequence

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Bound,
    BoundKind,
    BoundSide,
    Claim,
    ClaimStatus,
    Code,
    DateBasis,
    DateRange,
    Decision,
    Document,
    Evidence,
    Field,
    Figure,
    Judgement,
    Link,
    Meeting,
    MeetingStatus,
    Office,
    Plan,
    PublishedOn,
    Quarantine,
    QuoteForm,
    Run,
    Segment,
    SegmentKind,
    Span,
    Speaker,
    Stage,
    Statement,
    Term,
    actor_id,
    digest,
    document_id,
    evidence_id,
    plan_id,
    quarantine_id,
    run_id,
    statement_id,
    text_sha256,
)
from dragoman.record.forms import written

TEXT = 'The minister said that talks would begin on Monday. "We agree," the envoy replied.'

NOTHING = object()
"""Stands for a value that is not given, since a value may be None."""


def run(stage: Stage = Stage.EXTRACT, model: str = "rules/1", code: str = "0.1.0") -> Run:
    return Run(id=run_id(stage, code, model), stage=stage, code=code, model=model)


RUN = run()


def document(
    text: str = TEXT,
    name: str = "news.txt",
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: str | None = None,
    language: str | None = "en",
    segments: Sequence[Segment] | None = None,
    flags: Sequence[str] = (),
) -> Document:
    """Make a document; without segments its whole text is body."""
    if segments is None:
        segments = [segment(0, len(text))] if text else []
    sha256 = text_sha256(text)
    return Document(
        id=document_id(name, url, outlet, sha256),
        name=name,
        text=text,
        sha256=sha256,
        url=url,
        outlet=outlet,
        title=title,
        author=author,
        published=PublishedOn(value=published, basis=DateBasis.METADATA) if published else None,
        language=language,
        segments=tuple(segments),
        flags=tuple(flags),
    )


def segment(start: int, end: int, kind: SegmentKind = SegmentKind.BODY) -> Segment:
    return Segment(start=start, end=end, kind=kind)


def span(document: Document, words: str | None = None) -> Span:
    """Cut out the first place of some words, or the whole text."""
    words = document.text if words is None else words
    start = document.text.index(words)
    return Span.of(document.text, start, start + len(words))


def statement(
    document: Document,
    content: str | Sequence[str] | None = None,
    *,
    source: str | None = None,
    cue: str | None = None,
    speaker: Speaker | Actor | None = None,
    party: str | None = None,
    quote: QuoteForm = QuoteForm.INDIRECT,
    act: Act | None = Act.ASSERT,
    codes: Sequence[Code] = (),
    via: Sequence[Link] = (),
    said_on: str | None = None,
    confidence: float = 1.0,
    run: Run | None = None,
) -> Statement:
    """Make a statement from words of the document; the whole text is the content by default."""
    parts = [content] if content is None or isinstance(content, str) else content
    spans = tuple(span(document, part) for part in parts)
    source_span = None if source is None else span(document, source)
    cue_span = None if cue is None else span(document, cue)
    if isinstance(speaker, Actor):
        speaker = Speaker(id=speaker.id, name=speaker.name, kind=speaker.kind)
    return Statement(
        id=statement_id(document.id, source_span, cue_span, spans),
        document=document.id,
        source=source_span,
        cue=cue_span,
        content=spans,
        speaker=speaker,
        party=party,
        quote=quote,
        act=act,
        codes=tuple(codes),
        via=tuple(via),
        said_on=said_on,
        confidence=confidence,
        run=(run or RUN).id,
    )


def actor(
    name: str = "Volodymyr Zelensky",
    kind: ActorKind = ActorKind.PERSON,
    *,
    names: Sequence[str] = (),
    offices: Sequence[Office] = (),
    party: str | None = None,
    local_to: Document | None = None,
    description: str | None = None,
) -> Actor:
    local = local_to.id if local_to else None
    return Actor(
        id=actor_id(kind, name, local),
        name=name,
        kind=kind,
        names=tuple(names),
        offices=tuple(offices),
        party=party,
        local_to=local,
        description=description,
    )


def bound(
    document: Document,
    value: str,
    words: str | None = None,
    *,
    side: BoundSide = BoundSide.EARLIEST,
    kind: BoundKind = BoundKind.OFFICE,
    because: str | None = None,
    other: Evidence | None = None,
) -> Bound:
    """Make a bound that rests on words of the document; with another document a quotation."""
    return Bound(
        side=side,
        value=value,
        kind=BoundKind.QUOTATION if other else kind,
        words=span(document, words),
        because=because,
        other=other,
    )


def date_range(document: Document, *bounds: Bound, run: Run | None = None) -> DateRange:
    return DateRange(document=document.id, bounds=bounds, run=(run or RUN).id)


def quarantine(
    name: str = "broken.txt",
    reason: str = "not text; give a text file",
    *,
    stage: Stage = Stage.INGEST,
    sha256: str = "0" * 64,
    size: int | None = 4,
    document: Document | None = None,
) -> Quarantine:
    """Make a quarantine; with a document its name and fingerprint are the document's."""
    if document:
        name, sha256 = document.name, document.sha256
    return Quarantine(
        id=quarantine_id(name, stage, sha256),
        name=name,
        stage=stage,
        reason=reason,
        sha256=sha256,
        size=size,
        document=document.id if document else None,
    )


def evidence(document: Document, words: str | None = None) -> Evidence:
    return Evidence(document=document.id, span=span(document, words))


def claim(
    *statements: Statement,
    text: str = "talks begin on Monday",
    asserted_by: Sequence[str] = (),
    denied_by: Sequence[str] = (),
    confirmed_by: Sequence[str] = (),
    declined_by: Sequence[str] = (),
    figures: Sequence[Figure] = (),
    origins: int = 1,
    status: ClaimStatus = ClaimStatus.ASSERTED,
) -> Claim:
    ids = tuple(statement.id for statement in statements)
    return Claim(
        id=digest("claim", *ids),
        text=text,
        statements=ids,
        asserted_by=tuple(asserted_by),
        denied_by=tuple(denied_by),
        confirmed_by=tuple(confirmed_by),
        declined_by=tuple(declined_by),
        figures=tuple(figures),
        origins=origins,
        status=status,
    )


def meeting(
    *evidence: Evidence,
    participants: Sequence[str] = ("Ukraine", "Russia"),
    people: Sequence[str] = (),
    place: str | None = None,
    date: str | None = None,
    status: MeetingStatus = MeetingStatus.REPORTED,
    reported_by: Sequence[str] = (),
    confirmed_by: Sequence[str] = (),
    denied_by: Sequence[str] = (),
) -> Meeting:
    return Meeting(
        id=evidence_id("meeting", evidence),
        participants=tuple(participants),
        people=tuple(people),
        place=place,
        date=date,
        status=status,
        reported_by=tuple(reported_by),
        confirmed_by=tuple(confirmed_by),
        denied_by=tuple(denied_by),
        evidence=evidence,
    )


def term(evidence: Evidence, *codes: Code) -> Term:
    return Term(text=evidence.span.text, codes=codes, evidence=evidence)


def plan(
    *terms: Term,
    name: str = "Easter plan",
    by: str | None = None,
    told_by: Sequence[str] = (),
    date: str | None = None,
) -> Plan:
    return Plan(
        id=plan_id(name, terms), name=name, by=by, told_by=tuple(told_by), date=date, terms=terms
    )


def judgement(
    target: Statement | Judgement | str = "0123456789abcdef",
    decision: Decision = Decision.ACCEPT,
    *,
    field: Field | None = None,
    value: object = NOTHING,
    author: str = "editor",
    decided_at: str = "2023-11-06T10:00:00Z",
) -> Judgement:
    """Make a judgement on a statement, or one that only tells an id; the value is not yet JSON."""
    told = None if value is NOTHING else written(value)
    if isinstance(target, Judgement):
        return Judgement.withdrawing(target, author=author, decided_at=decided_at)
    if isinstance(target, Statement):
        return Judgement.on(
            target, decision, author=author, decided_at=decided_at, field=field, value=told
        )
    return Judgement.of(
        target, decision, author=author, decided_at=decided_at, field=field, value=told
    )
