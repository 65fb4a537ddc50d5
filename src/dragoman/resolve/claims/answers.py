"""Answers: what a denial, a rejection or a refusal to comment in a document is about."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Act
from dragoman.resolve.claim_words import (
    opposite_poles,
    says_no,
    stems_of,
    weight_of,
)
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.claims.contents import text_has
from dragoman.resolve.claims.counters import tells_otherwise
from dragoman.resolve.claims.counts import disagree, units_in_common
from dragoman.resolve.claims.disputes import (
    ASKING,
    LEAST_WEIGHT,
    PLEDGING,
    TELLING,
    against,
    distance,
    mutual,
)
from dragoman.resolve.claims.matches import Match, opposed, similarity
from dragoman.resolve.figures import FATES

NEAR = 400
"""Characters within which a content that only points back ("denied the report") has its target:
about two sentences."""

NEXT = 150
"""The same where the target accuses nobody: about a sentence."""

LEAST_SURE = 0.6
"""Strength of a link that nothing but nearness speaks for, at its nearest."""

NEGATED = 0.5
"""Points, among targets, for one with a word that the answer negates: "not aware of any siege"."""

RETORTED = 0.8
"""Strength of a retort to what stands right before it: its words say what it answers. The same of
denials that are told of in what they deny."""

NAMED = 0.95
"""The same where it names the outlet whose report it calls untrue."""

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

AFTER_BEST = 0.001
"""How much less sure they are at least, so that an answer is joined to its best target first."""

ONE_THING = 7.0
"""Weight of the words that two targets of one answer share, if both are what it is about."""

ONE_THING_SHARE = 0.3
"""And their share of the shorter one's."""

ONE_DISPUTE = 10.0
"""Weight of the words that two answers and their targets share from which on they are one
dispute of the same two sides: two fairly rare words."""

OF_ONE_EVENT = 3.0
"""Weight of what two neighbouring counts share beside what they count: a verb."""

PASSING = stems_of("overnight morning night evening hours total dozens hundreds thousands")
"""Words beside numbers that tell nothing of what is counted."""

CONTRADICTING = frozenset({Act.ASSERT, Act.ACCUSE, Act.WARN, None})
"""The acts that say no by a negation alone: "there were no talks"."""


@dataclass(frozen=True, slots=True)
class _Target:
    place: int
    strength: float


def answers(accounts: Sequence[Account]) -> Iterator[Match]:
    """Link the answers of one document to what they answer.

    Args:
        accounts: Of one document, in the order of the text.
    """
    found = list(_best(accounts))
    yield from found
    disputes = [m for m in found if m.answers and not accounts[m.one].declines]
    for place, one in enumerate(disputes):
        for other in disputes[place + 1 : place + 1 + WITHIN]:
            if _one_dispute(accounts, one, other):
                yield Match(one.one, other.one, SAME_DISPUTE, False, binds=True)


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
        confirms = account.act is Act.CONFIRM and not account.responds
        says_no = not confirms or accounts[best.place].responds  # it confirms what is denied
        yield Match(place, best.place, best.strength, says_no)
        for target in targets if account.responds else ():
            also = target is not best and target.strength > best.strength - ALSO
            if also and _one_thing(accounts[best.place], accounts[target.place]):
                strength = min(target.strength, best.strength - AFTER_BEST)
                yield Match(place, target.place, strength, says_no, binds=True)


def _one_thing(one: Account, other: Account) -> bool:
    """Tell whether two targets of an answer put one thing."""
    names = one.about | other.about
    shared = weight_of((one.whole & other.whole) - names)
    less = min(weight_of(one.whole - names), weight_of(other.whole - names))
    alike = shared >= max(ONE_THING, ONE_THING_SHARE * less)
    return alike or (shared >= LEAST_WEIGHT and bool(set(one.codes) & set(other.codes)))


