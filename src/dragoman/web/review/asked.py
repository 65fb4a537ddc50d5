"""Asked: which part of the queue somebody works through, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends

from dragoman.store.queries.review import ReviewFilter
from dragoman.store.ranking import Doubts
from dragoman.store.users import User
from dragoman.web.asking import Blank, ListFilter, Words


class Doubt(StrEnum):
    """A field that is in doubt, as the address has it."""

    READING = "reading"
    SPEAKER = "speaker"
    CODES = "codes"

    @property
    def flag(self) -> Doubts:
        """The same as the record has it."""
        return Doubts[self.name]


DOUBT_WORDS = {
    Doubt.READING: "unsure reading",
    Doubt.SPEAKER: "unresolved speaker",
    Doubt.CODES: "unsure code",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(ListFilter):
    """Which statements somebody wants to review.

    Attributes:
        party: The side that the speaker speaks for. None: any.
        concept: A concept that they bear on. None: any.
        doubt: A field that is in doubt. None: any or none.
        document: Id of their document. None: any.
        second: Whether only those that others have judged, and oneself has not.
    """

    party: str | None = None
    concept: str | None = None
    doubt: Doubt | None = None
    document: str | None = None
    second: bool = False

    @property
    def query(self) -> Mapping[str, str | None]:
        """The same as it stands in an address."""
        return {**asdict(self), "second": "1" if self.second else None}

    def filter(self, user: User | None) -> ReviewFilter:
        """Give the filter of the queue; a second look is that of the account that asks."""
        return ReviewFilter(
            party=self.party,
            concept=self.concept,
            doubt=self.doubt.flag if self.doubt else None,
            document=self.document,
            second_by=(user.name if user else "") if self.second else None,
        )


def asked_of(
    party: Words = None,
    concept: Words = None,
    doubt: Annotated[Doubt | None, Blank] = None,
    document: Words = None,
    second: Words = None,
) -> Asked:
    """Read from the address which part of the queue is wanted."""
    return Asked(
        party=party, concept=concept, doubt=doubt, document=document, second=second is not None
    )


AsAsked = Annotated[Asked, Depends(asked_of)]
"""The parameter by which a route gets which part of the queue is wanted."""
