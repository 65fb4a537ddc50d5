"""Surveying: the claims of a whole record, in memory that hardly grows with it.

What a statement contributes to claims takes 6 kB; it is put aside on disk, in the order in which
documents come, and read again in the order of days. What is tied to what is put in order on disk
too. In memory stay some 20 bytes for each statement, and what stems are looked up in.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dragoman.record import Claim, Document, Statement
from dragoman.resolve.claims.accounts import Account, accounts_of
from dragoman.resolve.claims.grouping import claims_of, told_within
from dragoman.resolve.claims.holders import sides_of
from dragoman.resolve.claims.matches import candidates, keys_of, stem_counts, verified
from dragoman.resolve.claims.shelf import Shelf, Shelved, Sorted
from dragoman.resolve.claims.ties import Ties

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
    with Shelf[Account]() as shelf, Shelf[Claim]() as kept, Shelf[list[Any]]() as aside:
        gathered = _Gathered(shelf, aside)
        for document, found in articles:
            gathered.add(accounts_of(document, found))
        accounts, ties, objecting = gathered.by_day()
        stems, sides = gathered.stems, sides_of(gathered.speakers)
        ties.add(verified(accounts, candidates(accounts, stems)))
        by_text = Sorted[tuple[str, str, int]](aside)
        for claim in claims_of(accounts, ties, objecting, sides, families, aside):
            by_text.put((claim.text, claim.id, kept.put(claim)))
        yield Survey(
            claims=(kept.at(place) for _, _, place in by_text),
            stems=stems,
            keys=((account.id, keys_of(account, stems)) for account in accounts),
        )


class _Gathered:
    """What documents contribute, numbered as it comes."""

    def __init__(self, shelf: Shelf[Account], aside: Shelf[list[Any]]) -> None:
        """Begin with nothing, and shelves for accounts and for what ties them."""
        self.stems: Counter[str] = Counter()
        self.speakers: set[tuple[str | None, bool, str | None]] = set()
        self._shelf, self._aside = shelf, aside
        self._within = array("Q")
        self._objecting = bytearray()
        self._by_day = Sorted[tuple[bool, int, str, int, int]](aside)

    def add(self, found: Sequence[Account]) -> None:
        """Put the accounts of a document aside, and what ties them."""
        first = len(self._objecting)
        known, matches = told_within(found)
        self.stems.update(stem_counts(known))
        moved = [match.moved(range(first, first + len(known))) for match in matches]
        self._within.append(self._aside.put(moved))
        for number, account in enumerate(known, first):
            day, place = account.day, self._shelf.put(account)
            self._by_day.put((day is None, day or 0, account.document, number, place))
            self.speakers.add(account.speaks)
            self._objecting.append(account.objects)

    def by_day(self) -> tuple[Shelved, Ties, bytearray]:
        """Number all anew in the order of their days, the undated last.

        Returns:
            The accounts, what ties those of one document, and by number whether one objects.
        """
        places, objecting = array("Q"), bytearray()
        numbers = array("I", bytes(4 * len(self._objecting)))
        for number, (*_, came, place) in enumerate(self._by_day):
            numbers[came] = number
            places.append(place)
            objecting.append(self._objecting[came])
        ties = Ties(self._aside)
        for place in self._within:
            ties.add(match.moved(numbers) for match in self._aside.at(place))
        return Shelved(self._shelf, places), ties, objecting
