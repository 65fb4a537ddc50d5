"""Camps: into which groups a debate falls, and how far it is split in two."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.analysis.matrices import Matrix

SMALL = 200
"""Actors up to which all eigenvectors are worked out, which for so few is quicker and exact."""

GAIN = 1e-9
"""A change that improves less is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """Groups of a network, and how far apart they are.

    Attributes:
        members: The groups, the largest first; who has no tie is in none.
        modularity: From -1/2 to 1: how much more of the weight lies within groups than if ties
            were laid by chance.
    """

    members: tuple[tuple[str, ...], ...]
    modularity: float


def communities(matrix: Matrix, seed: int = 0) -> Camps:
    """Find the communities of a network whose weights are not negative.

    Blondel, Guillaume, Lambiotte and Lefebvre (2008), Fast unfolding of communities in large
    networks; as networkx has it, with a seed, so that the same network gives the same groups.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for a, b, w in sorted(matrix.ties) if w > 0)
    if not graph.number_of_edges():
        return Camps(members=(), modularity=0.0)
    found = nx.community.louvain_communities(graph, seed=seed)
    groups = sorted((tuple(sorted(group)) for group in found), key=lambda g: (-len(g), g))
    return Camps(members=tuple(groups), modularity=float(nx.community.modularity(graph, found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarisation:
    """How far a debate is split in two; both shares are high in a polarised one.

    Attributes:
        camps: The two camps, the larger first; who is not tied is in neither.
        fit: From 0 to 1: the share of the weight of all ties that fits the split, which is
            agreement within a camp and conflict between them.
        conflict: From 0 to 1: the share of the weight of all ties that is conflict.
    """

    camps: tuple[tuple[str, ...], tuple[str, ...]]
    fit: float
    conflict: float


def polarisation(subtracted: Matrix) -> Polarisation:
    """Split a network of congruence less conflict into the two camps that fit it best.

    The fit is that of structural balance (Doreian and Mrvar 1996, A partitioning approach to
    structural balance, Social Networks 18): the weight of positive ties within and of negative
    ties between camps. The split begins with the signs of the leading eigenvector and moves one
    actor at a time while that improves it; the same network gives the same camps.
    """
    weights = subtracted.weights
    names = np.array(subtracted.rows, object)
    tied = np.flatnonzero(np.asarray(abs(weights).sum(axis=1)) > 0)
    if not len(tied):
        return Polarisation(camps=((), ()), fit=0.0, conflict=0.0)
    among = weights[tied][:, tied].tocsr()
    side = _leading(among)
    pull = among @ side
    while True:
        gain = -2 * side * pull  # what the fit gains if one actor changes sides
        best = int(gain.argmax())
        if gain[best] <= GAIN:
            break
        side[best] = -side[best]
        pull += 2 * side[best] * among[[best]].toarray()[0]
    total = float(np.abs(among.data).sum())
    fit = float((side @ (among @ side) + total) / 2 / total)
    conflict = float(np.abs(among.data[among.data < 0]).sum() / total)
    one, other = (tuple(sorted(names[tied[side == sign]])) for sign in (1, -1))
    camps = (one, other) if (-len(one), one) <= (-len(other), other) else (other, one)
    return Polarisation(camps=camps, fit=round(fit, 12), conflict=round(conflict, 12))


def _leading(weights: Any) -> NDArray[np.float64]:
    """Give the signs of the eigenvector of the largest eigenvalue, its largest entry positive."""
    from scipy.sparse.linalg import eigsh

    size = weights.shape[0]
    if size <= SMALL:
        vector = np.linalg.eigh(weights.toarray())[1][:, -1]
    else:
        # From the same beginning it comes to the same end.
        vector = eigsh(weights, k=1, which="LA", v0=np.ones(size), tol=1e-6)[1][:, 0]
    vector = vector * (1 if vector[np.abs(vector).argmax()] >= 0 else -1)
    return np.where(vector >= 0, 1.0, -1.0)
