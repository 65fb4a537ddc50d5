"""A document becomes a reading: who is said to hold what, as spans."""

from dragoman.extract.reader import Reader
from dragoman.extract.rules import RulesReader

__all__ = ["Reader", "RulesReader"]
