"""Building: the claim of a group of statements, who stands where on it, figures, coverage."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from dragoman.record import (
    Act,
    Carries,
    Claim,
    ClaimStatus,
    Coverage,
    Figure,
    digest,
)
from dragoman.resolve.claim_words import lists, weight
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.claims.contents import RESPONSES, has
from dragoman.resolve.claims.counts import disagree
from dragoman.resolve.figures import Number, same_unit
from dragoman.resolve.origins import origins_of

FIGURE_DAYS = 1
"""How far apart two counts of the same may be given before they are two counts: tolls rise."""

COUNTING = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM, None})
"""The acts in which a number is a count."""

UNRESOLVED = "unresolved"

FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|must|should|may|might"
    r"|shall|cannot)\b|\w(?:n['’]t|['’](?:re|ve|ll|m))\b",
    re.IGNORECASE,
)
"""Words by which a content is known for a whole clause."""

POINTING = re.compile(
    r"\s*[“\"'‘]?(?:they|he|she|it|we|i|you|this|these|those|both)\b", re.IGNORECASE
)
"""Words whose meaning stands elsewhere: a clause that begins so tells little by itself."""

CLAUSE_WEIGHT = 1.3

TRIM = re.compile(r"^\s*to\s+|[\s,;:]+$", re.IGNORECASE)
"""What a content leaves at its ends where it is cut out of its sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """What ties two statements of a group.

    Attributes:
        one: Id of the first; of the answer, if it is one.
        other: Id of the second.
        answers: Whether one says no to, or declines on, what the other holds.
    """

    one: str
    other: str
    answers: bool


def claim_of(
    members: Sequence[Account], families: Mapping[str, str] | None, links: Sequence[Link] = ()
) -> Claim:
    """Build the claim of a group.

    Args:
        members: Its accounts in the order of their days.
        families: As for find_claims.
        links: What ties them.
    """
    denied = _denying(members, links)
    left = [account for account in members if account not in denied]
    declined = [account for account in left if account.declines]
    confirmed = [account for account in left if account.act is Act.CONFIRM]
    saying_no = {account.who for account in denied if account.who}
    asserted = [
        account
        for account in left
        if not account.declines
        and account.act is not Act.CONFIRM
        and account.who not in saying_no  # nobody is on both sides
    ]
    own_words = [account for account in confirmed if _reads_alone(account)]
    holding = confirmed if denied else []  # who confirms what another one denies, holds it
    held = _asserting(asserted or holding)
    split = _split(members, links)
    ids = tuple(account.id for account in members)
    roots = origins_of([*asserted, *confirmed] or members, families)
    return Claim(
        id=digest("claim", *ids),
        text=_text(asserted or own_words or [a for a in members if not a.refuses] or members),
        statements=ids,
        asserted_by=tuple(name for name in held if name not in split) or _named_by(denied),
        denied_by=tuple(name for name in _names(denied) if name not in split),
        confirmed_by=_names(confirmed),
        declined_by=_names(declined),
        figures=tuple(_figures(members)),
        origins=len(roots),
        roots=roots,
        coverage=tuple(_coverage([*asserted, *confirmed], denied)),
        status=_status([*asserted, *confirmed], denied, confirmed, declined, links),
    )


def _denying(members: Sequence[Account], links: Sequence[Link]) -> list[Account]:
    """Choose the accounts that say no to what the others hold, or to what their content names.

    Whoever says no in one report of his words says no in all: readers of the same words differ.
    """
    declining = {account.id for account in members if account.declines}
    answering = {link.one for link in links if link.answers} - declining
    answered = {link.other for link in links if link.answers} - answering
    agreeing = _agreeing(members, links) - answering
    no = {a.id for a in members if a.responds} - answered - agreeing | answering
    no |= _said_again(members, links, no) - answered
    saying = {a.who for a in members if a.id in no} - {a.who for a in members if a.id in answered}
    no |= {a.id for a in members if a.who is not None and a.who in saying} - declining
    held = {a.party for a in members if a.party and a.id in answered}
    no -= {a.id for a in members if a.party in held} - answering  # nobody is against his own side
    denying = [account for account in members if account.id in no]
    alone = len(denying) == len(members)
    holding = all(a.act is not Act.DENY and (a.refuses or not a.responds) for a in denying)
    return [] if alone and holding else denying


