"""Matrices: the networks of a debate, weighted as Discourse Network Analyzer weights them.

Leifeld, Gruber and Bossner (2018), Discourse Network Analyzer Manual, section 2.3.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.analysis.debates import Debate
from dragoman.errors import QueryError

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Qualifier(StrEnum):
    """What support and opposition do to a tie.

    IGNORE joins who speaks to the same concept, however. CONGRUENCE joins the same stances,
    CONFLICT opposite ones; SUBTRACT is congruence less conflict, and in two modes support less
    opposition.
    """

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Normalisation(StrEnum):
    """What a weight is divided by, so that those who speak much are not the centre for that alone.

    One mode: the AVERAGE of both actors' numbers of stances, JACCARD (the stances that one or both
    take), COSINE (the product of both numbers, which is what Discourse Network Analyzer calls by
    that name, and not the cosine of two vectors). Two modes: the actor's number (ACTIVITY) or the
    concept's (PROMINENCE).
    """

    NONE = "none"
    AVERAGE = "average activity"
    JACCARD = "jaccard"
    COSINE = "cosine"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"


ONE_MODE = frozenset({"none", "average activity", "jaccard", "cosine"})
TWO_MODE = frozenset({"none", "activity", "prominence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A network as a matrix.

    Attributes:
        rows: What its rows are.
        columns: What its columns are; in one mode the same.
        weights: (rows, columns), sparse; in one mode symmetric, with nothing on the diagonal.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: "csr_array"

    @property
    def ties(self) -> list[tuple[str, str, float]]:
        """The ties that are not 0, the heaviest first; in one mode each once."""
        from scipy.sparse import triu

        found = (triu(self.weights, 1) if self.rows == self.columns else self.weights).tocoo()
        ties = [
            (self.rows[i], self.columns[j], float(w))
            for i, j, w in zip(found.row, found.col, found.data, strict=True)
            if w
        ]
        return sorted(ties, key=lambda tie: (-tie[2], tie[0], tie[1]))


def affiliation(
    debate: Debate,
    qualifier: Qualifier = Qualifier.IGNORE,
    normalisation: Normalisation = Normalisation.NONE,
) -> Matrix:
    """Join actors with the concepts that they speak to (manual, section 2.3.1).

    Args:
        debate: The debate; leave out its duplicates before.
        qualifier: IGNORE counts stances, SUBTRACT support less opposition, CONGRUENCE support
            only, CONFLICT opposition only.
        normalisation: NONE, ACTIVITY or PROMINENCE.

    Raises:
        QueryError: The normalisation is one for one mode.
    """
    if normalisation.value not in TWO_MODE:
        raise QueryError(f"{normalisation.value} is for networks of actors, not of two modes")
    oppose, support = (_incidence(debate, stance) for stance in (0, 1))
    weights = {
        Qualifier.IGNORE: lambda: support + oppose,
        Qualifier.SUBTRACT: lambda: support - oppose,
        Qualifier.CONGRUENCE: lambda: support,
        Qualifier.CONFLICT: lambda: oppose,
    }[qualifier]()
    every = support + oppose
    if normalisation is not Normalisation.NONE:
        axis = 1 if normalisation is Normalisation.ACTIVITY else 0
        total = np.asarray(every.sum(axis=axis), float)
        share = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
        weights = weights.multiply(share[:, None] if axis else share[None, :])
    return Matrix(rows=debate.actors, columns=debate.concepts, weights=weights.tocsr())


def one_mode(
    debate: Debate,
    qualifier: Qualifier = Qualifier.CONGRUENCE,
    normalisation: Normalisation = Normalisation.NONE,
    *,
    of_concepts: bool = False,
) -> Matrix:
    """Join actors by the concepts that they share, or concepts by their actors.

    Congruence is the sum over concepts j and stances k of x_ijk x_i'jk, conflict that of
    x_ijk x_i'jk' with k not k' (manual, equations 2.2 and 2.4).

    Args:
        debate: The debate; leave out its duplicates before.
        qualifier: What is summed.
        normalisation: NONE, AVERAGE, JACCARD or COSINE.
        of_concepts: Whether concepts are joined.

    Raises:
        QueryError: The normalisation is one for two modes.
    """
    if normalisation.value not in ONE_MODE:
        raise QueryError(f"{normalisation.value} is for two modes, not for networks of actors")
    oppose, support = (_incidence(debate, stance) for stance in (0, 1))
    if of_concepts:
        oppose, support = oppose.T.tocsr(), support.T.tocsr()
    same = support @ support.T + oppose @ oppose.T
    other = support @ oppose.T + oppose @ support.T
    weights = {
        Qualifier.IGNORE: lambda: same + other,
        Qualifier.CONGRUENCE: lambda: same,
        Qualifier.CONFLICT: lambda: other,
        Qualifier.SUBTRACT: lambda: same - other,
    }[qualifier]()
    weights = _normalised(weights.tocoo(), support, oppose, normalisation)
    names = debate.concepts if of_concepts else debate.actors
    return Matrix(rows=names, columns=names, weights=weights)


def _incidence(debate: Debate, stance: int) -> Any:
    """Count who takes a stance on what: (actors, concepts)."""
    from scipy.sparse import coo_array

    chosen = debate.supports == stance
    places = (debate.actor[chosen], debate.concept[chosen])
    shape = (len(debate.actors), len(debate.concepts))
    return coo_array((np.ones(int(chosen.sum())), places), shape).tocsr()


def _normalised(weights: Any, support: Any, oppose: Any, normalisation: Normalisation) -> Any:
    """Divide the weights of pairs, and leave out those of a node with itself."""
    from scipy.sparse import coo_array

    apart = weights.row != weights.col
    row, col, data = weights.row[apart], weights.col[apart], weights.data[apart]
    total = np.asarray(support.sum(axis=1) + oppose.sum(axis=1), float)
    if not len(data):
        pass  # a sparse array cannot be asked for no place at all
    elif normalisation is Normalisation.AVERAGE:
        data = data / ((total[row] + total[col]) / 2)
    elif normalisation is Normalisation.JACCARD:
        data = data / (total[row] + total[col] - _common(support, oppose, row, col))
    elif normalisation is Normalisation.COSINE:
        data = data / (total[row] * total[col])
    return coo_array((data, (row, col)), weights.shape).tocsr()


def _common(support: Any, oppose: Any, row: Any, col: Any) -> Any:
    """Count for pairs what Jaccard takes off both numbers of stances: those that both take.

    Manual, equation of Jaccard: stances that one alone takes, those that the other alone takes,
    and the products of those that both take are what is divided by.
    """
    from scipy.sparse import hstack

    stances = hstack([support, oppose]).tocsr()
    taken = (stances > 0).astype(float)
    shared = stances @ taken.T
    found = (shared + shared.T - stances @ stances.T).tocsr()
    return np.asarray(found[row, col]).ravel()


def backbone(matrix: Matrix, level: float = 0.05) -> Matrix:
    """Keep the ties that are heavier than chance would have them at either of their ends.

    The disparity filter (Serrano, Boguñá and Vespignani 2009, Extracting the multiscale backbone of
    complex weighted networks, PNAS 106:6483): a tie of weight w at a node with k ties of sum s
    stays if (1 - w/s)^(k-1) is below the level. A node's only tie stays if its other end keeps it.

    Raises:
        QueryError: The network is of two modes.
    """
    from scipy.sparse import coo_array

    if matrix.rows != matrix.columns:
        raise QueryError("a backbone is found in one mode; leave it out for an affiliation")
    ties = abs(matrix.weights).tocoo()
    size = matrix.weights.shape[0]
    degree = np.bincount(ties.row, minlength=size)
    strength = np.bincount(ties.row, weights=ties.data, minlength=size)
    share = ties.data / strength[ties.row]
    chance = np.where(degree[ties.row] > 1, (1 - share) ** np.maximum(degree[ties.row] - 1, 0), 1.0)
    kept = coo_array(((chance < level).astype(float), (ties.row, ties.col)), ties.shape).tocsr()
    return replace(matrix, weights=matrix.weights.multiply((kept + kept.T) > 0).tocsr())
