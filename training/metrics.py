"""Measures: PolNeAR's, our gold's (gold/score.py), calibration. All take plain spans."""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from data import Gold, Text
from dragoman.extract.trained.finding import FoundStatement

Span = tuple[int, int]
_TOKEN = re.compile(r"\w+|[^\w\s]")
ROLES = ("source", "cue", "content")


def _chars(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _roles(item: Gold | FoundStatement) -> dict[str, list[Span]]:
    source = [item.source] if item.source else []
    return {"source": source, "cue": [item.cue] if item.cue else [], "content": list(item.content)}


def f1(true: float, found: float, wanted: float) -> float:
    """F1 from counts of hits, predictions and gold items."""
    return 2 * true / (found + wanted) if found + wanted else 0.0


def polnear(pairs: Iterable[tuple[Text, list[FoundStatement]]]) -> dict[str, float]:
    """PolNeAR's measures against each text's (first) annotator.

    Token F1 per role: tokens that carry the role in any attribution, micro over texts. Whole
    attributions: greedy one-to-one matching by summed IoU; all three roles at IoU >= .5, source and
    content at IoU >= .5, all three exact at the token level. Tokens are runs of word characters and
    single other characters, so that white space at a span's end does not count.
    """
    tokens: dict[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    count: dict[str, float] = defaultdict(float)
    for text, found in pairs:
        places = [m.start() for m in _TOKEN.finditer(text.text)]

        def held(item: Gold | FoundStatement, places: list[int] = places) -> dict[str, set[int]]:
            return {
                role: {
                    p
                    for a, b in spans
                    for p in places[np.searchsorted(places, a) : np.searchsorted(places, b)]
                }
                for role, spans in _roles(item).items()
            }

        gold, pred = [held(g) for g in text.gold], [held(f) for f in found]
        for role in ROLES:
            g = set().union(*(x[role] for x in gold)) if gold else set()
            p = set().union(*(x[role] for x in pred)) if pred else set()
            for n, size in enumerate((len(g & p), len(p), len(g))):
                tokens[role][n] += size
        count["gold"] += len(gold)
        count["found"] += len(pred)
        for name, hits in _matched(gold, pred).items():
            count[name] += hits
    result = {f"token_{role}": f1(*tokens[role]) for role in ROLES}
    result["token_micro"] = f1(*(sum(tokens[role][n] for role in ROLES) for n in range(3)))
    for name in ("three_iou", "source_content_iou", "exact"):
        result[name] = f1(count[name], count["found"], count["gold"])
    return result | {"found": count["found"], "gold": count["gold"]}


def _matched(gold: list[dict[str, set[int]]], pred: list[dict[str, set[int]]]) -> dict[str, int]:
    """Numbers of one-to-one pairs that meet each criterion."""
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(pred):
            if g["content"] & p["content"] or g["cue"] & p["cue"]:
                scored.append(({role: _iou(g[role], p[role]) for role in ROLES}, i, j))
    tests = {
        "three_iou": lambda s: min(s.values()) >= 0.5,
        "source_content_iou": lambda s: min(s["source"], s["content"]) >= 0.5,
        "exact": lambda s: min(s.values()) == 1,
    }
    result = {}
    for name, test in tests.items():
        used_gold: set[int] = set()
        used_pred: set[int] = set()
        for s, i, j in sorted(scored, key=lambda x: -sum(x[0].values())):
            if i not in used_gold and j not in used_pred and test(s):
                used_gold.add(i)
                used_pred.add(j)
        result[name] = len(used_gold)
    return result


def gold_scorer(folder: Path) -> Any:
    """gold/score.py as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(readings: Iterable[tuple[str, str, list[FoundStatement]]]) -> dict[str, Any]:
    """A stub record for score.py: spans, quote form and act; no speakers, parties or codes."""
    documents, statements = [], []
    for name, text, found in readings:
        documents.append({"id": name, "name": name})
        for n, s in enumerate(found):
            statements.append(
                {
                    "id": f"{name}:{n}",
                    "document": name,
                    "source": _shown(s.source, text),
                    "cue": _shown(s.cue, text),
                    "content": [_shown(c, text) for c in s.content],
                    "speaker": None,
                    "party": None,
                    "quote": "indirect",
                    "act": s.act,
                    "codes": [],
                    "via": [],
                    "confidence": s.confidence,
                }
            )
    return {"documents": documents, "statements": statements}


def _shown(span: Span | None, text: str) -> dict[str, Any] | None:
    return {"start": span[0], "end": span[1], "text": text[slice(*span)]} if span else None


def match_gold(text: Text, found: list[FoundStatement]) -> dict[int, int]:
    """Gold index -> found index, by score.py's rule (content IoU >= .5, shared source
    preferred)."""
    gold = [_chars(g.content) for g in text.gold]
    pred = [_chars(f.content) for f in found]
    scored = []
    for i, g in enumerate(text.gold):
        for j, f in enumerate(found):
            overlap = _iou(gold[i], pred[j])
            if overlap >= 0.5:
                same = bool(
                    g.source
                    and f.source
                    and g.source[0] < f.source[1]
                    and f.source[0] < g.source[1]
                )
                scored.append((overlap + 0.5 * same, i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def ours(pairs: Iterable[tuple[Text, list[FoundStatement]]]) -> dict[str, float]:
    """score.py's statement measures, with recall of nested statements and statements out of
    boilerplate."""
    n: dict[str, float] = defaultdict(float)
    for text, found in pairs:
        match = match_gold(text, found)
        n["found"] += len(found)
        n["fp"] += len(found) - len(match)
        for i, g in enumerate(text.gold):
            n["nested"] += g.nested and not g.optional
            if i in match:
                f = found[match[i]]
                n["matched"] += 1
                n["tp"] += not g.optional
                n["nested_hit"] += g.nested and not g.optional
                n["act"] += f.act == g.act
                both = (
                    g.source
                    and f.source
                    and g.source[0] < f.source[1]
                    and f.source[0] < g.source[1]
                )
                n["source"] += bool(both or (g.source is None and f.source is None))
            else:
                n["fn"] += not g.optional
        boiler = _chars(text.boilerplate or [])
        n["boiler"] += sum(
            len(c & boiler) > 0.5 * len(c) for c in (_chars(f.content) for f in found)
        )
    precision, recall = n["tp"] / max(1, n["tp"] + n["fp"]), n["tp"] / max(1, n["tp"] + n["fn"])
    return {
        "p": precision,
        "r": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "source": n["source"] / max(1, n["matched"]),
        "nested_r": n["nested_hit"] / max(1, n["nested"]),
        "act": n["act"] / max(1, n["matched"]),
        "boilerplate": n["boiler"],
        "found": n["found"],
    }


def calibration_error(confidence: Iterable[float], right: Iterable[bool], bins: int = 10) -> float:
    """Expected calibration error over equally wide bins."""
    values, hits = np.array(list(confidence)), np.array(list(right), float)
    places = np.minimum((values * bins).astype(int), bins - 1)
    gaps = [
        abs(values[places == b].mean() - hits[places == b].mean()) * (places == b).sum()
        for b in set(places)
    ]
    return float(sum(gaps) / max(1, len(values)))
