"""Holders: another party's will, told by somebody, is no stance of his."""

from dataclasses import replace

import pytest

from dragoman.record import Act, Attribution, Code, QuoteForm, Reading, Stance
from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make

CODE = Code(concept="talks-open", stance=Stance.SUPPORT, confidence=0.9)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def kept(source: str, content: str, knowledge: Knowledge, act: Act = Act.ASSERT) -> bool:
    document = make.document(f"{source} said {content}.", published="2025-06-02")
    attribution = Attribution(
        source=make.span(document, source),
        cue=make.span(document, "said"),
        content=(make.span(document, content),),
        quote=QuoteForm.INDIRECT,
    )
    coded = replace(attribution, act=act, codes=(CODE,))
    reading = Reading(document=document.id, reader="test/1", attributions=(coded,))
    (statement,) = resolve(document, reading, knowledge, "run").statements
    return bool(statement.codes)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Marco Rubio", "Moscow has given no sign of being ready to talk"),
        ("Volodymyr Zelensky", "Vladimir Putin wants talks"),
        ("Volodymyr Zelensky", "Russia does not want a ceasefire"),
        ("Dmitry Peskov", "Zelensky insists on talks with Putin alone"),
        ("Dmitry Peskov", "the Ukrainian side has requested direct talks"),
        ("Donald Trump", "he did not think Putin was interested in peace"),
        ("Emmanuel Macron", "there is no indication that the Kremlin wants peace"),
        ("Friedrich Merz", "you can see that Putin doesn't want peace"),
        ("Reuters", "Ukraine is seeking a new round of talks"),
        ("Friedrich Merz", "Vladimir Putin has shown no willingness to negotiate"),
        ("Dmytro Kuleba", "Moscow wants Ukraine to give up four regions"),
        ("Maria Zakharova", "the American and British handlers recommend that Kyiv talk to nobody"),
        ("Dmytro Kuleba", "Moscow prefers talks without Ukraine"),
        ("Benjamin Netanyahu", "Hamas's goal is to get Israel out of the corridor"),
        (
            "Benjamin Netanyahu",
            "Hamas does not want two states; rather, the group wants only its own",
        ),
        ("Volodymyr Zelensky", "Putin says he wants talks, but he sends missiles"),
    ],
)
def test_the_will_of_another_party_is_no_stance(
    source: str, content: str, knowledge: Knowledge
) -> None:
    assert not kept(source, content, knowledge)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Friedrich Merz", "if Moscow is not willing to talk, we shall widen the sanctions"),
        ("Friedrich Merz", "because Russia does not want peace we keep up the pressure"),
        ("Dmitry Peskov", "Russia wants talks without delay"),
        ("Vladimir Putin", "the Kremlin seeks a lasting peace"),
        ("Donald Trump", "Russia is ready for talks"),
        ("Donald Trump", "talks should begin at once"),
        ("Volodymyr Zelensky", "Russia wants talks, but we must first see an end of the shelling"),
    ],
)
def test_own_stances_and_readiness_are_kept(
    source: str, content: str, knowledge: Knowledge
) -> None:
    assert kept(source, content, knowledge)


def test_who_speaks_against_it_takes_a_stance(knowledge: Knowledge) -> None:
    assert kept("Dmitry Peskov", "Kyiv demands talks", knowledge, Act.REJECT)


def test_the_no_of_another_party_is_no_stance_though_it_reads_like_a_rejection(
    knowledge: Knowledge,
) -> None:
    assert not kept(
        "Volodymyr Zelensky", "Russia does not want a ceasefire", knowledge, act=Act.REJECT
    )
