"""The passages that the coder is trained on keep to the shipped codebooks."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman.record import Codebook, Stance
from dragoman.settings import templates
from dragoman.settings.codebooks import shipped_codebook

PASSAGES = Path(__file__).resolve().parents[2] / "training" / "codes" / "passages.jsonl"
KEYS = {"text", "context", "codebook", "codes"}
FEWEST_PER_CONCEPT = 6


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PASSAGES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def codebooks() -> dict[str, Codebook]:
    return {template: shipped_codebook(template) for template in templates()}


def test_texts_are_in_their_context_and_conditions_in_their_text(
    passages: list[dict[str, Any]],
) -> None:
    for passage in passages:
        assert set(passage) == KEYS
        assert all(part in passage["context"] for part in passage["text"].split(" … "))
        for code in passage["codes"]:
            assert set(code) == {"concept", "stance", "condition"}
            assert Stance(code["stance"])
            assert code["condition"] is None or code["condition"] in passage["text"]


def test_codes_are_of_their_codebook_and_no_concept_comes_twice(
    passages: list[dict[str, Any]], codebooks: dict[str, Codebook]
) -> None:
    for passage in passages:
        ids = [code["concept"] for code in passage["codes"]]
        assert len(ids) == len(set(ids))
        assert all(codebooks[passage["codebook"]].concept(id_) for id_ in ids), passage


def test_every_concept_has_enough_passages_of_both_stances(
    passages: list[dict[str, Any]], codebooks: dict[str, Codebook]
) -> None:
    seen = Counter(
        (passage["codebook"], code["concept"], code["stance"])
        for passage in passages
        for code in passage["codes"]
    )
    for name, codebook in codebooks.items():
        for concept in codebook.concepts:
            support, oppose = (seen[name, concept.id, stance] for stance in ("support", "oppose"))
            assert support + oppose >= FEWEST_PER_CONCEPT, (name, concept.id)
            assert min(support, oppose) > 0, (name, concept.id)


def test_passages_are_not_the_examples_that_the_model_reads(
    passages: list[dict[str, Any]], codebooks: dict[str, Codebook]
) -> None:
    texts = [passage["text"].casefold() for passage in passages]
    assert len(texts) == len(set(texts))
    examples = {
        example.casefold()
        for codebook in codebooks.values()
        for concept in codebook.concepts
        for example in (*concept.examples, *concept.near)
    }
    assert not examples & set(texts)
