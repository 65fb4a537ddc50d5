"""Annotations: YAML with quoted anchors -> offsets and labels in JSON Lines, and back to training
texts.

    python annotate.py YAML_FOLDER TEXT_FOLDER --corpora FOLDER -o annotations/NAME.jsonl

The repository holds no text of an article and no sentence of one: a line has corpus, id, the
text's sha256, and per statement offsets and labels. `join` puts the texts of ../shared/corpora and
of PolNeAR's training part back and refuses a text whose hash differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from data import SHARED, Text, from_compiled, lines

ELLIPSIS = " … "
POLNEAR_TRAIN = "polnear-train"
KEPT = ("who", "party", "kind", "act", "codes", "via", "optional", "headline")


def _compiler(folder: Path) -> Any:
    """The gold's own compile.py, so that anchors mean the same in training and in gold."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("gold_compile", folder / "compile.py")
    if spec is None or spec.loader is None:
        raise OSError(f"no compile.py in {folder}; give --gold")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compile_yaml(
    path: Path, texts: Path, gold: Path = SHARED / "gold"
) -> tuple[dict[str, Any], str]:
    """One YAML file with offsets, and its text.

    Raises:
        ValueError: an anchor is not in the text.
    """
    compiled, errors = _compiler(gold).compile_doc(path, texts)
    if errors:
        raise ValueError("; ".join(errors))
    return compiled, (texts / compiled["doc"]).read_text("utf-8")


def offsets_only(compiled: dict[str, Any]) -> dict[str, Any]:
    """What may go into the repository: spans and labels, without any quoted anchor."""
    statements = [
        {"source": s["source"], "cue_span": s["cue_span"], "content": s["content"]}
        | {key: s[key] for key in KEPT if s.get(key) is not None}
        for s in compiled["statements"]
    ]
    rest = {
        key: compiled.get(key)
        for key in ("published", "language", "outlet", "codes_scored", "boilerplate")
    }
    return rest | {"statements": statements}


def corpus_index(folder: Path) -> dict[str, tuple[str, str]]:
    """id -> (corpus, text) over all corpora; the first corpus by name wins where two hold an
    article; the texts of PolNeAR's training part, which lies beside the corpora, come last."""
    found: dict[str, tuple[str, str]] = {}
    polnear = folder.parent / "training" / f"{POLNEAR_TRAIN}.jsonl"
    for path in (*sorted(folder.glob("*.jsonl")), polnear):
        for item in lines(path):
            found.setdefault(item["id"], (path.stem, item["text"]))
    return found


def convert(folder: Path, texts: Path, corpora: Path) -> list[dict[str, Any]]:
    """A line per YAML file whose text stands in a corpus, character for character."""
    index, found = corpus_index(corpora), []
    for path in sorted(folder.glob("*.yaml")):
        try:
            compiled, text = compile_yaml(path, texts)
        except (ValueError, KeyError, OSError, TypeError) as error:
            print(f"left out {path.name}: {error}", file=sys.stderr)
            continue
        corpus, original = index.get(path.stem, ("", ""))
        if original != text:
            print(f"left out {path.name}: its text is not that of a corpus", file=sys.stderr)
            continue
        digest = hashlib.sha256(text.encode()).hexdigest()
        found.append({"corpus": corpus, "id": path.stem, "sha256": digest} | offsets_only(compiled))
    return found


def join(annotations: Path, corpora: Path) -> list[Text]:
    """Training texts from annotations/*.jsonl and the corpora.

    Raises:
        ValueError: a corpus holds another text under an annotation's id.
    """
    index, found = corpus_index(corpora), []
    for path in sorted(annotations.glob("*.jsonl")):
        for item in lines(path):
            text = index[item["id"]][1] if item["id"] in index else ""
            if hashlib.sha256(text.encode()).hexdigest() != item["sha256"]:
                raise ValueError(
                    f"{path.name}: the text of {item['id']} in {corpora} is not the annotated one"
                )
            outlet = POLNEAR_TRAIN if item["corpus"] == POLNEAR_TRAIN else item.get("outlet")
            found.append(from_compiled(item["id"], text, item, outlet))
    return found


def passages(folder: Path) -> list[Text]:
    """Our own passages, which stand in the repository with their texts: NAME.txt beside
    NAME.yaml."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        compiled, text = compile_yaml(path, folder)
        found.append(from_compiled(path.stem, text, compiled, "passage"))
    return found


def main() -> None:
    """Convert a folder of YAML files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    found = convert(options.folder, options.texts, options.corpora)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(
        "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in found), "utf-8"
    )
    statements = sum(len(item["statements"]) for item in found)
    print(f"{len(found)} articles, {statements} statements -> {options.output}")


if __name__ == "__main__":
    main()
