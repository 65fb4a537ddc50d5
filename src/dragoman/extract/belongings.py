"""Belongings: concepts by which something is one party's, told by whose the words say it is.

"Crimea is Russian" and "Crimea is Ukrainian" differ by a name, which an encoder of meanings hardly
hears.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.extract.mirrors import BEGINNING
from dragoman.record import Codebook, Stance

LONGEST = 20
"""Words of a content that is looked at: a longer one may tell of several places."""

_SAYS = re.compile(r"\b(?:stays? with|belongs? to|(?:is|are) part of)\s+(?P<owner>\w+)")
_NOT = r"(?:(?:\s*n['’]t|\s+not|\s+never)\b)?"
_IS = (
    rf"(?:\b(?:wo|ca|can|will|would|could|shall|must|ha[sd]|have|do|does|did){_NOT}\s+)?"
    rf"\b(?:(?:is|are|was|were|be|been|remains?|remained|stays?|stayed|becomes?|became){_NOT}\s+"
    r"(?:(?:and|will|is|be|remains?|always|forever|still|again|an?|the|integral|inalienable|part|of|"
    r"with)\s+)*|(?:belongs?|belonged|returns?|returned)\s+(?:back\s+)?to\s+)"
)
_HELD = r"(?!\w*(?:\s+|-)(?:occup|control|held|rule|troops|forces|attack|strike|fire))"
_DENIED = re.compile(r"\b(?:not|never|no|nor|if|unless)\b|n['’]t\b|cannot\b", re.IGNORECASE)


@dataclass(frozen=True)
class Belonging:
    """A concept that something is a party's, and how words say that it is that one's or another's.

    Attributes:
        concept: Its id.
        own: What says that it is that party's.
        others: What says that it is another party's.
    """

    concept: str
    own: re.Pattern[str]
    others: re.Pattern[str]

    def stance(self, content: str) -> Stance | None:
        """Give the stance of a content. None: it says neither or both, or denies something else."""
        own, others = self.own.search(content), self.others.search(content)
        said = own or others
        if said is None or (own and others) or len(content.split()) > LONGEST:
            return None
        denied = _DENIED.findall(said[0])
        if len(denied) > 1 or len(denied) != len(_DENIED.findall(content)):
            return None
        return Stance.SUPPORT if (said is own) != bool(denied) else Stance.OPPOSE


def belongings_of(codebook: Codebook) -> tuple[Belonging, ...]:
    """Find the concepts whose texts say that something stays with or belongs to a party."""
    stems = {party[:BEGINNING] for party in codebook.parties}
    found = []
    for concept in codebook.concepts:
        said = _SAYS.search(concept.text)
        owner = said["owner"][:BEGINNING] if said else None
        if owner in stems and (others := stems - {owner}):
            found.append(Belonging(concept.id, _whose([owner]), _whose(sorted(others))))
    return tuple(found)


def with_owners(
    told: Sequence[tuple[float, str, Stance]], content: str, belongings: Iterable[Belonging]
) -> list[tuple[float, str, Stance]]:
    """Put the stance right of what is told to be a party's."""
    stances = {one.concept: one.stance(content) for one in belongings}
    return [(chance, concept, stances.get(concept) or stance) for chance, concept, stance in told]


def _whose(stems: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, stems))
    return re.compile(rf"{_IS}(?:{names}){_HELD}", re.IGNORECASE)
