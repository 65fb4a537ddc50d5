"""The reader's network: a BERT-like encoder and light heads over word states.

    cues        per word: O, B, I
    roles       per (cue, word): O, B-source, I-source, B-content, I-content
    flat        per word: part of any statement's source, of any statement's content
    boilerplate per word: yes or no
    acts        per cue: the thirteen acts
    mentions    per word: O, B-, I- of each mention type
    chains      per pair of mentions: the later one refers to what the earlier one does

Roles are labelled once per cue, as arguments are in semantic role labelling (He et al. 2017):
spans of nested statements may share characters, a source may serve several cues, a content may
have several runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from data import ACTS
from dragoman.extract.trained.chains import DISTANCES, FEATURES

ROLES = ("O", "B-source", "I-source", "B-content", "I-content")
CUES = ("O", "B", "I")
MENTIONS = ("person", "organisation", "state", "place", "role", "outlet", "unnamed", "date")


@dataclass(frozen=True)
class Sizes:
    """Widths of the network; the encoder's are those of MiniLM-L6."""

    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    pair: int = 192  # width of the cue-word pair state
    context: int = 48  # channels of the convolutions over pair states
    reach: int = 7  # their kernels, in words
    dilations: tuple[int, ...] = (1, 3, 9)  # one convolution each: 79 words are seen together
    chain: int = 64  # width of the mention pair state
    distances: int = 41  # signed distance buckets, see decoding.distance_buckets
    paragraphs: int = 5  # signed paragraph difference, clipped to 2
    dropout: float = 0.1


class WordDropout(nn.Module):
    """Dropout with one mask per window, the same for all its pieces (Gal and Ghahramani 2016).

    Drawing a random number per piece and channel costs a CPU twice what the whole layer costs.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        """States (batch, pieces, width)."""
        if not self.training or not self.share:
            return states
        keep = torch.rand(states.shape[0], 1, states.shape[2]) >= self.share
        return states * (keep / (1 - self.share)).to(states.dtype)


class Layer(nn.Module):
    """One encoder layer (post-norm)."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.attention_heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.drop = WordDropout(sizes.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (batch, pieces, width); mask (batch, 1, 1, pieces), True where a piece is."""
        batch, length, width = states.shape
        q, k, v = self.qkv(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        states = self.norm1(
            states + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        )
        return self.norm2(states + self.drop(self.down(F.gelu(self.up(states)))))


class Encoder(nn.Module):
    """BERT's encoder; token type 0 is PolNeAR's annotation scheme, 1 ours."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.places = nn.Embedding(sizes.positions, sizes.width)
        self.schemes = nn.Embedding(2, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))

    def forward(self, ids: Tensor, schemes: Tensor, mask: Tensor) -> Tensor:
        """Word-piece states (batch, pieces, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.words(ids) + self.places(places) + self.schemes(schemes))
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        return states


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, sizes: Sizes | None = None) -> None:
        super().__init__()
        self.sizes = sizes = sizes or Sizes()
        self.encoder = Encoder(sizes)
        self.cues = nn.Linear(sizes.width, len(CUES))
        self.cue_side = nn.Linear(sizes.width, sizes.pair)
        self.word_side = nn.Linear(sizes.width, sizes.pair)
        self.distance = nn.Embedding(sizes.distances, sizes.pair)
        self.paragraph = nn.Embedding(sizes.paragraphs, sizes.pair)
        self.roles = nn.Linear(sizes.pair, len(ROLES))
        self.context_in = nn.Linear(sizes.pair, sizes.context)
        self.context = nn.ModuleList(
            nn.Conv1d(sizes.context, sizes.context, sizes.reach, padding="same", dilation=step)
            for step in sizes.dilations
        )
        self.context_out = nn.Linear(sizes.context, len(ROLES), bias=False)
        self.flat = nn.Linear(sizes.width, 2)
        self.boilerplate = nn.Linear(sizes.width, 1)
        self.act_cue = nn.Linear(sizes.width, sizes.pair)
        self.act_word = nn.Linear(sizes.width, sizes.pair)
        self.acts = nn.Linear(sizes.pair, len(ACTS))
        self.mentions = nn.Linear(sizes.width, 1 + 2 * len(MENTIONS))
        self.chain_left = nn.Linear(sizes.width, sizes.chain)
        self.chain_right = nn.Linear(sizes.width, sizes.chain)
        self.chain_distance = nn.Embedding(DISTANCES, sizes.chain)
        self.chain_features = nn.Linear(FEATURES, sizes.chain, bias=False)
        self.chain_out = nn.Linear(sizes.chain, 1, bias=False)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.paragraph.weight)

    def role_logits(
        self, cue: Tensor, words: Tensor, distance: Tensor, paragraph: Tensor, inside: Tensor
    ) -> Tensor:
        """Roles of each word given each cue: (cues, words, roles).

        cue (cues, pair): mean cue-side projection over the cue's words; words (cues, words, pair);
        distance and paragraph (cues, words): bucket numbers; inside (cues, words): whether there is
        a word.
        """
        pair = F.relu(cue[:, None] + words + self.distance(distance) + self.paragraph(paragraph))
        kept = inside[:, None]
        near = self.context_in(pair).transpose(1, 2) * kept
        for convolution in self.context:
            near = (near + F.relu(convolution(near))) * kept
        return self.roles(pair) + self.context_out(near.transpose(1, 2))

    def act_logits(self, cue: Tensor, content: Tensor) -> Tensor:
        """Acts (cues, acts) from mean projections of cue and content words, (cues, pair) each."""
        return self.acts(F.relu(cue + content))

    def chain_scores(
        self, left: Tensor, right: Tensor, distance: Tensor, features: Tensor
    ) -> Tensor:
        """Score of each (earlier, later) pair of mentions (pairs,); above 0: same thing."""
        pair = left + right + self.chain_distance(distance) + self.chain_features(features)
        return self.chain_out(F.relu(pair))[..., 0]


def from_minilm(folder: Path, sizes: Sizes | None = None) -> Reader:
    """A reader whose encoder holds the weights of all-MiniLM-L6-v2."""
    reader = Reader(sizes)
    old = load_file(folder / "model.safetensors")
    new: dict[str, Tensor] = {}
    for ours, theirs in {"words": "word", "places": "position", "schemes": "token_type"}.items():
        new[f"{ours}.weight"] = old[f"embeddings.{theirs}_embeddings.weight"]
    new["schemes.weight"] = new["schemes.weight"][:1].repeat(2, 1)  # both schemes start alike
    for part in ("weight", "bias"):
        new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
        for n in range(reader.sizes.layers):
            there, here = f"encoder.layer.{n}", f"layers.{n}"
            qkv = [old[f"{there}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            new[f"{here}.qkv.{part}"] = torch.cat(qkv)
            new[f"{here}.out.{part}"] = old[f"{there}.attention.output.dense.{part}"]
            new[f"{here}.norm1.{part}"] = old[f"{there}.attention.output.LayerNorm.{part}"]
            new[f"{here}.up.{part}"] = old[f"{there}.intermediate.dense.{part}"]
            new[f"{here}.down.{part}"] = old[f"{there}.output.dense.{part}"]
            new[f"{here}.norm2.{part}"] = old[f"{there}.output.LayerNorm.{part}"]
    reader.encoder.load_state_dict(new)
    return reader
