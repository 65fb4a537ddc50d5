"""Coded statements: the data of the coder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from annotate import corpus_index
from data import lines
from dragoman.extract.coding import wording

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "src" / "dragoman" / "templates"


@dataclass(frozen=True)
class Item:
    """A coded statement. `codes` are pairs (concept, stance); `group` is its article."""

    text: str
    codebook: str
    codes: frozenset[tuple[str, str]]
    group: str


@dataclass(frozen=True)
class Concept:
    """What defines a concept: words that support it, words that oppose it."""

    id: str
    support: tuple[str, ...]
    oppose: tuple[str, ...]


def codebooks() -> dict[str, list[Concept]]:
    """The shipped codebooks by template name."""
    found = {}
    for path in sorted(TEMPLATES.glob("*/codebook.yaml")):
        concepts = yaml.safe_load(path.read_text("utf-8"))["concepts"]
        found[path.parent.name] = [
            Concept(c["id"], (c["text"], *c.get("support", ())), tuple(c.get("oppose", ())))
            for c in concepts
        ]
    return found


def items(shared: Path, known: dict[str, set[str]]) -> list[Item]:
    """All coded statements whose codebook is shipped."""
    index = corpus_index(shared / "corpora")
    given = [(d["id"], d["text"], d["gold"]) for d in lines(shared / "training/annotated.jsonl")]
    given += [
        (d["id"], index[d["id"]][1], d) for d in lines(HERE / "annotations" / "first-pass.jsonl")
    ]
    coded = {
        name: {d["id"]: d["codes"] for d in lines(path) if "id" in d}
        for name, path in ((p.stem, p) for p in sorted((HERE / "codes").glob("*.jsonl")))
        if name in known
    }
    read = {
        name: set(json.loads((HERE / "codes" / f"{name}.read.json").read_text("utf-8")))
        for name in coded
    }
    found, seen = [], set()
    for article, text, gold in given:
        for n, statement in enumerate(gold["statements"]):
            key = f"{article}#{n}"
            if key in seen:
                continue
            seen.add(key)
            words = _words(text, statement)
            if gold.get("codes_scored"):
                codes = [c for c in statement.get("codes", []) if c[:-1] in known["russia-ukraine"]]
                found.append(Item(words, "russia-ukraine", _pairs(codes), article))
            for name, labels in coded.items():
                if key in read[name]:
                    found.append(Item(words, name, _pairs(labels.get(key, [])), article))
    for n, passage in enumerate(lines(HERE / "codes" / "passages.jsonl")):
        codes = frozenset(
            (c["concept"], "+" if c["stance"] == "support" else "-") for c in passage["codes"]
        )
        found.append(Item(passage["text"], passage["codebook"], codes, f"passage {n // 40}"))
    return found


def _words(text: str, statement: dict[str, Any]) -> str:
    source = text[slice(*statement["source"])] if statement.get("source") else ""
    cue = text[slice(*statement["cue_span"])] if statement.get("cue_span") else ""
    return wording(source, cue, " ".join(text[a:b] for a, b in statement["content"]))


def _pairs(codes: list[str]) -> frozenset[tuple[str, str]]:
    return frozenset((code[:-1], code[-1]) for code in codes)
