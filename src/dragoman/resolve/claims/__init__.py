"""Claims: what statements assert, deny and dispute, across documents, and where it comes from."""

from dragoman.resolve.claims.accounts import Account, accounts_of, is_named, ordinal_day
from dragoman.resolve.claims.grouping import claims_among
from dragoman.resolve.claims.holders import sides_of
from dragoman.resolve.claims.matches import keys_of, may_be_one, stem_counts
from dragoman.resolve.claims.surveying import Survey, find_claims, survey_claims

__all__ = [
    "Account",
    "Survey",
    "accounts_of",
    "claims_among",
    "find_claims",
    "is_named",
    "keys_of",
    "may_be_one",
    "ordinal_day",
    "sides_of",
    "stem_counts",
    "survey_claims",
]
