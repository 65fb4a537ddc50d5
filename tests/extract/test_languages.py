"""What the rules find in languages other than English; all sentences are our own."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract import RulesReader
from dragoman.record import Act, Attribution
from tests import make

Case = tuple[str, str, str, str]
"""Text, source, cue, content."""


def read(text: str, language: str) -> tuple[Attribution, ...]:
    return RulesReader().read(make.document(text=text, language=language)).attributions


def found(text: str, language: str) -> list[tuple[str, str, str]]:
    return [
        (
            a.source.text if a.source else "",
            a.cue.text if a.cue else "",
            " … ".join(span.text for span in a.content),
        )
        for a in read(text, language)
    ]


def cases() -> dict[str, list[Case]]:
    """Every language's sentences, from languages.yaml beside this file."""
    content = yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text(encoding="utf-8"))
    return {
        language: [(item["text"], *item["parts"]) for item in items]
        for language, items in content.items()
    }


CASES = cases()


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language, items in CASES.items() for case in items],
)
def test_rules_find_source_cue_and_content_in_the_orders_of_the_language(
    language: str, case: Case
) -> None:
    text, *parts = case
    assert found(text, language) == [tuple(parts)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Орлов не заявил, что переговоры завершены."),
        ("ru", "Согласно договору стороны выводят войска из города."),
        ("ru", "Вместе подчеркивают, что переговоры завершены."),
        ("uk", "Президенту пообіцяли зустріч у травні."),
        ("es", "La ley de paz que se aprobó en mayo entra hoy en vigor."),
        ("es", "Destacó que la tregua sigue en pie."),
        ("fr", "Syrie : nouvelles violations de la trêve"),
        ("fr", "Selon la loi, les parties ont deux mois."),
        ("de", "Gaza-Krieg: Waffenruhe nach langen Gesprächen"),
        ("de", "Das sagt dem Sender nichts über die Gespräche."),
        ("tr", "Buna göre taraflar mayısta buluşacak."),
        ("ar", "وقال إن المحادثات ستستمر في مايو."),
        ("ar", "ستستمر المحادثات وفقا للقانون."),
    ],
)
def test_rules_leave_out_what_names_no_source(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("ru", "Орлов обвинил другую сторону в срыве перемирия.", Act.ACCUSE),
        ("ru", "Орлов заявил, что такие условия неприемлемы.", Act.REJECT),
        ("ru", "Орлов отказался комментировать письмо министра.", Act.DECLINE_COMMENT),
        ("uk", "Гай пообіцяв, що допомога надійде.", Act.PROMISE),
        ("es", "Rueda negó que haya una carta.", Act.DENY),
        ("fr", "Roche a averti que la trêve est fragile.", Act.WARN),
        ("de", "Roth forderte einen Abzug der Truppen.", Act.DEMAND),
        ("tr", "Ali Demir, bu teklifin kabul edilemez olduğunu söyledi.", Act.REJECT),
        ("ar", "وحذر الوزير من أن الهدنة هشة.", Act.WARN),
    ],
)
def test_act_is_read_in_the_words_of_the_language(language: str, text: str, act: Act) -> None:
    assert [attribution.act for attribution in read(text, language)] == [act]


def test_rules_let_a_russian_participle_inherit_the_source() -> None:
    first, second = found("Орлов сказал, что дверь открыта, добавив, что ждет ответа.", "ru")
    assert first == ("Орлов", "сказал", "дверь открыта")
    assert second == ("Орлов", "добавив", "ждет ответа")


def test_rules_give_a_cited_source_in_german_a_statement_of_its_own() -> None:
    reading = found(
        "Die Zeitung berichtet unter Berufung auf Diplomaten, dass ein Treffen geplant sei.", "de"
    )
    assert ("Diplomaten", "unter Berufung auf", "ein Treffen geplant sei") in reading


def test_dialogue_goes_on_after_the_attribution() -> None:
    text = "— Мы готовы к встрече, — сказал Орлов. — Но даты пока нет."
    assert found(text, "ru") == [("Орлов", "сказал", "Мы готовы к встрече … Но даты пока нет.")]


def test_interview_without_attributions_gives_none() -> None:
    assert found("— Когда встреча?\n— Даты пока нет, мы ждем ответа.", "ru") == []


@pytest.mark.parametrize(
    ("language", "reader"),
    [("en", "rules/1"), (None, "rules/1"), ("ru", "rules/1 (ru)"), ("pl", "rules/1 (quotations)")],
)
def test_reading_says_by_which_words_it_was_read(language: str | None, reader: str) -> None:
    document = make.document(text="A text.", language=language)
    assert RulesReader().read(document).reader == reader


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "„Jesteśmy gotowi do rozmów z nimi”, powiedział Jan Nowak.",
            ("Jan Nowak", "powiedział", "Jesteśmy gotowi do rozmów z nimi"),
        ),
        (
            "Jan Nowak: „Jesteśmy gotowi do rozmów z nimi”.",
            ("Jan Nowak", ":", "Jesteśmy gotowi do rozmów z nimi"),
        ),
        (
            "Иван Петров каза: «Готови сме за разговори с тях».",
            ("Иван Петров", "каза:", "Готови сме за разговори с тях"),
        ),
    ],
)
def test_language_without_lexicon_is_read_by_quotations_beside_names(
    text: str, parts: tuple[str, str, str]
) -> None:
    assert found(text, "pl") == [parts]


def test_language_without_lexicon_gives_nothing_without_quotation() -> None:
    assert found("Jan Nowak powiedział, że rozmowy trwają. Uwaga: rozmowy trwają.", "pl") == []


LANGUAGES = [*CASES, "en", "pl"]
PIECES = ["—", "«", "»", "“", "”", "„", ":", ",", "،", ".", "\n", "’", "؟", "A", "Орлов", "نور"]


@settings(max_examples=150)
@given(st.data())
def test_any_text_in_any_language_gives_only_spans_that_hold(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    words = [word for case in CASES.get(language, CASES["ru"]) for word in case[0].split()]
    pieces = data.draw(st.lists(st.sampled_from([*PIECES, *words]) | st.text(max_size=5)))
    text = " ".join(pieces) or "x"
    for attribution in read(text, language):
        spans = [attribution.source, attribution.cue, *attribution.content]
        assert all(span.holds_in(text) and span.text.strip() for span in spans if span)
