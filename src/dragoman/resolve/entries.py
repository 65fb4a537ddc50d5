"""Entries: the lines of the knowledge files, read and checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from dragoman.errors import KnowledgeError, RecordError, unread
from dragoman.record import Actor, ActorKind, Office, actor_id

OFFICE_FIELDS = {"role", "of", "body", "since", "until"}
ENTRY_FIELDS = {
    *("name", "kind", "names", "weak", "offices", "party", "source", "gender"),
    *("code", "adjectives", "people", "capitals", "seats", "leader"),
    *("medium", "domains", "country"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a knowledge file: an actor, and the words by which texts point at it.

    Attributes:
        actor: The actor as the record has it.
        source: The kind of source that its facts are from.
        weak: Names that are also common words; only where a text plainly means the actor.
        gender: "m" or "f" for a person. None: not known.
        adjectives: For a state, "Russian"; the first one names its bodies.
        people: For a state, "Russians".
        capitals: For a state, the places that stand for its government, in all spellings.
        seats: For a state, the buildings and offices that do ("Kremlin").
        leader: For a state, the role of whoever leads it.
        medium: For an outlet: agency, newspaper, broadcaster, state media, ...
        domains: For an outlet, the hosts that it publishes on.
        country: For an outlet, where it is from. None: not known.
    """

    actor: Actor
    source: str
    weak: tuple[str, ...] = ()
    gender: str | None = None
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    leader: str | None = None
    medium: str | None = None
    domains: tuple[str, ...] = ()
    country: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """All words that name it, weak ones left out."""
        actor = self.actor
        return (actor.name, *actor.names, *self.people, *self.capitals, *self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A function that texts call by several words.

    Attributes:
        role: Its name.
        names: The words of the texts.
        holders: Roles of offices that it may mean, the likeliest first.
        posted: Held towards someone: an ambassador to, an envoy for.
        leads: Means whoever leads the state or organisation.
        of: The only state or organisation that has it: there is one pope. None: many have it.
    """

    role: str
    names: tuple[str, ...]
    holders: tuple[str, ...]
    posted: bool = False
    leads: bool = False
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body that every state has: how it is called, and how its name is formed.

    Attributes:
        form: Its name, with the state's name or adjective to be filled in.
        names: What it is called without its state.
        of: Whose it is where a text that names that state does not say: "the administration".
            None: the text has to tell.
        local: It acts in a town or region, so that without its state it is of the state of the
            place that is told of: "police", "emergency services".
    """

    form: str
    names: tuple[str, ...]
    of: str | None = None
    local: bool = False

    @property
    def is_press(self) -> bool:
        """Whether it is no body that acts for the state but its press."""
        return bool({"media", "state media", "news agencies"} & set(self.names))


def read_entry(row: dict[str, object], where: str) -> Entry:
    """Turn a line of a knowledge file into an entry.

    Raises:
        KnowledgeError: A field is unknown, missing or breaks the rules of the record.
    """
    name = row.get("name")
    unknown = set(row) - ENTRY_FIELDS
    if not isinstance(name, str) or unknown:
        raise KnowledgeError(f"{where}: {name or row}: unknown fields {sorted(unknown)} or no name")
    try:
        kind = ActorKind(str(row["kind"]))
        actor = Actor(
            id=actor_id(kind, name),
            name=name,
            kind=kind,
            names=texts(row.get("names")),
            offices=tuple(_offices(row.get("offices"))),
            party=_text(row.get("party")) or (name if kind is ActorKind.STATE else None),
        )
    except (KeyError, ValueError, TypeError, RecordError) as error:
        raise KnowledgeError(f"{where}: {name}: {error}; see the other entries") from error
    return Entry(
        actor=actor,
        source=_text(row.get("source")) or where,
        weak=texts(row.get("weak")),
        gender=_text(row.get("gender")),
        adjectives=texts(row.get("adjectives")),
        people=texts(row.get("people")),
        capitals=texts(row.get("capitals")),
        seats=texts(row.get("seats")),
        leader=_text(row.get("leader")),
        medium=_text(row.get("medium")),
        domains=texts(row.get("domains")),
        country=_text(row.get("country")),
    )


def read_additions(path: Path) -> tuple[dict[str, object], ...]:
    """Read a dossier's `actors.yaml`: a list of entries, or one under the key `actors`.

    Raises:
        KnowledgeError: It is not YAML or not such a list.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {unread(error)}") from error
    rows = content.get("actors") if isinstance(content, dict) else content
    if rows is None:
        return ()
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and row.get("name") and row.get("kind") for row in rows
    ):
        raise KnowledgeError(f"{path}: write a list of entries, each with name and kind")
    return tuple({str(key): _plain(value) for key, value in row.items()} for row in rows)


def _plain(value: object) -> object:
    """YAML reads a bare 2024-05-13 as a date; the record wants its text."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, bool)) else str(value)


def read_role(row: dict[str, object]) -> Role:
    """Turn a line of `roles.jsonl` into a role."""
    return Role(
        role=str(row["role"]),
        names=texts(row["names"]),
        holders=texts(row["holders"]) if "holders" in row else (str(row["role"]),),
        posted=bool(row.get("posted")),
        leads=bool(row.get("leads")),
        of=str(row["of"]) if row.get("of") else None,
    )


def _offices(value: object) -> Iterator[Office]:
    if value is None:
        return
    if not isinstance(value, list):
        raise ValueError("offices is a list")
    for office in value:
        if not isinstance(office, dict) or set(office) - OFFICE_FIELDS:
            raise ValueError(f"an office has the fields {sorted(OFFICE_FIELDS)}, not {office!r}")
        yield Office(**office)


def texts(value: object) -> tuple[str, ...]:
    """Read a field that is a list of names; a missing one is an empty list."""
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise KnowledgeError(f"a list of names is expected, not {value!r}")
    return tuple(str(item) for item in value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def read_institution(row: dict[str, object]) -> Institution:
    """Turn a line of `institutions.jsonl` into an institution."""
    of = row.get("of")
    return Institution(
        form=str(row["form"]),
        names=texts(row["names"]),
        of=str(of) if of else None,
        local=bool(row.get("local")),
    )
