"""What a concept and a codebook refuse, and what names a codebook's version."""

from dataclasses import replace

import pytest

from dragoman.errors import RecordError
from dragoman.record import Codebook, Concept

TRUCE = Concept(id="truce", issue="fighting", text="The guns fall silent")
TALKS = Concept(id="talks-open", issue="fighting", text="The sides talk", support=("let us talk",))
BOOK = Codebook(negotiation="A and B", issues=("fighting",), concepts=(TRUCE, TALKS))


@pytest.mark.parametrize("id_", ["", "Truce", "a truce", "-truce", "truce--now", "truce\n"])
def test_concept_refuses_what_is_no_id(id_: str) -> None:
    with pytest.raises(RecordError, match="is no id"):
        replace(TRUCE, id=id_)
    with pytest.raises(RecordError, match="is no id"):
        replace(TRUCE, issue=id_)


def test_concept_refuses_empty_texts() -> None:
    with pytest.raises(RecordError, match="text of concept 'truce' is empty"):
        replace(TRUCE, text=" ")
    with pytest.raises(RecordError, match="is empty"):
        replace(TRUCE, description="")
    with pytest.raises(RecordError, match="is empty"):
        replace(TRUCE, near=("",))


def test_codebook_refuses_two_concepts_of_one_id() -> None:
    with pytest.raises(RecordError, match="several concepts are called truce"):
        replace(BOOK, concepts=(TRUCE, TRUCE))


def test_codebook_refuses_issues_that_it_does_not_list() -> None:
    with pytest.raises(RecordError, match="fighting"):
        replace(BOOK, issues=("land",))


def test_codebook_needs_a_negotiation() -> None:
    with pytest.raises(RecordError, match="name its negotiation"):
        replace(BOOK, negotiation="")


def test_concept_is_found_by_its_id() -> None:
    assert BOOK.concept("talks-open") is TALKS
    assert BOOK.concept("land") is None


def test_version_changes_with_whatever_decides_codes() -> None:
    other = replace(BOOK, concepts=(TRUCE, replace(TALKS, support=("we shall talk",))))
    assert replace(BOOK, concepts=(TRUCE, TALKS)).version == BOOK.version
    assert other.version != BOOK.version
    assert replace(BOOK, negotiation="C and D").version == BOOK.version
