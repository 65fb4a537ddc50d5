"""Audit: who decided what and when, before and after, and how far people agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.analysis.agreement import STANDS, Agreement, agreement
from dragoman.errors import JudgementError
from dragoman.pipeline import judged_documents
from dragoman.record import Decision, Field, Judgement
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.judgements import (
    JudgedTwice,
    JudgementById,
    JudgementList,
    JudgementState,
    JudgementStates,
)
from dragoman.store.queries.review import Authors, JudgementsAbout
from dragoman.store.queries.written import Part
from dragoman.store.users import User
from dragoman.web.asking import Blank, ListFilter, Words
from dragoman.web.choices import Choice, ChoiceGroup
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.judged import decision_words
from dragoman.web.lines import DocumentLine, document_line
from dragoman.web.rendering import render
from dragoman.web.review.deciding import withdraw
from dragoman.web.review.knowing import knowledge_of
from dragoman.web.review.queue import may_write
from dragoman.web.review.values import FIELD_WORDS, Change, change_of
from dragoman.web.users.access import safe_next
from dragoman.web.users.permission import Coder, Posted, Reader
from dragoman.web.wording import cut_short

A_PAGE = 50
MOST_AT_ONCE = 12
ABOUT = 120
"""Characters of a statement that a decision is shown with."""

STATE_WORDS = {
    JudgementState.COUNTS: "counts",
    JudgementState.OVERRULED: "overruled by a later decision",
    JudgementState.WAITING: "waits: the document has no such statement now",
    JudgementState.WITHDRAWN: "taken back",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """A decision.

    Attributes:
        id: The judgement's id.
        author: Who decided.
        decided_at: ISO 8601 instant in UTC.
        decision: What was decided, in a word or two.
        change: What it changed.
        about: The statement's words at the time; empty where they are not told.
        statement: Id of the statement, which the review page follows to what became of it.
        document: Where it stands. None: that is not told, or the document is not there.
        state: What has become of it, in words.
        counts: Whether it stands.
        withdrawable: Whether it can be taken back: nobody has done so yet.
    """

    id: str
    author: str
    decided_at: str
    decision: str
    change: Change
    about: str
    statement: str | None
    document: DocumentLine | None
    state: str
    counts: bool
    withdrawable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAsked(ListFilter):
    """Which decisions are wanted: those that meet every condition that is not None."""

    author: str | None = None
    field: Field | None = None
    decision: Decision | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """How far people agree on a field.

    Attributes:
        field: The field, in a word.
        alpha: Krippendorff's alpha. None: it cannot be told.
        alike: Share of decisions that are the same, in percent. None: nothing was judged twice.
        statements: How many statements two people or more judged.
        authors: How many people.
    """

    field: str
    alpha: str | None
    alike: str | None
    statements: int
    authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """What the audit page shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        lines: A part of the decisions, the newest first.
        total: How many the filter lets through.
        next: Cursor of the next part. None: this is the last.
        authors: Who may be chosen.
        fields: Which fields may be chosen.
        decisions: Which decisions may be chosen.
        agreement: How far people agree, field by field; empty if nothing was judged twice.
        may_write: Whether whoever asks can take decisions back.
    """

    title: str
    asked: AuditAsked
    lines: tuple[AuditLine, ...]
    total: int
    next: str | None
    authors: tuple[ChoiceGroup, ...]
    fields: tuple[ChoiceGroup, ...]
    decisions: tuple[ChoiceGroup, ...]
    agreement: tuple[AgreementLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage:
    """What is shown of a statement that does not stand any more.

    Attributes:
        title: What the page is called.
        became: Ids of the statements that have come of it.
        lines: The decisions about it.
        may_write: Whether whoever asks can take decisions back.
    """

    title: str
    became: tuple[str, ...]
    lines: tuple[AuditLine, ...]
    may_write: bool


@router.get("/judgements", response_class=HTMLResponse)
def judgements(
    request: Request,
    desk: AtDesk,
    user: Reader,
    author: Words = None,
    field: Annotated[Field | None, Blank] = None,
    decision: Annotated[Decision | None, Blank] = None,
    document: Words = None,
    after: Words = None,
) -> HTMLResponse:
    """Show who decided what."""
    asked = AuditAsked(author=author, field=field, decision=decision, document=document)
    return render(request, "judgements.html.j2", build_audit(desk, asked, user, after=after))


@router.post("/judgements/withdraw", response_class=HTMLResponse)
def withdrawn(request: Request, desk: AtDesk, user: Coder, form: Posted) -> Response:
    """Take decisions back, and go on where the form says."""
    ids = [str(id_) for id_ in form.getlist("id")][:MOST_AT_ONCE]
    found = [one for id_ in ids if (one := desk.view.ask(JudgementById(id=id_)))]
    if not found:
        raise HTTPException(404, "There is no such judgement.")
    states = desk.view.ask(JudgementStates(ids=tuple(one.id for one in found)))
    standing = [one for one in found if states[one.id] is not JudgementState.WITHDRAWN]
    try:
        withdraw(desk, standing, user)
    except JudgementError as error:
        raise HTTPException(409, str(error)) from error
    target = safe_next(str(form.get("next", "")) or "/judgements")
    return RedirectResponse(request.scope.get("root_path", "") + target, 303)


def build_audit(
    desk: Desk, asked: AuditAsked, user: User | None, *, after: str | None = None
) -> AuditPage:
    """Build the audit page.

    Args:
        desk: What the request works with.
        asked: Which decisions are wanted.
        user: The account that asks. None: nobody is logged in.
        after: The cursor of the part before. None: the first part.
    """
    found = desk.view.ask(
        JudgementList(
            author=asked.author,
            field=asked.field,
            decision=asked.decision,
            document=asked.document,
            after=after,
            limit=A_PAGE,
            count=True,
        )
    )
    authors = desk.ask(Authors(), Part.JUDGEMENTS)
    return AuditPage(
        title="Judgements",
        asked=asked,
        lines=_lines(desk, found.items),
        total=found.total or 0,
        next=found.next,
        authors=_choices({name: shown_in_line(name) for name in authors}),
        fields=_choices({one.value: words for one, words in FIELD_WORDS.items()}),
        decisions=_choices({one.value: one.value for one in Decision}),
        agreement=desk.memo("agreement", lambda: _agreement(desk)) if len(authors) > 1 else (),
        may_write=may_write(user),
    )


def _choices(words: Mapping[str, str]) -> tuple[ChoiceGroup, ...]:
    choices = tuple(Choice(value=value, name=name) for value, name in words.items())
    return (ChoiceGroup(name="", choices=choices),)


def build_gone(desk: Desk, id_: str, became: tuple[str, ...], user: User | None) -> GonePage:
    """Build what is shown of a statement that does not stand any more.

    Raises:
        HTTPException: Nobody decided anything about it: there never was one, or a run read it anew.
    """
    found = desk.view.ask(JudgementsAbout(statement=id_))
    if not found:
        raise HTTPException(404, f"There is no statement {shown_in_line(id_)!r} in this record.")
    return GonePage(
        title="Review: a statement that does not stand",
        became=became,
        lines=_lines(desk, found),
        may_write=may_write(user),
    )


def _lines(desk: Desk, found: Sequence[Judgement]) -> tuple[AuditLine, ...]:
    targets = [one.target for one in found if one.decision is Decision.WITHDRAW]
    taken = {id_: desk.view.ask(JudgementById(id=id_)) for id_ in dict.fromkeys(targets)}
    states = desk.view.ask(JudgementStates(ids=tuple(one.id for one in found)))
    ids = tuple(dict.fromkeys(one.document for one in found if one.document))
    heads = {head.id: document_line(head) for head in desk.view.ask(DocumentHeads(ids=ids))}
    return tuple(_line(desk, one, taken.get(one.target), states[one.id], heads) for one in found)


def _line(
    desk: Desk,
    judgement: Judgement,
    taken: Judgement | None,
    state: JudgementState,
    heads: Mapping[str, DocumentLine],
) -> AuditLine:
    """Put a decision into a line; of a withdrawal what it takes back."""
    told = taken or judgement
    content = told.content
    decision = decision_words(judgement)
    if taken:
        decision = f"took back: {decision_words(taken)} by {shown_in_line(taken.author)}"
    return AuditLine(
        id=judgement.id,
        author=shown_in_line(judgement.author),
        decided_at=judgement.decided_at,
        decision=decision,
        change=change_of(desk, told),
        about=cut_short(" … ".join(span.text for span in content), ABOUT),
        statement=None if told.decision is Decision.WITHDRAW else told.target,
        document=heads.get(told.document or ""),
        state=STATE_WORDS[state],
        counts=state is JudgementState.COUNTS,
        withdrawable=state is not JudgementState.WITHDRAWN,
    )


def _agreement(desk: Desk) -> tuple[AgreementLine, ...]:
    """Measure how far people agree."""
    twice, knowledge = desk.view.ask(JudgedTwice()), knowledge_of(desk)

    def measure() -> tuple[AgreementLine, ...]:
        documents = dict.fromkeys(one.document for one in twice)
        measured = agreement(judged_documents(desk.view, knowledge, documents))
        return tuple(_measured(one) for one in measured if one.statements)

    return desk.kept("agreement", (twice, knowledge.version), measure)


def _measured(one: Agreement) -> AgreementLine:
    words = "stands or not" if one.field == STANDS else FIELD_WORDS[Field(one.field)]
    return AgreementLine(
        field=words,
        alpha=None if one.alpha is None else f"{one.alpha:.2f}",
        alike=None if one.alike is None else f"{one.alike:.0%}",
        statements=one.statements,
        authors=one.authors,
    )
