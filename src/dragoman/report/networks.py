"""Networks as files that other programs read: ties as CSV, the whole as GraphML."""

import csv
import io
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dragoman.analysis.networks import Edge, Network, Node, Shared
from dragoman.record import Stance
from dragoman.report.characters import inert, shown_in_line

COLUMNS = ("source", "target", "tie", "count", "against", "weight", "scale", "concepts")

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
KEYS = (
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "party", "string"),
    ("node", "codes", "int"),
    ("node", "stances", "int"),
    ("edge", "weight", "double"),
    ("edge", "count", "int"),
    ("edge", "against", "int"),
    ("edge", "concepts", "string"),
    ("graph", "tie", "string"),
    ("graph", "scale", "string"),
)
"""What is told of nodes, edges and the graph: where, name and type."""


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
        writer.writerow((*ends, *told, "; ".join(_concepts(edge))))
    return written.getvalue()


def graphml_of(network: Network) -> str:
    """Write a network as GraphML: its nodes, those without a tie included, and its ties."""
    root = Element("graphml", xmlns=GRAPHML)
    for place, name, kind in KEYS:
        told = {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", told)
    graph = SubElement(root, "graph", id="network", edgedefault="undirected")
    _tell(graph, "graph", (("tie", network.tie), ("scale", network.scale)))
    for node in (*network.nodes, *network.alone):
        _tell(SubElement(graph, "node", id=shown_in_line(node.id)), "node", _node(node))
    for number, edge in enumerate(network.edges):
        ends = {"source": shown_in_line(edge.source), "target": shown_in_line(edge.target)}
        _tell(SubElement(graph, "edge", {"id": f"e{number}", **ends}), "edge", _edge(edge))
    indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _node(node: Node) -> Iterator[tuple[str, object]]:
    yield "label", node.name
    yield "kind", "concept" if node.party is None else "actor"
    if node.party is not None:
        yield "party", node.party
    yield "codes", node.codes
    yield "stances", node.stances


def _edge(edge: Edge) -> Iterator[tuple[str, object]]:
    yield "weight", f"{edge.weight:.6g}"
    yield "count", edge.count
    yield "against", edge.against
    yield "concepts", "; ".join(_concepts(edge))


def _tell(element: Element, place: str, told: Iterable[tuple[str, object]]) -> None:
    for name, value in told:
        SubElement(element, "data", key=f"{place}-{name}").text = shown_in_line(str(value))


def _concepts(edge: Edge) -> Iterator[str]:
    for shared in edge.shared:
        yield f"{shared.concept} ({_stances(shared)})"


def _stances(shared: Shared) -> str:
    ends = [end for end in (shared.source, shared.target) if end]
    return "/".join("+".join(stance for stance in Stance if stance in end) for end in ends)
