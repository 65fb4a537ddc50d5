"""Quality floors: measures may rise above them, never fall below."""

import json
from pathlib import Path

Scores = dict[str, dict[str, float]]
"""Measures by the name of the set that they were taken on."""

LOWER_IS_BETTER = frozenset({"boilerplate statements", "via extra", "pages without article"})

SLACK = 0.01
"""How far a measure may lie below its floor: what another processor's rounding may move."""


def read_floors(path: Path) -> Scores:
    """Read the floors, or none where the file does not exist yet."""
    floors: Scores = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return floors


def breaches(scores: Scores, floors: Scores) -> list[str]:
    """Say which measures lie below their floor; sets that were not measured are passed over."""
    found = []
    for name, measures in scores.items():
        for measure, floor in floors.get(name, {}).items():
            value = measures.get(measure)
            if value is None:
                found.append(f"{name}: {measure} is no longer measured")
            elif _worse(measure, value, floor, SLACK):
                found.append(f"{name}: {measure} is {value:.3f}, its floor {floor:.3f}")
    return found


def raised(floors: Scores, scores: Scores) -> Scores:
    """Lift each floor to what was measured, where that is better; no floor ever falls."""
    result = {name: dict(measures) for name, measures in floors.items()}
    for name, measures in scores.items():
        kept = result.setdefault(name, {})
        for measure, value in measures.items():
            if measure not in kept or _worse(measure, kept[measure], value, 0.0):
                kept[measure] = round(value, 4)
    return result


def _worse(measure: str, value: float, than: float, slack: float) -> bool:
    return value > than + slack if measure in LOWER_IS_BETTER else value < than - slack
