"""Queries: questions to the record that a page or the API asks, one module per noun.

A query is a frozen dataclass of what is asked; `View.ask` runs it. Answers are record types, or
small types of their own beside the query.
"""

from dragoman.store.queries.paging import Listed, Query

__all__ = ["Listed", "Query"]
