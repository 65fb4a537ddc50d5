"""Disputes: how much speaks for a statement's being against another one of its document.

Few of the disagreements that news tell of are a report and its denial: mostly one side demands,
proposes or holds what another refuses, doubts or contradicts, in words of its own. So evidence of
several kinds is added up: words that both share, a side that the other one names, nearness in
the text, acts that fit each other, and opposite stances on one concept.
"""

import math

from dragoman.record import Act
from dragoman.resolve.claim_words import says_no, weight_of
from dragoman.resolve.claims.accounts import Account

ENOUGH = 3.0
"""Points from which on an explicit no is about a statement."""

ENOUGH_DENIED = 1.5
"""The same for a denial, which is always about something that somebody has said."""

ENOUGH_UNSAID = 6.2
"""The same where only a negation, a contrast or a concept says no."""

OPPOSITE = 4.0
"""Points for opposite stances on one concept; half of them where no word tells the same."""

NESTED = 3.0
"""Points for what the answer itself tells of: "rejects the demand that ..."."""

FULL_WEIGHT = 28.0
"""Shared words count no more beyond this weight: four rare ones."""

LEAST_WEIGHT = 4.0
"""Two statements that share less than a fairly common word are not about one thing."""

HELD_SHARE = 0.6
"""Share of an answer that a statement told of inside it must be, if the answer is to be its."""

UNNAMED_SHARE = 0.6
"""Share of the shorter content that two statements have in common if neither names a side."""

UNNAMED_WEIGHT = 20.0
"""Or the weight that they have in common."""

TOLD_OF = 1.5
"""Points less if the other side's words are only told by who answers: he may have put them so."""

AHEAD = 1.0
"""Points less if the answer comes first in the text: only a headline tells it before its cause."""

SHORT = 7.0
"""A content counts as no lighter than a rare word, or any single word would be all of it."""

UNSHARED = 0.2
"""Points of a denial beside what it denies in other words: any target in its own words is surer."""

NEXT = 60
"""Characters between a denial and the sentence before it."""

BESIDE, NEAR = 100, 300
"""Characters between two statements of one sentence, and of neighbouring ones."""

ASKING = frozenset({Act.DEMAND, Act.REQUEST, Act.PROPOSE, Act.AGREE})
"""The acts that put forward what can be rejected."""

PLEDGING = frozenset({Act.PROMISE, Act.WARN})
"""The acts that tell of one's own conduct, which others may refuse to put up with."""

TELLING = frozenset({Act.ASSERT, Act.ACCUSE, Act.PREDICT, Act.WARN, Act.CONFIRM, None})
"""The acts that tell what can be denied."""


def against(answer: Account, target: Account) -> float:
    """Measure how surely an answer is against a statement, in points above what is enough.

    Returns:
        0 or less: it is not, or nothing tells.
    """
    opposite, alike = answer.stances(target)
    if (alike and not opposite) or _is_report(answer, target):
        return 0.0
    names = answer.about | target.about
    shared = weight_of((answer.whole & target.whole) - names)
    own, its = weight_of(answer.whole - names), weight_of(target.whole - names)
    share = shared / max(min(own, its), SHORT)
    named = bool(answer.whole & target.about) + bool(target.whole & answer.about)
    nested = answer.holds(target)
    if nested and not _is_what_is_meant(answer, target, shared / max(own, SHORT)):
        return 0.0
    in_common = share >= UNNAMED_SHARE or shared >= UNNAMED_WEIGHT
    if _unsaid(answer) and not opposite and not (_aimed(answer, target, named) or in_common):
        return 0.0
    if shared < LEAST_WEIGHT and not (nested or opposite):
        return UNSHARED if _beside(answer, target, named) else 0.0
    points = min(shared, FULL_WEIGHT) / 4 * (0.5 + min(share, 1.0)) + named
    if opposite:
        points += OPPOSITE if shared >= LEAST_WEIGHT or nested else OPPOSITE / 2
    points += NESTED if nested else _nearness(answer, target)
    points += _fit(answer, target) - _misplaced(answer, target, nested or bool(opposite))
    return points - _enough(answer)


def _is_report(answer: Account, target: Account) -> bool:
    """Tell whether a rejection meets with a report of fact by no side: that can be denied only."""
    return answer.act is Act.REJECT and target.act in TELLING and not target.party


def _is_what_is_meant(answer: Account, target: Account, share: float) -> bool:
    """Tell whether an answer is against what it tells of itself: not so where that is an aside.

    Who tells in turn of a lie ("he realises that they lied") agrees with who calls it one.
    """
    if answer.belies:
        return not target.tells
    return answer.responds and share >= HELD_SHARE


def _unsaid(answer: Account) -> bool:
    return not (answer.responds or answer.belies)


def _aimed(answer: Account, target: Account, named: int) -> bool:
    """Tell whether either names the other's side; a demand must be aimed at who answers it."""
    return bool(target.whole & answer.about) if target.act in ASKING else named > 0


def _misplaced(answer: Account, target: Account, sure: bool) -> float:
    """Give the points that the order in the text, or a chain through the answer, takes away."""
    ahead = answer.act is Act.DENY and answer.start < target.start and not sure
    told = answer.who in target.via and not answer.holds(target)
    return AHEAD * ahead + TOLD_OF * told


def _beside(answer: Account, target: Account, named: int) -> bool:
    """Tell whether a denial follows so closely that it needs no word in common with its target."""
    gap = distance(answer, target)
    if answer.vague or answer.act is not Act.DENY or target.act not in TELLING or gap > NEAR:
        return False
    if says_no("held").search(answer.text):
        return False  # it names whose claim it denies
    accused = bool(named) and target.act is Act.ACCUSE
    follows = answer.start > target.start
    return accused or (follows and (gap <= NEXT or bool(named) or target.act is Act.ACCUSE))


def _enough(answer: Account) -> float:
    if answer.act is Act.DENY:
        return ENOUGH_DENIED
    return ENOUGH_UNSAID if _unsaid(answer) else ENOUGH


def mutual(one: Account, other: Account) -> bool:
    """Tell whether two sides accuse each other."""
    both = one.act is Act.ACCUSE and other.act is Act.ACCUSE
    return both and bool(one.whole & other.about) and bool(other.whole & one.about)


def _nearness(answer: Account, target: Account) -> float:
    gap = distance(answer, target)
    if gap <= BESIDE:
        return 1.5
    return 1.0 if gap <= NEAR else -0.4 * math.log1p((gap - NEAR) / NEAR)


def distance(one: Account, other: Account) -> int:
    """Count the characters between two statements; 0: they overlap."""
    first, second = sorted((one, other), key=lambda account: account.start)
    return max(0, second.start - max(end for _, end in first.spans))


def _fit(answer: Account, target: Account) -> float:
    """Tell how well two acts go together: facts are denied, and proposals rejected."""
    if answer.act is Act.DENY:
        return 1.5 if target.act is Act.ACCUSE else 0.5 if target.act in TELLING else -2.0
    if answer.act is Act.REJECT:
        return 1.0 if target.act in ASKING else 0.0 if target.act in PLEDGING else -1.5
    asked = target.act in ASKING and bool(target.whole & answer.about)
    return 1.0 if asked or mutual(answer, target) else 0.0
