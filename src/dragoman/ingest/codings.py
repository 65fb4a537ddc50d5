"""Codings: what people coded in a document with another program, before it came here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.record import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A statement as another program has it.

    Attributes:
        number: What that program calls it; of two the lower one was made first.
        span: The words that were coded.
        coder: Who coded it.
        person: Who says it. None: not told.
        organization: For whom. None: not told.
        concept: What it bears on, as it is called there.
        agrees: Whether it supports the concept or opposes it.
    """

    number: int
    span: Span
    coder: str
    person: str | None
    organization: str | None
    concept: str
    agrees: bool


class Codings(Protocol):
    """Takes in the codings of documents, each before its document is given."""

    def take(self, document: Document, codings: Sequence[Coding]) -> None:
        """Take the codings of a document."""
