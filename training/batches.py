"""Annotated texts -> windows with labels -> padded batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from coreference import ChainMention, chain_mentions
from data import ACTS, Gold, Text
from dragoman.extract.trained.decoding import distance_buckets, word_offsets
from dragoman.extract.trained.pieces import CLS, PARAGRAPH, SEP, Ints, Pieces, split, windows
from mentions import labels as mention_labels

IGNORE = -100
Small = NDArray[np.int8]


@dataclass(slots=True)
class Prepared:
    """A text with word-level labels; `statements` are (cue, source, content, act) in word
    ranges."""

    text: Text
    pieces: Pieces
    cues: Ints
    boilerplate: Ints
    statements: list[tuple[tuple[int, int], tuple[int, int] | None, list[tuple[int, int]], int]]
    mentions: Ints
    chains: list[ChainMention]
    flat: Small  # (words, 2): in any statement's source, in any statement's content


@dataclass(slots=True)
class Row:
    """One cue of one window with the roles of the window's words."""

    cue: tuple[int, int]
    roles: Small
    distance: Small
    paragraph: Small
    act: int
    content: list[tuple[int, int]]


@dataclass(slots=True)
class Sample:
    """One window."""

    ids: Ints
    scheme: int
    heads: Ints
    cues: Ints
    boilerplate: Ints
    mentions: Ints
    flat: Small
    rows: list[Row]
    chains: list[ChainMention]


@dataclass(slots=True)
class Batch:
    """Padded tensors of several windows; `rows` are all their cues, `window` says whose each is."""

    ids: Tensor
    schemes: Tensor
    mask: Tensor
    heads: Tensor
    cues: Tensor
    boilerplate: Tensor
    mentions: Tensor
    flat: Tensor  # (windows, words, 2)
    window: Tensor
    cue_words: Tensor  # (rows, words): 1 / length of the cue on its words
    content_words: Tensor  # (rows, words): 1 / length of the content on its words
    roles: Tensor
    distance: Tensor
    paragraph: Tensor
    acts: Tensor
    chains: list[list[ChainMention]]


def prepare(text: Text, tokenizer: Tokenizer, states: frozenset[str] | None = None) -> Prepared:
    """Word labels of one text. Words of optional statements' cues are left out of the cue loss.

    `states` are names of states for the mention labels; None leaves mentions and chains unlabelled.
    """
    pieces = split(text.text, tokenizer)
    count = len(pieces.heads)
    cues = np.full(count, 0 if text.statements_known else IGNORE, np.int64)
    statements = []
    for gold in sorted(text.gold, key=lambda g: (g.optional, g.cue)):
        cue = pieces.words_in(*gold.cue)
        taken = cues[cue[0] : cue[1]]
        if cue[0] >= cue[1] or (taken > 0).any() or (taken == IGNORE).any():
            # a twin under the same cue, or overlapping cues: the first non-optional one stays
            continue
        cues[cue[0] : cue[1]] = IGNORE if gold.optional else 2
        cues[cue[0]] = IGNORE if gold.optional else 1
        statements.append(_ranges(gold, cue, pieces))
    boilerplate = np.full(count, IGNORE, np.int64)
    if text.boilerplate is not None:
        boilerplate[:] = 0
        for span in text.boilerplate:
            boilerplate[slice(*pieces.words_in(*span))] = 1
    labels = (
        np.full(count, IGNORE, np.int64) if states is None else mention_labels(text, pieces, states)
    )
    chains = [] if states is None else chain_mentions(text, pieces, labels)
    flat = np.zeros((count, 2), np.int8)
    for _, source, content, _ in statements:
        for column, spans in enumerate(([source] if source else [], content)):
            for start, end in spans:
                flat[start:end, column] = 1
    return Prepared(text, pieces, cues, boilerplate, statements, labels, chains, flat)


def _ranges(
    gold: Gold, cue: tuple[int, int], pieces: Pieces
) -> tuple[tuple[int, int], tuple[int, int] | None, list[tuple[int, int]], int]:
    source = pieces.words_in(*gold.source) if gold.source else None
    content = [pieces.words_in(*span) for span in gold.content]
    act = ACTS.index(gold.act) if gold.act in ACTS else IGNORE
    return cue, source, [c for c in content if c[0] < c[1]], act


