"""Claims: statements about the same proposition, who asserts and who denies it, and its origins.

A claim is recorded if somebody answers it, if figures differ, or if two documents or two speakers
bear on it; a denial is an answer even where the record does not have what is denied. Any other
statement that stands alone is none: it is in the record as what it is, and a claim of it would
say nothing more, while nine statements of ten stand alone.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from dragoman.record import Act, Claim
from dragoman.resolve.claim_words import NONE, kept, weight_of
from dragoman.resolve.claims.accounts import Account, Accounts
from dragoman.resolve.claims.answers import answers, repeats
from dragoman.resolve.claims.building import Link, claim_of, is_of_a_claim
from dragoman.resolve.claims.contents import RESPONSES
from dragoman.resolve.claims.holders import holders
from dragoman.resolve.claims.matches import Match, candidates, verified
from dragoman.resolve.claims.shelf import Shelf, Sorted
from dragoman.resolve.claims.ties import Ties
from dragoman.resolve.origins import Groups

LEADERS_SHARE = 0.4
"""Share of the lighter one's weight that the first statements of two groups must have in common
before the groups become one: a chain of likenesses must not lead from one topic to the next."""

ONE_VOICE_SHARE = 0.25
"""The same for two groups that begin with one speaker, whose words outlets cut differently."""


def claims_among(
    by_document: Mapping[str, Sequence[Account]],
    stems: Mapping[str, int],
    sides: Mapping[str, tuple[str, ...]],
    *,
    among: Collection[str] | None = None,
    families: Mapping[str, str] | None = None,
) -> list[Claim]:
    """Group the accounts of documents into claims.

    Args:
        by_document: All accounts of each document.
        stems: In how many statements of the record each stem is.
        sides: Names of the record's parties and speakers by the stem that tells them apart.
        among: The statements that are grouped; others only tell what these answer. None: all.
        families: For a document the id of its near-duplicate group, where it has one.

    Returns:
        Claims, ordered by their text.
    """
    told = [told_within(found, among) for found in by_document.values()]
    accounts = sorted((a for known, _ in told for a in known), key=_by_day)
    numbers = {account.id: number for number, account in enumerate(accounts)}
    wanted = {n for n, account in enumerate(accounts) if among is None or account.id in among}
    pairs = ((a, b) for a, b in candidates(accounts, stems) if a in wanted or b in wanted)
    with Shelf[list[Any]]() as shelf:
        ties = Ties(shelf)
        for known, within in told:
            places = [numbers[account.id] for account in known]
            ties.add(match.moved(places) for match in within)
        ties.add(verified(accounts, pairs))
        objecting = bytearray(account.objects for account in accounts)
        claims = claims_of(accounts, ties, objecting, sides, families, shelf, wanted)
        return sorted(claims, key=lambda claim: (claim.text, claim.id))


def told_within(
    found: Sequence[Account], among: Collection[str] | None = None
) -> tuple[list[Account], list[Match]]:
    """Give the accounts of one document, with what they answer known, and what ties them.

    Args:
        found: All of the document, in the order of the text.
        among: As for claims_among.
    """
    answered = list(answers(found))
    # A negation alone may have said no.
    saying = {m.one for m in answered if m.answers and not found[m.one].declines}
    known = [replace(a, answers=True) if n in saying else a for n, a in enumerate(found)]
    return known, [*repeats(found, among=among), *answered]


def claims_of(
    accounts: Accounts,
    ties: Ties,
    objecting: bytearray,
    sides: Mapping[str, tuple[str, ...]],
    families: Mapping[str, str] | None,
    shelf: Shelf[list[Any]],
    wanted: Container[int] | None = None,
) -> Iterator[Claim]:
    """Build the claims of accounts whose matches are known, in no order.

    Args:
        accounts: In the order of their days, the undated last.
        ties: The matches.
        objecting: By number, whether an account may say no to something: 1, or 0.
        sides: As for claims_among.
        families: As for claims_among.
        shelf: Where groups are put aside.
        wanted: Numbers of those that are grouped. None: all.
    """
    tied, answering = _tied(ties, len(objecting))
    _name_holders(accounts, _objecting_beside(objecting, answering), sides)
    saying_no = bytearray(o and accounts[number].says_no for number, o in enumerate(objecting))
    for members, links in _grouped(accounts, ties, saying_no, shelf, wanted):
        if _is_recorded(members):
            yield claim_of(members, families, links)
    for number in _objecting_beside(objecting, tied):
        account = accounts[number]
        said = is_of_a_claim(account) or (account.act is Act.DENY and not account.vague)
        if said and (wanted is None or number in wanted) and _is_recorded([account]):
            yield claim_of([account], families)


def _tied(ties: Ties, size: int) -> tuple[bytearray, bytearray]:
    """Tell which accounts are tied to any, and which to what they answer or what answers them."""
    tied, answering = bytearray(size), bytearray(size)
    for match in ties:
        for end in (match.one, match.other):
            tied[end] = 1
            answering[end] |= match.answers
    return tied, answering


def _objecting_beside(objecting: bytearray, others: bytearray) -> Iterator[int]:
    """Give the numbers of those that may say no to something, without some."""
    pairs = enumerate(zip(objecting, others, strict=True))
    return (number for number, (objects, left_out) in pairs if objects and not left_out)


def _name_holders(
    accounts: Accounts, unmatched: Iterable[int], sides: Mapping[str, tuple[str, ...]]
) -> None:
    """Put down, for answers to no statement of the record, whom they name themselves."""
    for number in unmatched:
        account = accounts[number]
        answers = (account.responds and account.act in RESPONSES) or account.belies
        if answers or account.mutual:
            against = holders(account, sides)
            responds = account.responds or (answers and bool(against))
            accounts[number] = replace(account, against=against, responds=responds)


def _by_day(account: Account) -> tuple[bool, int, tuple[str, int, int, str]]:
    return account.day is None, account.day or 0, account.place


def _grouped(
    accounts: Accounts,
    ties: Ties,
    saying_no: bytearray,
    shelf: Shelf[list[Any]],
    wanted: Container[int] | None,
) -> Iterator[tuple[list[Account], list[Link]]]:
    """Join matched accounts, the surest first, and give the groups with what links their members.

    Agglomerative, but two groups are joined only if their first members are alike too: single
    linkage alone makes chains (Manning et al. 2008, chapter 17.2).
    """
    groups = Groups(len(saying_no))
    stands: dict[int, _Stands] = {}
    for match in _joining(ties, wanted):
        one, other = groups.find(match.one), groups.find(match.other)
        both = _stands_of(accounts, match).with_(stands.get(one), stands.get(other))
        if both.clash:
            continue
        first = {one, other} == {match.one, match.other}
        bare_answer = match.answers and (saying_no[one] or saying_no[other])
        if one != other and (
            match.binds or first or bare_answer or _alike(accounts[one], accounts[other])
        ):
            groups.join(one, other)
            root = groups.find(one)
            if both != _Stands():
                stands[root] = both
            no = saying_no[one] + saying_no[other]
            saying_no[one] = saying_no[other] = 0
            # Two answers, or one told again: nobody holds yet what they say no to.
            saying_no[root] = no > 1 or (no and _is_told_again(accounts, match))
    for numbers, matches in _gathered(groups, _joining(ties, wanted), shelf):
        told = {number: accounts[number] for number in numbers}
        yield list(told.values()), [_link(told, match) for match in matches]


def _joining(ties: Ties, wanted: Container[int] | None) -> Iterator[Match]:
    return (m for m in ties if wanted is None or (m.one in wanted and m.other in wanted))


def _gathered(
    groups: Groups, joining: Iterable[Match], shelf: Shelf[list[Any]]
) -> Iterator[tuple[list[int], list[Match]]]:
    """Give the members of each group, in their order, and the matches within it, in theirs."""
    within = Sorted[tuple[int, int, Match]](shelf)
    for place, match in enumerate(joining):
        if (root := groups.find(match.one)) == groups.find(match.other):
            within.put((root, place, match))
    for _, found in groupby(within, key=itemgetter(0)):
        matches = [match for *_, match in found]
        yield sorted({end for match in matches for end in (match.one, match.other)}), matches


@dataclass(frozen=True, slots=True)
class _Stands:
    """Who holds what a group is about, and who says no to it; those who speak for one side as one.

    Nobody stands on both sides of one claim: where an answer is answered in turn, by who was
    answered first, there are two claims.
    """

    holding: frozenset[str] = NONE
    denying: frozenset[str] = NONE

    def with_(self, *others: "_Stands | None") -> "_Stands":
        told = [self, *(other for other in others if other)]
        return _Stands(
            kept(side for one in told for side in one.holding),
            kept(side for one in told for side in one.denying),
        )

    @property
    def clash(self) -> bool:
        return bool(self.holding & self.denying)


def _stands_of(accounts: Accounts, match: Match) -> _Stands:
    """Tell who holds and who says no to something by what ties two accounts."""
    if not match.answers:
        return _Stands()
    ends = {number: accounts[number] for number in (match.one, match.other)}
    link = _link(ends, match)
    by_id = {account.id: account for account in ends.values()}
    answer, target = by_id[link.one], by_id[link.other]
    if answer.declines:
        return _Stands()
    within = answer.party == target.party  # two of one party, who speak for themselves
    return _Stands(_side_of(target, within), _side_of(answer, within))


def _side_of(account: Account, within: bool) -> frozenset[str]:
    side = account.who if within else account.party or account.who
    return kept([side]) if side else NONE


def _is_told_again(accounts: Accounts, match: Match) -> bool:
    """Tell whether two accounts are one answer as two articles tell it."""
    one, other = accounts[match.one], accounts[match.other]
    apart = not match.answers and one.document != other.document
    return apart and one.who is not None and one.who == other.who


def _link(accounts: Mapping[int, Account], match: Match) -> Link:
    """Tell what ties two accounts, the one that says no first."""
    one, other = accounts[match.one], accounts[match.other]
    if match.answers and other.responds and not (one.responds or one.declines or one.retorts):
        one, other = other, one
    return Link(one.id, other.id, match.answers)


def _alike(one: Account, other: Account) -> bool:
    share = ONE_VOICE_SHARE if one.who and one.who == other.who else LEADERS_SHARE
    less = min(one.weight, other.weight)
    return weight_of(one.stems & other.stems) >= share * less > 0


def _is_recorded(members: Sequence[Account]) -> bool:
    speakers = {account.who for account in members}
    return (
        len({account.document for account in members}) > 1
        or len(speakers) > 1
        or any(a.says_no or a.declines or (a.mutual and a.against) for a in members)
    )
