"""Copies: one agency's text in two outlets is one origin of claims and of positions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.pipeline import relate
from dragoman.pipeline.families import find_families
from dragoman.record import Actor, ActorKind, Code, Document, Stance, Statement
from dragoman.resolve import load_knowledge
from dragoman.store import Store
from dragoman.store.queries.positions import CellSteps
from tests import make
from tests.ingest.families.reports import OTHER, REPORT, article

SAID = "the lists differ by at least a dozen people"
TRUCE = Code(concept="truce", stance=Stance.SUPPORT)
BRINK = make.actor("Ada Brink")
OTHERS = [*OTHER[:7], "Officials said by a dozen people at the least the lists differ."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "record.db") as store:
        store.writer().add_run(make.RUN)
        yield store


def officials(document: Document) -> Actor:
    return make.actor("officials in the room", ActorKind.UNNAMED, local_to=document)


def put(store: Store, document: Document, *statements: Statement) -> None:
    writer = store.writer()
    writer.add_document(document)
    writer.put_reading(document.id, make.RUN.id, statements, [])


def report(outlet: str, published: str, *, changed: bool = False) -> Document:
    lines = [*REPORT[:6], "The paper is due."] if changed else REPORT
    return article(lines, f"{outlet}.txt", outlet, published=published)


def told(document: Document) -> Statement:
    return make.statement(document, SAID, speaker=officials(document))


def test_claim_that_two_outlets_have_from_one_agency_text_has_one_origin(store: Store) -> None:
    for document in (report("Echo", "2025-05-01"), report("Lamp", "2025-05-06", changed=True)):
        put(store, document, told(document))
    relate(store, load_knowledge())
    (claim,) = store.view().claims()
    assert (len(claim.statements), claim.origins) == (2, 1)


def test_claim_that_two_outlets_have_in_texts_of_their_own_has_two(store: Store) -> None:
    other = article(OTHERS, "lamp.txt", "Lamp", published="2025-05-06")
    first = report("Echo", "2025-05-01")
    said = make.statement(
        other, "by a dozen people at the least the lists differ", speaker=officials(other)
    )
    put(store, first, told(first))
    put(store, other, said)
    relate(store, load_knowledge())
    (claim,) = store.view().claims()
    assert (len(claim.statements), claim.origins) == (2, 2)


def origins(store: Store) -> list[int]:
    steps = store.view().ask(CellSteps(party="Norland", concept="truce"))
    return [step.origins for step in steps]


def brink(document: Document) -> Statement:
    return make.statement(
        document,
        "her government would free forty prisoners",
        speaker=BRINK,
        party="Norland",
        codes=[TRUCE],
    )


def test_position_that_two_outlets_have_from_one_agency_text_has_one_origin(store: Store) -> None:
    for document in (report("Echo", "2025-05-01"), report("Lamp", "2025-05-06", changed=True)):
        put(store, document, brink(document))
    relate(store, load_knowledge())
    assert origins(store)[-1] == 1


def test_positions_are_derived_anew_when_documents_turn_out_to_be_copies(store: Store) -> None:
    # Neither has enough of the other; the third joins them.
    one = article([*REPORT[:4], *OTHER[:6]], "one", "Echo", published="2025-05-01")
    two = article([REPORT[1], *REPORT[4:], *OTHER[6:9]], "two", "Lamp", published="2025-05-06")
    for document in (one, two):
        put(store, document, brink(document))
    relate(store, load_knowledge())
    assert origins(store)[-1] == 2
    store.writer().add_document(article(REPORT, "agency", "Agency", published="2025-05-01"))
    find_families(store)
    relate(store, load_knowledge())
    assert len(list(store.view().families())) == 1
    assert origins(store)[-1] == 1
