"""Networks that Discourse Network Analyzer prints, made of the same statements.

The statements are the sample that comes with DNA (congressional hearings of 2005), as 40 stances
of seven organizations, each in a document of its own. What is printed:

- Leifeld, Gruber and Bossner (2018), Discourse Network Analyzer Manual, chapter on exporting
  (github.com/leifeld/dna, manual2/dna-manual.Rnw): the two-mode network cell by cell; the tie of
  Senate and Sierra Club worked out for each qualifier; the cell that duplicates leave at 2.
- The tests of rDNA (rDNA/rDNA/tests/testthat): the sums of both networks, cells of their print,
  the numbers of ties, and how many statements are left with duplicates of a document left out.

MEASURED are networks that DNA made here of its sample: the class Exporter of DNA 3.0.11.5,
compiled from its source and run on 2026-11-22.
"""

from datetime import date

import numpy as np
import pytest

from dragoman.analysis.debates import Debate, Duplicates, without_duplicates
from dragoman.analysis.matrices import Matrix, Normalisation, Qualifier, affiliation, one_mode

ALLIANCE, ENERGY, AGENCY, REFINERS, SENATE, SIERRA, PIRG = ORGANIZATIONS = (
    "Alliance to Save Energy",
    "Energy and Environmental Analysis, Inc.",
    "Environmental Protection Agency",
    "National Petrochemical & Refiners Association",
    "Senate",
    "Sierra Club",
    "U.S. Public Interest Research Group",
)
ECONOMY, TRADE, GASES, REAL, CO2, LAW = CONCEPTS = (
    "CO2 legislation will not hurt the economy.",
    "Cap and trade is the solution.",
    "Climate change is caused by greenhouse gases (CO2).",
    "Climate change is real and anthropogenic.",
    "Emissions legislation should regulate CO2.",
    "There should be legislation to regulate emissions.",
)
SAMPLE = (
    (ENERGY, "2005-01-26", {ECONOMY: (0, 2), CO2: (1, 1)}),
    (SENATE, "2005-02-02", {ECONOMY: (0, 2), LAW: (2, 0), CO2: (0, 1)}),
    (AGENCY, "2005-02-02", {LAW: (10, 0), ECONOMY: (0, 1)}),
    (ALLIANCE, "2005-02-10", {CO2: (2, 0), LAW: (1, 0), GASES: (1, 0)}),
    (SIERRA, "2005-02-16", dict.fromkeys((REAL, CO2, GASES, LAW), (1, 0)) | {ECONOMY: (2, 0)}),
    (PIRG, "2005-02-16", dict.fromkeys((ECONOMY, GASES, CO2, TRADE), (1, 0)) | {REAL: (2, 0)}),
    (REFINERS, "2005-02-16", {ECONOMY: (0, 2), LAW: (0, 2)}),
)
"""Organization, day of its document, and how often it agrees and disagrees with which concept."""


def sample() -> Debate:
    rows = [
        (ORGANIZATIONS.index(who), CONCEPTS.index(what), supports, day, number)
        for number, (who, day, stances) in enumerate(SAMPLE)
        for what, (agrees, disagrees) in stances.items()
        for supports in [1] * agrees + [0] * disagrees
    ]
    numbers = [
        (who, what, supports, date.fromisoformat(day).toordinal(), number)
        for who, what, supports, day, number in rows
    ]
    columns = np.array(numbers, np.int64).T
    return Debate(
        actors=ORGANIZATIONS,
        concepts=CONCEPTS,
        actor=columns[0],
        concept=columns[1],
        supports=columns[2],
        day=columns[3],
        document=columns[4],
    )


def cell(matrix: Matrix, row: str, column: str) -> float:
    place = matrix.rows.index(row), matrix.columns.index(column)
    return float(matrix.weights.toarray()[place])


def test_two_modes_are_those_of_the_manual() -> None:
    """The manual prints them with concepts as rows, as CSV and as a DL file of UCINET."""
    assert affiliation(sample()).weights.toarray().T.tolist() == [
        [0, 2, 1, 2, 2, 2, 1],
        [0, 0, 0, 0, 0, 0, 1],
        [1, 0, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 0, 1, 2],
        [2, 2, 0, 0, 1, 1, 1],
        [1, 0, 10, 2, 2, 1, 0],
    ]


@pytest.mark.parametrize(
    ("qualifier", "weight"),
    [
        (Qualifier.IGNORE, 7),
        (Qualifier.CONGRUENCE, 2),
        (Qualifier.CONFLICT, 5),
        (Qualifier.SUBTRACT, -3),
    ],
)
def test_tie_that_the_manual_works_out(qualifier: Qualifier, weight: int) -> None:
    assert cell(one_mode(sample(), qualifier), SENATE, SIERRA) == weight


def test_cells_that_the_manual_tells_of_two_modes() -> None:
    less = affiliation(sample(), Qualifier.SUBTRACT)
    assert cell(less, REFINERS, ECONOMY) == cell(less, REFINERS, LAW) == -2
    once = affiliation(without_duplicates(sample(), Duplicates.ONCE))
    two = [(row, column) for row, column, weight in once.ties if weight == 2]
    assert two == [(ENERGY, CO2)]  # it has said yes and no; all others are 1
    assert {weight for _, _, weight in once.ties} == {1, 2}


