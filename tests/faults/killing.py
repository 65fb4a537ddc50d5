"""Killing: work is done in another process, which is killed at a step or a moment, again and again.

A round is named by its scenario, a seed and a number. In rounds of an even number the process dies
at a step: before a statement to the database, a commit, a change of a file's name or a flush to the
disk; so it can be repeated exactly. In the others it dies after a part of the time that it takes
undisturbed, which is another instruction each time.
"""

import os
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, event

Work = Callable[[Path], None]

Strike = Callable[[int, Random], bool]
"""Kills what the dice tell of the processes that do the work, of which the first is given. Tells
whether the work was left to go on without what was killed."""

TIMES = (1, 1, 1, 2, 3)
"""How often a round is killed before it is let go to its end."""

LONGEST_S = 600.0
"""Seconds after which work that was not killed has to have ended."""


def end_all(group: int, _: Random | None = None) -> bool:
    """End all processes of a group, as the end of a machine would."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is killed.

    Attributes:
        name: What it is.
        begin: Makes what the work begins with, in a folder.
        work: The work; given again it goes on from where it was cut off.
        check: Sees after each kill that nothing is broken; raises if anything is.
        told: Tells what the work has come to, which must be as if nothing had happened.
        by_steps: Whether it is killed at steps too; not where other processes do the work.
        again: Whether it may be killed again before it is let go to its end.
        strike: What is killed when it is not killed at a step.
    """

    name: str
    begin: Work
    work: Work
    check: Work
    told: Callable[[Path], object]
    by_steps: bool = True
    again: bool = True
    strike: Strike = end_all


@dataclass(frozen=True, slots=True)
class Calm:
    """An undisturbed run.

    Attributes:
        told: What it came to.
        seconds: How long it took.
        steps: How many steps it had.
    """

    told: object
    seconds: float
    steps: int


@dataclass(slots=True, kw_only=True)
class Figures:
    """What came of killing.

    Attributes:
        scenario: What was killed.
        seed: The seed of the rounds.
        rounds: How many there were.
        kills: How often a process was killed; one that had ended before is not counted.
        faults: What went wrong, by the number of the round.
    """

    scenario: str
    seed: int
    rounds: int = 0
    kills: int = 0
    faults: dict[int, str] = field(default_factory=dict)

    def line(self) -> str:
        """Say it in lines."""
        head = f"{self.scenario}: {self.rounds} rounds of seed {self.seed}, {self.kills} kills, "
        lines = [f"  {n}: {what}" for n, what in self.faults.items()]
        return "\n".join([f"{head}{len(self.faults)} faults", *lines])


class Steps:
    """Counts the steps of this process, and ends it at one of them."""

    def __init__(self, last: int | None) -> None:
        """Count.

        Args:
            last: The step before which the process dies. None: none.
        """
        self.count, self._last = 0, last

    def watch(self) -> None:
        """Begin to count."""
        event.listen(Engine, "before_cursor_execute", self._step)
        event.listen(Engine, "commit", self._step)
        for name in ("replace", "rename", "link", "fsync", "unlink"):
            setattr(os, name, self._stepping(getattr(os, name)))

    def _step(self, *_: object) -> None:
        if self._last is not None and self.count >= self._last:
            os.killpg(0, signal.SIGKILL)
        self.count += 1

    def _stepping(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            self._step()
            return call(*given, **named)

        return stepped


def ended(
    work: Work,
    folder: Path,
    *,
    step: int | None = None,
    after_s: float = LONGEST_S,
    strike: Callable[[int], object] = end_all,
) -> int:
    """Do work in a process of its own; give how many steps it had. -1: it was killed.

    Args:
        work: The work.
        folder: Where it is done.
        step: The step before which it is killed. None: none.
        after_s: Seconds after which it is killed.
        strike: Kills it, or another process that it has started.

    Raises:
        AssertionError: It ended in an error, or went on for too long after another was killed.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        _do(work, folder, step, writing)
    os.close(writing)
    until, struck = time.monotonic() + after_s, False
    try:
        while not (found := os.waitpid(process, os.WNOHANG))[0]:
            if time.monotonic() >= until:
                assert not struck, f"did not end within {LONGEST_S:g} s after a part was killed"
                strike(process)
                until, struck = time.monotonic() + LONGEST_S, True
            time.sleep(0.0005)
    finally:
        end_all(process)
    with os.fdopen(reading) as said:
        told = said.read()
    code = os.waitstatus_to_exitcode(found[1])
    assert code in (0, -signal.SIGKILL), f"ended with {code}: {told[-2000:]}"
    return int(told) if code == 0 else -1


def _do(work: Work, folder: Path, step: int | None, writing: int) -> None:
    """Do work, and end; what it prints goes nowhere, what it raises to who waits for it."""
    os.setpgid(0, 0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    steps, code, told = Steps(step), 0, ""
    steps.watch()
    try:
        work(folder)
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        code, told = 70, traceback.format_exc()
    os.write(writing, (told or str(steps.count)).encode())
    os._exit(code)


def undisturbed(scenario: Scenario) -> Calm:
    """Do the work once to its end."""
    with TemporaryDirectory(prefix="dragoman-faults-") as place:
        folder = Path(place)
        scenario.begin(folder)
        began = time.monotonic()
        steps = ended(scenario.work, folder)
        seconds = time.monotonic() - began
        assert steps >= 0, "the undisturbed run was killed"
        scenario.check(folder)
        return Calm(scenario.told(folder), seconds, steps)


def kill(scenario: Scenario, calm: Calm, seed: int, number: int) -> int:
    """Carry out a round; tell how often a process was killed.

    Raises:
        AssertionError: Something was broken, or it came to something else.
    """
    dice, kills = Random(f"{scenario.name} {seed} {number}"), 0
    others: list[bool] = []

    def strike(process: int) -> None:
        others.append(scenario.strike(process, dice))

    with TemporaryDirectory(prefix="dragoman-faults-") as place:
        folder = Path(place)
        scenario.begin(folder)
        for _ in range(dice.choice(TIMES) if scenario.again else 1):
            if scenario.by_steps and number % 2 == 0:
                done = ended(scenario.work, folder, step=dice.randrange(calm.steps))
            else:
                after_s = dice.uniform(0, calm.seconds)
                done = ended(scenario.work, folder, after_s=after_s, strike=strike)
            kills += done < 0
            scenario.check(folder)
        assert ended(scenario.work, folder) >= 0
        scenario.check(folder)
        assert scenario.told(folder) == calm.told, "it came to something else"
    return kills + sum(others)


def killed(
    scenario: Scenario, seed: int, rounds: int, *, first: int = 0, seconds: float = float("inf")
) -> Figures:
    """Carry out rounds.

    Args:
        scenario: What is killed.
        seed: What moments are drawn from; with the number it names a round.
        rounds: How many at most.
        first: The number of the first.
        seconds: How long at most.
    """
    figures, until = Figures(scenario=scenario.name, seed=seed), time.monotonic() + seconds
    calm = undisturbed(scenario)
    for number in range(first, first + rounds):
        if time.monotonic() > until:
            break
        try:
            figures.kills += kill(scenario, calm, seed, number)
        except Exception as error:
            figures.faults[number] = f"{type(error).__name__}: {str(error)[:1500]}"
        figures.rounds += 1
    return figures