def samples(
    item: Prepared, size: int, rng: random.Random, drop_marks: float = 0.1, overlap: int = 0
) -> Iterator[Sample]:
    """The windows of one text, cut at other places each time.

    Now and then the paragraph marks are dropped: many articles reach us as one line.
    """
    first = rng.randint(size // 3, size - 2)
    drop = rng.random() < drop_marks
    for start, end in windows(item.pieces, size - 2, overlap, first):
        low, high = (int(x) for x in np.searchsorted(item.pieces.heads, [start, end]))
        if low == high:
            continue
        ids = np.concatenate([[CLS], item.pieces.ids[start:end], [SEP]])
        heads = item.pieces.heads[low:high] - start + 1
        if drop:
            marks = ids == PARAGRAPH
            heads = heads - np.cumsum(marks)[heads]
            ids = ids[~marks]
        words = np.arange(low, high)
        rows = [
            _row(s, words, item.pieces, drop)
            for s in item.statements
            if s[0][0] >= low and s[0][1] <= high
        ]
        yield Sample(
            ids,
            item.text.scheme,
            heads,
            item.cues[low:high],
            item.boilerplate[low:high],
            item.mentions[low:high],
            item.flat[low:high],
            rows,
            [m.moved(low) for m in item.chains if m.start >= low and m.end <= high],
        )


def _row(
    statement: tuple[tuple[int, int], tuple[int, int] | None, list[tuple[int, int]], int],
    words: Ints,
    pieces: Pieces,
    flat: bool,
) -> Row:
    """Role labels of a window's words for one statement; content wins where it meets the source."""
    cue, source, content, act = statement
    low, high = int(words[0]), int(words[-1]) + 1
    roles = np.zeros(len(words), np.int64)
    inside = []
    for start, end, tag in ([(*source, 1)] if source else []) + [(*c, 3) for c in content]:
        a, b = max(start, low), min(end, high)
        if a >= b:
            continue
        roles[a - low : b - low] = tag + 1
        roles[a - low] = tag if a == start else tag + 1
        if tag == 3:
            inside.append((a - low, b - low))
    away = np.clip(pieces.paragraphs[words] - pieces.paragraphs[cue[0]], -2, 2) + 2
    distance = distance_buckets(word_offsets(words, *cue)).astype(np.int8)
    away = np.full_like(away, 2) if flat else away
    return Row(
        (cue[0] - low, cue[1] - low),
        roles.astype(np.int8),
        distance,
        away.astype(np.int8),
        act,
        inside,
    )


def collate(
    items: list[Sample], rng: random.Random, mask_share: float = 0.0, mask_id: int = 103
) -> Batch:
    """Pad. `mask_share` of the pieces are hidden, which regularises at no cost."""
    length = max(len(s.ids) for s in items)
    width = max(len(s.heads) for s in items)

    def padded(arrays: Sequence[Ints | Small], to: int, fill: int) -> Tensor:
        result = np.full(
            (len(arrays), to), fill, np.int64
        )  # samples keep small integers, tensors need long ones
        for n, array in enumerate(arrays):
            result[n, : len(array)] = array
        return torch.from_numpy(result)

    ids = padded([s.ids for s in items], length, 0)
    if mask_share:
        generator = torch.Generator().manual_seed(rng.getrandbits(31))
        hide = (torch.rand(ids.shape, generator=generator) < mask_share) & (ids > 103)
        ids = ids.masked_fill(hide, mask_id)
    flat = torch.zeros(len(items), width, 2)
    for n, s in enumerate(items):
        flat[n, : len(s.flat)] = torch.from_numpy(s.flat)
    rows = [(n, row) for n, s in enumerate(items) for row in s.rows]
    cue_words = torch.zeros(len(rows), width)
    content_words = torch.zeros(len(rows), width)
    for r, (_, row) in enumerate(rows):
        cue_words[r, row.cue[0] : row.cue[1]] = 1 / (row.cue[1] - row.cue[0])
        total = sum(b - a for a, b in row.content)
        for a, b in row.content:
            content_words[r, a:b] = 1 / total
    return Batch(
        ids,
        torch.tensor([[s.scheme] for s in items]).expand(-1, length),
        ids != 0,
        padded([s.heads for s in items], width, 0),
        padded([s.cues for s in items], width, IGNORE),
        padded([s.boilerplate for s in items], width, IGNORE),
        padded([s.mentions for s in items], width, IGNORE),
        flat,
        torch.tensor([n for n, _ in rows], dtype=torch.long),
        cue_words,
        content_words,
        padded([r.roles for _, r in rows], width, IGNORE),
        padded([r.distance for _, r in rows], width, 20),
        padded([r.paragraph for _, r in rows], width, 2),
        torch.tensor([r.act if r.content else IGNORE for _, r in rows], dtype=torch.long),
        [s.chains for s in items],
    )


def grouped(
    items: list[Prepared],
    size: int,
    pieces_per_batch: int,
    rng: random.Random,
    drop_marks: float = 0.1,
) -> list[list[Sample]]:
    """The windows of one pass over the texts in random order; windows of like length share a
    group."""
    pool = [s for item in items for s in samples(item, size, rng, drop_marks)]
    pool.sort(key=lambda s: len(s.ids) + rng.random() * 32)
    groups: list[list[Sample]] = [[]]
    for sample in pool:
        if (
            groups[-1]
            and (len(groups[-1]) + 1) * max(len(sample.ids), len(groups[-1][-1].ids))
            > pieces_per_batch
        ):
            groups.append([])
        groups[-1].append(sample)
    rng.shuffle(groups)
    return groups
