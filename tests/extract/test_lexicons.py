"""The lexicon files, and that no line of text makes their patterns slow."""

import time

import pytest

from dragoman.extract import RulesReader
from dragoman.extract.lexicon import NOTHING, fold
from dragoman.extract.loading import languages, lexicon_for
from dragoman.record import Act
from tests import make

SECOND = 1.0
LINE = 50_000


def test_every_promised_language_has_a_lexicon() -> None:
    assert {"en", "ru", "uk", "es", "fr", "de", "tr", "ar"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_lexicon_has_what_the_rules_cannot_do_without(language: str) -> None:
    lexicon = lexicon_for(language)
    assert lexicon.language == language
    assert len(lexicon.acts) > 50
    assert {Act.ASSERT, Act.DENY, Act.ACCUSE, Act.WARN} <= set(lexicon.acts.values())
    assert lexicon.orders
    assert NOTHING not in (lexicon.noun, lexicon.pronoun, lexicon.stops, lexicon.complement)


@pytest.mark.parametrize("language", languages())
def test_every_verb_form_of_a_lexicon_is_found_in_a_text(language: str) -> None:
    lexicon = lexicon_for(language)
    found = [lexicon.verb.search(f" {form} that it ") for form in lexicon.acts]
    plain = [match for match in found if match]
    assert len(plain) > len(lexicon.acts) / 2
    assert all(lexicon.form(match) in lexicon.acts for match in plain)


@pytest.mark.parametrize(
    ("language", "form", "act"),
    [
        ("ru", "заявила", Act.ASSERT),
        ("ru", "отвергла", Act.REJECT),
        ("uk", "пообіцяли", Act.PROMISE),
        ("es", "rechazaron", Act.REJECT),
        ("fr", "démenti", Act.DENY),
        ("de", "warnten", Act.WARN),
        ("tr", "suçladılar", Act.ACCUSE),
        ("ar", "أكدت", Act.ASSERT),
        ("en", "denied", Act.DENY),
    ],
)
def test_inflection_gives_the_forms_that_news_uses(language: str, form: str, act: Act) -> None:
    acts = lexicon_for(language).acts
    assert acts[fold(form)] is act


def test_language_without_a_file_has_no_words() -> None:
    lexicon = lexicon_for("xx")
    assert lexicon.acts == {}
    assert lexicon.verb.search("said что que") is None


PIECES = {
    "en": ["also, ", "back in a ", "told ABABAB", "“a b c d e f,” said X. ", "according to Doe, "],
    "ru": [
        "также, ",
        "заявил, ",
        "— сказал он — ",
        "В Москве ",
        "в интервью ",
        "по словам Орлова ",
    ],
    "uk": ["заявив, що ", "також, ", "за словами Гая "],
    "es": ["dijo que ", "en el de ", "según A ", "a The X ", "—dijo "],
    "fr": ["a-t-il dit, ", "le l'", "selon lui ", "à la presse que "],
    "de": ["hat ", "der Mann von der ", "sagte er, ", "laut Plan "],
    "tr": ["Ali dedi ", "göre ", "olduğunu söyledi, ", "Ali Veli "],
    "ar": ["قال إن ", "في ", "بحسب مصدر ، ", "قال، "],
    "pl": ["Ab: “a b c d e f” ", "“a b c d e,” said Ab "],
}


@pytest.mark.parametrize(
    ("language", "piece"),
    [(language, piece) for language, pieces in PIECES.items() for piece in (*pieces, "A", " », ")],
)
def test_line_of_fifty_thousand_characters_is_read_within_a_second(
    language: str, piece: str
) -> None:
    text = (piece * (LINE // len(piece) + 1))[:LINE]
    document = make.document(text=text, language=language)
    lexicon_for(language)
    started = time.process_time()
    RulesReader().read(document)
    assert time.process_time() - started < SECOND
