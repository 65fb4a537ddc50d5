"""Roles: who holds an office that a phrase describes, on the day of the document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.record import Actor, ActorKind, Office
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.entries import Entry, Role
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.names import Token, fold, tokenize

FEMALE_ENDINGS, MALE_ENDINGS = ("woman", "sprecherin"), ("man", "sprecher")
POSTING = {"ambassador", "special", "envoy", "deputy", "to", "the", "for", "in", "on"}
ABBREVIATED = {"un": "nations", "us": "states", "eu": "union"}
LEADING = {"president", "prime minister", "chancellor", "supreme leader", "pope", "leader"}
SEATS_OF_POWER = {"Kremlin", "White House", "Presidency", "Office of the President"}


Held = tuple[Entry, Office]
"""A person with one of the offices that the person holds or held."""


@dataclass(frozen=True, slots=True)
class Told:
    """A role as a phrase tells it.

    Attributes:
        role: The function.
        words: The words that told it.
        first: Index of the first of them among the tokens it was looked for in.
        last: Index after the last.
    """

    role: Role
    words: str
    first: int
    last: int

    @property
    def gender(self) -> str | None:
        """The gender that the word itself tells."""
        if self.words.endswith(FEMALE_ENDINGS):
            return "f"
        return "m" if self.words.endswith(MALE_ENDINGS) else None


def told_role(tokens: Sequence[Token], knowledge: Knowledge) -> Told | None:
    """Find the role that a run of words ends with or holds; the longest name wins.

    Of several ("Hamas leader and chief negotiator") the last one in the run is the head.
    """
    words = [fold(token.text) for token in tokens]
    best: Told | None = None
    for first in range(len(words)):
        for role, names in knowledge.role_names.get(words[first], ()):
            last = first + len(names)
            if tuple(words[first:last]) == names:
                told = Told(role, " ".join(names), first, last)
                if best is None or (last > best.last) or (last == best.last and first < best.first):
                    best = told
    return best


def holders(
    role: Role, party: str, discourse: Discourse, body: str | None = None, gender: str | None = None
) -> list[Held]:
    """Give who holds a role of a party on the document's day, or ever did if that is unknown.

    Offices that mean the role most directly come first, and only those of the first kind that
    anyone holds are given: "the foreign minister" of the United States is its secretary of state.
    """
    knowledge = discourse.knowledge
    names = role.holders
    entry = knowledge.by_name.get(party)
    if role.leads and entry is not None:
        names = tuple(
            filter(None, (entry.leader, "leader", "president", "head", "secretary general"))
        )
    if role.role == "opposition leader" and entry is not None:
        names = ("opposition leader", "leader", "head")
    if not names and not role.posted:
        names = (role.role,)
    for name in names:
        pairs = knowledge.holders.get((name, party), ())
        fitting = [
            (person, office)
            for person, office in pairs
            if (discourse.day is None or office.held_on(discourse.day))
            and (gender is None or discourse.gender(person.actor) in {None, gender})
            and (body is None or same_body(office.body, body))
        ]
        if fitting:
            return fitting
    return []


def posted(words: str, party: str, to: Iterable[str], discourse: Discourse) -> list[Held]:
    """Give the ambassadors and envoys of a party whose office names where they are posted."""
    places = {fold(word) for name in to for word in name.split()} - {"the", "of", "united", ""}
    places |= {short for short, word in ABBREVIATED.items() if word in places}
    found = []
    for (role, of), pairs in discourse.knowledge.holders.items():
        if of != party or not role.startswith(("ambassador", "special envoy", "envoy", "deputy")):
            continue
        if role.startswith("deputy") != ("deputy" in words):
            continue
        target = {fold(word) for word in role.split()} - POSTING
        if target & places:
            found += [
                (not target <= places, person, office)
                for person, office in pairs
                if discourse.day is None or office.held_on(discourse.day)
            ]
    exact = [(person, office) for further, person, office in found if not further]
    return exact or [(person, office) for _, person, office in found]


def posted_anywhere(party: str, discourse: Discourse) -> list[Held]:
    """Give the ambassadors and envoys of a party whom the document names."""
    named = {sighting.actor.id for sighting in discourse.sightings}
    return [
        (entry, office)
        for actor in named
        for entry in (discourse.knowledge.entries.get(actor),)
        if entry is not None
        for office in entry.actor.offices
        if office.of == party
        and office.role.startswith(("ambassador", "special envoy"))
        and (discourse.day is None or office.held_on(discourse.day))
    ]


def same_body(one: str | None, other: str) -> bool:
    """Tell whether two names of an institution mean the same one of a state."""
    if one is None:
        return False
    drop = {"of", "the", "ministry", "department", "us", "uk"}
    left = {fold(token.text) for token in tokenize(one.replace("Defense", "Defence"))} - drop
    right = {fold(token.text) for token in tokenize(other.replace("Defense", "Defence"))} - drop
    return bool(left) and (left <= right or right <= left)


def settle(found: Sequence[Held], discourse: Discourse, position: int) -> Actor | None:
    """Pick the one holder that is meant. None: it would be a guess.

    One candidate is taken where the day is known. Otherwise whoever the document itself names,
    nearest before the place and then anywhere; on an unknown day the latest holder is taken only
    where nobody else ever held the office.
    """
    people = {entry.actor.id: entry.actor for entry, _ in found}
    if len(people) == 1 and (discourse.day is not None or _only_holder(found)):
        return next(iter(people.values()))
    for sighting in discourse.before(position):
        if sighting.actor.id in people:
            return people[sighting.actor.id]
    for sighting in discourse.sightings:
        if sighting.actor.id in people:
            return people[sighting.actor.id]
    central = {
        entry.actor.id: entry.actor
        for entry, office in found
        if office.body is None or office.body in SEATS_OF_POWER
    }
    if len(central) == 1 and discourse.day is not None:
        return next(iter(central.values()))
    return None


def _only_holder(found: Sequence[Held]) -> bool:
    return all(office.until is None for _, office in found)


def party_of_actor(actor: Actor, discourse: Discourse) -> str | None:
    """Give the party that a possessor in a role description stands for ("Putin's spokesman")."""
    if actor.kind in {ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}:
        return actor.party or actor.name
    if actor.kind is ActorKind.PERSON:
        held = [o for o in actor.offices if discourse.day is None or o.held_on(discourse.day)]
        return held[0].of if held else None
    return None


def heads_state(actor: Actor, discourse: Discourse) -> bool:
    """Tell whether somebody is at the head of a state or its government on the document's day."""
    return any(office.role in LEADING for office in discourse.held(actor))
