"""Answers: what a denial, a rejection or a refusal to comment in a document is about."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Act
from dragoman.resolve.claim_accounts import Account
from dragoman.resolve.claim_matches import Match, opposed, similarity
from dragoman.resolve.claim_words import weight_of
from dragoman.resolve.figures import differ

NEAR = 400
"""Characters within which a content that only points back ("denied the report") has its target:
about two sentences."""

WITHIN = 60
"""Statements on either side in which an answer's target is looked for."""

SHARED = 7.0
"""Weight of the shared words, those that name the speakers left out, from which on an answer is
about a statement of its document: a rare word or two common ones."""

SHARE_OF_SHORTER = 0.3
DENIAL_SHARED = 4.5
DENIAL_SHARE = 0.25
BYSTANDER_SHARED = 12.0
BYSTANDER_SHARE = 0.5
CONTRADICTION_SHARED = 12.0
CONTRADICTION_SHARE = 0.6
HELD_SHARE = 0.6
FIGURES_SHARED = 8.0
FIGURES_SHARE = 0.5

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
    for place, account in enumerate(accounts):
        if not _may_answer(account):
            continue
        around = range(max(0, place - WITHIN), min(len(accounts), place + WITHIN + 1))
        targets = [
            _Target(other, strength)
            for other in around
            if (strength := _aims_at(account, accounts[other])) > 0
        ]
        if targets:
            best = max(targets, key=lambda target: (target.strength, -abs(target.place - place)))
            says_no = account.act is not Act.CONFIRM
            yield Match(first + place, first + best.place, best.strength, says_no)


def _may_answer(account: Account) -> bool:
    plain = account.negated and account.act in CONTRADICTING and not account.vague
    return account.responds or account.declines or account.act is Act.CONFIRM or plain


def _aims_at(answer: Account, target: Account) -> float:
    """Measure how surely an answer is about a statement; 0: it is not."""
    if answer.id == target.id or target.responds or target.declines or answer.same_side(target):
        return 0.0
    if target.who in answer.via or (answer.who in target.via and not answer.holds(target)):
        return 0.0  # one of them is only told of by the other
    if answer.vague:
        return _points_back(answer, target)
    names = answer.about | target.about
    shared = weight_of((answer.whole & target.whole) - names)
    own, its = weight_of(answer.whole - names), weight_of(target.whole - names)
    share = shared / max(min(own, its), SHARED)
    least, least_share = _thresholds(answer, target)
    if shared < least or share < least_share:
        return 0.0
    if answer.holds(target) and shared < HELD_SHARE * own:
        return 0.0
    distance = abs(answer.start - target.start)
    return min(0.99, 0.6 + share * min(shared, 30.0) / 90.0 - 0.03 * math.log1p(distance))


def _thresholds(answer: Account, target: Account) -> tuple[float, float]:
    """Give how much an answer must share with its target: less between parties."""
    if not (answer.responds or answer.declines or answer.act is Act.CONFIRM):
        opposite = answer.negated != target.negated
        return (CONTRADICTION_SHARED, CONTRADICTION_SHARE) if opposite else (math.inf, 1.0)
    if answer.act is Act.DENY:
        return DENIAL_SHARED, DENIAL_SHARE
    if answer.party and target.party:
        return SHARED, SHARE_OF_SHORTER
    return BYSTANDER_SHARED, BYSTANDER_SHARE


def _points_back(answer: Account, target: Account) -> float:
    distance = answer.start - max(end for _, end in target.spans)
    aimed = (
        bool(target.whole & answer.about)
        or target.act is Act.ACCUSE
        or bool(answer.stems & target.about)
    )
    if not -1 <= distance <= NEAR or not aimed:
        return 0.0
    return 0.6 - distance / NEAR / 10


def repeats(accounts: Sequence[Account], first: int = 0) -> Iterator[Match]:
    """Link statements of one document that put the same proposition, or other figures to it."""
    for place, one in enumerate(accounts):
        for further, other in enumerate(accounts[place + 1 : place + 1 + WITHIN], place + 1):
            if one.declines or other.declines or one.vague or other.vague:
                continue
            if one.holds(other) or other.holds(one):
                continue
            strength = similarity(one, other) or _other_figures(one, other)
            if strength:
                yield Match(first + place, first + further, strength, opposed(one, other))


def _other_figures(one: Account, other: Account) -> float:
    """Tell whether two speakers count the same and come to different numbers."""
    if one.same_side(other) or not differ(one.numbers, other.numbers):
        return 0.0
    names = one.about | other.about
    shared = weight_of((one.stems & other.stems) - names)
    less = min(weight_of(one.stems - names), weight_of(other.stems - names))
    return 0.3 if shared >= FIGURES_SHARED and shared / less >= FIGURES_SHARE else 0.0
