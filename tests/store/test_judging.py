"""Judging at rest: decisions with their statements, lists of them, what has become of each."""

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from dragoman.errors import StoreError
from dragoman.record import Act, Actor, Decision, Document, Field, Judgement, Statement
from dragoman.resolve import Knowledge, apply_judgements
from dragoman.store import Found, Outcome, Store
from dragoman.store.queries.judgements import (
    DecisionsOf,
    JudgedDocuments,
    JudgementById,
    JudgementList,
    JudgementState,
    JudgementStates,
    MarksOf,
    ToRelate,
)
from tests import make

NOBODY = Knowledge(entries={}, roles=(), institutions=())
DOCUMENT = make.document()
ENVOY = make.actor("the envoy", local_to=DOCUMENT)
TALKS = make.statement(DOCUMENT, "talks would begin on Monday", cue="said")
AGREE = make.statement(DOCUMENT, "We agree", cue="replied", speaker=ENVOY, act=Act.AGREE)


def decide(
    document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
) -> Outcome:
    judged = apply_judgements(document, machine, judgements, NOBODY)
    return Outcome(
        statements=judged.statements,
        actors=judged.actors,
        found=tuple(
            Found(
                judgement=mark.judgement.id,
                statement=statement,
                machine=judged.machine[statement],
                counts=mark.counts,
            )
            for statement, marks in judged.marks.items()
            for mark in marks
        ),
    )


@pytest.fixture
def filled(store: Store) -> Store:
    store.writer().add_run(make.RUN)
    store.writer().add_document(DOCUMENT)
    read(store, TALKS, AGREE, actors=[ENVOY])
    return store


def read(store: Store, *statements: Statement, actors: Sequence[Actor] = ()) -> None:
    store.writer().put_reading(DOCUMENT.id, make.RUN.id, statements, actors, None, decide)


def at(second: int) -> str:
    return f"2026-11-22T09:30:{second:02d}Z"


def act(value: str, second: int = 0, author: str = "jd", on: Statement = TALKS) -> Judgement:
    return make.judgement(
        on, Decision.CORRECT, field=Field.ACT, value=value, author=author, decided_at=at(second)
    )


def judge(store: Store, *judgements: Judgement) -> None:
    store.writer().judge(DOCUMENT.id, judgements, decide)


def acts(store: Store) -> list[str]:
    return [str(statement.act) for statement in store.view().statements()]


def test_decision_and_its_statement_are_there_together(filled: Store) -> None:
    before = filled.view().revision()
    judge(filled, act("warn"))
    assert acts(filled) == ["warn", "agree"]
    assert list(filled.view().judgements()) == [act("warn")]
    assert filled.view().revision() == before + 1
    assert [hit.id for hit in filled.view().search_statements("monday")] == [TALKS.id]
    assert filled.check() == []


def test_statement_that_stays_the_same_is_left_alone(filled: Store) -> None:
    def serial() -> object:
        with filled._reading() as connection:
            asked = text("SELECT serial FROM statements WHERE id = :id")
            return connection.scalar(asked, {"id": AGREE.id})

    before = serial()
    judge(filled, act("warn"))
    assert serial() == before


def test_what_the_machine_found_is_kept_beside(filled: Store) -> None:
    judge(filled, act("warn", 0), act("deny", 1))
    machine, judgements = filled.view().ask(DecisionsOf(document=DOCUMENT.id))
    assert machine == (TALKS, AGREE)
    assert judgements == (act("warn", 0), act("deny", 1))
    judge(filled, make.judgement(act("deny", 1), decided_at=at(2)))
    assert acts(filled) == ["warn", "agree"]


def test_another_reading_has_the_decisions_put_on_it(filled: Store) -> None:
    judge(filled, act("warn"))
    other = make.statement(DOCUMENT, "that talks would begin on Monday", cue="said")
    read(filled, other)
    assert [(s.id, s.act) for s in filled.view().statements()] == [(other.id, Act.WARN)]
    machine, _ = filled.view().ask(DecisionsOf(document=DOCUMENT.id))
    assert machine == (other,)


def test_decision_that_finds_nothing_waits_until_a_reading_brings_it_back(filled: Store) -> None:
    judge(filled, act("warn"))
    read(filled, AGREE)
    view = filled.view()
    states = JudgementStates(ids=(act("warn").id,))
    assert view.ask(states) == {act("warn").id: JudgementState.WAITING}
    assert view.ask(JudgementList(waiting=True)).items == (act("warn"),)
    read(filled, TALKS, AGREE)
    assert view.ask(states) == {act("warn").id: JudgementState.COUNTS}
    assert view.ask(JudgementList(waiting=True)).items == ()
    assert view.ask(JudgementList(waiting=False)).items == (act("warn"),)


def test_document_that_fails_keeps_its_decisions_waiting(filled: Store) -> None:
    judge(filled, act("warn"))
    filled.writer().fail_document(make.quarantine(document=DOCUMENT), make.RUN.id)
    assert list(filled.view().statements()) == []
    assert filled.view().ask(JudgementList(waiting=True)).items == (act("warn"),)


