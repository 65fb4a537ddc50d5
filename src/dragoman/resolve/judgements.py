"""Judgements: the statements of a document after all that people have decided about them.

The record's statements are the machine's with the decisions in force, in the order in which they
were written (Judgement.sequence): of two on one field the later one counts. Nothing here depends on
the order in which judgements are given, nor on whether a document was read before or after they
were made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.errors import RecordError
from dragoman.record import (
    Actor,
    Code,
    Decision,
    Document,
    Field,
    Judgement,
    Span,
    Statement,
    covered,
)
from dragoman.record.corrections import read_added, read_groups, read_joined, value_of
from dragoman.record.forms import written
from dragoman.resolve.additions import added, is_same
from dragoman.resolve.corrections import Cast, corrected, placed, see_spans
from dragoman.resolve.knowledge import Knowledge

SAME_CONTENT = 0.5
"""Overlap of contents (characters in both by characters in either) from which on a statement of
another reading is the one that was judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a judgement has come to at the statement that it found.

    Attributes:
        judgement: The judgement.
        counts: Whether what it decided stands; a later one may have decided otherwise.
        values: The fields that it decided, each with its value as JSON, in which a speaker is the
            actor that was named. Empty: it is about the statement as a whole.
    """

    judgement: Judgement
    counts: bool
    values: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A judgement that does not apply now; it is tried again whenever the document is read anew.

    Attributes:
        judgement: The judgement.
        why: What it waits for, for people.
    """

    judgement: Judgement
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document's statements after all decisions.

    Attributes:
        statements: What stands, in the order given; parts of a split one in its place.
        rejected: What people rejected, as it would stand.
        marks: By statement, rejected ones too, its judgements, the first first.
        machine: By statement the id of the machine's statement that it comes from; one that people
            have added has none.
        waiting: The judgements that found no statement, or do not fit it.
        actors: The actors whom decisions name and the machine did not.
    """

    statements: tuple[Statement, ...]
    rejected: tuple[Statement, ...] = ()
    marks: Mapping[str, tuple[Mark, ...]]
    machine: Mapping[str, str]
    waiting: tuple[Waiting, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(slots=True)
class _Thread:
    """A statement through all decisions about it.

    Attributes:
        statement: As it stands so far.
        machine: Id of the machine's statement. None: people have added it.
        ids: All ids that it has had, or was found by.
        rejected: Whether it has been rejected.
        decided: Its judgements with the values that each set, the first first.
    """

    statement: Statement
    machine: str | None
    ids: set[str]
    rejected: bool = False
    decided: list[tuple[Judgement, dict[Field, str]]] = field(default_factory=list)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Give the decisions about statements that nobody has taken back, the first first.

    Taking back a withdrawal puts in force again what it had taken back.
    """
    given = {judgement.id: judgement for judgement in judgements}
    withdrawals: dict[str, list[str]] = {}
    for judgement in given.values():
        if judgement.decision is Decision.WITHDRAW:
            withdrawals.setdefault(judgement.target, []).append(judgement.id)

    def holds(id_: str) -> bool:
        return not any(holds(other) for other in withdrawals.get(id_, ()))

    kept = (j for j in given.values() if j.decision is not Decision.WITHDRAW and holds(j.id))
    return sorted(kept, key=lambda judgement: judgement.order)


def apply_judgements(
    document: Document,
    statements: Sequence[Statement],
    judgements: Iterable[Judgement],
    knowledge: Knowledge,
) -> Judged:
    """Apply all decisions about the statements of one document.

    Args:
        document: The document.
        statements: Its statements as the machine found them.
        judgements: The decisions about them, in any order, those taken back too.
        knowledge: Who can be named as a speaker.
    """
    cast = Cast.of(document, statements, knowledge)
    threads = [_Thread(statement, statement.id, {statement.id}) for statement in statements]
    waiting: list[Waiting] = []
    actors: dict[str, Actor] = {}
    for judgement in in_force(judgements):
        try:
            thread = _about(threads, judgement, cast)
            actor = _decide(threads, thread, judgement, cast)
        except RecordError as error:
            waiting.append(Waiting(judgement=judgement, why=str(error)))
            continue
        if judgement.decision is Decision.ADD and all(one is not thread for one in threads):
            threads.append(thread)
        if actor is not None:
            actors[actor.id] = actor
    return _judged(threads, waiting, actors)


