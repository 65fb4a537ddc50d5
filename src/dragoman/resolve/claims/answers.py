"""Answers: what a denial, a rejection or a refusal to comment in a document is about."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Act
from dragoman.resolve.claim_words import stems_of, weight_of
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.claims.disputes import (
    ASKING,
    PLEDGING,
    TELLING,
    against,
    distance,
    mutual,
)
from dragoman.resolve.claims.matches import Match, opposed, similarity
from dragoman.resolve.figures import FATES, differ, same_unit

NEAR = 400
"""Characters within which a content that only points back ("denied the report") has its target:
about two sentences."""

WITHIN = 60
"""Statements on either side in which an answer's target is looked for."""

SHARED = 7.0
"""Weight of the shared words, those that name the speakers left out, from which on a confirmation
or a refusal to comment is about a statement of its document: a rare word or two common ones."""

SHARE_OF_SHORTER = 0.3
FIGURES_SHARED = 8.0
FIGURES_SHARE = 0.5

SAME_DISPUTE = 0.62
"""Strength that joins two answers of one dispute, after the surer answers have been linked."""

ALSO = 0.1
"""How much less sure further targets of an answer may be than its best one."""

ONE_THING = 7.0
"""Weight of the words that two targets of one answer share, if both are what it is about."""

ONE_DISPUTE = 10.0
"""Weight of the words that two answers and their targets share from which on they are one
dispute of the same two sides: two fairly rare words."""

ONE_EVENT = 3
"""How many times as many dead one source may count as another, if they count those of one event."""

OF_ONE_EVENT = 3.0
"""Weight of what two neighbouring counts share beside what they count: a verb."""

FEWEST = 10
"""Fewer dead than this are told of place by place, one sentence after the other."""

CONTRADICTING = frozenset({Act.ASSERT, Act.ACCUSE, None})
"""The acts that say no by a negation alone: "there were no talks"."""


@dataclass(frozen=True, slots=True)
class _Target:
    place: int
    strength: float


def answers(accounts: Sequence[Account], first: int = 0) -> Iterator[Match]:
    """Link the answers of one document to what they answer.

    Args:
        accounts: Of one document, in the order of the text.
        first: Index of the first of them among all accounts.
    """
    found = list(_best(accounts))
    yield from (Match(first + m.one, first + m.other, m.strength, m.answers) for m in found)
    disputes = [m for m in found if m.answers and not accounts[m.one].declines]
    for place, one in enumerate(disputes):
        for other in disputes[place + 1 : place + 1 + WITHIN]:
            if _one_dispute(accounts, one, other):
                yield Match(first + one.one, first + other.one, SAME_DISPUTE, False, binds=True)


def _best(accounts: Sequence[Account]) -> Iterator[Match]:
    """Link each answer to the surest target, and to further ones that put the same thing."""
    for place, account in enumerate(accounts):
        around = range(max(0, place - WITHIN), min(len(accounts), place + WITHIN + 1))
        targets = [
            _Target(other, strength)
            for other in around
            if (strength := _aims_at(account, accounts[other])) > 0
        ]
        if not targets:
            continue
        best = max(targets, key=lambda target: (target.strength, -abs(target.place - place)))
        says_no = account.act is not Act.CONFIRM
        yield Match(place, best.place, best.strength, says_no)
        for target in targets if account.responds else ():
            also = target is not best and target.strength > best.strength - ALSO
            if also and _one_thing(accounts[best.place], accounts[target.place]):
                yield Match(place, target.place, target.strength, says_no, binds=True)


def _one_thing(one: Account, other: Account) -> bool:
    """Tell whether two targets of an answer put one thing."""
    shared = (one.whole & other.whole) - one.about - other.about
    return weight_of(shared) >= ONE_THING or bool(set(one.codes) & set(other.codes))


def _one_dispute(accounts: Sequence[Account], one: Match, other: Match) -> bool:
    """Tell whether two answers are of one side to one other side about one thing."""
    answer, target = accounts[one.one], accounts[one.other]
    further, its = accounts[other.one], accounts[other.other]
    if not answer.same_side(further) or not target.same_side(its):
        return False
    if target.id == its.id:
        return True
    if {c for c, _ in answer.codes} & {c for c, _ in further.codes}:
        return True
    names = answer.about | target.about
    mine, others = answer.whole | target.whole, further.whole | its.whole
    return weight_of((mine & others) - names) >= ONE_DISPUTE


