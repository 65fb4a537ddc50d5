"""Judgement: a person's dated decision about the record; the only way back into it."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest


class Decision(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SPLIT = "split"
    MERGE = "merge"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A dated decision of a person about one record.

    Attributes:
        id: Digest of everything below.
        target: Id of the record that it is about; for WITHDRAW the judgement it takes back.
        decision: What was decided.
        field: The corrected field. None: the record as a whole.
        value: The corrected value as JSON. None: the decision needs none.
        author: Who decided.
        decided_at: ISO 8601 instant in UTC.
    """

    id: str
    target: str
    decision: Decision
    field: str | None = None
    value: str | None = None
    author: str
    decided_at: str

    def __post_init__(self) -> None:
        check_iso(self.decided_at)
        if (self.decision is Decision.CORRECT) != (self.field is not None):
            raise RecordError("a correction names its field, and only a correction does")
        content = (self.target, self.decision, self.field, self.value, self.author, self.decided_at)
        if self.id != digest("judgement", *content):
            raise RecordError("the judgement's id is not the digest of its content")
