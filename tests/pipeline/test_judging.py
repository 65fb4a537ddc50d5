"""Judging: decisions come into the record whole, and what depends on them is as a run makes it."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.errors import JudgementError, RecordError
from dragoman.ingest import ingest
from dragoman.pipeline import judging, lengths
from dragoman.record import Act, Decision, Field, Judgement, Statement
from dragoman.record.corrections import span_form
from dragoman.record.forms import written
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store
from dragoman.store.queries.judgements import (
    JudgementById,
    JudgementList,
    JudgementState,
    JudgementStates,
    MarksOf,
    ToRelate,
)
from dragoman.store.queries.relating import FoundMeetings
from tests import make
from tests.pipeline.derived import derived, differing

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "ukraine-talks" / "articles"


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def read(path: Path, reader: str = "trained") -> None:
    with Store.open(path) as store:
        coder = pipeline.coder_for(shipped_codebook("russia-ukraine"))
        pipeline.add(ingest([ARTICLES]), store, lambda _: None)
        pipeline.run(store, pipeline.reader_named(reader), knowledge(), lambda _: None, coder)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the shipped example once; tests work on copies."""
    path = tmp_path_factory.mktemp("example") / "record.db"
    read(path)
    return path


@pytest.fixture
def new_copy(example: Path, tmp_path: Path) -> Callable[[], Path]:
    numbers = count()
    return lambda: Path(shutil.copy(example, tmp_path / f"{next(numbers)}.db"))


@pytest.fixture
def store(new_copy: Callable[[], Path]) -> Iterator[Store]:
    with Store.open(new_copy()) as store:
        yield store


def judge(store: Store, *judgements: Judgement) -> None:
    pipeline.judge(store, judgements, knowledge())


def related(store: Store) -> None:
    pipeline.relate(store, knowledge(), pipeline.coder_for(shipped_codebook("russia-ukraine")))


def claimed(store: Store) -> list[Statement]:
    """Give the statements of the largest claim."""
    claim = max(store.view().claims(), key=lambda claim: (len(claim.statements), claim.id))
    return store.view().statements_of(claim.statements)


def decisions(store: Store) -> dict[str, Judgement]:
    """Make decisions of each kind on statements that claims and positions rest on."""
    statements = claimed(store)
    first, last = statements[0], statements[-1]
    speaker = next(
        statement.speaker
        for statement in store.view().statements()
        if statement.speaker and statement.speaker not in {s.speaker for s in statements}
    )
    named = {"id": speaker.id, "name": speaker.name, "kind": speaker.kind.value}
    coded = next(s for s in store.view().statements() if s.codes and s.party)
    act = Act.ASSERT if first.act is Act.DENY else Act.DENY
    half = first.content[0].start + len(first.content[0].text) // 2
    document = store.view().document(first.document)
    assert document is not None
    parts = [(first.content[0].start, half), (half, first.content[0].end)]
    groups = [[{"start": a, "end": b, "text": document.text[a:b]}] for a, b in parts]
    codes = [{"concept": c.concept, "stance": c.stance.value} for c in coded.codes]
    changes: list[tuple[str, Statement, Field, object]] = [
        ("speaker", first, Field.SPEAKER, named),
        ("nobody", last, Field.SPEAKER, None),
        ("act", first, Field.ACT, act.value),
        ("party", coded, Field.PARTY, "United States"),
        ("codes", coded, Field.CODES, []),
        ("recoded", first, Field.CODES, codes),
        ("said", first, Field.SAID_ON, "2025-05-01"),
        ("content", first, Field.CONTENT, groups[0]),
    ]
    made = {
        name: make.judgement(
            statement, Decision.CORRECT, field=field, value=value, decided_at=at(number)
        )
        for number, (name, statement, field, value) in enumerate(changes)
    }
    return made | {
        "accepted": make.judgement(coded, Decision.ACCEPT, decided_at=at(20)),
        "rejected": make.judgement(last, Decision.REJECT, decided_at=at(21)),
        "split": make.judgement(first, Decision.SPLIT, value=groups, decided_at=at(22)),
        "added": Judgement.adding(
            document.id,
            written({"content": groups[1], "speaker": named, "codes": codes, "act": "demand"}),
            author="jd",
            decided_at=at(23),
        ),
    }


def at(second: int) -> str:
    return f"2026-11-22T09:30:{second:02d}Z"


