"""Meeting: a contact between parties, held, planned, reported, denied or cancelled."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest
from dragoman.record.spans import Span


class MeetingStatus(StrEnum):
    """What is said of a contact between parties."""

    HELD = "held"
    PLANNED = "planned"
    REPORTED = "reported"
    DENIED = "denied"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a document that a derived record rests on.

    Attributes:
        document: Id of the document.
        span: The characters there.
    """

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A contact between parties.

    Attributes:
        id: Digest of its evidence.
        participants: Names of the parties.
        people: Names of the persons.
        place: Where. None: not told.
        date: ISO 8601, as precise as told. None: not told.
        status: What is said of it.
        reported_by: Names of those who tell of it.
        confirmed_by: Names of those who confirm it.
        denied_by: Names of those who deny it.
        evidence: The words it rests on.
    """

    id: str
    participants: tuple[str, ...]
    people: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    status: MeetingStatus
    reported_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise RecordError("a meeting needs the words it rests on")
        if self.date is not None:
            check_iso(self.date)
        if self.id != evidence_id("meeting", self.evidence):
            raise RecordError("the meeting's id is not the digest of its evidence")


def evidence_id(kind: str, evidence: tuple[Evidence, ...]) -> str:
    """Derive the id of a record from the places that it rests on."""
    return digest(kind, *([e.document, e.span.start, e.span.end] for e in evidence))
