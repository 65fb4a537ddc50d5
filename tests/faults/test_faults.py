"""A few rounds of everything that is killed; `make faults` carries out hundreds."""

from pathlib import Path

import pytest

from tests.faults.__main__ import page
from tests.faults.killing import Figures, Scenario, ended, kill, killed, undisturbed
from tests.faults.scenarios import scenarios

SEED, ROUNDS = 20261122, 2

# Of a worker that has threads of its own newer Pythons warn; the processes that are made here do
# not wait for any of them.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.mark.parametrize("scenario", list(scenarios()), ids=lambda scenario: scenario.name)
def test_what_is_killed_holds_and_comes_to_the_same(scenario: Scenario) -> None:
    figures = killed(scenario, SEED, ROUNDS)
    assert figures.faults == {}
    assert figures.rounds == ROUNDS


def test_process_is_killed_at_the_step_that_a_round_names() -> None:
    scenario = next(one for one in scenarios() if one.name == "add")
    calm = undisturbed(scenario)
    assert calm.steps > 10
    kills = [kill(scenario, calm, SEED, 2 * number) for number in range(2)]
    assert kills == [kill(scenario, calm, SEED, 2 * number) for number in range(2)]
    assert min(kills) > 0


def test_what_is_lost_is_told_as_a_fault() -> None:
    """Of work that does not go on from where it was cut off."""
    add = next(one for one in scenarios() if one.name == "add")

    def once(folder: Path) -> None:
        if not (folder / "begun").exists():
            (folder / "begun").touch()
            add.work(folder)

    forgetful = Scenario(
        name="add",
        begin=add.begin,
        work=once,
        check=lambda _: None,
        told=add.told,
        again=False,
    )
    figures = killed(forgetful, SEED, 1)
    assert "something else" in figures.faults[0]
    assert "1 faults" in figures.line()


def test_error_of_the_work_is_told() -> None:
    def work(_: object) -> None:
        raise ZeroDivisionError("oh")

    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        ended(work, Path())


def test_page_adds_up() -> None:
    one = {"rounds": 2, "kills": 3, "faults": 0, "seeds": [1]}
    assert "| all | 4 | 6 | 0 | |" in page({"a": one, "b": one})
    assert Figures(scenario="a", seed=1).line().startswith("a: 0 rounds of seed 1, 0 kills")
