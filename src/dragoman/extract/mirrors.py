"""Mirrors: concepts that are the same of one party and of the other.

"Russian troops leave" and "Ukrainian troops leave" differ by a name, which an encoder of meanings
hardly hears. So of two such concepts the one is told whose party the words name as the one who
acts; where they name neither, the likelier. Of 106 coded statements about either seven bear on
both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.record import Codebook, Stance

BEGINNING = 5
"""Letters by which "Russia" and "Russian" are one."""

_ACTING = (
    r"(?:troops?|forces|army|armies|soldiers?|military|units?|servicemen|fighters|withdr\w+|pull\w*"
    r"|retreat\w*|leav\w+|giv\w+|ced\w+|hand\w*|return\w*|must|should|has\s+to|have\s+to|to)"
)
_OF = (
    r"(?:withdraw\w*|pull-?(?:out|back)|retreat|departure|removal|exit)\s+(?:of|by)\s+"
    r"(?:all\s+|the\s+|its\s+)*"
)


@dataclass(frozen=True)
class Mirror:
    """Two concepts that differ by the party that acts, each with what names that party so."""

    first: str
    second: str
    names: Mapping[str, re.Pattern[str]]

    def named(self, content: str) -> str | None:
        """Give the one whose party the words name as acting. None: they name neither or both."""
        named = [one for one in (self.first, self.second) if self.names[one].search(content)]
        return named[0] if len(named) == 1 else None

    def less_likely(self, content: str, chances: Mapping[str, float]) -> str | None:
        """Give the one of the two that the words do not mean. None: they may mean both."""
        named = [one for one in (self.first, self.second) if self.names[one].search(content)]
        if len(named) == 2:
            return None
        kept = named[0] if named else max((self.first, self.second), key=lambda one: chances[one])
        return self.second if kept == self.first else self.first


def mirrors_of(codebook: Codebook) -> tuple[Mirror, ...]:
    """Find the concepts whose texts begin with one party and go on as those of another do.

    They go on with a word by which a party is seen to act here. "Israel releases prisoners" and
    "Hamas releases the hostages" do not: what is released tells them apart, not whose troops go.
    """
    stems = {party[:BEGINNING].casefold() for party in codebook.parties}
    begun: dict[str, tuple[str, str]] = {}
    for concept in codebook.concepts:
        first, _, rest = concept.text.casefold().partition(" ")
        acting = rest.split(" ", 1)[0]
        if first[:BEGINNING] in stems and re.fullmatch(_ACTING, acting):
            begun[concept.id] = first[:BEGINNING], acting
    return tuple(
        Mirror(one, other, {one: _names(begun[one][0]), other: _names(begun[other][0])})
        for one, other in combinations(begun, 2)
        if begun[one][0] != begun[other][0] and begun[one][1] == begun[other][1]
    )


def without_mirrored(
    told: Sequence[tuple[float, str, Stance]], content: str, mirrors: Iterable[Mirror]
) -> list[tuple[float, str, Stance]]:
    """Put the concept whose party the words name as acting for its mirror image.

    Where the words name neither or both, of two that have one stance the likelier is kept.
    """
    kept = list(told)
    for mirror in mirrors:
        kept = _put_right(kept, content, mirror)
    return kept


def _put_right(
    told: list[tuple[float, str, Stance]], content: str, mirror: Mirror
) -> list[tuple[float, str, Stance]]:
    of = {concept: (chance, stance) for chance, concept, stance in told}
    if mirror.first not in of and mirror.second not in of:
        return told
    both = mirror.first in of and mirror.second in of
    if both and of[mirror.first][1] is of[mirror.second][1]:
        dropped = mirror.less_likely(content, {one: chance for one, (chance, _) in of.items()})
        return [one for one in told if one[1] != dropped]
    meant = mirror.named(content)
    image = {mirror.first: mirror.second, mirror.second: mirror.first}
    if both or meant is None:
        return told
    return [
        (chance, meant if image.get(concept) == meant else concept, stance)
        for chance, concept, stance in told
    ]


def _names(stem: str) -> re.Pattern[str]:
    own = rf"\b{re.escape(stem)}\w*(?:['’]s?)?"
    return re.compile(rf"{own}\s+(?:\w+\s+)?{_ACTING}\b|{_OF}{own}", re.IGNORECASE)
