"""The record at rest: tables, migrations, search, Writer and View."""

from dragoman.store.finders import StatementFilter
from dragoman.store.hits import Hit, Piece
from dragoman.store.store import Store
from dragoman.store.view import Counts, Execution, View
from dragoman.store.writer import Writer

__all__ = [
    "Counts",
    "Execution",
    "Hit",
    "Piece",
    "StatementFilter",
    "Store",
    "View",
    "Writer",
]
