"""Families in the record: found as documents come, the same in whatever order and portions."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.pipeline import families as joining
from dragoman.pipeline.families import find_families
from dragoman.record import (
    Comparison,
    DifferenceKind,
    Document,
    Family,
    Likeness,
    SegmentKind,
    Versions,
)
from dragoman.store import Store
from dragoman.store.queries.families import (
    ComparisonsOf,
    FamiliesOf,
    FamilyById,
    FamilyList,
    KinshipsAmong,
    VersionsOf,
)
from dragoman.store.queries.left_out import LeftOut
from tests import make
from tests.ingest.families.reports import OTHER, REPORT, article

AGENCY = article(REPORT, "agency", "Agency", published="2025-05-01")
COPY = article([line.upper() for line in REPORT], "copy", "Echo", published="2025-05-02")
SHORT = article([*REPORT[:2], *REPORT[4:]], "short", "Lamp", published="2025-05-02")
BACKWARDS = [" ".join(reversed(line.split())) for line in OTHER]
LONG = article([*BACKWARDS, *REPORT], "long", "Post", published="2025-05-03")
ALONE = article([line[::-1] for line in OTHER], "alone", "Echo", published="2025-05-03")
FIRST = article(OTHER, "v1", "Coast", url="https://coast.example/a", published="2025-05-04")
LATER = article(
    [*OTHER[:12], REPORT[0]],
    "v2",
    "Coast",
    url="https://www.coast.example/a/?utm_source=x",
    published="2025-05-05",
)
ALL = (AGENCY, COPY, SHORT, LONG, ALONE)

NewStore = Callable[[], Store]


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[NewStore]:
    stores: list[Store] = []

    def made() -> Store:
        stores.append(Store.open(tmp_path / f"{len(stores)}.db"))
        return stores[-1]

    yield made
    for store in stores:
        store.close()


def add(store: Store, documents: Sequence[Document], *, at_once: bool = True) -> Store:
    for document in documents:
        store.writer().add_document(document)
        if not at_once:
            find_families(store)
    find_families(store)
    return store


def families(store: Store) -> tuple[Family, ...]:
    return tuple(store.view().families())


def test_copies_and_excerpts_of_a_report_are_one_family(new_store: NewStore) -> None:
    store = add(new_store(), ALL)
    (family,) = families(store)
    assert family.documents == (AGENCY.id, COPY.id, SHORT.id, LONG.id)
    likeness = {
        frozenset((kinship.shorter, kinship.longer)): kinship.likeness
        for kinship in store.view().ask(KinshipsAmong(documents=family.documents))
    }
    assert likeness[frozenset((AGENCY.id, COPY.id))] is Likeness.EXACT
    assert likeness[frozenset((AGENCY.id, SHORT.id))] is Likeness.NEAR
    assert likeness[frozenset((AGENCY.id, LONG.id))] is Likeness.EXCERPT


def test_what_members_left_out_and_added_is_kept(new_store: NewStore) -> None:
    view = add(new_store(), ALL).view()
    (short,) = view.ask(ComparisonsOf(documents=(SHORT.id,), against=(AGENCY.id,)))
    assert [one.kind for one in short.differences] == [DifferenceKind.DROPPED] * 2
    assert [one.was.span.text for one in short.differences if one.was] == list(REPORT[2:4])
    (long,) = view.ask(ComparisonsOf(documents=(LONG.id,)))
    assert {one.kind for one in long.differences} == {DifferenceKind.ADDED}
    assert long.kept == 1.0
    assert view.ask(ComparisonsOf(documents=(COPY.id,))) == ()


def found_in(
    store: Store,
) -> tuple[tuple[Family, ...], tuple[Versions, ...], tuple[Comparison, ...]]:
    ids = tuple(sorted(document.id for document in (*ALL, FIRST, LATER)))
    view = store.view()
    return families(store), view.ask(VersionsOf()), view.ask(ComparisonsOf(documents=ids))


@pytest.mark.parametrize("seed", range(4))
def test_order_and_portions_in_which_documents_come_do_not_matter(
    new_store: NewStore, seed: int
) -> None:
    wanted = found_in(add(new_store(), (*ALL, FIRST, LATER)))
    shuffled = random.Random(seed).sample((*ALL, FIRST, LATER), 7)
    assert found_in(add(new_store(), shuffled, at_once=bool(seed % 2))) == wanted
    assert wanted[0]
    assert wanted[1]


def test_earlier_copy_that_comes_later_gives_the_family_its_name(new_store: NewStore) -> None:
    store = add(new_store(), [SHORT, COPY])
    (before,) = families(store)
    add(store, [AGENCY])
    (after,) = families(store)
    assert (before.documents[0], after.documents[0]) == (COPY.id, AGENCY.id)
    assert before.id != after.id
    assert store.view().ask(FamilyById(id=before.id)) is None
    assert store.view().ask(ComparisonsOf(documents=(SHORT.id,), against=(COPY.id,))) == ()


def test_document_that_is_kin_of_two_families_joins_them(new_store: NewStore) -> None:
    left = [*REPORT[:3], *OTHER[:1]]
    right = [*REPORT[4:], *OTHER[1:2]]
    one = [article(left, f"left {n}", f"L{n}", published="2025-05-02") for n in range(2)]
    other = [article(right, f"right {n}", f"R{n}", published="2025-05-02") for n in range(2)]
    store = add(new_store(), [*one, *other])
    assert len(families(store)) == 2
    add(store, [AGENCY])
    (family,) = families(store)
    assert len(family.documents) == 5


def test_same_documents_again_change_nothing(new_store: NewStore) -> None:
    store = add(new_store(), ALL)
    before = found_in(store), store.view().revision()
    find_families(store)
    assert (found_in(store), store.view().revision()) == before


def test_document_whose_boilerplate_is_known_since_leaves_the_family(new_store: NewStore) -> None:
    store = add(new_store(), [AGENCY, SHORT])
    assert families(store)
    marked = replace(SHORT, segments=(make.segment(0, len(SHORT.text), SegmentKind.BOILERPLATE),))
    store.writer().add_document(marked, ingest_version=99)
    find_families(store)
    assert families(store) == ()
    assert store.view().ask(FamiliesOf()) == {}


def test_texts_of_one_address_are_its_versions(new_store: NewStore) -> None:
    store = add(new_store(), [LATER, FIRST, AGENCY])
    (versions,) = store.view().ask(VersionsOf(documents=(LATER.id,)))
    assert versions.address == "coast.example/a"
    assert versions.documents == (FIRST.id, LATER.id)
    (changed,) = store.view().ask(ComparisonsOf(documents=(LATER.id,), against=(FIRST.id,)))
    assert [one.kind for one in changed.differences] == ["dropped", "dropped", "added"]
    assert store.view().ask(VersionsOf(documents=(AGENCY.id,))) == ()


def test_version_that_comes_between_two_is_compared_with_both(new_store: NewStore) -> None:
    third = article(OTHER[:9], "v0", "Coast", url=FIRST.url, published="2025-05-04T12:00:00Z")
    store = add(new_store(), [FIRST, LATER])
    add(store, [third])
    (versions,) = store.view().ask(VersionsOf())
    assert versions.documents == (FIRST.id, third.id, LATER.id)
    # The last one is still of the family of the first, and so compared with it.
    pairs = {
        (one.document, one.against)
        for one in store.view().ask(ComparisonsOf(documents=versions.documents))
    }
    assert pairs == {
        (third.id, FIRST.id),
        (LATER.id, third.id),
        (LATER.id, FIRST.id),
    }


@pytest.mark.parametrize("step", ["put_kinships", "put_kindred"])
def test_what_was_cut_off_is_taken_up_again(
    new_store: NewStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    wanted = found_in(add(new_store(), ALL))
    store = new_store()

    class CutError(Exception):
        pass

    def cut(*_: object) -> None:
        raise CutError

    with monkeypatch.context() as patch:
        patch.setattr("dragoman.store.writer.Writer." + step, cut)
        with pytest.raises(CutError):
            add(store, ALL)
    find_families(store)
    assert found_in(store) == wanted


def test_small_batches_give_the_same(new_store: NewStore, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = found_in(add(new_store(), ALL))
    monkeypatch.setattr(joining, "BATCH", 2)
    monkeypatch.setattr(joining, "AT_ONCE", 1)
    monkeypatch.setattr(joining, "WRITTEN", 1)
    monkeypatch.setattr(joining, "REMEMBERED", 1)
    assert found_in(add(new_store(), ALL)) == wanted


def test_adding_finds_families(new_store: NewStore) -> None:
    store = new_store()
    pipeline.add(ALL, store, lambda _: None)
    assert len(families(store)) == 1


def test_who_left_a_passage_out_is_told_by_the_passage(new_store: NewStore) -> None:
    view = add(new_store(), ALL).view()
    dropped = make.evidence(AGENCY, "the lists differ by at least a dozen people")
    kept = make.evidence(AGENCY, "Envoys of Norland and Sudland met")
    added = make.evidence(LONG, BACKWARDS[3])
    found = view.ask(LeftOut(places=(dropped, kept, added)))
    assert found == {dropped: (SHORT.id,), added: (AGENCY.id,)}


def test_lists_of_families_are_filtered_and_paged(new_store: NewStore) -> None:
    twice = article(OTHER[:5], "twice", "Coast", published="2025-06-01")
    again = replace_name(twice, "again")
    view = add(new_store(), [*ALL, twice, again]).view()
    both = view.ask(FamilyList(count=True))
    assert [(head.outlets, head.last_on) for head in both.items] == [
        (1, "2025-06-01"),
        (4, "2025-05-03"),
    ]
    first = view.ask(FamilyList(limit=1))
    second = view.ask(FamilyList(limit=1, after=first.next))
    assert (first.items + second.items, second.next, both.total) == (both.items, None, 2)
    assert view.ask(FamilyList(across=True)).items == both.items[1:]
    assert view.ask(FamilyList(outlet="Coast")).items == both.items[:1]
    assert view.ask(FamilyList(since="2025-06-01")).items == both.items[:1]
    assert view.ask(FamilyList(until="2025-05-31")).items == both.items[1:]


def replace_name(document: Document, name: str) -> Document:
    return article(document.text.split("\n\n"), name, document.outlet, published="2025-06-01")
