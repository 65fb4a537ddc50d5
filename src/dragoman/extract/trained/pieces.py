"""Text -> word pieces with offsets, words, sentences, windows. Needs numpy and tokenizers only.

Shared by training and run time, so that both see a text in exactly the same way. All offsets are
code points of the text as given; the text itself is never altered.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

CLS, SEP, PARAGRAPH = 101, 102, 2  # [CLS], [SEP] and [unused1] of the BERT vocabulary

_SENTENCE_END = re.compile(r"""[.!?…]["”’'»)\]]*(\s+)(?=["“‘'«(\[]?[A-Z0-9])|(\n\s*)""")
_NEWLINE = re.compile("[\n\r\u2028\u2029]")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Sgt|Capt|Maj|Sen|Rep|Gov|Pres|No|vs|Jr|Sr|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|[A-Z]\.[A-Z]|U\.S|U\.K|U\.N)\.$"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as the encoder reads it.

    `ids` holds word pieces and, for each run of white space with a line break in it, one PARAGRAPH
    mark. Words are the units that are labelled: the pieces that do not continue a word (marks are
    no words).
    """

    ids: Ints  # piece ids, [CLS] and [SEP] left out
    heads: Ints  # per word: index of its first piece
    starts: Ints  # per word: code point offsets
    ends: Ints
    paragraphs: Ints  # per word: number of its paragraph
    sentences: Ints  # per word: number of its sentence

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the words that share a character with [start, end)."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return first, int(np.searchsorted(self.starts, end, side="left"))


def load_tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer, without truncation or padding of its own."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def sentence_breaks(text: str) -> list[int]:
    """Find where new sentences and lines start: cut points for windows, so rough rules do."""
    found = []
    for match in _SENTENCE_END.finditer(text):
        if match.group(2) is None and _ABBREVIATION.search(
            text[max(0, match.start() - 6) : match.start() + 1]
        ):
            continue
        found.append(match.end())
    return found


def split(text: str, tokenizer: Tokenizer) -> Pieces:
    """Word pieces of a text, with a mark for each paragraph break."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, np.int64)
    spans = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    if not len(ids):
        empty = np.zeros(0, np.int64)
        return Pieces(empty, empty, empty, empty, empty, empty)
    follows = np.array([token.startswith("##") for token in encoding.tokens])
    follows[1:] &= spans[1:, 0] == spans[:-1, 1]  # a literal "##" in the text starts a word
    follows[0] = False
    newlines = np.array([match.start() for match in _NEWLINE.finditer(text)], np.int64)
    line = np.searchsorted(newlines, spans[:, 0])
    broken = np.flatnonzero(np.diff(line, prepend=line[0]) > 0)
    heads = np.flatnonzero(~follows)
    last = np.append(heads[1:], len(ids)) - 1
    shift = np.searchsorted(broken, heads, side="right")  # marks before each word
    return Pieces(
        ids=np.insert(ids, broken, PARAGRAPH),
        heads=heads + shift,
        starts=spans[heads, 0],
        ends=spans[last, 1],
        paragraphs=shift,
        sentences=np.searchsorted(
            np.array(sentence_breaks(text), np.int64), spans[heads, 0], side="right"
        ),
    )


def windows(pieces: Pieces, size: int, overlap: int, first: int = 0) -> list[tuple[int, int]]:
    """Cover the text with ranges of at most `size` pieces, cut between sentences if possible.

    Neighbours share about `overlap` pieces. `first` shortens the first window (training moves its
    cuts from epoch to epoch with it). A sentence longer than a window is cut between words.
    """
    total = len(pieces.ids)
    if not total:
        return []
    heads = pieces.heads
    new = np.flatnonzero(np.diff(pieces.sentences, prepend=-1))
    sentence_starts = heads[new]
    found, start, room = [], 0, first or size
    while True:
        end = start + room
        if end >= total:
            found.append((start, total))
            return found
        end = _cut(sentence_starts, heads, start + max(room // 2, 1), end, end)
        found.append((start, end))
        lowest = max(end - overlap, start + 1)
        start = _cut(sentence_starts, heads, lowest, end, lowest, low=True) if overlap else end
        room = size


def _cut(
    sentences: Ints, words: Ints, lowest: int, highest: int, fallback: int, low: bool = False
) -> int:
    """A sentence start in [lowest, highest], else a word start, else the fallback."""
    for candidates in (sentences, words):
        inside = candidates[(candidates >= lowest) & (candidates <= highest)]
        if len(inside):
            return int(inside[0] if low else inside[-1])
    return fallback


def owners(ranges: list[tuple[int, int]], heads: Ints) -> Ints:
    """Give each word the window that reads it: of two, the one it is deeper inside of."""
    middles = [(end + start) // 2 for (_, end), (start, _) in pairwise(ranges)]
    return np.searchsorted(np.array(middles, np.int64), heads, side="right")
