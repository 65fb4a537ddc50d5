"""The nouns: frozen types that check their own rules, with ids derived from content."""

from dragoman.record.actors import Actor, ActorKind, Office, actor_id
from dragoman.record.claims import Claim, ClaimStatus, Figure
from dragoman.record.dates import DateBasis, PublishedOn, check_iso
from dragoman.record.documents import (
    READABLE,
    Document,
    Quarantine,
    Segment,
    SegmentKind,
    Stage,
    document_id,
    quarantine_id,
)
from dragoman.record.ids import digest, text_sha256
from dragoman.record.judgements import Decision, Judgement
from dragoman.record.meetings import Evidence, Meeting, MeetingStatus, evidence_id
from dragoman.record.plans import Plan, Term, plan_id
from dragoman.record.readings import Act, Attribution, Mention, MentionKind, QuoteForm, Reading
from dragoman.record.runs import Run, run_id
from dragoman.record.spans import Span, covered
from dragoman.record.statements import (
    Code,
    Link,
    LinkKind,
    Speaker,
    Stance,
    Statement,
    statement_id,
)

__all__ = [
    "READABLE",
    "Act",
    "Actor",
    "ActorKind",
    "Attribution",
    "Claim",
    "ClaimStatus",
    "Code",
    "DateBasis",
    "Decision",
    "Document",
    "Evidence",
    "Figure",
    "Judgement",
    "Link",
    "LinkKind",
    "Meeting",
    "MeetingStatus",
    "Mention",
    "MentionKind",
    "Office",
    "Plan",
    "PublishedOn",
    "Quarantine",
    "QuoteForm",
    "Reading",
    "Run",
    "Segment",
    "SegmentKind",
    "Span",
    "Speaker",
    "Stage",
    "Stance",
    "Statement",
    "Term",
    "actor_id",
    "check_iso",
    "covered",
    "digest",
    "document_id",
    "evidence_id",
    "plan_id",
    "quarantine_id",
    "run_id",
    "statement_id",
    "text_sha256",
]