def test_actors_whom_decisions_name_come_and_go_with_them(filled: Store) -> None:
    named = make.judgement(
        TALKS,
        Decision.CORRECT,
        field=Field.SPEAKER,
        value={"name": "Jane Doe", "kind": "person", "party": "Freedonia"},
        decided_at=at(0),
    )
    judge(filled, named)
    assert [actor.name for actor in filled.view().actors()] == ["Jane Doe", "the envoy"]
    judge(filled, make.judgement(AGREE, Decision.REJECT, decided_at=at(1)))
    assert [actor.name for actor in filled.view().actors()] == ["Jane Doe", "the envoy"]
    judge(filled, make.judgement(named, decided_at=at(2)))
    assert list(filled.view().actors()) == [ENVOY]


def test_states_tell_what_counts_what_is_overruled_and_what_is_taken_back(filled: Store) -> None:
    first, second, third = act("warn", 0), act("deny", 1), act("agree", 2, "ed")
    back = make.judgement(third, decided_at=at(3))
    again = make.judgement(back, decided_at=at(4))
    judge(filled, first, second, third, back)

    def states(*judgements: Judgement) -> list[JudgementState]:
        found = filled.view().ask(JudgementStates(ids=tuple(j.id for j in judgements)))
        return [found[judgement.id] for judgement in judgements]

    counts, overruled = JudgementState.COUNTS, JudgementState.OVERRULED
    withdrawn = JudgementState.WITHDRAWN
    assert states(first, second, third, back) == [overruled, counts, withdrawn, counts]
    judge(filled, again)
    assert states(second, third, back, again) == [overruled, counts, withdrawn, counts]
    assert acts(filled)[0] == "agree"


def test_marks_are_those_of_the_statement_also_when_it_is_rejected(filled: Store) -> None:
    first, rejected = act("warn", 0), make.judgement(TALKS, Decision.REJECT, decided_at=at(1))
    judge(filled, first, rejected)
    marks = filled.view().ask(MarksOf(statements=(TALKS.id, AGREE.id)))
    assert [(mark.judgement, mark.counts) for mark in marks[TALKS.id]] == [
        (first, True),
        (rejected, True),
    ]
    assert AGREE.id not in marks


def test_list_is_newest_first_in_pages_and_filtered(filled: Store) -> None:
    made = [act("warn", 0), act("deny", 1, "ed"), make.judgement(AGREE, decided_at=at(2))]
    judge(filled, *made)
    view = filled.view()
    page = view.ask(JudgementList(limit=2, count=True))
    assert (page.items, page.total) == ((made[2], made[1]), 3)
    rest = view.ask(JudgementList(limit=2, after=page.next))
    assert (rest.items, rest.next) == ((made[0],), None)
    for wanted, found in (
        (JudgementList(author="ed"), [made[1]]),
        (JudgementList(decision=Decision.ACCEPT), [made[2]]),
        (JudgementList(field=Field.ACT), [made[1], made[0]]),
        (JudgementList(statement=AGREE.id), [made[2]]),
        (JudgementList(document="another"), []),
    ):
        assert list(view.ask(wanted).items) == found
    assert view.ask(JudgementById(id=made[0].id)) == made[0]
    assert view.ask(JudgementById(id="none")) is None
    assert view.ask(JudgedDocuments()) == (DOCUMENT.id,)


def test_judged_document_is_noted_with_the_statements_that_it_had(filled: Store) -> None:
    judge(filled, make.judgement(TALKS, Decision.REJECT))
    judge(filled, act("warn", 1, on=AGREE))
    noted = filled.view().ask(ToRelate())
    assert noted == {DOCUMENT.id: frozenset({TALKS.id, AGREE.id})}
    filled.writer().related(noted)
    assert filled.view().ask(ToRelate()) == {}


def test_decision_that_only_tells_an_id_is_found_by_it(filled: Store) -> None:
    bare = make.judgement(TALKS.id, Decision.REJECT)
    back = make.judgement(bare.id, Decision.WITHDRAW, decided_at=at(1))
    filled.writer().append_judgement(bare)
    judge(filled)
    assert acts(filled) == ["agree"]
    judge(filled, back)
    assert acts(filled) == ["assert", "agree"]


def test_document_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="not in the record"):
        store.writer().judge("nothing", [act("warn")], decide)
    assert store.view().counts().judgements == 0


@pytest.mark.parametrize(
    "sql", ["UPDATE judgement_content SET text = 'x'", "DELETE FROM judgement_content"]
)
def test_database_itself_keeps_what_a_judgement_was_about(filled: Store, sql: str) -> None:
    judge(filled, act("warn"))
    kept = pytest.raises(StoreError, match="judgements are kept as they were given")
    with kept, filled._writing() as connection:
        connection.execute(text(sql))
    assert list(filled.view().judgements()) == [act("warn")]
