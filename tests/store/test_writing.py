"""Writing: what is there twice, what replaces what, what is pending, what is refused."""

from collections.abc import Iterator
from dataclasses import astuple, replace

import pytest

from dragoman.errors import SpanError, StoreError
from dragoman.record import Actor, Claim, Figure, Span, Stage, digest, statement_id
from dragoman.store import Store
from dragoman.store.tables import ACTORS, DOCUMENT_ACTORS, STATEMENTS
from tests import make
from tests.store.whole import whole_record

EXTRACT, NEWER = make.RUN, make.run(model="rules/2")
RESOLVE = make.run(Stage.RESOLVE, "knowledge/1")


def pending(store: Store, run_id: str = EXTRACT.id) -> list[str]:
    return [document.name for document in store.view().pending(run_id)]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two documents, and the run and reading of the first."""
    for run in (EXTRACT, NEWER, RESOLVE):
        store.writer().add_run(run)
    for name in ("a.txt", "b.txt"):
        store.writer().add_document(make.document(name=name))
    return store


def test_adding_twice_changes_nothing(filled: Store) -> None:
    document = make.document(name="a.txt")
    judgement, quarantine = make.judgement(), make.quarantine()
    writer = filled.writer()
    assert writer.append_judgement(judgement)
    assert writer.add_quarantine(quarantine)
    before = whole_record(filled.view())
    assert not writer.add_document(document)
    assert not writer.add_run(EXTRACT)
    assert not writer.append_judgement(judgement)
    assert not writer.add_quarantine(quarantine)
    assert whole_record(filled.view()) == before


@pytest.mark.parametrize("order", [1, -1])
def test_document_that_tells_more_is_kept_whichever_comes_first(store: Store, order: int) -> None:
    less = make.document("Hello world", flags=["short"])
    more = make.document("Hello world", title="Greeting", segments=[make.segment(0, 5)])
    first, second = [less, more][::order]
    assert store.writer().add_document(first)
    assert not store.writer().add_document(second)
    assert list(store.view().documents()) == [more]
    assert store.view().search_documents("world") == []
    assert [hit.id for hit in store.view().search_documents("greeting")] == [more.id]
    assert store.check() == []


@pytest.mark.parametrize("order", [1, -1])
def test_document_of_newer_ingest_is_kept_whichever_comes_first(store: Store, order: int) -> None:
    older = make.document("Hello world", title="Greeting", flags=["short"])
    newer = make.document("Hello world", language=None, segments=[make.segment(0, 5)])
    for document, version in [(older, 1), (newer, 2)][::order]:
        store.writer().add_document(document, ingest_version=version)
    assert list(store.view().documents()) == [newer]
    assert store.view().search_documents("greeting") == []
    assert [hit.id for hit in store.view().search_documents("hello")] == [newer.id]
    assert store.check() == []


def test_same_document_of_newer_ingest_stays_done_and_outranks_the_older(filled: Store) -> None:
    document = make.document(name="a.txt")
    filled.writer().put_reading(document.id, EXTRACT.id, [make.statement(document)], [])
    added_at = filled.view().added_at(document.id)
    assert not filled.writer().add_document(document, ingest_version=3)
    filled.writer().add_document(make.document(name="a.txt", title="Talks"), ingest_version=2)
    assert pending(filled) == ["b.txt"]
    assert filled.view().document(document.id) == document
    assert filled.view().added_at(document.id) == added_at


def test_document_that_arrives_well_takes_its_name_out_of_quarantine(store: Store) -> None:
    writer = store.writer()
    for sha256 in ("0" * 64, "1" * 64):
        writer.add_quarantine(make.quarantine("a.txt", sha256=sha256))
    other = make.quarantine("b.txt")
    writer.add_quarantine(other)
    assert writer.add_document(make.document(name="a.txt"))
    assert list(store.view().quarantine()) == [other]
    writer.add_quarantine(make.quarantine("a.txt", "cut off"))
    assert not writer.add_document(make.document(name="a.txt"))
    assert list(store.view().quarantine()) == [other]


def test_document_that_arrives_again_stays_in_quarantine_of_later_stages(filled: Store) -> None:
    a = make.document(name="a.txt")
    failed = make.quarantine(document=a, stage=Stage.EXTRACT)
    filled.writer().fail_document(failed, EXTRACT.id)
    filled.writer().add_document(a)
    assert list(filled.view().quarantine()) == [failed]


def test_document_told_anew_is_pending_again(filled: Store) -> None:
    document = make.document(name="a.txt")
    filled.writer().put_reading(document.id, EXTRACT.id, [make.statement(document)], [])
    assert pending(filled) == ["b.txt"]
    filled.writer().add_document(make.document(name="a.txt", published="2023-11-06"))
    assert pending(filled) == ["a.txt", "b.txt"]
    assert len(list(filled.view().statements())) == 1


def test_reading_replaces_the_one_before(filled: Store) -> None:
    a, b = (make.document(name=name) for name in ("a.txt", "b.txt"))
    kept = make.statement(b, "We agree,", run=EXTRACT)
    old = [make.statement(a, "talks", run=EXTRACT), make.statement(a, "begin", run=EXTRACT)]
    new = [make.statement(a, "begin", cue="said", run=NEWER)]
    writer, view = filled.writer(), filled.view()
    writer.put_reading(b.id, EXTRACT.id, [kept], [])
    writer.put_reading(a.id, EXTRACT.id, old, [])
    assert list(view.statements()) == [*old, kept]
    writer.put_reading(a.id, NEWER.id, new, [])
    assert list(view.statements()) == [*new, kept]
    assert view.statement(old[0].id) is None
    assert view.search_statements("talks") == []
    assert filled.check() == []


def test_same_reading_twice_changes_nothing(filled: Store) -> None:
    document, actor = make.document(name="a.txt"), make.actor(names=["Zelenskyy"])
    statement = make.statement(document, speaker=actor)
    for _ in range(2):
        filled.writer().put_reading(document.id, EXTRACT.id, [statement, statement], [actor, actor])
        assert list(filled.view().statements()) == [statement]
        assert list(filled.view().actors()) == [actor]


def test_going_back_to_an_earlier_run_finds_the_document_pending(filled: Store) -> None:
    a = make.document(name="a.txt")
    for run in (EXTRACT, NEWER):
        filled.writer().put_reading(a.id, run.id, [], [])
    assert pending(filled, NEWER.id) == ["b.txt"]
    assert pending(filled, EXTRACT.id) == ["a.txt", "b.txt"]


def test_new_reading_makes_later_stages_pending(filled: Store) -> None:
    a = make.document(name="a.txt")
    filled.writer().put_reading(a.id, EXTRACT.id, [], [])
    filled.writer().put_reading(a.id, RESOLVE.id, [], [])
    assert pending(filled, EXTRACT.id) == pending(filled, RESOLVE.id) == ["b.txt"]
    filled.writer().put_reading(a.id, NEWER.id, [], [])
    assert pending(filled, RESOLVE.id) == ["a.txt", "b.txt"]


def test_shared_actor_stays_while_a_document_brings_it(filled: Store) -> None:
    a, b = (make.document(name=name) for name in ("a.txt", "b.txt"))
    actor = make.actor(names=["Zelenskyy"])
    for document in (a, b):
        filled.writer().put_reading(document.id, EXTRACT.id, [], [actor])
    filled.writer().put_reading(a.id, NEWER.id, [], [])
    assert list(filled.view().actors()) == [actor]
    filled.writer().put_reading(b.id, NEWER.id, [], [])
    assert list(filled.view().actors()) == []


def test_actor_known_in_two_versions_is_one_until_all_documents_have_the_newer(
    filled: Store,
) -> None:
    a, b = (make.document(name=name) for name in ("a.txt", "b.txt"))
    old, new = make.actor(names=["Zelensky"]), make.actor(names=["Zelensky", "Zelenskyy"])
    for document in (a, b):
        filled.writer().put_reading(document.id, EXTRACT.id, [], [old])
    filled.writer().put_reading(a.id, NEWER.id, [], [new])
    assert len(list(filled.view().actors())) == filled.view().counts().actors == 1
    filled.writer().put_reading(b.id, NEWER.id, [], [new])
    assert list(filled.view().actors()) == [new]


@pytest.mark.parametrize("order", [1, -1])
def test_actor_in_two_versions_is_the_same_one_whichever_came_first(
    filled: Store, order: int
) -> None:
    brought = [("a.txt", make.actor(names=["Z"])), ("b.txt", make.actor(names=["Ze"], party="Ua"))]
    for name, actor in brought[::order]:
        filled.writer().put_reading(make.document(name=name).id, EXTRACT.id, [], [actor])
    assert list(filled.view().actors()) == [min((a for _, a in brought), key=version)]


def version(actor: Actor) -> str:
    return digest("version", *astuple(actor))


def test_failed_document_is_handled_and_in_quarantine(filled: Store) -> None:
    a = make.document(name="a.txt")
    failed = make.quarantine(document=a, stage=Stage.EXTRACT, reason="too deep")
    statement = make.statement(a, run=EXTRACT)
    filled.writer().put_reading(a.id, EXTRACT.id, [statement], [make.actor()])
    filled.writer().fail_document(failed, NEWER.id)
    filled.writer().fail_document(failed, NEWER.id)
    assert pending(filled, NEWER.id) == ["b.txt"]
    assert list(filled.view().quarantine()) == [failed]
    assert list(filled.view().statements()) == []
    assert list(filled.view().actors()) == []


def test_document_that_is_read_leaves_quarantine(filled: Store) -> None:
    a = make.document(name="a.txt")
    early = make.quarantine()
    filled.writer().add_quarantine(early)
    filled.writer().fail_document(make.quarantine(document=a, stage=Stage.RESOLVE), EXTRACT.id)
    filled.writer().put_reading(a.id, NEWER.id, [], [])
    assert list(filled.view().quarantine()) == [early]


def test_documents_with_the_same_bytes_fail_each_for_itself(store: Store) -> None:
    store.writer().add_run(EXTRACT)
    here, there = make.document(outlet="Here"), make.document(outlet="There")
    failed = [make.quarantine(document=d, stage=Stage.EXTRACT) for d in (here, there)]
    for document, quarantine in zip((here, there), failed, strict=True):
        store.writer().add_document(document)
        store.writer().fail_document(quarantine, EXTRACT.id)
    assert {q.document for q in store.view().quarantine()} == {here.id, there.id}
    store.writer().put_reading(here.id, EXTRACT.id, [], [])
    assert list(store.view().quarantine()) == [failed[1]]


def test_quarantine_takes_the_reason_as_it_is_understood_now(store: Store) -> None:
    assert store.writer().add_quarantine(make.quarantine(reason="old words"))
    assert not store.writer().add_quarantine(make.quarantine(reason="new words"))
    assert [quarantine.reason for quarantine in store.view().quarantine()] == ["new words"]


def test_claims_meetings_and_plans_replace_all_before(filled: Store) -> None:
    a = make.document(name="a.txt")
    one, two = make.statement(a, "talks"), make.statement(a, "Monday")
    writer, view = filled.writer(), filled.view()
    writer.put_reading(a.id, EXTRACT.id, [one, two], [])
    for words, statement in (("talks", one), ("Monday", two)):
        evidence = make.evidence(a, words)
        writer.put_claims([make.claim(statement, text=words)])
        writer.put_meetings(iter([make.meeting(evidence)]))
        writer.put_plans([make.plan(make.term(evidence), name=words)])
    assert list(view.claims()) == [make.claim(two, text="Monday")]
    assert list(view.meetings()) == [make.meeting(make.evidence(a, "Monday"))]
    assert list(view.plans()) == [make.plan(make.term(make.evidence(a, "Monday")), name="Monday")]


def test_replacing_that_breaks_off_leaves_all_as_it_was(filled: Store) -> None:
    a = make.document(name="a.txt")
    statement = make.statement(a)
    filled.writer().put_reading(a.id, EXTRACT.id, [statement], [])
    filled.writer().put_claims([make.claim(statement)])

    def broken() -> Iterator[Claim]:
        yield make.claim(statement, text="another")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        filled.writer().put_claims(broken())
    assert list(filled.view().claims()) == [make.claim(statement)]


def test_span_with_other_characters_is_refused(filled: Store) -> None:
    a = make.document(name="a.txt")
    right = make.statement(a)
    end = len("The minister said")
    wrong = Span(start=0, end=end, text="The MINISTER said")
    id_ = statement_id(a.id, None, None, (wrong,))
    forged = replace(right, id=id_, content=(wrong,))
    with pytest.raises(SpanError, match=r"'The minister said' at .0, 17., not 'The MINISTER said'"):
        filled.writer().put_reading(a.id, EXTRACT.id, [right, forged], [])
    assert list(filled.view().statements()) == []
    span = Span(start=0, end=3, text="300")
    figure = Figure(by="A", value=300, unit="troops", document=a.id, span=span)
    filled.writer().put_reading(a.id, EXTRACT.id, [right], [])
    with pytest.raises(SpanError, match="has 'The' at"):
        filled.writer().put_claims([make.claim(right, figures=[figure])])


def test_what_names_absent_records_is_refused(filled: Store) -> None:
    a, absent = make.document(name="a.txt"), make.document(name="absent.txt")
    unknown = make.run(model="unknown")
    writer = filled.writer()
    with pytest.raises(StoreError, match=f"document {absent.id} is not in the record"):
        writer.put_reading(absent.id, EXTRACT.id, [], [])
    with pytest.raises(StoreError, match=f"run {unknown.id} is not in the record"):
        writer.put_reading(a.id, unknown.id, [], [])
    with pytest.raises(StoreError, match="names a record that is not there"):
        writer.put_reading(a.id, EXTRACT.id, [make.statement(a, run=unknown)], [])
    with pytest.raises(StoreError, match="has another's statements"):
        writer.put_reading(a.id, EXTRACT.id, [make.statement(absent)], [])
    with pytest.raises(StoreError, match="needs the document's id"):
        writer.fail_document(make.quarantine(), EXTRACT.id)
    with pytest.raises(StoreError, match="names a record that is not there"):
        writer.fail_document(make.quarantine(document=absent), EXTRACT.id)
    with pytest.raises(StoreError, match="rests on statement"):
        writer.put_claims([make.claim(make.statement(a))])
    with pytest.raises(StoreError, match="is not in the record; add it first"):
        writer.put_meetings([make.meeting(make.evidence(absent))])
    assert pending(filled) == ["a.txt", "b.txt"]


def test_two_statements_with_the_same_spans_are_refused(filled: Store) -> None:
    a = make.document(name="a.txt")
    twins = [make.statement(a, party="Russia"), make.statement(a, party="Ukraine")]
    with pytest.raises(StoreError, match="or is there twice"):
        filled.writer().put_reading(a.id, EXTRACT.id, twins, [])


def test_half_a_code_point_is_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot hold half a code point"):
        store.writer().add_quarantine(make.quarantine(name="\ud800"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET text = 'other'",
        "UPDATE judgements SET author = 'other'",
        "DELETE FROM judgements",
    ],
)
def test_database_itself_keeps_texts_and_judgements(filled: Store, sql: str) -> None:
    filled.writer().append_judgement(make.judgement())
    with (
        pytest.raises(StoreError, match="kept as they were given"),
        filled._writing() as connection,
    ):
        connection.exec_driver_sql(sql)
    assert list(filled.view().judgements()) == [make.judgement()]


def test_execution_is_logged_beside_the_record(filled: Store) -> None:
    before = whole_record(filled.view())
    with filled.writer().execution(EXTRACT.id):
        assert filled.view().executions()[0].finished_at is None
    with pytest.raises(RuntimeError), filled.writer().execution(NEWER.id):
        raise RuntimeError
    done, cut_off = filled.view().executions()
    assert (done.run, cut_off.run) == (EXTRACT.id, NEWER.id)
    assert done.finished_at is not None
    assert done.started_at <= done.finished_at
    assert cut_off.finished_at is None
    assert whole_record(filled.view()) == before


def test_instant_of_adding_is_told(filled: Store) -> None:
    added_at = filled.view().added_at(make.document(name="a.txt").id)
    assert added_at is not None
    assert added_at.endswith("+00:00")
    assert filled.view().added_at("0" * 16) is None


def test_nothing_of_a_replaced_reading_is_left_in_any_table(filled: Store) -> None:
    a = make.document(name="a.txt")
    speaker = make.actor(names=["Z"])
    filled.writer().put_reading(a.id, EXTRACT.id, [make.statement(a, speaker=speaker)], [speaker])
    filled.writer().put_reading(a.id, NEWER.id, [], [])
    tables = [STATEMENTS.table, ACTORS.table, DOCUMENT_ACTORS]
    tables += [shape.table for shape in (*STATEMENTS.lists.values(), *ACTORS.lists.values())]
    with filled._reading() as connection:
        assert [connection.execute(table.select()).all() for table in tables] == [[]] * len(tables)
