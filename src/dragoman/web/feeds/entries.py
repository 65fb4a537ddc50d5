"""Entries: what is new for a dossier, a party, a concept or a claim, as a feed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from fastapi import HTTPException

from dragoman.record import Claim, Decision, Judgement, Meeting, Plan, Shift, Statement
from dragoman.report.characters import shown_in_line
from dragoman.settings import DOSSIER_FILE
from dragoman.store.queries.claims import ClaimById, ClaimsOfStatements
from dragoman.store.queries.documents import DocumentHead, DocumentHeads
from dragoman.store.queries.judgements import JudgementList, JudgementState, JudgementStates
from dragoman.store.queries.news import LastAddition, News, NewsFound, NewsOfClaim
from dragoman.web.desk import Desk
from dragoman.web.feeds.feed import NEWEST, Change, Feed, path_to
from dragoman.web.feeds.words import (
    LINE,
    SHOWN,
    Heads,
    claim_words,
    meeting_title,
    meeting_words,
    plan_title,
    plan_words,
    shift_title,
    shift_words,
    statement_line,
)
from dragoman.web.lines import build_lines
from dragoman.web.pages.shifts import build_shift_lines
from dragoman.web.wording import cut_short

TITLE = 140
"""Characters of a proposition that stand in a title."""


def build_changes(desk: Desk) -> Feed:
    """Build the feed of the dossier."""
    title = f"{shown_in_line(desk.dossier.title)}: changes"
    news = desk.view.ask(NewsFound(limit=NEWEST))
    return _feed(desk, ("changes",), title, "/", news, _rejections(desk))


def build_party(desk: Desk, party: str) -> Feed:
    """Build the feed of a party.

    Raises:
        HTTPException: 404, there is no such party.
    """
    if desk.sign(party) is None:
        raise HTTPException(404, f"There is no party {party!r}; /feeds lists all feeds.")
    title = f"{shown_in_line(desk.dossier.title)}: {shown_in_line(party)}"
    news = desk.view.ask(NewsFound(party=party, limit=NEWEST))
    return _feed(desk, ("party", party), title, "/positions", news)


def build_concept(desk: Desk, concept: str) -> Feed:
    """Build the feed of a concept.

    Raises:
        HTTPException: 404, the codebook has no such concept.
    """
    if desk.codebook is None or desk.codebook.concept(concept) is None:
        raise HTTPException(404, f"There is no concept {concept!r}; /feeds lists all feeds.")
    words = shown_in_line(desk.concept_text(concept))
    title = f"{shown_in_line(desk.dossier.title)}: {words}"
    news = desk.view.ask(NewsFound(concept=concept, limit=NEWEST))
    return _feed(desk, ("concept", concept), title, path_to("codebook", concept), news)


def build_claim(desk: Desk, id_: str) -> Feed:
    """Build the feed of a claim.

    Args:
        desk: What the request works with.
        id_: The claim's id, or that of a statement on it: a claim that grows gets another id, so
            its feed is known by the statement that came first.

    Raises:
        HTTPException: 404, there is no such claim.
    """
    claim = desk.view.ask(ClaimById(id=id_))
    if claim is None:
        claim = next(iter(desk.view.ask(ClaimsOfStatements(ids=(id_,)))), None)
    if claim is None:
        raise HTTPException(404, f"There is no claim {id_!r}, and no claim on a statement {id_!r}.")
    news = desk.view.ask(NewsOfClaim(claim=claim.id, limit=NEWEST))
    first = min(news, key=lambda one: (one.entered_at, one.first)).first
    title = f"{shown_in_line(desk.dossier.title)}: {cut_short(claim.text, TITLE)}"
    return _feed(desk, ("claim", first), title, path_to("claims", claim.id), news)


def _rejections(desk: Desk) -> Iterator[Change]:
    """Tell which statements are in the record no more, since somebody has rejected them."""
    found = desk.view.ask(JudgementList(decision=Decision.REJECT, limit=NEWEST)).items
    states = desk.view.ask(JudgementStates(ids=tuple(one.id for one in found)))
    standing = [one for one in found if states[one.id] is JudgementState.COUNTS and one.document]
    ids = dict.fromkeys(one.document for one in standing if one.document)
    heads = {head.id: head for head in desk.view.ask(DocumentHeads(ids=tuple(ids)))}
    for one in standing:
        if one.document in heads:
            yield _rejection(one, heads[one.document])


def _rejection(judgement: Judgement, head: DocumentHead) -> Change:
    words = shown_in_line(" […] ".join(span.text for span in judgement.content))
    place = shown_in_line(head.outlet) if head.outlet else "outlet unknown"
    decided_at = datetime.fromisoformat(judgement.decided_at).isoformat(timespec="seconds")
    return Change(
        key=f"rejected/{judgement.id}",
        title=f"Rejected: “{cut_short(words, TITLE)}”",
        summary=(
            f"{shown_in_line(judgement.author)} decided that this is no statement, or not one for "
            "the record. What rested on it was derived anew.",
            f"“{cut_short(words, LINE)}” ({place}, {shown_in_line(head.heading)})",
        ),
        path=path_to("documents", head.id),
        entered_at=decided_at,
        updated_at=decided_at,
        tags=("rejected",),
    )


def _feed(
    desk: Desk,
    parts: Sequence[str],
    title: str,
    page: str,
    news: Sequence[News],
    others: Iterable[Change] = (),
) -> Feed:
    """Make a feed of news, and of other changes where they belong between them."""
    changes = (*_distinct(_changes(desk, news)),)
    if between := tuple(others):
        # Both are in the order of their instants already, which the sort keeps.
        changes = tuple(sorted((*changes, *between), key=_instant, reverse=True))[:NEWEST]
    newest = max((change.updated_at for change in changes), default=None)
    return Feed(
        path=path_to("feeds", *parts),
        title=title,
        page=page,
        updated_at=newest or desk.view.ask(LastAddition()) or _begun_at(desk),
        changes=changes,
    )


def _instant(change: Change) -> datetime:
    return datetime.fromisoformat(change.updated_at)


def _begun_at(desk: Desk) -> str:
    """Tell when the dossier was made, for a feed of a record without documents."""
    made = (desk.dossier.folder / DOSSIER_FILE).stat().st_mtime
    return datetime.fromtimestamp(made, UTC).isoformat(timespec="seconds")


def _distinct(changes: Iterator[Change]) -> Iterator[Change]:
    """Leave out a second change of one key: an id may stand in a feed only once."""
    seen: set[str] = set()
    for change in changes:
        if change.key not in seen:
            seen.add(change.key)
            yield change


def _changes(desk: Desk, news: Sequence[News]) -> Iterator[Change]:
    told = _Teller(desk, news)
    for one in news:
        match one.record:
            case Shift() as shift:
                yield told.shift(one, shift)
            case Claim() as claim:
                yield told.claim(one, claim)
            case Meeting() as meeting:
                yield told.meeting(one, meeting)
            case Plan() as plan:
                yield told.plan(one, plan)
            case Statement() as statement:
                yield told.statement(one, statement)


class _Teller:
    """Puts news into words, with what all of them need loaded at once."""

    def __init__(self, desk: Desk, news: Sequence[News]) -> None:
        records = [one.record for one in news]
        shifts = [record for record in records if isinstance(record, Shift)]
        self._shifts = {line.id: line for line in build_shift_lines(desk, shifts)}
        wanted = [id_ for r in records if isinstance(r, Claim) for id_ in r.statements[:SHOWN]]
        said = [record for record in records if isinstance(record, Statement)]
        found = [*desk.view.statements_of(wanted), *said]
        self._lines = {line.id: line for line in build_lines(desk, found)}
        self._heads = self._placed(desk, news)

    def _placed(self, desk: Desk, news: Sequence[News]) -> Heads:
        ids = [
            evidence.document
            for one in news
            for evidence in (
                one.record.evidence
                if isinstance(one.record, Meeting)
                else [term.evidence for term in one.record.terms]
                if isinstance(one.record, Plan)
                else ()
            )[:SHOWN]
        ]
        heads = desk.view.ask(DocumentHeads(ids=tuple(dict.fromkeys(ids))))
        return {head.id: head for head in heads}

    def shift(self, news: News, shift: Shift) -> Change:
        line = self._shifts[shift.id]
        return Change(
            key=f"shift/{news.first}",
            title=shift_title(line),
            summary=tuple(shift_words(line)),
            path=path_to("positions", shift.party, shift.concept),
            entered_at=news.entered_at,
            updated_at=news.updated_at,
            tags=("shift", shift.party, shift.concept),
        )

    def claim(self, news: News, claim: Claim) -> Change:
        lines = [self._lines[id_] for id_ in claim.statements[:SHOWN] if id_ in self._lines]
        parties = dict.fromkeys(line.sign.name for line in lines if line.sign)
        return Change(
            key=f"claim/{news.first}",
            title=f"Contested: {cut_short(claim.text, TITLE)}",
            summary=tuple(claim_words(claim, lines)),
            path=path_to("claims", claim.id),
            entered_at=news.entered_at,
            updated_at=news.updated_at,
            tags=("claim", *parties),
        )

    def meeting(self, news: News, meeting: Meeting) -> Change:
        return Change(
            key=f"meeting/{news.first}",
            title=meeting_title(meeting),
            summary=tuple(meeting_words(meeting, self._heads)),
            path=path_to("meetings", meeting.id),
            entered_at=news.entered_at,
            updated_at=news.updated_at,
            tags=("meeting", *meeting.participants),
        )

    def plan(self, news: News, plan: Plan) -> Change:
        concepts = dict.fromkeys(code.concept for term in plan.terms for code in term.codes)
        return Change(
            key=f"plan/{news.first}",
            title=plan_title(plan),
            summary=tuple(plan_words(plan, self._heads)),
            path=path_to("plans", plan.id),
            entered_at=news.entered_at,
            updated_at=news.updated_at,
            tags=("plan", *((plan.by,) if plan.by else ()), *concepts),
        )

    def statement(self, news: News, statement: Statement) -> Change:
        line = self._lines[statement.id]
        words = statement_line(line)
        return Change(
            key=f"statement/{news.first}",
            title=cut_short(words, TITLE),
            summary=(words,),
            path=path_to("statements", statement.id),
            entered_at=news.entered_at,
            updated_at=news.updated_at,
            tags=("statement", line.act, *((line.sign.name,) if line.sign else ())),
        )
