"""Places: where the dossier's documents say that things happen."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at, open_record
from dragoman.cli.rows import Format, Row, show
from dragoman.record import Document

if TYPE_CHECKING:
    from dragoman.resolve import Knowledge
    from dragoman.resolve.gazetteer import Place
    from dragoman.resolve.places import PlaceSighting
    from dragoman.store import View

SHOWN = 3
"""Documents whose first words for a place are listed with it."""

Seen = tuple[Document, "PlaceSighting"]


def places(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the places that documents name.

    Those in most documents come first.
    """
    from dragoman.resolve import load_knowledge

    opened = dossier_at(dossier)
    knowledge = load_knowledge(opened.actors_path)
    with open_record(opened) as store, store.snapshot() as view:
        found = _by_place(view, knowledge)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].name))
    columns = ["name", "kind", "country", "coordinates", "documents", "seen"]
    show((_row(place, seen) for place, seen in ordered), columns, form)


def _by_place(view: "View", knowledge: "Knowledge") -> "dict[Place, list[Seen]]":
    """Find the first sighting of each place in every document, in the order of the documents."""
    from dragoman.resolve.gazetteer import Gazetteer
    from dragoman.resolve.places import first_of_each, places_in
    from dragoman.store import StatementFilter

    gazetteer = Gazetteer.of(knowledge)
    found: dict[Place, list[Seen]] = defaultdict(list)
    for document in view.documents():
        spoken = view.statements(StatementFilter(document=document.id))
        sources = [statement.source for statement in spoken if statement.source]
        for sighting in first_of_each(places_in(document, sources, knowledge, gazetteer)):
            found[sighting.place].append((document, sighting))
    return found


def _row(place: "Place", seen: list[Seen]) -> Row:
    point = None
    if place.latitude is not None and place.longitude is not None:
        point = f"{place.latitude:.2f}, {place.longitude:.2f}"
    return {
        "name": place.name,
        "kind": str(place.kind),
        "country": place.country,
        "coordinates": point,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "documents": len(seen),
        "seen": list(_first(seen)),
        "spans": [
            {"document": document.id, "start": s.span.start, "end": s.span.end, "text": s.span.text}
            for document, s in seen
        ],
        "source": place.source,
    }


def _first(seen: list[Seen]) -> Iterator[str]:
    """Tell where the first documents have a place: name, offset and words."""
    for document, sighting in seen[:SHOWN]:
        yield f"{document.name}:{sighting.span.start} {sighting.span.text}"
    if len(seen) > SHOWN:
        yield f"{len(seen) - SHOWN} more"
