"""The application: its pages, what every answer has, and what happens when one fails."""

from collections.abc import Iterable

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman import __version__
from dragoman.errors import DragomanError, QueryError
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web import operations
from dragoman.web.api.application import create_api
from dragoman.web.api.given import ROOT
from dragoman.web.assets import Assets
from dragoman.web.bodiless import Bodiless
from dragoman.web.desk import Desk
from dragoman.web.headers import SecurityHeaders
from dragoman.web.meter import Meter
from dragoman.web.metered import Metered
from dragoman.web.pages import past as past_page
from dragoman.web.pages.failures import failed, refusals
from dragoman.web.past import ROOT as PAST
from dragoman.web.past import PastAsked, PastDays
from dragoman.web.revisiting import Revisited
from dragoman.web.routers import ROUTERS
from dragoman.web.users import login
from dragoman.web.users.access import Access
from dragoman.web.users.door import Door
from dragoman.web.visits import Visited, Visits


def create_app(
    dossier: Dossier, store: Store, *, base_path: str = "", access: Access | None = None
) -> FastAPI:
    """Make the application that serves a dossier.

    Args:
        dossier: What is served.
        store: Its record, which the caller opens and closes.
        base_path: The path under which a proxy serves it, such as "/dragoman"; or empty.
        access: How it lets people in. None: everyone may read, under any name of the host.
    """
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.desk = Desk(dossier, store)
    app.state.base_path = base_path.rstrip("/")
    app.state.accounts = store.accounts()
    app.state.access = access or Access()
    past = PastDays(app.state.desk, app.state.access, app.state.base_path, _past_app)
    app.mount(f"{PAST}/{{as_of}}", past)
    _open_pages(app, ROUTERS)
    app.state.visits = Visits()
    app.add_middleware(Visited, visits=app.state.visits)
    app.add_middleware(Revisited)
    app.add_middleware(PastAsked)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Door)
    app.add_middleware(SecurityHeaders)
    app.state.meter = Meter()
    app.add_middleware(Metered, meter=app.state.meter)
    app.add_middleware(Bodiless)
    return app


def _past_app(dossier: Dossier, store: Store) -> FastAPI:
    """Make the application of a past record, which stands behind that of the record of now."""
    app = FastAPI(title="Dragoman", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(dossier, store)
    app.state.accounts = store.accounts()
    app.state.access = Access()
    _open_pages(app, [router for router in ROUTERS if router not in OF_NOW])
    return app


OF_NOW = (login.router, past_page.router, operations.router)
"""What a past record has not: accounts, other past days, how the server fares."""


def _open_pages(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Give an application with a desk its pages and its API."""
    for router in routers:
        app.include_router(router)
    app.state.api = create_api(app.state)
    app.mount(ROOT, app.state.api)
    app.mount("/static", Assets(), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(QueryError, _malformed)
    app.add_exception_handler(DragomanError, _broken)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else str(error)
    return failed(request, status, detail, getattr(error, "headers", None))


def _malformed(request: Request, error: Exception) -> Response:
    if isinstance(error, RequestValidationError):
        return failed(request, 400, refusals(error.errors()))
    return failed(request, 400, str(error))


def _broken(request: Request, error: Exception) -> Response:
    return failed(request, 500, str(error))