@pytest.mark.parametrize(
    "kind",
    [
        *("speaker", "nobody", "act", "party", "codes", "recoded", "rejected"),
        *("said", "content", "split", "accepted", "added"),
    ],
)
def test_what_depends_on_a_decision_is_what_a_run_over_everything_gives(
    store: Store, kind: str
) -> None:
    before = derived(store)
    judge(store, decisions(store)[kind])
    after = derived(store)
    assert differing(before, after)
    related(store)
    assert differing(after, derived(store)) == []


def test_an_article_too_long_to_be_read_tells_no_meetings_when_it_is_judged_either(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_in = {evidence.document for m in store.view().meetings() for evidence in m.evidence}
    statement = next(s for s in store.view().statements() if s.document in told_in)
    mine = FoundMeetings(documents=(statement.document,))
    assert store.view().ask(mine)
    monkeypatch.setattr(lengths, "LONGEST", 100)
    judge(store, make.judgement(statement, Decision.ACCEPT))
    assert store.view().ask(mine) == ()


def test_taking_everything_back_gives_back_the_record(store: Store) -> None:
    before = derived(store)
    made = [decisions(store)[kind] for kind in ("speaker", "act", "codes", "rejected", "split")]
    judge(store, *made)
    assert "claims" in differing(before, derived(store))
    judge(store, *(make.judgement(j, decided_at="2026-11-22T10:00:00Z") for j in made))
    assert differing(before, derived(store)) == []
    states = store.view().ask(JudgementStates(ids=tuple(j.id for j in made)))
    assert set(states.values()) == {JudgementState.WITHDRAWN}


def test_corrected_speaker_stands_with_the_party_and_the_mark(store: Store) -> None:
    (first, *_) = claimed(store)
    decision = make.judgement(
        first, Decision.CORRECT, field=Field.SPEAKER, value={"name": "Sergei Lavrov"}
    )
    judge(store, decision)
    statement = store.view().statement(first.id)
    assert statement is not None
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.party) == ("Sergey Lavrov", "Russia")
    assert any(actor.name == "Sergey Lavrov" for actor in store.view().actors())
    (mark,) = store.view().ask(MarksOf(statements=(first.id,)))[first.id]
    assert (mark.judgement, mark.counts) == (decision, True)
    assert store.view().ask(JudgementList(statement=first.id)).items == (decision,)


def test_decision_on_nothing_is_refused_and_leaves_no_trace(store: Store) -> None:
    (first, *_) = claimed(store)
    before = derived(store)
    unknown = make.judgement("0" * 16)
    nobody = make.judgement(
        first, Decision.CORRECT, field=Field.SPEAKER, value={"name": "Nobody Known"}
    )
    for judgement, words in ((unknown, "no statement"), (nobody, "give the kind")):
        with pytest.raises(JudgementError, match=words):
            judge(store, judgement)
    with pytest.raises(JudgementError, match="to take back"):
        judge(store, make.judgement("1" * 16, Decision.WITHDRAW))
    assert store.view().counts().judgements == 0
    assert differing(before, derived(store)) == []


def test_same_decision_twice_is_one(store: Store) -> None:
    decision = decisions(store)["speaker"]
    judge(store, decision)
    once = derived(store)
    judge(store, decision)
    assert store.view().counts().judgements == 1
    assert differing(once, derived(store)) == []


def test_process_killed_between_leaves_the_decision_and_the_next_one_settles_the_rest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = decisions(store)
    monkeypatch.setattr(judging, "renew", interrupted)
    with pytest.raises(KeyboardInterrupt):
        judge(store, made["speaker"])
    monkeypatch.undo()
    assert store.view().ask(JudgementById(id=made["speaker"].id)) is not None
    assert list(store.view().ask(ToRelate())) == [made["speaker"].document]
    judge(store, made["codes"])
    assert store.view().ask(ToRelate()) == {}
    after = derived(store)
    related(store)
    assert differing(after, derived(store)) == []


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_decision_and_its_statements_are_written_together_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = derived(store)
    from dragoman.store import judging as steps

    def broken(*_: object) -> None:
        raise RecordError("the disk is full")

    monkeypatch.setattr(steps, "_mark", broken)
    with pytest.raises(RecordError):
        judge(store, decisions(store)["rejected"])
    monkeypatch.undo()
    assert store.view().counts().judgements == 0
    assert differing(before, derived(store)) == []
    assert store.check() == []


