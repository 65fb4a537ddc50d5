"""Codes: which concepts a statement bears on, and how."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.record.spans import Span


class Stance(StrEnum):
    """How a statement bears on a concept."""

    SUPPORT = "support"
    OPPOSE = "oppose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A concept of the codebook that a statement bears on, and how.

    Attributes:
        concept: Id of the concept.
        stance: Support or oppose.
        condition: What the stance hangs on. None: the text states no condition.
        confidence: From 0 to 1.
    """

    concept: str
    stance: Stance
    condition: Span | None = None
    confidence: float = 1.0
