"""The lexicon files, and that no line of text makes their patterns slow."""

import time

import pytest

from dragoman.extract import RulesReader
from dragoman.extract.lexicon import NOTHING, fold
from dragoman.extract.loading import languages, lexicon_for
from dragoman.record import Act
from tests import make

INSTANT = 0.3
TRIES = 3
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
def test_time_to_read_a_line_grows_with_its_length_and_no_faster(language: str, piece: str) -> None:
    lexicon_for(language)
    # Four times the length takes four times as long, sixteen times if every place is compared with
    # every other. Others on the machine may slow one of the two down: then both are timed again.
    assert any(grows_evenly(piece, language) for _ in range(TRIES))


def grows_evenly(piece: str, language: str) -> bool:
    """Tell whether a line takes as much longer as it is; next to nothing is not told apart."""
    took = {length: processor_time(piece, length, language) for length in (LINE // 4, LINE)}
    return took[LINE] < INSTANT or took[LINE] < 10 * took[LINE // 4]


def processor_time(piece: str, length: int, language: str) -> float:
    """Give the least of three times that it takes to read a line of a piece over and over."""
    document = make.document(text=(piece * (length // len(piece) + 1))[:length], language=language)
    times = []
    for _ in range(3):
        started = time.process_time()
        RulesReader().read(document)
        times.append(time.process_time() - started)
        if times[-1] < INSTANT:
            break
    return min(times)
