"""Networks as files."""

import csv
import io
from xml.etree import ElementTree

from dragoman.analysis.networks import network_of
from dragoman.record import Stance
from dragoman.report.networks import GRAPHML, csv_of, graphml_of
from dragoman.store.queries.network import Stand


def stand(node: str, concept: str = "truce", stance: Stance = Stance.SUPPORT) -> Stand:
    return Stand(
        node=node, name=node, party="Norland", concept=concept, stance=stance, statements=2
    )


EVIL = '=HYPERLINK("http://x")\x07'


def test_csv_has_a_row_for_each_tie_with_the_concepts_behind_it() -> None:
    found = network_of([stand("A"), stand("A", "truce", Stance.OPPOSE), stand("B"), stand("C")])
    rows = list(csv.DictReader(io.StringIO(csv_of(found))))
    assert [(row["source"], row["target"], row["count"]) for row in rows] == [
        ("A", "B", "1"),
        ("A", "C", "1"),
        ("B", "C", "1"),
    ]
    assert rows[0]["concepts"] == "truce (support+oppose/support)"
    assert rows[0]["against"] == "1"
    assert rows[0]["tie"] == "congruence"


def test_csv_does_not_let_a_name_be_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(network_of([stand(EVIL), stand("B")])))))
    assert rows[0]["source"].startswith("'=HYPERLINK")


def test_graphml_holds_nodes_and_ties_that_other_programs_read() -> None:
    found = network_of([stand(EVIL), stand("B"), stand("<C>", "island")])
    root = ElementTree.fromstring(graphml_of(found))
    space = {"g": GRAPHML}
    graph = root.find("g:graph", space)
    assert graph is not None
    assert graph.get("edgedefault") == "undirected"
    nodes = {node.get("id") for node in graph.findall("g:node", space)}
    assert "<C>" in nodes
    (edge,) = graph.findall("g:edge", space)
    assert {edge.get("source"), edge.get("target")} < nodes
    told = {data.get("key"): data.text for data in edge.findall("g:data", space)}
    assert told["edge-weight"] == "1"
    assert told["edge-concepts"] == "truce (support/support)"
    keys = {key.get("id") for key in root.findall("g:key", space)}
    used = {data.get("key") for data in root.iter(f"{{{GRAPHML}}}data")}
    assert used <= keys
