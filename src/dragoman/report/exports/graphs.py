"""Networks as files for Gephi, visone, Cytoscape, igraph and UCINET."""

import re
from collections.abc import Iterator

from dragoman.analysis.matrices import Matrix
from dragoman.report.characters import shown_in_line

MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')
"""What a GEXF file says of the day it was written; the same network gives the same bytes here."""


def as_graphml(matrix: Matrix) -> Iterator[str]:
    """Write a network as GraphML, those without a tie included."""
    import networkx as nx

    return (line + "\n" for line in nx.generate_graphml(_graph(matrix), named_key_ids=True))


def as_gexf(matrix: Matrix) -> Iterator[str]:
    """Write a network as GEXF 1.2, those without a tie included."""
    import networkx as nx

    return (MODIFIED.sub("", line) + "\n" for line in nx.generate_gexf(_graph(matrix)))


def _graph(matrix: Matrix) -> object:
    import networkx as nx

    graph = nx.Graph()
    two_modes = matrix.rows != matrix.columns
    for kind, names in (("actor", matrix.rows), ("concept", matrix.columns if two_modes else ())):
        for name in names:
            graph.add_node(_id(kind, name), label=shown_in_line(name), kind=kind)
    other = "concept" if two_modes else "actor"
    for source, target, weight in matrix.ties:
        graph.add_edge(_id("actor", source), _id(other, target), weight=weight)
    return graph


def _id(kind: str, name: str) -> str:
    return f"{kind}: {shown_in_line(name)}"
