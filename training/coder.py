"""Train the coder: which concepts of a codebook a statement supports or opposes.

    python coder.py --out RUN [--layers 3] [--hold-out concepts|NEGOTIATION]

A prototypical network (Snell et al. 2017): one small encoder puts statements and the words that
define a concept (its text, its examples) into one space; a statement bears on a concept, with a
stance, as far as it is near to what defines that stance. So a codebook that training never saw
works without training anew, and an example that an analyst adds counts at once.

Data: our coded statements (../shared/training/annotated.jsonl, annotations/, codes/*.jsonl) and
codes/passages.jsonl. Whole articles are held out for the figures; `--hold-out concepts` takes a
fifth of the concepts of every codebook out of training, `--hold-out gaza` a whole negotiation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from coded import Concept, Item, codebooks, items
from data import SHARED
from dragoman.extract.trained.pieces import CLS, SEP, load_tokenizer
from fit import minilm, with_fast_environment
from graph import build
from model import Encoder, Sizes, from_minilm

STANCES = ("+", "-")
LONGEST = 96  # word pieces of a statement that are read


class Coder(nn.Module):
    """Encoder, mean of its states, and two numbers that turn nearness into a chance."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        reader = from_minilm(minilm(), Sizes(layers=layers))
        self.encoder: Encoder = reader.encoder
        self.scale = nn.Parameter(torch.tensor(12.0))
        self.shift = nn.Parameter(torch.tensor(-6.0))

    def embed(self, ids: Tensor) -> Tensor:
        """Unit vectors (texts, width) of padded piece ids (texts, pieces)."""
        mask = ids != 0
        states = self.encoder(ids, torch.zeros_like(ids), mask)
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(mean.float(), dim=-1)

    def logits(self, statements: Tensor, prototypes: Tensor, owner: Tensor, count: int) -> Tensor:
        """(statements, count): nearness to the nearest of each owner's prototypes."""
        near = statements @ prototypes.T
        best = near.new_full((len(statements), count), -1.0)
        best = best.scatter_reduce(1, owner.expand(len(statements), -1), near, "amax")
        return self.scale * best + self.shift


class Texts:
    """Texts to padded piece ids, each tokenized once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}

    def ids(self, texts: list[str]) -> Tensor:
        """(texts, longest)."""
        rows = []
        for text in texts:
            if text not in self.known:
                pieces = self.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST]
                self.known[text] = [CLS, *pieces, SEP]
            rows.append(self.known[text])
        width = max(map(len, rows))
        return torch.tensor([row + [0] * (width - len(row)) for row in rows])


def prototypes(
    concepts: list[Concept], rng: random.Random | None = None, most: int = 99
) -> tuple[list[str], list[int], list[tuple[str, str]]]:
    """Defining words, the number of their (concept, stance), and those pairs in order."""
    words: list[str] = []
    owner: list[int] = []
    pairs: list[tuple[str, str]] = []
    for concept in concepts:
        for stance, given in (("+", concept.support), ("-", concept.oppose)):
            chosen = rng.sample(given, min(most, len(given))) if rng else given
            words += chosen
            owner += [len(pairs)] * len(chosen)
            pairs.append((concept.id, stance))
    return words, owner, pairs


def train(
    train_items: list[Item], books: dict[str, list[Concept]], options: argparse.Namespace
) -> tuple[Coder, Texts]:
    """Train on statements in random groups, each against a sample of its codebook's concepts."""
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    texts = Texts(load_tokenizer(minilm() / "tokenizer.json"))
    model = Coder(options.layers).train()
    numbers = [model.scale, model.shift]
    rest = list(model.encoder.parameters())
    optimizer = torch.optim.AdamW(
        [{"params": rest, "lr": options.rate}, {"params": numbers, "lr": 0.02}], weight_decay=0.01
    )
    groups_per_epoch = len(train_items) // options.batch
    steps = groups_per_epoch * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 50, (steps - s) / steps)
    )
    by_book: dict[str, list[Item]] = {}
    for item in train_items:
        by_book.setdefault(item.codebook, []).append(item)
    for epoch in range(options.epochs):
        began, total = time.time(), 0.0
        batches = []
        for book, own in by_book.items():
            rng.shuffle(own)
            batches += [
                (book, own[i : i + options.batch]) for i in range(0, len(own), options.batch)
            ]
        rng.shuffle(batches)
        for book, batch in batches:
            needed = {c for item in batch for c, _ in item.codes}
            others = [c for c in books[book] if c.id not in needed]
            concepts = [c for c in books[book] if c.id in needed]
            concepts += rng.sample(others, min(len(others), max(4, 16 - len(concepts))))
            words, owner, pairs = prototypes(concepts, rng, 3)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = model.embed(texts.ids([item.text for item in batch]))
                meant = model.embed(texts.ids(words))
            logits = model.logits(said, meant, torch.tensor(owner), len(pairs))
            wanted = torch.tensor([[float(p in item.codes) for p in pairs] for item in batch])
            weight = 1 + 3 * wanted  # codes are rare
            loss = F.binary_cross_entropy_with_logits(logits, wanted, weight)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1} {time.time() - began:.0f}s loss {total / len(batches):.4f}",
            flush=True,
        )
    return model.eval(), texts


