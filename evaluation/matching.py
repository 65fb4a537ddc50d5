"""Counting: overlap of spans, one-to-one matching, F1."""

from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]
"""A parsed JSON object: gold and exported records are read as they stand."""


def characters(spans: Iterable[Json | Sequence[int] | None]) -> set[int]:
    """Collect the offsets that spans cover; a span is {"start", "end"} or [start, end]."""
    covered: set[int] = set()
    for span in spans:
        if span is not None:
            start, end = (span["start"], span["end"]) if isinstance(span, dict) else span
            covered.update(range(start, end))
    return covered


def overlap(a: set[int], b: set[int]) -> float:
    """Intersection over union; two empty sets agree."""
    return len(a & b) / len(a | b) if a or b else 1.0


def f1(hits: float, found: float, wanted: float) -> float:
    """F1 from counts of hits, of predictions and of gold items."""
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def one_to_one(candidates: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Match greedily, best first: candidates are (score, left, right).

    Returns:
        The matched right index of every matched left index.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in sorted(candidates, reverse=True):
        if left not in matched and right not in taken:
            matched[left] = right
            taken.add(right)
    return matched
