"""What is told of sources without a name."""

import pytest

from dragoman.record import Attribution, QuoteForm, Reading
from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(
    ("source", "rest", "description"),
    [
        (
            "Two senior US officials familiar with the talks",
            "",
            "Two senior US officials familiar with the talks; number: two; level: senior; "
            "nearness: familiar with the talks; side: United States",
        ),
        (
            "A Turkish foreign ministry official",
            ", who spoke on condition of anonymity because he was not cleared,",
            "A Turkish foreign ministry official; institution: foreign ministry; side: Turkey; "
            "anonymity: spoke on condition of anonymity because he was not cleared",
        ),
        ("a diplomat", "", "a diplomat"),
    ],
)
def test_unnamed_source_is_described_by_the_words_of_the_text(
    source: str, rest: str, description: str, knowledge: Knowledge
) -> None:
    document = make.document(f"{source}{rest} said it was late.", published="2024-02-02")
    attribution = Attribution(
        source=make.span(document, source),
        cue=make.span(document, "said"),
        content=(make.span(document, "it was late"),),
        quote=QuoteForm.INDIRECT,
    )
    reading = Reading(document=document.id, reader="test/1", attributions=(attribution,))
    (actor,) = resolve(document, reading, knowledge, "run").actors
    assert actor.description == description
