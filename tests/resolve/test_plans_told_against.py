"""What somebody makes of another's plan is none of its terms, nor is what the plan has not."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from dragoman.record import Act
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.resolve.plans import find_plans
from tests import make


class Case(TypedDict):
    text: str
    said: list[str]
    plans: list[str]


PATH = Path(__file__).parent / "plans_told_against.yaml"
CASES: list[Case] = yaml.safe_load(PATH.read_text("utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_terms_are_of_the_plan_and_not_of_its_critics(case: Case, knowledge: Knowledge) -> None:
    document = make.document(case["text"], published="2025-06-04")
    statements = []
    for said in case["said"]:
        content, party, act = said.split(" | ")
        side = None if party == "-" else party
        source = "Critics" if content and case["text"].startswith("Critics") else None
        cue = "denied" if act == "deny" else None
        statements.append(
            make.statement(document, content, source=source, cue=cue, party=side, act=Act(act))
        )
    plans = find_plans(document, statements, knowledge, lambda _: ())
    told = [f"{p.by or '-'} | " + "; ".join(t.text for t in p.terms) for p in plans]
    assert told == case["plans"]
