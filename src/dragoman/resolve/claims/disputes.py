"""Disputes: how much speaks for a statement's being against another one of its document.

Few of the disagreements that news tell of are a report and its denial: mostly one side demands,
proposes or holds what another refuses, doubts or contradicts, in words of its own. So evidence of
several kinds is added up: words that both share, a side that the other one names, nearness in
the text, acts that fit each other, and opposite stances on one concept.
"""

import math
from dataclasses import dataclass

from dragoman.record import Act
from dragoman.resolve.claim_words import opposite_poles, pointing, says_no, stems_of, weight_of
from dragoman.resolve.claims.accounts import Account

ENOUGH = 2.5
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

ALONE_SHARE, ALONE_SHARE_AWAY = 0.15, 0.25
"""Shares of the shorter content that a single word in common must be, to tell of one thing: in
neighbouring sentences, and in one paragraph."""

AHEAD_SHARE = 0.4
"""The same of a denial that stands before what it denies."""

SAME_NO = 0.35
"""Share of the words in which two contents say no that they have in common if it is one no."""

OPPOSITE_WORDS = 2.0
"""Points for words that say the opposite of each other, beside what is shared, or for a negation of
the very word."""

TURNS = 1.0
"""Points for a sentence that begins with "but" or "however"."""

UNSHARED = 0.2
"""Points of a denial beside what it denies in other words: any target in its own words is surer."""

NEXT = 60
"""Characters between a denial and the sentence before it."""

BRIEF = 3
"""Content words that a denial has at most, and the sentence before it at least, if it is one of
that in other words."""

BESIDE, NEAR = 100, 300
"""Characters between two statements of one sentence, and of neighbouring ones."""

PARAGRAPH = 500
"""The same of one paragraph, or of a short one and the next."""

INQUIRY = stems_of("inquiry inquiries investigate investigation probe")
"""What those who are against something ask for, and others may be against."""

ASKING = frozenset({Act.DEMAND, Act.REQUEST, Act.PROPOSE})
"""The acts that put forward what can be rejected."""

PRESSING = ASKING | {Act.ACCUSE, Act.WARN}
"""The acts that press somebody, who may reject it in words of his own."""

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
    nested = answer.holds(target)
    one_stance = alike and not (opposite or nested)  # of what it denies its words say no more
    if one_stance or _is_report(answer, target) or _says_the_same(answer, target):
        return 0.0
    common = _common(answer, target, answer.whole if nested else answer.scope)
    named = bool(answer.whole & target.about) + bool(target.whole & answer.about)
    if nested and not _is_what_is_meant(answer, target, common.of_answer):
        return 0.0
    aimed = _aimed(answer, target, named)
    in_common = common.share >= UNNAMED_SHARE or common.weight >= UNNAMED_WEIGHT
    if answer.act is Act.DENY and target.act in ASKING and not (nested or aimed):
        return 0.0  # nobody can deny what is asked of others
    if _unsaid(answer) and not opposite and not (aimed or in_common):
        return 0.0
    if common.weight < LEAST_WEIGHT and not (nested or opposite):
        return UNSHARED if _beside(answer, target) else 0.0
    far = distance(answer, target) > PARAGRAPH
    if common.weight < LEAST_WEIGHT and not nested and far and target.act not in ASKING:
        return 0.0  # nothing but a concept, and that a long way off
    if not (nested or (opposite and not far)) and not _is_enough(common, answer, target):
        return 0.0
    evidence = _evidence(answer, target, common, opposite=bool(opposite))
    return evidence + named - _enough(answer, target)


def _evidence(answer: Account, target: Account, common: "_Common", *, opposite: bool) -> float:
    """Add up the points of what two statements share, how they stand and what they do."""
    nested = answer.holds(target)
    points = min(common.weight, FULL_WEIGHT) / 4 * (0.5 + min(common.share, 1.0))
    if opposite:
        points += OPPOSITE if common.weight >= LEAST_WEIGHT or nested else OPPOSITE / 2
    points += OPPOSITE_WORDS * _says_the_opposite(answer, target)
    points += TURNS * (answer.turns and answer.start > target.start)
    points += NESTED if nested else _nearness(answer, target)
    return points + _fit(answer, target) - _misplaced(answer, target, nested or opposite)


