"""Network: parties, speakers or concepts joined by the stances that are taken."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman import record
from dragoman.analysis.matrices import Normalisation
from dragoman.analysis.networks import CONCEPT, Network, Node, Tie
from dragoman.store.queries.network import By
from dragoman.web.api.given import AtHere, Given, Here
from dragoman.web.api.lists import Day
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.network import MOST, Asked, find_network
from dragoman.web.pages.ties import end_of
from dragoman.web.rendering import address

router = APIRouter(tags=["Analyses"], route_class=ConditionalRoute)

Scale = Literal["none", "average activity", "jaccard", "cosine"]
"""The normalisations of a network of one mode."""


class NetworkNode(Given):
    """Who, or in an affiliation network also what, the network joins."""

    id: str = Field(description="A party's name, a speaker's id, or concept: and a concept's id.")
    name: str = Field(description="What it is called; for a concept its id.")
    kind: Literal["party", "speaker", "concept"] = Field(description="What it is.")
    party: str | None = Field(description="The side it speaks for most. null: it is a concept.")
    codes: int = Field(description="How many codes the statements have that it is known by.")
    stances: int = Field(description="How many stances on concepts it takes, or are taken on it.")
    page: str = Field(description="The address of the page with what is known of it.")


class SharedConcept(Given):
    """A concept behind a tie, with the stances that either end takes on it."""

    concept: str = Field(description="Id of the concept.")
    source: list[record.Stance] = Field(description="Those of one end.")
    target: list[record.Stance] = Field(description="Those of the other; none in an affiliation.")


class NetworkTie(Given):
    """A tie between two nodes."""

    source: str = Field(description="Id of one.")
    target: str = Field(description="Id of the other; in an affiliation the concept's.")
    count: int = Field(description="How many stances join them; in an affiliation statements.")
    against: int = Field(
        description="How many stances join them in the other of congruence and conflict."
    )
    weight: float = Field(description="The count, normalised.")
    shared: list[SharedConcept] = Field(description="The concepts behind it.")


class StanceNetwork(Given):
    """Nodes and the ties between them."""

    by: By
    type: Tie
    scale: Normalisation
    since: str | None = Field(description="The first day. null: from the beginning.")
    until: str | None = Field(description="The last day. null: to the end.")
    min: float = Field(description="The smallest weight that is given.")
    nodes: list[NetworkNode] = Field(description="Those that have a tie, most codes first.")
    alone: list[NetworkNode] = Field(description="Those that were looked at and have none.")
    ties: list[NetworkTie] = Field(description="The heaviest first.")
    lighter: int = Field(description="How many ties are left out, as they weigh less.")
    left_out: int = Field(description="How many nodes with fewer statements were not looked at.")


class NetworkAsked(BaseModel):
    """Which network is wanted."""

    model_config = ConfigDict(extra="forbid")

    by: By = Field(By.PARTY, description="Who its nodes are.")
    type: Tie = Field(
        Tie.CONGRUENCE,
        description="What joins them: stances that both take, opposite ones, or (two modes) what "
        "each says to concepts.",
    )
    scale: Scale = Field(
        "none", description="How weights are normalised; those of an affiliation never are."
    )
    since: Day = Field(None, description="Statements of this day and later.")
    until: Day = Field(None, description="Statements of this day and earlier.")
    min: float | None = Field(
        None, ge=0, le=1e6, description="The smallest weight. None: one from which it can be read."
    )
    nodes: int = Field(
        MOST[1], ge=2, le=MOST[-1], description="How many nodes, those with most statements."
    )


@router.get("/network", summary="Give a network of stances")
def give_network(
    asked: Annotated[NetworkAsked, Query()], desk: AtDesk, at: AtHere
) -> StanceNetwork:
    """Who takes the same stances as whom, who opposite ones, or who speaks to which concept."""
    wanted = Asked(
        by=asked.by,
        tie=asked.type,
        scale=Normalisation(asked.scale),
        since=iso(asked.since),
        until=iso(asked.until),
        least=asked.min,
        most=asked.nodes,
    )
    answer = find_network(desk, wanted)
    found: Network = answer.network
    return StanceNetwork.made(
        {
            "by": asked.by,
            "type": found.tie,
            "scale": found.scale,
            "since": wanted.since,
            "until": wanted.until,
            "min": answer.least,
            "nodes": [_node(desk, asked.by, node, at) for node in found.nodes],
            "alone": [_node(desk, asked.by, node, at) for node in found.alone],
            "ties": [
                {
                    "source": edge.source,
                    "target": edge.target,
                    "count": edge.count,
                    "against": edge.against,
                    "weight": edge.weight,
                    "shared": [
                        {
                            "concept": one.concept,
                            "source": sorted(one.source),
                            "target": sorted(one.target),
                        }
                        for one in edge.shared
                    ],
                }
                for edge in found.edges
            ],
            "lighter": answer.lighter,
            "left_out": answer.left_out,
        }
    )


def _node(desk: Desk, by: By, node: Node, at: Here) -> dict[str, object]:
    end = end_of(desk, by, node)
    concept = node.party is None and node.id.startswith(CONCEPT)
    return {
        "id": node.id,
        "name": node.name,
        "kind": "concept" if concept else by.value,
        "party": node.party,
        "codes": node.codes,
        "stances": node.stances,
        "page": address(at.base_path, end.path, {"party": end.party}),
    }
