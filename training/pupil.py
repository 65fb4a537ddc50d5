"""Teach a smaller coder what a larger one makes of texts.

    python pupil.py --teacher FOLDER --out RUN [--layers 3] [--export FOLDER]

The pupil's encoder learns to give the teacher's vectors, so that the teacher's heads, the words
that count beside them and all thresholds go on to hold (distillation of a sentence encoder, Reimers
and Gurevych 2020; layers taken from the teacher, Sanh et al. 2019). Labels are not needed for it:
statements of PolNeAR and sentences of all our English articles teach, besides what is labelled.
Neither gold/dev nor articles that are measured on do.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor

from coded import codebooks, items
from coder import acts_measured, export, measured, split_for, untrained
from coder_model import Coder, Texts, means, prototypes
from data import SHARED, lines, load_polnear, part
from dragoman.extract.embedder import Embedder
from dragoman.extract.trained.pieces import load_tokenizer
from dragoman.extract.wording import Wording, wording
from fit import minilm, with_fast_environment

ACT_WEIGHT = 0.05
"""Of the acts' divergence from the teacher's beside the distance of the vectors."""


def weights_of(folder: Path) -> dict[str, Tensor]:
    """An exported encoder's weights under PyTorch's names: what graph.py wrote, read back."""
    graph = onnx.load(folder / "model.onnx").graph
    given = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {}
    for name, array in given.items():
        own = re.sub(r"^layer(\d+)", r"layers.\1", name)
        if name == "pieces_table.q":
            found["words.weight"] = array * given["pieces_table.s"]
        elif name.endswith(".q"):
            found[own[:-2] + ".weight"] = (array * given[name[:-2] + ".s"]).T
        elif name.endswith(".bias"):  # of the product before a norm, which adds it
            product = "out" if ".norm1." in own else "down"
            found[own.rsplit(".", 2)[0] + f".{product}.bias"] = array
        elif re.fullmatch(r"(layer\d+\.\w+|norm|schemes|places)\.[wb]", name):
            found[own[:-2] + (".weight" if name.endswith("w") else ".bias")] = array
    return {name: torch.tensor(np.ascontiguousarray(array)) for name, array in found.items()}


def coder_of(teacher: Embedder, layers: int = 0) -> Coder:
    """The teacher with so many of its layers, evenly taken; 0: all of them."""
    books = codebooks()
    state = weights_of(teacher.folder)
    deep = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    layers = layers or deep
    taken = [round(n * (deep - 1) / max(1, layers - 1)) for n in range(layers)]
    own = {name: value for name, value in state.items() if not name.startswith("layers.")}
    for n, there in enumerate(taken):
        at = f"layers.{there}."
        own |= {f"layers.{n}.{k.removeprefix(at)}": v for k, v in state.items() if k.startswith(at)}
    model = untrained(books, layers)
    model.encoder.load_state_dict(own)
    heads = teacher.heads
    with torch.no_grad():
        model.acts.weight.copy_(torch.tensor(heads["act_weights"].astype(np.float32)))
        model.acts.bias.copy_(torch.tensor(heads["act_bias"]))
        model.learned.weight.copy_(torch.tensor(heads["learned"].astype(np.float32)))
        model.scale.fill_(teacher.labels["scale"])
        model.shift.fill_(teacher.labels["shift"])
    return model


def lessons(shared: Path, rng: random.Random) -> list[Wording]:
    """All texts that teach, each once."""
    known = {name: {c.id for c in book} for name, book in codebooks().items()}
    taught = [i.words for i in items(shared, known) if part(i.group) not in ("measure", "choose")]
    taught += [w for book in codebooks().values() for w in prototypes(book)[0]] * 2
    for name in ("polnear-train", "polnear-dev"):
        for text in load_polnear(shared / f"training/{name}.jsonl"):
            for gold in text.gold:
                source = text.text[slice(*gold.source)] if gold.source else ""
                cue = "" if gold.cue == gold.source else text.text[slice(*gold.cue)]
                said = " ".join(text.text[a:b] for a, b in gold.content)
                taught.append(wording(source, cue, said))
    # Terms of plans are read without who says them, and are short.
    bare = [w.content for w in taught if w.before]
    bare += [part for text in bare for part in re.split(r"[,;:] ", text) if len(part.split()) >= 2]
    taught += [wording("", "", text) for text in [*bare, *_sentences(shared)]]
    taught = sorted(set(taught))
    rng.shuffle(taught)
    return taught


def _sentences(shared: Path) -> Iterator[str]:
    """Sentences of the English articles of the corpora that nothing is measured on."""
    held = {
        one["doc"].removesuffix(".txt")
        for one in json.loads((shared / "gold/dev.json").read_text("utf-8"))
    }
    for path in sorted((shared / "corpora").glob("*.jsonl")):
        for article in lines(path):
            away = article["id"] in held or part(article["id"]) in ("measure", "choose")
            if article.get("lang") == "en" and not away:
                for sentence in re.split(r"(?<=[.!?])[\"”’]?\s+|\n+", article["text"]):
                    if 5 <= len(sentence.split()) <= 70:
                        yield sentence


def teach(
    model: Coder, teacher: Coder, taught: list[Wording], options: argparse.Namespace
) -> Texts:
    """Move the pupil's vectors to the teacher's; its heads stay."""
    texts = Texts(load_tokenizer(minilm() / "tokenizer.json"))
    began = time.time()
    order = sorted(range(len(taught)), key=lambda n: len(texts.row(taught[n])[0]))
    wanted = torch.empty(len(taught), model.encoder.norm.weight.shape[0])
    wanted[order] = means(teacher, texts, [taught[n] for n in order])
    print(f"{len(taught)} texts read by the teacher in {time.time() - began:.0f}s", flush=True)
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    model.train()
    heads = [model.acts.weight, model.acts.bias, model.learned.weight, model.scale, model.shift]
    for parameter in heads:
        parameter.requires_grad_(False)
    size, scale = options.batch, wanted.square().sum(-1).mean()
    epochs = []
    for _ in range(options.epochs):
        order = sorted(
            range(len(taught)), key=lambda n: len(texts.row(taught[n])[0]) + 6 * rng.random()
        )
        groups = [order[i : i + size] for i in range(0, len(order), size)]
        rng.shuffle(groups)
        epochs.append(groups)
    steps = sum(map(len, epochs))
    optimizer = torch.optim.AdamW(model.encoder.parameters(), lr=options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / 200, max(0.0, (steps - s) / steps))
    )
    for number, groups in enumerate(epochs):
        began, far, apart = time.time(), 0.0, 0.0
        for at, group in enumerate(groups):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                said = model.mean(*texts.ids([taught[n] for n in group]))
            goal = wanted[group]
            distance = (said - goal).square().sum(-1).mean() / scale
            acts = F.kl_div(
                F.log_softmax(model.acts(said), -1),
                F.log_softmax(model.acts(goal), -1),
                reduction="batchmean",
                log_target=True,
            )
            optimizer.zero_grad(set_to_none=True)
            (distance + ACT_WEIGHT * acts).backward()
            torch.nn.utils.clip_grad_norm_(model.encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            far, apart = far + distance.item(), apart + acts.item()
            if at % 200 == 199:
                print(f"  {at + 1}/{len(groups)} distance {far / (at + 1):.4f}", flush=True)
        print(
            f"epoch {number + 1} {time.time() - began:.0f}s distance {far / len(groups):.4f}"
            f" acts {apart / len(groups):.4f}",
            flush=True,
        )
    model.eval()
    return texts


def main() -> None:
    """Teach, tell figures of held-out articles, export."""
    with_fast_environment()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="folder that coder.py exported")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--start", type=Path, help="coder.pt of a pupil to go on with")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--export", type=Path, help="write the pupil's folder there")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    teacher = Embedder(options.teacher, options.threads)
    model = coder_of(teacher, options.layers)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    taught = lessons(options.shared, random.Random(options.seed))
    texts = teach(model, coder_of(teacher).eval(), taught, options)
    torch.save(model.state_dict(), options.out / "coder.pt")
    books = codebooks()
    known = {name: {c.id for c in book} for name, book in books.items()}
    _, choose, measure = split_for(items(options.shared, known), "", set())
    _, figures = measured(model, texts, books, choose, measure, None)
    figures["acts"] = acts_measured(model, texts, measure)
    print(json.dumps(figures, indent=1), flush=True)
    if options.export:
        told_from = teacher.labels["threshold"]
        threshold = float(np.log(told_from / (1 - told_from)))
        how = "taught by a coder of more layers; training/pupil.py"
        export(model, options.export, options.layers, books, threshold, figures, how)


if __name__ == "__main__":
    main()
