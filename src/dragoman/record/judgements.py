"""Judgement: a person's dated decision about the record; the only way back into it."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Self

from dragoman.errors import RecordError
from dragoman.record.corrections import (
    Field,
    check_value,
    read_added,
    read_groups,
    read_joined,
    read_snapshot,
    snapshot,
)
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest
from dragoman.record.spans import Span
from dragoman.record.statements import Statement, statement_id


class Decision(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    WITHDRAW = "withdraw"


WITH_VALUE = frozenset({Decision.CORRECT, Decision.SPLIT, Decision.MERGE, Decision.ADD})
"""The decisions that need a value."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

LAST = 2**62
"""No place in the order of decisions is so late; databases count up to twice as far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A dated decision of a person about one statement, or taking back an earlier one.

    Attributes:
        id: Digest of everything below.
        target: Id of the statement that it is about, for ADD of the one that it adds; for WITHDRAW
            the judgement it takes back.
        decision: What was decided.
        field: The corrected field. None: the record as a whole.
        value: What was decided as JSON (record/corrections.py). None: the decision needs none.
        stood: The statement as it stood then, as JSON: what ACCEPT accepts, and what others
            change. None: not told.
        document: Id of the statement's document. None: not told; only the target's id finds it.
        content: Content of the statement then: with it the decision finds the statement again
            after another reading, whose ids may differ.
        author: Who decided.
        decided_at: ISO 8601 instant in UTC, as the clock said it.
        sequence: Where it stands in the order of decisions: `decided_at` as microseconds since
            1970, or one more than the newest that was there when it was made, where the clock said
            less. So a clock that is set back reorders nothing, and records with right clocks can
            be joined. It is no part of what is said, nor of the id. None: it is not written yet.
    """

    id: str
    target: str
    decision: Decision
    field: Field | None = None
    value: str | None = None
    stood: str | None = None
    document: str | None = None
    content: tuple[Span, ...] = ()
    author: str
    decided_at: str
    sequence: int | None = dataclasses.field(default=None, compare=False)

    def __post_init__(self) -> None:
        self._check_instant()
        if self.sequence is not None and not 0 <= self.sequence < LAST:
            raise RecordError(f"{self.sequence} is no place in the order of decisions")
        if not self.author.strip():
            raise RecordError("a judgement needs an author; say who decided")
        self._check_value()
        if self.content and self.document is None:
            raise RecordError("a judgement that tells a content must tell its document")
        named = judgement_id(
            self.target,
            self.decision,
            self.author,
            self.decided_at,
            field=self.field,
            value=self.value,
            stood=self.stood,
            document=self.document,
            content=self.content,
        )
        if self.id != named:
            raise RecordError("the judgement's id is not the digest of its content")

    def _check_instant(self) -> None:
        check_iso(self.decided_at)
        instant = datetime.fromisoformat(self.decided_at)
        if instant.utcoffset() != timedelta(0):
            raise RecordError(
                f"{self.decided_at!r} is no instant in UTC; write 2026-11-22T09:30:00Z"
            )

    def _check_value(self) -> None:
        if (self.decision is Decision.CORRECT) != (self.field is not None):
            raise RecordError("a correction names its field, and only a correction does")
        if (self.decision in WITH_VALUE) != (self.value is not None):
            raise RecordError(
                f"the decision to {self.decision} "
                + ("needs a value" if self.value is None else "has no value")
            )
        if self.value is None:
            return
        if self.field is not None:
            check_value(self.field, self.value)
        elif self.decision is Decision.SPLIT:
            read_groups(self.value)
        elif self.decision is Decision.ADD:
            self._check_added(self.value)
        else:
            read_joined(self.value)

    def _check_added(self, value: str) -> None:
        added = read_added(value)
        if self.document is None:
            raise RecordError("a statement is added to a document; say to which")
        named = statement_id(self.document, added.source, added.cue, added.content)
        if (self.target, self.content) != (named, added.content):
            raise RecordError("what is added is not the statement that the judgement names")

    @classmethod
    def on(
        cls,
        statement: Statement,
        decision: Decision,
        *,
        author: str,
        decided_at: str,
        field: Field | None = None,
        value: str | None = None,
    ) -> Self:
        """Make the judgement on a statement as it stands.

        Args:
            statement: The statement.
            decision: Anything but ADD and WITHDRAW.
            author: Who decided.
            decided_at: ISO 8601 instant in UTC.
            field: For CORRECT the field.
            value: For CORRECT, SPLIT and MERGE the value as JSON.

        Raises:
            RecordError: The value does not fit the decision; the message says where.
        """
        return cls.of(
            statement.id,
            decision,
            field=field,
            value=value,
            stood=snapshot(statement),
            document=statement.document,
            content=statement.content,
            author=author,
            decided_at=decided_at,
        )

    @classmethod
    def adding(cls, document: str, value: str, *, author: str, decided_at: str) -> Self:
        """Make the judgement that adds a statement which the machine missed.

        Args:
            document: Id of the document that says it.
            value: The statement as JSON (record/corrections.py).
            author: Who decided.
            decided_at: ISO 8601 instant in UTC.

        Raises:
            RecordError: The statement is malformed; the message says where.
        """
        added = read_added(value)
        return cls.of(
            statement_id(document, added.source, added.cue, added.content),
            Decision.ADD,
            value=value,
            document=document,
            content=added.content,
            author=author,
            decided_at=decided_at,
        )

    @classmethod
    def withdrawing(cls, judgement: "Judgement", *, author: str, decided_at: str) -> Self:
        """Make the judgement that takes an earlier one back."""
        return cls.of(
            judgement.id,
            Decision.WITHDRAW,
            document=judgement.document,
            author=author,
            decided_at=decided_at,
        )

    @classmethod
    def of(
        cls,
        target: str,
        decision: Decision,
        *,
        author: str,
        decided_at: str,
        field: Field | None = None,
        value: str | None = None,
        stood: str | None = None,
        document: str | None = None,
        content: tuple[Span, ...] = (),
    ) -> Self:
        """Make a judgement of its parts, with its id; `on` takes them from the statement."""
        return cls(
            id=judgement_id(
                target,
                decision,
                author,
                decided_at,
                field=field,
                value=value,
                stood=stood,
                document=document,
                content=content,
            ),
            target=target,
            decision=decision,
            field=field,
            value=value,
            stood=stood,
            document=document,
            content=content,
            author=author,
            decided_at=decided_at,
        )

    @property
    def instant(self) -> datetime:
        """The instant at which it was decided."""
        return datetime.fromisoformat(self.decided_at)

    @property
    def moment(self) -> int:
        """The instant at which it was decided, in microseconds since 1970, never below 0."""
        return max(0, (self.instant - EPOCH) // timedelta(microseconds=1))

    @property
    def order(self) -> tuple[int, str]:
        """What judgements are sorted by: the later one counts, as they were written."""
        return self.moment if self.sequence is None else self.sequence, self.id

    def accepted(self) -> dict[Field, str]:
        """Give the values that an ACCEPT says are right, as JSON. Empty: they are not told."""
        if self.decision is not Decision.ACCEPT or self.stood is None:
            return {}
        return read_snapshot(self.stood)


def judgement_id(
    target: str,
    decision: Decision,
    author: str,
    decided_at: str,
    *,
    field: Field | None = None,
    value: str | None = None,
    stood: str | None = None,
    document: str | None = None,
    content: tuple[Span, ...] = (),
) -> str:
    """Derive a judgement's id from all that it says."""
    spans = [[span.start, span.end, span.text] for span in content]
    parts = [target, decision, field, value, stood, document, spans, author, decided_at]
    return digest("judgement", *parts)
