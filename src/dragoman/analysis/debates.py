"""Debates: discourse networks over time, as Discourse Network Analyzer defines them.

Leifeld (2017), Discourse Network Analysis: Policy Debates as Dynamic Networks, in The Oxford
Handbook of Political Networks; formulas as in Leifeld, Gruber and Bossner (2018), Discourse Network
Analyzer Manual, chapter 2. A debate is columns of numbers, so that a million stances take seconds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import QueryError
from dragoman.record import Stance
from dragoman.store.queries.network import Taking

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Numbers = NDArray[np.int64]

SMALL = 200
"""Actors up to which all eigenvectors are worked out, which for so few is quicker and exact."""

GAIN = 1e-9
"""A change that improves less is rounding."""

UNDATED = -1
"""Stands for the day of what has none; it is before every day, and in no window."""


class Duplicates(StrEnum):
    """How often one stance of one actor on one concept counts.

    Manual, section 2.2: every time, or once within a document, a day, week, month or year, or once
    in all of the time that is looked at.
    """

    INCLUDE = "include"
    DOCUMENT = "document"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


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

    One mode: the AVERAGE of both actors' numbers of stances, JACCARD, COSINE. Two modes: the
    actor's number (ACTIVITY) or the concept's (PROMINENCE).
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
class Debate:
    """Who takes which stance on what, when and where: one row for each, in columns.

    Attributes:
        actors: Names by number.
        concepts: Ids by number.
        actor: Numbers of actors.
        concept: Numbers of concepts.
        supports: 1 for support, 0 for opposition.
        day: Proleptic ordinals of days, or UNDATED.
        document: Numbers that tell documents apart.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    actor: Numbers
    concept: Numbers
    supports: Numbers
    day: Numbers
    document: Numbers

    def __len__(self) -> int:
        return len(self.actor)

    def rows(self, chosen: Any) -> "Debate":
        """Give the debate of some rows, with all actors and concepts."""
        return replace(
            self,
            actor=self.actor[chosen],
            concept=self.concept[chosen],
            supports=self.supports[chosen],
            day=self.day[chosen],
            document=self.document[chosen],
        )


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


def debate_of(takings: Iterable[Taking]) -> Debate:
    """Make a debate of stances that were taken, one by one."""
    actors, concepts, documents = _Names(), _Names(), _Names()
    rows = [
        (
            actors.number(taking.actor),
            concepts.number(taking.concept),
            int(taking.stance is Stance.SUPPORT),
            date.fromisoformat(taking.on).toordinal() if taking.on else UNDATED,
            documents.number(taking.document),
        )
        for taking in takings
    ]
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    return Debate(
        actors=actors.names,
        concepts=concepts.names,
        actor=columns[0],
        concept=columns[1],
        supports=columns[2],
        day=columns[3],
        document=columns[4],
    )


class _Names:
    """Numbers names in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def within(debate: Debate, since: date | None, until: date | None) -> Debate:
    """Give the part of a debate from one day to another, both included."""
    chosen = np.ones(len(debate), bool)
    if since is not None:
        chosen &= debate.day >= since.toordinal()
    if until is not None:
        chosen &= (debate.day <= until.toordinal()) & (debate.day != UNDATED)
    return debate.rows(chosen)


def windows(debate: Debate, days: int, step: int = 1) -> Iterator[tuple[date, Debate]]:
    """Slide a window over a debate (manual, section 2.4).

    Args:
        debate: The debate; what is undated is in no window.
        days: How many days a window has.
        step: How many days the next one is later.

    Yields:
        The last day of each window that lies within the debate, and its part.

    Raises:
        QueryError: A window or a step is shorter than a day.
    """
    if days < 1 or step < 1:
        raise QueryError("a window and its step are one day or more")
    dated = debate.rows(debate.day != UNDATED)
    if not len(dated):
        return
    order = np.argsort(dated.day, kind="stable")
    dated = dated.rows(order)
    first, last = date.fromordinal(int(dated.day[0])), date.fromordinal(int(dated.day[-1]))
    end = first + timedelta(days=days - 1)
    while end <= last or end - timedelta(days=step) < first:
        low = np.searchsorted(dated.day, end.toordinal() - days + 1)
        high = np.searchsorted(dated.day, end.toordinal(), side="right")
        yield end, dated.rows(slice(low, high))
        end += timedelta(days=step)


def without_duplicates(debate: Debate, duplicates: Duplicates) -> Debate:
    """Leave of equal stances within a document or a time only the first."""
    if duplicates is Duplicates.INCLUDE or not len(debate):
        return debate
    if duplicates is Duplicates.DOCUMENT:
        place = debate.document
    elif duplicates is Duplicates.ONCE:
        place = np.zeros(len(debate), np.int64)
    else:
        place = _periods(debate.day, duplicates)
    _, place = np.unique(place, return_inverse=True)
    stance = (debate.actor * len(debate.concepts) + debate.concept) * 2 + debate.supports
    _, first = np.unique(stance * (place.max() + 1) + place, return_index=True)
    return debate.rows(np.sort(first))


def _periods(day: Numbers, duplicates: Duplicates) -> Numbers:
    """Number the days, ISO weeks, months or years that days are in."""
    if duplicates is Duplicates.DAY:
        return day
    if duplicates is Duplicates.WEEK:
        return (day - 1) // 7  # the first of January of the year 1 was a Monday
    known, inverse = np.unique(day, return_inverse=True)
    months = np.array([_month(int(number)) for number in known], np.int64)[inverse]
    return months // 12 if duplicates is Duplicates.YEAR else months


def _month(ordinal: int) -> int:
    if ordinal == UNDATED:
        return UNDATED
    on = date.fromordinal(ordinal)
    return on.year * 12 + on.month - 1


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
    if normalisation is Normalisation.AVERAGE:
        data = data / ((total[row] + total[col]) / 2)
    elif normalisation is Normalisation.JACCARD:
        data = data / np.maximum(total[row] + total[col] - np.abs(data), 1e-12)
    elif normalisation is Normalisation.COSINE:
        squares = np.asarray((support**2).sum(axis=1) + (oppose**2).sum(axis=1), float)
        data = data / np.sqrt(squares[row] * squares[col])
    return coo_array((data, (row, col)), weights.shape).tocsr()


def backbone(matrix: Matrix, level: float = 0.05) -> Matrix:
    """Keep the ties that are heavier than chance would have them at either of their ends.

    The disparity filter (Serrano, Boguñá and Vespignani 2009, Extracting the multiscale backbone of
    complex weighted networks, PNAS 106:6483): a tie of weight w at a node with k ties of sum s
    stays if (1 - w/s)^(k-1) is below the level. A node's only tie stays if its other end keeps it.
    """
    from scipy.sparse import coo_array

    ties = abs(matrix.weights).tocoo()
    size = matrix.weights.shape[0]
    degree = np.bincount(ties.row, minlength=size)
    strength = np.bincount(ties.row, weights=ties.data, minlength=size)
    share = ties.data / strength[ties.row]
    chance = np.where(degree[ties.row] > 1, (1 - share) ** np.maximum(degree[ties.row] - 1, 0), 1.0)
    kept = coo_array(((chance < level).astype(float), (ties.row, ties.col)), ties.shape).tocsr()
    return replace(matrix, weights=matrix.weights.multiply((kept + kept.T) > 0).tocsr())


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
