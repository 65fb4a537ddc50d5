"""Warming: after a start, and after each write, pages are made before readers ask for them.

A judgement changes the pages that it touches, and those alone are made anew: what is remembered of
other parts of the record stays (Desk.memo). No reader is ever shown what held before a write.
"""

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator
from time import sleep
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.types import Message, Scope

from dragoman.errors import StoreError
from dragoman.store.queries.documents import OutletCounts
from dragoman.store.queries.plans import PlanList
from dragoman.web.desk import Desk
from dragoman.web.rendering import SECTIONS, environment
from dragoman.web.review.knowing import knowledge_of
from dragoman.web.users.door import NOBODY
from dragoman.web.visits import Visits

log = logging.getLogger("dragoman.web")

LOOK_EVERY_S = 0.25
"""How often the record is looked at; while somebody writes all the time nothing is made anew."""

SLOW_S = 0.02
LATELY_S = 600.0
MOST = 40
"""Which pages are made anew after a write: those that took so long, asked for in the last ten
minutes, and how many."""

PATIENCE_S = 0.3
"""How long a page waits at most for readers to be answered first."""

A_MOMENT_S = 0.01


def warm(app: FastAPI) -> None:
    """Compile all templates, show nobody the pages that lead to the others, and read who there is.

    What goes wrong is only logged: it will be shown to whoever asks for the page.
    """
    try:
        for template in environment().list_templates(extensions=["j2"]):
            environment().get_template(template)
        for address in _addresses(app.state.desk):
            asyncio.run(_shown(app, address))
        knowledge_of(app.state.desk)
        # What is there now stays: the collector of cyclic garbage need not go through it again.
        gc.collect()
        gc.freeze()
    except Exception:
        log.info("some pages could not be prepared", exc_info=True)


def _addresses(desk: Desk) -> Iterator[str]:
    """Give the page of each section; of outlets and plans one more, which compares it with all."""
    yield from (section.address for section in SECTIONS)
    outlets, plans = desk.view.ask(OutletCounts()), desk.view.ask(PlanList(limit=1)).items
    yield from (f"/outlets/{outlet.outlet}" for outlet in outlets[:1] if outlet.outlet)
    yield from (f"/plans/{plan.id}" for plan in plans)


def keep_warm(app: FastAPI, over: Callable[[], bool] = lambda: False) -> None:
    """Prepare a server, and again after each write what readers have lately waited for.

    Args:
        app: The application.
        over: Tells whether to stop.
    """
    warm(app)
    desk: Desk = app.state.desk
    try:
        made = seen = desk.edition
    except StoreError:
        return  # the server was stopped before it was warm
    while not over():
        sleep(LOOK_EVERY_S)
        try:
            before, seen = seen, desk.edition
            # A judgement is several writes within a second: the last one counts.
            if before == seen != made:
                made = seen
                renew(app)
        except Exception:
            log.info("some pages could not be made anew", exc_info=True)


def renew(app: FastAPI) -> None:
    """Make the pages anew that readers have lately waited for, unless the record is written."""
    desk: Desk = app.state.desk
    visits: Visits = app.state.visits
    edition = desk.edition
    for address in visits.worth_making(slow_s=SLOW_S, lately_s=LATELY_S, most=MOST):
        for _ in range(round(PATIENCE_S / A_MOMENT_S)):
            if not visits.under_way:
                break
            sleep(A_MOMENT_S)
        if desk.edition != edition:
            return
        try:
            asyncio.run(_shown(app, address))
        except Exception:
            # Mostly what it shows is not there any more, as its next reader will be told.
            event = {"event": "page not made anew"}  # an address has what somebody searched for
            log.info("%s could not be made anew", address, exc_info=True, extra=event)


async def _shown(app: FastAPI, address: str) -> None:
    """Make a page as for somebody who is not logged in, behind the door."""
    path, _, query = address.partition("?")
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [],
        "server": None,
        "client": None,
        "app": app,
        "state": {"user": None, "csrf": "", "visitor": NOBODY},
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        pass

    await AsyncExitStackMiddleware(app.router)(scope, receive, send)
