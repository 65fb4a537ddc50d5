"""Discourse networks of a million stances: each step's seconds beside sorting as many numbers.

usage: python -m benchmarks debates [--stances N]
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.keeping import Row, write_rows
from dragoman.analysis.camps import polarisation
from dragoman.analysis.debates import Debate, Duplicates, without_duplicates
from dragoman.analysis.matrices import Matrix, Normalisation, Qualifier, backbone, one_mode

ACTORS, CONCEPTS, DAYS = 2_000, 150, 1_500


def made(stances: int, seed: int = 7) -> Debate:
    """Make a debate in which few actors and concepts have most of the stances, as in the news."""
    numbers = np.random.default_rng(seed)

    def skewed(size: int) -> np.ndarray:
        return np.minimum((numbers.pareto(1.1, stances) * size / 50).astype(np.int64), size - 1)

    actor, concept = skewed(ACTORS), skewed(CONCEPTS)
    # Each actor mostly keeps to a stance on a concept.
    leaning = (actor * 31 + concept * 17) % 5 < 3
    return Debate(
        actors=tuple(f"actor {n}" for n in range(ACTORS)),
        concepts=tuple(f"concept-{n}" for n in range(CONCEPTS)),
        actor=actor,
        concept=concept,
        supports=(leaning ^ (numbers.random(stances) < 0.1)).astype(np.int64),
        day=numbers.integers(738_000, 738_000 + DAYS, stances),
        document=numbers.integers(0, stances // 10 + 1, stances),
    )


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks debates", description=__doc__)
    parser.add_argument("--stances", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    debate = made(options.stances)
    rows: list[Row] = []
    lines = [f"{len(debate):,} stances{'seconds':>22}{'x sort':>9}"]
    floor = 0.0

    def timed(name: str, work: Callable[[], object]) -> object:
        nonlocal floor
        began = time.perf_counter()
        found = work()
        took = time.perf_counter() - began
        floor = floor or took
        lines.append(f"{name:30}{took:9.2f}{took / floor:9.1f}")
        rows.append({"what": name, "stances": len(debate), "seconds": took})
        return found

    timed("sorting as many numbers", lambda: np.sort(debate.document * 7919 % 1_000_003))
    once = timed("once a document", lambda: without_duplicates(debate, Duplicates.DOCUMENT))
    assert isinstance(once, Debate)
    timed("congruence, cosine", lambda: one_mode(once, normalisation=Normalisation.COSINE))
    less = timed("subtract", lambda: one_mode(once, Qualifier.SUBTRACT))
    assert isinstance(less, Matrix)
    timed("backbone", lambda: backbone(less))
    timed("polarisation", lambda: polarisation(less))
    sys.stdout.write("\n".join(lines) + "\n")
    write_rows(options.json, rows)
    return 0
