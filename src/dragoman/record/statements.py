"""Statement: one attribution with its speaker, party, act, codes and chain."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.actors import ActorKind
from dragoman.record.codes import Code
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest
from dragoman.record.readings import Act, QuoteForm
from dragoman.record.spans import Span


class LinkKind(StrEnum):
    """What a link of a chain is."""

    OUTLET = "outlet"
    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the chain through which a document has a statement.

    Attributes:
        name: Canonical name, or the description of an unnamed source.
        kind: What it is.
        span: The words that name it. None: it is inherited from an earlier statement.
    """

    name: str
    kind: LinkKind
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The actor behind a source, as a statement refers to it.

    Attributes:
        id: The actor's id.
        name: Its canonical name.
        kind: What it is.
    """

    id: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution: a source, by a cue, is said to hold a content.

    Attributes:
        id: Digest of the document and the spans.
        document: Id of the document.
        source: The words that name who holds it. None: the text names nobody.
        cue: The words of attribution. None: there are none.
        content: What is attributed, in order.
        speaker: The actor behind the source. None: unresolved.
        party: The side the speaker speaks for. None: no side, or unresolved.
        quote: How much of the content stands within quotation marks.
        act: What it does. None: not known.
        codes: The concepts it bears on.
        via: The chain, outermost link first, the document's own outlet left out.
        said_on: ISO 8601. None: the text does not tell.
        confidence: From 0 to 1.
        run: Id of the run that found it.
    """

    id: str
    document: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: Speaker | None
    party: str | None
    quote: QuoteForm
    act: Act | None
    codes: tuple[Code, ...] = ()
    via: tuple[Link, ...] = ()
    said_on: str | None = None
    confidence: float = 1.0
    run: str

    def __post_init__(self) -> None:
        if not self.content:
            raise RecordError("a statement needs at least one content span")
        if self.said_on is not None:
            check_iso(self.said_on)
        if self.id != statement_id(self.document, self.source, self.cue, self.content):
            raise RecordError("the statement's id is not the digest of its content")


def statement_id(
    document: str, source: Span | None, cue: Span | None, content: tuple[Span, ...]
) -> str:
    """Derive a statement's id: the same spans of the same document are the same statement."""
    places = [[span.start, span.end] if span else None for span in (source, cue, *content)]
    return digest("statement", document, *places)
