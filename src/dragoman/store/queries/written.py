"""Written: how often each part of the record was written to, so that one knows what still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from dragoman.store.tables import WRITTEN


class Part(StrEnum):
    """A part of the record.

    DOCUMENTS: documents, and between which days the undated ones were published. LINKS: those of
    the chains of statements. BASES: what positions rest on, statement by statement; STEPS: what
    parties hold from day to day. REVIEW: in which order statements are reviewed.
    """

    DOCUMENTS = "documents"
    STATEMENTS = "statements"
    LINKS = "links"
    ACTORS = "actors"
    CLAIMS = "claims"
    MEETINGS = "meetings"
    PLANS = "plans"
    BASES = "bases"
    STEPS = "steps"
    SHIFTS = "shifts"
    JUDGEMENTS = "judgements"
    QUARANTINE = "quarantine"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritesByPart:
    """How many rows of each part of the record were written since it is counted."""

    def run(self, connection: Connection) -> Mapping[Part, int]:
        """Give the number of each part: another one than before if anything of it was written."""
        rows = connection.execute(select(WRITTEN.c.part, WRITTEN.c.number))
        return {Part(part): number for part, number in rows}