def test_sums_and_cells_are_those_that_the_tests_of_rdna_expect() -> None:
    both, one = affiliation(sample()), one_mode(sample(), Qualifier.IGNORE)
    assert (both.weights.sum(), both.weights.shape, len(both.ties)) == (40, (7, 6), 22)
    assert (one.weights.sum(), one.weights.shape, len(one.ties)) == (276, (7, 7), 21)
    assert [cell(both, ENERGY, concept) for concept in (ECONOMY, TRADE)] == [2, 0]
    assert [cell(one, AGENCY, other) for other in (ALLIANCE, ENERGY)] == [10, 2]
    # dna_backbone leaves duplicates within documents out, and counts 23 statements.
    assert len(without_duplicates(sample(), Duplicates.DOCUMENT)) == 23


MEASURED = (
    (
        "ignore, no, include",
        (
            (4, 10, 2, 4, 4, 3),
            (2, 4, 6, 6, 4),
            (22, 22, 12, 1),
            (8, 6, 2),
            (7, 3),
            (6,),
        ),
    ),
    (
        "congruence, no, include",
        (
            (2, 10, 0, 2, 4, 3),
            (2, 4, 5, 1, 1),
            (2, 22, 10, 0),
            (4, 0, 0),
            (2, 0),
            (6,),
        ),
    ),
    (
        "conflict, no, include",
        (
            (2, 0, 2, 2, 0, 0),
            (0, 0, 1, 5, 3),
            (20, 0, 2, 1),
            (4, 6, 2),
            (5, 3),
            (0,),
        ),
    ),
    (
        "subtract, no, include",
        (
            (0, 10, -2, 0, 4, 3),
            (2, 4, 4, -4, -2),
            (-18, 22, 8, -1),
            (0, -6, -2),
            (-3, -3),
            (6,),
        ),
    ),
    (
        "congruence, average, include",
        (
            (0.5, 1.3333, 0, 0.4444, 0.8, 0.6),
            (0.2667, 1, 1.1111, 0.2, 0.2),
            (0.2667, 2.75, 1.1765, 0),
            (0.8889, 0, 0),
            (0.3636, 0),
            (1,),
        ),
    ),
    (
        "congruence, jaccard, include",
        (
            (0.2857, 0.7143, 0, 0.25, 0.5714, 0.375),
            (0.1429, 0.5, 0.625, 0.1111, 0.1111),
            (0.1429, 0.9565, 0.625, 0),
            (0.4444, 0, 0),
            (0.2, 0),
            (0.75,),
        ),
    ),
    (
        "congruence, cosine, include",
        (
            (0.125, 0.2273, 0, 0.1, 0.1667, 0.125),
            (0.0455, 0.25, 0.25, 0.0417, 0.0417),
            (0.0455, 0.4, 0.1515, 0),
            (0.2, 0, 0),
            (0.0667, 0),
            (0.1667,),
        ),
    ),
    (
        "subtract, average, document",
        (
            (0, 0.4, -0.4, 0, 0.75, 0.5),
            (0.4, 0.4, 0.3333, -0.25, -0.25),
            (0, 0.8, 0, -0.2857),
            (0, -0.5714, -0.2857),
            (-0.25, -0.5),
            (0.8,),
        ),
    ),
    (
        "subtract, jaccard, include",
        (
            (0, 0.7143, -0.25, 0, 0.5714, 0.375),
            (0.1429, 0.5, 0.5, -0.4444, -0.2222),
            (-1.2857, 0.9565, 0.5, -0.0588),
            (0, -0.6, -0.2),
            (-0.3, -0.2727),
            (0.75,),
        ),
    ),
    (
        "ignore, jaccard, include",
        (
            (0.5714, 0.7143, 0.25, 0.5, 0.5714, 0.375),
            (0.1429, 0.5, 0.75, 0.6667, 0.4444),
            (1.5714, 0.9565, 0.75, 0.0588),
            (0.8889, 0.6, 0.2),
            (0.7, 0.2727),
            (0.75,),
        ),
    ),
    (
        "conflict, cosine, document",
        (
            (0.1111, 0, 0.1667, 0.1111, 0, 0),
            (0, 0, 0.1111, 0.1333, 0.1333),
            (0.25, 0, 0.1, 0.1),
            (0.1667, 0.2, 0.1),
            (0.1333, 0.1333),
            (0,),
        ),
    ),
    (
        "congruence, no, document",
        (
            (1, 1, 0, 1, 3, 2),
            (1, 1, 2, 1, 1),
            (1, 2, 1, 0),
            (1, 0, 0),
            (1, 0),
            (4,),
        ),
    ),
)
"""Qualifier, normalisation and duplicates as DNA calls them, and the upper half of the matrix."""

NORMALISATIONS = {"no": "none", "average": "average activity"}


@pytest.mark.parametrize(("asked", "half"), MEASURED, ids=lambda v: v if isinstance(v, str) else "")
def test_matrices_are_those_that_dna_makes(asked: str, half: tuple[tuple[float, ...], ...]) -> None:
    qualifier, named, duplicates = asked.split(", ")
    said = without_duplicates(sample(), Duplicates(duplicates))
    normalisation = Normalisation(NORMALISATIONS.get(named, named))
    found = one_mode(said, Qualifier(qualifier), normalisation).weights.toarray()
    for number, row in enumerate(half):
        assert found[number, number + 1 :].tolist() == pytest.approx(list(row), abs=5e-5)
    assert found.tolist() == found.T.tolist()
