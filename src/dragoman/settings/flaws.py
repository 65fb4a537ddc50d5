"""Flaws: what pydantic finds wrong with what people write, said in our words."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

SAID = (
    (re.compile(r"^Value error, "), ""),
    (re.compile(r"^\w+ should "), "must "),  # Input should be, String should have
    (re.compile(r", unable to parse .*$"), ""),
)
"""What pydantic says, and what stands in its place."""

WORDS = {"extra_forbidden": "there is no such field", "missing": "this is needed"}
"""Words for flaws of which its own do not say what to do."""


def in_words(said: str) -> str:
    """Say one of pydantic's messages in our words; any other stays as it is."""
    for pattern, words in SAID:
        said = pattern.sub(words, said)
    return said


def flaws_of(error: ValidationError) -> str:
    """Say all that is wrong with a file, each with its place in it."""
    return "; ".join(map(_told, error.errors()))


def _told(flaw: Mapping[str, Any]) -> str:
    place = ".".join(map(str, flaw["loc"]))
    said = WORDS.get(flaw["type"]) or in_words(flaw["msg"])
    return f"{place}: {said}" if place else said
