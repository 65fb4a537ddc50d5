"""Discourse networks worked out by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.camps import communities, polarisation
from dragoman.analysis.debates import (
    UNDATED,
    Debate,
    Duplicates,
    debate_of,
    windows,
    within,
    without_duplicates,
)
from dragoman.analysis.matrices import (
    Matrix,
    Normalisation,
    Qualifier,
    affiliation,
    backbone,
    one_mode,
)
from dragoman.analysis.networks import Scale, Tie, network_of
from dragoman.errors import QueryError
from dragoman.record import Stance
from dragoman.store.queries.network import Stand, Taking

Row = tuple[str, str, int, str | None, int]


def debate(*rows: Row) -> Debate:
    """Make a debate: actor, concept, 1 for support, day, document."""
    actors = tuple(dict.fromkeys(row[0] for row in rows))
    concepts = tuple(dict.fromkeys(row[1] for row in rows))
    return Debate(
        actors=actors,
        concepts=concepts,
        actor=np.array([actors.index(row[0]) for row in rows], np.int64),
        concept=np.array([concepts.index(row[1]) for row in rows], np.int64),
        supports=np.array([row[2] for row in rows], np.int64),
        day=np.array(
            [date.fromisoformat(row[3]).toordinal() if row[3] else UNDATED for row in rows],
            np.int64,
        ),
        document=np.array([row[4] for row in rows], np.int64),
    )


DAY = "2024-05-01"
TALKS = debate(
    ("A", "truce", 1, DAY, 0),
    ("A", "island", 1, DAY, 0),
    ("A", "fish", 1, DAY, 0),
    ("B", "truce", 1, DAY, 1),
    ("B", "island", 0, DAY, 1),
    ("C", "truce", 1, DAY, 2),
    ("C", "fish", 1, DAY, 2),
    ("D", "pasture", 1, DAY, 3),
)


def ties(matrix: Matrix) -> dict[tuple[str, str], object]:
    return {(a, b): pytest.approx(w) for a, b, w in matrix.ties}


def test_congruence_conflict_and_what_is_left_of_them() -> None:
    assert ties(one_mode(TALKS)) == {("A", "C"): 2, ("A", "B"): 1, ("B", "C"): 1}
    assert ties(one_mode(TALKS, Qualifier.CONFLICT)) == {("A", "B"): 1}
    assert ties(one_mode(TALKS, Qualifier.SUBTRACT)) == {("A", "C"): 2, ("B", "C"): 1}
    assert ties(one_mode(TALKS, Qualifier.IGNORE)) == {("A", "C"): 2, ("A", "B"): 2, ("B", "C"): 1}


def test_normalisations_are_those_of_the_manual() -> None:
    # A takes three stances, B and C two each.
    average = ties(one_mode(TALKS, normalisation=Normalisation.AVERAGE))
    assert average == {("A", "C"): 2 / 2.5, ("A", "B"): 1 / 2.5, ("B", "C"): 1 / 2}
    jaccard = ties(one_mode(TALKS, normalisation=Normalisation.JACCARD))
    assert jaccard == {("A", "C"): 2 / 3, ("A", "B"): 1 / 4, ("B", "C"): 1 / 3}
    cosine = ties(one_mode(TALKS, normalisation=Normalisation.COSINE))
    assert cosine == {("A", "C"): 2 / 6**0.5, ("A", "B"): 1 / 6**0.5, ("B", "C"): 1 / 2}


def test_two_modes_count_and_are_normalised() -> None:
    loud = debate(("A", "truce", 1, DAY, 0), ("A", "truce", 0, DAY, 1), ("A", "fish", 0, DAY, 1))
    assert ties(affiliation(loud)) == {("A", "truce"): 2, ("A", "fish"): 1}
    assert ties(affiliation(loud, Qualifier.SUBTRACT)) == {("A", "fish"): -1}
    active = affiliation(loud, normalisation=Normalisation.ACTIVITY)
    assert ties(active) == {("A", "truce"): 2 / 3, ("A", "fish"): 1 / 3}
    prominent = affiliation(loud, normalisation=Normalisation.PROMINENCE)
    assert ties(prominent) == {("A", "truce"): 1, ("A", "fish"): 1}


def test_concepts_are_joined_by_their_actors() -> None:
    found = ties(one_mode(TALKS, of_concepts=True))
    assert found == {("truce", "fish"): 2, ("truce", "island"): 1, ("island", "fish"): 1}
    opposite = ties(one_mode(TALKS, Qualifier.CONFLICT, of_concepts=True))
    assert opposite == {("truce", "island"): 1}


def test_a_normalisation_of_the_other_kind_of_network_is_an_error() -> None:
    with pytest.raises(QueryError, match="two modes"):
        one_mode(TALKS, normalisation=Normalisation.PROMINENCE)
    with pytest.raises(QueryError, match="networks of actors"):
        affiliation(TALKS, normalisation=Normalisation.COSINE)


@pytest.mark.parametrize(
    ("duplicates", "left"),
    [
        (Duplicates.INCLUDE, 6),
        (Duplicates.DOCUMENT, 5),
        (Duplicates.DAY, 5),
        (Duplicates.WEEK, 4),
        (Duplicates.MONTH, 3),
        (Duplicates.YEAR, 2),
        (Duplicates.ONCE, 1),
    ],
)
def test_duplicates_count_once_within_a_document_or_time(duplicates: Duplicates, left: int) -> None:
    said = debate(
        ("A", "truce", 1, "2024-04-30", 0),  # a Tuesday
        ("A", "truce", 1, "2024-04-30", 0),
        ("A", "truce", 1, "2024-05-05", 1),  # the Sunday of that week
        ("A", "truce", 1, "2024-05-06", 2),
        ("A", "truce", 1, "2024-05-20", 3),
        ("A", "truce", 1, "2025-05-20", 4),
    )
    assert len(without_duplicates(said, duplicates)) == left


def test_the_other_stance_is_no_duplicate() -> None:
    said = debate(("A", "truce", 1, DAY, 0), ("A", "truce", 0, DAY, 0))
    assert len(without_duplicates(said, Duplicates.ONCE)) == 2


def test_windows_slide_over_what_is_dated() -> None:
    said = debate(
        ("A", "truce", 1, "2024-05-01", 0),
        ("A", "fish", 1, "2024-05-03", 1),
        ("A", "island", 1, None, 2),
        ("A", "pasture", 1, "2024-05-06", 3),
    )
    found = [(end.isoformat(), len(part)) for end, part in windows(said, 3, 1)]
    assert found == [
        ("2024-05-03", 2),
        ("2024-05-04", 1),
        ("2024-05-05", 1),
        ("2024-05-06", 1),
    ]
    with pytest.raises(QueryError, match="one day"):
        list(windows(said, 0))


def test_a_part_of_a_debate_has_only_its_days() -> None:
    said = debate(("A", "truce", 1, "2024-05-01", 0), ("A", "fish", 1, None, 1))
    assert len(within(said, None, date(2024, 5, 1))) == 1
    assert len(within(said, date(2024, 5, 2), None)) == 0
    assert len(within(said, None, None)) == 2


def test_backbone_keeps_what_stands_out() -> None:
    # A hub with one heavy tie among nine light ones; by hand: (1 - 20/29)^9 < .05 < (1 - 1/29)^9.
    heavy = [("hub", f"c{n}", 1, DAY, 0) for n in range(20)]
    heavy += [("one", f"c{n}", 1, DAY, 0) for n in range(20)]
    light = [(f"x{n}", f"l{n}", 1, DAY, 0) for n in range(9)]
    light += [("hub", f"l{n}", 1, DAY, 0) for n in range(9)]
    found = backbone(one_mode(debate(*heavy, *light)), 0.05)
    assert [tie[:2] for tie in found.ties] == [("hub", "one")]


def test_backbone_of_two_modes_is_an_error() -> None:
    with pytest.raises(QueryError, match="one mode"):
        backbone(affiliation(TALKS))


SPLIT = debate(
    *((actor, f"c{n}", side, DAY, 0) for actor, side in (("A", 1), ("B", 1)) for n in range(4)),
    *((actor, f"c{n}", side, DAY, 0) for actor, side in (("X", 0), ("Y", 0)) for n in range(4)),
)


def test_a_debate_that_is_split_is_polarised() -> None:
    found = polarisation(one_mode(SPLIT, Qualifier.SUBTRACT))
    assert found.camps == (("A", "B"), ("X", "Y"))
    assert found.fit == 1.0
    assert found.conflict == pytest.approx(4 / 6)  # four ties of conflict, two of agreement


def test_a_debate_in_which_all_agree_is_not() -> None:
    found = polarisation(one_mode(TALKS, Qualifier.SUBTRACT))
    assert (found.camps[1], found.fit, found.conflict) == ((), 1.0, 0.0)
    nobody = polarisation(one_mode(debate(("A", "truce", 1, DAY, 0)), Qualifier.SUBTRACT))
    assert nobody.camps == ((), ())


def test_communities_are_those_who_agree() -> None:
    found = communities(one_mode(SPLIT))
    assert found.members == (("A", "B"), ("X", "Y"))
    assert found.modularity == pytest.approx(0.5)  # two pairs, each with half of the weight
    assert communities(one_mode(debate(("A", "truce", 1, DAY, 0)))).members == ()


ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(["truce", "fish", "island"]),
        st.sampled_from([0, 1]),
        st.sampled_from([DAY, "2024-06-01", None]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=40,
)


@given(ROWS)
def test_once_each_it_is_the_network_of_the_page(rows: list[Row]) -> None:
    stands = {
        (actor, concept, stance): Stand(
            node=actor,
            name=actor,
            party=actor,
            concept=concept,
            stance=Stance.SUPPORT if stance else Stance.OPPOSE,
            statements=1,
        )
        for actor, concept, stance, *_ in rows
    }
    said = without_duplicates(debate(*rows), Duplicates.ONCE)
    for tie, qualifier in ((Tie.CONGRUENCE, "congruence"), (Tie.CONFLICT, "conflict")):
        for scale, named in ((Scale.NONE, "none"), (Scale.ACTIVITY, "average activity")):
            page = network_of(stands.values(), tie=tie, scale=scale)
            ours = one_mode(said, Qualifier(qualifier), Normalisation(named))
            assert {frozenset(t[:2]): pytest.approx(t[2]) for t in ours.ties} == {
                frozenset((edge.source, edge.target)): edge.weight for edge in page.edges
            }


def test_stances_make_a_debate() -> None:
    made = debate_of(
        [
            Taking("Island", "truce", Stance.OPPOSE, DAY, "a"),
            Taking("Mainland", "truce", Stance.SUPPORT, None, "b"),
            Taking("Island", "fish", Stance.SUPPORT, DAY, "b"),
        ]
    )
    assert made.actors == ("Island", "Mainland")
    assert made.concept.tolist() == [0, 0, 1]
    assert made.supports.tolist() == [0, 1, 1]
    assert made.day.tolist() == [date(2024, 5, 1).toordinal(), UNDATED, made.day[0]]
    assert made.document.tolist() == [0, 1, 1]
    assert len(debate_of([])) == 0
