"""Reading: what a reader found in one document, before anyone is named."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.codes import Code
from dragoman.record.spans import Span


class QuoteForm(StrEnum):
    """How much of a content stands within quotation marks: all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a statement does: the thirteen acts of the annotation guidelines."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    DENY = "deny"
    DECLINE_COMMENT = "decline-comment"
    DEMAND = "demand"
    REQUEST = "request"
    PROPOSE = "propose"
    AGREE = "agree"
    REJECT = "reject"
    PROMISE = "promise"
    WARN = "warn"
    ACCUSE = "accuse"
    PREDICT = "predict"


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    PLACE = "place"
    ROLE = "role"
    OUTLET = "outlet"
    UNNAMED = "unnamed"
    DATE = "date"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase that names or points at something, with those that point at the same.

    Attributes:
        span: Its characters.
        kind: What it names.
        group: Number of its coreference group within the document. None: not grouped.
    """

    span: Span
    kind: MentionKind
    group: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content of one statement as a reader found them.

    Attributes:
        source: Who it is attributed to. None: nobody is named ("allegedly").
        cue: The words of attribution. None: there are none (a bare quotation).
        content: What is attributed, in order, without the quotation marks around it.
        quote: How much of the content stands within quotation marks.
        act: What the statement does. None: the reader does not tell.
        confidence: From 0 to 1, the reader's own estimate that the statement is right.
        codes: The concepts of the dossier's codebook that it bears on.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quote: QuoteForm
    act: Act | None = None
    confidence: float = 1.0
    codes: tuple[Code, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise RecordError("an attribution needs at least one content span")
        if any(a.end > b.start for a, b in zip(self.content, self.content[1:], strict=False)):
            raise RecordError("content spans must be in order and must not overlap")
        if not 0.0 <= self.confidence <= 1.0:
            raise RecordError(f"confidence must lie in [0, 1], not {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in one document.

    Attributes:
        document: Id of the document.
        reader: Name and version of the reader, such as "rules/1".
        attributions: In the order of their content.
        mentions: In the order of the text; empty for a reader that does not look for them.
    """

    document: str
    reader: str
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...] = ()
