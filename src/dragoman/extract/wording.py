"""How the coder reads a text, in training and at run time."""

from typing import Any, NamedTuple
from zlib import crc32

from dragoman.extract.trained.pieces import CLS, SEP
from dragoman.record import Stance


class Wording(NamedTuple):
    """A text as the coder reads it.

    Attributes:
        before: By whom and how it is said.
        content: What is said.
        cue: How it is said, by itself.
    """

    before: str
    content: str
    cue: str = ""


def wording(source: str, cue: str, content: str) -> Wording:
    """Put a statement as the coder reads it; without source and cue a plain text."""
    before = f"{source} {cue}:" if source or cue else ""
    return Wording(" ".join(before.split()), " ".join(content.split()), " ".join(cue.split()))


def encoded(
    tokenizer: Any, words: Wording, before: int, longest: int
) -> tuple[list[int], list[int]]:
    """Give the piece ids of a text, and of each piece whether it belongs to the content.

    Args:
        tokenizer: Of the encoder.
        words: What is read.
        before: How many pieces of source and cue are read, the last ones.
        longest: How many pieces of the content are read, the first ones.
    """
    first = tokenizer.encode(words.before, add_special_tokens=False).ids[-before:]
    second = tokenizer.encode(words.content, add_special_tokens=False).ids[:longest]
    ids = [CLS, *first, *second, SEP]
    return ids, [0] * (len(first) + 1) + [1] * (len(second) + 1)


def concept_key(concept: str, text: str, stance: Stance) -> int:
    """Name a concept and a stance by what it says, whatever codebook it stands in."""
    return crc32(f"{concept}|{text}|{stance}".encode())
