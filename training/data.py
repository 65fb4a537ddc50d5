"""Training texts: PolNeAR, GUM, our annotations. Everything becomes a `Text` with `Gold`
statements.

No text of gold/dev, nor a near-duplicate of one, ever becomes training data:
`without_near_duplicates`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The team's folder of corpora and annotations, beside the checkout."""

Span = tuple[int, int]

ACTS = (
    "assert",
    "confirm",
    "deny",
    "decline-comment",
    "demand",
    "request",
    "propose",
    "agree",
    "reject",
    "promise",
    "warn",
    "accuse",
    "predict",
)
POLNEAR, OURS = 0, 1  # annotation schemes; the encoder is told which through its token types


@dataclass(slots=True)
class Gold:
    """One annotated statement. `cue` is never None: see `_anchor`."""

    source: Span | None
    cue: Span
    content: list[Span]
    act: str | None = None
    optional: bool = False
    nested: bool = False
    who: str | None = None
    kind: str | None = None  # direct, indirect, mixed


@dataclass(slots=True)
class Text:
    """One annotated text. `boilerplate` is None where nobody marked boilerplate."""

    id: str
    text: str
    scheme: int
    gold: list[Gold]
    boilerplate: list[Span] | None = None
    entities: list[tuple[int, int, str]] | None = None
    chains: list[list[Span]] | None = None
    outlet: str | None = None
    statements_known: bool = True  # False: nobody looked for statements
    fold: int = field(default=-1)


def lines(path: Path) -> list[dict[str, Any]]:
    """The items of a JSON Lines file (split at line feeds only: texts hold other line
    separators)."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def load_polnear(path: Path) -> list[Text]:
    """PolNeAR: the first annotator's attributions of each text.

    The 16 training texts with six annotators are read once, as the others are: the annotators agree
    (token micro-F1 .88), and repeating these texts would only weigh them more.
    """
    found = []
    for item in lines(path):
        attributions: list[Any] = next(iter(item["annotators"].values()), [])
        gold = [g for g in (_polnear_gold(a) for a in attributions) if g]
        found.append(
            Text(
                item["id"],
                item["text"],
                POLNEAR,
                gold,
                entities=[tuple(e) for e in item["silver_entities"]],
                chains=[[(m[0], m[1]) for m in chain] for chain in item["silver_coreference"]],
            )
        )
    return found


def _polnear_gold(attribution: dict[str, list[list[list[int]]]]) -> Gold | None:
    """One attribution, or None where it has no content or nothing to hang it on."""
    flat = {
        role: sorted((s, e) for group in groups for s, e in group)
        for role, groups in attribution.items()
    }
    content, source, cue = flat["content"], flat["source"], flat["cue"]
    if not content or not (source or cue):
        return None
    whole = (source[0][0], source[-1][1]) if source else None
    anchor = (cue[0][0], cue[-1][1]) if cue else whole
    assert anchor is not None
    return Gold(whole, anchor, content)


def load_gum(path: Path) -> list[Text]:
    """GUM's texts of genres near to news: entities with types and coreference groups, no
    statements."""
    found = []
    for item in lines(path):
        if item["genre"] not in {"news", "interview", "speech"}:
            continue
        chains: dict[str, list[Span]] = {}
        for start, end, _, group, _ in item["entities"]:
            chains.setdefault(group, []).append((start, end))
        entities = [(e[0], e[1], e[2]) for e in item["entities"]]
        text = Text(item["id"], item["text"], POLNEAR, [], None, entities, list(chains.values()))
        text.statements_known = False
        found.append(text)
    return found


def from_compiled(name: str, text: str, gold: dict[str, Any], outlet: str | None = None) -> Text:
    """One text in our scheme, from what gold/compile.py makes (`content`, `source`, `cue_span`)."""
    statements = [s for s in (_our_gold(item) for item in gold["statements"]) if s]
    boilerplate = [(int(s), int(e)) for s, e in gold.get("boilerplate") or []]
    return Text(name, text, OURS, statements, boilerplate, outlet=outlet or gold.get("outlet"))


def _our_gold(item: dict[str, Any]) -> Gold | None:
    content = sorted((int(s), int(e)) for s, e in item["content"])
    source = tuple(item["source"]) if item["source"] else None
    anchor = _anchor(tuple(item["cue_span"]) if item["cue_span"] else None, source)
    if anchor is None or not content:
        return None
    return Gold(
        source,
        anchor,
        content,
        item["act"],
        bool(item.get("optional") or item.get("headline")),
        bool(item.get("via")),
        item.get("who"),
        item.get("kind"),
    )


def _anchor(cue: Span | None, source: Span | None) -> Span | None:
    """What a statement hangs on: its cue; without one its source; without either it cannot be
    taught.

    Annotators write the colon as cue of "Peskov: ...", so little is left: 2 of 1,694 statements
    have neither cue nor source (bare quotations).
    """
    return cue or source


def load_annotated(path: Path) -> list[Text]:
    """annotated.jsonl: texts with compiled gold."""
    return [from_compiled(i["id"], i["text"], i["gold"], i["outlet"]) for i in lines(path)]


def load_dev(path: Path, seeds: Path, corpora: Path) -> list[tuple[Text, dict[str, Any]]]:
    """gold/dev with its raw gold, for evaluation only."""
    from annotate import corpus_index

    index, found = corpus_index(corpora), []
    for gold in json.loads(path.read_text("utf-8")):
        name = gold["doc"].removesuffix(".txt")
        text = index[name][1] if name in index else (seeds / gold["doc"]).read_text("utf-8")
        found.append((from_compiled(gold["doc"], text, gold), gold))
    return found


def part(name: str) -> str:
    """The part of our annotations that an article belongs to, by its id: 8 tenths to develop on,
    one to choose settings on, one to measure on."""
    tenth = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 10
    return {0: "measure", 1: "choose"}.get(tenth, "develop")


def shingles(text: str, size: int = 6) -> set[int]:
    """Hashes of all runs of `size` words, for near-duplicate tests."""
    words = re.findall(r"\w+", text.casefold())
    return {hash(tuple(words[i : i + size])) for i in range(max(1, len(words) - size + 1))}


def containment(a: set[int], b: set[int]) -> float:
    """Share of the smaller set that the other holds too."""
    return len(a & b) / max(1, min(len(a), len(b)))


def without_near_duplicates(
    texts: list[Text], held_out: Iterable[str], limit: float = 0.15
) -> list[Text]:
    """The texts that share less than `limit` of their six-word runs with every held-out text."""
    others = [shingles(t) for t in held_out]
    kept = []
    for text in texts:
        own = shingles(text.text)
        most = max((containment(own, other) for other in others), default=0.0)
        if most < limit:
            kept.append(text)
        else:
            print(f"left out {text.id}: {most:.2f} of its six-word runs are held out")
    return kept


def assign_folds(texts: list[Text], count: int = 5, limit: float = 0.15) -> None:
    """Number the texts' folds by size of annotation; near-duplicates land in one fold. Changes
    `fold`."""
    sets = [shingles(t.text) for t in texts]
    order = sorted(range(len(texts)), key=lambda i: (-len(texts[i].gold), texts[i].id))
    load = [0] * count
    for i in order:
        twin = next(
            (j for j in order if texts[j].fold >= 0 and containment(sets[i], sets[j]) >= limit),
            None,
        )
        texts[i].fold = texts[twin].fold if twin is not None else load.index(min(load))
        load[texts[i].fold] += len(texts[i].gold) + 3
