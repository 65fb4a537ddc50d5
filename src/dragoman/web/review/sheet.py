"""Sheet: one statement to decide about: its sentence, its fields as a form, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException

from dragoman.record import ActorKind, LinkKind, Statement, digest
from dragoman.record.corrections import snapshot
from dragoman.report.characters import shown_in_line
from dragoman.store import StatementFilter
from dragoman.store.queries.judgements import Marked, MarksOf
from dragoman.store.queries.review import RankOf, ReviewQueue
from dragoman.store.users import User
from dragoman.web.choices import ACT_CHOICES, ChoiceGroup, concept_choices
from dragoman.web.desk import Desk
from dragoman.web.judged import decision_words
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.review.asked import Asked
from dragoman.web.review.context import Context, build_context
from dragoman.web.review.entries import CodeEntry, Entries, LinkEntry, entries_of
from dragoman.web.review.knowing import Offer, knowledge_of, offers_at_first
from dragoman.web.review.queue import doubts_of, may_write, reasons_of, review_counts
from dragoman.web.review.reading import Desktop
from dragoman.web.review.values import Change, change_of
from dragoman.web.wording import cut_short

BLANK_CODES, BLANK_LINKS = 2, 1
"""Empty rows that a form has for more; after they are saved there are as many again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The statement before or after, which may be merged with this one."""

    id: str
    who: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision about the statement.

    Attributes:
        id: The judgement's id.
        author: Who decided.
        decided_at: ISO 8601 instant in UTC.
        decision: What was decided, in a word or two.
        change: What it changed.
        counts: Whether it stands.
    """

    id: str
    author: str
    decided_at: str
    decision: str
    change: Change
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which two people differ: what stands now, and what somebody wanted to set."""

    field: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What somebody else did while a form was open.

    Attributes:
        wanted: What the one who sends the form decided, in a word.
        news: The decisions since the form was opened.
        differences: The fields in which both differ.
    """

    wanted: str
    news: tuple[Decided, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where somebody is in the queue.

    Attributes:
        at: The cursor of this statement's place. None: it has none.
        next: Id of the statement after it. None: it is the last.
        previous: Id of the one before. None: it is the first.
        left: How many statements nobody has judged.
    """

    at: str | None
    next: str | None
    previous: str | None
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """What the page of a statement under review shows.

    Attributes:
        title: Who does what, in words.
        line: The statement as lists show it.
        context: The article around it.
        length: How many characters the article has.
        entries: What the form holds.
        problems: What is wrong with it, by field.
        shown: Digest of what the form was filled in from; it goes back with the form.
        asked: Which part of the queue is worked through.
        way: Where in it this is.
        doubts: What is in doubt, in words.
        reasons: Why it weighs more than others, in words.
        decided: The decisions about it, the first first.
        before: The statement before it in the document. None: it is the first.
        after: The statement after it. None: it is the last.
        concepts: What may be chosen as concept.
        parties: Parties that are offered.
        speakers: Names that are offered.
        may_write: Whether whoever asks can decide.
        note: What a message says at the top. None: nothing.
        done: Ids of the judgements that were just made, which can be taken back at once.
        conflict: What somebody else did meanwhile. None: nothing.
        acts: What may be chosen as act.
        kinds: What an actor may be.
        link_kinds: What a link may be.
    """

    title: str
    line: StatementLine
    context: Context
    length: int
    entries: Entries
    problems: Mapping[str, str]
    shown: str
    asked: Asked
    way: Way
    doubts: tuple[str, ...]
    reasons: tuple[str, ...]
    decided: tuple[Decided, ...]
    before: Neighbour | None
    after: Neighbour | None
    concepts: tuple[ChoiceGroup, ...]
    parties: tuple[str, ...]
    speakers: tuple[Offer, ...]
    may_write: bool
    note: str | None
    done: tuple[str, ...]
    conflict: Conflict | None
    acts: tuple[ChoiceGroup, ...] = ACT_CHOICES
    kinds: tuple[str, ...] = tuple(ActorKind)
    link_kinds: tuple[str, ...] = tuple(LinkKind)

    @property
    def codes(self) -> tuple[CodeEntry, ...]:
        """The codes with empty rows for more."""
        return (*self.entries.codes, *[CodeEntry()] * BLANK_CODES)

    @property
    def via(self) -> tuple[LinkEntry, ...]:
        """The links with empty rows for more."""
        return (*self.entries.via, *[LinkEntry()] * BLANK_LINKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What of a sheet is not the record's: what somebody filled in, and what is said about it."""

    entries: Entries | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    done: tuple[str, ...] = ()
    conflict: Conflict | None = None
    whole: bool = False


def desktop_of(desk: Desk, statement: Statement) -> Desktop:
    """Gather what a form about a statement is read against.

    Raises:
        HTTPException: Its document is not there.
    """
    document = desk.view.document(statement.document)
    if document is None:
        raise HTTPException(404, "The statement's document is not in the record any more.")
    siblings = tuple(desk.view.statements(StatementFilter(document=document.id)))
    return Desktop(
        statement=statement,
        document=document,
        siblings=siblings,
        codebook=desk.codebook,
        knowledge=knowledge_of(desk),
    )


def build_sheet(
    desk: Desk, desktop: Desktop, asked: Asked, user: User | None, showing: Showing, at: str | None
) -> SheetPage:
    """Build the page of a statement under review.

    Args:
        desk: What the request works with.
        desktop: The statement and what belongs to it.
        asked: Which part of the queue is worked through.
        user: The account that asks. None: nobody is logged in.
        showing: What is not the record's.
        at: The cursor of its place in the queue, if the address tells one.
    """
    statement, document = desktop.statement, desktop.document
    (line,) = build_lines(desk, [statement])
    marks = marks_on(desk, statement)
    ranked = desk.view.ask(RankOf(statement=statement.id))
    before, after = _neighbours(desktop)
    return SheetPage(
        title=f"Review: {line.speaker or line.source or 'nobody named'} {line.act}",
        line=line,
        context=build_context(document, statement, desktop.siblings, whole=showing.whole),
        length=len(document.text),
        entries=showing.entries or entries_of(statement),
        problems=showing.problems,
        shown=shown_digest(statement, marks),
        asked=asked,
        way=_way(desk, asked, user, ranked.cursor if ranked else at),
        doubts=doubts_of(ranked) if ranked else (),
        reasons=reasons_of(ranked) if ranked else (),
        decided=tuple(decided_of(desk, mark) for mark in marks),
        before=before,
        after=after,
        concepts=concept_choices(desk),
        parties=tuple(dict.fromkeys((*_own_parties(desk), *sorted(desk.signs, key=str.casefold)))),
        speakers=offers_at_first(desk),
        may_write=may_write(user),
        note=showing.note,
        done=showing.done,
        conflict=showing.conflict,
    )


def _own_parties(desk: Desk) -> tuple[str, ...]:
    return (*desk.dossier.parties, *desk.dossier.third_parties)


def marks_on(desk: Desk, statement: Statement) -> tuple[Marked, ...]:
    """Give the judgements on a statement, the first first."""
    return desk.view.ask(MarksOf(statements=(statement.id,))).get(statement.id, ())


def shown_digest(statement: Statement, marks: Sequence[Marked]) -> str:
    """Give what tells whether a form still fits: the values and the decisions that it showed."""
    return digest("shown", snapshot(statement), *sorted(one.judgement.id for one in marks))


def decided_of(desk: Desk, mark: Marked) -> Decided:
    """Put a decision into words."""
    judgement = mark.judgement
    return Decided(
        id=judgement.id,
        author=shown_in_line(judgement.author),
        decided_at=judgement.decided_at,
        decision=decision_words(judgement),
        change=change_of(desk, judgement),
        counts=mark.counts,
    )


def _way(desk: Desk, asked: Asked, user: User | None, at: str | None) -> Way:
    wanted = asked.filter(user)
    left, _ = review_counts(desk)
    if at is None:
        first = desk.view.ask(ReviewQueue(filter=wanted, limit=1)).items
        return Way(at=None, next=first[0].statement if first else None, previous=None, left=left)
    after, before = (
        desk.view.ask(ReviewQueue(filter=wanted, after=at, limit=1, backward=backward)).items
        for backward in (False, True)
    )
    return Way(
        at=at,
        next=after[0].statement if after else None,
        previous=before[0].statement if before else None,
        left=left,
    )


def _neighbours(desktop: Desktop) -> tuple[Neighbour | None, Neighbour | None]:
    ordered: Sequence[Statement] = desktop.siblings
    place = [one.id for one in ordered].index(desktop.statement.id)
    before = ordered[place - 1] if place else None
    after = ordered[place + 1] if place + 1 < len(ordered) else None
    return _neighbour(before), _neighbour(after)


def _neighbour(statement: Statement | None) -> Neighbour | None:
    if statement is None:
        return None
    who = statement.speaker.name if statement.speaker else None
    return Neighbour(
        id=statement.id,
        who=shown_in_line(who or (statement.source.text if statement.source else "nobody named")),
        words=cut_short(" … ".join(span.text for span in statement.content), 100),
    )
