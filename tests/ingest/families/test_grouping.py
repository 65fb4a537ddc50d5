"""Grouping: families and versions, whatever order things come in."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.families import in_order, join_kin, versions_of
from dragoman.record import Document, Kinship, Likeness, digest, kinship_id
from tests import make

NAMES = "abcdefg"
DOCUMENTS = {
    name: make.document(f"text of {name}", name, published=f"2025-05-0{number}")
    for number, name in enumerate(NAMES, 1)
}
BY_ID = {document.id: document for document in DOCUMENTS.values()}


def kin(one: str, other: str, likeness: Likeness = Likeness.NEAR, jaccard: float = 0.5) -> Kinship:
    first, second = DOCUMENTS[one].id, DOCUMENTS[other].id
    return Kinship(
        id=kinship_id(first, second),
        shorter=first,
        longer=second,
        likeness=likeness,
        jaccard=jaccard,
        containment=1.0,
    )


def excerpt(part: str, whole: str, jaccard: float = 0.2) -> Kinship:
    return kin(part, whole, Likeness.EXCERPT, jaccard)


def names(kinships: Sequence[Kinship]) -> list[str]:
    families = join_kin(kinships, BY_ID)
    return sorted("".join(BY_ID[id_].name for id_ in family.documents) for family in families)


def test_copies_of_copies_are_one_family_the_earliest_first() -> None:
    assert names([kin("c", "b"), kin("b", "a"), kin("e", "d")]) == ["abc", "de"]


def test_family_is_named_after_its_first_document() -> None:
    (family,) = join_kin([kin("c", "b")], BY_ID)
    (larger,) = join_kin([kin("c", "b"), kin("c", "d")], BY_ID)
    assert family.id == larger.id == digest("family", DOCUMENTS["b"].id)


def test_articles_that_have_one_text_as_a_part_are_of_its_family() -> None:
    assert names([excerpt("a", "b"), excerpt("a", "c")]) == ["abc"]


def test_article_with_two_texts_as_parts_joins_the_one_that_it_has_most_of() -> None:
    assert names([excerpt("a", "c", 0.1), excerpt("b", "c", 0.3)]) == ["bc"]


def test_copies_of_an_article_with_two_texts_as_parts_join_one_of_them() -> None:
    kinships = [kin("c", "d"), excerpt("a", "c", 0.1), excerpt("b", "d", 0.3)]
    assert names(kinships) == ["bcd"]


def test_parts_of_parts_are_one_family() -> None:
    kinships = [excerpt("a", "b", 0.3), excerpt("b", "c", 0.4), excerpt("a", "c", 0.1)]
    assert names(kinships) == ["abc"]


LIKENESS = st.sampled_from([Likeness.NEAR, Likeness.EXACT, Likeness.EXCERPT])
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), LIKENESS, st.floats(0, 1)),
    max_size=12,
)


@given(PAIRS, st.randoms())
def test_families_do_not_depend_on_the_order_of_kinships(
    pairs: list[tuple[str, str, Likeness, float]], dice: object
) -> None:
    found = {
        kinship_id(DOCUMENTS[a].id, DOCUMENTS[b].id): kin(a, b, likeness, jaccard)
        for a, b, likeness, jaccard in pairs
        if a != b
    }
    kinships = list(found.values())
    shuffled = list(kinships)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    families = join_kin(kinships, BY_ID)
    assert join_kin(shuffled, BY_ID) == families
    members = [id_ for family in families for id_ in family.documents]
    assert len(members) == len(set(members))


def version(name: str, published: str | None) -> Document:
    return make.document(f"text of {name}", name, published=published)


WORDS: Mapping[str, str | None] = {}


def test_versions_are_in_the_order_of_publication_the_undated_last() -> None:
    documents = [version("x", None), version("b", "2025-05-02"), version("a", "2025-05-01T10:00")]
    words = {document.id: document.name for document in documents}
    for some in permutations(documents):
        found = versions_of("example.com/a", some, words)
        assert found is not None
        assert [words[id_] for id_ in found.documents] == ["a", "b", "x"]


def test_documents_of_the_same_words_are_one_version() -> None:
    one, other = version("a", "2025-05-01"), version("b", "2025-05-02")
    words = {one.id: "same", other.id: "same"}
    assert versions_of("example.com/a", [other, one], words) is None
    third = version("c", "2025-05-03")
    found = versions_of("example.com/a", [third, other, one], words | {third.id: "new"})
    assert found is not None
    assert found.documents == (one.id, third.id)


def test_instants_of_other_zones_are_in_their_order() -> None:
    documents = [
        version("third", "2025-05-01T23:30:00-04:00"),
        version("second", "2025-05-02T01:00:00Z"),
        version("first", "2025-05-02T02:00:00+03:00"),
    ]
    assert [document.name for document in in_order(documents)] == ["first", "second", "third"]


def test_undated_documents_are_ordered_by_name() -> None:
    documents = [version(name, None) for name in "cab"]
    assert [document.name for document in in_order(documents)] == ["a", "b", "c"]
