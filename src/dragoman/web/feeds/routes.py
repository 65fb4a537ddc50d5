"""Routes of the feeds: each in both formats."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dragoman.store.queries.written import Part
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.feeds import atom, jsonfeed
from dragoman.web.feeds.entries import build_changes, build_claim, build_concept, build_party
from dragoman.web.feeds.feed import Feed

RESTS_ON = (
    Part.DOCUMENTS,
    Part.STATEMENTS,
    Part.CLAIMS,
    Part.MEETINGS,
    Part.PLANS,
    Part.SHIFTS,
    Part.JUDGEMENTS,
)
"""The parts of the record that feeds rest on."""

router = APIRouter(route_class=ConditionalRoute)


@router.get("/feeds/changes.atom", response_class=Response)
def changes_atom(request: Request, desk: AtDesk) -> Response:
    """Give what is new in the dossier as Atom."""
    return _as_atom(request, _changes(desk))


@router.get("/feeds/changes.json", response_class=Response)
def changes_json(request: Request, desk: AtDesk) -> Response:
    """Give what is new in the dossier as JSON Feed."""
    return _as_json(request, _changes(desk))


def _changes(desk: Desk) -> Feed:
    return desk.memo("feed", lambda: build_changes(desk), *RESTS_ON)


def _offer(kind: str, build: Callable[[Desk, str], Feed]) -> None:
    """Make the two routes of the feeds of one kind."""

    def made(desk: Desk, name: str) -> Feed:
        return desk.memo(("feed", kind, name), lambda: build(desk, name), *RESTS_ON)

    @router.get(f"/feeds/{kind}/{{name:path}}.atom", response_class=Response, name=f"{kind}_atom")
    def as_atom(request: Request, desk: AtDesk, name: str) -> Response:
        return _as_atom(request, made(desk, name))

    @router.get(f"/feeds/{kind}/{{name:path}}.json", response_class=Response, name=f"{kind}_json")
    def as_json(request: Request, desk: AtDesk, name: str) -> Response:
        return _as_json(request, made(desk, name))


for kind_, build_ in (("party", build_party), ("concept", build_concept), ("claim", build_claim)):
    _offer(kind_, build_)


def _as_atom(request: Request, feed: Feed) -> Response:
    return Response(atom.write_atom(feed, _root(request)), media_type=atom.MEDIA_TYPE)


def _as_json(request: Request, feed: Feed) -> Response:
    return Response(jsonfeed.write_json(feed, _root(request)), media_type=jsonfeed.MEDIA_TYPE)


def _root(request: Request) -> str:
    """Give the address that the application was reached at: links in a feed are whole."""
    return str(request.base_url).rstrip("/")
