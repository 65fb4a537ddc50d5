"""Resting: the claims, meetings and plans that rest on words of one document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.record import Claim, Evidence, Meeting, Plan, Span
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.meetings import MeetingList
from dragoman.store.queries.plans import PlanList
from dragoman.web.desk import Desk
from dragoman.web.pages.article_text import Passages, evidence_key
from dragoman.web.wording import cut_short

MOST = 200
"""Claims, meetings or plans of one document that its page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNote:
    """Words of the document that something rests on, and their place in it."""

    words: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimNote:
    """A claim that statements of the document bear on.

    Attributes:
        id: Its id.
        text: The proposition.
        status: How it stands.
        origins: How many independent origins it has.
        numbers: Numbers and ids of the document's statements that bear on it.
    """

    id: str
    text: str
    status: str
    origins: int
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNote:
    """A meeting that the document tells of."""

    id: str
    who: str
    place: str | None
    date: str | None
    status: str
    evidence: tuple[EvidenceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """A plan of which the document has terms."""

    id: str
    name: str
    by: str | None
    date: str | None
    evidence: tuple[EvidenceNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """What rests on a document.

    Attributes:
        claims: Claims that its statements bear on.
        meetings: Meetings that it tells of.
        plans: Plans of which it has terms.
    """

    claims: tuple[ClaimNote, ...]
    meetings: tuple[MeetingNote, ...]
    plans: tuple[PlanNote, ...]

    @property
    def anything(self) -> bool:
        """Whether anything does."""
        return bool(self.claims or self.meetings or self.plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The records that rest on a document.

    Attributes:
        document: Its id.
        claims: Those that its statements bear on.
        meetings: Those that it tells of.
        plans: Those of which it has terms.
    """

    document: str
    claims: tuple[Claim, ...]
    meetings: tuple[Meeting, ...]
    plans: tuple[Plan, ...]

    def spans(self) -> Iterator[Span]:
        """Give the words of the document that its meetings and plans rest on."""
        for meeting in self.meetings:
            yield from self.here(meeting.evidence)
        for plan in self.plans:
            yield from self.here(term.evidence for term in plan.terms)

    def here(self, evidence: Iterable[Evidence]) -> Iterator[Span]:
        """Give the spans of evidence that are in this document."""
        return (one.span for one in evidence if one.document == self.document)


def find_resting(desk: Desk, document: str) -> Found:
    """Find what rests on a document."""
    ask = desk.view.ask
    return Found(
        document=document,
        claims=ask(ClaimList(document=document, limit=MOST)).items,
        meetings=ask(MeetingList(document=document, limit=MOST)).items,
        plans=ask(PlanList(document=document, limit=MOST)).items,
    )


def build_resting(found: Found, passages: Passages) -> Resting:
    """Put what rests on a document into words.

    Args:
        found: What rests on it.
        passages: Its text, with the numbers of its statements.
    """
    return Resting(
        claims=tuple(_claim(claim, passages) for claim in found.claims),
        meetings=tuple(_meeting(meeting, found) for meeting in found.meetings),
        plans=tuple(_plan(plan, found) for plan in found.plans),
    )


def _claim(claim: Claim, passages: Passages) -> ClaimNote:
    notes = [passages.notes[id_] for id_ in claim.statements if id_ in passages.notes]
    return ClaimNote(
        id=claim.id,
        text=cut_short(claim.text),
        status=claim.status,
        origins=claim.origins,
        numbers=tuple(sorted((note.number, note.line.id) for note in notes)),
    )


def _meeting(meeting: Meeting, found: Found) -> MeetingNote:
    return MeetingNote(
        id=meeting.id,
        who=shown_in_line(" and ".join(meeting.participants or meeting.people)),
        place=shown_in_line(meeting.place) if meeting.place else None,
        date=meeting.date,
        status=meeting.status,
        evidence=_evidence(found.here(meeting.evidence)),
    )


def _plan(plan: Plan, found: Found) -> PlanNote:
    terms = (term.evidence for term in plan.terms)
    return PlanNote(
        id=plan.id,
        name=cut_short(plan.name),
        by=shown_in_line(plan.by) if plan.by else None,
        date=plan.date,
        evidence=_evidence(found.here(terms)),
    )


def _evidence(spans: Iterable[Span]) -> tuple[EvidenceNote, ...]:
    return tuple(EvidenceNote(words=cut_short(span.text), key=evidence_key(span)) for span in spans)
