"""Actor: a person, state, organisation, armed group or outlet, with offices over time."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest


class ActorKind(StrEnum):
    """What an actor is. UNNAMED is a source whose name the text withholds."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed group"
    OUTLET = "outlet"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role that an actor holds for a time.

    Attributes:
        role: The function in one word or two: "president", "spokesperson", "foreign minister".
        of: Name of the party that the role speaks for: a state or an organisation.
        body: The institution within it ("Kremlin", "Ministry of Foreign Affairs"). None: itself.
        since: ISO 8601, as precise as known. None: before our knowledge begins.
        until: ISO 8601, the last day. None: still held when the knowledge was written.
    """

    role: str
    of: str
    body: str | None = None
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        for value in (self.since, self.until):
            if value is not None:
                check_iso(value)
        if self.since and self.until and self.until < self.since[: len(self.until)]:
            raise RecordError(f"{self.role} of {self.of}: ends {self.until} before {self.since}")

    def held_on(self, day: str) -> bool:
        """Tell whether it may have been held on a date, which may be a year or a month only."""
        began = self.since is None or self.since[: len(day)] <= day[: len(self.since)]
        lasted = self.until is None or self.until[: len(day)] >= day[: len(self.until)]
        return began and lasted


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that speaks, or that statements speak of.

    Attributes:
        id: Digest of kind, name, and the document for a local actor.
        name: The common English name; for an unnamed source its description.
        kind: What it is.
        names: Other names it goes by.
        offices: The roles it holds or held.
        party: The side it always speaks for (a ministry: its state). None: its offices tell.
        local_to: Id of the one document that it is known from. None: shared knowledge.
        description: The words of the text for a local actor. None: the name says it.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    party: str | None = None
    local_to: str | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RecordError("an actor needs a name")
        if self.id != actor_id(self.kind, self.name, self.local_to):
            raise RecordError(f"{self.name}: the id is not the digest of its content")


def actor_id(kind: ActorKind, name: str, local_to: str | None = None) -> str:
    """Derive an actor's id; a local actor's is its own in every document."""
    return digest("actor", kind, name, local_to)
