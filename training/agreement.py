"""How far two annotators agree who read the same articles independently.

python agreement.py

The first pass is taken as gold and the second is scored against it by ../shared/gold/score.py.
Speakers, parties and codes were annotated in articles about negotiations alone; PolNeAR's texts
are told apart for that reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotate import POLNEAR_TRAIN, corpus_index
from data import SHARED, lines
from metrics import gold_scorer

ANNOTATIONS = Path(__file__).parent / "annotations"
TOLD = (
    *("statement_p", "statement_r", "statement_f1", "source_overlap", "speaker_acc", "party_acc"),
    *("quote_acc", "act_acc", "code_f1", "via_recall"),
)


def record_of(item: dict[str, Any], text: str) -> dict[str, Any]:
    """An annotated article as a record that score.py reads."""

    def span(where: list[int] | None) -> dict[str, Any] | None:
        return where and {"start": where[0], "end": where[1], "text": text[slice(*where)]}

    statements = [
        {
            "id": f"{item['id']}#{n}",
            "document": item["id"],
            "source": span(s["source"]),
            "cue": span(s["cue_span"]),
            "content": [span(c) for c in s["content"]],
            "speaker": {"name": s["who"]} if s.get("who") else None,
            "party": s.get("party"),
            "quote": s.get("kind"),
            "act": s.get("act"),
            "codes": [
                {"concept": c[:-1], "stance": "support" if c[-1] == "+" else "oppose"}
                for c in s.get("codes", [])
            ],
            "via": [{"name": v} for v in s.get("via", [])],
            "confidence": 1.0,
        }
        for n, s in enumerate(item["statements"])
    ]
    return {"documents": [{"id": item["id"], "name": item["id"]}], "statements": statements}


def gold_of(item: dict[str, Any]) -> dict[str, Any]:
    """An annotated article as gold."""
    missing = {"via": [], "codes": [], "source": None, "who": None, "party": None}
    events: dict[str, Any] = {"meetings": [], "plans": [], "contested": []}
    statements = [missing | statement for statement in item["statements"]]
    return item | events | {"doc": item["id"], "statements": statements}


def main() -> None:
    """Print the agreement on both kinds of articles."""
    first = {d["id"]: d for path in sorted(ANNOTATIONS.glob("*.jsonl")) for d in lines(path)}
    index = corpus_index(SHARED / "corpora")
    second = [d for d in lines(ANNOTATIONS / "second" / "second-pass.jsonl") if d["id"] in first]
    for title, of_polnear in (("negotiations", False), ("PolNeAR's texts", True)):
        items = [d for d in second if (first[d["id"]]["corpus"] == POLNEAR_TRAIN) is of_polnear]
        parts = [record_of(d, index[d["id"]][1]) for d in items]
        record = {
            key: [x for part in parts for x in part[key]] for key in ("documents", "statements")
        }
        _, scores = gold_scorer(SHARED / "gold").score(
            record, [gold_of(first[d["id"]]) for d in items]
        )
        told = "  ".join(f"{name} {scores[name]:.3f}" for name in TOLD if name in scores)
        print(f"{title}: {len(items)} articles, {len(record['statements'])} statements\n  {told}")


if __name__ == "__main__":
    main()
