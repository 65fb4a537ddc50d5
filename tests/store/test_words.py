"""Words: cut and folded as FTS5 does it, so that both databases find the same."""

import sqlite3
import unicodedata
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from dragoman.store.postgresql.searching import LAST_POSITION, quoted, vector
from dragoman.store.postgresql.words import words_of
from dragoman.store.sqlite.searching import TOKENIZER

# Letters, digits, punctuation and blanks of scripts that were old when SQLite took its tables.
SIGNS = [
    sign
    for sign in map(chr, [*range(1, 0x37F), *range(0x380, 0x528), *range(0x61E, 0x700)])
    if unicodedata.category(sign)[0] in "LNPZ"
]
ALIKE = (
    "«так» Зеленський’s cease-fire e\u0301te\u0301 Ł Ø ß Σίσυφος ὈΔΥΣΣΕΎΣ Ǆ ﬁ ſo µ שלום 北京 ½ x²"
)
LATIN_WITH_TWO_ACCENTS = "ǠǡǞǟ"
"""Of these FTS5 keeps some as they are."""


def cut_by_fts5(texts: list[str]) -> list[list[str]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE VIRTUAL TABLE f USING fts5(t, tokenize='{TOKENIZER}')")
        database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
        database.executemany("INSERT INTO f (rowid, t) VALUES (?, ?)", enumerate(texts))
        found: list[list[str]] = [[] for _ in texts]
        for word, number in database.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
            found[number].append(word)
    return found


def cut_by_us(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]


def test_every_sign_is_cut_and_folded_as_fts5_does_it() -> None:
    texts = [f"a{sign}b" for sign in SIGNS if sign not in LATIN_WITH_TWO_ACCENTS]
    texts += ALIKE.split(" ")
    theirs = cut_by_fts5(texts)
    assert {
        text: cut for text, cut in zip(texts, theirs, strict=True) if cut != cut_by_us(text)
    } == {}


@given(st.text(st.sampled_from([s for s in SIGNS if s not in LATIN_WITH_TWO_ACCENTS]), max_size=30))
def test_texts_are_cut_as_fts5_does_it(text: str) -> None:
    assert cut_by_us(text) == cut_by_fts5([text])[0]


def test_words_know_where_they_stand() -> None:
    text = "İzmir: «Путін» (U.S.)"
    assert [text[word.start : word.end] for word in words_of(text)] == ["İzmir", "Путін", "U", "S"]


def test_query_is_words_only() -> None:
    assert quoted("peace & !war | 'x' <-> (a:b)") == "'peace' & 'war' & 'x' & 'a' <-> 'b'"
    assert quoted('"peace talks" negot* cease-fire') == (
        "'peace' <-> 'talks' & 'negot':* & 'cease' <-> 'fire'"
    )
    assert quoted('!!! * ""') == ""


def test_vector_keeps_columns_apart() -> None:
    assert vector("Peace talks", "talks of peace") == "'peace':1A,6 'talks':2A,4 'of':5"


def test_vector_stays_within_what_a_server_takes() -> None:
    words = [f"word{number}" for number in range(200_000)]
    long = vector("", " ".join(words))
    assert f"'word{LAST_POSITION + 5}':{LAST_POSITION}" in long
    assert "'word150000'" not in long
    assert vector("", "x " * 1000).count(",") == 254
