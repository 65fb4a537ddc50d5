"""Discourse networks worked out by hand."""

from collections import Counter
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
    ONE_MODE,
    Matrix,
    Normalisation,
    Qualifier,
    affiliation,
    backbone,
    one_mode,
)
from dragoman.errors import QueryError
from dragoman.record import Stance
from dragoman.store.queries.network import Taking

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
    assert cosine == {("A", "C"): 2 / 6, ("A", "B"): 1 / 6, ("B", "C"): 1 / 4}


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


def by_the_book(
    said: Debate, one: int, other: int, qualifier: Qualifier, normalisation: Normalisation
) -> float:
    """Work out a weight as the equations of the manual are written, with x as a table."""
    taken = Counter(
        zip(said.actor.tolist(), said.concept.tolist(), said.supports.tolist(), strict=True)
    )
    keys = [(j, k) for j in range(len(said.concepts)) for k in (0, 1)]

    def x(i: int, j: int, k: int) -> int:
        return taken[i, j, k]

    congruence = sum(x(one, j, k) * x(other, j, k) for j, k in keys)
    conflict = sum(x(one, j, k) * x(other, j, 1 - k) for j, k in keys)
    weight = {
        Qualifier.CONGRUENCE: congruence,
        Qualifier.CONFLICT: conflict,
        Qualifier.SUBTRACT: congruence - conflict,
        Qualifier.IGNORE: congruence + conflict,
    }[qualifier]
    mine, theirs = (sum(x(i, j, k) for j, k in keys) for i in (one, other))
    alone = sum(x(one, j, k) for j, k in keys if not x(other, j, k))
    without = sum(x(other, j, k) for j, k in keys if not x(one, j, k))
    divided_by = {
        Normalisation.NONE: 1,
        Normalisation.AVERAGE: (mine + theirs) / 2,
        Normalisation.JACCARD: alone + without + congruence,
        Normalisation.COSINE: mine * theirs,
    }[normalisation]
    return weight / divided_by if weight else 0.0


@given(
    ROWS,
    st.sampled_from(Qualifier),
    st.sampled_from(sorted(ONE_MODE)),
    st.sampled_from([Duplicates.INCLUDE, Duplicates.ONCE]),
)
def test_matrices_are_those_of_the_equations(
    rows: list[Row], qualifier: Qualifier, named: str, duplicates: Duplicates
) -> None:
    said = without_duplicates(debate(*rows), duplicates)
    normalisation = Normalisation(named)
    found = one_mode(said, qualifier, normalisation).weights.toarray()
    pairs = [(i, j) for i in range(len(said.actors)) for j in range(len(said.actors)) if i != j]
    for one, other in pairs:
        expected = by_the_book(said, one, other, qualifier, normalisation)
        assert found[one, other] == pytest.approx(expected)
    assert not found.diagonal().any()


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
