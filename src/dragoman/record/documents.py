"""Document: one version of one published text, stored as given; its segments and quarantine."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError, SpanError
from dragoman.record.dates import PublishedOn
from dragoman.record.ids import digest, text_sha256


class SegmentKind(StrEnum):
    """What a run of a document is; only headline, caption and body are read for statements."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


READABLE = frozenset({SegmentKind.HEADLINE, SegmentKind.BODY, SegmentKind.CAPTION})
"""The kinds of segments in which statements are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a document that is of one kind.

    Attributes:
        start: Offset of its first code point in the document's text.
        end: Offset after its last.
        kind: What it is.
    """

    start: int
    end: int
    kind: SegmentKind

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a segment needs 0 <= start < end, not [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one published text, stored as given.

    Cleaning marks segments; it never rewrites the text. Offsets everywhere count Unicode code
    points of `text`.

    Attributes:
        id: Digest of name, url, outlet and text.
        name: The file's name, or the `id` field of a JSON Lines item.
        text: The text exactly as it was given; for a web page its visible text, as `ingest.render`
            gives it from the page, which is kept beside it.
        sha256: Fingerprint of the text.
        url: Where it was published. None: not known.
        outlet: Who published it, as given. None: not known.
        title: Its headline from metadata. None: its metadata gave none.
        author: Who wrote it, from metadata; several are set apart by commas. None: it gave none.
        published: When it was published. None: nothing in metadata or text tells.
        language: ISO 639-1 code. None: too short to tell.
        segments: In order, without overlap; what they leave out is white space.
        flags: Damage that a reader should know of, such as "unclosed quotation".
    """

    id: str
    name: str
    text: str
    sha256: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: PublishedOn | None = None
    language: str | None = None
    segments: tuple[Segment, ...] = ()
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise RecordError("a document needs a name: its file name or the id of its item")
        if self.sha256 != text_sha256(self.text):
            raise RecordError(f"{self.name}: the SHA-256 is not that of the text")
        if self.id != document_id(self.name, self.url, self.outlet, self.sha256):
            raise RecordError(f"{self.name}: the id is not the digest of its content")
        previous = 0
        for segment in self.segments:
            if segment.start < previous or segment.end > len(self.text):
                raise SpanError(f"{self.name}: segments overlap or leave the text at {segment}")
            previous = segment.end

    def readable(self) -> tuple[Segment, ...]:
        """Give the segments in which statements are looked for."""
        return tuple(segment for segment in self.segments if segment.kind in READABLE)

    def readable_runs(self) -> tuple[tuple[int, int], ...]:
        """Give the bounds of the readable segments; of the whole text if none at all is marked."""
        if not self.segments:
            return ((0, len(self.text)),)
        return tuple((segment.start, segment.end) for segment in self.readable())

    def headline(self) -> str | None:
        """Give the text of the first headline segment. None: no segment is a headline."""
        for segment in self.segments:
            if segment.kind is SegmentKind.HEADLINE:
                return self.text[segment.start : segment.end]
        return None


def document_id(name: str, url: str | None, outlet: str | None, sha256: str) -> str:
    """Derive a document's id: a second version of a text, or another outlet's copy, is another."""
    return digest("document", name, url, outlet, sha256)


class Stage(StrEnum):
    """The stages that a document passes, in order."""

    INGEST = "ingest"
    EXTRACT = "extract"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantine:
    """A document that a stage could not read, kept with the reason.

    Attributes:
        id: Digest of name, stage, reason and the fingerprint of the bytes.
        name: File name, or file name and line for an item of a larger file.
        stage: Where reading failed.
        reason: What is wrong and what to do about it.
        sha256: Fingerprint of the bytes as far as they were read.
        size: Bytes of the input. None: not known.
        document: Id of the document if ingest had accepted it. None: it had not.
    """

    id: str
    name: str
    stage: Stage
    reason: str
    sha256: str
    size: int | None = None
    document: str | None = None

    def __post_init__(self) -> None:
        if not self.reason:
            raise RecordError(f"{self.name}: a quarantine needs its reason")
        if self.id != quarantine_id(self.name, self.stage, self.sha256):
            raise RecordError(f"{self.name}: the id is not the digest of its content")


def quarantine_id(name: str, stage: Stage, sha256: str) -> str:
    """Derive a quarantine's id: the same bytes failing at the same stage are one row."""
    return digest("quarantine", name, stage, sha256)
