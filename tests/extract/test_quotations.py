import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.quotations import HIDDEN, find_quotations, mask, quote_form
from dragoman.record import QuoteForm


def whole(text: str) -> list[tuple[int, int]]:
    """Every line of a text as a paragraph."""
    runs, start = [], 0
    for line in text.split("\n"):
        if line:
            runs.append((start, start + len(line)))
        start += len(line) + 1
    return runs


@pytest.mark.parametrize(
    "marks",
    ["“…”", '"…"', "«…»", "„…“", "»…«", "‘…’", "„…”"],
    ids=["curly", "straight", "guillemets", "low-high", "inward", "single", "polish"],
)
def test_quotation_is_found_in_every_typographic_form(marks: str) -> None:
    opening, closing = marks.split("…")
    text = f"He said: {opening}The talks will go on tomorrow morning.{closing} Then he left."
    (quotation,) = find_quotations(text, whole(text))
    assert text[quotation.start : quotation.end] == "The talks will go on tomorrow morning."
    assert quotation.closed
    assert quotation.speech


def test_quotation_over_paragraphs_gives_one_for_each() -> None:
    text = "“We want a truce.\n“We want it in writing,” she said."
    first, second = find_quotations(text, whole(text))
    assert not first.closed
    assert second.closed
    assert text[second.start : second.end] == "We want it in writing,"


def test_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = "“We will see how the round goes. \nThe envoy left."
    (quotation,) = find_quotations(text, whole(text))
    assert not quotation.closed
    assert quotation.end <= text.index("\n")


def test_apostrophe_neither_opens_nor_closes_a_quotation() -> None:
    text = "The ministers’ plan isn’t ‘the delegation’s own idea, nor anybody else’s’ at all."
    (quotation,) = find_quotations(text, whole(text))
    assert text[quotation.start : quotation.end].endswith("anybody else’s")


def test_quotation_within_a_quotation_stays_inside_it() -> None:
    text = "“He told me «go home now please» and I went,” she said."
    quotation = find_quotations(text, whole(text))[0]
    assert text[quotation.start : quotation.end].endswith("and I went,")


def test_name_in_marks_is_not_speech() -> None:
    text = "The ‘victory plan’ was shown."
    assert not find_quotations(text, whole(text))[0].speech


@given(st.text(alphabet='ab .,!?“”"«»„‘’\n', max_size=80))
def test_mask_keeps_every_offset(text: str) -> None:
    masked = mask(text, find_quotations(text, whole(text)))
    assert len(masked) == len(text)
    assert all(m in (c, HIDDEN) for m, c in zip(masked, text, strict=True))


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("we want peace now, all of us,", QuoteForm.DIRECT),
        ("the country “wants", QuoteForm.MIXED),
        ("nobody asked", QuoteForm.INDIRECT),
    ],
)
def test_quote_form_is_read_literally(content: str, form: QuoteForm) -> None:
    text = "“we want peace now, all of us,” he said, the country “wants it very much,” nobody asked"
    start = text.index(content)
    run = (start, start + len(content))
    assert quote_form(text, [run], find_quotations(text, whole(text))) is form
