"""The API as an application of its own, mounted beside the pages: /api/v1."""

from functools import cache

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import State
from starlette.exceptions import HTTPException

from dragoman import __version__
from dragoman.errors import DragomanError, JudgementError, QueryError, RecordError
from dragoman.web.api.groups import GROUPS
from dragoman.web.api.openapi import DESCRIPTION, TAGS, describe
from dragoman.web.api.problems import (
    on_conflict,
    on_failure,
    on_http,
    on_malformed,
    on_mistake,
    refuse_unknown,
)

LARGEST_BODY = 1_000_000
"""Bytes of a request's body; a judgement has a few hundred."""


def create_api(state: State) -> FastAPI:
    """Make the API.

    Args:
        state: That of the application which it is mounted in, with its desk.
    """
    api = FastAPI(
        title="Dragoman",
        version=__version__,
        description=DESCRIPTION,
        openapi_tags=[{"name": name, "description": words} for name, words in TAGS.items()],
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        max_body_size=LARGEST_BODY,
        dependencies=[Depends(refuse_unknown)],
    )
    api.state = state
    for group in GROUPS:
        api.include_router(group)
    for malformed in (RequestValidationError, QueryError, RecordError):
        api.add_exception_handler(malformed, on_malformed)
    api.add_exception_handler(HTTPException, on_http)
    api.add_exception_handler(JudgementError, on_conflict)
    api.add_exception_handler(DragomanError, on_failure)
    api.add_exception_handler(Exception, on_mistake)
    plain = api.openapi
    api.openapi = cache(lambda: describe(plain()))  # type: ignore[method-assign]
    return api
