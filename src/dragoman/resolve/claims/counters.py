"""Counters: accounts that are against each other though neither says no.

Two sides blame each other for one failure, tell one attack each in its own way, or put what one
wants first the other way round; who is said not to want peace says that he wants it; what one side
carries on another wants to end. Each is told of by an act or by few words, and counts only where
both speak of one matter and one of them is spoken of by the other.
"""

from functools import lru_cache

from dragoman.record import Act
from dragoman.resolve.claim_words import (
    named_stems,
    opposite_poles,
    pointing,
    says_no,
    stems_of,
    weight_of,
)
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.claims.contents import text_has
from dragoman.resolve.claims.disputes import (
    ASKING,
    AWAY,
    FAR,
    LEAST_WEIGHT,
    PARAGRAPH,
    PLEDGING,
    TELLING,
    distance,
    mutual,
)
from dragoman.resolve.claims.orders import order_of, other_way

BESIDE = 60
"""Characters on either side of a word that blames in which who is blamed is told."""

OF_WHOM = 30
"""The same of an attack and whose it is."""

FEWEST_STEMS = 3
"""Content words that an account of an attack has at least."""

NEAR = 400
"""Characters within which the accused gives his own account: about two sentences."""

CLAUSES = 60
"""Characters between two clauses of a sentence, or of neighbouring ones: a speaker's title."""

ONE_MATTER = 5.0
"""Weight of the word, no name, that two accounts of one matter share."""

TWO_WORDS = 9.0
"""The same where only a demand stands before, which an account may tell is met: two words."""

SURE, PER_NEAR = 0.6, 0.1
"""Strength of a counter right behind what it counters, and what it loses for every NEAR."""

OWN_ACCOUNT = frozenset({Act.ASSERT, None})
"""The acts in which who is accused tells what happened as he sees it."""

PRESSED = frozenset({Act.ACCUSE, Act.DEMAND})
"""The acts that a "but" or "while" sets somebody's own account against."""

BLAMING = frozenset({Act.ACCUSE, Act.ASSERT, Act.WARN, None})
"""The acts that blame somebody."""

REFUSING = BLAMING | {Act.REJECT}
GAINSAYING = REFUSING | {Act.DENY}
"""These, and the acts that say no to somebody."""

AFFIRMING = frozenset({Act.ASSERT, Act.ACCUSE, Act.PROMISE, Act.AGREE, Act.PROPOSE, None})
"""The acts in which somebody tells what he wants himself."""

ORDERING = ASKING | {Act.ASSERT, Act.PROMISE, Act.REJECT, Act.WARN, Act.AGREE, None}
"""The acts in which somebody tells what he wants to come first."""

SETTLING = BLAMING | {Act.CONFIRM, Act.DENY, Act.AGREE, Act.PREDICT}
"""The acts that tell how far a text is."""

TAKEN_BACK = TELLING | PLEDGING | {Act.AGREE, Act.PROPOSE}
"""The acts that a "but" with a no is against: what somebody tells, or says that he will do."""

HOLDING = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM, None})
"""The acts in which somebody holds to what another one denies."""

PRESSING = frozenset({Act.DEMAND, Act.REQUEST})
REPLYING = frozenset({Act.ASSERT, Act.PROMISE, Act.WARN, Act.DEMAND, None})
"""The acts of who asks for something, and of who tells instead what he does himself."""

CARRYING_ON = PLEDGING | {Act.ASSERT, Act.ACCUSE, Act.DEMAND, Act.PREDICT, None}
"""The acts in which somebody tells what he carries on with."""

PROCESS = stems_of(
    "ceasefire truce talks deal peace proposal plan war fighting violence hostilities"
)
"""What somebody is to blame for where peace is not made: one matter, whatever word it has."""

EVENT = stems_of("attack strike shelling raid bombing bombed bombardment fired")
"""What two sides tell each in its own way: who was hit, and what for."""


def tells_otherwise(answer: Account, target: Account) -> float:
    """Measure how surely an account is against another one without saying no to it.

    Returns:
        The strength of the link; 0: nothing tells.
    """
    if answer.start < target.start or not (answer.party or answer.named):
        return 0.0
    gap = distance(answer, target)
    if gap > FAR or not (target.party or target.who):
        return 0.0
    if _holds_to_it(answer, target):
        return SURE
    if not answer.is_proposition or target.vague or answer.overlaps(target):
        return 0.0
    ways = WAYS if answer.party else BY_ANYBODY
    if not any(way(answer, target) for way in ways):
        return 0.0
    return max(SURE - gap / NEAR * PER_NEAR, SURE / 2)