def _one_dispute(accounts: Sequence[Account], one: Match, other: Match) -> bool:
    """Tell whether two answers are of one side to one other side about one thing."""
    answer, target = accounts[one.one], accounts[one.other]
    further, its = accounts[other.one], accounts[other.other]
    if not answer.same_side(further) or not target.same_side(its):
        return False
    if target.id == its.id:
        return True
    names = answer.about | target.about
    mine, others = answer.whole | target.whole, further.whole | its.whole
    shared = weight_of((mine & others) - names)
    on_one = {c for c, _ in answer.codes} & {c for c, _ in further.codes}
    return shared >= (LEAST_WEIGHT if on_one else ONE_DISPUTE)


def _aims_at(answer: Account, target: Account) -> float:
    """Measure how surely an answer is about a statement; 0: it is not."""
    if answer.id == target.id or target.declines or answer.same_side(target):
        return 0.0
    if target.responds:
        return max(_retorts_to(answer, target), tells_otherwise(answer, target))
    if answer.overlaps(target) and not (answer.holds(target) or target.holds(answer)):
        return 0.0  # the reader cut one of them wrongly
    if target.asks or target.speech or (target.belies and answer.belies):
        return 0.0
    if answer.cites and not answer.cites & (target.about | stems_of(" ".join(target.via))):
        return 0.0  # it tells itself whose words it is against
    if answer.denies and target.holds(answer) and says_no("despite").search(target.text):
        return RETORTED  # "the king, despite his denials, has sold the bridge"
    told = answer.who in target.via and not answer.holds(target)
    if target.who in answer.via or (told and not (answer.responds or answer.contrasts)):
        return 0.0  # one of them is only told of by the other
    if answer.declines or (answer.act is Act.CONFIRM and not answer.responds):
        return _responds_to(answer, target)
    back = answer.vague and answer.responds  # whose words tell nothing of what it is about
    told_by = _points_back(answer, target) if back else _by_words(answer, target)
    otherwise = _retorts_to(answer, target), tells_otherwise(answer, target)
    return max(_calls_untrue(answer, target), told_by, *otherwise)


def _calls_untrue(answer: Account, target: Account) -> float:
    """Measure how surely somebody calls an outlet's report untrue: "the story is an invention".

    The report stands right before it, or its outlet is named with it: "asked about the Post's".
    """
    if target.party or target.act not in TELLING or not text_has(answer.text, "story_untrue"):
        return 0.0
    gap = distance(answer, target) / NEAR / 10
    if stems_of(" ".join(target.via)) & stems_of(answer.told):
        return max(NAMED - gap, LEAST_SURE)
    return RETORTED - gap if answer.start > target.start and gap <= 0.1 else 0.0


def _by_words(answer: Account, target: Account) -> float:
    """Measure how surely an answer is about a statement by what the two say."""
    points = 0.0
    if (answer.responds and not answer.speech) or _contradicts(answer, target):
        points = against(answer, target)
    if points <= 0:
        return 0.0
    points += NEGATED * bool(answer.heads & target.whole)
    least = RETORTED if answer.retorts and _says_it_was_not(answer, target) else LEAST_SURE
    return min(0.99, least + points / 30)


def _says_it_was_not(answer: Account, target: Account) -> bool:
    """Tell whether an answer negates the very verb that is told: "not one was kidnapped"."""
    tells = target.act in TELLING and not target.negated
    return tells and answer.negates and bool(answer.heads) and answer.heads <= target.whole


def _retorts_to(answer: Account, target: Account) -> float:
    """Measure how surely a retort is one to a statement: to the nearest before it, in few words."""
    if not answer.retorts or (target.who is None and target.party is None):
        return 0.0
    gap = answer.start - target.end
    if not -1 <= gap <= NEAR:
        return 0.0
    return RETORTED - gap / NEAR / 10


def _contradicts(answer: Account, target: Account) -> bool:
    """Tell whether an answer says no in other words than those of a no."""
    if answer.vague or answer.asks or answer.speech:
        return False
    if target.vague and not (answer.belies or answer.holds(target)):
        return False
    opposite, _ = answer.stances(target)
    if opposite:  # who reports, and speaks for no side, takes none
        reports = target.act in TELLING and not target.party
        return not reports and not dict(answer.codes)[min(opposite)]
    if mutual(answer, target):
        return answer.start > target.start
    asked = target.act in ASKING and bool(target.whole & answer.about)
    if answer.act not in CONTRADICTING and not (asked and answer.act in PLEDGING):
        return False
    if answer.belies:
        return True
    if target.unsure or (answer.heads and not (answer.turns or answer.heads & target.whole)):
        return False
    if opposite_poles(answer.poles, target.poles):
        return answer.start > target.start or answer.who in target.via
    if answer.start < target.start and not target.turns:
        return False
    negated = answer.negates != target.negated and (asked or answer.negates)
    goes_on = asked and bool(says_no("goes_on").search(answer.text))
    return negated or goes_on or answer.contrasts


