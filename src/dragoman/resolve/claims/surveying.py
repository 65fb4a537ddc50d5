"""Surveying: the claims of a whole record, in memory that hardly grows with it.

What a statement contributes to claims takes 6 kB; it is put aside on disk, in the order in which
documents come, and read again in the order of days. In memory stay a few numbers for each
statement, what the record's stems are looked up in, and what is tied to what.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from dragoman.record import Claim, Document, Statement
from dragoman.resolve.claims.accounts import Account, accounts_of
from dragoman.resolve.claims.grouping import claims_of, told_within
from dragoman.resolve.claims.holders import sides_of
from dragoman.resolve.claims.matches import Match, candidates, keys_of, stem_counts, verified
from dragoman.resolve.claims.shelf import Shelf, Shelved

Articles = Iterable[tuple[Document, Sequence[Statement]]]


@dataclass(frozen=True, slots=True)
class Survey:
    """The claims of a record, and what tells which of them a new statement may belong to.

    Attributes:
        claims: Ordered by their text; they can be gone through once, as long as the survey lasts.
        stems: In how many statements each stem is.
        keys: Statements, each with the stems that it is looked up by; as `claims`.
    """

    claims: Iterator[Claim]
    stems: Mapping[str, int]
    keys: Iterator[tuple[str, Sequence[str]]]


def find_claims(articles: Articles, families: Mapping[str, str] | None = None) -> list[Claim]:
    """Group statements into claims, across documents and outlets.

    Of each article only what claims need is kept, on disk, so that any number can be streamed.

    Args:
        articles: Documents with their statements, in any order, each document once.
        families: For a document the id of its near-duplicate group, where it has one.

    Returns:
        Claims, ordered by their text; the same for the same articles in any order.
    """
    with survey_claims(articles, families) as survey:
        return list(survey.claims)


@contextmanager
def survey_claims(
    articles: Articles, families: Mapping[str, str] | None = None
) -> Iterator[Survey]:
    """Group statements into claims, and tell what statements are looked up by.

    Args:
        articles: As for find_claims.
        families: As for find_claims.
    """
    with Shelf[Account]() as shelf, Shelf[Claim]() as kept:
        gathered = _Gathered(shelf)
        for document, found in articles:
            gathered.add(accounts_of(document, found))
        accounts, matches, objecting = gathered.by_day()
        stems = gathered.stems
        matches.extend(verified(accounts, candidates(accounts, stems)))
        claims = claims_of(accounts, matches, objecting, sides_of(gathered.speakers), families)
        by_text = sorted((claim.text, claim.id, kept.put(claim)) for claim in claims)
        yield Survey(
            claims=(kept.at(place) for _, _, place in by_text),
            stems=stems,
            keys=((account.id, keys_of(account, stems)) for account in accounts),
        )


class _Gathered:
    """What documents contribute, numbered as it comes."""

    def __init__(self, shelf: Shelf[Account]) -> None:
        """Begin with nothing, and an empty shelf."""
        self.stems: Counter[str] = Counter()
        self.speakers: set[tuple[str | None, bool, str | None]] = set()
        self._shelf = shelf
        self._places = array("Q")
        self._matches: list[Match] = []
        self._objecting: list[int] = []
        self._days: dict[int | None, dict[str, array[int]]] = defaultdict(dict)

    def add(self, found: Sequence[Account]) -> None:
        """Put the accounts of a document aside, and keep what ties them."""
        first = len(self._places)
        known, matches = told_within(found)
        self.stems.update(stem_counts(known))
        self._matches += (match.moved(range(first, first + len(known))) for match in matches)
        for number, account in enumerate(known, first):
            self._places.append(self._shelf.put(account))
            self.speakers.add(account.speaks)
            numbers = self._days[account.day].setdefault(account.document, array("Q"))
            numbers.append(number)
            if account.objects:
                self._objecting.append(number)

    def by_day(self) -> tuple[Shelved, list[Match], set[int]]:
        """Number all anew in the order of their days, the undated last; only once.

        Returns:
            The accounts, what ties those of one document, and the numbers of those that object.
        """
        order, numbers = array("Q"), array("Q", bytes(8 * len(self._places)))
        for day in sorted(self._days, key=lambda day: (day is None, day or 0)):
            for document in sorted(self._days[day]):
                order.extend(self._days[day][document])
        self._days.clear()
        for number, came in enumerate(order):
            numbers[came] = number
        accounts = Shelved(self._shelf, array("Q", (self._places[came] for came in order)))
        matches = [match.moved(numbers) for match in self._matches]
        self._matches.clear()
        return accounts, matches, {numbers[came] for came in self._objecting}