def _about(threads: Sequence[_Thread], judgement: Judgement, cast: Cast) -> _Thread:
    """Give the statement that a decision is about; for one that adds a statement that one.

    A statement that was added, and that the machine finds in a later reading, is the machine's
    with all that the person said of it.

    Raises:
        RecordError: The document has no such statement, or not the words that are added, or
            nobody is known whom it names.
    """
    if judgement.decision is not Decision.ADD:
        thread = _found(threads, judgement.target, judgement.content)
        if thread is None:
            raise RecordError("the document has no such statement now")
        return thread
    thread = _found(threads, judgement.target, ())
    if thread is None:
        alike = [one for one in threads if one.machine and is_same(one.statement, judgement, cast)]
        thread = _found(alike, judgement.target, judgement.content)
    return thread or _Thread(added(judgement, cast.document), None, {judgement.target})


def _found(threads: Sequence[_Thread], target: str, content: tuple[Span, ...]) -> _Thread | None:
    """Find the statement that a decision is about: by its id, else by its content."""
    for thread in threads:
        if thread.statement.id == target:
            return thread
    followed = [thread for thread in threads if target in thread.ids]
    candidates = followed if len(followed) == 1 else threads
    if len(followed) == 1 or not content:
        return followed[0] if len(followed) == 1 else None
    wanted = covered(content)
    best = max(candidates, key=lambda thread: _likeness(thread, wanted), default=None)
    return best if best and _likeness(best, wanted)[0] >= SAME_CONTENT else None


def _likeness(thread: _Thread, wanted: set[int]) -> tuple[float, int, str]:
    own = covered(thread.statement.content)
    first = thread.statement.content[0].start
    return len(own & wanted) / len(own | wanted), -first, thread.statement.id


def _decide(
    threads: list[_Thread], thread: _Thread, judgement: Judgement, cast: Cast
) -> Actor | None:
    """Carry out a decision; give the actor whom it names.

    Raises:
        RecordError: It does not fit the document; nothing has changed then.
    """
    if judgement.decision is Decision.SPLIT:
        _split(threads, thread, judgement, cast.document)
        return None
    actor: Actor | None = None
    values: dict[Field, str] = {}
    if judgement.decision is Decision.CORRECT and judgement.field and judgement.value:
        values = {judgement.field: judgement.value}
    elif judgement.decision is Decision.ACCEPT:
        values = judgement.accepted()
    elif judgement.decision is Decision.ADD and judgement.value:
        values = dict(read_added(judgement.value).values)
    if judgement.decision is Decision.MERGE:
        _merge(threads, thread, judgement, cast.document)
    else:
        thread.statement, actor = corrected(thread.statement, values, cast)
    if judgement.decision in (Decision.ACCEPT, Decision.ADD, Decision.REJECT):
        thread.rejected = judgement.decision is Decision.REJECT
    thread.ids |= {judgement.target, thread.statement.id}
    stands = {name: written(value_of(thread.statement, name)) for name in values}
    thread.decided.append((judgement, stands))
    return actor


def _split(
    threads: list[_Thread], thread: _Thread, judgement: Judgement, document: Document
) -> None:
    groups = read_groups(judgement.value or "")
    see_spans((span for group in groups for span in group), document)
    parts = []
    for group in groups:
        statement = _narrowed(thread.statement, group)
        decided = [*thread.decided, (judgement, {})]
        parts.append(replace(thread, statement=statement, ids={statement.id}, decided=decided))
    at = threads.index(thread)
    threads[at : at + 1] = parts


def _narrowed(statement: Statement, content: tuple[Span, ...]) -> Statement:
    """Give the part of a statement with this content; a condition outside of it is not its own."""
    part = placed(statement, statement.source, statement.cue, content)
    return replace(part, codes=tuple(_within(code, content) for code in statement.codes))


