"""Train the coder: the act of a statement, and which concepts it supports or opposes.

    python coder.py --out MEAN --average RUN RUN       # mean of the weights of runs
    python coder.py --out RUN [--layers 6] [--hold-out concepts|NEGOTIATION]

One small encoder puts statements and the words that define a concept (its text, its examples) into
one space; a statement bears on a concept, with a stance, as far as it is near to what defines that
stance (a prototypical network, Snell et al. 2017). So a codebook that training never saw works
without training anew, and an example that an analyst adds counts at once. What training saw of a
concept of the shipped codebooks is a correction that is added where that concept is used; in
training it is left out of most batches, so that nearness alone must do too. Acts are read from the
same vector.

Data: our labelled statements (../shared/training/annotated.jsonl, annotations/, codes/). Whole
articles are held out for the figures; `--hold-out concepts` takes a fifth of the concepts of every
codebook out of training, `--hold-out gaza` a whole negotiation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import Tensor

from coded import Concept, Item, codebooks, items
from coder_model import BEFORE, LONGEST, Coder, Pair, Texts, chances, means, prototypes
from data import ACTS, SHARED, part
from dragoman.extract.trained.pieces import load_tokenizer
from dragoman.extract.wording import concept_key
from dragoman.record import Stance
from fit import minilm, with_fast_environment
from graph import build
from model import Sizes

VERSION = "4"  # of the model; raised when another one is shipped
DEFAULT_ACT_WEIGHT = 0.2
OWN_WEIGHT = (
    0.5  # of an act in a statement of our own, where acts are spread more evenly than in news
)
WITHOUT_LEARNED = 0.7


def batches(data: list[Item], texts: Texts, size: int, rng: random.Random) -> list[list[Item]]:
    """Batches of one codebook each, of statements of like length, in random order."""
    found = []
    for book in sorted({item.codebook for item in data}):
        own = [item for item in data if item.codebook == book]
        own.sort(key=lambda item: len(texts.row(item.words)[0]) + 8 * rng.random())
        found += [own[i : i + size] for i in range(0, len(own), size)]
    rng.shuffle(found)
    return found


def act_loss(model: Coder, said: Tensor, batch: list[Item]) -> Tensor:
    """Cross-entropy of the acts that are labelled; 0 where none is."""
    known = [n for n, item in enumerate(batch) if item.act]
    if not known:
        return said.new_zeros(())
    wanted = torch.tensor([ACTS.index(batch[n].act) for n in known])
    weight = torch.tensor(
        [OWN_WEIGHT if batch[n].group.startswith("passage") else 1.0 for n in known]
    )
    losses = F.cross_entropy(model.acts(said[known]), wanted, reduction="none")
    return (losses * weight).sum() / len(batch)


def code_loss(
    model: Coder,
    texts: Texts,
    said: Tensor,
    batch: list[Item],
    concepts: list[Concept],
    rng: random.Random,
) -> Tensor:
    """Cross-entropy of (concept, stance) against a sample of the codebook."""
    needed = {c for item in batch for c, _ in item.codes}
    others = [c for c in concepts if c.id not in needed]
    chosen = [c for c in concepts if c.id in needed]
    chosen += rng.sample(others, min(len(others), max(4, 14 - len(chosen))))
    words, owner, pairs = prototypes(chosen, rng, 2)
    meant = model.mean(*texts.ids(words))
    full = rng.random() >= WITHOUT_LEARNED
    logits = model.logits(said, meant, torch.tensor(owner), batch[0].codebook, pairs, full)
    wanted = torch.tensor([[float(p in item.codes) for p in pairs] for item in batch])
    weight = 1 + 3 * wanted  # codes are rare
    return F.binary_cross_entropy_with_logits(logits, wanted, weight)


def untrained(books: dict[str, list[Concept]], layers: int) -> Coder:
    """A coder that knows the concepts of codebooks by name."""
    known = [(book, p) for book, concepts in books.items() for p in prototypes(concepts)[2]]
    return Coder(layers, known)


def averaged(runs: list[Path], books: dict[str, list[Concept]], layers: int) -> tuple[Coder, Texts]:
    """The mean of the weights of runs, which all start from MiniLM (Wortsman et al. 2022)."""
    states = [torch.load(run / "coder.pt", weights_only=True) for run in runs]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    model = untrained(books, layers)
    model.load_state_dict(mean)
    return model.eval(), Texts(load_tokenizer(minilm() / "tokenizer.json"))


def train(
    data: list[Item], books: dict[str, list[Concept]], options: argparse.Namespace
) -> tuple[Coder, Texts]:
    """Train on statements in random groups, each against a sample of its codebook's concepts."""
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    texts = Texts(load_tokenizer(minilm() / "tokenizer.json"))
    model = untrained(books, options.layers).train()
    slow = list(model.encoder.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": slow, "lr": options.rate},
            {"params": [model.scale, model.shift], "lr": 0.02},
            {"params": model.acts.parameters(), "lr": 10 * options.rate},
            {"params": [model.learned.weight], "lr": 5 * options.rate, "weight_decay": 0.3},
        ],
        weight_decay=0.01,
    )
    epochs = [batches(data, texts, options.batch, rng) for _ in range(options.epochs)]
    steps = sum(map(len, epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 100, max(0.0, (steps - s) / steps))
    )
    for number, epoch in enumerate(epochs):
        began, codes, acts = time.time(), 0.0, 0.0
        for batch in epoch:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = model.mean(*texts.ids([item.words for item in batch]))
                of_acts = options.act_weight * act_loss(model, said, batch)
                book = books.get(batch[0].codebook)
                of_codes = (
                    code_loss(model, texts, said, batch, book, rng) if book else said.new_zeros(())
                )
            optimizer.zero_grad(set_to_none=True)
            (of_acts + of_codes).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            codes, acts = codes + of_codes.item(), acts + of_acts.item()
        count = len(epoch)
        print(
            f"epoch {number + 1} {time.time() - began:.0f}s codes {codes / count:.4f}"
            f" acts {acts / count:.4f}",
            flush=True,
        )
    return model.eval(), texts


