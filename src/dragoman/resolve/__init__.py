"""From the words of a source to the actor, the party and the chain behind them."""

from dragoman.resolve.check import check_knowledge
from dragoman.resolve.knowledge import Knowledge, load_knowledge
from dragoman.resolve.resolution import Resolution, resolve

__all__ = ["Knowledge", "Resolution", "check_knowledge", "load_knowledge", "resolve"]
