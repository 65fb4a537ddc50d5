"""The trained reader: the same document gives the same reading, whatever else happens."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.extract.folder import open_session
from dragoman.extract.trained.decoding import roles_of
from dragoman.extract.trained.finding import FoundStatement, told, without_twins
from dragoman.extract.trained.pieces import load_tokenizer, owners, split, windows
from dragoman.extract.trained.reader import SHIPPED, Model, TrainedReader, readable_text
from dragoman.record import QuoteForm, SegmentKind
from tests import make

PASSAGE = (
    "“We are ready for talks,” the Kremlin spokesman, Dmitry Peskov, told reporters on Monday.\n\n"
    "Kyiv has slowed the exchange of prisoners, the Courier reported, citing two officials "
    "familiar with the talks. The minister said that her government would not accept it, adding "
    "that the envoy had promised a reply.\n\n"
)
READER = TrainedReader()


def found(text: str, reader: TrainedReader = READER) -> set[tuple[str, str]]:
    """Sources and contents of a text's statements."""
    reading = reader.read(make.document(text=text, language="en"))
    return {
        (a.source.text if a.source else "", " ".join(span.text for span in a.content))
        for a in reading.attributions
    }


def test_reader_finds_direct_indirect_and_nested_statements() -> None:
    statements = found(PASSAGE)
    assert any("Peskov" in source and said.startswith("We are") for source, said in statements)
    assert (
        "two officials familiar with the talks",
        "Kyiv has slowed the exchange of prisoners",
    ) in statements
    assert ("The minister", "her government would not accept it") in statements
    assert {"the Courier", "the envoy"} <= {source for source, _ in statements}


def test_reading_does_not_depend_on_threads_or_on_what_was_read_before() -> None:
    document = make.document(text=PASSAGE * 12, language="en")
    alone = TrainedReader(Model(SHIPPED, threads=1)).read(document)
    threaded = TrainedReader(Model(SHIPPED, threads=2))
    threaded.read(make.document(text="Something else was said by the envoy.", language="en"))
    assert threaded.read(document) == alone


