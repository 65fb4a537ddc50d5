"""The annotated sets that the product is measured on."""

import json
import runpy
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.extract.trained.finding import OURS, POLNEAR
from evaluation.events import score_events
from evaluation.matching import Json
from evaluation.polnear import score_polnear
from evaluation.statements import score_statements

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "examples" / "ukraine-talks"
CORPORA = ("negotiations", "news-may-2025", "english-more")
PASSAGES = Path(__file__).parent / "passages"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedSet:
    """Articles and what a record of them should hold.

    Attributes:
        name: What tables and floors call it.
        inputs: Writes the articles into a folder if need be; returns what to ingest.
        score: Takes the measures of a record exported from them.
        scheme: The annotation scheme that the trained reader reads them in.
        codebook: The template whose codebook its statements are coded with. None: they have no
            codes.
        gold: What annotators of our scheme marked, by the names of documents. Empty: they are of
            another.
    """

    name: str
    inputs: Callable[[Path], list[Path]]
    score: Callable[[Json], dict[str, float]]
    scheme: int = OURS
    codebook: str | None = "russia-ukraine"
    gold: tuple[Json, ...] = ()


def annotated_sets() -> Iterator[AnnotatedSet]:
    """Give the sets that are at hand; the example is always one of them."""
    gold = json.loads((EXAMPLE / "gold" / "gold.json").read_text(encoding="utf-8"))
    yield AnnotatedSet(
        name="example",
        inputs=lambda _: [EXAMPLE / "articles"],
        score=lambda record: _against(record, gold),
        gold=tuple(gold),
    )
    if SHARED.is_dir():
        yield _gold_dev()
        yield _polnear_dev()
        yield _passages()


def _against(record: Json, gold: list[Json]) -> dict[str, float]:
    return score_statements(record, gold) | score_events(record, gold)


def _gold_dev() -> AnnotatedSet:
    gold = json.loads((SHARED / "gold" / "dev.json").read_text(encoding="utf-8"))

    def inputs(folder: Path) -> list[Path]:
        """Seeds as they are; corpus articles as items with their metadata."""
        wanted = {document["doc"] for document in gold}
        seeds = [path for path in (SHARED / "seeds").iterdir() if path.name in wanted]
        items = {}
        for corpus in CORPORA:
            for item in _lines(SHARED / "corpora" / f"{corpus}.jsonl"):
                if f"{item['id']}.txt" in wanted:
                    items[item["id"]] = item | {"id": f"{item['id']}.txt"}
        return [*sorted(seeds), _write(folder / "dev.jsonl", list(items.values()))]

    return AnnotatedSet(
        name="gold/dev", inputs=inputs, score=lambda r: _against(r, gold), gold=tuple(gold)
    )


def _polnear_dev() -> AnnotatedSet:
    texts = _lines(SHARED / "training" / "polnear-dev.jsonl")

    def inputs(folder: Path) -> list[Path]:
        items = [{"id": text["id"], "text": text["text"]} for text in texts]
        return [_write(folder / "polnear.jsonl", items)]

    return AnnotatedSet(
        name="PolNeAR dev",
        inputs=inputs,
        score=lambda record: score_polnear(record, texts),
        scheme=POLNEAR,
        codebook=None,
    )


def _passages() -> AnnotatedSet:
    """Passages of our own, whose people and outlets no knowledge holds."""
    compiler = runpy.run_path(str(SHARED / "gold" / "compile.py"))
    gold: list[Json] = []
    for path in sorted(PASSAGES.glob("*.yaml")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves files to be closed
            document, errors = compiler["compile_doc"](path, PASSAGES)
        if errors:
            raise ValueError("; ".join(errors))
        gold.append(document)

    def inputs(folder: Path) -> list[Path]:
        items = [
            {"id": one["doc"], "text": (PASSAGES / one["doc"]).read_text("utf-8")}
            | ({} if one["published"] == "None" else {"published": one["published"]})
            for one in gold
        ]
        return [_write(folder / "passages.jsonl", items)]

    def score(record: Json) -> dict[str, float]:
        told = score_statements(record, gold)
        del told["code F1"]  # they are of many negotiations, and not coded
        return told

    return AnnotatedSet(
        name="passages", inputs=inputs, score=score, codebook=None, gold=tuple(gold)
    )


def trained_on() -> AnnotatedSet:
    """Articles that were given to train on: a reader knows them, what comes after it does not."""
    articles = _lines(SHARED / "training" / "annotated.jsonl")
    gold = tuple(article["gold"] | {"doc": f"{article['id']}.txt"} for article in articles)
    items = [article | {"id": f"{article['id']}.txt", "gold": None} for article in articles]
    return AnnotatedSet(
        name="annotated",
        inputs=lambda folder: [_write(folder / "annotated.jsonl", items)],
        score=lambda record: score_statements(record, list(gold)),
        gold=gold,
    )


def _lines(path: Path) -> list[Json]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _write(path: Path, items: list[Json]) -> Path:
    lines = (json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    path.write_text("".join(lines), encoding="utf-8")
    return path
