"""Processes that read side by side, each with what it reads with loaded once."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from dragoman.errors import ModelError

Given = TypeVar("Given")
Found = TypeVar("Found")
Taken = TypeVar("Taken", contravariant=True)
Made = TypeVar("Made", covariant=True)


class Reads(Protocol[Taken, Made]):
    """What a process holds."""

    def read(self, given: Taken, /) -> Made:
        """Read what another process sent."""
        ...


class ReadingPool(ProcessPoolExecutor, Generic[Given, Found]):
    """Processes that read what they are given."""

    def __init__(self, processes: int, load: Callable[[], Reads[Given, Found]]) -> None:
        """Start processes, each of which loads what it reads with."""
        # A fork would copy the threads' locks of the models that this process may have loaded.
        super().__init__(processes, get_context("spawn"), _Worker.equip, (load,))

    def reading(self, given: Given) -> Future[Found]:
        """Give something to the next process that is idle."""
        return self.submit(_Worker.read, given)


@contextmanager
def explained(kept: str) -> Iterator[None]:
    """Tell in words that a process died.

    Args:
        kept: What stays of what was read, and what to do.

    Raises:
        ModelError: A process died within the block, or could not load what it reads with.
    """
    try:
        yield
    except BrokenProcessPool:
        raise ModelError(
            "a process that reads was killed or could not start, perhaps for want of memory "
            f"(each takes about 250 MB); {kept}"
        ) from None


class _Worker:
    """What runs in a process of a pool."""

    held: ClassVar[Reads[Any, Any]]

    @classmethod
    def equip(cls, load: Callable[[], Reads[Any, Any]]) -> None:
        """Load what it reads with, once for each process."""
        cls.held = load()

    @classmethod
    def read(cls, given: Any) -> Any:
        """Read what another process sent."""
        return cls.held.read(given)
