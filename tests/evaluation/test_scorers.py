"""The scorers agree with the shared scorer, and measure what they say."""

import importlib.util
import json
from typing import Any

import pytest
from evaluation.events import score_events
from evaluation.floors import breaches, raised
from evaluation.polnear import score_polnear
from evaluation.sets import EXAMPLE, SHARED
from evaluation.statements import score_statements

TEXT = "Doe said the door was open. It is not, Roe told the Courier."


def statement(start: int, end: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"s{start}",
        "document": "d",
        "source": {"start": 0, "end": 3},
        "cue": {"start": 4, "end": 8},
        "content": [{"start": start, "end": end}],
        "speaker": {"name": "Jane Doe"},
        "party": None,
        "quote": "indirect",
        "act": "assert",
        "codes": [],
        "via": [],
    } | changes


def record(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"documents": [{"id": "d", "name": "a.txt"}], "statements": list(statements)}


GOLD = [
    {
        "doc": "a.txt",
        "published": "None",
        "boilerplate": [[28, 60]],
        "statements": [
            {
                "content": [[9, 26]],
                "source": [0, 3],
                "who": "Jane Doe",
                "party": None,
                "kind": "indirect",
                "act": "assert",
                "codes": [],
                "via": [],
            }
        ],
    }
]


def test_perfect_record_scores_one() -> None:
    scores = score_statements(record(statement(9, 26)), GOLD)
    assert scores["statement F1"] == scores["speaker"] == scores["source overlap"] == 1.0
    assert scores["boilerplate statements"] == 0


def test_statement_in_boilerplate_is_a_mistake_and_counted() -> None:
    scores = score_statements(record(statement(9, 26), statement(30, 50)), GOLD)
    assert scores["statement precision"] == 0.5
    assert scores["boilerplate statements"] == 1


def test_empty_record_scores_zero() -> None:
    assert score_statements(record(), GOLD)["statement F1"] == 0.0


def test_polnear_counts_tokens_and_whole_attributions() -> None:
    text = {
        "id": "a.txt",
        "text": TEXT,
        "annotators": {
            "x": [{"source": [[[0, 3]]], "cue": [[[4, 8]]], "content": [[[9, 26]]]}],
        },
    }
    assert set(score_polnear(record(statement(9, 26)), [text]).values()) == {1.0}
    shorter = score_polnear(record(statement(9, 22)), [text])
    assert shorter["three roles exact"] == 0.0
    assert shorter["three roles at IoU .5"] == 1.0
    assert shorter["token F1 content"] == pytest.approx(2 * 3 / 7)


def test_floors_rise_and_never_fall() -> None:
    floors = raised({"dev": {"F1": 0.7}}, {"dev": {"F1": 0.6, "boilerplate statements": 2.0}})
    assert floors == {"dev": {"F1": 0.7, "boilerplate statements": 2.0}}
    assert raised(floors, {"dev": {"F1": 0.8, "boilerplate statements": 0.0}})["dev"] == {
        "F1": 0.8,
        "boilerplate statements": 0.0,
    }
    assert breaches({"dev": {"F1": 0.6, "boilerplate statements": 3.0}}, floors) == [
        "dev: F1 is 0.600, its floor 0.700",
        "dev: boilerplate statements is 3.000, its floor 2.000",
    ]


@pytest.fixture
def shared_scorer() -> Any:
    path = SHARED / "gold" / "score.py"
    if not path.exists():
        pytest.skip(f"the shared scorer is not at hand: {path}")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """A record made of gold with every third statement lost and every fifth spoilt."""
    documents, statements = [], []
    for document in gold:
        documents.append({"id": document["doc"], "name": document["doc"], "published": None})
        for n, s in enumerate(document["statements"]):
            if n % 3 == 0:
                continue
            content = [{"start": a, "end": b} for a, b in s["content"]]
            codes = s.get("codes") or []
            stances = {"+": "support", "-": "oppose"}
            statements.append(
                statement(
                    0,
                    1,
                    id=f"{document['doc']}{n}",
                    document=document["doc"],
                    content=content if n % 5 else [{"start": 0, "end": 9}],
                    source=s["source"] and {"start": s["source"][0], "end": s["source"][1]},
                    speaker={"name": s["who"] if n % 4 else "Nobody"},
                    party=s["party"],
                    act=s["act"],
                    quote=s["kind"],
                    via=[{"name": name} for name in (s.get("via") or []) if n % 2],
                    codes=[{"concept": c[:-1], "stance": stances[c[-1]]} for c in codes],
                )
            )
    return {"documents": documents, "statements": statements}


SAME_MEASURES = {
    "statement precision": "statement_p",
    "statement recall": "statement_r",
    "statement F1": "statement_f1",
    "attributed F1": "attributed_f1",
    "speaker": "speaker_acc",
    "source overlap": "source_overlap",
    "party": "party_acc",
    "act": "act_acc",
    "quote form": "quote_acc",
    "code F1": "code_f1",
    "via recall": "via_recall",
    "boilerplate statements": "boilerplate_statements",
}


def test_scorer_agrees_with_the_shared_one(shared_scorer: Any) -> None:
    gold = json.loads((EXAMPLE / "gold" / "gold.json").read_text(encoding="utf-8"))
    found = perturbed(gold)
    _, theirs = shared_scorer.score(found, gold)
    ours = score_statements(found, gold)
    for mine, name in SAME_MEASURES.items():
        assert ours[mine] == pytest.approx(theirs[name]), mine
    assert 0 < ours["statement F1"] < 1


def test_event_scorer_agrees_with_the_shared_one(shared_scorer: Any) -> None:
    gold = json.loads((EXAMPLE / "gold" / "gold.json").read_text(encoding="utf-8"))
    found = perturbed(gold)
    found |= events(gold)
    theirs = shared_scorer.score_events(found, gold)
    ours = score_events(found, gold)
    for name, value in theirs.items():
        assert ours[name.replace("_", " ").replace("f1", "F1")] == pytest.approx(value), name
    assert 0 < ours["meeting F1"] < 1


def events(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """Every second meeting and plan of gold, and every claim as contested, in record form."""
    stances = {"+": "support", "-": "oppose"}
    meetings, plans, claims = [], [], []
    for document in gold:
        place = {"document": document["doc"]}
        meetings += [m | {"evidence": [place]} for m in (document.get("meetings") or [])[::2]]
        for p in (document.get("plans") or [])[::2]:
            terms = [
                {
                    "codes": [
                        {"concept": c[:-1], "stance": stances[c[-1]]} for c in t.get("codes") or []
                    ],
                    "evidence": place,
                }
                for t in p.get("terms") or []
            ]
            plans.append({"terms": terms})
        for c in document.get("contested") or []:
            figures = [{"by": name} for name in (c.get("figures") or {})]
            claims.append(
                c
                | {"status": "contested", "figures": figures, "statements": [f"{document['doc']}1"]}
            )
    return {"meetings": meetings, "plans": plans, "claims": claims}