def _says_the_opposite(answer: Account, target: Account) -> bool:
    """Tell whether an answer has the opposite word, or negates the very one: "not comfortable"."""
    told = (answer.heads & target.core) - target.heads - answer.about - target.about
    negated = weight_of(told) >= SHORT and answer.negates and not target.negated
    return negated or opposite_poles(answer.poles, target.poles)


AWAY = 1_000
"""Characters within which a rare word that is most of a no tells what it is about."""

FAR = 3_000
"""Characters between two statements of which one can be about the other only if they share much."""


@dataclass(frozen=True, slots=True)
class _Common:
    """What an answer and a statement have in common, the names of their speakers left out.

    Attributes:
        stems: The words.
        weight: What they weigh.
        share: Their share of the lighter one of the two.
        of_answer: Their share of the answer.
    """

    stems: frozenset[str]
    weight: float
    share: float
    of_answer: float


def _common(answer: Account, target: Account, scope: frozenset[str]) -> _Common:
    sides = answer.about | target.about
    own_scope = scope - sides - pointing() - answer.owners
    stems = own_scope & target.whole
    shared = weight_of(stems)
    own = weight_of(own_scope)
    its = weight_of(target.whole - sides)
    return _Common(stems, shared, shared / max(min(own, its), SHORT), shared / max(own, SHORT))


def _is_enough(common: _Common, answer: Account, target: Account) -> bool:
    """Tell whether what is shared is more than one word that many statements have by chance.

    A denial comes after what it denies, but for that which is said against who denies it.
    """
    accused = bool(target.whole & answer.about)
    if answer.denies and distance(answer, target) > NEXT and _of_itself(answer, target):
        return False
    if answer.denies and answer.start < target.start and not accused:
        beside = common.stems - answer.names - target.names
        return len(beside) > 1 and common.share >= AHEAD_SHARE
    if distance(answer, target) > PARAGRAPH:
        if answer.act is Act.REJECT and not answer.denies and target.act in ASKING:
            return bool(common.stems & target.core)  # what is asked for, not what for
        if answer.denies and not (common.stems & answer.core and target.act in TELLING):
            return False
    if distance(answer, target) > FAR:
        return len(common.stems - answer.names - target.names) > 1 and common.share >= AHEAD_SHARE
    if len(common.stems) > 1:
        return True
    rejects = answer.act is Act.REJECT and not answer.denies
    met = accused or target.act in ASKING or _says_the_opposite(answer, target)
    if rejects and not met:
        return False
    if distance(answer, target) <= PARAGRAPH:
        near = distance(answer, target) <= NEAR
        return common.share >= (ALONE_SHARE if near else ALONE_SHARE_AWAY)
    away = distance(answer, target) > AWAY
    told_of = accused and (target.act is Act.ACCUSE or not away)
    rare = common.weight >= SHORT and not away
    return (told_of or rare) and common.share >= AHEAD_SHARE


def _of_itself(answer: Account, target: Account) -> bool:
    """Tell whether somebody denies what is said of his own side, and the statement is of others."""
    return bool(answer.core & answer.about) and not target.whole & answer.about


def _says_the_same(answer: Account, target: Account) -> bool:
    """Tell whether both say no to one thing: "threats are unacceptable"."""
    if answer.refuses and answer.heads & target.heads:
        return True  # "will not attend", to who asks others not to attend
    held = weight_of(answer.scope & target.whole) >= HELD_SHARE * weight_of(answer.scope)
    if held and answer.denies and not answer.refuses and answer.negated != target.negated:
        return True  # "denies that mills burn", to who sees no sign that mills burn
    both = (answer.refuses and target.refuses) or (answer.contrasts and target.contrasts)
    if not both or answer.negative != target.negative:
        return False
    shared = weight_of(answer.scope & target.scope)
    return shared >= SAME_NO * min(weight_of(answer.scope), weight_of(target.scope))


