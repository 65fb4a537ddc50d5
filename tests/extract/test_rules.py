"""What the rules reader finds; the passages are written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract import RulesReader
from dragoman.record import Act, Attribution, QuoteForm
from tests import make


def read(text: str) -> tuple[Attribution, ...]:
    return RulesReader().read(make.document(text=text)).attributions


CASES = [
    (
        "The minister said that the border would open.",
        "The minister",
        "said",
        "the border would open",
    ),
    ("“The border will open,” the minister said.", "the minister", "said", "The border will open,"),
    (
        "“The border will open,” said the minister on Monday.",
        "the minister",
        "said",
        "The border will open,",
    ),
    (
        "The border will open next week, envoy Ana Roe has said.",
        "envoy Ana Roe",
        "said",
        "The border will open next week",
    ),
    (
        "According to the newspaper, both sides met in secret.",
        "the newspaper",
        "According to",
        "both sides met in secret",
    ),
    (
        "Both sides met in secret, according to two diplomats.",
        "two diplomats",
        "according to",
        "Both sides met in secret",
    ),
    ("Ana Roe: The border must open", "Ana Roe", ":", "The border must open"),
    (
        "The chancellor, Ana Roe, warned that the truce was at risk.",
        "The chancellor, Ana Roe",
        "warned",
        "the truce was at risk",
    ),
    (
        "In her opinion, the truce will not last.",
        "In her opinion",
        "In her opinion",
        "the truce will not last",
    ),
    ("The ministry declined to comment.", "The ministry", "declined", "to comment"),
    ("Doe told reporters that he had seen the draft.", "Doe", "told", "he had seen the draft"),
    ("The envoy, who believes that time is short, left.", "who", "believes", "time is short, left"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES)
def test_rules_find_a_cue_in_every_position(text: str, source: str, cue: str, content: str) -> None:
    found = read(text)
    assert [(a.source and a.source.text, a.cue and a.cue.text) for a in found] == [(source, cue)]
    assert " ".join(span.text for span in found[0].content) == content


def test_rules_give_the_cited_source_a_statement_of_its_own() -> None:
    reported, cited = read("The Courier, citing two officials, reported that the talks had begun.")
    assert (reported.source and reported.source.text) == "The Courier"
    assert (cited.source and cited.source.text) == "two officials"
    assert reported.content == cited.content


def test_rules_let_a_participle_inherit_the_source() -> None:
    first, second = read("Doe said the door was open, adding that a reply was due.")
    assert (second.source and second.source.text) == "Doe"
    assert first.content[0].text == "the door was open"
    assert second.content[0].text == "a reply was due"


def test_rules_keep_an_interrupted_quotation_together() -> None:
    (found,) = read("“We are ready,” said Doe. “We have always been ready for this.”")
    assert [s.text for s in found.content] == [
        "We are ready,",
        "We have always been ready for this.",
    ]
    assert found.quote is QuoteForm.DIRECT


def test_rules_take_no_state_for_a_verb() -> None:
    assert read("Talks were held between Norway and the United States to end the war.") == ()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Doe said the demand was unacceptable.", Act.REJECT),
        ("Doe said he could not “confirm or deny” that a meeting took place.", Act.DECLINE_COMMENT),
        ("Doe promised that the aid would go on.", Act.PROMISE),
        ("Doe accused the other side of delay.", Act.ACCUSE),
        ("Doe denied that a letter had been sent.", Act.DENY),
    ],
)
def test_act_is_read_from_cue_and_content(text: str, act: Act) -> None:
    assert read(text)[0].act is act


@given(st.text(max_size=200))
def test_rules_read_any_text_and_every_span_holds(text: str) -> None:
    for attribution in read(text or "x"):
        spans = [attribution.source, attribution.cue, *attribution.content]
        assert all(span.holds_in(text) for span in spans if span)


WORDS = [
    "Doe",
    "said",
    "that",
    "“",
    "”",
    ",",
    ".",
    "the",
    "envoy",
    "told",
    "citing",
    "according to",
    "denied",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_rules_survive_any_order_of_their_own_words(words: list[str]) -> None:
    text = " ".join(words) or "x"
    for attribution in read(text):
        assert all(span.holds_in(text) for span in attribution.content)
