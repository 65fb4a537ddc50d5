"""The record does not show in which order its parts came."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Document, Stage
from dragoman.store import Store
from tests import make
from tests.store.conftest import NewStore
from tests.store.whole import whole_record

TEXTS = ["The envoy said no. The other said yes.", "Said the envoy: no.", make.TEXT]
DOCUMENTS = st.builds(
    make.document,
    st.sampled_from(TEXTS),
    st.sampled_from(["a.txt", "b.txt", "c.txt"]),
    outlet=st.sampled_from([None, "Here", "There"]),
    title=st.sampled_from([None, "The one", "The other"]),
    published=st.sampled_from([None, "2023", "2023-11-06"]),
    flags=st.lists(st.sampled_from(["f", "g"]), max_size=2),
)


def fill(store: Store, documents: list[Document]) -> None:
    writer = store.writer()
    writer.add_run(make.RUN)
    for document in documents:
        writer.add_document(document)
        writer.add_quarantine(make.quarantine(f"{document.name}.bad"))
        writer.append_judgement(make.judgement(document.id))
    # As parallel workers do: they finish in any order.
    came = [document.id for document in documents]
    for document in sorted(store.view().pending(make.RUN.id), key=lambda d: came.index(d.id)):
        if "Said" in document.text:
            failed = make.quarantine(document=document, stage=Stage.EXTRACT)
            writer.fail_document(failed, make.RUN.id)
            continue
        actors = [make.actor(name) for name in document.text.split()[:2]]
        words = document.text.split(". ")
        statements = [make.statement(document, word, speaker=actors[0]) for word in words]
        undated = (
            None if document.published else make.date_range(document, make.bound(document, "2023"))
        )
        writer.put_reading(document.id, make.RUN.id, statements, actors, undated)


@given(data=st.data(), documents=st.lists(DOCUMENTS, max_size=6))
@settings(max_examples=15, deadline=None)
def test_record_is_the_same_whatever_the_order(
    new_store: NewStore, data: st.DataObject, documents: list[Document]
) -> None:
    with new_store() as one, new_store() as other:
        fill(one, documents)
        fill(other, data.draw(st.permutations(documents)))
        assert whole_record(one.view()) == whole_record(other.view())
