"""The record at rest: tables, migrations, search, Writer and View."""

from dragoman.store.feeds import Brought, FeedEntry, FeedItem, FeedState, ItemStatus
from dragoman.store.finders import StatementFilter
from dragoman.store.following import Following
from dragoman.store.hits import Hit, Piece
from dragoman.store.judging import Changed, Decide, Found, Outcome
from dragoman.store.kin import Kindred
from dragoman.store.relating import ClaimIndex, Renewal, ToldEvents
from dragoman.store.settling import Course
from dragoman.store.store import Store
from dragoman.store.view import Counts, Execution, View
from dragoman.store.writer import Writer

__all__ = [
    "Brought",
    "Changed",
    "ClaimIndex",
    "Counts",
    "Course",
    "Decide",
    "Execution",
    "FeedEntry",
    "FeedItem",
    "FeedState",
    "Following",
    "Found",
    "Hit",
    "ItemStatus",
    "Kindred",
    "Outcome",
    "Piece",
    "Renewal",
    "StatementFilter",
    "Store",
    "ToldEvents",
    "View",
    "Writer",
]
