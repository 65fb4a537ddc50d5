"""Ties: the edges of a network ready to be shown, as rows of a table and as data of a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.analysis.matrices import Normalisation
from dragoman.analysis.networks import Edge, Network, Node, Tie
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import count
from dragoman.store.queries.network import By
from dragoman.web.desk import Desk
from dragoman.web.holdings import Sign, sign_of_stances
from dragoman.web.rendering import address

TOLD = 5
"""Concepts that a sentence about a tie names."""

COUNTED = {
    Tie.CONGRUENCE: "Stances in common",
    Tie.CONFLICT: "Opposite stances",
    Tie.AFFILIATION: "Statements",
}

AGAINST = {Tie.CONGRUENCE: COUNTED[Tie.CONFLICT], Tie.CONFLICT: COUNTED[Tie.CONGRUENCE]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedLine:
    """A concept behind a tie, and what either end makes of it; in an affiliation only one does."""

    concept: str
    name: str
    text: str
    source: Sign
    target: Sign | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLine:
    """An end of a tie.

    Attributes:
        id: Its id in the network.
        name: What it is called.
        sign: Mark of the side that it speaks for. None: it is a concept.
        path: The address of what is known of it.
        party: The party that the address asks for. None: it asks for none.
    """

    id: str
    name: str
    sign: PartySign | None
    path: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLine:
    """A tie ready to be shown.

    Attributes:
        source: One end.
        target: The other.
        count: How many stances join them, or in an affiliation statements.
        against: How many stances join them in the other of congruence and conflict.
        value: The weight.
        weight: The same, as it is written.
        stance: How the picture draws it: support, oppose or mixed.
        shared: The concepts behind it.
    """

    source: EndLine
    target: EndLine
    count: int
    against: int
    value: float
    weight: str
    stance: str
    shared: tuple[SharedLine, ...]


def tie_lines(desk: Desk, by: By, found: Network, most: int) -> tuple[EdgeLine, ...]:
    """Put the heaviest ties into words and signs.

    Args:
        desk: What the request works with.
        by: Who the nodes are.
        found: The network.
        most: How many ties at most.
    """
    ends = {node.id: end_of(desk, by, node) for node in found.nodes}
    return tuple(_line(desk, found, edge, ends) for edge in found.edges[:most])


def end_of(desk: Desk, by: By, node: Node) -> EndLine:
    """Tell what is at an end of a tie, and where more is known of it."""
    if node.party is None:
        text = shown_in_line(desk.concept_text(node.name))
        return EndLine(id=node.id, name=text, sign=None, path=f"/codebook/{node.name}")
    name, sign = shown_in_line(node.name), desk.sign(node.party)
    if by is By.PARTY:
        return EndLine(id=node.id, name=name, sign=sign, path="/statements", party=node.id)
    return EndLine(id=node.id, name=name, sign=sign, path=f"/actors/{node.id}")


def _line(desk: Desk, found: Network, edge: Edge, ends: Mapping[str, EndLine]) -> EdgeLine:
    shared = (
        SharedLine(
            concept=concept.concept,
            name=concept.concept.replace("-", " "),
            text=shown_in_line(desk.concept_text(concept.concept)),
            source=sign_of_stances(concept.source),
            target=sign_of_stances(concept.target) if concept.target else None,
        )
        for concept in edge.shared
    )
    return EdgeLine(
        source=ends[edge.source],
        target=ends[edge.target],
        count=edge.count,
        against=edge.against,
        value=round(edge.weight, 4),
        stance=_stance(found.tie, edge),
        weight=written(found, edge.weight),
        shared=tuple(shared),
    )


def written(network: Network, weight: float) -> str:
    """Write a weight as precisely as it is."""
    if network.scale is Normalisation.NONE:
        return f"{weight:g}"
    return f"{weight:.2f}" if weight >= 0.1 or not weight else f"{weight:.2g}"


def _stance(tie: Tie, edge: Edge) -> str:
    """Tell how a tie is drawn: agreement as support, conflict as opposition."""
    if tie is not Tie.AFFILIATION:
        return "oppose" if tie is Tie.CONFLICT else "support"
    stances = edge.shared[0].source
    return "mixed" if len(stances) > 1 else next(iter(stances)).value


def picture_of(by: By, tie: Tie, lines: Sequence[EdgeLine], base_path: str) -> dict[str, object]:
    """Give what static/js/network.js draws: the ties of the table, and what is at their ends.

    Args:
        by: Who the nodes are; parties are drawn with their marks.
        tie: What joins them.
        lines: The ties.
        base_path: What the addresses begin with.
    """
    ends = {end.id: end for line in lines for end in (line.source, line.target)}
    concepts = {line.target.id for line in lines if tie is Tie.AFFILIATION}
    return {
        "nodes": [
            {
                "id": end.id,
                "name": end.name,
                "mark": end.sign.mark if end.sign and by is By.PARTY else None,
                "hue": end.sign.hue if end.sign else None,
                "kind": "concept" if end.id in concepts else "party",
                "href": address(base_path, end.path, {"party": end.party}),
            }
            for end in ends.values()
        ],
        "edges": [
            {
                "source": line.source.id,
                "target": line.target.id,
                "weight": line.value,
                "stance": line.stance,
                "told": _told(tie, line),
            }
            for line in lines
        ],
    }


def _told(tie: Tie, line: EdgeLine) -> str:
    """Say a tie in a sentence, as the picture shows it for the one that is pointed at."""
    ends = f"{line.source.name}, {line.target.name}"
    if tie is Tie.AFFILIATION:
        return f"{ends}: {line.shared[0].source.word}, {count(line.count, 'statement')}"
    concepts = ", ".join(shared.name for shared in line.shared[:TOLD])
    more = len(line.shared) - TOLD
    behind = f"{concepts} and {more} more" if more > 0 else concepts
    return f"{ends}: {line.count} {COUNTED[tie].lower()} ({behind})"
