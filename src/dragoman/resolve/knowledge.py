"""Knowledge: who there is to speak, under which names and in which offices, with dates."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

from dragoman.record import Actor, ActorKind, Office, actor_id, digest
from dragoman.resolve.entries import (
    Entry,
    Institution,
    Role,
    read_additions,
    read_entry,
    read_institution,
    read_role,
    texts,
)
from dragoman.resolve.names import NameIndex, Token, fold, keys_of, tokenize

ACTOR_FILES = ("states", "organisations", "armed_groups", "outlets", "persons")
LISTS = ("roles", "institutions", "given_names", "places")


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All that is known before a document is read; built once, then only looked up.

    Attributes:
        entries: By actor id.
        roles: The functions that texts speak of.
        institutions: The bodies that every state has.
        given_names: Gender by folded given name.
        places: The state that a region or town lies in, by its name.
        version: Digest of all of it, which decides results as a model's version does.
    """

    entries: dict[str, Entry]
    roles: tuple[Role, ...]
    institutions: tuple[Institution, ...]
    given_names: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    version: str = ""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, by kind and name as in the files."""
        return tuple(entry.actor for entry in self.entries.values())

    @cached_property
    def index(self) -> NameIndex:
        """The names of all actors, adjectives and surnames left out."""
        index = NameIndex()
        for entry_id, entry in self.entries.items():
            for name in entry.spellings:
                index.add(name, entry_id)
        return index

    @cached_property
    def lone_role_words(self) -> frozenset[str]:
        """Words that name a role alone, folded: "pope", "king"."""
        names = (name for role in self.roles for name in role.names)
        return frozenset(fold(name) for name in names if " " not in name)

    @cached_property
    def weak_index(self) -> NameIndex:
        """The names that are also common words."""
        index = NameIndex()
        for entry_id, entry in self.entries.items():
            for name in entry.weak:
                index.add(name, entry_id)
        return index

    @cached_property
    def place_index(self) -> NameIndex:
        """The regions and towns; what they stand for is the name of their state."""
        index = NameIndex()
        for name, state in self.places.items():
            index.add(name, state)
        return index

    @cached_property
    def adjectives(self) -> NameIndex:
        """The states by their adjectives."""
        index = NameIndex()
        for entry_id, entry in self.entries.items():
            for name in entry.adjectives:
                index.add(name, entry_id)
        return index

    def may_begin(self, token: Token) -> bool:
        """Tell whether a name may begin with a word; with most words none does."""
        return token.capitalised or token.key in self._low

    @cached_property
    def _low(self) -> set[str]:
        return self.index.low | self.adjectives.low

    @cached_property
    def states(self) -> frozenset[str]:
        """The names of the states."""
        return frozenset(a.name for a in self.actors if a.kind is ActorKind.STATE)

    @cached_property
    def _states(self) -> dict[str, Entry]:
        entries = self.entries.values()
        return {e.actor.name: e for e in entries if e.actor.kind is ActorKind.STATE}

    @cached_property
    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Ids of the persons by the key of their last name."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry_id, entry in self.entries.items():
            if entry.actor.kind is ActorKind.PERSON:
                for name in (entry.actor.name, *entry.actor.names):
                    keys = keys_of(name)
                    if entry_id not in found[keys[-1]]:
                        found[keys[-1]].append(entry_id)
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def holders(self) -> dict[tuple[str, str], tuple[tuple[Entry, Office], ...]]:
        """Who holds or held a role of a party, by role and party."""
        found: dict[tuple[str, str], list[tuple[Entry, Office]]] = defaultdict(list)
        for entry in self.entries.values():
            for office in entry.actor.offices:
                found[office.role, office.of].append((entry, office))
        return {key: tuple(pairs) for key, pairs in found.items()}

    @cached_property
    def domains(self) -> dict[str, Entry]:
        """The outlets by the hosts that they publish on."""
        return {domain: entry for entry in self.entries.values() for domain in entry.domains}

    @cached_property
    def by_name(self) -> dict[str, Entry]:
        """The entries by canonical name; where two kinds share one, the first of ACTOR_FILES."""
        found: dict[str, Entry] = {}
        for entry in self.entries.values():
            found.setdefault(entry.actor.name, entry)
        return found

    @cached_property
    def role_names(self) -> dict[str, tuple[tuple[Role, tuple[str, ...]], ...]]:
        """The roles with the folded words of each name, by the first of them."""
        found: dict[str, list[tuple[Role, tuple[str, ...]]]] = defaultdict(list)
        for role in self.roles:
            for name in role.names:
                words = tuple(fold(token.text) for token in tokenize(name))
                found[words[0]].append((role, words))
        return {word: tuple(pairs) for word, pairs in found.items()}

    @cached_property
    def institution_names(self) -> dict[str, tuple[tuple[Institution, tuple[str, ...]], ...]]:
        """The institutions with the folded words of each name, by the first of them."""
        found: dict[str, list[tuple[Institution, tuple[str, ...]]]] = defaultdict(list)
        for institution in self.institutions:
            for name in institution.names:
                words = tuple(fold(token.text) for token in tokenize(name))
                found[words[0]].append((institution, words))
        return {word: tuple(pairs) for word, pairs in found.items()}

    @cached_property
    def institution_words(self) -> frozenset[tuple[str, ...]]:
        """The folded words of every institution's names."""
        return frozenset(words for pairs in self.institution_names.values() for _, words in pairs)

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words that roles are made of, folded; they stand before names, not in them."""
        small = {"of", "the", "for", "and", "in"}
        words = {fold(word) for role in self.roles for name in role.names for word in name.split()}
        return frozenset(words - small - {""})

    def body_of(self, side: Actor, institution: Institution) -> Actor:
        """Give a state's ministry, army or delegation: a known body, or one named by pattern."""
        if side.name.casefold().endswith(institution.names):
            return side
        entry = self.entries.get(side.id)
        adjective = entry.adjectives[0] if entry and entry.adjectives else side.name
        name = institution.form.format(adjective=adjective, name=side.name)
        if name == side.name:
            return side
        kind = ActorKind.OUTLET if institution.is_press else ActorKind.ORGANISATION
        for called in (name, *(f"{adjective} {word}" for word in institution.names)):
            for found in self.index.exactly(called):
                if self.entries[found].actor.kind is kind:
                    return self.entries[found].actor
        return Actor(id=actor_id(kind, name), name=name, kind=kind, party=side.party or side.name)

    def outlet_of(self, name: str) -> Entry | None:
        """Give the outlet of a name or a host. None: it is not known."""
        bare = name.removeprefix("www.").casefold()
        while bare:
            if bare in self.domains:
                return self.domains[bare]
            bare = bare.partition(".")[2]
        for found in self.index.exactly(name) if name else ():
            if self.entries[found].actor.kind is ActorKind.OUTLET:
                return self.entries[found]
        return None

    def state(self, name: str) -> Entry | None:
        """Give the state of a name. None: there is none."""
        return self._states.get(name)