def _own_account(answer: Account, target: Account) -> bool:
    """Tell whether who is accused, or asked for something, holds something else himself.

    "The army accused the rebels of shelling the market. The rebels said that the market was
    shelled from the hills": a word in common tells that both are about one event. Right after a
    "but" or "while" none is needed: "demands that it stops, while Norland maintains that ...".
    """
    gap = answer.start - target.end
    if not (target.party and target.whole & answer.about) or gap < -1:
        return False
    if answer.act not in OWN_ACCOUNT:
        return False
    if answer.turns and gap <= CLAUSES and target.act in PRESSED:
        return True
    return target.act is Act.ACCUSE and gap <= NEAR and _shared(answer, target) >= ONE_MATTER


def _but_not(answer: Account, target: Account) -> bool:
    """Tell whether a side is set against another one right before it: "..., but Norland saw none".

    No word in common is needed there: what one says has come, the other says has not.
    """
    gap = answer.start - target.end
    set_against = answer.turns and -1 <= gap <= CLAUSES and bool(target.party)
    acts = answer.act in GAINSAYING and target.act in TAKEN_BACK
    no = answer.negates and not answer.cites  # "in response to claims by Norland" is against those
    return set_against and acts and no and not target.negated


def _accuses_back(answer: Account, target: Account) -> bool:
    """Tell whether the accused accuses in turn, right behind: "Norland, in turn, accused ..."."""
    return answer.turns and distance(answer, target) <= CLAUSES and mutual(answer, target)


def _holds_to_it(answer: Account, target: Account) -> bool:
    """Tell whether a side holds to what is denied right before: "..., but Norland says it did"."""
    gap = answer.start - target.end
    set_against = answer.turns and -1 <= gap <= CLAUSES and target.denies
    return set_against and answer.act in HOLDING and not (answer.negates or answer.responds)


def _replies(answer: Account, target: Account) -> bool:
    """Tell whether who is asked for something, by name, tells right after it what he will do.

    Not so where he is ready for it, or where both ask the same of a third.
    """
    if target.act not in PRESSING or answer.act not in REPLYING or not target.party:
        return False
    if not _names(target, answer) or distance(answer, target) > NEAR:
        return False
    third = answer.act is Act.DEMAND and answer.names & target.names - answer.about - target.about
    ready = _has(answer, "willing") and not _has(answer, "unwilling")
    opposite, alike = answer.stances(target)
    agrees = alike and not opposite and answer.negates == target.negates
    if third or ready or agrees:
        return False
    least = TWO_WORDS if answer.act in OWN_ACCOUNT else LEAST_WEIGHT
    return _shared(answer, target) >= least


def _own_attack(answer: Account, target: Account) -> bool:
    """Tell whether who is said to have attacked tells what he attacked himself."""
    if not (target.party and EVENT & answer.whole and EVENT & target.whole):
        return False
    if distance(answer, target) > NEAR or not {answer.act, target.act} <= BLAMING:
        return False
    attackers = _beside("attack", target, OF_WHOM) & answer.about
    elsewhere = answer.names - target.whole - answer.about - target.about
    tells = len(answer.stems) >= FEWEST_STEMS and _has(answer, "own_attack")
    return bool(attackers) and tells and not elsewhere


def _beside(part: str, account: Account, within: int) -> frozenset[str]:
    """Give the stems on either side of the words of a kind in a content."""
    plain = " ".join(account.text.split())
    found = says_no(part).finditer(plain)
    beside = (plain[max(0, m.start() - within) : m.end() + within] for m in found)
    return stems_of(" ".join(beside)) - account.about


def _meets_charge(answer: Account, target: Account) -> bool:
    """Tell whether who is accused, or asked, says something of just that: "the charge is ..."."""
    if not _has(answer, "the_charge") or _has(answer, "checking"):
        return False
    if not _names(target, answer) or distance(answer, target) > NEAR:
        return False
    pressed = target.act is Act.ACCUSE or target.act in ASKING or target.act in TELLING
    return pressed and answer.act in REFUSING


def _finds_wanting(answer: Account, target: Account) -> bool:
    """Tell whether a proposal that is told of is too little for the other side."""
    if not (_has(answer, "wanting") and _has(target, "offer")):
        return False
    return distance(answer, target) <= AWAY and answer.act in REFUSING


def _blames_back(answer: Account, target: Account) -> bool:
    """Tell whether two sides blame each other, or one is blamed by a third, for one failure."""
    if not {answer.act, target.act} <= BLAMING or Act.ACCUSE not in {answer.act, target.act}:
        return False
    one_process = PROCESS & answer.whole and PROCESS & target.whole
    if not one_process and _shared(answer, target) < ONE_MATTER:
        return False
    mine, its = _beside("blame", answer, BESIDE), _beside("blame", target, BESIDE)
    if mine and its & answer.about:
        return True
    third = (answer.names & target.names) - answer.about - target.about
    return bool(its and mine & target.about) and not third


