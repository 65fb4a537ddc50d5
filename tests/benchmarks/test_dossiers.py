"""The invented dossier: what is said of its texts holds in them, and it is the same every time."""

from collections import Counter
from itertools import islice
from statistics import mean

import pytest
from benchmarks.dossiers import make_dossier, press
from benchmarks.invented.articles import Article
from benchmarks.invented.cast import OUTLETS, PARTIES, SPEAKERS
from benchmarks.invented.words import FIRST_NAMES, PLACES, SURNAMES, UNNAMED

from dragoman.record import Codebook, Span
from dragoman.settings import Dossier
from dragoman.settings.codebooks import read_codebook
from dragoman.store import Store
from tests.benchmarks.conftest import DOCUMENTS

NAMES = (PLACES, SURNAMES, FIRST_NAMES)


@pytest.fixture(scope="module")
def codebook(invented: Dossier) -> Codebook:
    return read_codebook(invented.codebook_path)


@pytest.fixture(scope="module")
def articles(codebook: Codebook) -> list[Article]:
    return list(press(codebook, 200))


def spans_of(article: Article) -> list[Span]:
    found = [span for s in article.statements for span in (s.source, s.cue, *s.content)]
    found += [code.condition for s in article.statements for code in s.codes]
    found += [link.span for s in article.statements for link in s.via]
    found += [told.figure for told in article.told]
    found += [reported.span for reported in article.reported]
    found += [span for termed in article.termed for span, _ in termed.terms]
    if article.period:
        found += [bound.words for bound in article.period.bounds]
    return [span for span in found if span]


def test_every_span_holds_in_its_text(articles: list[Article]) -> None:
    for article in articles:
        spans = spans_of(article)
        assert len(spans) > 2 * len(article.statements)
        assert all(span.holds_in(article.document.text) for span in spans)


def test_segments_leave_out_nothing_but_white_space(articles: list[Article]) -> None:
    for document in (article.document for article in articles):
        left = list(document.text)
        for segment in document.segments:
            left[segment.start : segment.end] = " " * (segment.end - segment.start)
        assert not "".join(left).strip()


def test_a_source_names_its_speaker_and_stands_outside_of_what_is_said(
    articles: list[Article],
) -> None:
    for statement in (s for article in articles for s in article.statements):
        source = statement.source
        assert source
        assert not any(source.overlaps(content) for content in statement.content)
        if statement.speaker:
            surname = statement.speaker.name.split()[-1]
            assert surname.casefold() in source.text.casefold()


def test_a_condition_is_the_end_of_what_is_said(articles: list[Article]) -> None:
    conditions = [
        (statement.content[-1], code.condition)
        for article in articles
        for statement in article.statements
        for code in statement.codes
        if code.condition
    ]
    assert len(conditions) > 20
    assert all(content.contains(condition) for content, condition in conditions)
    assert all(content.end == condition.end for content, condition in conditions)


def test_a_code_is_in_the_codebook_and_most_fit_what_the_party_holds(
    articles: list[Article], codebook: Codebook
) -> None:
    concepts = {concept.id for concept in codebook.concepts}
    assert len(concepts) == 50
    stances: Counter[tuple[str | None, str, str]] = Counter()
    for statement in (s for article in articles for s in article.statements):
        for code in statement.codes:
            assert code.concept in concepts
            stances[statement.party, code.concept, code.stance] += 1
    most = Counter[tuple[str | None, str]]()
    for (party, concept, _), number in stances.items():
        most[party, concept] = max(most[party, concept], number)
    assert most.total() > 0.75 * stances.total()


def test_counts_are_those_of_a_large_dossier(articles: list[Article]) -> None:
    statements = [s for article in articles for s in article.statements]
    assert 22 < mean(len(article.statements) for article in articles) < 28
    assert 0.35 < mean(bool(s.codes) for s in statements) < 0.45
    assert {s.party for s in statements} == {None, *PARTIES}
    assert len({a.document.outlet for a in articles}) > OUTLETS * 0.8
    named = {s.speaker.name for s in statements if s.speaker} - {*UNNAMED}
    assert SPEAKERS * 0.8 < len(named) <= SPEAKERS + len(PARTIES)
    assert len({told.event.number for a in articles for told in a.told}) > 10


def test_statements_do_not_repeat_each_other_by_chance(articles: list[Article]) -> None:
    told = {one.statement.id for article in articles for one in article.told}
    said = Counter(
        " ".join(span.text for span in statement.content).casefold()
        for article in articles
        for statement in article.statements
        if statement.id not in told
    )
    assert len(said) > 0.97 * said.total()


def test_the_same_number_gives_the_same_articles(codebook: Codebook) -> None:
    first, again = (list(islice(press(codebook, 50), 20)) for _ in range(2))
    assert first == again
    other = next(press(codebook, 50, seed=12))
    assert other.document.text != first[0].document.text


def test_names_are_told_apart() -> None:
    for names in NAMES:
        assert len(set(names)) == len(names)


def test_what_is_written_is_a_record_without_damage(invented: Dossier) -> None:
    with Store.open(invented.record_path) as store:
        view = store.view()
        counts = view.counts()
        assert counts.documents == DOCUMENTS
        assert counts.statements > 20 * DOCUMENTS
        assert min(counts.claims, counts.meetings, counts.judgements, counts.actors) > 0
        assert any(claim.denied_by for claim in view.claims())
        assert store.check() == []


def test_a_folder_with_a_dossier_is_left_alone(invented: Dossier) -> None:
    with pytest.raises(Exception, match="is a dossier already"):
        make_dossier(invented.folder, 1)