def _split(members: Sequence[Account], links: Sequence[Link]) -> set[str]:
    """Give the parties of which two are at odds: each of those stands for himself."""
    by_id = {account.id: account for account in members}
    pairs = [(by_id[link.one], by_id[link.other]) for link in links if link.answers]
    return {
        one.party
        for one, other in pairs
        if one.party and one.party == other.party and not one.same_side(other)
    }


def _agreeing(members: Sequence[Account], links: Sequence[Link]) -> set[str]:
    """Give those who say no to something else and put what others of the group hold.

    Who calls an attack unacceptable and asks for an inquiry agrees with all who ask for it.
    """
    by_id = {account.id: account for account in members}
    ends = [(link.one, link.other) for link in links if not link.answers]
    pairs = [(by_id[a], by_id[b]) for one, other in ends for a, b in ((one, other), (other, one))]
    return {a.id for a, b in pairs if a.responds and not b.negative and not a.same_side(b)}


def _said_again(members: Sequence[Account], links: Sequence[Link], no: Set[str]) -> set[str]:
    """Give the other reports of what somebody says who says no, by what they are tied to."""
    by_id = {account.id: account for account in members}
    again: set[str] = set()
    for link in links:
        one, other = by_id[link.one], by_id[link.other]
        alike = (one.who is not None and one.who == other.who) or (one.negative and other.negative)
        if not link.answers and alike:
            again |= {one.id, other.id} if {one.id, other.id} & no else set()
    return again