def test_record_is_the_same_whether_it_was_judged_or_read_first(
    new_copy: Callable[[], Path],
) -> None:
    judged_first, read_first = new_copy(), new_copy()
    read(read_first, "rules")
    with Store.open(read_first) as store:
        read_by_rules = list(store.view().statements())
    with Store.open(judged_first) as store:
        made = list(decisions(store).values())
        missed = next(s for s in store.view().statements() if not any_alike(s, read_by_rules))
        made.append(make.judgement(missed, decided_at=at(30)))
        judge(store, *made)
    read(judged_first, "rules")
    with Store.open(read_first) as store:
        pipeline.judge(store, made, knowledge(), may_wait=True)
        related(store)
        one = derived(store)
        waiting = store.view().ask(JudgementList(waiting=True, count=True)).total
        states = store.view().ask(JudgementStates(ids=tuple(j.id for j in made)))
    with Store.open(judged_first) as store:
        assert differing(one, derived(store)) == []
        assert states == store.view().ask(JudgementStates(ids=tuple(j.id for j in made)))
    assert 0 < (waiting or 0) < len(made)  # the other reader finds some of the statements


def any_alike(statement: Statement, others: list[Statement]) -> bool:
    """Tell whether another statement of the document shares any of its content."""
    return any(
        other.document == statement.document and one.overlaps(part)
        for other in others
        for one in other.content
        for part in statement.content
    )


def test_run_that_finds_nothing_new_leaves_decisions_in_place(
    new_copy: Callable[[], Path],
) -> None:
    path = new_copy()
    with Store.open(path) as store:
        judge(store, decisions(store)["speaker"], decisions(store)["rejected"])
        before = derived(store)
    read(path)
    with Store.open(path) as store:
        assert differing(before, derived(store)) == []


def test_rejected_statement_can_be_shown_and_accepted_again(store: Store) -> None:
    rejected = decisions(store)["rejected"]
    judge(store, rejected)
    assert store.view().statement(rejected.target) is None
    statement = pipeline.statement_at(store.view(), rejected.target, knowledge())
    assert statement is not None
    accepted = make.judgement(statement, author="ed", decided_at="2026-11-22T10:00:00Z")
    judge(store, accepted)
    assert store.view().statement(rejected.target) is not None
    states = store.view().ask(JudgementStates(ids=(rejected.id, accepted.id)))
    assert states[rejected.id] is JudgementState.OVERRULED
    assert states[accepted.id] is JudgementState.COUNTS


def test_lessons_of_decisions_name_the_run_and_settle_after_one(store: Store) -> None:
    book = shipped_codebook("russia-ukraine")
    assert pipeline.taught_by(store, book, knowledge()) == book
    coded = next(s for s in store.view().statements() if s.codes)
    judge(store, make.judgement(coded, Decision.CORRECT, field=Field.CODES, value=[]))
    taught = pipeline.taught_by(store, book, knowledge())
    assert taught.version != book.version
    coder = pipeline.coder_for(taught)
    reader = pipeline.reader_named("trained")
    ran = pipeline.run(store, reader, knowledge(), lambda _: None, coder)
    assert ran.documents == store.view().counts().documents
    assert pipeline.taught_by(store, book, knowledge()).version == taught.version


def test_decision_as_plain_values_makes_the_same_judgement(store: Store) -> None:
    made = decisions(store)
    for judgement in made.values():
        form = pipeline.form_of(judgement)
        again = pipeline.judgement_from(
            form, store.view(), knowledge(), author="x", decided_at="2026-01-01T00:00:00Z"
        )
        assert again == judgement
        about = "document" if judgement.decision is Decision.ADD else "statement"
        bare = {key: form[key] for key in (about, "decision", "field", "value")}
        assert judgement == pipeline.judgement_from(
            bare,
            store.view(),
            knowledge(),
            author=judgement.author,
            decided_at=judgement.decided_at,
        )


def test_merge_by_ids_takes_in_the_contents_of_the_others(store: Store) -> None:
    statement = claimed(store)[0]
    others = [
        other
        for other in store.view().statements()
        if other.document == statement.document and other.id != statement.id
    ]
    form = {"statement": statement.id, "decision": "merge", "value": [others[0].id]}
    merge = pipeline.judgement_from(
        form, store.view(), knowledge(), author="x", decided_at="2026-01-01T00:00:00Z"
    )
    assert merge.value is not None
    assert written(span_form(others[0].content[0])) in merge.value
    judge(store, merge)
    after = derived(store)
    assert store.view().statement(others[0].id) is None
    related(store)
    assert differing(after, derived(store)) == []
