"""Footing: what positions, shifts and origins need to know of each thing that they rest on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from dragoman.record import Level, PositionBasis, Span, Stance

SAME_DAY = timedelta(days=1)
"""Evening and morning papers report one speech."""


class Bears(Protocol):
    """Something that bears on a concept for a party: a bearing, or a basis out of the record."""

    @property
    def statement_id(self) -> str:
        """Id of the statement."""
        ...

    @property
    def document_id(self) -> str:
        """Id of its document."""
        ...

    @property
    def party(self) -> str:
        """The side whose position it tells of."""
        ...

    @property
    def concept(self) -> str:
        """Id of the concept."""
        ...

    @property
    def stance(self) -> Stance:
        """How it bears on the concept."""
        ...

    @property
    def condition(self) -> Span | None:
        """What the stance hangs on. None: the text states no condition."""
        ...

    @property
    def confidence(self) -> float:
        """How likely its code is right."""
        ...

    @property
    def own(self) -> bool:
        """Whether it is the party's own statement."""
        ...

    @property
    def level(self) -> Level:
        """How high its speaker stands."""
        ...

    @property
    def day(self) -> date | None:
        """The day by which it was made. None: it has no place in time."""
        ...

    @property
    def first(self) -> date | None:
        """The first day on which it may have been made. None: nothing tells."""
        ...

    @property
    def last(self) -> date | None:
        """The last one. None: nothing tells."""
        ...

    @property
    def order(self) -> str:
        """What it is sorted by: its day, then the order of reading."""
        ...

    @property
    def speaker(self) -> str:
        """Id of its speaker; the party's name where the speaker is not known."""
        ...

    @property
    def story(self) -> str:
        """What it goes back to, folded for comparison."""
        ...

    @property
    def family(self) -> str | None:
        """The family of its document. None: it is of none."""
        ...

    @property
    def named(self) -> bool:
        """Whether its speaker has a name and is no outlet."""
        ...

    @property
    def words(self) -> str:
        """Its content, in one line."""
        ...


@dataclass(frozen=True, slots=True)
class Footing:
    """A basis out of the record, with its days as days and the words of its statement.

    Attributes:
        basis: The basis.
        words: The content of its statement; empty where nothing is compared with it.
    """

    basis: PositionBasis
    words: str = ""
    order: str = field(init=False)
    stance: Stance = field(init=False)
    day: date | None = field(init=False)
    first: date | None = field(init=False)
    last: date | None = field(init=False)

    def __post_init__(self) -> None:
        # What a course asks for again and again is at hand; the rest is looked up in the basis.
        object.__setattr__(self, "order", self.basis.place)
        object.__setattr__(self, "stance", self.basis.stance)
        for name, told in (
            ("day", self.basis.on),
            ("first", self.basis.first_on),
            ("last", self.basis.last_on),
        ):
            object.__setattr__(self, name, date.fromisoformat(told) if told else None)

    @property
    def statement_id(self) -> str:
        """Id of the statement."""
        return self.basis.statement

    @property
    def document_id(self) -> str:
        """Id of its document."""
        return self.basis.document

    @property
    def party(self) -> str:
        """The side whose position it tells of."""
        return self.basis.party

    @property
    def concept(self) -> str:
        """Id of the concept."""
        return self.basis.concept

    @property
    def condition(self) -> Span | None:
        """What the stance hangs on."""
        return self.basis.condition

    @property
    def confidence(self) -> float:
        """How likely its code is right; of an old record nothing is known against it."""
        return 1.0 if self.basis.confidence is None else self.basis.confidence

    @property
    def own(self) -> bool:
        """Whether it is the party's own statement."""
        return self.basis.own

    @property
    def level(self) -> Level:
        """How high its speaker stands."""
        return self.basis.level

    @property
    def speaker(self) -> str:
        """Id of its speaker; the party's name where the speaker is not known."""
        return self.basis.speaker or self.basis.party

    @property
    def story(self) -> str:
        """What it goes back to."""
        return self.basis.story

    @property
    def family(self) -> str | None:
        """The family of its document."""
        return self.basis.family

    @property
    def named(self) -> bool:
        """Whether its speaker has a name: only such a one speaks for a party itself."""
        return self.basis.own


def compared(bases: Iterable[PositionBasis]) -> tuple[str, ...]:
    """Give the statements of a cell whose words are compared with others of their speaker.

    Args:
        bases: All that bears on the cell, the earliest first.
    """
    spoken: defaultdict[tuple[str | None, bool], list[Footing]] = defaultdict(list)
    for basis in bases:
        if basis.own:
            spoken[basis.speaker, basis.on is None].append(Footing(basis))
    found: dict[str, None] = {}
    for said in spoken.values():
        for one, other in pairwise(said):
            if one.day is None or other.day is None or other.day - one.day <= SAME_DAY:
                found |= {one.statement_id: None, other.statement_id: None}
    return tuple(found)
