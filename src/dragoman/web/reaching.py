"""Reaching: up to which day the record tells of things, from which what is ahead counts."""

from datetime import UTC, datetime, timedelta

from dragoman.store.queries.days import Reach, RecordReach
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk


def reach_of(desk: Desk) -> Reach:
    """Tell from when to when documents are; what is dated later than tomorrow is a mistake."""
    tomorrow = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    return desk.ask(RecordReach(today=tomorrow), Part.DOCUMENTS)
