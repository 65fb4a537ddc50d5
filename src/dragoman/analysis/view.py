"""RecordView: what analysis and report need of the record at rest."""

from collections.abc import Iterable
from typing import Protocol

from dragoman.record import (
    Claim,
    DateRange,
    Document,
    Family,
    Meeting,
    Plan,
    Quarantine,
    Run,
    Statement,
)


class RecordView(Protocol):
    """A record that can be read; the store's View is one, a list in memory another.

    Nothing depends on the order in which things are given.
    """

    def documents(self) -> Iterable[Document]:
        """Give every document."""
        ...

    def statements(self) -> Iterable[Statement]:
        """Give every statement of every document."""
        ...

    def date_ranges(self) -> Iterable[DateRange]:
        """Give between which days undated documents were published."""
        ...

    def families(self) -> Iterable[Family]:
        """Give the families of documents that carry one text."""
        ...

    def quarantine(self) -> Iterable[Quarantine]:
        """Give what could not be read."""
        ...

    def claims(self) -> Iterable[Claim]:
        """Give every claim."""
        ...

    def meetings(self) -> Iterable[Meeting]:
        """Give every meeting."""
        ...

    def plans(self) -> Iterable[Plan]:
        """Give every plan."""
        ...

    def runs(self) -> Iterable[Run]:
        """Give the runs that the record comes from."""
        ...