@torch.inference_mode()
def chances(
    model: Coder, texts: Texts, some: list[Item], concepts: list[Concept]
) -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Logits (items, pairs) of statements for all concepts of a codebook."""
    words, owner, pairs = prototypes(concepts)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        meant = torch.cat(
            [model.embed(texts.ids(words[i : i + 64])) for i in range(0, len(words), 64)]
        )
        said = torch.cat(
            [
                model.embed(texts.ids([x.text for x in some[i : i + 64]]))
                for i in range(0, len(some), 64)
            ]
        )
    return model.logits(said, meant, torch.tensor(owner), len(pairs)).numpy(), pairs


def told(
    logits: np.ndarray, pairs: list[tuple[str, str]], threshold: float
) -> list[set[tuple[str, str]]]:
    """Codes above a threshold; of a concept's two stances the likelier one."""
    found = []
    for row in logits:
        best: dict[str, tuple[float, str]] = {}
        for value, (concept, stance) in zip(row, pairs, strict=True):
            if value > threshold and value > best.get(concept, (-99.0, ""))[0]:
                best[concept] = (float(value), stance)
        found.append({(c, s) for c, (_, s) in best.items()})
    return found


def f1(
    found: list[set[tuple[str, str]]], some: list[Item], only: set[str] | None = None
) -> tuple[float, float, float]:
    """Micro precision, recall and F1 of (concept, stance)."""
    tp = fp = fn = 0
    for codes, item in zip(found, some, strict=True):
        a = {c for c in codes if not only or c[0] in only}
        b = {c for c in item.codes if not only or c[0] in only}
        tp, fp, fn = tp + len(a & b), fp + len(a - b), fn + len(b - a)
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return p, r, 2 * p * r / max(1e-9, p + r)


def main() -> None:
    """Train, choose the threshold on one part, tell figures on another."""
    with_fast_environment()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--export", type=Path, help="write the coder's folder there")
    parser.add_argument("--threshold", type=float, default=0.6, help="chance from which to code")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    books = codebooks()
    every = items(options.shared, {name: {c.id for c in book} for name, book in books.items()})
    held = {(name, c.id) for name, book in books.items() for c in book[2::5]}
    training, shown = split_for(every, options.hold_out, held)
    model, texts = train(training, without(books, options.hold_out, held), options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "coder.pt")
    shown_by_book = {}
    only = held if options.hold_out == "concepts" else None
    for name, book in books.items():
        parts = [[x for x in part if x.codebook == name] for part in shown]
        if all(parts):
            shown_by_book[name] = measured(model, texts, book, parts, name, only)
            print(name, shown_by_book[name], flush=True)
    (options.out / "figures.json").write_text(json.dumps(shown_by_book, indent=1), "utf-8")
    if options.export:
        export(model, options.export, options.layers, options.threshold, shown_by_book)


