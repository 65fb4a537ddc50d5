"""Feeds: which of them there are."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.feeds.feed import NEWEST, path_to
from dragoman.web.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A feed that can be followed.

    Attributes:
        name: Of what.
        sign: The party's mark. None: it is of no party.
        path: Its path without the format, encoded.
    """

    name: str
    sign: PartySign | None
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsPage:
    """What the page of feeds shows.

    Attributes:
        title: What the page is called.
        newest: How many entries a feed has at most.
        changes: The feed of the dossier.
        parties: Those of parties, the most important first.
        concepts: Those of concepts, in the codebook's order.
    """

    title: str
    newest: int
    changes: FeedLine
    parties: tuple[FeedLine, ...]
    concepts: tuple[FeedLine, ...]


router = APIRouter()


@router.get("/feeds", response_class=HTMLResponse)
def feeds(request: Request, desk: AtDesk) -> HTMLResponse:
    """List the feeds."""
    return render(request, "feeds.html.j2", build_feeds(desk))


def build_feeds(desk: Desk) -> FeedsPage:
    """Build the page of feeds."""
    concepts = desk.codebook.concepts if desk.codebook else ()
    return FeedsPage(
        title="Feeds",
        newest=NEWEST,
        changes=FeedLine(
            name=shown_in_line(desk.dossier.title), sign=None, path=path_to("feeds", "changes")
        ),
        parties=tuple(
            FeedLine(name=sign.name, sign=sign, path=path_to("feeds", "party", party))
            for party, sign in desk.signs.items()
        ),
        concepts=tuple(
            FeedLine(
                name=shown_in_line(concept.text),
                sign=None,
                path=path_to("feeds", "concept", concept.id),
            )
            for concept in concepts
        ),
    )