def _aims_at(answer: Account, target: Account) -> float:
    """Measure how surely an answer is about a statement; 0: it is not."""
    if answer.id == target.id or target.responds or target.declines or answer.same_side(target):
        return 0.0
    told = answer.who in target.via and not answer.holds(target)
    if target.who in answer.via or (told and not (answer.responds or answer.contrasts)):
        return 0.0  # one of them is only told of by the other
    if answer.declines or answer.act is Act.CONFIRM:
        return _responds_to(answer, target)
    if answer.vague and answer.responds and (strength := _points_back(answer, target)):
        return strength
    if not (answer.responds or _contradicts(answer, target)):
        return 0.0
    points = against(answer, target)
    return min(0.99, 0.6 + points / 30) if points > 0 else 0.0


def _contradicts(answer: Account, target: Account) -> bool:
    """Tell whether an answer says no in other words than those of a no."""
    if answer.vague or (target.vague and not (answer.belies or answer.holds(target))):
        return False
    opposite, _ = answer.stances(target)
    if opposite:
        return not dict(answer.codes)[min(opposite)]
    if mutual(answer, target):
        return answer.start > target.start
    asked = target.act in ASKING and bool(target.whole & answer.about)
    if answer.act not in CONTRADICTING and not (asked and answer.act in PLEDGING):
        return False
    negated = answer.negated != target.negated and (asked or answer.negated)
    return negated or answer.contrasts or answer.belies


def _responds_to(answer: Account, target: Account) -> float:
    """Measure how surely who confirms, or declines to comment, does so on a statement."""
    if answer.vague:
        return _points_back(answer, target)
    names = answer.about | target.about
    shared = weight_of((answer.whole & target.whole) - names)
    own, its = weight_of(answer.whole - names), weight_of(target.whole - names)
    share = shared / max(min(own, its), SHARED)
    if shared < SHARED or share < SHARE_OF_SHORTER:
        return 0.0
    gap = abs(answer.start - target.start)
    return min(0.99, 0.6 + share * min(shared, 30.0) / 90.0 - 0.03 * math.log1p(gap))


def _points_back(answer: Account, target: Account) -> float:
    gap = answer.start - max(end for _, end in target.spans)
    aimed = (
        bool(target.whole & answer.about)
        or target.act is Act.ACCUSE
        or bool(answer.stems & target.about)
        or (answer.responds and answer.act is not Act.DENY and target.act in ASKING)
        or (not target.named and target.act in TELLING)
    )
    if not -1 <= gap <= NEAR or not aimed:
        return 0.0
    return 0.6 - gap / NEAR / 10


def repeats(
    accounts: Sequence[Account], first: int = 0, among: Collection[str] | None = None
) -> Iterator[Match]:
    """Link statements of one document that put the same proposition, or other figures to it.

    Args:
        accounts: Of one document, in the order of the text.
        first: Index of the first of them among all accounts.
        among: Only links that lead to one of these. None: all.
    """
    for place, one in enumerate(accounts):
        for further, other in enumerate(accounts[place + 1 : place + 1 + WITHIN], place + 1):
            if among is not None and one.id not in among and other.id not in among:
                continue
            if one.declines or other.declines or one.vague or other.vague:
                continue
            if one.holds(other) or other.holds(one):
                continue
            strength = similarity(one, other) or _other_figures(one, other)
            if strength:
                yield Match(first + place, first + further, strength, opposed(one, other))


def _other_figures(one: Account, other: Account) -> float:
    """Tell whether two speakers count the same and come to different numbers.

    The dead of one event are counted in neighbouring sentences, with few words in common.
    """
    if one.same_side(other) or not differ(one.numbers, other.numbers):
        return 0.0
    units = {a.unit for a in one.numbers for b in other.numbers if same_unit(a, b)}
    units |= {b.unit for a in one.numbers for b in other.numbers if same_unit(a, b)}
    if units & FATES and not _comparable(one, other, units):
        return 0.0
    names = one.about | other.about | stems_of(" ".join(units - FATES))
    shared = weight_of((one.stems & other.stems) - names)
    said = bool(units & FATES) or shared >= OF_ONE_EVENT
    if said and distance(one, other) <= NEAR and _comparable(one, other, units):
        return 0.3
    less = min(weight_of(one.stems - names), weight_of(other.stems - names))
    return 0.3 if shared >= FIGURES_SHARED and shared / less >= FIGURES_SHARE else 0.0


def _comparable(one: Account, other: Account, units: Collection[str]) -> bool:
    """Tell whether two counts may be of one event: neither is small or many times the other."""
    low = [number.low for number in (*one.numbers, *other.numbers) if number.unit in units]
    return min(low) >= FEWEST and max(low) <= ONE_EVENT * min(low)