def _turns_around(answer: Account, target: Account) -> bool:
    """Tell whether an answer says of another what the statement says: "it was Norland that ..."."""
    if not _has(answer, "cleft") or distance(answer, target) > NEAR:
        return False
    found = says_no("cleft").search(answer.text)
    meant = stems_of(found["name"]) if found else frozenset[str]()
    back = _names(target, answer) and bool(meant & target.about)
    instead = not meant & target.whole and _shared(answer, target) >= ONE_MATTER
    return bool(meant) and (back or instead)


def _affirms(answer: Account, target: Account) -> bool:
    """Tell whether one side says that it wants what the other one says that it does not want."""
    return _wants(answer, target) or _wants(target, answer)


def _wants(yes: Account, no: Account) -> bool:
    if not no.heads or not yes.party or yes.act not in AFFIRMING or not _names(no, yes):
        return False
    wanted = (no.heads - pointing() - no.about - yes.about) & yes.whole
    wants = _has(yes, "willing") and not _has(yes, "unwilling")
    return bool(wanted) and wants and _has(no, "unwilling")


def _carries_on(answer: Account, target: Account) -> bool:
    """Tell whether one side carries on what the other one wants to end.

    Neither need name it where, side by side, one promises that something stays who was asked by
    name, or is asked by name to end something who has just said that it goes on.
    """
    if answer.act not in ASKING and target.act not in ASKING:
        return False
    gap = distance(answer, target)
    if _shared(answer, target) >= LEAST_WEIGHT:
        return _ends(target, answer) or _ends(answer, target)
    asked = answer.act is Act.PROMISE and gap <= PARAGRAPH and _names(target, answer)
    stopped = gap <= NEAR and _names(answer, target)
    return (asked and _ends(target, answer)) or (stopped and _ends(answer, target))


def _ends(ends: Account, goes: Account) -> bool:
    """Tell whether one wants to end something, and the other to carry on."""
    if ends.act not in ASKING or goes.act not in CARRYING_ON:
        return False
    wants = _has(ends, "to_end"), _has(goes, "carry_on")
    return all(wants) and not (_has(goes, "to_end") or _has(ends, "carry_on"))


def _settles(answer: Account, target: Account) -> bool:
    """Tell whether one says that a text is agreed, and the other that it is not yet."""
    if distance(answer, target) > AWAY or not {answer.act, target.act} <= SETTLING:
        return False
    sides = ((answer, target), (target, answer))
    return any(_has(open_, "unsettled") and _has(done, "settled") for open_, done in sides)


def _tells_the_opposite(answer: Account, target: Account) -> bool:
    """Tell whether two sides tell the opposite in one place: "has entered", "is held up"."""
    telling = {answer.act, target.act} <= BLAMING and bool(target.party)
    return (
        telling and distance(answer, target) <= NEAR and opposite_poles(answer.poles, target.poles)
    )


def _reorders(answer: Account, target: Account) -> bool:
    """Tell whether two sides put first what the other one does not."""
    if not {answer.act, target.act} <= ORDERING:
        return False
    return other_way(order_of(answer.text), order_of(target.text))


def _names(one: Account, other: Account) -> bool:
    """Tell whether one speaks of the other's side by a name: "the smelters" is no Smelters."""
    return bool(_named_in(one.text) & other.about)


@lru_cache(maxsize=512)
def _named_in(text: str) -> frozenset[str]:
    return named_stems(f"so {text}")


def _has(account: Account, part: str) -> bool:
    """Tell whether a content has words of a kind; each is asked of it with many others."""
    return text_has(account.text, part)


def _shared(answer: Account, target: Account) -> float:
    """Weigh the words that two accounts share, names and words for what is said left out."""
    names = answer.about | target.about | answer.names | target.names
    return weight_of((answer.stems & target.stems) - names - pointing())


WAYS = (
    _own_account,
    _accuses_back,
    _but_not,
    _replies,
    _own_attack,
    _meets_charge,
    _finds_wanting,
    _blames_back,
    _turns_around,
    _affirms,
    _carries_on,
    _reorders,
    _settles,
    _tells_the_opposite,
)
"""How accounts are against each other without a no."""

BY_ANYBODY = (_own_account, _meets_charge, _turns_around, _tells_the_opposite)
"""Those by which somebody who speaks for nobody is."""
