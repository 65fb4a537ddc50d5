"""Matters: the words of a codebook in another conflict have no code."""

from dataclasses import replace

import pytest

from dragoman.record import Act, Attribution, Code, Codebook, QuoteForm, Reading, Stance
from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make

CODE = Code(concept="sanctions", stance=Stance.SUPPORT, confidence=0.9)
BOOK = Codebook(
    negotiation="Russia-Ukraine",
    parties=("Russia", "Ukraine"),
    third_parties=("European Union", "United States"),
    issues=("economy",),
    concepts=(),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def kept(text: str, content: str, knowledge: Knowledge, book: Codebook | None = BOOK) -> bool:
    document = make.document(text, published="2025-06-02")
    attribution = Attribution(
        source=make.span(
            document, text.split(" called ", maxsplit=1)[0].rsplit("\n", maxsplit=1)[-1]
        ),
        cue=make.span(document, "called for"),
        content=(make.span(document, content),),
        quote=QuoteForm.INDIRECT,
        act=Act.REQUEST,
        codes=(CODE,),
    )
    reading = Reading(document=document.id, reader="test/1", attributions=(attribution,))
    (statement,) = resolve(document, reading, knowledge, "run", book).statements
    return bool(statement.codes)


ELSEWHERE = "Madrid called for new sanctions over the strikes. Israel dismissed it."


def test_another_conflict_is_not_coded(knowledge: Knowledge) -> None:
    assert not kept(ELSEWHERE, "new sanctions over the strikes", knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "Madrid called for new sanctions over the strikes. Moscow dismissed it, Israel was silent.",
        "Shells fell on Kharkiv.\nMadrid called for new sanctions over the strikes. Israel, too.",
        "Madrid called for new sanctions over the strikes. The European Union followed.",
        "Kyiv called for new sanctions over the strikes. Israel was silent.",
    ],
    ids=("a side after it", "a place of a side", "nobody else", "a side speaks"),
)
def test_a_side_near_it_or_nobody_else_keeps_the_code(text: str, knowledge: Knowledge) -> None:
    assert kept(text, "new sanctions over the strikes", knowledge)


def test_a_side_far_away_does_not(knowledge: Knowledge) -> None:
    far = "Moscow held a parade." + " The band played on." * 60 + "\n"
    assert not kept(far + ELSEWHERE, "new sanctions over the strikes", knowledge)


def test_a_codebook_for_any_negotiation_takes_all(knowledge: Knowledge) -> None:
    any_ = replace(BOOK, parties=(), third_parties=())
    assert kept(ELSEWHERE, "new sanctions over the strikes", knowledge, any_)


def test_the_land_of_an_armed_group_stands_for_it(knowledge: Knowledge) -> None:
    text = "Madrid called for more aid convoys. Trucks wait outside Gaza City, Norway said."
    book = replace(BOOK, parties=("Israel", "Hamas"))
    assert kept(text, "more aid convoys", knowledge, book)
