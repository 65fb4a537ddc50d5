"""Conditional answers: who has an answer already is told so, without it being made again."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, cast

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from dragoman import __version__
from dragoman.record import digest
from dragoman.web.desk import Desk

CACHED = "private, no-cache"
"""A browser may keep an answer, but asks each time whether it still holds: the record may be
written at any moment."""

ANY = "*"
"""Names whatever answer there is (RFC 9110, 13.1.2)."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConditionalRoute(APIRoute):
    """A route whose answers to GET depend on nothing but the record, the codebook and the address.

    So the validator (ETag) is known before the answer is: a request that names it in If-None-Match
    gets 304 at the price of reading the record's revision.
    """

    def get_route_handler(self) -> Handler:
        """Wrap the route's own handler."""
        answer = super().get_route_handler()

        async def conditional(request: Request) -> Response:
            if request.method != "GET":
                return await answer(request)
            # Read before the answer is made: what is written meanwhile gets the older validator,
            # so that the next request asks again.
            tag = await run_in_threadpool(tag_of, request)
            headers = {"etag": tag, "cache-control": CACHED}
            known = named(request)
            if tag in known:
                return Response(status_code=304, headers=headers)
            response = await answer(request)
            if response.status_code != 200:
                return response
            if ANY in known:
                return Response(status_code=304, headers=headers)
            response.headers.update(headers)
            return response

        return conditional


def tag_of(request: Request) -> str:
    """Name the state of an address: of the record, the codebook, the day and the program.

    It is weak, as the answer may be compressed on its way. The day decides what is still ahead.
    """
    desk = cast(Desk, request.app.state.desk)
    base_path = request.scope.get("root_path", "")
    asked = (str(request.base_url), base_path, request.url.path, request.url.query)
    today = datetime.now(UTC).date().isoformat()
    return f'W/"{digest("answer", __version__, today, desk.edition, *asked)}"'


def named(request: Request) -> set[str]:
    """Read If-None-Match: the validators of the answers that the asker has."""
    given = request.headers.getlist("if-none-match")
    tags = {tag.strip() for value in given for tag in value.split(",")}
    return {tag if tag == ANY or tag.startswith("W/") else f"W/{tag}" for tag in tags}
