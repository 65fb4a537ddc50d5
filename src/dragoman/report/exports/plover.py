"""Statements and meetings as PLOVER-coded events, a line each.

Halterman, Bagozzi, Beger, Schrodt and Scraborough (2023), PLOVER and POLECAT: A New Political Event
Ontology and Dataset. Speech that does nothing which PLOVER knows (assertions, confirmations,
denials, predictions, silence) is no event. Whom an act is addressed to is not in the record, so
`recipient` is empty for statements; contacts are CONSULT, planned ones AGREE, as PLOVER codes what
is announced.
"""

import json
from collections.abc import Iterator

from dragoman.analysis import RecordView
from dragoman.record import Act, LinkKind, Meeting, MeetingStatus, Statement

EVENTS = {
    Act.DEMAND: "REQUEST",
    Act.REQUEST: "REQUEST",
    Act.PROPOSE: "AGREE",
    Act.PROMISE: "AGREE",
    Act.AGREE: "AGREE",
    Act.REJECT: "REJECT",
    Act.ACCUSE: "ACCUSE",
    Act.WARN: "THREATEN",
}
CONTACTS = {MeetingStatus.HELD: "CONSULT", MeetingStatus.PLANNED: "AGREE"}

Json = dict[str, object]


def export_events(view: RecordView) -> Iterator[str]:
    """Write the events as JSON Lines: those of statements, then those of meetings."""
    published = {d.id: (d.published, d.outlet) for d in view.documents()}
    for statement in view.statements():
        if statement.act in EVENTS and statement.party is not None:
            day, outlet = published[statement.document]
            told = statement.said_on or (day.value[:10] if day else None)
            yield _line(_said(statement, told, outlet))
    for meeting in view.meetings():
        if meeting.status in CONTACTS and len(meeting.participants) > 1:
            yield _line(_met(meeting))


def _line(event: Json) -> str:
    return json.dumps(event, ensure_ascii=False) + "\n"


def _said(statement: Statement, day: str | None, outlet: str | None) -> Json:
    assert statement.act is not None
    outlets = [link.name for link in statement.via if link.kind is LinkKind.OUTLET]
    return {
        "id": f"statement-{statement.id}",
        "date": day,
        "event_type": EVENTS[statement.act],
        "event_mode": None,
        "context": sorted({code.concept for code in statement.codes}),
        "actor": [statement.party],
        "actor_name": statement.speaker.name if statement.speaker else None,
        "recipient": [],
        "location": None,
        "outlet": outlet,
        "reported_by": outlets,
        "document": statement.document,
        "text": " … ".join(span.text for span in statement.content),
    }


def _met(meeting: Meeting) -> Json:
    return {
        "id": f"meeting-{meeting.id}",
        "date": meeting.date,
        "event_type": CONTACTS[meeting.status],
        "event_mode": None,
        "context": [],
        "actor": list(meeting.participants),
        "actor_name": None,
        "recipient": list(meeting.participants),
        "location": meeting.place,
        "outlet": None,
        "reported_by": list(meeting.reported_by),
        "document": meeting.evidence[0].document if meeting.evidence else None,
        "text": meeting.evidence[0].span.text if meeting.evidence else None,
    }
