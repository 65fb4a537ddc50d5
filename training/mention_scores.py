"""Measures of mentions and chains on PolNeAR dev. The labels are silver: agreement, not truth."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tokenizers import Tokenizer

from coreference import ChainMention, chain_mentions
from data import load_polnear
from dragoman.extract.trained.finding import FoundMention
from dragoman.extract.trained.pieces import Ints, Pieces, split
from evaluate import ReadsText
from mentions import labels, state_names
from metrics import f1
from model import MENTIONS

Span = tuple[int, int]


def evaluate_mentions(reader: ReadsText, tokenizer: Tokenizer, shared: Path) -> dict[str, float]:
    """Exact mention F1 per type and overall, and B-cubed F1 of chains over the mentions that both
    have."""
    states = state_names(shared)
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    cubed: list[tuple[float, float]] = []
    for text in load_polnear(shared / "training/polnear-dev.jsonl"):
        pieces = split(text.text, tokenizer)
        tags = labels(text, pieces, states)
        wanted = _spans(tags, pieces)
        mentions = reader.find(text.text).mentions
        found = {(m.span, m.kind) for m in mentions if m.kind != "pronoun"}
        for kind in MENTIONS:
            w, f = ({x for x in items if x[1] == kind} for items in (wanted, found))
            for n, size in enumerate((len(w & f), len(f), len(w))):
                count[kind][n] += size
        cubed += _cubed(chain_mentions(text, pieces, tags), mentions, pieces)
    result = {kind: f1(*count[kind]) for kind in MENTIONS}
    result["all"] = f1(*(sum(c[n] for c in count.values()) for n in range(3)))
    precision, recall = (sum(x[n] for x in cubed) / max(1, len(cubed)) for n in (0, 1))
    return result | {"chains_b3": 2 * precision * recall / max(1e-9, precision + recall)}


def _spans(tags: Ints, pieces: Pieces) -> set[tuple[Span, str]]:
    found = set()
    for start in range(len(tags)):
        if tags[start] > 0 and tags[start] % 2 == 1:
            end = start + 1
            while end < len(tags) and tags[end] == tags[start] + 1:
                end += 1
            span = int(pieces.starts[start]), int(pieces.ends[end - 1])
            found.add((span, MENTIONS[(int(tags[start]) - 1) // 2]))
    return found


def _cubed(
    gold: list[ChainMention], found: list[FoundMention], pieces: Pieces
) -> list[tuple[float, float]]:
    """B-cubed precision and recall of each mention that both sides have; mentions alone are chains
    of one."""
    there = {
        (int(pieces.starts[m.start]), int(pieces.ends[m.end - 1])): m.chain
        if m.chain >= 0
        else -1 - n
        for n, m in enumerate(gold)
    }
    here = {m.span: m.chain if m.chain is not None else -1 - n for n, m in enumerate(found)}
    both = sorted(there.keys() & here.keys())
    result = []
    for span in both:
        mates = {s for s in both if there[s] == there[span]}
        guess = {s for s in both if here[s] == here[span]}
        result.append((len(mates & guess) / len(guess), len(mates & guess) / len(mates)))
    return result
