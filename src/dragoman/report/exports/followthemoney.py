"""Actors, their offices, articles and meetings as FollowTheMoney entities, a line each.

The model of followthemoney.tech (its schemata Person, Organization, PublicBody, Position,
Occupancy, Article, Event), as Aleph and nomenklatura read it. A value is told only where the
record has it; who an unnamed source is, nobody knows, so there is no entity for one.
"""

import json
from collections.abc import Iterator, Mapping

from dragoman.record import Actor, ActorKind, Document, Meeting, Office, digest
from dragoman.report.exports.tables import WholeRecord

SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.OUTLET: "Organization",
}

Json = dict[str, object]


def export_entities(view: WholeRecord) -> Iterator[str]:
    """Write the entities as JSON Lines, each once, in the order of the record."""
    seen: set[str] = set()
    names: dict[str, str] = {}
    for actor in view.actors():
        if actor.kind in SCHEMATA:
            names.setdefault(actor.name, _id("actor", actor.id))
    for entity in (*_actors(view, names), *_articles(view), *_meetings(view, names)):
        if str(entity["id"]) not in seen:
            seen.add(str(entity["id"]))
            yield json.dumps(entity, ensure_ascii=False) + "\n"


def _actors(view: WholeRecord, names: Mapping[str, str]) -> Iterator[Json]:
    for actor in view.actors():
        schema = SCHEMATA.get(actor.kind)
        if schema is None:
            continue
        yield _entity(
            _id("actor", actor.id),
            schema,
            name=[actor.name],
            alias=[name for name in actor.names if name != actor.name],
            description=[actor.description],
        )
        for office in actor.offices:
            yield from _office(actor, office, names)


def _office(actor: Actor, office: Office, names: Mapping[str, str]) -> Iterator[Json]:
    post = _id("position", digest("position", office.role, office.of, office.body))
    body = office.body or office.of
    yield _entity(
        post,
        "Position",
        name=[f"{office.role} of {body}"],
        organization=[names.get(body) or names.get(office.of)],
    )
    parts = (actor.id, office.role, office.of, office.body, office.since)
    yield _entity(
        _id("occupancy", digest("occupancy", *parts)),
        "Occupancy",
        holder=[_id("actor", actor.id)],
        post=[post],
        startDate=[office.since],
        endDate=[office.until],
    )


def _articles(view: WholeRecord) -> Iterator[Json]:
    for document in view.documents():
        yield _entity(
            _id("article", document.id),
            "Article",
            title=[document.title or document.headline()],
            fileName=[document.name],
            publisher=[document.outlet],
            sourceUrl=[document.url if _is_web(document) else None],
            publishedAt=[document.published.value[:10] if document.published else None],
        )


def _is_web(document: Document) -> bool:
    return bool(document.url) and str(document.url).startswith(("http://", "https://"))


def _meetings(view: WholeRecord, names: Mapping[str, str]) -> Iterator[Json]:
    for meeting in view.meetings():
        yield _entity(
            _id("meeting", meeting.id),
            "Event",
            name=[_title(meeting)],
            date=[meeting.date],
            location=[meeting.place],
            involved=[names.get(name) for name in (*meeting.participants, *meeting.people)],
            description=[f"status: {meeting.status.value}"],
            proof=[_id("article", e.document) for e in meeting.evidence],
        )


def _title(meeting: Meeting) -> str:
    parties = ", ".join(meeting.participants) or "parties not told"
    return f"Contact of {parties}" + (f" in {meeting.place}" if meeting.place else "")


def _entity(id_: str, schema: str, **told: list[str | None]) -> Json:
    properties = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in told.items()
    }
    return {"id": id_, "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


def _id(noun: str, id_: str) -> str:
    return f"dragoman-{noun}-{id_}"