def _names(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Name who speaks and for whom, each once, in the order of the statements."""
    names = (name for account in accounts for name in (account.who, account.party) if name)
    return tuple(dict.fromkeys(names))


def _asserting(asserted: Sequence[Account]) -> tuple[str, ...]:
    """Name those who hold a claim; of two that accuse each other, both."""
    mutual = (name for account in asserted if account.mutual for name in account.against)
    return tuple(dict.fromkeys([*_names(asserted), *mutual]))


def _named_by(denied: Sequence[Account]) -> tuple[str, ...]:
    """Name those who hold what is denied, by the words of the denials."""
    return tuple(dict.fromkeys(name for account in denied for name in account.against))


def is_of_a_claim(answer: Account) -> bool:
    """Tell whether an answer says itself that somebody holds what it is against.

    "Denied reports of a rift", "rejected calls for a truce": nobody need be heard with those.
    """
    said = "reported" if answer.denies else "asked_for"
    return bool(answer.against) or (answer.act in RESPONSES and has(answer.told, said))


def _text(accounts: Sequence[Account]) -> str:
    """Choose the content with the most of what all have in common for its length.

    One that cannot be read alone ("on the alleged plan") only where there is no other; a whole
    clause ("the plan is a fake") counts for more than words without a verb.
    """
    common = Counter(stem for account in accounts for stem in account.stems)

    def centrality(account: Account) -> float:
        shared = sum(weight(stem) * (common[stem] - 1) for stem in sorted(account.stems))
        whole = CLAUSE_WEIGHT if _is_clause(account) else 1.0
        return whole * (shared + 1.0) / (account.weight + 20.0)

    chosen = max(accounts, key=lambda a: (_reads_alone(a), centrality(a), a.text))
    words = TRIM.sub("", chosen.text) or chosen.text
    return f"{words}”" if words.count("“") > words.count("”") else words


def _is_clause(account: Account) -> bool:
    text = account.text
    return not account.speech and bool(FINITE.search(text)) and not POINTING.match(text)


def _reads_alone(account: Account) -> bool:
    first = account.text.split(maxsplit=1)[0].casefold() if account.text.strip() else ""
    return len(account.stems) > 1 and not account.vague and first not in lists()["leading"]


def _status(
    holders: Sequence[Account],
    denied: Sequence[Account],
    confirmed: Sequence[Account],
    declined: Sequence[Account],
    links: Sequence[Link],
) -> ClaimStatus:
    if any(one.mutual and one.against for one in holders):
        return ClaimStatus.CONTESTED
    if (
        _opposed(holders, denied, links)
        or (not holders and any(is_of_a_claim(one) for one in denied if one.who or one.party))
        or _figures_differ(holders)
    ):
        return ClaimStatus.CONTESTED
    if denied:
        return ClaimStatus.DENIED
    if confirmed:
        return ClaimStatus.CONFIRMED
    return ClaimStatus.NOT_DENIED if declined else ClaimStatus.ASSERTED


def _opposed(holders: Sequence[Account], denied: Sequence[Account], links: Sequence[Link]) -> bool:
    """Tell whether somebody who is known says no to what somebody of another side holds."""
    holding = {one.id: one for one in holders}
    denying = {one.id: one for one in denied if one.who or one.party}
    pairs = ((denying.get(link.one), holding.get(link.other)) for link in links if link.answers)
    return any(one and other and not one.same_side(other) for one, other in pairs)


def _figures_differ(holders: Sequence[Account]) -> bool:
    """Tell whether two sides give numbers of the same, at one time, that exclude each other.

    What somebody demands counts nothing, and "at least" is outrun by the next article's count.
    """
    telling = [h for h in holders if h.act in COUNTING and not (h.wishes or _relayed(h, holders))]
    return any(
        not one.same_side(other) and _at_one_time(one, other) and disagree(one, other)
        for one, other in combinations([h for h in telling if h.numbers], 2)
    )


def _relayed(one: Account, holders: Sequence[Account]) -> bool:
    """Tell whether an outlet only has a count from somebody else: "Reuters, citing ..."."""
    return not (one.named or one.party) and any(
        one.id != other.id and one.document == other.document and one.spans == other.spans
        for other in holders
    )


def _at_one_time(one: Account, other: Account) -> bool:
    if one.day is None or other.day is None:
        return one.document == other.document
    return abs(one.day - other.day) <= FIGURE_DAYS


def _figures(members: Sequence[Account]) -> Iterator[Figure]:
    """Give the numbers of what at least two statements count."""
    numbers = [(account, number) for account in members for number in account.numbers]
    for account, number in numbers:
        if any(same_unit(number, n) for other, n in numbers if other is not account):
            yield _figure(account, number)


def _figure(account: Account, number: Number) -> Figure:
    return Figure(
        by=account.who or UNRESOLVED,
        value=number.low,
        upper=number.high,
        bound=number.bound,
        unit=number.unit,
        document=account.document,
        span=number.span,
    )


def _coverage(holders: Sequence[Account], denied: Sequence[Account]) -> Iterator[Coverage]:
    """Tell for each document of a denied claim which side it has, in the order of documents."""
    if not holders or not denied:
        return
    days = [account.day for account in denied if account.day is not None]
    first_denial = min(days, default=None)
    asserts = {account.document for account in holders}
    denies = {account.document for account in denied}
    outlets = {account.document: account.outlet for account in (*holders, *denied)}
    latest = {account.document: account.day for account in holders}
    for document in sorted(asserts | denies):
        day = latest.get(document)
        if document in denies:
            carries = Carries.BOTH if document in asserts else Carries.DENIAL
        elif day is not None and first_denial is not None and day < first_denial:
            carries = Carries.EARLIER
        else:
            carries = Carries.ASSERTION
        yield Coverage(document=document, outlet=outlets[document], carries=carries)
