"""Operations: for the machines that watch over a server: does it live, is it ready, how much."""

import shutil
import tempfile
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError
from dragoman.report.exposition import CONTENT_TYPE, Kind, Metric, Sample, expose, single
from dragoman.store import ItemStatus, Store
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.meter import Meter
from dragoman.web.users.permission import visitor_of

LEAST_FREE = 50_000_000
"""Bytes that must be free beside the record: its write-ahead log alone grows to 16 MB and more."""

PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What a proxy says of a request that it passes on."""

NO_STORE = {"cache-control": "no-store"}

router = APIRouter()


@router.get("/healthz", include_in_schema=False)
def healthz() -> PlainTextResponse:
    """Tell that the process lives."""
    return PlainTextResponse("alive\n", headers=NO_STORE)


@router.get("/readyz", include_in_schema=False)
def readyz(request: Request) -> JSONResponse:
    """Tell whether requests can be answered, and what is in the way.

    It says nothing that needs an account: no path, no number of anything.
    """
    # Not AtDesk, which begins by asking the record: this answers where that cannot be reached.
    desk = cast(Desk, request.app.state.desk)
    checks = {
        "record": record_fault(desk.store),
        "disk": disk_fault(desk.dossier.folder),
    }
    ready = not any(checks.values())
    told = {name: fault or "ok" for name, fault in checks.items()}
    return JSONResponse(
        {"ready": ready, "checks": told}, status_code=200 if ready else 503, headers=NO_STORE
    )


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, desk: AtDesk) -> PlainTextResponse:
    """Tell how much there is and was, to this machine or to who has an account."""
    if visitor_of(request).user is None and not is_from_here(request):
        detail = "Metrics are for this machine, and for who sends the token of an account."
        raise HTTPException(401, detail, {"www-authenticate": "Bearer"})
    meter = cast(Meter, request.app.state.meter)
    found = "".join(expose((*meter.metrics(), *record_metrics(desk))))
    return PlainTextResponse(found, media_type=CONTENT_TYPE, headers=NO_STORE)


def record_fault(store: Store) -> str | None:
    """Tell why the record cannot be read, or is not as this program expects it. None: it is."""
    try:
        return None if store.is_current() else "the record is of another version of Dragoman"
    except DragomanError:
        return "the record cannot be read; the log and `dragoman verify` have more"


def disk_fault(folder: Path) -> str | None:
    """Tell why nothing could be written beside the record. None: it can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return f"the dossier's folder cannot be written: {error.strerror}"
    return None if free >= LEAST_FREE else f"less than {LEAST_FREE // 1_000_000} MB are free"


def is_from_here(request: Request) -> bool:
    """Tell whether a program on this machine asks, and no proxy for somebody else."""
    if any(name in request.headers for name in PASSED_ON):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def record_metrics(desk: Desk) -> Iterator[Metric]:
    """Tell how much the record holds and how its feeds fare; counted anew when it was written."""
    counts = desk.memo("metrics", lambda: desk.store.view().counts())
    for name, value, words in (
        ("documents", counts.documents, "Documents in the record."),
        ("quarantine", counts.quarantine, "Documents that a stage could not read."),
        ("statements", counts.statements, "Statements in the record."),
        ("unresolved_statements", counts.unresolved, "Those of them without a speaker."),
        ("claims", counts.claims, "Claims in the record."),
        ("meetings", counts.meetings, "Meetings in the record."),
        ("plans", counts.plans, "Plans in the record."),
        ("judgements", counts.judgements, "Judgements in the record."),
    ):
        yield single(f"dragoman_{name}", Kind.GAUGE, words, value)
    words = "The record's revision, which grows with every write."
    yield single("dragoman_revision", Kind.GAUGE, words, desk.revision)
    following = desk.store.following()
    feeds, items = following.feeds(), following.counts()
    failing = sum(feed.failures > 0 for feed in feeds)
    yield single("dragoman_feeds", Kind.GAUGE, "Feeds that were ever followed.", len(feeds))
    yield single("dragoman_failing_feeds", Kind.GAUGE, "Those that failed last.", failing)
    yield Metric(
        name="dragoman_feed_items",
        kind=Kind.GAUGE,
        words="Items of feeds, by how far they have come.",
        samples=tuple(
            Sample(sum(of.get(status, 0) for of in items.values()), (("status", str(status)),))
            for status in ItemStatus
        ),
    )