def _responds_to(answer: Account, target: Account) -> float:
    """Measure how surely who confirms, or declines to comment, does so on a statement."""
    if answer.vague:
        return _points_back(answer, target)
    asked_of_others = target.act in ASKING and not target.whole & answer.about
    other = target.act in ASKING or answer.negated != target.negated
    if asked_of_others or (answer.act is Act.CONFIRM and other):
        return 0.0  # what is confirmed is told in the same sense, and not asked for
    names = answer.about | target.about
    shared = weight_of((answer.whole & target.whole) - names)
    own, its = weight_of(answer.whole - names), weight_of(target.whole - names)
    share = shared / max(min(own, its), SHARED)
    if shared < SHARED or share < SHARE_OF_SHORTER:
        return 0.0
    gap = abs(answer.start - target.start)
    return min(0.99, 0.6 + share * min(shared, 30.0) / 90.0 - 0.03 * math.log1p(gap))


def _points_back(answer: Account, target: Account) -> float:
    gap = answer.start - target.end
    aimed = (
        bool(target.whole & answer.about)
        or target.act is Act.ACCUSE
        or bool(answer.stems & target.about)
        or (answer.act is not Act.DENY and not answer.refuses and target.act in ASKING)
        or (not target.named and target.act in TELLING)
        or (answer.act is Act.DENY and text_has(answer.text, "doing"))
    )
    meant = answer.act is Act.DENY or bool(target.whole & answer.about)
    accused = (target.act is Act.ACCUSE and meant) or not answer.responds
    accused = accused or bool(says_no("untrue").search(answer.text))  # of a report, as a rule
    if not -1 <= gap <= (NEAR if accused else NEXT) or not aimed:
        return 0.0
    if target.act is Act.ACCUSE and says_no("planned").search(answer.text) and not meant:
        return 0.0  # nobody's plan is told there
    return LEAST_SURE - gap / NEAR / 10


def repeats(accounts: Sequence[Account], among: Collection[str] | None = None) -> Iterator[Match]:
    """Link statements of one document that put the same proposition, or other figures to it.

    Args:
        accounts: Of one document, in the order of the text.
        among: Only links that lead to one of these. None: all.
    """
    propositions = [account.is_proposition for account in accounts]
    for place, one in enumerate(accounts):
        for further, other in enumerate(accounts[place + 1 : place + 1 + WITHIN], place + 1):
            if among is not None and one.id not in among and other.id not in among:
                continue
            if one.mutual and other.mutual and one.spans == other.spans:
                yield Match(place, further, 1.0, False, binds=True)
            if not (propositions[place] and propositions[further]) or one.overlaps(other):
                continue
            strength = similarity(one, other) or _other_figures(one, other)
            if strength:
                yield Match(place, further, strength, opposed(one, other))


def _other_figures(one: Account, other: Account) -> float:
    """Tell whether two speakers count the same and come to different numbers.

    The dead of one event are counted in neighbouring sentences, with few words in common.
    """
    if not (one.numbers and other.numbers):
        return 0.0
    if one.same_side(other) or not disagree(one, other):
        return 0.0
    units = units_in_common(one, other)
    counted = stems_of(" ".join(n.unit for n in (*one.numbers, *other.numbers))) - FATES
    names = one.about | other.about | one.names | other.names | counted
    shared = weight_of((one.stems & other.stems) - names - PASSING)
    said = bool(units & FATES) or shared >= OF_ONE_EVENT
    if said and distance(one, other) <= NEAR:
        return 0.3
    less = min(weight_of(one.stems - names), weight_of(other.stems - names))
    return 0.3 if shared >= FIGURES_SHARED and shared / less >= FIGURES_SHARE else 0.0
