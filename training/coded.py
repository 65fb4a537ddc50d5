"""Coded statements: the data of the coder.

From our annotated articles and from statements of our own (codes/passages.jsonl,
codes/statements.jsonl).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from annotate import corpus_index
from data import OURS, Text, lines, load_dev, part, without_near_duplicates
from dragoman.extract.wording import Wording, wording

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "src" / "dragoman" / "templates"


@dataclass(frozen=True)
class Item:
    """A labelled statement.

    Attributes:
        words: As the coder reads it.
        codebook: What it is coded with; empty: with none, only its act is known.
        codes: Pairs (concept, stance).
        act: Its act; empty where it has not been labelled.
        group: Its article; "passage ..." for statements of our own.
    """

    words: Wording
    codebook: str
    codes: frozenset[tuple[str, str]]
    act: str
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


def items(shared: Path, known: dict[str, set[str]], more: Path | None = None) -> list[Item]:
    """All coded statements whose codebook is shipped, and those of a file of other people's words.

    Args:
        shared: The team's shared folder.
        known: The concepts of each shipped codebook.
        more: Labelled statements that are not in the repository (codes/README.md).
    """
    index = corpus_index(shared / "corpora")
    given = [(d["id"], d["text"], d["gold"]) for d in lines(shared / "training/annotated.jsonl")]
    for path in sorted((HERE / "annotations").glob("*.jsonl")):
        given += [(d["id"], index[d["id"]][1], d) for d in lines(path)]
    away = near_duplicates(shared, {article: text for article, text, _ in given})
    given = [one for one in given if one[0] not in away]
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
            words, act = words_of(text, statement), statement["act"]
            books: dict[str, list[str]] = {}
            if gold.get("codes_scored"):
                codes = statement.get("codes", [])
                books["russia-ukraine"] = [c for c in codes if c[:-1] in known["russia-ukraine"]]
            books |= {n: labels.get(key, []) for n, labels in coded.items() if key in read[n]}
            for book, codes in (books or {"": []}).items():
                found.append(Item(words, book, pairs_of(codes), act, article))
                act = ""  # taught once
    for name in ("passages", "statements"):
        for n, passage in enumerate(lines(HERE / "codes" / f"{name}.jsonl")):
            codes = frozenset(
                (c["concept"], "+" if c["stance"] == "support" else "-") for c in passage["codes"]
            )
            words = wording(passage.get("source", ""), passage.get("cue", ""), passage["text"])
            book, act = passage["codebook"] or "", passage.get("act", "")
            found.append(Item(words, book, codes, act, f"passage {name} {n // 40}"))
    return found + (list(_from_web(more)) if more else [])


def _from_web(path: Path) -> Iterator[Item]:
    """Statements found in public pages, one JSON object a line; a page is an article."""
    for given in lines(path):
        words = wording(given.get("source", ""), given.get("cue", ""), given["text"])
        yield Item(words, given["codebook"], pairs_of(given["codes"]), given["act"], given["url"])


def near_duplicates(shared: Path, texts: dict[str, str]) -> set[str]:
    """Articles that share words with one of gold/dev, or with one to choose or to measure on."""
    dev = load_dev(shared / "gold/dev.json", shared / "seeds", shared / "corpora")
    every = [Text(name, text, OURS, []) for name, text in texts.items()]
    kept = without_near_duplicates(every, [text.text for text, _ in dev])
    held = {"measure": ("choose", "develop"), "choose": ("develop",)}
    for name, others in held.items():
        own = [text.text for text in kept if part(text.id) == name]
        rest = without_near_duplicates([t for t in kept if part(t.id) in others], own)
        kept = [t for t in kept if part(t.id) not in others] + rest
    return set(texts) - {text.id for text in kept}


def words_of(text: str, statement: dict[str, Any]) -> Wording:
    source = text[slice(*statement["source"])] if statement.get("source") else ""
    cue = text[slice(*statement["cue_span"])] if statement.get("cue_span") else ""
    return wording(source, cue, " ".join(text[a:b] for a, b in statement["content"]))


def pairs_of(codes: list[str]) -> frozenset[tuple[str, str]]:
    return frozenset((code[:-1], code[-1]) for code in codes)
