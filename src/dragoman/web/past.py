"""Past: every page and the API of the record as of a past day, below /as-of/<day>/, to read only.

A past record is an application of its own below a longer base path, so that its links stay in it.
It is made in a thread; who asks meanwhile is told to come back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import parse_qsl, unquote, urlencode

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.errors import DragomanError, RecordError
from dragoman.pipeline.past import Past, past_of
from dragoman.record import AsOf
from dragoman.record.as_of import CLOCKS
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web.desk import Desk
from dragoman.web.pages.failures import failed
from dragoman.web.rendering import address
from dragoman.web.review.knowing import knowledge_of
from dragoman.web.users.access import LOOPBACK, Access

ROOT = "/as-of"
"""Where past records begin, under the base path."""

MOST_OPEN = 4
"""How many past records are held open; then the one that was asked for longest ago is closed."""

WAIT_S = 1.5
"""How long a request waits for a record to be made before its reader is told to come back."""

AGAIN_S = 3

Make = Callable[[Dossier, Store], FastAPI]
"""Makes the application of a record, without what stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The past day that pages are of, as they tell it.

    Attributes:
        as_of: The day.
        past: What the record as of then was made of.
        now: The base path of the record of now.
    """

    as_of: AsOf
    past: Past
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A past record that is open.

    Attributes:
        edition: The state of the record of now that it was made from.
        path: Its file.
        store: Its store.
        app: Its pages.
    """

    edition: object
    path: Path
    store: Store
    app: FastAPI


class PastAsked:
    """Leads who asks any page, or the API, with `said_by=`, `published_by=` or `recorded_by=`."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        query = scope.get("query_string", b"")
        if scope["type"] != "http" or scope["method"] != "GET" or b"_by=" not in query:
            await self.app(scope, receive, send)
            return
        given = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
        asked = {name.removesuffix("_by"): v for name, v in given if name in BY and v.strip()}
        if not asked:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        base_path: str = scope.get("root_path", "")
        path = scope["path"].removeprefix(base_path)
        rest = urlencode([(name, value) for name, value in given if name not in BY])
        answer: Response
        try:
            place = address(base_path, f"{ROOT}/{AsOf(**asked).name}{path}")
            answer = RedirectResponse(f"{place}?{rest}" if rest else place, 307)
        except RecordError as error:
            answer = failed(request, 400, str(error))
        await answer(scope, receive, send)


BY = tuple(f"{clock}_by" for clock in CLOCKS)
"""The parameters that ask for a past day."""


class PastDays:
    """Answers what is asked below /as-of/<day>/."""

    def __init__(self, desk: Desk, access: Access, base_path: str, make: Make) -> None:
        """Serve past days of a desk's record.

        Args:
            desk: The desk of the record of now.
            access: How the server lets people in.
            base_path: The path under which a proxy serves it; or empty.
            make: Makes the pages of a past record.
        """
        self._desk = desk
        self._access = access
        self._base_path = base_path
        self._make = make
        self._lock = Lock()
        self._open: dict[AsOf, _Open] = {}
        self._making: Thread | None = None
        self._failed: dict[AsOf, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        found = await run_in_threadpool(self._answer, request, self._of_now(scope))
        if isinstance(found, Response):
            await found(scope, receive, send)
            return
        # Nobody is logged in to the past: nothing can be decided there.
        state = {**scope.get("state", {}), "user": None, "csrf": ""}
        await found({**scope, "state": state}, receive, send)

    def _of_now(self, scope: Scope) -> Request:
        """Give the same request to the record of now: what is refused is told with its links."""
        path = self._base_path + scope["path"].removeprefix(scope.get("root_path", ""))
        return Request({**scope, "path": path, "root_path": self._base_path})

    def _answer(self, request: Request, of_now: Request) -> ASGIApp | Response:
        if request.method not in ("GET", "HEAD"):
            return failed(of_now, 405, "The past is to be read only.", {"allow": "GET, HEAD"})
        try:
            as_of = AsOf.named(unquote(request.path_params["as_of"]))
            opened = self._opened(as_of) or self._wait_for(as_of, of_now)
        except RecordError as error:
            return failed(of_now, 400, str(error))
        except (DragomanError, OSError) as error:
            return failed(of_now, 500, str(error))
        return opened.app if isinstance(opened, _Open) else opened

    def _opened(self, as_of: AsOf) -> _Open | None:
        """Give a past record if it is open, and the record of now is as it was."""
        with self._lock:
            if reason := self._failed.pop(as_of, None):
                raise DragomanError(reason)
            opened = self._open.get(as_of)
            if opened is None or opened.edition != self._desk.edition or not opened.path.is_file():
                return None
            self._open[as_of] = self._open.pop(as_of)
            opened.path.touch()
            return opened

    def _wait_for(self, as_of: AsOf, request: Request) -> _Open | Response:
        """Make a past record, unless another one is being made; wait for it a little."""
        if not self._may_make(request):
            detail = f"What was {as_of.told} has not been put together yet. Log in to have it done."
            return failed(request, 403, detail)
        with self._lock:
            if self._making is None or not self._making.is_alive():
                self._making = Thread(target=self._keep, args=(as_of,), daemon=True)
                self._making.start()
            making = self._making
        making.join(WAIT_S)
        opened = self._opened(as_of)
        if opened is not None:
            return opened
        detail = (
            f"What was {as_of.told} is being put together from what the record has now; five "
            "hundred articles take about ten seconds. This page shows it when it is ready."
        )
        again = {"retry-after": str(AGAIN_S), "refresh": str(AGAIN_S), "cache-control": "no-store"}
        return failed(request, 503, detail, again)

    def _may_make(self, request: Request) -> bool:
        """Tell whether somebody may put the server to work: accounts, or who sits at it."""
        hosts = self._access.hosts
        return request.state.user is not None or (bool(hosts) and {*hosts} <= {*LOOPBACK})

    def _keep(self, as_of: AsOf) -> None:
        try:
            edition = self._desk.edition
            dossier = self._desk.dossier
            folder, knowledge = dossier.folder / "past", knowledge_of(self._desk)
            path, past = past_of(self._desk.store, folder, as_of, knowledge)
            store = Store.open(path)
            app = self._make(dossier, store)
            app.state.past = Shown(as_of=as_of, past=past, now=self._base_path)
            with self._lock:
                former = self._open.pop(as_of, None)
                self._open[as_of] = _Open(edition=edition, path=path, store=store, app=app)
                closed = [former] if former else []
                while len(self._open) > MOST_OPEN:
                    closed.append(self._open.pop(next(iter(self._open))))
            for one in closed:
                one.store.close()
        except Exception as error:  # told to whoever asks next
            with self._lock:
                self._failed[as_of] = str(error)
