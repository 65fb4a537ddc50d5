"""Origins: which reports of a claim go back to the same story, speech or copy, and count once."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.record import Origin, OriginKind

if TYPE_CHECKING:
    from dragoman.resolve.claims.accounts import Account

COPIED = 0.5
"""Share of the shorter content's word runs from which on one is a copy of the other: agency copy
is cut and given a new beginning, but its sentences stay."""

FEWEST_RUNS = 3
"""Runs that a content needs to show that it is copied: eight words."""

SAME_DAY = 1
"""Days between reports of one speech: evening and morning papers."""

UNRESOLVED = "unresolved"

_DRESS = re.compile(
    r"^(?:https?://)?(?:www\d?|m|en|edition)\.|\.(?:com?|org|net|[a-z]{2}|news)\b.*$"
)
_LETTERS = re.compile(r"[^\w]+")


def outlet_key(name: str) -> str:
    """Fold an outlet's name so that "The Guardian" and "theguardian.com" are one."""
    plain = unicodedata.normalize("NFKD", name).casefold().strip()
    letters = _LETTERS.sub("", _DRESS.sub("", _DRESS.sub("", plain)))
    return letters.removeprefix("the") or plain


class Groups:
    """Disjoint sets of numbers, by union and find with path halving (Tarjan 1975)."""

    def __init__(self, size: int) -> None:
        """Begin with each number alone."""
        self._above = array("Q", range(size))

    def grow(self) -> int:
        """Add one more number, alone, and give it."""
        self._above.append(len(self._above))
        return len(self._above) - 1

    def find(self, number: int) -> int:
        """Give the least member of a number's set."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first


def origins_of(
    accounts: "Sequence[Account]", families: Mapping[str, str] | None = None
) -> tuple[Origin, ...]:
    """Group the accounts of one claim by what they go back to, the one with most reports first.

    An account goes back to the first link of its chain, and to the words of its speaker on that
    day, if the speaker has a name; with neither to its document's outlet. What is copied, and
    what two near-duplicates have of one speaker, goes back to the same.

    Args:
        accounts: Of one claim, in the order of their days.
        families: The near-duplicate group of documents that have one.
    """
    groups = Groups(len(accounts))
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, account in enumerate(accounts):
        for key in _keys(account, families or {}):
            by_key[key].append(number)
    for key, numbers in by_key.items():
        for one, other in pairwise(numbers):
            if key[0] != OriginKind.SPEECH or _same_speech(accounts[one], accounts[other]):
                groups.join(one, other)
    _join_cited(accounts, groups)
    _join_copies(accounts, groups)
    members: dict[int, list[Account]] = defaultdict(list)
    for number, account in enumerate(accounts):
        members[groups.find(number)].append(account)
    origins = (_origin(reports) for reports in members.values())
    return tuple(sorted(origins, key=lambda o: (-len(o.statements), o.name, o.statements)))


def _keys(account: "Account", families: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what an account goes back to; the accounts with the same key go back to the same."""
    if account.via:
        yield OriginKind.STORY, outlet_key(account.via[0])
    if account.who and account.named:
        yield OriginKind.SPEECH, account.who
    elif not account.via:
        yield OriginKind.STORY, outlet_key(account.outlet or account.document)
    if account.document in families:
        yield "family", families[account.document] + (account.who or "")


def _same_speech(one: "Account", other: "Account") -> bool:
    if one.day is None or other.day is None:
        return one.document == other.document or bool(one.runs & other.runs)
    return abs(one.day - other.day) <= SAME_DAY or bool(one.runs & other.runs)


def _join_cited(accounts: "Sequence[Account]", groups: Groups) -> None:
    """Join a report with the one it cites: that outlet's, of the same speaker."""
    published = {
        (outlet_key(account.outlet), account.who): number
        for number, account in reversed(list(enumerate(accounts)))
        if account.outlet
    }
    for number, account in enumerate(accounts):
        cited = (published.get((outlet_key(name), account.who)) for name in account.via)
        for other in cited:
            if other is not None:
                groups.join(number, other)


def _join_copies(accounts: "Sequence[Account]", groups: Groups) -> None:
    """Join accounts that share most of their word runs, found through the runs themselves."""
    first: dict[int, int] = {}
    for number, account in enumerate(accounts):
        shared: dict[int, int] = defaultdict(int)
        for run in sorted(account.runs):
            shared[first.setdefault(run, number)] += 1
        for other, count in shared.items():
            least = min(len(account.runs), len(accounts[other].runs))
            same = _counts(account) == _counts(accounts[other])
            if same and other != number and least >= FEWEST_RUNS and count >= COPIED * least:
                groups.join(number, other)


def _counts(account: "Account") -> set[tuple[float, str]]:
    """Give what an account counts: two with other numbers have only their frame in common."""
    return {(number.low, number.unit) for number in account.numbers}


def _origin(reports: "Sequence[Account]") -> Origin:
    """Name an origin after the first link that most of its reports tell of.

    An outlet among them that cites another one itself is a link on the way.
    """
    passed_on = {outlet_key(a.outlet) for a in reports if a.outlet and a.via}
    names: dict[str, list[str]] = defaultdict(list)
    for account in reports:
        name = account.via[0] if account.via else account.who if account.named else account.outlet
        names[outlet_key(name or UNRESOLVED)].append(name or UNRESOLVED)
    roots = {key: same for key, same in names.items() if key not in passed_on} or names
    told = max(roots.values(), key=lambda same: (len(same), same))
    days = [account.day for account in reports if account.day is not None]
    return Origin(
        name=max(told, key=lambda name: (told.count(name), name)),
        kind=_kind(reports),
        said_on=date.fromordinal(min(days)).isoformat() if days else None,
        statements=tuple(account.id for account in reports),
    )


def _kind(reports: "Sequence[Account]") -> OriginKind:
    if any(account.named and not account.via for account in reports):
        return OriginKind.SPEECH
    if any(account.via for account in reports) or all(account.who is None for account in reports):
        return OriginKind.STORY
    return OriginKind.UNNAMED
