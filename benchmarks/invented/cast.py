"""Cast: the parties, outlets and speakers of an invented dossier, and what each party holds."""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from benchmarks.invented.words import FIRST_NAMES, OUTLET_FIRST, OUTLET_SECOND, SURNAMES
from dragoman.record import Actor, ActorKind, Codebook, Office, Stance, actor_id

T = TypeVar("T")

PARTIES = (
    *("Ukraine", "Russia", "United States", "European Union", "Turkey", "NATO", "China"),
    *("Germany", "United Kingdom", "United Nations", "France", "Qatar", "Holy See", "Poland"),
    "India",
)
"""The sides, those that are heard most first."""

ORGANISATIONS = frozenset({"European Union", "NATO", "United Nations"})

SPEAKERS = 400
WITHOUT_PARTY = 60
"""Of the speakers those who speak for nobody: experts, witnesses."""

OUTLETS = 60

ROLES = (
    *("president", "foreign minister", "spokesperson", "defence minister", "negotiator"),
    *("deputy foreign minister", "adviser", "ambassador", "member of parliament", "governor"),
)
"""What people hold, the first speaker of a party the first of them; then it is drawn."""

BODY = "Ministry of Foreign Affairs"

LEAST = 6
"""Speakers that every party has."""


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """Things of which the n-th is drawn about 1/n as often as the first."""

    items: tuple[T, ...]
    steps: tuple[float, ...]

    @classmethod
    def of(cls, items: Sequence[T], flatness: float = 0.0) -> "Weighted[T]":
        """Weigh things by their place.

        Args:
            items: The things, the most frequent first.
            flatness: Added to every place: with much of it all are about as frequent.
        """
        return cls(
            tuple(items), tuple(accumulate(1 / (n + flatness) for n in range(1, len(items) + 1)))
        )

    def draw(self, dice: random.Random) -> T:
        """Draw one of them."""
        at = bisect(self.steps, dice.random() * self.steps[-1])
        return self.items[min(at, len(self.items) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bent:
    """What a party holds on a concept from a day on."""

    since: date
    stance: Stance
    conditional: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """Who there is.

    Attributes:
        outlets: The outlets, the largest first.
        parties: The sides.
        speakers: By party those who speak for it; None: for nobody.
        concepts: By party the ids of the concepts that it speaks of, the most frequent first.
        bents: By party and concept what it holds, the first first.
    """

    outlets: Weighted[str]
    parties: Weighted[str]
    speakers: dict[str | None, Weighted[Actor]]
    concepts: dict[str, Weighted[str]]
    bents: dict[tuple[str, str], tuple[Bent, ...]]

    def bent(self, party: str, concept: str, day: date) -> Bent:
        """Tell what a party holds on a day."""
        known = self.bents[party, concept]
        return next((bent for bent in reversed(known) if bent.since <= day), known[0])


def make_cast(codebook: Codebook, first: date, days: int, dice: random.Random) -> Cast:
    """Make up who there is.

    Args:
        codebook: The concepts.
        first: The first day.
        days: How many days there are.
        dice: What is drawn from.
    """
    names = [f"{a} {b}" for b in SURNAMES for a in FIRST_NAMES]
    dice.shuffle(names)
    # One of a surname is enough: articles use it alone.
    people = list({name.split()[1]: name for name in names}.values())
    papers = [f"{a} {b}" for a in OUTLET_FIRST for b in OUTLET_SECOND][:OUTLETS]
    dice.shuffle(papers)
    concepts = [concept.id for concept in codebook.concepts]
    return Cast(
        outlets=Weighted.of(papers, 4.0),
        parties=Weighted.of(PARTIES, 1.0),
        speakers=dict(_speakers(iter(people), dice)),
        concepts={party: Weighted.of(_shuffled(concepts, dice), 2.0) for party in PARTIES},
        bents={
            (party, concept): tuple(_bents(first, days, dice))
            for party in PARTIES
            for concept in concepts
        },
    )


def _shuffled(items: Sequence[T], dice: random.Random) -> list[T]:
    shuffled = list(items)
    dice.shuffle(shuffled)
    return shuffled


def _speakers(
    people: Iterator[str], dice: random.Random
) -> Iterator[tuple[str | None, Weighted[Actor]]]:
    """Give those who speak for each party, the most frequent first."""
    shares = [1 / n for n in range(2, len(PARTIES) + 2)]
    left = SPEAKERS - WITHOUT_PARTY - LEAST * len(PARTIES)
    for party, share in zip(PARTIES, shares, strict=True):
        number = LEAST + round(left * share / sum(shares))
        yield party, Weighted.of(list(_speaking_for(party, number, people, dice)), 0.5)
    experts = [actor(ActorKind.PERSON, next(people)) for _ in range(WITHOUT_PARTY)]
    yield None, Weighted.of(experts, 3.0)


def _speaking_for(
    party: str, number: int, people: Iterator[str], dice: random.Random
) -> Iterator[Actor]:
    kind = ActorKind.ORGANISATION if party in ORGANISATIONS else ActorKind.STATE
    yield _person(next(people), party, ROLES[0], dice)
    yield actor(kind, party)
    for place in range(1, number - 1):
        if place == 6 and kind is ActorKind.STATE:
            yield actor(ActorKind.ORGANISATION, f"{BODY} of {party}", party=party)
        role = ROLES[place] if place < len(ROLES) else dice.choice(ROLES[5:])
        yield _person(next(people), party, role, dice)


def _person(name: str, party: str, role: str, dice: random.Random) -> Actor:
    year = dice.randint(2012, 2021)
    until = f"{year + 9}-06-30" if dice.random() < 0.2 else None
    office = Office(role=role, of=party, since=f"{year}-03-01", until=until)
    return actor(ActorKind.PERSON, name, names=(name.split()[1],), offices=(office,))


def actor(
    kind: ActorKind,
    name: str,
    *,
    names: tuple[str, ...] = (),
    offices: tuple[Office, ...] = (),
    party: str | None = None,
    local_to: str | None = None,
) -> Actor:
    """Make an actor with its id."""
    return Actor(
        id=actor_id(kind, name, local_to),
        name=name,
        kind=kind,
        names=names,
        offices=offices,
        party=party,
        local_to=local_to,
    )


def _bents(first: date, days: int, dice: random.Random) -> Iterator[Bent]:
    """Make up what a party holds: seldom another stance, now and then a condition."""
    stance = Stance.SUPPORT if dice.random() < 0.6 else Stance.OPPOSE
    turns = sorted(dice.randrange(days) for _ in range(dice.choice((0, 0, 1, 1, 2))))
    for day in (0, *turns):
        yield Bent(
            since=first + timedelta(days=day), stance=stance, conditional=dice.random() < 0.15
        )
        stance = Stance.OPPOSE if stance is Stance.SUPPORT else Stance.SUPPORT
