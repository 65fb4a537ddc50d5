"""The nouns: frozen types that check their own rules, with ids derived from content."""

from dragoman.record.actors import Actor, ActorKind, Office, actor_id
from dragoman.record.as_of import AsOf
from dragoman.record.bookmarks import Bookmark
from dragoman.record.claims import (
    Carries,
    Claim,
    ClaimStatus,
    Coverage,
    Figure,
    FigureBound,
    Origin,
    OriginKind,
)
from dragoman.record.codebooks import Codebook, Concept, Lesson
from dragoman.record.codes import Code, Stance
from dragoman.record.corrections import Field
from dragoman.record.dates import DateBasis, PublishedOn, check_iso
from dragoman.record.days import PLACED_WITHIN, DayBasis, When, days_of, when_made
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
from dragoman.record.families import (
    Comparison,
    Difference,
    DifferenceKind,
    Family,
    Kinship,
    Likeness,
    Versions,
    comparison_id,
    kinship_id,
)
from dragoman.record.ids import digest, text_sha256
from dragoman.record.judgements import Decision, Judgement, judgement_id
from dragoman.record.meetings import Evidence, Meeting, MeetingStatus, evidence_id
from dragoman.record.plans import Plan, Term, plan_id
from dragoman.record.positions import (
    BEGINNING,
    Ground,
    Holding,
    Level,
    PositionBasis,
    PositionStep,
    Shift,
    ShiftKind,
    Standing,
    shift_id,
)
from dragoman.record.ranges import Bound, BoundKind, BoundSide, DateRange, days_between
from dragoman.record.readings import Act, Attribution, Mention, MentionKind, QuoteForm, Reading
from dragoman.record.runs import PEOPLE, Run, run_id
from dragoman.record.spans import Span, covered
from dragoman.record.statements import (
    Link,
    LinkKind,
    Speaker,
    Statement,
    statement_id,
)

__all__ = [
    "BEGINNING",
    "PEOPLE",
    "PLACED_WITHIN",
    "READABLE",
    "Act",
    "Actor",
    "ActorKind",
    "AsOf",
    "Attribution",
    "Bookmark",
    "Bound",
    "BoundKind",
    "BoundSide",
    "Carries",
    "Claim",
    "ClaimStatus",
    "Code",
    "Codebook",
    "Comparison",
    "Concept",
    "Coverage",
    "DateBasis",
    "DateRange",
    "DayBasis",
    "Decision",
    "Difference",
    "DifferenceKind",
    "Document",
    "Evidence",
    "Family",
    "Field",
    "Figure",
    "FigureBound",
    "Ground",
    "Holding",
    "Judgement",
    "Kinship",
    "Lesson",
    "Level",
    "Likeness",
    "Link",
    "LinkKind",
    "Meeting",
    "MeetingStatus",
    "Mention",
    "MentionKind",
    "Office",
    "Origin",
    "OriginKind",
    "Plan",
    "PositionBasis",
    "PositionStep",
    "PublishedOn",
    "Quarantine",
    "QuoteForm",
    "Reading",
    "Run",
    "Segment",
    "SegmentKind",
    "Shift",
    "ShiftKind",
    "Span",
    "Speaker",
    "Stage",
    "Stance",
    "Standing",
    "Statement",
    "Term",
    "Versions",
    "When",
    "actor_id",
    "check_iso",
    "comparison_id",
    "covered",
    "days_between",
    "days_of",
    "digest",
    "document_id",
    "evidence_id",
    "judgement_id",
    "kinship_id",
    "plan_id",
    "quarantine_id",
    "run_id",
    "shift_id",
    "statement_id",
    "text_sha256",
    "when_made",
]
