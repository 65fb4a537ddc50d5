"""A document becomes a reading: who is said to hold what, as spans."""

import os

# Before onnxruntime is imported. Newer ones (1.31 does) tell their makers of each model
# that is opened, under a number of the machine, unless this says that they must not.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from dragoman.extract.reader import Reader
from dragoman.extract.rules import RulesReader

__all__ = ["Reader", "RulesReader"]
