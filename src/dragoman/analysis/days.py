"""Days: when a statement was made, as far as its document tells."""

from dragoman.analysis.speaking import Said
from dragoman.record import DayBasis, When, days_of, when_made

__all__ = ["DayBasis", "When", "days_of", "when_of"]


def when_of(said: Said) -> When:
    """Tell when a statement was made: when it was said, else published, else the range."""
    covered = said.covered
    return when_made(said.statement.said_on, covered.document.published, covered.date_range)