def export(model: Coder, out: Path, layers: int, threshold: float, figures: dict[str, str]) -> None:
    """Write the coder's folder: the encoder in 8 bits, the numbers, the card."""
    state = {name: value.detach().numpy() for name, value in model.encoder.state_dict().items()}
    width = model.encoder.norm.weight.shape[0]
    same = (np.eye(width, dtype=np.float32), np.zeros(width, np.float32))
    out.mkdir(parents=True, exist_ok=True)
    graph = build(state, same, layers, Sizes().attention_heads, "dynamic")
    onnx.save(graph, out / "model.onnx")
    labels = {
        "version": "1",
        "longest": LONGEST,
        "scale": float(model.scale.detach()),
        "shift": float(model.shift.detach()),
        "threshold": threshold,
    }
    (out / "labels.json").write_text(json.dumps(labels, indent=1), "utf-8")
    card = {
        "version": "1",
        "encoder": f"the first {layers} layers of all-MiniLM-L6-v2 (Apache-2.0), fine-tuned",
        "data": "coded statements of our annotations and passages: training/codes/README.md",
        "held out articles": figures,
        "limits": "English only. Concepts it has not seen are found less surely.",
        "reproduce": "training/coder.py",
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1), "utf-8")


def split_for(
    every: list[Item], hold_out: str, held: set[tuple[str, str]]
) -> tuple[list[Item], tuple[list[Item], list[Item]]]:
    """Statements to train on; statements to choose a threshold on and to measure on, by article.

    Passages are only trained on; none that bears on a held-out concept or negotiation is.
    """
    tenth = {x.group: int(hashlib.sha256(x.group.encode()).hexdigest(), 16) % 10 for x in every}
    training, choose, measure = [], [], []
    for item in every:
        passage = item.group.startswith("passage")
        if passage or tenth[item.group] > 1:
            away = hold_out == item.codebook
            away |= hold_out == "concepts" and any(
                (item.codebook, c) in held for c, _ in item.codes
            )
            if not away:
                training.append(item)
        else:
            (choose if tenth[item.group] else measure).append(item)
    coded = sum(bool(x.codes) for x in every)
    print(f"{len(every)} statements, {coded} coded; {len(training)} to train on", flush=True)
    return training, (choose, measure)


def without(
    books: dict[str, list[Concept]], hold_out: str, held: set[tuple[str, str]]
) -> dict[str, list[Concept]]:
    """The codebooks that training sees."""
    if hold_out != "concepts":
        return books
    return {name: [c for c in book if (name, c.id) not in held] for name, book in books.items()}


def measured(
    model: Coder,
    texts: Texts,
    book: list[Concept],
    parts: list[list[Item]],
    name: str,
    only: set[tuple[str, str]] | None,
) -> str:
    """Figures on the second part with the threshold that is best on the first, and with 0."""
    choose, measure = parts
    wanted = {c for n, c in only if n == name} if only else None
    logits, pairs = chances(model, texts, choose, book)
    curve = {t: f1(told(logits, pairs, t), choose, wanted)[2] for t in np.arange(-3, 3, 0.25)}
    best = max(curve, key=lambda t: curve[t])
    logits, pairs = chances(model, texts, measure, book)
    rows = [f"{len(measure)} statements"]
    for threshold in (best, 0.0):
        values = f1(told(logits, pairs, threshold), measure, wanted)
        rows.append(f"at {threshold:+.2f}: P R F1 " + " ".join(f"{x:.3f}" for x in values))
    return "; ".join(rows)


if __name__ == "__main__":
    main()
