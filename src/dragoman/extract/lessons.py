"""Lessons: what people decided about the codes of statements, and how the coder learns from it.

A statement that was coded by a person is no definition of a concept: as one more example it draws
everything near to it, since a whole statement is near to many, and precision halves. What it does
tell is by how much the coder was wrong about it, and that holds for statements like it. So a
concept's evidence is corrected by the mean error on lessons near to the statement, each weighed by
its nearness (kernel regression of the residual: Nadaraya 1964, Watson 1964), and drawn to none
where no lesson is near.

Measured in November 2026 with the shipped coder, F1 of concept and stance, lessons from one half of
the articles, figures from the other, mean of 20 halvings both ways: annotators' articles on which
the constants were chosen .42 without lessons, .45 with (.30 where they are added as examples);
other annotators' articles .44, .47 (.38); gold/dev .50, .52 (.42). Lessons from one of these sets
gain between nothing and .05 on another for Gaza, and between -.03 and .01 for Russia-Ukraine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints

Doubles = NDArray[np.float64]

FLOOR = 0.5
"""Cosine up to which two statements teach each other nothing."""

POWER = 4
"""How fast nearness counts less with distance."""

STRENGTH = 16.0
"""Evidence (a logit) that lessons of the same words add where the coder was wholly wrong, as far as
`PRIOR` lets them. From 8 to 24 F1 differs by .01."""

PRIOR = 1.0
"""Weight of having no lesson: one of the same words moves the evidence half of the way."""


@dataclass(frozen=True)
class Lessons:
    """What the coder was wrong by.

    Attributes:
        vectors: Unit vectors of the statements, (lessons, width).
        owners: Which pair of concept and stance each is about, (lessons,).
        errors: 1 or 0 as a person decided, less the coder's own chance, (lessons,).
    """

    vectors: Floats
    owners: Ints
    errors: Doubles

    def corrections(self, unit: Floats, pairs: int) -> Doubles:
        """Give what is added to the evidence for each pair, (pairs,), for a unit vector."""
        if not len(self.owners):
            return np.zeros(pairs)
        nearness = (self.vectors @ unit - FLOOR) / (1.0 - FLOOR)
        weights = np.maximum(nearness, 0.0).astype(np.float64) ** POWER
        total = np.bincount(self.owners, weights, pairs)
        wrong = np.bincount(self.owners, weights * self.errors, pairs)
        moved: Doubles = STRENGTH * wrong / (PRIOR + total)
        return moved
