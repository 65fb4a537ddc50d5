"""Claims and meetings: what several statements bear on, and who met whom."""

from typing import Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.rows import Format, Row, show
from dragoman.record import Carries, Claim, ClaimStatus, Meeting, MeetingStatus

CLAIMS = ["status", "text", "asserted by", "denied by", "declined by", "origins", "left out by"]
MEETINGS = ["date", "status", "participants", "people", "place", "reported by", "denied by"]


def claims(
    status: Annotated[ClaimStatus | None, typer.Option(help="How the claim stands.")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what statements of several documents or speakers bear on.

    Contested claims come first.
    """
    order = [*reversed(ClaimStatus)]
    with record_of(dossier) as store:
        found = [c for c in store.view().claims() if status in (None, c.status)]
        found.sort(key=lambda c: (order.index(c.status), -c.origins, c.text, c.id))
        show(map(_claim, found), CLAIMS, form)


def meetings(
    status: Annotated[MeetingStatus | None, typer.Option(help="What is said of it.")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List contacts between parties.

    They are held, planned, reported, denied or cancelled.
    """
    with record_of(dossier) as store:
        found = [m for m in store.view().meetings() if status in (None, m.status)]
        found.sort(key=lambda m: (m.date is None, m.date or "", m.id))
        show(map(_meeting, found), MEETINGS, form)


def _claim(claim: Claim) -> Row:
    left_out = [c.outlet or c.document for c in claim.coverage if c.carries is Carries.ASSERTION]
    return {
        "id": claim.id,
        "status": str(claim.status),
        "text": claim.text,
        "asserted by": ", ".join(claim.asserted_by),
        "denied by": ", ".join(claim.denied_by),
        "confirmed by": list(claim.confirmed_by),
        "declined by": ", ".join(claim.declined_by),
        "origins": claim.origins,
        "roots": [root.name for root in claim.roots],
        "left out by": ", ".join(dict.fromkeys(left_out)),
        "statements": list(claim.statements),
        "figures": [f"{f.by}: {f.span.text}" for f in claim.figures],
    }


def _meeting(meeting: Meeting) -> Row:
    return {
        "id": meeting.id,
        "date": meeting.date,
        "status": str(meeting.status),
        "participants": ", ".join(meeting.participants),
        "people": ", ".join(meeting.people),
        "place": meeting.place,
        "reported by": ", ".join(meeting.reported_by),
        "confirmed by": list(meeting.confirmed_by),
        "denied by": ", ".join(meeting.denied_by),
        "evidence": [
            {"document": e.document, "start": e.span.start, "end": e.span.end, "text": e.span.text}
            for e in meeting.evidence
        ],
    }
