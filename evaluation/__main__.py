"""Run the product on annotated articles, print how good its record is, and hold the floors.

usage: python -m evaluation [--reader NAME] [--update] [--keep DIR]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from dragoman.extract import Reader
from dragoman.extract.trained.reader import SHIPPED, Model, TrainedReader
from dragoman.ingest import ingest
from dragoman.pipeline import add, coder_for, reader_named, run
from dragoman.report import export_record
from dragoman.resolve import load_knowledge
from dragoman.settings import DEFAULT_READER
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store
from evaluation.boilerplate.scoring import score_boilerplate
from evaluation.families import score_families
from evaluation.floors import Scores, breaches, raised, read_floors
from evaluation.matching import Json
from evaluation.pages import score_pages
from evaluation.sets import ROOT, SHARED, AnnotatedSet, annotated_sets

FLOORS = ROOT / "evaluation" / "floors"
"""Folder of the floors, one file a reader."""


def record_of(inputs: list[Path], reader: Reader, folder: Path, codebook: str | None) -> Json:
    """Run the product on inputs in a fresh store and read back what it exports."""
    coder = coder_for(shipped_codebook(codebook) if codebook else None)
    with Store.open(folder / "record.db") as store:
        add(ingest(inputs), store, lambda _: None)
        run(store, reader, load_knowledge(), lambda _: None, coder)
        record: Json = json.loads("".join(export_record(store.view())))
    return record


def chosen_reader(name: str, annotated: AnnotatedSet) -> Reader:
    """Make the reader; the trained one reads a set in the scheme that it is annotated in."""
    if name == "trained":
        return TrainedReader(Model(SHIPPED, scheme=annotated.scheme))
    return reader_named(name)


def measure(reader: str, keep: Path | None) -> Scores:
    """Take the measures on every annotated set that is at hand."""
    scores = {}
    for annotated in annotated_sets():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            chosen = chosen_reader(reader, annotated)
            record = record_of(annotated.inputs(folder), chosen, folder, annotated.codebook)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{annotated.name.replace('/', '-')}.json"
            path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        scores[annotated.name] = annotated.score(record)
    return scores


def measure_ingest() -> Scores:
    """Take the measures of cleaning and of copies; no reader has a part in them.

    There are none without ../shared.
    """
    if not SHARED.is_dir():
        return {}
    return {
        "pages": score_pages(SHARED / "pages"),
        "boilerplate": score_boilerplate(SHARED),
        "families": score_families(),
    }


def table(scores: Scores) -> str:
    """Set the measures as one table, a column a set."""
    measures = list(dict.fromkeys(m for values in scores.values() for m in values))
    width = max(map(len, measures), default=0)
    lines = ["".join([" " * width, *(f"{name:>14}" for name in scores)])]
    for name in measures:
        cells = (
            f"{values[name]:14.3f}" if name in values else " " * 14 for values in scores.values()
        )
        lines.append(f"{name:<{width}}" + "".join(cells))
    return "\n".join(lines)


def main() -> int:
    """Measure, print, compare with the floors; 1 if one is not held."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--update", action="store_true", help="raise floors to what was measured")
    parser.add_argument("--keep", type=Path, help="keep the exported records in this folder")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.stderr.write(f"{SHARED} is absent: only the example is measured\n")
    cleaning = measure_ingest()
    sys.stdout.write(f"cleaning\n{table(cleaning)}\n" if cleaning else "")
    scores = measure(arguments.reader, arguments.keep)
    sys.stdout.write(f"reader: {arguments.reader}\n{table(scores)}\n")
    found = hold(cleaning, FLOORS / "ingest.json", update=arguments.update)
    found += hold(scores, FLOORS / f"{arguments.reader}.json", update=arguments.update)
    for line in found:
        sys.stdout.write(f"BELOW ITS FLOOR  {line}\n")
    return bool(found)


def hold(scores: Scores, path: Path, *, update: bool) -> list[str]:
    """Compare measures with their floors, or lift the floors to them; say what is not held."""
    floors = read_floors(path)
    found = breaches(scores, floors)
    if update:
        FLOORS.mkdir(exist_ok=True)
        path.write_text(json.dumps(raised(floors, scores), indent=1) + "\n", encoding="utf-8")
        return found
    return found + [
        f"{name}: has no floors; --update sets them" for name in scores if name not in floors
    ]


if __name__ == "__main__":
    sys.exit(main())
