import pytest

from dragoman.ingest import Interest
from dragoman.ingest.interests import stems
from dragoman.ingest.language import detect_page_language
from tests.ingest.samples import ENGLISH, RUSSIAN

INTEREST = Interest(
    sides=(("Iran", "Khamenei"), ("United States", "US")),
    words=("enrich", "sanction", "truce"),
    languages=("en", "fa"),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Iran and the US met in Muscat.", True),
        ("“Iran will not bow,” Khamenei said.", False),
        ("Iranian sanctions: a truce on enrichment?", True),
        ("IRAN SPOKE OF ENRICHMENT, SANCTIONS AND A TRUCE", True),
        ("Sanctions, enrichment and a truce are discussed.", False),
        ("Tirana asked us about it.", False),
        ("The USB port of Iran", False),
        ("", False),
    ],
)
def test_text_concerns_a_dossier_if_it_names_two_parties_or_one_and_words(
    text: str, *, wanted: bool
) -> None:
    assert INTEREST.concerns(text.encode()) is wanted


def test_one_party_is_enough_where_there_is_only_one() -> None:
    assert Interest(sides=(("Iran",),)).concerns("—Iran’s envoy".encode())
    assert not Interest(sides=(("Iran",),)).concerns(b"Tirana")


def test_words_are_enough_where_there_is_no_party() -> None:
    assert Interest(words=("truce", "enrich")).concerns(b"a truce, then enrichment")
    assert not Interest(words=("truce", "enrich")).concerns(b"a truce, a truce")


def test_everything_concerns_whoever_wants_nothing_in_particular() -> None:
    assert Interest().concerns(b"Peel the apples.")
    assert Interest().reads("de")


def test_language_that_cannot_be_told_is_read() -> None:
    assert [INTEREST.reads(code) for code in ("en", "fa", "de", None)] == [True, True, False, True]


def test_stems_leave_out_endings_and_common_words() -> None:
    found = stems(
        ["Negotiations are restarted by their negotiators", "a truce"], frozenset({"their"})
    )
    assert found == ("negoti", "negotiator", "restart", "truce")


def test_version_changes_with_what_is_wanted() -> None:
    others = (Interest(), Interest(words=("truce",)), Interest(languages=("en",)), INTEREST)
    assert len({interest.version for interest in others}) == len(others)


def test_language_of_a_page_is_told_from_its_paragraphs() -> None:
    page = f"<nav>Home Sport World</nav><p class='a'>{ENGLISH * 2}</p><p>{RUSSIAN * 4}</p>"
    assert detect_page_language(f"<p>{RUSSIAN * 4}</p>") == "ru"
    assert detect_page_language(f"<p>{''.join(f'&#{ord(c)};' for c in RUSSIAN * 2)}</p>") == "ru"
    assert detect_page_language(page.replace(RUSSIAN, "")) == "en"


def test_language_of_a_page_with_little_in_paragraphs_is_not_guessed() -> None:
    assert detect_page_language(f"<p>{ENGLISH[:200]}</p>") is None
    assert detect_page_language("<p " * 50_000) is None
