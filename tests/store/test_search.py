"""Search: what finds what, and that no query is an error."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.record import Segment, SegmentKind
from dragoman.store import Hit, Piece, Store
from dragoman.store.sqlite import MAX_TERMS
from tests import make
from tests.store.conftest import NewStore

HOSTILE = st.text() | st.text("\"'*^:(){}+-NEAR ORANDT\0,;\\%_", max_size=40)


@pytest.fixture(scope="module")
def searched(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        add(store, "peace.txt", "Peace\0talks began in Geneva. “Négociations” – Путін відмовився.")
        add(store, "war.txt", "Talks of peace ended.", title="Geneva")
        add(store, "other.txt", "Nothing of note OR of NOT.")
        yield store


def add(store: Store, name: str, text: str, title: str | None = None) -> None:
    document = make.document(text, name, title=title)
    store.writer().add_run(make.RUN)
    store.writer().add_document(document)
    speaker = make.actor("Volodymyr Zelenský")
    statement = make.statement(document, speaker=speaker)
    store.writer().put_reading(document.id, make.RUN.id, [statement], [speaker])


def names(store: Store, hits: list[Hit]) -> list[str]:
    documents = [store.view().document(hit.id) for hit in hits]
    return [document.name for document in documents if document]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("peace talks", ["peace.txt", "war.txt"]),
        ('"peace talks"', ["peace.txt"]),
        ('"talks of peace', ["war.txt"]),
        ("GENEVA", ["war.txt", "peace.txt"]),
        ("negociations", ["peace.txt"]),
        ("négociations", ["peace.txt"]),
        ("ПУТІН", ["peace.txt"]),
        ("відмов*", ["peace.txt"]),
        ("відмов", []),
        ("peace nowhere", []),
        ("NOT", ["other.txt"]),
        ("of OR note", ["other.txt"]),
        ("peace !!! - ( talks", ["peace.txt", "war.txt"]),
        ("title:geneva", []),
        ("", []),
        ('"', []),
        ("*", []),
        ("!!!", []),
    ],
)
def test_search_finds_documents_by_all_words(searched: Store, query: str, found: list[str]) -> None:
    hits = searched.view().search_documents(query)
    assert sorted(names(searched, hits)) == sorted(found)
    assert searched.view().search_documents(query, limit=1) == hits[:1]
    assert searched.view().search_documents(query, limit=0) == []


def test_title_says_more_than_text(searched: Store) -> None:
    assert names(searched, searched.view().search_documents("geneva"))[0] == "war.txt"


def test_snippet_marks_what_was_found(searched: Store) -> None:
    (hit,) = searched.view().search_documents('"peace talks"')
    assert hit.snippet[:2] == (
        Piece(text="Peace talks", matched=True),
        Piece(text=" began in Geneva. “Négociations” – Путін відмовився.", matched=False),
    )


def test_search_finds_statements_by_content_and_speaker(searched: Store) -> None:
    (hit,) = searched.view().search_statements("zelensky ended")
    statement = searched.view().statement(hit.id)
    assert statement is not None
    assert statement.content[0].text == "Talks of peace ended."
    assert [piece.text for piece in hit.snippet if piece.matched] == ["ended"]


def test_only_what_is_read_is_searched(store: Store) -> None:
    text = "<nav>Home</nav> Talks Photo By Ann"
    kinds = {
        "Talks": SegmentKind.HEADLINE,
        "Photo": SegmentKind.CAPTION,
        "By Ann": SegmentKind.BYLINE,
    }
    spans = [(text.index(words), len(words), kind) for words, kind in kinds.items()]
    segments = [Segment(start=start, end=start + size, kind=kind) for start, size, kind in spans]
    store.writer().add_document(make.document(text, segments=segments))
    found = [word for word in text.split() if store.view().search_documents(word)]
    assert found == ["Talks", "Photo"]


@given(query=HOSTILE)
@example(query='" OR 1=1 --')
@example(query="NEAR(a b, 2) AND {title}: ^x + y*")
@example(query="a" * 100_000)
@example(query="a " * 10_000)
@example(query='"' + "peace " * 10_000)
@example(query="\ud800 \udfff")
@example(query="\0")
@settings(max_examples=300, deadline=None)
def test_no_query_is_an_error(searched: Store, query: str) -> None:
    for search in (searched.view().search_documents, searched.view().search_statements):
        assert all(isinstance(hit, Hit) for hit in search(query))


@given(words=st.lists(st.sampled_from(["Peace", "talks", "began", "Geneva"]), min_size=1))
def test_any_words_of_a_document_find_it(searched: Store, words: list[str]) -> None:
    noise = " ".join(f"{word} '\" ^({{:" for word in words)
    assert "peace.txt" in names(searched, searched.view().search_documents(noise.replace('"', "")))


def test_only_the_first_words_of_a_long_query_count(searched: Store) -> None:
    assert searched.view().search_documents("peace " * MAX_TERMS + "nowhere")
