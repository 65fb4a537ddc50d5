"""Assets: style sheets, scripts and fonts, compressed once and kept for long by browsers.

Pages name them behind a version, /static/<version>/css/base.css. What a script imports and a sheet
names is found relative to it and so has the version too: a browser keeps all of it without asking
again, and gets all of it anew when one file changes.
"""

import gzip
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dragoman.record import digest

STATIC = Path(__file__).parent / "static"

FOR_LONG = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""An address without the version of now may stand for other content tomorrow."""

VERSION = re.compile(r"[0-9a-f]{9,16}")
COMPRESSED = ("text/", "image/svg", "application/json", "application/javascript")
LEAST = 500
"""Bytes from which on compressing is worth it."""


@cache
def version() -> str:
    """Tell when our own static files last changed, so that browsers may keep them for long."""
    changed = max((path.stat().st_mtime_ns for path in _files()), default=0)
    return f"{changed // 1_000_000:x}"


def _files() -> Iterator[Path]:
    return STATIC.rglob("*.*")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent.

    Attributes:
        written: When the file was written, in nanoseconds.
        headers: What is told of it.
        body: Its bytes.
        compressed: The same with gzip. None: that makes it no smaller.
    """

    written: int
    headers: dict[str, str]
    body: bytes
    compressed: bytes | None


class Assets:
    """Serves the files of a folder."""

    def __init__(self, folder: Path = STATIC) -> None:
        """Serve a folder."""
        self._folder = folder.resolve()
        self._known: dict[Path, Asset] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"allow": "GET, HEAD"})
        root: str = scope.get("root_path", "")
        named = scope["path"].removeprefix(root).lstrip("/")
        first, _, rest = named.partition("/")
        versioned = bool(VERSION.fullmatch(first))
        asset = await run_in_threadpool(self._asset, rest if versioned else named)
        headers = Headers(scope=scope)
        answer = _answer(asset, headers, for_long=versioned and first == version())
        await answer(scope, receive, send)

    def _asset(self, named: str) -> Asset:
        """Give a file.

        Raises:
            HTTPException: There is none of this name.
        """
        try:
            path = (self._folder / named.replace("\0", "")).resolve()
            is_ours = path.is_relative_to(self._folder) and path.is_file()
        except OSError:  # a name longer than files can have
            is_ours = False
        if not is_ours:
            raise HTTPException(404, "There is no such file.")
        written = path.stat().st_mtime_ns
        known = self._known.get(path)
        if known is None or known.written != written:
            known = self._known[path] = _read(path, written)
        return known


def _read(path: Path, written: int) -> Asset:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    compressed = None
    if kind.startswith(COMPRESSED) and len(body) >= LEAST:
        compressed = gzip.compress(body, 9, mtime=0)
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Asset(
        written=written,
        headers={
            "content-type": kind + charset,
            "etag": f'W/"{digest("asset", written, len(body))}"',
            "vary": "Accept-Encoding",
        },
        body=body,
        compressed=compressed,
    )


def _answer(asset: Asset, asked: Headers, *, for_long: bool) -> Response:
    headers = {**asset.headers, "cache-control": FOR_LONG if for_long else ASK_AGAIN}
    known = {tag.strip() for tag in asked.get("if-none-match", "").split(",")}
    if headers["etag"] in known:
        return Response(status_code=304, headers=headers)
    if asset.compressed is not None and "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(asset.compressed, headers=headers)
    return Response(asset.body, headers=headers)
