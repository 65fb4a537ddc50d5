"""Attributions against PolNeAR's annotators.

Newell, Margolin and Ruths (2018): An Attribution Relations Corpus for Political News, LREC.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from evaluation.matching import Json, f1, one_to_one, overlap

ROLES = ("source", "cue", "content")
TOKEN = re.compile(r"\w+|[^\w\s]")
"""A word, or one other character: white space and its neighbours' extent do not count."""

Roles = dict[str, set[int]]
"""The tokens of each role of one attribution, by offset."""

CRITERIA: dict[str, Callable[[dict[str, float]], bool]] = {
    "three roles at IoU .5": lambda s: min(s.values()) >= 0.5,
    "source and content at IoU .5": lambda s: min(s["source"], s["content"]) >= 0.5,
    "three roles exact": lambda s: min(s.values()) == 1.0,
}


def score_polnear(record: Json, texts: Iterable[Json]) -> dict[str, float]:
    """Score an exported record against the first annotator of each text.

    Token F1 counts the tokens that carry a role in any attribution, micro over texts and roles.
    Whole attributions are matched one to one by the sum of their roles' overlaps.
    """
    n: Counter[str] = Counter()
    by_name = {document["name"]: document["id"] for document in record["documents"]}
    statements: dict[str, list[Json]] = {}
    for statement in record["statements"]:
        statements.setdefault(statement["document"], []).append(statement)
    for text in texts:
        tokens = [match.start() for match in TOKEN.finditer(text["text"])]
        annotated = next(iter(text["annotators"].values()))
        gold = [_gold_roles(attribution, tokens) for attribution in annotated]
        found = [
            _found_roles(statement, tokens)
            for statement in statements.get(by_name.get(text["id"], ""), [])
        ]
        _count(n, found, gold)
    measures = {
        f"token F1 {role}": f1(n[f"{role} hits"], n[f"{role} found"], n[f"{role} gold"])
        for role in ROLES
    }
    sums = [sum(n[f"{role} {what}"] for role in ROLES) for what in ("hits", "found", "gold")]
    measures["token micro-F1"] = f1(*sums)
    return measures | {name: f1(n[name], n["found"], n["gold"]) for name in CRITERIA}


def _tokens(tokens: Sequence[int], spans: Iterable[Sequence[int]]) -> set[int]:
    bounds = [(start, end) for start, end in spans]
    return {token for token in tokens if any(start <= token < end for start, end in bounds)}


def _gold_roles(attribution: dict[str, Any], tokens: Sequence[int]) -> Roles:
    """Read an annotator's roles; each is a list of spans, and a span a list of runs."""
    return {
        role: _tokens(tokens, [run for span in attribution.get(role, []) for run in span])
        for role in ROLES
    }


def _found_roles(statement: Json, tokens: Sequence[int]) -> Roles:
    spans = {role: [statement[role]] if statement[role] else [] for role in ("source", "cue")}
    spans["content"] = statement["content"]
    return {
        role: _tokens(tokens, [(span["start"], span["end"]) for span in spans[role]])
        for role in ROLES
    }


def _count(n: Counter[str], found: list[Roles], gold: list[Roles]) -> None:
    for role in ROLES:
        a = {token for roles in found for token in roles[role]}
        b = {token for roles in gold for token in roles[role]}
        n[f"{role} hits"] += len(a & b)
        n[f"{role} found"] += len(a)
        n[f"{role} gold"] += len(b)
    n["found"] += len(found)
    n["gold"] += len(gold)
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if g["content"] & f["content"] or g["cue"] & f["cue"]:
                scores = {role: overlap(g[role], f[role]) for role in ROLES}
                pairs.append((sum(scores.values()), i, j, scores))
    for name, meets in CRITERIA.items():
        n[name] += len(one_to_one((total, i, j) for total, i, j, s in pairs if meets(s)))
