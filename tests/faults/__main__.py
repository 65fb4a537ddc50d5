"""Kill everything that writes, again and again; add up what came of it in docs/security/killing.md.

    python -m tests.faults [--rounds N | --seconds S] [--seed N] [--first N] [--write] [SCENARIO...]

A round is named by its scenario, seed and number: `--seed 1 --first 17 --rounds 1 run` repeats it.
"""

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import clusters
from tests.faults.killing import Figures, killed
from tests.faults.scenarios import scenarios

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "security" / "killing.json"
PAGE = ROOT / "docs" / "security" / "killing.md"
WATCH = "watch"

HEAD = """# Killed at any moment

*Written by `make faults` from docs/security/killing.json.*

Each round begins with a small dossier of its own, does what the first column says in another
process, and ends that process with SIGKILL, up to three times, one after the other. After every
kill `verify` must pass (of a backup, a restored folder and results of shards: what has the name of
a whole one must be whole). Then the work is given again, undisturbed, and what it comes to must be
what it comes to without any kill: every document, statement, decision and all that is derived.

In rounds of an even number the process dies at a step: before a statement to the database, a
commit, a change of a file's name or a flush to the disk. Such a round can be repeated exactly. In
the others, and in all of `read-shards`, whose work other processes do, it dies after a part of the
undisturbed time. A process that had ended by itself before is not counted as killed. A round is
carried out again by `python -m tests.faults --seed SEED --first NUMBER --rounds 1 SCENARIO`. Of
`watch` a round is one kill of a process that follows outlets which fail now and then.

Of `read-shards on Ray` it is, as the dice tell, an actor alone that dies while it loads or reads,
after which the driver must come to its end by itself; or the driver, which its actors outlive for
up to two seconds; or all of them at once.

What a killed process leaves behind: of `backup` a hidden file, of `restore` a hidden folder, of
`read-shards` a file that ends in `.part`, each beside the one that was to be made. They may be
deleted.

In the rounds of seed 1 of `read-shards` each process made a collection of its own, so that nothing
was gone on with: they tell of results that are whole, not of the work that is given again.

| what is killed | rounds | kills | faults | seeds |
| --- | ---: | ---: | ---: | --- |
"""


def main() -> int:
    """Kill, tell what came of it, and end with 1 if anything was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("scenarios", nargs="*")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    known = {scenario.name: scenario for scenario in (*scenarios(), *clusters.scenarios())}
    if not (clusters.HAS_RAY or given.scenarios):
        print(f"{clusters.NAME}: left out, as Ray is not installed here", flush=True)
    faults = 0
    for name in given.scenarios or (*known, WATCH):
        if name == WATCH:
            figures = watched(given.seed, given.rounds)
        else:
            figures = killed(
                known[name], given.seed, given.rounds, first=given.first, seconds=given.seconds
            )
        print(figures.line(), flush=True)
        faults += len(figures.faults)
        if given.write:
            keep(figures)
    return 1 if faults else 0


def watched(seed: int, kills: int) -> Figures:
    """Kill a watch again and again, and see that it has lost and doubled nothing in the end."""
    from tests.pipeline.watched import check, soak

    figures = Figures(scenario=WATCH, seed=seed, rounds=kills, kills=kills)
    with TemporaryDirectory(prefix="dragoman-faults-") as place:
        path = Path(place) / "record.db"
        try:
            check(path, soak(path, kills=kills, stories=8 * kills, seed=seed))
        except Exception as error:
            figures.faults[0] = f"{type(error).__name__}: {str(error)[:1500]}"
    return figures


def keep(figures: Figures) -> None:
    """Add figures to those that are kept, and write the page."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    one = kept.setdefault(figures.scenario, {"rounds": 0, "kills": 0, "faults": 0, "seeds": []})
    if figures.seed in one["seeds"]:
        print(f"{figures.scenario}: seed {figures.seed} has been counted; take another", flush=True)
        return
    one["rounds"] += figures.rounds
    one["kills"] += figures.kills
    one["faults"] += len(figures.faults)
    one["seeds"].append(figures.seed)
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept), encoding="utf-8")


def page(kept: dict[str, dict[str, object]]) -> str:
    """Write the page of all figures."""
    names = ("rounds", "kills", "faults")
    total = {name: sum(int(str(one[name])) for one in kept.values()) for name in names}
    rows = [
        f"| {name} | {one['rounds']} | {one['kills']} | {one['faults']} | "
        f"{', '.join(map(str, one['seeds']))} |"  # type: ignore[call-overload]
        for name, one in sorted(kept.items())
    ]
    rows.append(f"| all | {total['rounds']} | {total['kills']} | {total['faults']} | |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
