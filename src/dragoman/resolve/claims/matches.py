"""Matches: which accounts put the same proposition, or answer one another, and how surely.

Candidates come from an inverted index over each account's rarest stems, as joins by similarity
use one (prefix filtering: Chaudhuri, Ganti and Kaushik 2006), with a bound on the length and the
days of every list; each is then verified by the weight of the words shared. So the work grows
with the number of accounts, not of pairs.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.resolve.claim_words import stems_of, weight, weight_of
from dragoman.resolve.claims.accounts import Account, Accounts
from dragoman.resolve.claims.contents import runs_in
from dragoman.resolve.figures import differ

KEYS = 8
"""Stems under which an account is looked up, the rarest among all accounts."""

LATEST = 64
"""Accounts that a stem leads to, the latest by day: who repeats a claim does so within days, and
a stem that more of them have is no name of a proposition."""

LIGHTEST_KEY = 4.0
"""Stems in more than one sentence of 55 lead nowhere in particular."""

UNDATED = 2**31 - 1
"""Stands for the day of an account without one: after all others."""

DAYS = 6
"""How far apart in time reports of the same thing may lie; a week later it is another round."""

SHARED = 14.0
"""Weight of the shared words from which on two accounts may be one claim: two rare words, or
three that are not."""

SHARED_BESIDE_NAMES = 9.0
"""Of that what is no name: who speaks of the same people need not say the same."""

SHARE_OF_SHORTER = 0.6
SHARE_OF_LONGER = 0.55
SHARE_OF_SAME_SPEAKER = 0.4
"""Shares of the weight that must be shared. One speaker's words of those days are likelier one
statement that outlets put differently."""

QUOTED_SHARE = 0.3
"""Of the lighter one's weight, where a run of words is the same in both."""


RUNS_OF_ANOTHER = 3
"""Runs that two speakers must share: eight words; six may be a plan's name."""

OPPOSED_SHARE = 0.4
"""Share of the words in which somebody says no that another one has, if the no is against him."""

COPIED_RUNS = 0.4
"""And the share of the shorter one's runs, since set phrases have eight words too."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two accounts that belong together.

    Attributes:
        one: Index of the first.
        other: Index of the second.
        strength: How surely; for the order in which matches are taken.
        answers: Whether one says no to, or declines on, what the other holds.
        binds: Whether the two belong together whatever groups they are in.
    """

    one: int
    other: int
    strength: float
    answers: bool
    binds: bool = False

    def moved(self, numbers: Sequence[int]) -> "Match":
        """Give the same of accounts that are numbered anew."""
        return replace(self, one=numbers[self.one], other=numbers[self.other])


def stem_counts(accounts: Iterable[Account]) -> Counter[str]:
    """Count in how many accounts each stem is."""
    return Counter(stem for account in accounts for stem in account.stems)


