"""Training side of chains.py: gold antecedents from PolNeAR's silver and GUM's gold coreference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from data import Text
from dragoman.extract.trained.chains import (
    PRONOUNS,
    REACH,
    content_words,
    distance_buckets,
    feature_table,
)
from dragoman.extract.trained.pieces import Ints, Pieces
from model import Reader

_KINDS = {"person", "organization", "place"}  # GUM's types that come closest to ours


@dataclass(frozen=True, slots=True)
class ChainMention:
    """A mention in word positions, with the number of its chain (-1: none)."""

    start: int
    end: int
    chain: int
    key: tuple[str, ...]

    def moved(self, by: int) -> ChainMention:
        """The same in a window that starts at word `by`."""
        return ChainMention(self.start - by, self.end - by, self.chain, self.key)


def chain_mentions(text: Text, pieces: Pieces, labels: Ints) -> list[ChainMention]:
    """Mentions as they are found at run time (labelled ones and pronouns), with their chains."""
    if text.chains is None:
        return []
    words = [text.text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    chain_of: dict[tuple[int, int], int] = {}
    ends: dict[int, int] = {}
    for number, chain in enumerate(text.chains):
        for start, end in chain if len(chain) > 1 else []:
            a, b = pieces.words_in(start, end)
            while b > a + 1 and words[b - 1] in {"'", "’", "s"}:
                b -= 1
            chain_of[a, b] = number
            if b - a <= 8:
                ends.setdefault(b, number)
    spans = _labelled(labels) if (labels >= 0).any() else _entities(text, pieces)
    spans |= {(n, n + 1) for n, word in enumerate(words) if word.casefold() in PRONOUNS}
    return [
        ChainMention(a, b, chain_of.get((a, b), ends.get(b, -1)), tuple(content_words(words[a:b])))
        for a, b in sorted(spans)
    ]


def _labelled(labels: Ints) -> set[tuple[int, int]]:
    """Word ranges of the mentions in BIO labels."""
    found = set()
    for start in np.flatnonzero((labels > 0) & (labels % 2 == 1)):
        end = int(start) + 1
        while end < len(labels) and labels[end] == labels[start] + 1:
            end += 1
        found.add((int(start), end))
    return found


def _entities(text: Text, pieces: Pieces) -> set[tuple[int, int]]:
    """GUM's actors and places of up to six words."""
    spans = (
        pieces.words_in(start, end) for start, end, kind in text.entities or [] if kind in _KINDS
    )
    return {(a, b) for a, b in spans if 0 < b - a <= 6}


def chain_loss(model: Reader, words: Tensor, windows: list[list[ChainMention]]) -> Tensor | None:
    """Mean negative log probability of the gold antecedents (or of none), per mention.

    words (windows, words, width) are encoder states.
    """
    total, count = [], 0
    for states, mentions in zip(words, windows, strict=True):
        if len(mentions) < 2:
            continue
        weights = torch.zeros(len(mentions), len(states))
        for n, mention in enumerate(mentions):
            weights[n, mention.start : mention.end] = 1 / (mention.end - mention.start)
        means = weights @ states.float()
        total.append(_window_loss(model, means, mentions))
        count += len(mentions)
    return torch.stack(total).sum() / count if total else None


def _window_loss(model: Reader, means: Tensor, mentions: list[ChainMention]) -> Tensor:
    count = len(mentions)
    later, earlier = np.tril_indices(count, -1)
    near = later - earlier <= REACH
    later, earlier = later[near], earlier[near]
    features = torch.from_numpy(feature_table([list(m.key) for m in mentions])[earlier, later])
    scores = model.chain_scores(
        model.chain_left(means)[earlier],
        model.chain_right(means)[later],
        torch.from_numpy(distance_buckets(later - earlier)),
        features,
    )
    table = torch.full((count, count + 1), -1e4)
    table[:, count] = 0  # no antecedent
    table = table.index_put((torch.from_numpy(later), torch.from_numpy(earlier)), scores.float())
    chains = torch.tensor([m.chain for m in mentions])
    same = (chains[:, None] == chains[None, :]) & (chains[:, None] >= 0)
    same = same.tril(-1)
    right = torch.cat([same, ~same.any(1, keepdim=True)], 1)
    return -(F.log_softmax(table, -1).masked_fill(~right, -1e4).logsumexp(-1)).sum()
