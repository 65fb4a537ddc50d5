"""The desk's memory: answers hold until the record is written, and are made once."""

from threading import Barrier, Thread

from dragoman.pipeline import judge
from dragoman.record import Decision, Field, Judgement
from dragoman.resolve import load_knowledge
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.queries.documents import OutletCounts
from dragoman.store.queries.written import Part, WritesByPart
from dragoman.web.desk import Desk
from dragoman.web.memory import Memory
from tests.make import document as article
from tests.web.talks import Talks


def test_an_answer_is_made_once_until_the_record_is_written(dossier: Dossier, store: Store) -> None:
    desk, made = Desk(dossier, store), list[int]()

    def make() -> int:
        made.append(len(made))
        return len(made)

    assert [desk.memo("it", make) for _ in range(3)] == [1, 1, 1]
    store.writer().related(())
    assert [desk.memo("it", make) for _ in range(2)] == [2, 2]
    assert desk.memo("other", make) == 3


def test_who_asks_for_what_is_being_made_waits_for_it(dossier: Dossier, store: Store) -> None:
    desk, begun, made, answers = Desk(dossier, store), Barrier(4), list[int](), list[object]()

    def make() -> object:
        made.append(1)
        begun.wait(timeout=10)
        return object()

    def ask() -> None:
        if len(made) or begun.n_waiting:
            begun.wait(timeout=10)
        answers.append(desk.memo("it", make))

    first = Thread(target=ask)
    first.start()
    while not made:
        pass
    others = [Thread(target=ask) for _ in range(3)]
    for thread in others:
        thread.start()
    for thread in (first, *others):
        thread.join(timeout=10)
    assert len(made) == 1
    assert len(answers) == 4
    assert len(set(map(id, answers))) == 1


def test_a_failure_is_not_remembered(dossier: Dossier, store: Store) -> None:
    desk, tries = Desk(dossier, store), iter([ZeroDivisionError, None])

    def make() -> str:
        if error := next(tries):
            raise error
        return "made"

    try:
        desk.memo("it", make)
    except ZeroDivisionError:
        assert desk.memo("it", make) == "made"


def test_an_answer_about_some_parts_outlives_writes_to_others(
    dossier: Dossier, store: Store, talks: Talks
) -> None:
    desk, made = Desk(dossier, store), list[int]()

    def make() -> int:
        made.append(1)
        return len(made)

    parts = (Part.STATEMENTS, Part.CLAIMS)
    assert desk.memo("it", make, *parts) == 1
    store.writer().add_document(article("Another article."))
    assert desk.memo("it", make, *parts) == 1
    store.writer().put_claims(())
    assert desk.memo("it", make, *parts) == 2


def test_a_judgement_touches_the_statements_and_leaves_plans_and_documents(
    dossier: Dossier, store: Store, talks: Talks
) -> None:
    def parts() -> dict[Part, int]:
        return dict(store.view().ask(WritesByPart()))

    before = parts()
    statement = next(iter(store.view().statements()))
    judge(
        store,
        [
            Judgement.on(
                statement,
                Decision.CORRECT,
                field=Field.ACT,
                value='"promise"',
                author="ann",
                decided_at="2026-01-01T00:00:00Z",
            )
        ],
        load_knowledge(),
    )
    touched = {part for part, number in parts().items() if number != before[part]}
    assert {Part.STATEMENTS, Part.JUDGEMENTS} <= touched
    assert not touched & {Part.DOCUMENTS, Part.PLANS, Part.QUARANTINE}


def test_what_one_has_decided_is_in_the_next_page(dossier: Dossier, store: Store) -> None:
    desk = Desk(dossier, store)
    assert desk.seated().ask(OutletCounts(), Part.DOCUMENTS, Part.STATEMENTS) == ()
    store.writer().add_document(article("“We agree”, said Ann."))
    assert len(desk.seated().ask(OutletCounts(), Part.DOCUMENTS, Part.STATEMENTS)) == 1


def test_memory_is_bounded_and_forgets_what_was_made_first() -> None:
    memory = Memory(most=3)
    for number in range(5):
        assert memory.give(number, 0, lambda: "made") == "made"
    assert memory.keys() == (2, 3, 4)
    assert memory.give(2, 1, lambda: "anew") == "anew"
    assert memory.keys() == (3, 4, 2)


def test_what_is_made_of_the_same_outlives_a_write(dossier: Dossier, store: Store) -> None:
    desk, made = Desk(dossier, store), list[int]()

    def make() -> int:
        made.append(1)
        return len(made)

    assert desk.kept("plans", ("a", "b"), make) == 1
    store.writer().related(())
    assert desk.seated().kept("plans", ("a", "b"), make) == 1
    assert desk.kept("plans", ("a",), make) == 2
    assert desk.kept("plans", ("a", "b"), make) == 3


def test_the_codebook_is_read_anew_when_its_file_is_written(dossier: Dossier, store: Store) -> None:
    desk = Desk(dossier, store)
    first = desk.codebook
    store.writer().related(())
    assert desk.codebook is first
    assert first
    text = dossier.codebook_path.read_text(encoding="utf-8")
    dossier.codebook_path.write_text(text + "\n", encoding="utf-8")
    assert desk.codebook is not first
