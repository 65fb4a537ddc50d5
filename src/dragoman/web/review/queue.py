"""Queue: what there is to review, in the order of doubt and weight, with filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Judgement
from dragoman.store.queries.review import Ranked, ReviewCount, ReviewQueue
from dragoman.store.queries.written import Part
from dragoman.store.ranking import Reasons
from dragoman.store.users import Role, User
from dragoman.web.asking import Words
from dragoman.web.choices import Choice, ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.rendering import render
from dragoman.web.review.asked import DOUBT_WORDS, AsAsked, Asked, Doubt
from dragoman.web.review.done import Done, done_before, note_of
from dragoman.web.users.permission import Reader

A_PAGE = 40

ORDER = (
    "Ordered by doubt times weight. Doubt is what reading and codes lack of certainty, and one "
    "half for an unresolved speaker. Weight doubles for each of: a coded statement of a party, a "
    "contested claim, a shift that one origin alone tells of."
)
"""How the queue is ordered (dragoman.store.ranking), in words for those who work through it."""

REASON_WORDS = {
    Reasons.CODED: "coded statement of a party",
    Reasons.CONTESTED: "contested claim",
    Reasons.SHIFT: "shift by one origin",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """A statement that waits.

    Attributes:
        line: The statement.
        doubts: What is in doubt, in words.
        reasons: Why it weighs more, in words.
    """

    line: StatementLine
    doubts: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What the queue shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        order: How it is ordered, in words.
        left: How many statements nobody has judged.
        done: How many somebody has.
        total: How many the filter lets through. None: it is the whole queue.
        lines: A part of the queue.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
        concepts: What may be chosen as concept.
        doubts: What may be chosen as field in doubt.
        ranked: Whether statements have been ranked at all.
        may_write: Whether whoever asks can decide.
        note: What has just been decided. None: nothing.
        done_ids: Ids of those judgements, which can be taken back at once.
    """

    title: str
    asked: Asked
    order: str
    left: int
    done: int
    total: int | None
    lines: tuple[QueueLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]
    doubts: tuple[ChoiceGroup, ...]
    ranked: bool
    may_write: bool
    note: str | None = None
    done_ids: tuple[str, ...] = ()


@router.get("/review", response_class=HTMLResponse)
def review(
    request: Request,
    desk: AtDesk,
    user: Reader,
    asked: AsAsked,
    after: Words = None,
    done: Done = None,
) -> HTMLResponse:
    """Show the queue."""
    page = build_queue(desk, asked, user, after=after, done=done_before(desk, done))
    return render(request, "review_queue.html.j2", page)


def build_queue(
    desk: Desk,
    asked: Asked,
    user: User | None,
    *,
    after: str | None = None,
    done: Sequence[Judgement] = (),
) -> QueuePage:
    """Build the page of the queue.

    Args:
        desk: What the request works with.
        asked: Which statements are wanted.
        user: The account that asks. None: nobody is logged in.
        after: The cursor of the part before. None: the first part.
        done: What has just been decided.
    """
    left, judged = review_counts(desk)
    wanted = asked.filter(user)
    found = desk.view.ask(ReviewQueue(filter=wanted, after=after, limit=A_PAGE, count=asked.asks))
    return QueuePage(
        title="Review",
        asked=asked,
        order=ORDER,
        left=left,
        done=judged,
        total=found.total,
        lines=_lines(desk, found.items),
        next=found.next,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
        doubts=DOUBT_CHOICES,
        ranked=bool(left or judged) or not desk.view.counts().statements,
        may_write=may_write(user),
        note=note_of(done) if done else None,
        done_ids=tuple(one.id for one in done),
    )


def review_counts(desk: Desk) -> tuple[int, int]:
    """Tell how many statements nobody has judged, and how many somebody has."""
    return desk.ask(ReviewCount(), Part.REVIEW, Part.JUDGEMENTS)


def may_write(user: User | None) -> bool:
    """Tell whether an account can decide."""
    return user is not None and user.role.covers(Role.CODER)


def _lines(desk: Desk, ranked: Sequence[Ranked]) -> tuple[QueueLine, ...]:
    statements = desk.view.statements_of([one.statement for one in ranked])
    lines = {line.id: line for line in build_lines(desk, statements)}
    return tuple(
        QueueLine(line=lines[one.statement], doubts=doubts_of(one), reasons=reasons_of(one))
        for one in ranked
        if one.statement in lines
    )


def doubts_of(ranked: Ranked) -> tuple[str, ...]:
    """Tell what is in doubt."""
    return tuple(words for doubt, words in DOUBT_WORDS.items() if doubt.flag in ranked.doubts)


def reasons_of(ranked: Ranked) -> tuple[str, ...]:
    """Tell why a statement weighs more."""
    return tuple(words for reason, words in REASON_WORDS.items() if reason in ranked.reasons)


DOUBT_CHOICES = (
    ChoiceGroup(
        name="",
        choices=tuple(Choice(value=doubt, name=DOUBT_WORDS[doubt]) for doubt in Doubt),
    ),
)
