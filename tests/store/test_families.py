"""Families at rest: they come back as they were put, and nothing that does not hold is kept."""

from dataclasses import replace

import pytest

from dragoman.errors import SpanError, StoreError
from dragoman.record import (
    Comparison,
    Difference,
    DifferenceKind,
    Document,
    Evidence,
    Family,
    Kinship,
    Likeness,
    Span,
    Versions,
    comparison_id,
    digest,
    kinship_id,
)
from dragoman.store import Kindred, Store
from dragoman.store.queries.families import (
    ComparisonsOf,
    FamiliesOf,
    FamilyById,
    KinshipsAmong,
    VersionsOf,
)
from tests import make

ONE = make.document("Talks begin. The bridge is open.", "one", outlet="Echo")
TWO = make.document("Talks begin. The bridge is shut. More soon.", "two", outlet="Lamp")
THREE = make.document("Another text.", "three", outlet="Lamp")

COMPARISON = Comparison(
    id=comparison_id(TWO.id, ONE.id),
    document=TWO.id,
    against=ONE.id,
    kept=0.75,
    differences=(
        Difference(
            kind=DifferenceKind.CHANGED,
            was=make.evidence(ONE, "The bridge is open."),
            now=make.evidence(TWO, "The bridge is shut."),
        ),
        Difference(kind=DifferenceKind.ADDED, was=None, now=make.evidence(TWO, "More soon.")),
        Difference(kind=DifferenceKind.DROPPED, was=make.evidence(ONE, "Talks begin."), now=None),
    ),
)
KINSHIP = Kinship(
    id=kinship_id(ONE.id, TWO.id),
    shorter=ONE.id,
    longer=TWO.id,
    likeness=Likeness.NEAR,
    jaccard=0.25,
    containment=0.5,
)
ADDRESS = "echo.example/a"


def kindred(*documents: Document, versions: bool = False) -> Kindred:
    ids = tuple(document.id for document in documents)
    family = (Family(id=digest("family", ids[0]), documents=ids),) if len(ids) > 1 else ()
    return Kindred(
        documents=ids,
        addresses=(ADDRESS,),
        families=family,
        versions=(Versions(id=digest("versions", ADDRESS), address=ADDRESS, documents=ids),)
        if versions
        else (),
        gone=(),
    )


@pytest.fixture
def filled(store: Store) -> Store:
    for document in (ONE, TWO, THREE):
        store.writer().add_document(document)
    return store


def test_what_is_put_comes_back(filled: Store) -> None:
    writer, view = filled.writer(), filled.view()
    writer.put_kinships([ONE.id, TWO.id], [KINSHIP])
    writer.put_comparisons([COMPARISON])
    writer.put_kindred(kindred(ONE, TWO, versions=True))
    (family,) = view.families()
    assert family.documents == (ONE.id, TWO.id)
    assert view.ask(FamilyById(id=family.id)) == family
    assert view.ask(FamiliesOf()) == {ONE.id: family.id, TWO.id: family.id}
    assert view.ask(FamiliesOf(documents=(TWO.id, THREE.id))) == {TWO.id: family.id}
    assert view.ask(KinshipsAmong(documents=(ONE.id, TWO.id))) == (KINSHIP,)
    assert view.ask(KinshipsAmong(documents=(ONE.id,))) == ()
    assert view.ask(KinshipsAmong(documents=(ONE.id,), beyond=True)) == (KINSHIP,)
    assert view.ask(ComparisonsOf(documents=(TWO.id,))) == (COMPARISON,)
    (versions,) = view.ask(VersionsOf(documents=(ONE.id,)))
    assert (versions.address, versions.documents) == (ADDRESS, (ONE.id, TWO.id))


def test_same_again_changes_nothing(filled: Store) -> None:
    writer = filled.writer()
    for _ in range(2):
        writer.put_kinships([ONE.id, TWO.id], [KINSHIP, KINSHIP])
        writer.put_comparisons([COMPARISON])
        writer.put_kindred(kindred(ONE, TWO, versions=True))
    assert len(list(filled.view().families())) == 1
    assert filled.view().ask(ComparisonsOf(documents=(TWO.id,))) == (COMPARISON,)


def test_new_families_of_documents_take_the_place_of_the_former(filled: Store) -> None:
    writer, view = filled.writer(), filled.view()
    writer.put_kindred(kindred(ONE, TWO, versions=True))
    writer.put_kindred(kindred(TWO, THREE))
    assert [family.documents for family in view.families()] == [(TWO.id, THREE.id)]
    assert view.ask(VersionsOf()) == ()
    writer.put_kindred(kindred(TWO))
    assert list(view.families()) == []


def test_comparison_that_is_gone_goes_with_its_passages(filled: Store) -> None:
    writer = filled.writer()
    writer.put_comparisons([COMPARISON])
    writer.put_kindred(replace(kindred(ONE, TWO), gone=(COMPARISON.id,)))
    assert filled.view().ask(ComparisonsOf(documents=(TWO.id,))) == ()


def test_passage_with_other_characters_is_refused(filled: Store) -> None:
    wrong = Evidence(document=TWO.id, span=Span(start=0, end=5, text="Walks"))
    added = Difference(kind=DifferenceKind.ADDED, was=None, now=wrong)
    with pytest.raises(SpanError, match="Walks"):
        filled.writer().put_comparisons([replace(COMPARISON, differences=(added,))])
    assert filled.view().ask(ComparisonsOf(documents=(TWO.id,))) == ()


def test_comparison_of_a_document_that_is_not_there_is_refused(store: Store) -> None:
    store.writer().add_document(TWO)
    with pytest.raises(StoreError):
        store.writer().put_comparisons([COMPARISON])
