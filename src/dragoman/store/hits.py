"""Hits: what a search found, with the words around it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a snippet.

    Attributes:
        text: Its characters.
        matched: Whether they are what was searched for.
    """

    text: str
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that a search found.

    Attributes:
        id: Its id.
        snippet: Words of it around the matches, as plain text in pieces.
    """

    id: str
    snippet: tuple[Piece, ...]
