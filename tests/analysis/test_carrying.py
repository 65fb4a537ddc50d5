"""Carrying: which documents carry what, and what each leaves out; nothing is rated."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.analysis.carriers import (
    coverage_of_claim,
    coverage_of_meeting,
    coverage_of_plan,
)
from dragoman.analysis.carrying import (
    Article,
    Carrier,
    Part,
    PartKind,
    Telling,
    carriers_of,
    plan_tellings,
)
from dragoman.analysis.hearing import hear
from dragoman.record import (
    Act,
    Claim,
    Comparison,
    Difference,
    DifferenceKind,
    Document,
    MeetingStatus,
    Origin,
    OriginKind,
    comparison_id,
    digest,
)
from dragoman.resolve.plans.merging import PlanVersion
from dragoman.store import Store, ToldEvents
from tests import make

OFFER, REFUSAL = Part(kind=PartKind.ASSERTION), Part(kind=PartKind.DENIAL)
IN_MAY, ON_14_MAY = (Part(kind=PartKind.DATE, words=day) for day in ("2025-05", "2025-05-14"))
WORDS = make.evidence(make.document("words"), "words")


def telling(document: str, part: Part) -> Telling:
    return Telling(document=document, part=part, evidence=(WORDS,))


def article(id_: str, day: str | None, **more: frozenset[Part]) -> Article:
    return Article(id=id_, outlet=id_.upper(), day=day, **more)  # type: ignore[arg-type]


def carriers(*articles: Article, told: list[Telling]) -> dict[str, Carrier]:
    return {one.article.id: one for one in carriers_of(told, articles)}


TOLD = [telling("a", OFFER), telling("a", REFUSAL), telling("b", OFFER)]


def test_what_another_told_the_same_day_is_left_out() -> None:
    found = carriers(article("a", "2025-05-02"), article("b", "2025-05-02"), told=TOLD)
    assert found["b"].left_out == (REFUSAL,)
    assert found["a"].left_out == ()
    assert (found["a"].alone, found["b"].alone) == ((REFUSAL,), ())


def test_what_is_told_only_later_could_not_be_carried() -> None:
    found = carriers(article("a", "2025-05-02"), article("b", "2025-05-01"), told=TOLD)
    assert (found["b"].left_out, found["b"].earlier) == ((), (REFUSAL,))
    assert list(found) == ["b", "a"]


@pytest.mark.parametrize(("one", "other"), [(None, "2025-05-01"), ("2025-05-01", None)])
def test_without_a_day_nobody_can_tell_who_was_first(one: str | None, other: str | None) -> None:
    found = carriers(article("a", one), article("b", other), told=TOLD)
    assert (found["b"].left_out, found["b"].undated) == ((), (REFUSAL,))


def test_a_name_that_stands_in_the_text_is_told_apart() -> None:
    ann = Part(kind=PartKind.PERSON, words="Ann")
    found = carriers(
        article("a", "2025-05-01"),
        article("b", "2025-05-01", named=frozenset({ann})),
        told=[telling("a", ann), telling("b", OFFER)],
    )
    assert (found["b"].left_out, found["b"].named) == ((), (ann,))


def test_another_date_or_place_is_none_that_is_left_out() -> None:
    told = [telling("a", IN_MAY), telling("b", ON_14_MAY), telling("c", OFFER)]
    days = (article(id_, "2025-05-20") for id_ in "abc")
    found = carriers(*days, told=told)
    assert (found["a"].left_out, found["b"].left_out) == ((OFFER,), (OFFER,))
    assert set(found["c"].left_out) == {IN_MAY, ON_14_MAY}


def test_the_only_document_has_nothing_alone() -> None:
    found = carriers(article("a", "2025-05-02"), told=TOLD[:2])
    assert found["a"].alone == ()


def test_terms_of_a_plan_are_matched_and_what_a_telling_adds_is_its_own() -> None:
    text = "all prisoners of war come home; foreign troops leave the island"
    full = make.document(text, "full")
    short = make.document("prisoners of war come home; the harbour opens", "short")
    main = make.plan(
        make.term(make.evidence(full, "all prisoners of war come home")),
        make.term(make.evidence(full, "foreign troops leave the island")),
    )
    other = make.plan(
        make.term(make.evidence(short, "prisoners of war come home")),
        make.term(make.evidence(short, "the harbour opens")),
    )
    told = plan_tellings(main, [other])
    words = {d: [t.part.words for t in told if t.document == d] for d in (full.id, short.id)}
    assert words[full.id] == ["all prisoners of war come home", "foreign troops leave the island"]
    assert words[short.id] == ["all prisoners of war come home", "the harbour opens"]


POST = (
    "The ministry said that the offer had been sent. The brutal envoy met Karl Holm in Geneva."
    "\n\nKarl Holm denied that the offer had been sent, with 298 drones counted."
)
WIRE = "The ministry said that the offer had been sent. Envoys met in Geneva, Holm among them."
ANN, HOLM = make.actor("The ministry", party="Norland"), make.actor("Karl Holm", party="Sudland")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Document, Document]]:
    with Store.open(tmp_path_factory.mktemp("told") / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        post = make.document(POST, "post", outlet="Post", published="2025-05-01")
        wire = make.document(WIRE, "wire", outlet="Wire", published="2025-05-02")
        said = [
            make.statement(post, "the offer had been sent", speaker=ANN, act=Act.ASSERT),
            make.statement(wire, "the offer had been sent", speaker=ANN, act=Act.ASSERT),
        ]
        denied = make.statement(post, "offer had been sent, with", speaker=HOLM, act=Act.DENY)
        for document, statements in ((post, [said[0], denied]), (wire, [said[1]])):
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, statements, [ANN, HOLM])
        ids = tuple(s.id for s in (*said, denied))
        root = Origin(name="The ministry", kind=OriginKind.SPEECH, statements=ids[:2])
        writer.put_claims(
            [
                Claim(
                    id=digest("claim", *ids),
                    text="the offer had been sent",
                    statements=ids,
                    asserted_by=("The ministry",),
                    denied_by=("Karl Holm",),
                    roots=(root,),
                )
            ]
        )
        places = [
            make.evidence(post, "envoy met Karl Holm in Geneva"),
            make.evidence(wire, "Envoys met in Geneva"),
        ]
        own = {
            post.id: [
                make.meeting(places[0], people=["Karl Holm"], status=MeetingStatus.HELD),
            ],
            wire.id: [make.meeting(places[1], status=MeetingStatus.HELD)],
        }
        joined = make.meeting(*places, people=["Karl Holm"], status=MeetingStatus.HELD)
        writer.put_events([ToldEvents(document=id_, meetings=tuple(m)) for id_, m in own.items()])
        writer.put_meetings([joined])
        yield store, post, wire


def test_the_counter_statement_of_a_claim_is_left_out_by_who_has_none(
    told: tuple[Store, Document, Document],
) -> None:
    store, post, wire = told
    (claim,) = store.view().claims()
    found = coverage_of_claim(store.view(), claim)
    by_id = {one.article.id: one for one in found.carriers}
    assert by_id[wire.id].left_out == (REFUSAL,)
    assert by_id[post.id].alone == (REFUSAL,)
    assert by_id[wire.id].article.through == ("The ministry",)
    assert found.outlets == 2


def test_every_part_that_is_told_rests_on_words_of_its_document(
    told: tuple[Store, Document, Document],
) -> None:
    store, post, wire = told
    view = store.view()
    (claim,), (meeting,) = view.claims(), view.meetings()
    texts = {document.id: document.text for document in (post, wire)}
    seen = 0
    for found in (coverage_of_claim(view, claim), coverage_of_meeting(view, meeting)):
        for carrier in found.carriers:
            for one in carrier.told:
                for evidence in one.evidence:
                    assert evidence.document == carrier.article.id
                    assert evidence.span.holds_in(texts[evidence.document])
                    seen += 1
    assert seen >= 8


def test_who_was_at_a_meeting_by_one_article_and_only_named_in_another(
    told: tuple[Store, Document, Document],
) -> None:
    store, post, wire = told
    (meeting,) = store.view().meetings()
    found = {one.article.id: one for one in coverage_of_meeting(store.view(), meeting).carriers}
    holm = Part(kind=PartKind.PERSON, words="Karl Holm")
    assert holm in {one.part for one in found[post.id].told}
    assert found[wire.id].named == (holm,)  # "Holm among them" was not read as taking part


def test_an_outlets_own_words_are_listed_where_they_stand_beside_it(
    told: tuple[Store, Document, Document],
) -> None:
    store, post, _ = told
    (claim,) = store.view().claims()
    found = {one.article.id: one for one in coverage_of_claim(store.view(), claim).carriers}
    (word,) = found[post.id].article.voice
    assert (word.span.text, word.span.holds_in(POST)) == ("brutal", True)
    heard = list(hear(store.view(), ("Post",)))
    assert [w.span.text for one in heard for w in one.voice.loaded] == ["brutal"]


def test_a_plan_of_one_telling_leaves_nothing_out(
    told: tuple[Store, Document, Document],
) -> None:
    store, post, _ = told
    plan = make.plan(make.term(make.evidence(post, "298 drones")))
    found = coverage_of_plan(store.view(), PlanVersion(points=None, tellings=(plan,)))
    (carrier,) = found.carriers
    assert ([one.part.words for one in carrier.told], carrier.left_out) == (["298 drones"], ())


def test_a_copy_without_the_counter_statement_is_told_with_the_words_it_lacks(
    tmp_path: Path,
) -> None:
    whole = make.document(POST, "whole", outlet="Post", published="2025-05-01")
    copy = make.document(POST.partition("\n\n")[0], "copy", outlet="Copy", published="2025-05-02")
    holds = make.statement(whole, "the offer had been sent", speaker=ANN, act=Act.ASSERT)
    denies = make.statement(whole, "offer had been sent, with", speaker=HOLM, act=Act.DENY)
    root = Origin(name="The ministry", kind=OriginKind.SPEECH, statements=(holds.id,))
    ids = (holds.id, denies.id)
    claim = replace(make.claim(holds, denies, denied_by=["Karl Holm"]), roots=(root,))
    cut = Difference(
        kind=DifferenceKind.DROPPED,
        was=make.evidence(whole, POST.partition("\n\n")[2]),
        now=None,
    )
    with Store.open(tmp_path / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for document, said in ((whole, [holds, denies]), (copy, [])):
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, said, [ANN, HOLM])
        writer.put_comparisons(
            [
                Comparison(
                    id=comparison_id(copy.id, whole.id),
                    document=copy.id,
                    against=whole.id,
                    kept=0.5,
                    differences=(cut,),
                )
            ]
        )
        found = {one.article.id: one for one in coverage_of_claim(store.view(), claim).carriers}
    assert claim.statements == ids
    assert [(one.part, one.of.span.text) for one in found[copy.id].article.cuts] == [
        (REFUSAL, "offer had been sent, with")
    ]
    assert found[copy.id].told == ()
    assert found[whole.id].article.cuts == ()
