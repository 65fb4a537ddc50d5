import io

import networkx as nx

from dragoman.analysis.debates import debate_of
from dragoman.analysis.matrices import one_mode
from dragoman.record import Stance
from dragoman.report.exports.graphs import as_gexf, as_graphml
from dragoman.store.queries.network import Taking

DAY = "2024-05-01"
FOUND = one_mode(
    debate_of(
        [
            Taking("Ada \x07 <b>", "truce", Stance.SUPPORT, DAY, "a"),
            Taking("Mott", "truce", Stance.SUPPORT, DAY, "b"),
            Taking("Voss", "fish", Stance.SUPPORT, DAY, "b"),
        ]
    )
)


def test_other_programs_read_what_is_written() -> None:
    for written, read in ((as_graphml(FOUND), nx.read_graphml), (as_gexf(FOUND), nx.read_gexf)):
        graph = read(io.BytesIO("".join(written).encode("utf-8")))
        assert graph.number_of_nodes() == 3
        ((_, _, told),) = graph.edges(data=True)
        assert told["weight"] == 1.0


def test_the_same_network_gives_the_same_bytes() -> None:
    assert list(as_gexf(FOUND)) == list(as_gexf(FOUND))
    assert "lastmodified" not in "".join(as_gexf(FOUND))