def _is_report(answer: Account, target: Account) -> bool:
    """Tell whether a rejection meets with a report of fact by no side: that can be denied only.

    Nor does it meet with who condemns something or asks for an inquiry, but into who rejects: both
    may be against the same.
    """
    if answer.act is not Act.REJECT or answer.denies:
        return False
    aimed = bool(target.whole & answer.about) or bool(answer.cites) or answer.holds(target)
    both = target.condemns and not aimed and not answer.scope & INQUIRY
    return both or (target.act in TELLING and not target.party)


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
    ahead = answer.denies and answer.start < target.start and not sure
    told = answer.who in target.via and not answer.holds(target)
    return AHEAD * ahead + TOLD_OF * told


def _beside(answer: Account, target: Account) -> bool:
    """Tell whether a denial follows so closely that it needs no word in common with its target."""
    gap = distance(answer, target)
    if answer.vague or gap > NEAR:
        return False
    if answer.act is Act.REJECT and not answer.denies:
        pressed = target.act in PRESSING and _names_side(answer, target)
        return answer.refuses and pressed and answer.start > target.start
    if not answer.denies or target.act not in TELLING:
        return False
    untrue = bool(says_no("untrue").search(answer.text))
    if answer.refuses and not (untrue or says_no("pointing").match(answer.text)):
        return False  # it puts into words itself what is not so
    bare = not (answer.scope - answer.cites - pointing())  # "Norland's comments"
    cited = bool(answer.cites) and (untrue or bare)
    held = not cited and says_no("held").search(answer.told)
    if held or says_no("reported").search(answer.told):
        return False  # it names whose claim it denies, or what the claim is
    accused = bool(target.whole & answer.about) and target.act is Act.ACCUSE
    own = bool(says_no("own").match(answer.text))
    sides = bool(answer.party and target.party) and len(target.stems) >= BRIEF
    brief = gap <= NEXT and (untrue or (len(answer.scope) <= BRIEF and (own or sides)))
    return answer.start > target.start and (accused or brief or cited)


def _names_side(one: Account, other: Account) -> bool:
    return bool(one.whole & other.about) or bool(other.whole & one.about)


def _enough(answer: Account, target: Account) -> float:
    if answer.denies:
        return ENOUGH_DENIED
    said = not _unsaid(answer) or opposite_poles(answer.poles, target.poles)
    return ENOUGH if said or _is_refused(answer, target) else ENOUGH_UNSAID


def _is_refused(answer: Account, target: Account) -> bool:
    """Tell whether who is asked to do something says that he will not: "we will sign no treaty"."""
    asked = target.act in ASKING and bool(target.whole & answer.about)
    own = answer.start > target.start and answer.act in PLEDGING | {Act.ASSERT, None}
    not_so = answer.negated != target.negated and bool(says_no("will_not").search(answer.text))
    return asked and own and not_so and bool(answer.heads & target.whole)


def mutual(one: Account, other: Account) -> bool:
    """Tell whether two sides accuse each other, and not both the same third one."""
    if not one.act is other.act is Act.ACCUSE:
        return False
    third = (one.others & other.others) - one.about - other.about
    return bool(one.whole & other.about) and bool(other.whole & one.about) and not third


def _nearness(answer: Account, target: Account) -> float:
    gap = distance(answer, target)
    if gap <= BESIDE:
        return 1.5
    return 1.0 if gap <= PARAGRAPH else -0.4 * math.log1p((gap - PARAGRAPH) / PARAGRAPH)


def distance(one: Account, other: Account) -> int:
    """Count the characters between two statements; 0: they overlap."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    return max(0, second.start - first.end)


def _fit(answer: Account, target: Account) -> float:
    """Tell how well two acts go together: facts are denied, and proposals rejected.

    Best by him who has been asked, accused or warned: who is to stop something may deny that he
    does it. A rejection of a fact may be either.
    """
    aimed = bool(target.whole & answer.about)
    before = target.start < answer.start or answer.act is Act.REJECT
    fits = []
    if answer.act is Act.REJECT:
        fits.append(1.0 if target.act in ASKING else 0.0 if target.act in PLEDGING else -1.5)
    if answer.denies:
        fits.append(1.5 if target.act is Act.ACCUSE else 0.5 if target.act in TELLING else -2.0)
    if fits:
        return max(fits) + (aimed and before and target.act in PRESSING)
    return 1.0 if (aimed and target.act in ASKING) or mutual(answer, target) else 0.0
