"""Shingles: the same words give the same keys, however they are written and wherever they run."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.families.shingles import (
    FEWEST_KEYS,
    MOST_KEYS,
    keys_of,
    shared_keys,
    shingles_of,
    sketch_of,
    words_of,
)
from dragoman.record import SegmentKind
from tests import make
from tests.ingest.families.reports import OTHER, REPORT, article


def test_words_do_not_depend_on_case_punctuation_or_form_of_letters() -> None:
    assert words_of("“Café” re\u00adopens — at 9.") == words_of("cafe\u0301 REOPENS at 9")


def test_words_of_scripts_without_spaces_are_their_signs() -> None:
    assert words_of("和平谈判 today") == ["和", "平", "谈", "判", "today"]


def test_keys_are_the_same_in_every_process() -> None:
    code = (
        "from dragoman.ingest.families.shingles import keys_of, shingles_of, words_of;"
        f"print(keys_of(shingles_of(words_of({OTHER[0]!r}))))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == str(keys_of(shingles_of(words_of(OTHER[0]))))


def test_keys_are_those_that_other_machines_have() -> None:
    assert keys_of(shingles_of(words_of("the talks begin on Monday")))[:1] == (KEY,)


KEY = 132935091053695
"""Made once; another value means that an index of an older version cannot be used."""


def test_boilerplate_is_not_looked_at() -> None:
    plain = article(REPORT)
    text = f"{plain.text}\n\nSign up for our letter and never miss a story of the day again."
    parts = [
        make.segment(0, len(plain.text)),
        make.segment(len(plain.text) + 2, len(text), SegmentKind.BOILERPLATE),
    ]
    framed = make.document(text, "framed.txt", segments=parts)
    assert sketch_of(framed, None).digest == sketch_of(plain, None).digest
    assert sketch_of(framed, None).keys == sketch_of(plain, None).keys


def test_document_without_words_has_no_digest_and_no_keys() -> None:
    sketch = sketch_of(make.document("... —"), None)
    assert (sketch.digest, sketch.shingles, sketch.keys) == (None, 0, ())


@pytest.mark.parametrize(("words", "most"), [(3, 1), (100, 97), (100_000, MOST_KEYS)])
def test_number_of_keys_is_bounded(words: int, most: int) -> None:
    keys = keys_of(shingles_of([str(number) for number in range(words)]))
    assert min(FEWEST_KEYS, most) <= len(keys) <= most
    assert list(keys) == sorted(set(keys))


def test_part_of_a_text_shares_about_as_many_keys_as_is_told() -> None:
    words = [f"w{number}" for number in range(4000)]
    whole, part = (keys_of(shingles_of(some)) for some in (words, words[1000:2000]))
    told = shared_keys(len(words), 1000)
    assert abs(len(set(whole) & set(part)) - told) < 0.25 * told


@given(st.lists(st.sampled_from("abcdef"), max_size=40))
def test_shingles_are_sorted_and_each_is_there_once(words: list[str]) -> None:
    hashes = shingles_of(words).tolist()
    assert hashes == sorted(set(hashes))
    assert len(hashes) == len(
        {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))}
    ) * (bool(words))
