"""Networks: who takes the same stance as whom, who takes the other, and on what.

The networks are those of discourse network analysis: Leifeld, "Discourse Network Analysis: Policy
Debates as Dynamic Networks", in Victor, Montgomery and Lubell (eds.), The Oxford Handbook of
Political Networks, 2017; formulas as in Leifeld, Gruber and Bossner, Discourse Network Analyzer
Manual, 2018, chapter 2. A stance counts once for a node and a concept, however often it is taken,
so that who is quoted a hundred times is not a hundred times as near.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

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


class Scale(StrEnum):
    """How weights are normalised.

    ACTIVITY divides a weight by the average number of stances that the two nodes take, so that
    those who speak to everything are not the centre for that alone.
    """

    NONE = "none"
    ACTIVITY = "average activity"


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
        scale: How weights are normalised.
        nodes: Those that have a tie, most codes first; in an affiliation network the concepts
            come behind.
        alone: Nodes that were looked at and have no tie, likewise.
        edges: The heaviest first.
    """

    tie: Tie
    scale: Scale
    nodes: tuple[Node, ...]
    alone: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network_of(
    stands: Iterable[Stand],
    *,
    tie: Tie = Tie.CONGRUENCE,
    scale: Scale = Scale.NONE,
) -> Network:
    """Make a network out of the stances that nodes take.

    Pairs are compared over their concepts: with n nodes and c concepts it takes n² x c steps.

    Args:
        stands: Who takes which stance on which concept, in how many statements.
        tie: What joins two nodes.
        scale: How weights are normalised; an affiliation is a number of statements, as it is.
    """
    grouped: defaultdict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        grouped[stand.node].append(stand)
    nodes = sorted((_node(id_, own) for id_, own in grouped.items()), key=_order)
    if tie is Tie.AFFILIATION:
        edges = [edge for id_, own in grouped.items() for edge in _affiliations(id_, own)]
        nodes += sorted(_concepts(grouped.values()), key=_order)
    else:
        edges = _ties(nodes, {id_: _profile(own) for id_, own in grouped.items()}, tie, scale)
    edges.sort(key=lambda edge: (-edge.weight, -edge.count, edge.source, edge.target))
    tied = {end for edge in edges for end in (edge.source, edge.target)}
    return Network(
        tie=tie,
        scale=Scale.NONE if tie is Tie.AFFILIATION else scale,
        nodes=tuple(node for node in nodes if node.id in tied),
        alone=tuple(node for node in nodes if node.id not in tied),
        edges=tuple(edges),
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
    nodes: Sequence[Node], profiles: Mapping[str, Profile], tie: Tie, scale: Scale
) -> list[Edge]:
    """Compare every two nodes."""
    edges = []
    for one, other in combinations(nodes, 2):
        shared, agreed, opposed = _compare(profiles[one.id], profiles[other.id], tie)
        if not shared:
            continue
        number, against = (opposed, agreed) if tie is Tie.CONFLICT else (agreed, opposed)
        activity = (one.stances + other.stances) / 2 if scale is Scale.ACTIVITY else 1.0
        edges.append(
            Edge(
                source=one.id,
                target=other.id,
                count=number,
                against=against,
                weight=number / activity,
                shared=tuple(shared),
            )
        )
    return edges


def _compare(one: Profile, other: Profile, tie: Tie) -> tuple[list[Shared], int, int]:
    """Give the concepts behind a tie, and count the stances that two nodes share and do not.

    The sum over concepts j and stances k of x_ijk x_i'jk for congruence, of x_ijk x_i'jk' with k
    not k' for conflict (manual, equations 2 and 4). Who takes both stances is in both at once.
    """
    agreed = opposed = 0
    shared = []
    for concept in sorted(one.keys() & other.keys()):
        left, right = one[concept], other[concept]
        same = len(left & right)
        unlike = len(left) * len(right) - same
        agreed += same
        opposed += unlike
        if unlike if tie is Tie.CONFLICT else same:
            shared.append(Shared(concept=concept, source=left, target=right))
    return shared, agreed, opposed


def _affiliations(id_: str, own: Iterable[Stand]) -> Iterable[Edge]:
    """Join a node with the concepts that it speaks to."""
    said: Counter[str] = Counter()
    own = list(own)
    for stand in own:
        said[stand.concept] += stand.statements
    for concept, stances in _profile(own).items():
        shared = Shared(concept=concept, source=stances, target=frozenset())
        number = said[concept]
        yield Edge(
            source=id_, target=CONCEPT + concept, count=number, weight=number, shared=(shared,)
        )
