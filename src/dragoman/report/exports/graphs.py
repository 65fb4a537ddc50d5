"""Networks as files: GraphML and GEXF for Gephi, visone, Cytoscape and igraph, ties as CSV."""

import csv
import io
import re
from collections.abc import Iterator

from dragoman.analysis.matrices import Matrix
from dragoman.analysis.networks import Edge, Network, Node, Shared
from dragoman.record import Stance
from dragoman.report.characters import inert, shown_in_line

MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')
"""What a GEXF file says of the day it was written; the same network gives the same bytes here."""

COLUMNS = ("source", "target", "tie", "count", "against", "weight", "scale", "concepts")

DIGITS = 6
"""Decimal places of a weight."""

Told = dict[str, str | int | float]


def as_graphml(network: Matrix | Network) -> Iterator[str]:
    """Write a network as GraphML, those without a tie included."""
    import networkx as nx

    return (line + "\n" for line in nx.generate_graphml(_graph(network), named_key_ids=True))


def as_gexf(network: Matrix | Network) -> Iterator[str]:
    """Write a network as GEXF 1.2, those without a tie included."""
    import networkx as nx

    return (MODIFIED.sub("", line) + "\n" for line in nx.generate_gexf(_graph(network)))


def csv_of(network: Network) -> str:
    """Write the ties of a network as CSV, a row each, the heaviest first.

    The concepts behind a tie are told by id, each with the stances of source and target:
    `ceasefire (support/oppose); sanctions (support/support)`.
    """
    names = {node.id: node.name for node in (*network.nodes, *network.alone)}
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for edge in network.edges:
        ends = (inert(shown_in_line(names[id_])) for id_ in (edge.source, edge.target))
        told = (
            network.tie.value,
            edge.count,
            edge.against,
            f"{edge.weight:.6g}",
            network.scale.value,
        )
        writer.writerow((*ends, *told, _behind(edge)))
    return written.getvalue()


def _graph(network: Matrix | Network) -> object:
    """Make the graph that both formats are written from."""
    import networkx as nx

    graph = nx.Graph()
    if isinstance(network, Network):
        graph.graph.update(tie=network.tie.value, scale=network.scale.value)
    parts = _parts(network) if isinstance(network, Network) else _parts_of_matrix(network)
    for ends, told in parts:
        if len(ends) == 1:
            graph.add_node(*ends, **told)
        else:
            graph.add_edge(*ends, **told)
    return graph


def _parts(network: Network) -> Iterator[tuple[tuple[str, ...], Told]]:
    """Give nodes, then ties, with what is told of them."""
    for node in (*network.nodes, *network.alone):
        yield (shown_in_line(node.id),), _node(node)
    for edge in network.edges:
        told: Told = {
            "weight": round(edge.weight, DIGITS),
            "count": edge.count,
            "against": edge.against,
            "concepts": _behind(edge),
        }
        yield (shown_in_line(edge.source), shown_in_line(edge.target)), told


def _parts_of_matrix(matrix: Matrix) -> Iterator[tuple[tuple[str, ...], Told]]:
    """Give nodes, then ties; a matrix knows nothing else of them."""
    two_modes = matrix.rows != matrix.columns
    for kind, names in (("actor", matrix.rows), ("concept", matrix.columns if two_modes else ())):
        for name in names:
            yield (_id(kind, name),), {"label": shown_in_line(name), "kind": kind}
    other = "concept" if two_modes else "actor"
    for source, target, weight in matrix.ties:
        yield (_id("actor", source), _id(other, target)), {"weight": round(weight, DIGITS)}


def _node(node: Node) -> Told:
    told: Told = {"label": shown_in_line(node.name), "codes": node.codes, "stances": node.stances}
    told["kind"] = "concept" if node.party is None else "actor"
    if node.party is not None:
        told["party"] = shown_in_line(node.party)
    return told


def _id(kind: str, name: str) -> str:
    return f"{kind}: {shown_in_line(name)}"


def _behind(edge: Edge) -> str:
    """Tell the concepts behind a tie, with the stances of both ends."""
    return shown_in_line("; ".join(f"{one.concept} ({_stances(one)})" for one in edge.shared))


def _stances(shared: Shared) -> str:
    ends = [end for end in (shared.source, shared.target) if end]
    return "/".join("+".join(stance for stance in Stance if stance in end) for end in ends)
