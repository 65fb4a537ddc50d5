"""The coder's network: an encoder of statements and of the words that define concepts."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from coded import Concept, Item
from data import ACTS
from dragoman.extract.wording import Wording, encoded, wording
from fit import minilm
from model import Encoder, Sizes, from_minilm

STANCES = ("+", "-")
LONGEST = 96  # word pieces of a content that are read
BEFORE = 24  # word pieces of source and cue that are read

Pair = tuple[str, str]


class Coder(nn.Module):
    """Encoder, mean of its states, two numbers that turn nearness into a chance, and heads."""

    def __init__(self, layers: int, known: Sequence[tuple[str, Pair]] = ()) -> None:
        """`known`: (codebook, (concept, stance)) of all that training sees."""
        super().__init__()
        reader = from_minilm(minilm(), Sizes(layers=layers))
        self.encoder: Encoder = reader.encoder
        width = self.encoder.norm.weight.shape[0]
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.shift = nn.Parameter(torch.tensor(-6.0))
        self.acts = nn.Linear(width, len(ACTS))
        self.place = {pair: n for n, pair in enumerate(known)}
        self.learned = nn.Embedding(len(known), width + 1)
        nn.init.zeros_(self.learned.weight)

    def mean(self, ids: Tensor, parts: Tensor) -> Tensor:
        """Mean states (texts, width) of padded piece ids and their parts (texts, pieces)."""
        mask = ids != 0
        states = self.encoder(ids, parts, mask)
        return ((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)).float()

    def logits(
        self, said: Tensor, meant: Tensor, owner: Tensor, book: str, pairs: list[Pair], full: bool
    ) -> Tensor:
        """(statements, pairs): nearness to the nearest of each pair's words; `full` corrects it."""
        near = F.normalize(said, dim=-1) @ F.normalize(meant, dim=-1).T
        best = near.new_full((len(said), len(pairs)), -1.0)
        best = best.scatter_reduce(1, owner.expand(len(said), -1), near, "amax")
        result = self.scale * best + self.shift
        places = [self.place.get((book, pair)) for pair in pairs]
        if full and None not in places:
            learned = self.learned(torch.tensor(places))
            result = result + said @ learned[:, :-1].T + learned[:, -1]
        return result


class Texts:
    """Texts to padded piece ids and parts, each tokenized once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[Wording, tuple[list[int], list[int]]] = {}

    def row(self, words: Wording) -> tuple[list[int], list[int]]:
        """Piece ids of one text, and which part each belongs to."""
        if words not in self.known:
            self.known[words] = encoded(self.tokenizer, words, BEFORE, LONGEST)
        return self.known[words]

    def ids(self, texts: Sequence[Wording]) -> tuple[Tensor, Tensor]:
        """Ids and parts, (texts, longest) each."""
        rows = [self.row(text) for text in texts]
        width = max(len(ids) for ids, _ in rows)
        padded = [
            [row + [0] * (width - len(row)) for row in half] for half in zip(*rows, strict=True)
        ]
        return torch.tensor(padded[0]), torch.tensor(padded[1])


def prototypes(
    concepts: list[Concept], rng: random.Random | None = None, most: int = 99
) -> tuple[list[Wording], list[int], list[Pair]]:
    """Defining words, the number of their (concept, stance), and those pairs in order."""
    words: list[Wording] = []
    owner: list[int] = []
    pairs: list[Pair] = []
    for concept in concepts:
        for stance, given in (("+", concept.support), ("-", concept.oppose)):
            chosen = rng.sample(given, min(most, len(given))) if rng else given
            words += [wording("", "", text) for text in chosen]
            owner += [len(pairs)] * len(chosen)
            pairs.append((concept.id, stance))
    return words, owner, pairs


@torch.inference_mode()
def means(model: Coder, texts: Texts, words: Sequence[Wording]) -> Tensor:
    """Mean states (words, width)."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return torch.cat(
            [model.mean(*texts.ids(words[i : i + 64])) for i in range(0, len(words), 64)]
        )


@torch.inference_mode()
def chances(
    model: Coder, texts: Texts, some: list[Item], concepts: list[Concept]
) -> tuple[np.ndarray, list[Pair]]:
    """Logits (items, pairs) of statements for all concepts of a codebook."""
    words, owner, pairs = prototypes(concepts)
    said = means(model, texts, [item.words for item in some])
    meant = means(model, texts, words)
    logits = model.logits(said, meant, torch.tensor(owner), some[0].codebook, pairs, True)
    return logits.numpy(), pairs
