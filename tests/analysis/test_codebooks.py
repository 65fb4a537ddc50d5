"""What a coder would stumble over in a codebook."""

from dataclasses import replace

import pytest

from dragoman.analysis.codebooks import check_codebook, check_use
from dragoman.record import Codebook, Concept
from dragoman.settings import templates
from dragoman.settings.codebooks import shipped_codebook

TRUCE = Concept(
    id="truce",
    issue="war",
    text="All guns along the river fall silent",
    description="Support: a halt of fire.",
    support=("hold your fire", "a truce is due", "our cannon rest"),
    oppose=("we keep shooting", "truces are traps"),
    near=("a truce between neighbours over a hedge", "fire destroyed the barn"),
)
TALKS = replace(
    TRUCE,
    id="talks",
    text="Both governments negotiate",
    support=("let us meet", "envoys may come", "dialogue helps"),
    oppose=("stay away", "words achieve little"),
    near=("we talked about rain", "school meetings"),
)


def texts(*concepts: Concept) -> list[tuple[tuple[str, ...], str]]:
    codebook = Codebook(negotiation="A and B", issues=("war",), concepts=concepts)
    return [(finding.concepts, finding.text) for finding in check_codebook(codebook)]


def test_good_codebook_has_no_findings() -> None:
    assert texts(TRUCE, TALKS) == []


@pytest.mark.parametrize("template", templates())
def test_shipped_codebooks_have_no_findings(template: str) -> None:
    assert check_codebook(shipped_codebook(template)) == []


def test_texts_in_the_same_words_are_a_pair() -> None:
    alike = replace(TALKS, text="The guns along this river shall fall silent")
    [(concepts, text)] = texts(TRUCE, alike)
    assert concepts == ("truce", "talks")
    assert text.startswith("texts share 9")


def test_examples_in_the_same_words_are_a_pair_whatever_their_stance() -> None:
    [(concepts, text)] = texts(TRUCE, replace(TALKS, oppose=("Our CANNON rest!", "stay away")))
    assert concepts == ("truce", "talks")
    assert "'our cannon rest' and 'Our CANNON rest!'" in text


def test_short_examples_are_a_pair_only_if_they_are_the_same() -> None:
    assert texts(TRUCE, replace(TALKS, oppose=("Hold your FIRE", "stay away")))
    assert not texts(TRUCE, replace(TALKS, oppose=("hold your horses", "stay away")))


def test_near_miss_may_be_the_example_of_another_concept_but_not_of_its_own() -> None:
    assert not texts(TRUCE, replace(TALKS, near=("hold your fire", "school meetings")))
    [(concepts, text)] = texts(replace(TRUCE, near=("hold your fire", "a barn")))
    assert concepts == ("truce",)
    assert "there twice" in text


def test_missing_descriptions_and_examples_are_told() -> None:
    bare = replace(TRUCE, description=None, support=(), oppose=("never",), near=())
    told = [text for _, text in texts(bare)]
    assert len(told) == 4
    assert told[0].startswith("has no description")
    assert "`oppose` has 1 examples; write at least 2" in told


def test_use_tells_unused_concepts_and_codes_that_the_codebook_lacks() -> None:
    codebook = Codebook(negotiation="A and B", issues=("war",), concepts=(TRUCE, TALKS))
    findings = check_use(codebook, {"truce", "old-name"})
    assert [finding.concepts for finding in findings] == [("talks",), ("old-name",)]
    assert not any(finding.problem for finding in findings)
