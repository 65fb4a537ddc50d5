"""Denials: whether a content says no, in which of its words, and what its no is about.

A no is of its own sentence: who calls an attack unacceptable and asks for an inquiry is not against
the inquiry. So an answer is held against others by the sentences that say no, not by the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dragoman.resolve.claim_words import TOKEN, kept, lists, poles_of, says_no, stems_of, words_of

NO_WITHIN = 150
"""Characters of a content in which its own words say no; further on they explain."""

NEGATED_WITHIN = 20
"""A negation further into the content than this many words is seldom that of its main verb."""

HEADS = 2
"""Content words after a negation that tell what it negates: a verb, its object, what of it."""

SENTENCES = re.compile(
    r"(?<=[.!?…;])[\"”’']*\s+|\s*--\s*|\s[–—]\s|"
    r",?\s+(?=(?:but|while|although|though|whereas|because|even\s+though)\b)"
)
REMEMBERED = 256
"""Sentences of which what they say is kept: one content is asked about in several ways, and often
is a single sentence."""

CLAUSE_END = re.compile(r"[,;:.!?…]|\bthat\b")


@dataclass(frozen=True, slots=True)
class Denial:
    """How a content says no.

    Attributes:
        outright: Whether it says so: "this is unacceptable", "we will not leave".
        negated: Whether it says that something is not so, or shall end.
        contrasts: Whether its words set it against what somebody else says.
        belies: Whether it calls what somebody says a lie.
        scope: Stems of the sentences that do so; of all its words where none does.
        heads: Stems of what its negations negate. Empty: it has none.
        poles: The ends of opposites ("justified", "unjustified") that it speaks of.
    """

    outright: bool
    negated: bool
    contrasts: bool
    belies: bool
    scope: frozenset[str]
    heads: frozenset[str]
    poles: frozenset[str]


def denial_in(text: str, whole: frozenset[str]) -> Denial:
    """Read how a content says no.

    Args:
        text: The content.
        whole: The stems of all of it.
    """
    plain = " ".join(text.split())
    parts = _sentences(plain)
    no = [part for part in parts if no_in(part)] if no_in(plain) else []
    negative = [part for part in parts if _negations(part)] if _negations(plain) else []
    contrasts, belies = _has(plain, "contrast"), _has(plain, "lie")
    if not no:
        no = negative
    if not no and (contrasts or belies):
        no = [part for part in parts if _has(part, "contrast") or _has(part, "lie")]
    scope = whole if not no or len(no) == len(parts) else stems_of(" ".join(no))
    return Denial(
        outright=no_in(plain),
        negated=_is_negated(plain),
        contrasts=contrasts,
        belies=belies,
        scope=scope,
        heads=kept(_heads(negative)),
        poles=poles_of(" ".join(no) if no else plain),
    )


@lru_cache(REMEMBERED)
def _sentences(plain: str) -> tuple[str, ...]:
    return tuple(part for part in SENTENCES.split(plain) if part.strip())


@lru_cache(REMEMBERED)
def no_in(plain: str) -> bool:
    """Tell whether a content says no outright; not so where a clause in it only mentions one."""
    found = says_no("content").finditer(plain[:NO_WITHIN])
    return any(not says_no("aside").search(plain[: match.start()]) for match in found)


@lru_cache(REMEMBERED)
def _has(plain: str, part: str) -> bool:
    return bool(says_no(part).search(plain))


def _is_negated(plain: str) -> bool:
    """Tell whether a content is negative: an odd number of negations and of words of ending."""
    return (_negations(plain) + _negations(plain, "ending")) % 2 == 1


@lru_cache(REMEMBERED)
def _negations(plain: str, name: str = "negation") -> int:
    return sum(1 for _ in _negating(_opening(plain), name))


@dataclass(frozen=True, slots=True)
class _Opening:
    """The words of a content without idle negations, and its first ones with their places."""

    words: str
    first: tuple[tuple[str, int, int], ...]


@lru_cache(REMEMBERED)
def _opening(plain: str) -> _Opening:
    words = says_no("idle").sub(" ", plain)
    small = (
        (match[0].casefold().replace("’", "'"), *match.span())
        for match in islice(TOKEN.finditer(words), NEGATED_WITHIN)
    )
    return _Opening(words, tuple(small))


def _negating(opening: _Opening, name: str = "negation") -> Iterator[int]:
    """Give where the words of negation end, those of clauses that only tell who is meant left out.

    Args:
        opening: Of a content.
        name: Of the list of words.
    """
    negations = lists()[name]
    for word, start, end in opening.first:
        if word in negations and not says_no("aside").search(opening.words[:start]):
            yield end


def _heads(parts: list[str]) -> Iterator[str]:
    """Give the stems of the words that follow the negations of some sentences."""
    for part in parts:
        opening = _opening(part)
        for end in _negating(opening):
            clause = CLAUSE_END.split(opening.words[end:], maxsplit=1)[0]
            stems = (next(iter(stems_of(word)), "") for word in words_of(clause))
            yield from [stem for stem in stems if stem][:HEADS]