def _within(code: Code, content: tuple[Span, ...]) -> Code:
    condition = code.condition
    if condition is None or any(span.contains(condition) for span in content):
        return code
    return replace(code, condition=None)


def _merge(
    threads: list[_Thread], thread: _Thread, judgement: Judgement, document: Document
) -> None:
    """Take other statements into one: their content, and the codes that it does not have."""
    others: list[_Thread] = []
    for joined in read_joined(judgement.value or ""):
        other = _found(threads, joined.statement, joined.content)
        if other is not None and other is not thread and other not in others:
            others.append(other)
            other.ids.add(joined.statement)
    if not others:
        raise RecordError("the document has none of the statements that are to be merged")
    statement = thread.statement
    spans = [*statement.content, *(span for o in others for span in o.statement.content)]
    known = {code.concept for code in statement.codes}
    added = (code for other in others for code in other.statement.codes)
    codes = {code.concept: code for code in added if code.concept not in known}
    merged = placed(statement, statement.source, statement.cue, _joined(spans, document))
    thread.statement = replace(merged, codes=(*statement.codes, *codes.values()))
    thread.ids |= {id_ for other in others for id_ in other.ids}
    inherited = [decided for other in others for decided in other.decided]
    thread.decided = sorted([*thread.decided, *inherited], key=lambda pair: pair[0].order)
    threads[:] = [one for one in threads if one not in others]


def _joined(spans: Iterable[Span], document: Document) -> tuple[Span, ...]:
    """Join spans that touch or overlap."""
    runs: list[tuple[int, int]] = []
    for span in sorted(spans):
        if runs and span.start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], span.end)
        else:
            runs.append((span.start, span.end))
    return tuple(Span.of(document.text, start, end) for start, end in runs)


def _judged(
    threads: Sequence[_Thread], waiting: Sequence[Waiting], actors: Mapping[str, Actor]
) -> Judged:
    known = _distinct(threads)
    standing = [thread for thread in known if not thread.rejected]
    speakers = {t.statement.speaker.id for t in standing if t.statement.speaker}
    return Judged(
        statements=tuple(thread.statement for thread in standing),
        rejected=tuple(thread.statement for thread in known if thread.rejected),
        marks={thread.statement.id: _marks(thread) for thread in known if thread.decided},
        machine={thread.statement.id: thread.machine for thread in known if thread.machine},
        waiting=tuple(waiting),
        actors=tuple(actors[id_] for id_ in sorted(actors.keys() & speakers)),
    )


def _distinct(threads: Sequence[_Thread]) -> list[_Thread]:
    """Of threads that have come to the same spans keep one: what stands, what was decided last."""
    by_id: dict[str, _Thread] = {}
    for thread in threads:
        other = by_id.get(thread.statement.id)
        if other is None:
            by_id[thread.statement.id] = thread
            continue
        kept = max(other, thread, key=_rank)
        decided = sorted([*other.decided, *thread.decided], key=lambda pair: pair[0].order)
        by_id[thread.statement.id] = replace(kept, decided=decided)
    return list(by_id.values())


def _rank(thread: _Thread) -> tuple[bool, int, str]:
    last = max((judgement.order[0] for judgement, _ in thread.decided), default=0)
    return not thread.rejected, last, thread.machine or ""


def _marks(thread: _Thread) -> tuple[Mark, ...]:
    """Give what each judgement has come to, once: parts that are joined again share some."""
    marks = {
        judgement.id: Mark(
            judgement=judgement, counts=_counts(thread, judgement, values), values=values
        )
        for judgement, values in thread.decided
    }
    return tuple(marks.values())


def _counts(thread: _Thread, judgement: Judgement, values: Mapping[Field, str]) -> bool:
    if judgement.decision is Decision.REJECT:
        return thread.rejected
    stands = all(written(value_of(thread.statement, name)) == v for name, v in values.items())
    tells_it_stands = judgement.decision in (Decision.ACCEPT, Decision.ADD)
    return stands and not (tells_it_stands and thread.rejected)