def load_knowledge(additions: Path | None = None) -> Knowledge:
    """Load the shipped files and, over them, a dossier's own actors.

    Args:
        additions: The dossier's `actors.yaml`; an entry of the same kind and name overrides the
            fields that it gives, any other adds an actor. None: the shipped files only.

    Raises:
        KnowledgeError: A file is malformed; the message names the file and the entry.
    """
    entries: dict[str, Entry] = {}
    rows = {
        (row["kind"], row["name"]): row for name in ACTOR_FILES for row in _shipped(f"{name}.jsonl")
    }
    where = "the shipped knowledge"
    if additions is not None:
        where = str(additions)
        for row in read_additions(additions):
            key = (row["kind"], row["name"])
            rows[key] = {**rows.get(key, {}), **row}
    for row in rows.values():
        entry = read_entry(row, where)
        entries[entry.actor.id] = entry
    roles, institutions, givens, places = (list(_shipped(f"{name}.jsonl")) for name in LISTS)
    chronicle = list(_shipped("chronicle.jsonl"))
    content = json.dumps(
        [list(rows.values()), roles, institutions, givens, places, chronicle], sort_keys=True
    )
    given_names: dict[str, str] = {}
    for row in givens:
        given_names |= dict.fromkeys(map(fold, texts(row["names"])), str(row["gender"]))
    return Knowledge(
        entries=entries,
        roles=tuple(read_role(row) for row in roles),
        institutions=tuple(read_institution(row) for row in institutions),
        given_names=given_names,
        places={
            name: str(row["country"])
            for row in places
            if row.get("country")
            for name in (str(row["name"]), *texts(row.get("names")))
        },
        version=digest("knowledge", content),
    )


def _shipped(name: str) -> Iterator[dict[str, object]]:
    text = (resources.files("dragoman.resolve") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        yield json.loads(line)
