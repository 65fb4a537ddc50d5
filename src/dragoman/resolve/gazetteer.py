"""Gazetteer: the places that are known, with their countries and positions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources

from dragoman.errors import KnowledgeError
from dragoman.record import ActorKind
from dragoman.resolve.entries import texts
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.names import NameIndex

FIELDS = {"name", "kind", "country", "latitude", "longitude", "names", "weak", "source"}


class PlaceKind(StrEnum):
    """What a place is. A strait or a river is a sea; a region may be a peninsula or a corridor."""

    CITY = "city"
    REGION = "region"
    BUILDING = "building"
    SEA = "sea"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere that texts speak of.

    Attributes:
        name: The common English name.
        kind: What it is.
        country: The state that it is in, or the territory that negotiates like one, as the
            knowledge calls it. None: contested between states, or of none.
        latitude: Degrees north, to two decimals (about a kilometre). None: a country, or too
            large for a point.
        longitude: Degrees east.
        names: Other names.
        weak: Whether the name is also a common word or somebody's name.
        source: Where the facts are from.
    """

    name: str
    kind: PlaceKind
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    names: tuple[str, ...] = ()
    weak: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise KnowledgeError(f"{self.name}: latitude and longitude go together")
        if not (-90 <= (self.latitude or 0) <= 90 and -180 <= (self.longitude or 0) <= 180):
            raise KnowledgeError(f"{self.name}: {self.latitude}, {self.longitude} is nowhere")


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """The places that are known, with the states of the knowledge as countries.

    Attributes:
        places: By name.
    """

    places: Mapping[str, Place]

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Gazetteer":
        """Put the shipped places and the states of a knowledge together."""
        countries = {
            entry.actor.name: Place(
                name=entry.actor.name,
                kind=PlaceKind.COUNTRY,
                country=entry.actor.name,
                names=entry.actor.names,
                source=entry.source,
            )
            for entry in knowledge.entries.values()
            if entry.actor.kind is ActorKind.STATE
        }
        return cls(places=countries | {place.name: place for place in shipped_places()})

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The states of the places that lie in one."""
        return {
            place.name: place.country
            for place in self.places.values()
            if place.country and place.kind is not PlaceKind.COUNTRY
        }

    @cached_property
    def index(self) -> NameIndex:
        """The names of all places."""
        index = NameIndex()
        for place in self.places.values():
            for name in (place.name, *place.names):
                index.add(name, place.name)
        return index


@cache
def shipped_places() -> tuple[Place, ...]:
    """Read `data/places.jsonl`, once.

    Raises:
        KnowledgeError: A line has an unknown field or kind, or is somewhere that cannot be.
    """
    data = resources.files("dragoman.resolve").joinpath("data", "places.jsonl")
    lines = data.read_text(encoding="utf-8").splitlines()
    return tuple(_read(json.loads(line), number) for number, line in enumerate(lines, start=1))


def _read(row: dict[str, object], number: int) -> Place:
    unknown = set(row) - FIELDS
    latitude, longitude = row.get("latitude"), row.get("longitude")
    try:
        if unknown:
            raise ValueError(f"unknown fields {sorted(unknown)}")
        return Place(
            name=str(row["name"]),
            kind=PlaceKind(str(row["kind"])),
            country=str(row["country"]) if "country" in row else None,
            latitude=float(str(latitude)) if latitude is not None else None,
            longitude=float(str(longitude)) if longitude is not None else None,
            names=texts(row.get("names")),
            weak=bool(row.get("weak")),
            source=str(row["source"]),
        )
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"places.jsonl:{number}: {error}; see the other lines") from error
