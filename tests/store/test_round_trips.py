"""Every noun comes back as it was given."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.record import (
    Act,
    ActorKind,
    BoundKind,
    BoundSide,
    ClaimStatus,
    Code,
    Decision,
    Document,
    Field,
    Figure,
    Link,
    LinkKind,
    MeetingStatus,
    Office,
    QuoteForm,
    Segment,
    SegmentKind,
    Span,
    Stage,
    Stance,
    Statement,
    statement_id,
)
from dragoman.store import Store
from tests import make
from tests.store.conftest import NewStore

HARD = "\0a\0b é e\u0301 👩🏽‍🚀\u202eabc\r\n\x1f\ufdd0\uffff\U0010ffff"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
NAMES = WORDS.filter(lambda name: bool(name.strip()))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(WORDS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)))
    kinds = st.sampled_from(SegmentKind)
    segments = [Segment(start=a, end=b, kind=draw(kinds)) for a, b in pairwise(cuts)]
    return make.document(
        text,
        draw(WORDS),
        url=draw(st.none() | st.text(st.characters(exclude_categories=["Cs"]))),
        outlet=draw(st.none() | WORDS),
        title=draw(st.none() | WORDS),
        author=draw(st.none() | WORDS),
        published=draw(st.sampled_from([None, "2023", "2023-11", "2023-11-06T10:00:00+02:00"])),
        language=draw(st.sampled_from([None, "en"])),
        segments=segments,
        flags=draw(st.lists(WORDS, max_size=2)),
    )


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    start = draw(st.integers(0, len(document.text) - 1))
    return Span.of(document.text, start, draw(st.integers(start + 1, len(document.text))))


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, list[Statement]]:
    document = draw(documents())
    some = spans(document)
    codes = st.builds(
        Code,
        concept=WORDS,
        stance=st.sampled_from(Stance),
        condition=st.none() | some,
        confidence=st.floats(0, 1),
    )
    links = st.builds(Link, name=WORDS, kind=st.sampled_from(LinkKind), span=st.none() | some)
    made = []
    for content in draw(
        st.lists(st.lists(some, min_size=1, max_size=2), max_size=3, unique_by=str)
    ):
        source, cue = draw(st.none() | some), draw(st.none() | some)
        speaker = make.actor(draw(NAMES), draw(st.sampled_from(ActorKind)))
        base = make.statement(
            document,
            speaker=draw(st.sampled_from([None, speaker])),
            party=draw(st.none() | WORDS),
            quote=draw(st.sampled_from(QuoteForm)),
            act=draw(st.none() | st.sampled_from(Act)),
            codes=draw(st.lists(codes, max_size=2)),
            via=draw(st.lists(links, max_size=3)),
            said_on=draw(st.sampled_from([None, "2023-11"])),
            confidence=draw(st.floats(0, 1)),
        )
        values = {field: getattr(base, field) for field in base.__dataclass_fields__}
        id_ = statement_id(document.id, source, cue, tuple(content))
        values |= {"id": id_, "source": source, "cue": cue, "content": tuple(content)}
        made.append(Statement(**values))
    return document, made


@given(reading=readings())
@example(reading=(make.document(HARD, HARD, title=HARD, flags=[HARD]), []))
@settings(max_examples=40, deadline=None)
def test_reading_comes_back_whatever_its_characters(
    new_store: NewStore, reading: tuple[Document, list[Statement]]
) -> None:
    document, statements = reading
    with new_store() as store:
        store.writer().add_run(make.RUN)
        assert store.writer().add_document(document)
        store.writer().put_reading(document.id, make.RUN.id, statements, [])

        assert store.view().document(document.id) == document
        assert list(store.view().documents()) == [document]
        in_order = sorted(statements, key=lambda s: (s.content[0].start, s.id))
        assert list(store.view().statements()) == in_order
        for statement in statements:
            assert store.view().statement(statement.id) == statement
        assert store.check() == []


def test_hard_characters_come_back_in_every_text_of_a_statement(store: Store) -> None:
    document = make.document(HARD)
    speaker = make.actor(HARD)
    statement = make.statement(
        document,
        "\0b é e\u0301",
        source="\0a",
        cue="👩🏽\u200d🚀",
        speaker=speaker,
        party=HARD,
        codes=[Code(concept=HARD, stance=Stance.OPPOSE, condition=make.span(document))],
        via=[Link(name=HARD, kind=LinkKind.OUTLET, span=make.span(document, "\0"))],
    )
    store.writer().add_run(make.RUN)
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [statement], [speaker])
    assert store.view().statement(statement.id) == statement
    assert list(store.view().actors()) == [speaker]


def test_actor_comes_back_with_names_and_offices(store: Store) -> None:
    document = make.document()
    known = make.actor(
        "Sergei Lavrov",
        names=["Lavrov", "Sergey Lavrov"],
        offices=[
            Office(role="foreign minister", of="Russia", body="MFA", since="2004-03-09"),
            Office(role="ambassador", of="Russia", until="2004"),
        ],
        party="Russia",
    )
    local = make.actor(
        "senior official", ActorKind.UNNAMED, local_to=document, description="a senior official"
    )
    store.writer().add_run(make.RUN)
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [], [local, known])
    assert list(store.view().actors()) == [known, local]


def test_date_range_comes_back_with_what_bounds_it(store: Store) -> None:
    undated, dated = make.document(HARD, "a.txt"), make.document(HARD, "b.txt", published="2023")
    bounds = [
        make.bound(undated, "2022", because=HARD),
        make.bound(undated, "2023-11-06", "\0b é", side=BoundSide.LATEST, kind=BoundKind.WEEKDAY),
        make.bound(undated, "2022-11", other=make.evidence(dated, "👩🏽")),
    ]
    full, empty = make.date_range(undated, *bounds), make.date_range(make.document())
    writer, view = store.writer(), store.view()
    writer.add_run(make.RUN)
    for document in (undated, dated, make.document()):
        writer.add_document(document)
    writer.put_reading(undated.id, make.RUN.id, [], [], full)
    writer.put_reading(empty.document, make.RUN.id, [], [], empty)
    assert list(view.date_ranges()) == [full, empty]
    assert store.check() == []


def test_quarantine_run_and_judgement_come_back(store: Store) -> None:
    document = make.document()
    early, late = (
        make.quarantine(size=None),
        make.quarantine(document=document, stage=Stage.RESOLVE),
    )
    run = make.run(Stage.RESOLVE, "knowledge/3")
    accept = make.judgement(decided_at="2023-11-07T10:00:00Z")
    correct = make.judgement(decision=Decision.CORRECT, field=Field.PARTY, value="Ukraine")
    writer, view = store.writer(), store.view()
    writer.add_document(document)
    assert [writer.add_quarantine(early), writer.add_quarantine(late)] == [True, True]
    assert writer.add_run(run)
    assert [writer.append_judgement(accept), writer.append_judgement(correct)] == [True, True]
    assert list(view.quarantine()) == [early, late]
    assert list(view.runs()) == [run]
    assert list(view.judgements()) == [correct, accept]


def test_judgement_on_a_statement_comes_back_with_what_stood(store: Store) -> None:
    document = make.document()
    statement = make.statement(document, ["talks would begin", "We agree"], cue="said")
    judgement = make.judgement(
        statement, Decision.CORRECT, field=Field.SPEAKER, value={"name": "Jane Doe"}
    )
    withdrawal = make.judgement(judgement, decided_at="2023-11-08T10:00:00Z")
    writer = store.writer()
    writer.append_judgement(judgement)
    writer.append_judgement(withdrawal)
    assert list(store.view().judgements()) == [judgement, withdrawal]


def test_claim_meeting_and_plan_come_back(store: Store) -> None:
    first, second = make.document(), make.document("Not so, said Moscow. 300 troops left.", "b.txt")
    asserting, denying = make.statement(first), make.statement(second, "Not so")
    figure = Figure(
        by="Moscow",
        value=0.1,
        unit="troops",
        document=second.id,
        span=make.span(second, "300 troops"),
    )
    claim = make.claim(
        asserting,
        denying,
        asserted_by=["A", "B"],
        denied_by=["Moscow"],
        confirmed_by=["C"],
        declined_by=["D"],
        figures=[figure],
        origins=2,
        status=ClaimStatus.CONTESTED,
    )
    meeting = make.meeting(
        make.evidence(second, "Moscow"),
        make.evidence(first, "talks"),
        people=["X"],
        place="Geneva",
        date="2023-11",
        status=MeetingStatus.HELD,
        reported_by=["A"],
        confirmed_by=["B"],
        denied_by=["C"],
    )
    condition = Code(
        concept="ceasefire", stance=Stance.SUPPORT, condition=make.span(first, "Monday")
    )
    plan = make.plan(
        make.term(make.evidence(first, "talks"), condition, condition),
        make.term(make.evidence(second, "troops")),
        make.term(make.evidence(first, "Monday"), condition),
        by="Ukraine",
        told_by=["A"],
        date="2023",
    )
    writer, view = store.writer(), store.view()
    writer.add_run(make.RUN)
    for document, statement in ((first, asserting), (second, denying)):
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, [statement], [])
    writer.put_claims([claim])
    writer.put_meetings([meeting])
    writer.put_plans([plan])
    assert list(view.claims()) == [claim]
    assert list(view.meetings()) == [meeting]
    assert list(view.plans()) == [plan]


def test_page_is_kept_as_it_came(store: Store) -> None:
    document, markup = make.document(), b"<html>\x00\xff</html>\r\n"
    assert store.writer().add_document(document, markup=markup)
    assert not store.writer().add_document(document, markup=b"another")
    assert store.view().page(document.id) == markup
    assert store.view().page("nothing") is None
