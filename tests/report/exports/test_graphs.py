import csv
import io

import networkx as nx

from dragoman.analysis.debates import debate_of
from dragoman.analysis.matrices import affiliation, one_mode
from dragoman.analysis.networks import Tie, network_of
from dragoman.record import Stance
from dragoman.report.exports.graphs import as_gexf, as_graphml, csv_of
from dragoman.store.queries.network import Stand, Taking

DAY = "2024-05-01"
EVIL = '=HYPERLINK("http://x")\x07'
DEBATE = debate_of(
    [
        Taking("Ada \x07 <b>", "truce", Stance.SUPPORT, DAY, "a"),
        Taking("Mott", "truce", Stance.SUPPORT, DAY, "b"),
        Taking("Voss", "fish", Stance.SUPPORT, DAY, "b"),
    ]
)
FOUND = one_mode(DEBATE)


def stand(node: str, concept: str = "truce", stance: Stance = Stance.SUPPORT) -> Stand:
    return Stand(
        node=node, name=node, party="Norland", concept=concept, stance=stance, statements=2
    )


def graphs(network: object) -> list[nx.Graph]:
    """Read a network back from both formats as networkx does."""
    written = ((as_graphml, nx.read_graphml), (as_gexf, nx.read_gexf))
    return [
        read(io.BytesIO("".join(write(network)).encode("utf-8")))  # type: ignore[arg-type]
        for write, read in written
    ]


def test_other_programs_read_what_is_written() -> None:
    for graph in graphs(FOUND):
        assert graph.number_of_nodes() == 3
        ((_, _, told),) = graph.edges(data=True)
        assert told["weight"] == 1.0


def test_both_modes_are_told_apart() -> None:
    for graph in graphs(affiliation(DEBATE)):
        kinds = sorted(told["kind"] for _, told in graph.nodes(data=True))
        assert kinds == ["actor", "actor", "actor", "concept", "concept"]
        assert graph.number_of_edges() == 3


def test_a_network_that_is_shown_has_what_is_known_of_its_nodes_and_ties() -> None:
    stands = [stand(EVIL), stand("B"), stand("B", "truce", Stance.OPPOSE), stand("<C>", "island")]
    for graph in graphs(network_of(stands)):
        assert set(graph) >= {"B", "<C>"}
        assert {"party": "Norland", "codes": 4, "stances": 2}.items() <= graph.nodes["B"].items()
        ((_, _, told),) = graph.edges(data=True)
        assert (told["weight"], told["count"], told["against"]) == (1.0, 1, 1)
        assert told["concepts"] in (
            "truce (support/support+oppose)",
            "truce (support+oppose/support)",
        )


def test_the_same_network_gives_the_same_bytes() -> None:
    assert list(as_gexf(FOUND)) == list(as_gexf(FOUND))
    assert "lastmodified" not in "".join(as_gexf(FOUND))


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


def test_an_affiliation_has_concepts_as_nodes() -> None:
    for graph in graphs(network_of([stand("A"), stand("A", "fish")], tie=Tie.AFFILIATION)):
        assert graph.nodes["concept:fish"]["kind"] == "concept"
        assert sorted(told["count"] for _, _, told in graph.edges(data=True)) == [2, 2]
