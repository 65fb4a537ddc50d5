"""Carried: whose statements outlets carry, through whom, and where others speak in documents."""

from collections.abc import Iterator

import pytest

from dragoman.record import ActorKind, Link, LinkKind
from dragoman.store import Store
from dragoman.store.queries.carried import (
    DocumentsOf,
    FirstLink,
    FirstLinks,
    PartiesCarried,
    PartyCarried,
    SpeakersCarried,
    SpokenIn,
)
from tests import make
from tests.store.conftest import NewStore

TEXT = "Ann said one. Ann said two. Bob said three. Officials said four. Somebody said five."
ANN = make.actor("Ann", party="Norland")
BOB = make.actor("Bob", party="Sudland")
AGENCY = Link(name="The Agency", kind=LinkKind.OUTLET)
AIDE = Link(name="an aide", kind=LinkKind.UNNAMED)


@pytest.fixture(scope="module")
def carrying(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for name, outlet, day in (
            ("a", "The Post", "2025-05-01"),
            ("b", "thepost.com", "2025-05-02"),
            ("c", None, None),
        ):
            document = make.document(TEXT, name, outlet=outlet, published=day)
            officials = make.actor("Officials", ActorKind.UNNAMED, local_to=document)
            found = [
                make.statement(document, "one", speaker=ANN, party="Norland", via=[AGENCY, AIDE]),
                make.statement(document, "two", speaker=ANN, party="Norland"),
                make.statement(document, "three", speaker=BOB, party="Sudland", via=[AGENCY]),
                make.statement(document, "four", speaker=officials, party="Sudland", via=[AIDE]),
                make.statement(document, ["Somebody", "five"]),
            ]
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, found, [ANN, BOB, officials])
        yield store


def test_parties_are_counted_by_outlet_and_kind(carrying: Store) -> None:
    found = carrying.view().ask(PartiesCarried())
    assert [one for one in found if one.outlet == "The Post"] == [
        PartyCarried(outlet="The Post", party=None, kind=None, statements=1),
        PartyCarried(outlet="The Post", party="Norland", kind=ActorKind.PERSON, statements=2),
        PartyCarried(outlet="The Post", party="Sudland", kind=ActorKind.PERSON, statements=1),
        PartyCarried(outlet="The Post", party="Sudland", kind=ActorKind.UNNAMED, statements=1),
    ]
    assert sum(one.statements for one in found) == 15


def test_speakers_are_counted_over_all_spellings_without_the_unnamed(carrying: Store) -> None:
    found = carrying.view().ask(SpeakersCarried(outlets=("The Post", "thepost.com")))
    assert [(one.name, one.party, one.statements) for one in found] == [
        ("Ann", "Norland", 4),
        ("Bob", "Sudland", 2),
    ]


def test_only_the_first_link_of_a_chain_counts(carrying: Store) -> None:
    found = carrying.view().ask(FirstLinks(outlets=("The Post",)))
    assert found == (
        FirstLink(name=None, kind=None, statements=2),
        FirstLink(name="The Agency", kind=LinkKind.OUTLET, statements=2),
        FirstLink(name="an aide", kind=LinkKind.UNNAMED, statements=1),
    )


def test_own_statements_are_told_even_if_others_are_more(carrying: Store) -> None:
    (own,) = carrying.view().ask(FirstLinks(outlets=("The Post",), limit=1))
    assert own.name is None


def test_documents_of_all_spellings_are_newest_first(carrying: Store) -> None:
    ids = carrying.view().ask(DocumentsOf(outlets=("The Post", "thepost.com")))
    found = [carrying.view().document(id_) for id_ in ids]
    assert [document.name for document in found if document] == ["b", "a"]


def test_spoken_tells_where_every_content_stands(carrying: Store) -> None:
    ids = carrying.view().ask(DocumentsOf(outlets=("The Post",)))
    (spoken,) = carrying.view().ask(SpokenIn(ids=(*ids, "nowhere")))
    words = [spoken.document.text[start:end] for start, end in spoken.contents]
    assert words == ["one", "two", "three", "four", "Somebody", "five"]
