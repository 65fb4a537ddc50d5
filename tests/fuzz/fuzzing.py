"""Fuzzing: a target is fed, and what it does is counted."""

import time
from dataclasses import dataclass, field
from random import Random

from tests.fuzz.targets import Target

SLOW_S = 5.0
"""Processor time that no input may take."""


@dataclass(slots=True, kw_only=True)
class Figures:
    """What came of feeding a target.

    Attributes:
        target: Its name.
        seed: The seed of the inputs.
        inputs: How many it was fed with.
        accepted: How many it accepted; the others were refused.
        slowest_s: The processor time of the slowest.
        faults: What went wrong, by the number of the input.
    """

    target: str
    seed: int
    inputs: int = 0
    accepted: int = 0
    slowest_s: float = 0.0
    faults: dict[int, str] = field(default_factory=dict)

    def told(self) -> str:
        """Say it in lines."""
        head = (
            f"{self.target}: {self.inputs:,} inputs of seed {self.seed}, {self.accepted:,} "
            f"accepted, slowest {self.slowest_s:.3f} s, {len(self.faults)} faults"
        )
        return "\n".join([head, *(f"  {n}: {what}" for n, what in list(self.faults.items())[:10])])


def input_of(target: Target, seed: int, number: int) -> bytes:
    """Make an input again."""
    return target.make(target.samples, Random(f"{target.name} {seed} {number}"))


def fuzz(target: Target, seed: int, inputs: int, seconds: float = float("inf")) -> Figures:
    """Feed a target.

    Args:
        target: What is fed.
        seed: What inputs are made of; with their numbers it names them.
        inputs: How many at most.
        seconds: How long at most.
    """
    figures, until = Figures(target=target.name, seed=seed), time.monotonic() + seconds
    for number in range(inputs):
        if time.monotonic() > until:
            break
        data = input_of(target, seed, number)
        began = time.process_time()
        try:
            figures.accepted += target.feed(data)
        except Exception as error:
            figures.faults[number] = f"{type(error).__name__}: {str(error)[:200]!r}"
        took = time.process_time() - began
        if took > SLOW_S:
            figures.faults.setdefault(number, f"took {took:.1f} s")
        figures.slowest_s = max(figures.slowest_s, took)
        figures.inputs += 1
    return figures