def told(logits: np.ndarray, pairs: list[Pair], threshold: float) -> list[set[tuple[str, str]]]:
    """Codes above a threshold; of a concept's two stances the likelier one."""
    found = []
    for row in logits:
        best: dict[str, tuple[float, str]] = {}
        for value, (concept, stance) in zip(row, pairs, strict=True):
            if value > threshold and value > best.get(concept, (-99.0, ""))[0]:
                best[concept] = (float(value), stance)
        found.append({(c, s) for c, (_, s) in best.items()})
    return found


def counts(
    found: list[set[Pair]], some: list[Item], only: set[str] | None = None
) -> tuple[int, int, int]:
    """(concept, stance) found and right, found and wrong, missed; of some concepts only."""
    right = wrong = missed = 0
    for codes, item in zip(found, some, strict=True):
        a = {c for c in codes if not only or c[0] in only}
        b = {c for c in item.codes if not only or c[0] in only}
        right, wrong, missed = right + len(a & b), wrong + len(a - b), missed + len(b - a)
    return right, wrong, missed


def f1(counted: Sequence[int]) -> tuple[float, float, float]:
    """Micro precision, recall and F1."""
    right, wrong, missed = counted
    return (
        right / max(1, right + wrong),
        right / max(1, right + missed),
        2 * right / max(1, 2 * right + wrong + missed),
    )


def main() -> None:
    """Train, choose the threshold on one part, tell figures on another."""
    with_fast_environment()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--act-weight", type=float, default=DEFAULT_ACT_WEIGHT)
    parser.add_argument("--average", type=Path, nargs="*", help="runs; trains nothing itself")
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--more", type=Path, help="labelled statements outside the repository")
    parser.add_argument("--export", type=Path, help="write the coder's folder there")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    books = codebooks()
    known = {name: {c.id for c in book} for name, book in books.items()}
    every = items(options.shared, known, options.more)
    held = {(name, c.id) for name, book in books.items() for c in book[2::5]}
    training, choose, measure = split_for(every, options.hold_out, held)
    if options.average:
        model, texts = averaged(options.average, books, options.layers)
    else:
        model, texts = train(training, without(books, options.hold_out, held), options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "coder.pt")
    only = held if options.hold_out == "concepts" else None
    thresholds, figures = measured(model, texts, books, choose, measure, only)
    figures["acts"] = acts_measured(model, texts, measure)
    print(json.dumps(figures, indent=1), flush=True)
    (options.out / "figures.json").write_text(json.dumps(figures, indent=1), "utf-8")
    if options.export:
        export(model, options.export, options.layers, books, thresholds, figures)


