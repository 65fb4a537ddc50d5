"""Families: what their types refuse."""

import pytest

from dragoman.errors import RecordError
from dragoman.record import (
    Comparison,
    Difference,
    DifferenceKind,
    Family,
    Kinship,
    Likeness,
    Versions,
    comparison_id,
    digest,
    kinship_id,
)
from tests import make

ONE, OTHER = make.document("One text.", "one"), make.document("Another text.", "other")


def test_kinship_has_the_same_id_from_both_sides() -> None:
    assert kinship_id("a", "b") == kinship_id("b", "a")


@pytest.mark.parametrize(
    ("one", "other", "jaccard", "containment"),
    [("a", "a", 0.5, 0.5), ("a", "b", 0.6, 0.5), ("a", "b", 0.5, 1.1), ("a", "b", -0.1, 0.5)],
)
def test_kinship_with_impossible_shares_is_refused(
    one: str, other: str, jaccard: float, containment: float
) -> None:
    with pytest.raises(RecordError):
        Kinship(
            id=kinship_id(one, other),
            shorter=one,
            longer=other,
            likeness=Likeness.NEAR,
            jaccard=jaccard,
            containment=containment,
        )


@pytest.mark.parametrize("documents", [(), ("a",), ("a", "a")])
def test_family_of_one_document_is_refused(documents: tuple[str, ...]) -> None:
    with pytest.raises(RecordError):
        Family(id=digest("family", *documents[:1]), documents=documents)
    with pytest.raises(RecordError):
        Versions(id=digest("versions", "x.y/a"), address="x.y/a", documents=documents)


def test_family_and_versions_are_named_after_what_they_are() -> None:
    with pytest.raises(RecordError, match="first document"):
        Family(id=digest("family", "b"), documents=("a", "b"))
    with pytest.raises(RecordError, match="address"):
        Versions(id=digest("versions", "x.y/b"), address="x.y/a", documents=("a", "b"))


def test_difference_has_the_places_that_its_kind_asks_for() -> None:
    place = make.evidence(ONE)
    for kind, was, now in (
        (DifferenceKind.DROPPED, None, place),
        (DifferenceKind.ADDED, place, None),
        (DifferenceKind.CHANGED, place, None),
        (DifferenceKind.DROPPED, place, place),
    ):
        with pytest.raises(RecordError):
            Difference(kind=kind, was=was, now=now)


def test_comparison_has_passages_of_its_two_documents_only() -> None:
    dropped = Difference(kind=DifferenceKind.DROPPED, was=make.evidence(OTHER), now=None)
    made = Comparison(
        id=comparison_id(ONE.id, OTHER.id),
        document=ONE.id,
        against=OTHER.id,
        kept=0.0,
        differences=(dropped,),
    )
    assert made.differences == (dropped,)
    with pytest.raises(RecordError):
        Comparison(
            id=comparison_id(OTHER.id, ONE.id),
            document=OTHER.id,
            against=ONE.id,
            kept=0.0,
            differences=(dropped,),
        )
