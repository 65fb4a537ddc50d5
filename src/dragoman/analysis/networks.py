"""Networks: who takes the same stance as whom, who takes the other, and on what.

The weights are those of `matrices`, with each stance of a node on a concept counted once, however
often it is taken, so that who is quoted a hundred times is not a hundred times as near; here they
have the nodes and the concepts behind them, so that they can be shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from dragoman.analysis.debates import UNDATED, Debate, Duplicates, without_duplicates
from dragoman.analysis.matrices import Normalisation, Qualifier, affiliation, one_mode
from dragoman.record import Stance
from dragoman.store.queries.network import Stand

Stances = frozenset[Stance]
Profile = Mapping[str, Stances]
"""The stances that a node takes, by concept."""


CONCEPT = "concept:"
"""What the ids of concepts begin with where they are nodes, so that no party has the same."""


class Tie(StrEnum):
    """What joins two nodes.

    CONGRUENCE counts the stances on concepts that both take, CONFLICT those of one to which the
    other takes the opposite one. AFFILIATION joins a node with the concepts that
    it speaks to, and counts its statements.
    """

    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    AFFILIATION = "affiliation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Who, or in an affiliation network also what, the network joins.

    Attributes:
        id: A party's name, a speaker's id, or CONCEPT and a concept's id.
        name: What it is called; for a concept its id.
        party: The side it speaks for most. None: it is a concept.
        codes: How many codes the statements have that it is known by; for a concept, of it.
        stances: How many stances on concepts it takes; for a concept, that are taken on it.
    """

    id: str
    name: str
    party: str | None
    codes: int
    stances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A concept behind an edge, with the stances that either end takes on it."""

    concept: str
    source: Stances
    target: Stances


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie between two nodes.

    Attributes:
        source: Id of one.
        target: Id of the other; in an affiliation network that of the concept's node.
        count: How many stances, concepts or statements join them.
        against: How many stances join them in the other of congruence and conflict.
        weight: The count, normalised.
        shared: The concepts behind it, by id.
    """

    source: str
    target: str
    count: int
    against: int = 0
    weight: float
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and the ties between them.

    Attributes:
        tie: What joins them.
        scale: How weights are normalised; those of an affiliation are as counted.
        nodes: Those that have a tie, most codes first; in an affiliation network the concepts
            come behind.
        alone: Nodes that were looked at and have no tie, likewise.
        edges: The heaviest first.
    """

    tie: Tie
    scale: Normalisation
    nodes: tuple[Node, ...]
    alone: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network_of(
    stands: Iterable[Stand],
    *,
    tie: Tie = Tie.CONGRUENCE,
    scale: Normalisation = Normalisation.NONE,
) -> Network:
    """Make a network out of the stances that nodes take.

    Args:
        stands: Who takes which stance on which concept, in how many statements.
        tie: What joins two nodes.
        scale: How weights are normalised; an affiliation is a number of statements, as it is.

    Raises:
        QueryError: The normalisation is one for networks of two modes.
    """
    grouped: defaultdict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        grouped[stand.node].append(stand)
    nodes = sorted((_node(id_, own) for id_, own in grouped.items()), key=_order)
    debate = _debate(nodes, grouped)
    profiles = {id_: _profile(own) for id_, own in grouped.items()}
    if tie is Tie.AFFILIATION:
        edges = _affiliations(debate, profiles)
        nodes += sorted(_concepts(grouped.values()), key=_order)
    else:
        edges = _ties(without_duplicates(debate, Duplicates.ONCE), profiles, tie, scale)
    edges.sort(key=lambda edge: (-edge.weight, -edge.count, edge.source, edge.target))
    tied = {end for edge in edges for end in (edge.source, edge.target)}
    return Network(
        tie=tie,
        scale=Normalisation.NONE if tie is Tie.AFFILIATION else scale,
        nodes=tuple(node for node in nodes if node.id in tied),
        alone=tuple(node for node in nodes if node.id not in tied),
        edges=tuple(edges),
    )


def _debate(nodes: Sequence[Node], grouped: Mapping[str, Sequence[Stand]]) -> Debate:
    """Make a debate of nodes in their order: a row for each statement and stance."""
    stands = [(number, stand) for number, node in enumerate(nodes) for stand in grouped[node.id]]
    concepts = sorted({stand.concept for _, stand in stands})
    numbers = {concept: number for number, concept in enumerate(concepts)}
    rows = [
        (number, numbers[stand.concept], stand.stance is Stance.SUPPORT) for number, stand in stands
    ]
    columns = np.array(rows, np.int64).reshape(-1, 3)
    columns = columns.repeat([stand.statements for _, stand in stands], axis=0)
    nowhere = np.full(len(columns), UNDATED, np.int64)
    return Debate(
        actors=tuple(node.id for node in nodes),
        concepts=tuple(concepts),
        actor=columns[:, 0],
        concept=columns[:, 1],
        supports=columns[:, 2],
        day=nowhere,
        document=nowhere,
    )


def readable_least(network: Network, ties: int) -> float:
    """Find the smallest weight from which at most so many ties are left, so that they can be read.

    Ties of one weight stay together. If even those of the largest weight are more, it is that.
    """
    weights = sorted((edge.weight for edge in network.edges), reverse=True)
    if len(weights) <= ties:
        return weights[-1] if weights else 0.0
    above = [weight for weight in weights[:ties] if weight > weights[ties]]
    return above[-1] if above else weights[0]


def heavier(network: Network, least: float) -> Network:
    """Give the network without the ties that weigh less, and with the nodes that lose all alone."""
    kept = tuple(edge for edge in network.edges if edge.weight >= least)
    tied = {end for edge in kept for end in (edge.source, edge.target)}
    return replace(
        network,
        nodes=tuple(node for node in network.nodes if node.id in tied),
        alone=(*(node for node in network.nodes if node.id not in tied), *network.alone),
        edges=kept,
    )


def _order(node: Node) -> tuple[int, str]:
    return -node.codes, node.id


def _node(id_: str, own: Sequence[Stand]) -> Node:
    parties: Counter[str] = Counter()
    for stand in own:
        parties[stand.party] += stand.statements
    return Node(
        id=id_,
        name=own[0].name,
        party=min(parties, key=lambda party: (-parties[party], party)),
        codes=sum(stand.statements for stand in own),
        stances=len({(stand.concept, stand.stance) for stand in own}),
    )


def _concepts(taken: Iterable[Sequence[Stand]]) -> Iterable[Node]:
    """Make the nodes of the concepts that are spoken to."""
    spoken: defaultdict[str, list[Stand]] = defaultdict(list)
    for own in taken:
        for stand in own:
            spoken[stand.concept].append(stand)
    for concept, stands in spoken.items():
        yield Node(
            id=CONCEPT + concept,
            name=concept,
            party=None,
            codes=sum(stand.statements for stand in stands),
            stances=len({(stand.node, stand.stance) for stand in stands}),
        )


def _profile(own: Iterable[Stand]) -> Profile:
    stances: defaultdict[str, set[Stance]] = defaultdict(set)
    for stand in own:
        stances[stand.concept].add(stand.stance)
    return {concept: frozenset(found) for concept, found in stances.items()}


def _ties(
    debate: Debate, profiles: Mapping[str, Profile], tie: Tie, scale: Normalisation
) -> list[Edge]:
    """Join nodes as the matrices of congruence and conflict do."""
    found = one_mode(debate, Qualifier(tie.value), scale)
    other = Qualifier.CONGRUENCE if tie is Tie.CONFLICT else Qualifier.CONFLICT
    counts, against = (
        {(a, b): round(weight) for a, b, weight in one_mode(debate, qualifier).ties}
        for qualifier in (Qualifier(tie.value), other)
    )
    return [
        Edge(
            source=source,
            target=target,
            count=counts[source, target],
            against=against.get((source, target), 0),
            weight=weight,
            shared=tuple(_shared(profiles[source], profiles[target], tie)),
        )
        for source, target, weight in found.ties
    ]


def _shared(one: Profile, other: Profile, tie: Tie) -> Iterable[Shared]:
    """Give the concepts behind a tie: those on which both take a stance, or opposite ones."""
    for concept in sorted(one.keys() & other.keys()):
        left, right = one[concept], other[concept]
        same, unlike = left & right, len(left | right) > 1
        if unlike if tie is Tie.CONFLICT else same:
            yield Shared(concept=concept, source=left, target=right)


def _affiliations(debate: Debate, profiles: Mapping[str, Profile]) -> list[Edge]:
    """Join nodes with the concepts that they speak to."""
    return [
        Edge(
            source=source,
            target=CONCEPT + concept,
            count=round(weight),
            weight=weight,
            shared=(Shared(concept=concept, source=profiles[source][concept], target=frozenset()),),
        )
        for source, concept, weight in affiliation(debate).ties
    ]
