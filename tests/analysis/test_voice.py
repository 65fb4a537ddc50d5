"""Voice: which words an outlet itself judges by, and which are somebody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.loaded_words import WordKind, loaded_words
from dragoman.analysis.voice import OwnVoice, own_voice
from dragoman.extract.sentences import paragraphs
from dragoman.record import SegmentKind
from tests import make


def found(text: str, *contents: str, language: str | None = "en") -> list[str]:
    document = make.document(text, language=language)
    spans = [make.span(document, content) for content in contents]
    runs = [(span.start, span.end) for span in spans]
    return [word.span.text for word in own_voice(document, runs).loaded]


def test_list_has_hundreds_of_entries_of_every_kind() -> None:
    entries = loaded_words().entries
    assert sum(entries.values()) >= 250
    assert min(entries[kind] for kind in WordKind) >= 25


def test_no_form_is_listed_twice() -> None:
    forms = [f.pattern.pattern for listed in loaded_words().forms.values() for f in listed]
    assert len(forms) == len(set(forms))


def test_word_in_the_outlets_own_text_is_found_with_its_place() -> None:
    document = make.document("Talks go on. The brutal siege of the port continues.")
    (word,) = own_voice(document, []).loaded
    assert word.span == make.span(document, "brutal")
    assert word.kind is WordKind.BLAME
    assert word.context.text == "The brutal siege of the port continues."


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The envoy spoke of a brutal siege.", ["a brutal siege"]),
        ("The envoy deplored “the brutal siege” at length.", []),
        ("The envoy deplored 'the brutal siege' at length.", []),
        ("The siege, which the envoy called a brutal one, goes on.", []),
    ],
)
def test_words_of_others_are_not_the_outlets(text: str, contents: list[str]) -> None:
    assert found(text, *contents) == []


def test_paragraphs_that_are_asked_for_have_what_all_of_the_text_has_there() -> None:
    document = make.document(
        "The brutal siege goes on.\nThe envoy deplored “the brutal siege” at length.\n"
        "The regime answered with a shameful list."
    )
    *_, quoted, last = paragraphs(document)
    everywhere = own_voice(document, []).loaded
    assert [word.entry for word in everywhere] == ["brutal", "regime", "shameful"]
    assert own_voice(document, [], [quoted, last]).loaded == everywhere[1:]
    assert own_voice(document, [], [quoted]).loaded == ()
    assert own_voice(document, [], []).loaded == ()


def test_attribution_in_another_sentence_hands_nothing_over() -> None:
    assert found("The envoy said so. The brutal siege goes on.") == ["brutal"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The regime answered.", ["regime"]),
        ("The sanctions regime was extended.", []),
        ("A visa-free regime was agreed.", []),
        ("The ceasefire regime holds.", []),
        ("The so-called republic voted.", ["so-called"]),
        ("A would-be mediator arrived.", ["would-be"]),
        ("Talks would be held in May.", []),
        ("Terrorists took the town.", ["Terrorists"]),
        ("The anti-terrorist unit arrived.", []),
        ("The group claimed responsibility.", []),
        ("The ministry claimed a success.", ["claimed"]),
        ("The prisoners, brutal.Regime", ["brutal", "Regime"]),
    ],
)
def test_false_friends_are_left_out(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_word_within_a_name_is_left_out_but_not_at_a_beginning() -> None:
    assert found("They met the Brave Brigade there.") == []
    assert found("They went. Brave men stayed.") == ["Brave"]


def test_headline_in_capitals_is_read() -> None:
    headline = "A Brutal Siege Goes On\n"
    text = headline + "It goes on."
    segments = [
        make.segment(0, len(headline), SegmentKind.HEADLINE),
        make.segment(len(headline), len(text)),
    ]
    document = make.document(text, segments=segments)
    assert [word.span.text for word in own_voice(document, []).loaded] == ["Brutal"]


def test_boilerplate_is_nobodys_voice() -> None:
    text = "The brutal truth: subscribe now."
    segments = [make.segment(0, len(text), SegmentKind.BOILERPLATE)]
    assert own_voice(make.document(text, segments=segments), []) == OwnVoice(words=0, loaded=())


def test_language_without_a_list_is_not_looked_at() -> None:
    document = make.document("Le régime brutal.", language="fr")
    assert own_voice(document, []) == OwnVoice(words=None, loaded=())


def test_words_of_others_are_not_counted() -> None:
    document = make.document("The envoy said that talks begin.")
    content = make.span(document, "talks begin")
    voice = own_voice(document, [(content.start, content.end)])
    assert voice.words == 4


@given(st.text() | st.text("regime brutal -'“”\n.", max_size=80))
def test_spans_hold_in_any_text(text: str) -> None:
    document = make.document(text)
    for word in own_voice(document, []).loaded:
        assert word.span.holds_in(text)
        assert word.context.holds_in(text)
        assert word.context.contains(word.span)
