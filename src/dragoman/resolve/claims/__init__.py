"""Claims: what statements assert, deny and dispute, across documents, and where it comes from."""

from dragoman.resolve.claims.grouping import find_claims

__all__ = ["find_claims"]