def test_reading_is_consistent_where_windows_meet() -> None:
    copies = 30
    reading = READER.read(make.document(text=PASSAGE * copies, language="en"))
    by_copy: dict[int, set[str]] = {}
    for attribution in reading.attributions:
        first = attribution.content[0]
        by_copy.setdefault(first.start // len(PASSAGE), set()).add(first.text)
    plain = {"We are ready for talks,", "her government would not accept it"}
    assert sorted(by_copy) == list(range(copies)), "no part of a long document is left unread"
    assert all(plain <= texts for texts in by_copy.values())


@pytest.mark.parametrize("text", [" ", "\n\n", "\0", "x", "😀" * 50, "word " * 3000])
def test_reader_reads_any_text(text: str) -> None:
    assert READER.read(make.document(text=text, language="en")) is not None


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_every_span_holds_in_the_text(text: str) -> None:
    text = text or "x"
    reading = READER.read(make.document(text=text, language="en"))
    for attribution in reading.attributions:
        spans = [attribution.source, attribution.cue, *attribution.content]
        assert all(span.holds_in(text) for span in spans if span)
    assert all(mention.span.holds_in(text) for mention in reading.mentions)


def test_boilerplate_is_not_read_and_offsets_stay() -> None:
    teaser = "Minister says fish quotas must rise\n"
    text = teaser + PASSAGE
    segments = (
        make.segment(0, len(teaser), SegmentKind.BOILERPLATE),
        make.segment(len(teaser), len(text)),
    )
    document = make.document(text=text, language="en", segments=segments)
    blanked = readable_text(document)
    assert blanked == "\n" * len(teaser) + PASSAGE
    starts = [a.content[0].start for a in READER.read(document).attributions]
    assert min(starts) > len(teaser)


def test_a_cue_is_read_alike_beside_any_other_cues() -> None:
    rng = np.random.default_rng(7)
    cues, reach, width = 9, 256, 192
    alone: dict[str, NDArray[np.generic]] = {
        "near": rng.integers(0, 500, (cues, reach)),
        "place": rng.integers(0, 41 * 5, (cues, reach)),
        "inside": (rng.random((cues, reach)) > 0.1).astype(np.float32),
        "cue": rng.normal(size=(cues, width)).astype(np.float32),
    }
    words: dict[str, NDArray[np.generic]] = {
        "words": rng.normal(size=(500, width)).astype(np.float32)
    }
    roles = [roles_of(open_session(SHIPPED / "roles.onnx", threads=threads)) for threads in (1, 2)]
    together = roles[1](words | alone)
    for n in range(cues):
        own = roles[0](words | {name: value[n : n + 1] for name, value in alone.items()})
        assert (own[0] == together[n]).all()


def test_another_language_is_read_by_the_rules_and_marked_so() -> None:
    text = "Песков заявил, что переговоры будут продолжены."
    reading = READER.read(make.document(text=text, language="ru"))
    assert reading.reader == "rules/1 (ru)"
    assert READER.read(make.document(text=PASSAGE, language="en")).reader.startswith("trained/")


def test_quote_form_comes_from_the_text() -> None:
    reading = READER.read(make.document(text=PASSAGE, language="en"))
    assert {a.quote for a in reading.attributions} == {QuoteForm.DIRECT, QuoteForm.INDIRECT}


def test_windows_cover_every_word_and_each_word_has_one_owner() -> None:
    pieces = split(PASSAGE * 20, load_tokenizer(SHIPPED / "tokenizer.json"))
    ranges = windows(pieces, 382, 96)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(pieces.ids)
    owner = owners(ranges, pieces.heads)
    inside = [
        ranges[n][0] <= head < ranges[n][1] for n, head in zip(owner, pieces.heads, strict=True)
    ]
    assert all(inside)


def test_twins_of_one_source_are_one_statement_and_cited_sources_stay() -> None:
    def statement(source: tuple[int, int], end: int, confidence: float) -> FoundStatement:
        return FoundStatement(source, (4, 8), [(10, end)], "assert", confidence)

    surer, twin, cited = (
        statement((0, 3), 50, 0.9),
        statement((0, 3), 49, 0.8),
        statement((60, 70), 50, 0.5),
    )
    assert without_twins([twin, surer, cited]) == [surer, cited]


def test_part_of_a_surer_statement_of_one_source_is_no_statement_of_its_own() -> None:
    whole = FoundStatement((0, 3), (4, 8), [(10, 50)], "assert", 0.9)
    part = FoundStatement((0, 3), (12, 16), [(20, 50)], "demand", 0.6)
    nested = FoundStatement((20, 24), (25, 30), [(31, 50)], "demand", 0.6)
    assert without_twins([whole, part, nested]) == [whole, nested]


def test_less_is_asked_of_a_statement_without_a_source_that_stands_alone() -> None:
    def statement(source: tuple[int, int] | None, start: int, confidence: float) -> FoundStatement:
        return FoundStatement(source, None, [(start, start + 20)], "assert", confidence)

    sure, alone, faint = (
        statement((0, 3), 10, 0.9),
        statement(None, 100, 0.4),
        statement(None, 200, 0.1),
    )
    inside, unsure = statement(None, 15, 0.4), statement((90, 95), 300, 0.4)
    assert told([sure, alone, faint, inside, unsure], 0.5) == [sure, alone]


def test_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    reader = TrainedReader(Model(tmp_path))
    with pytest.raises(ModelError, match="install Dragoman anew"):
        reader.read(make.document(text=PASSAGE, language="en"))


def test_card_names_the_files_that_are_there() -> None:
    hashes = Model(SHIPPED).card["sha256"]
    assert set(hashes) == {path.name for path in SHIPPED.iterdir()} - {"card.json"}
    for name, sha256 in hashes.items():
        assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == sha256, name
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 60_000_000