def candidates(accounts: Iterable[Account], counts: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Give pairs of accounts of different documents that share two rare stems, earlier first.

    Args:
        accounts: In the order of their days, the undated last.
        counts: In how many accounts of the record each stem is.
    """
    index: dict[str, array[int]] = defaultdict(lambda: array("I"))
    days, documents = array("i"), array("I")
    known: dict[str, int] = {}
    for number, account in enumerate(accounts):
        days.append(UNDATED if account.day is None else account.day)
        documents.append(known.setdefault(account.document, len(known)))
        lists = [index[stem] for stem in keys_of(account, counts)]
        for held in lists:
            _forget(held, days)
        shared = Counter(earlier for held in lists for earlier in held)
        for earlier, count in shared.items():
            if count > 1 and documents[earlier] != documents[number]:
                yield earlier, number
        for held in lists:
            held.append(number)
            del held[:-LATEST]


def keys_of(account: Account, counts: Mapping[str, int]) -> list[str]:
    """Choose the stems to look an account up under: the rarest that any other account has."""
    known = [s for s in account.stems if counts[s] > 1 and weight(s) >= LIGHTEST_KEY]
    return sorted(known, key=lambda stem: (counts[stem], stem))[:KEYS]


def may_be_one(account: Account, text: str, day: int | None) -> bool:
    """Tell whether a statement elsewhere may put the same proposition, before it is looked into.

    Args:
        account: A statement.
        text: The other one's content.
        day: The other one's day, as an ordinal. None: not known.
    """
    if account.day is not None and day is not None and abs(account.day - day) > DAYS:
        return False
    return weight_of(account.stems & stems_of(text)) >= SHARED or not runs_in(text).isdisjoint(
        account.runs
    )


def _forget(held: "array[int]", days: Sequence[int]) -> None:
    """Drop accounts too old for a match with the last; those without a day come after all."""
    last = days[-1]
    if last != UNDATED:
        del held[: next((n for n, one in enumerate(held) if days[one] >= last - DAYS), len(held))]


def verified(accounts: Accounts, pairs: Iterable[tuple[int, int]]) -> Iterator[Match]:
    """Give the pairs that put the same proposition, by weighted overlap, time and quotation."""
    for one, other in pairs:
        a, b = accounts[one], accounts[other]
        if not (a.is_proposition and b.is_proposition and _same_time(a, b)):
            continue
        strength = similarity(a, b)
        if strength:
            yield Match(one, other, strength, opposed(a, b))


def opposed(a: Account, b: Account) -> bool:
    """Tell whether one says no to what the other holds: not so if they say it in one voice.

    A content that is the same run by run has its "unacceptable" in both, whatever the acts are.
    """
    if a.responds == b.responds or a.negative == b.negative or a.same_side(b):
        return False
    no, other = (a, b) if a.responds else (b, a)
    if no.refuses and other.condemns:
        return False  # both are against it
    if weight_of(no.scope & other.whole) < OPPOSED_SHARE * weight_of(no.scope):
        return False  # what both say is not what the no is about
    runs, fewer = a.copied(b)
    return 2 * runs <= fewer or not no.refuses


def similarity(a: Account, b: Account) -> float:
    """Measure how surely two accounts put the same proposition, from 0: not, to 1: word by word.

    A proposition is the same if the shared words are most of the longer content, or are the
    shorter one's and a good part of the longer one's, or if they quote the same run of words.
    """
    if a.stems.isdisjoint(b.stems):
        return 0.0
    shared = weight_of(a.stems & b.stems)
    less, more = sorted((a.weight, b.weight))
    if not less:
        return 0.0
    of_shorter, of_longer = shared / less, shared / more
    one_voice = a.who is not None and a.who == b.who
    if of_shorter >= QUOTED_SHARE and _quoted(a, b, one_voice):
        return (1 + of_longer) / 2
    if a.negated != b.negated and a.responds == b.responds:
        return 0.0
    opposite, alike = a.stances(b)
    if a.responds != b.responds and alike and not opposite:
        return 0.0  # one rejects what the other wants to end
    beside = weight_of((a.stems & b.stems) - a.names - b.names)
    least = SHARE_OF_SAME_SPEAKER if one_voice else SHARE_OF_LONGER
    if shared < SHARED or beside < SHARED_BESIDE_NAMES or of_shorter < SHARE_OF_SHORTER:
        return 0.0
    return of_longer / 2 if of_longer >= least else 0.0


def _quoted(a: Account, b: Account, one_voice: bool) -> bool:
    """Tell whether two contents have so many words in a row in common that one is the other's."""
    runs, fewer = a.copied(b)
    return runs > 0 if one_voice else runs >= max(RUNS_OF_ANOTHER, COPIED_RUNS * fewer)


def _same_time(a: Account, b: Account) -> bool:
    """Tell whether two accounts may be of the same days; one without a day may be of any.

    Two with other numbers of the same are of one event only if they are of one day: the reports
    of every night's attacks have the same words.
    """
    if a.day is None or b.day is None:
        return not differ(a.numbers, b.numbers)
    return abs(a.day - b.day) <= (0 if differ(a.numbers, b.numbers) else DAYS)