def export(
    model: Coder,
    out: Path,
    layers: int,
    books: dict[str, list[Concept]],
    threshold: float,
    figures: dict[str, str],
    how: str = "fine-tuned; training/coder.py",
) -> None:
    """Write the coder's folder: the encoder in 8 bits, the heads, the numbers, the card."""
    state = {name: value.detach().numpy() for name, value in model.encoder.state_dict().items()}
    width = model.encoder.norm.weight.shape[0]
    same = (np.eye(width, dtype=np.float32), np.zeros(width, np.float32))
    out.mkdir(parents=True, exist_ok=True)
    graph = build(state, same, layers, Sizes().attention_heads, "dynamic")
    onnx.save(graph, out / "model.onnx")
    text = {(book, c.id): c.support[0] for book, concepts in books.items() for c in concepts}
    named = {"+": Stance.SUPPORT, "-": Stance.OPPOSE}
    keys = [concept_key(c, text[book, c], named[stance]) for book, (c, stance) in model.place]
    np.savez_compressed(
        out / "heads.npz",
        act_weights=model.acts.weight.detach().numpy().astype(np.float16),
        act_bias=model.acts.bias.detach().numpy(),
        keys=np.array(keys, np.int64),
        learned=model.learned.weight.detach().numpy().astype(np.float16),
    )
    labels = {
        "version": VERSION,
        "before": BEFORE,
        "longest": LONGEST,
        "scale": float(model.scale.detach()),
        "shift": float(model.shift.detach()),
        "threshold": round(float(1 / (1 + np.exp(-threshold))), 3),
        "calibration": [1.0, 0.0],  # code_confidence.py fits it
    }
    (out / "labels.json").write_text(json.dumps(labels, indent=1), "utf-8")
    card = {
        "version": VERSION,
        "encoder": f"{layers} layers of all-MiniLM-L6-v2 (Apache-2.0), {how}; 8 bits",
        "data": "labelled statements of our annotations, our own and public pages:"
        " training/codes/README.md",
        "held out articles": figures,
        "limits": "English only. Concepts it has not seen are found less surely.",
        "reproduce": "training/README.md",
        "sha256": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "heads.npz", "labels.json")
        },
    }
    (out / "card.json").write_text(json.dumps(card, indent=1), "utf-8")


def split_for(
    every: list[Item], hold_out: str, held: set[tuple[str, str]]
) -> tuple[list[Item], list[Item], list[Item]]:
    """Statements to train on, to choose a threshold on and to measure on, by article.

    Statements of our own and those from the web, of which more have codes than news has, are only
    trained on; none that bears on a held-out concept or negotiation is.
    """
    parts: dict[str, list[Item]] = {"develop": [], "choose": [], "measure": []}
    for item in every:
        only = item.group.startswith(("passage", "http"))
        where = "develop" if only else part(item.group)
        away = hold_out == item.codebook and bool(hold_out)
        away |= hold_out == "concepts" and any((item.codebook, c) in held for c, _ in item.codes)
        if where != "develop" or not away:
            parts[where].append(item)
    coded = sum(bool(x.codes) for x in every)
    print(
        f"{len(every)} statements, {coded} coded; {len(parts['develop'])} to train on", flush=True
    )
    return parts["develop"], parts["choose"], parts["measure"]


def without(
    books: dict[str, list[Concept]], hold_out: str, held: set[tuple[str, str]]
) -> dict[str, list[Concept]]:
    """The codebooks that training sees."""
    if hold_out != "concepts":
        return {name: book for name, book in books.items() if name != hold_out}
    return {name: [c for c in book if (name, c.id) not in held] for name, book in books.items()}


def measured(
    model: Coder,
    texts: Texts,
    books: dict[str, list[Concept]],
    choose: list[Item],
    measure: list[Item],
    only: set[tuple[str, str]] | None,
) -> tuple[float, dict[str, str]]:
    """The threshold (a logit) that is best on the statements to choose on, over all codebooks; the
    figures on those to measure on by codebook."""

    def read(some: list[Item]) -> dict[str, tuple[list[Item], np.ndarray, list[Pair]]]:
        by_book = {name: [x for x in some if x.codebook == name] for name in books}
        return {
            name: (own, *chances(model, texts, own, books[name]))
            for name, own in by_book.items()
            if own
        }

    wanted = {
        name: {c for n, c in only if n == name} if only is not None else None for name in books
    }
    chosen, curve = read(choose), {}
    for t in np.arange(-3, 3, 0.25):
        counted = [
            counts(told(logits, pairs, t), own, wanted[name])
            for name, (own, logits, pairs) in chosen.items()
        ]
        curve[float(t)] = f1(np.sum(counted, axis=0))[2]
    best = max(curve, key=lambda t: curve[t])
    figures = {"threshold": f"{best:+.2f}, F1 {curve[best]:.3f} where it was chosen"}
    for name, (own, logits, pairs) in read(measure).items():
        values = f1(counts(told(logits, pairs, best), own, wanted[name]))
        figures[name] = f"{len(own)} statements: P R F1 " + " ".join(f"{x:.3f}" for x in values)
    return best, figures


def acts_measured(model: Coder, texts: Texts, measure: list[Item]) -> str:
    """Accuracy of the acts by the coder alone."""
    known = [x for x in measure if x.act]
    with torch.inference_mode():
        read = model.acts(means(model, texts, [x.words for x in known])).argmax(-1).tolist()
    right = sum(ACTS[n] == x.act for n, x in zip(read, known, strict=True))
    return f"{len(known)} statements: accuracy {right / len(known):.3f}"


if __name__ == "__main__":
    main()
