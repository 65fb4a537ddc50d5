"""Suggestions: groups of statements without a code that say alike, and so may ask for a concept.

Statements are grouped by nearness of what they say, the statement with the most neighbours first,
with all its neighbours (Daura et al. 1999, clustering of conformations). So every statement of a
group is near to its central one, which can be read in place of the group; no number of groups has
to be given, and the order of the statements decides nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Act, Stance, Statement
from dragoman.resolve.claim_words import named_stems, stem_of, stems_of, weight, words_of

Floats = NDArray[np.float32]
Nearness = tuple[float, str, Stance]
"""A chance from 0 to 1, and the concept and stance that it is of."""

NEAR = 0.7
"""Cosine from which two statements say alike. Chosen by reading the groups of 25 articles (415
statements without a code, November 2026), contents alone: at .6 talks and attacks mix, at .8 only
repetitions of one sentence are left; at .7 each group is of one matter. One pair in a hundred is
as near. With source and cue before the content (as statements are coded) half of all pairs are
nearer than .65, and most of the record is one group."""

SHORTEST = 4
"""Words that a content must have; "more details" says nothing that could be a concept."""

FEWEST_STEMS = 2
"""Content words besides names that it must have: "Russian President Vladimir Putin" has one."""

STANDS = frozenset(
    {
        *(Act.DEMAND, Act.REQUEST, Act.PROPOSE, Act.AGREE, Act.REJECT, Act.PROMISE),
        *(Act.WARN, Act.ACCUSE),
    }
)
"""Acts that take a stand. What is only asserted, such as the damage of an attack, is seldom about
a proposition that the sides support or oppose."""

BLOCK = 2048
"""Statements that are compared with all others at once: 100,000 of them need 0.8 GB."""

NAME_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A group of statements without a code that say alike.

    Attributes:
        statements: They, the central one first, then by nearness to it.
        parties: The parties that their speakers speak for, by name.
        documents: How many documents they are in.
        stands: How many of them take a stand, by their acts, and do not only assert.
        words: Content words that most of them share, those that tell most first.
        name: What a concept could be called, made from these words; no id of the codebook.
        nearest: The concepts nearest to the central statement's content, the nearest first.
    """

    statements: tuple[Statement, ...]
    parties: tuple[str, ...]
    documents: int
    stands: int
    words: tuple[str, ...]
    name: str
    nearest: tuple[Nearness, ...]

    @property
    def is_report(self) -> bool:
        """Whether fewer than half of them take a stand: reports of events rather than demands."""
        return 2 * self.stands < len(self.statements)


def content_of(statement: Statement) -> str:
    """Give what a statement says, in a line."""
    return " ".join(" ".join(span.text for span in statement.content).split())


def may_ask(statement: Statement) -> bool:
    """Tell whether a statement could ask for a concept.

    It has no code, is no refusal to comment, and says something besides names.
    """
    return (
        not statement.codes
        and statement.act is not Act.DECLINE_COMMENT
        and len(words_of(content_of(statement))) >= SHORTEST
        and _says_enough(content_of(statement))
    )


def _says_enough(content: str) -> bool:
    return len(stems_of(content) - named_stems(content)) >= FEWEST_STEMS


def suggest_concepts(
    statements: Sequence[Statement],
    vectors: Floats,
    nearest: Callable[[Floats], Sequence[Nearness]],
    *,
    least: int = 3,
    taken: Collection[str] = (),
) -> list[Suggestion]:
    """Group statements without a code, those first that several parties take a stand in.

    Groups of reports come last; within each kind those of more parties, then of more documents,
    then of more statements come first.

    Args:
        statements: Those that `may_ask`.
        vectors: Their contents, float32 of shape (statements, size).
        nearest: Gives the chances of all concepts for such a vector, the likeliest first.
        least: How many statements a group must have.
        taken: Ids that the codebook has.
    """
    order = sorted(range(len(statements)), key=lambda number: statements[number].id)
    placed = [statements[number] for number in order]
    grouped = group(_units(vectors[order]), NEAR, least) if order else []
    found = [
        _suggestion([placed[at] for at in members], nearest(vectors[order[members[0]]]))
        for members in grouped
    ]
    found.sort(key=_rank)
    return list(_named(found, set(taken)))


def _units(vectors: Floats) -> Floats:
    units: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return units


def group(vectors: Floats, near: float, least: int) -> list[list[int]]:
    """Group unit vectors, each around the one that has most neighbours left.

    Args:
        vectors: float32 of shape (number, size), rows of length 1.
        near: Cosine from which two are neighbours.
        least: How many a group must have; what is in no group is left out.

    Returns:
        The groups, the largest first; in each the central one first, then by nearness to it. Of
        equals the earlier comes first. Takes time with the square of the number.
    """
    neighbours = list(_neighbours(vectors, near))
    left = np.ones(len(vectors), bool)
    counts = np.array([len(found) for found in neighbours])
    groups = []
    while len(counts) and counts.max() >= max(least, 1):
        centre = int(counts.argmax())
        members = [int(at) for at in neighbours[centre] if left[at]]
        for at in members:
            left[at] = False
            counts[neighbours[at]] -= 1
        counts[members] = 0
        nearness = vectors[members] @ vectors[centre]
        ordered = sorted(zip(members, nearness, strict=True), key=lambda m: (-round(m[1], 5), m[0]))
        groups.append([centre, *(at for at, _ in ordered if at != centre)])
    return groups


def _neighbours(vectors: Floats, near: float) -> Iterator[NDArray[np.int64]]:
    """Give for each vector the numbers of those near to it, its own among them."""
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T >= near
        block[np.arange(len(block)), np.arange(start, start + len(block))] = True
        for row in block:
            yield np.flatnonzero(row)


def _rank(suggestion: Suggestion) -> tuple[bool, int, int, int, str]:
    return (
        suggestion.is_report,
        -len(suggestion.parties),
        -suggestion.documents,
        -len(suggestion.statements),
        suggestion.statements[0].id,
    )


def _suggestion(members: Sequence[Statement], nearest: Sequence[Nearness]) -> Suggestion:
    words = tuple(_shared_words([content_of(statement) for statement in members]))
    return Suggestion(
        statements=tuple(members),
        parties=tuple(sorted({s.party for s in members if s.party})),
        documents=len({statement.document for statement in members}),
        stands=sum(statement.act in STANDS for statement in members),
        words=words,
        name="-".join(words[:NAME_WORDS]),
        nearest=tuple(nearest),
    )


def _shared_words(contents: Sequence[str]) -> list[str]:
    """Give words that half of the contents have, by how many have them and how rare they are."""
    having: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for content in contents:
        stems = {word.casefold(): stem_of(word) for word in words_of(content)}
        having.update({stem for stem in stems.values() if stem})
        for word, stem in stems.items():
            written.setdefault(stem, Counter())[word] += 1
    half = [stem for stem, times in having.items() if 2 * times >= len(contents)]
    half.sort(key=lambda stem: (-having[stem] * weight(stem), stem))
    return [min(written[stem], key=lambda w: (-written[stem][w], w)) for stem in half]


def _named(found: Sequence[Suggestion], taken: set[str]) -> Iterator[Suggestion]:
    """Give each suggestion an id of its own, of letters that an id may have."""
    for suggestion in found:
        stem = "-".join(re.findall(r"[a-z0-9]+", suggestion.name)) or "new-concept"
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        yield replace(suggestion, name=name)
