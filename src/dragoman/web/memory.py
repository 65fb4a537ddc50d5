"""Memory: answers that are kept for as long as what they were made of is as it was."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")

MOST = 2048
"""How many answers are kept; then those that were made first are forgotten."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the state of all that it was made of."""

    state: object
    answer: object


class Memory:
    """Keeps answers under their keys, the last one of each. One serves all threads."""

    def __init__(self, most: int = MOST) -> None:
        """Keep so many answers at most."""
        self._most = most
        self._lock = Lock()
        self._answers: dict[Hashable, Answer] = {}
        self._making: dict[tuple[Hashable, object], Lock] = {}

    def give(self, key: Hashable, state: Hashable, make: Callable[[], T]) -> T:
        """Give the answer that was made under this key in this state, or make it.

        Args:
            key: What is asked.
            state: The state of all that the answer is made of: equal to what it was, or not.
            make: Makes the answer, which must not be changed afterwards.
        """
        found = self._answers.get(key)
        if found is not None and found.state == state:
            return cast(T, found.answer)
        # Others who ask for the same meanwhile wait for it, instead of making it once more each.
        with self._making.setdefault((key, state), Lock()):
            found = self._answers.get(key)
            if found is None or found.state != state:
                found = Answer(state, make())
                self._keep(key, found)
        self._making.pop((key, state), None)
        return cast(T, found.answer)

    def _keep(self, key: Hashable, answer: Answer) -> None:
        with self._lock:
            # Behind all others, as the last to be forgotten.
            self._answers.pop(key, None)
            self._answers[key] = answer
            while len(self._answers) > self._most:
                del self._answers[next(iter(self._answers))]

    def forget(self, still: Callable[[object], bool]) -> None:
        """Forget the answers whose state is of no use any more.

        Args:
            still: Tells whether a state may come again.
        """
        with self._lock:
            for key in [k for k, kept in self._answers.items() if not still(kept.state)]:
                del self._answers[key]

    def keys(self) -> tuple[Hashable, ...]:
        """Give the keys of the answers, those that were made first before the others."""
        with self._lock:
            return tuple(self._answers)

    def __len__(self) -> int:
        """Count the answers."""
        return len(self._answers)
