"""Networks of who takes which stance, with the numbers worked out by hand."""

from dragoman.analysis.matrices import Normalisation
from dragoman.analysis.networks import (
    Network,
    Tie,
    heavier,
    network_of,
    readable_least,
)
from dragoman.record import Stance
from dragoman.store.queries.network import Stand

FOR, AGAINST = Stance.SUPPORT, Stance.OPPOSE


def stands(*told: tuple[str, str, Stance], statements: int = 1) -> list[Stand]:
    return [
        Stand(
            node=node,
            name=node,
            party=node,
            concept=concept,
            stance=stance,
            statements=statements,
        )
        for node, concept, stance in told
    ]


TALKS = stands(
    ("Norland", "truce", FOR),
    ("Norland", "truce", AGAINST),
    ("Norland", "island", FOR),
    ("Norland", "fish", FOR),
    ("Sudland", "truce", FOR),
    ("Sudland", "island", AGAINST),
    ("Westland", "truce", FOR),
    ("Westland", "fish", FOR),
    ("Eastland", "pasture", FOR),
)


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(edge.source, edge.target): edge.weight for edge in network.edges}


def test_congruence_counts_the_stances_that_both_take() -> None:
    found = network_of(TALKS)
    assert weights(found) == {
        ("Norland", "Westland"): 2,
        ("Norland", "Sudland"): 1,
        ("Sudland", "Westland"): 1,
    }
    assert [shared.concept for shared in found.edges[0].shared] == ["fish", "truce"]


def test_conflict_counts_the_stances_to_which_the_other_takes_the_opposite() -> None:
    found = network_of(TALKS, tie=Tie.CONFLICT)
    assert weights(found) == {("Norland", "Sudland"): 2, ("Norland", "Westland"): 1}
    assert [shared.concept for shared in found.edges[0].shared] == ["island", "truce"]


def test_two_that_take_both_stances_agree_twice_and_differ_twice() -> None:
    both = stands(
        ("A", "truce", FOR), ("A", "truce", AGAINST), ("B", "truce", FOR), ("B", "truce", AGAINST)
    )
    (agree,) = network_of(both).edges
    (differ,) = network_of(both, tie=Tie.CONFLICT).edges
    assert (agree.count, agree.against) == (2, 2)
    assert (differ.count, differ.against) == (2, 2)


def test_a_stance_counts_once_however_often_it_is_taken() -> None:
    often = [*stands(("A", "truce", FOR), statements=100), *stands(("B", "truce", FOR))]
    (edge,) = network_of(often).edges
    assert edge.weight == 1


def test_average_activity_divides_by_the_mean_number_of_stances_of_both() -> None:
    found = network_of(TALKS, scale=Normalisation.AVERAGE)
    # Norland takes 4 stances, Sudland and Westland 2 each.
    assert weights(found) == {
        ("Norland", "Westland"): 2 / 3,
        ("Sudland", "Westland"): 1 / 2,
        ("Norland", "Sudland"): 1 / 3,
    }


def test_affiliation_joins_those_who_speak_with_what_they_speak_to() -> None:
    told = [
        *stands(("A", "truce", FOR), statements=3),
        *stands(("A", "truce", AGAINST), statements=2),
        *stands(("B", "truce", FOR)),
    ]
    found = network_of(told, tie=Tie.AFFILIATION, scale=Normalisation.AVERAGE)
    assert weights(found) == {("A", "concept:truce"): 5, ("B", "concept:truce"): 1}
    assert found.scale is Normalisation.NONE
    assert found.edges[0].shared[0].source == {FOR, AGAINST}
    assert [(node.id, node.party) for node in found.nodes] == [
        ("A", "A"),
        ("B", "B"),
        ("concept:truce", None),
    ]


def test_nodes_without_a_tie_are_told_apart() -> None:
    found = network_of(TALKS)
    assert [node.id for node in found.nodes] == ["Norland", "Sudland", "Westland"]
    assert [node.id for node in found.alone] == ["Eastland"]


def test_a_speaker_has_the_party_that_most_of_the_statements_are_for() -> None:
    def said(party: str, statements: int) -> Stand:
        return Stand(
            node="x", name="X", party=party, concept="truce", stance=FOR, statements=statements
        )

    found = network_of([said("Norland", 1), said("Sudland", 2)])
    assert found.alone[0].party == "Sudland"


def test_the_order_of_what_is_told_decides_nothing() -> None:
    assert network_of(reversed(TALKS)) == network_of(TALKS)


def test_readable_weight_leaves_no_more_ties_than_asked_for() -> None:
    found = network_of(TALKS)
    assert readable_least(found, 3) == 1
    assert readable_least(found, 2) == 2  # the two ties of weight 1 stay together
    assert readable_least(found, 1) == 2
    even = network_of(stands(*((name, "truce", FOR) for name in "ABCD")))
    assert readable_least(even, 2) == 1
    assert readable_least(network_of([]), 5) == 0


def test_heavier_ties_leave_alone_whoever_loses_all() -> None:
    kept = heavier(network_of(TALKS), 2)
    assert weights(kept) == {("Norland", "Westland"): 2}
    assert [node.id for node in kept.alone] == ["Sudland", "Eastland"]
