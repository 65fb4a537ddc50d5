"""Claiming: the claims that a change to some documents can reach, grouped anew.

Those are the claims in which their statements stood, and the claims of statements elsewhere that
may put the same. Statements elsewhere are found as relating the whole record finds them, by their
rarest stems (resolve/claims/matches.py), which lie beside the claims for that.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dragoman.record import Claim, Document, Statement
from dragoman.resolve.claims import (
    Account,
    accounts_of,
    claims_among,
    is_named,
    keys_of,
    may_be_one,
    ordinal_day,
    sides_of,
    stem_counts,
)
from dragoman.store import ClaimIndex, View
from dragoman.store.queries.claims import ClaimsOfStatements
from dragoman.store.queries.deriving import WordsOf
from dragoman.store.queries.families import FamiliesOf
from dragoman.store.queries.relating import (
    Articles,
    DocumentsOf,
    SpeakersHeard,
    StatementsAlike,
    StemCounts,
)

MOST_ALIKE = 200
"""Statements elsewhere that are looked into for one statement, those of the nearest days first."""

Article = tuple[Document, Sequence[Statement]]
Accounts = Mapping[str, Sequence[Account]]
"""What statements contribute to claims, by document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """The claims that take the place of some others.

    Attributes:
        gone: Ids of those others.
        claims: The claims.
        index: What has changed in what claims are looked up by.
    """

    gone: Collection[str]
    claims: tuple[Claim, ...]
    index: ClaimIndex


def regroup(
    view: View,
    articles: Sequence[Article],
    former: Mapping[str, Collection[str]],
    before: Mapping[str, Sequence[Statement]],
) -> Regrouped:
    """Group the statements of documents anew, with those that may belong to them.

    Args:
        view: The record, in which the documents have their new statements.
        articles: The documents with these.
        former: By document the ids of the statements that it had.
        before: By document these statements, as far as they are known.
    """
    since = {document.id: accounts_of(document, said) for document, said in articles}
    until = {
        document.id: accounts_of(document, before[document.id])
        for document, _ in articles
        if document.id in before
    }
    more = _difference(since, until)
    stems = _Stems(view, more)
    alike = {id_ for account in _changed(since, until) for id_ in _alike(view, account, stems)}
    own = {account.id for found in since.values() for account in found}
    known = {*own, *alike, *(id_ for ids in former.values() for id_ in ids)}
    gone = view.ask(ClaimsOfStatements(ids=tuple(sorted(known))))
    among = {*own, *alike, *(id_ for claim in gone for id_ in claim.statements)}
    around = since | _elsewhere(view, among - own, since)
    families = view.ask(FamiliesOf(documents=tuple(around)))
    claims = claims_among(around, stems.of(around), _sides(view), among=among, families=families)
    counts = stems.of(since)
    keys = [(a.id, keys_of(a, counts)) for found in since.values() for a in found]
    return Regrouped(
        gone={claim.id for claim in gone},
        claims=tuple(claims),
        index=ClaimIndex(stems=more, keys=keys),
    )


class _Stems:
    """In how many statements stems are, with what has changed since that was counted."""

    def __init__(self, view: View, more: Mapping[str, int]) -> None:
        self._view = view
        self._more = more
        self._known: dict[str, int] = {}

    def of(self, accounts: Accounts) -> Mapping[str, int]:
        """Give the counts of all stems of some statements, at least."""
        stems = {stem for found in accounts.values() for one in found for stem in one.stems}
        wanted = stems - self._known.keys()
        counted = self._view.ask(StemCounts(stems=tuple(sorted(wanted))))
        for stem in wanted:
            self._known[stem] = counted.get(stem, 0) + self._more.get(stem, 0)
        return self._known


def _changed(since: Accounts, until: Accounts) -> list[Account]:
    """Choose the statements that may put something else than before."""
    same = {account for found in until.values() for account in found}
    return [account for found in since.values() for account in found if account not in same]


def _difference(since: Accounts, until: Accounts) -> dict[str, int]:
    """Count in how many more statements a stem is, of documents whose former ones are known."""
    more: Counter[str] = Counter()
    for document in until:
        more.update(stem_counts(since[document]))
        more.subtract(stem_counts(until[document]))
    return {stem: count for stem, count in more.items() if count}


def _alike(view: View, account: Account, stems: _Stems) -> set[str]:
    """Find the statements of other documents that may put the same as one."""
    keys = keys_of(account, stems.of({account.document: [account]}))
    if account.vague or account.declines or not keys:
        return set()
    days = {
        one.id: ordinal_day(one.said_on, one.published)
        for one in view.ask(StatementsAlike(stems=tuple(keys)))
        if one.document != account.document
    }
    nearest = sorted(days, key=lambda id_: (_apart(account.day, days[id_]), id_))[:MOST_ALIKE]
    words = view.ask(WordsOf(ids=tuple(nearest)))
    return {id_ for id_ in nearest if may_be_one(account, words.get(id_, ""), days[id_])}


def _apart(one: int | None, other: int | None) -> int:
    """Count the days between two; a day that is not known may be any."""
    return 0 if one is None or other is None else abs(one - other)


def _elsewhere(view: View, ids: Collection[str], known: Accounts) -> dict[str, list[Account]]:
    """Give the accounts of the other documents that statements are in."""
    documents = set(view.ask(DocumentsOf(statements=tuple(sorted(ids)))).values())
    articles = view.ask(Articles(ids=tuple(sorted(documents - known.keys()))))
    return {document.id: accounts_of(document, said) for document, said in articles}


def _sides(view: View) -> dict[str, tuple[str, ...]]:
    heard = view.ask(SpeakersHeard())
    return sides_of((who, bool(who and is_named(who, kind)), party) for who, kind, party in heard)
