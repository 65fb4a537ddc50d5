"""Network: parties, or speakers, joined by the stances they share; picture, table, downloads."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import Field

from dragoman.analysis.matrices import Normalisation
from dragoman.analysis.networks import (
    Network,
    Tie,
    heavier,
    network_of,
    readable_least,
)
from dragoman.report.characters import shown_in_line
from dragoman.report.exports.graphs import as_graphml, csv_of
from dragoman.store.queries.network import By, StandsTaken
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, iso
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.ties import AGAINST, COUNTED, EdgeLine, picture_of, tie_lines, written
from dragoman.web.rendering import render

ROWS = 300
"""Ties that the table and the picture show; downloads have all."""

TIES = 3
"""Ties per node up to which a picture can be read, chosen by looking; without a smallest weight the
heaviest that are so many are shown."""

MOST = (12, 25, 50, 100)
"""How many nodes can be looked at."""

Weight = Annotated[float, Field(ge=0, le=1e6)]
"""The smallest weight of a tie that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which network is asked for.

    Attributes:
        by: Who its nodes are.
        tie: What joins them.
        scale: How weights are normalised.
        since: Statements of this ISO day and later. None: from the beginning.
        until: Statements of this ISO day and earlier. None: to the end.
        least: The smallest weight that is shown. None: one from which the ties can be read.
        most: How many nodes are looked at, those with most statements.
    """

    by: By = By.PARTY
    tie: Tie = Tie.CONGRUENCE
    scale: Normalisation = Normalisation.NONE
    since: str | None = None
    until: str | None = None
    least: float | None = None
    most: int = MOST[1]

    def query(self, **other: object) -> dict[str, object]:
        """Give the address's query, some of it otherwise; what is usual is left out."""
        asked: dict[str, object] = {
            "by": self.by.value,
            "type": self.tie.value,
            "scale": self.scale.value,
            "since": self.since,
            "until": self.until,
            "min": None if self.least is None else f"{self.least:g}",
            "nodes": self.most,
            **other,
        }
        usual = {
            "by": By.PARTY,
            "type": Tie.CONGRUENCE,
            "scale": Normalisation.NONE,
            "nodes": MOST[1],
        }
        return {name: v for name, v in asked.items() if v is not None and usual.get(name) != v}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """What the page of a network shows.

    Attributes:
        title: What the page is called.
        asked: Which network is asked for.
        counted: What a tie counts, in words.
        against: What stands against it; empty in an affiliation.
        lines: The heaviest ties.
        edges: How many ties are shown.
        lighter: How many are not, as they weigh less.
        least: The smallest weight that is shown.
        nodes: How many nodes have a tie.
        alone: Nodes without one, as names.
        left_out: How many nodes were not looked at.
        data: The same for the picture: nodes and edges.
        most: How many nodes can be looked at.
    """

    title: str
    asked: Asked
    counted: str
    against: str
    lines: tuple[EdgeLine, ...]
    edges: int
    lighter: int
    least: str
    nodes: int
    alone: tuple[str, ...]
    left_out: int
    data: dict[str, object]
    most: tuple[int, ...] = MOST


router = APIRouter()


def asked_of(
    by: By = By.PARTY,
    tie: Annotated[Tie, Query(alias="type")] = Tie.CONGRUENCE,
    scale: Normalisation = Normalisation.NONE,
    since: Day = None,
    until: Day = None,
    least: Annotated[Weight | None, Blank, Query(alias="min")] = None,
    most: Annotated[int, Query(alias="nodes", ge=2, le=MOST[-1])] = MOST[1],
) -> Asked:
    """Read from the address which network is asked for."""
    return Asked(
        by=by,
        tie=tie,
        scale=scale,
        since=iso(since),
        until=iso(until),
        least=least,
        most=most,
    )


AskedNetwork = Annotated[Asked, Depends(asked_of)]


@router.get("/network", response_class=HTMLResponse)
def network(request: Request, desk: AtDesk, asked: AskedNetwork) -> HTMLResponse:
    """Show a network as a picture and as a table."""
    base_path = request.scope.get("root_path", "")
    return render(request, "network.html.j2", build_network(desk, asked, base_path))


@router.get("/network.csv", response_class=PlainTextResponse)
def network_csv(desk: AtDesk, asked: AskedNetwork) -> Response:
    """Give the ties of a network as CSV."""
    found = find_network(desk, asked).network
    return _download(csv_of(found), "text/csv; charset=utf-8", "network.csv")


@router.get("/network.graphml", response_class=PlainTextResponse)
def network_graphml(desk: AtDesk, asked: AskedNetwork) -> Response:
    """Give a network as GraphML, for Gephi, visone, Cytoscape, igraph or NetworkX."""
    found = find_network(desk, asked).network
    written = "".join(as_graphml(found))
    return _download(written, "application/graphml+xml; charset=utf-8", "network.graphml")


def _download(content: str, kind: str, name: str) -> Response:
    told = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content.encode("utf-8", "replace"), media_type=kind, headers=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A network, how many nodes and ties were left out of it, and from which weight on it is."""

    network: Network
    left_out: int
    lighter: int
    least: float


def find_network(desk: Desk, asked: Asked) -> Found:
    """Find a network."""

    def find() -> Found:
        query = StandsTaken(by=asked.by, since=asked.since, until=asked.until, most=asked.most)
        taken = desk.view.ask(query)
        whole = network_of(taken.stands, tie=asked.tie, scale=asked.scale)
        ends = len(whole.nodes)
        least = readable_least(whole, TIES * ends) if asked.least is None else asked.least
        network = heavier(whole, least)
        return Found(
            network=network,
            left_out=taken.nodes - len({stand.node for stand in taken.stands}),
            lighter=len(whole.edges) - len(network.edges),
            least=least,
        )

    return desk.memo(("network", asked), find, Part.BASES, Part.STATEMENTS)


def build_network(desk: Desk, asked: Asked, base_path: str = "") -> NetworkPage:
    """Build the page of a network.

    Args:
        desk: What the request works with.
        asked: Which network.
        base_path: What the addresses in the picture's data begin with.
    """
    answer = find_network(desk, asked)
    found = answer.network
    lines = tie_lines(desk, asked.by, found, ROWS)
    return NetworkPage(
        title=f"Network: {asked.tie} of {'parties' if asked.by is By.PARTY else 'speakers'}",
        asked=asked,
        counted=COUNTED[asked.tie],
        against=AGAINST.get(asked.tie, ""),
        lines=lines,
        edges=len(found.edges),
        lighter=answer.lighter,
        least=written(found, answer.least),
        nodes=len(found.nodes),
        alone=tuple(shown_in_line(node.name) for node in found.alone),
        left_out=answer.left_out,
        data=picture_of(asked.by, asked.tie, lines, base_path),
    )
