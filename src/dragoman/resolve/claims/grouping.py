"""Claims: statements about the same proposition, who asserts and who denies it, and its origins.

A claim is recorded if somebody answers it, if figures differ, or if two documents or two speakers
bear on it; a denial is an answer even where the record does not have what is denied. Any other
statement that stands alone is none: it is in the record as what it is, and a claim of it would
say nothing more, while nine statements of ten stand alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.record import Act, Claim, Document, Statement
from dragoman.resolve.claim_words import weight_of
from dragoman.resolve.claims.accounts import Account, accounts_of
from dragoman.resolve.claims.answers import answers, repeats
from dragoman.resolve.claims.building import Link, claim_of
from dragoman.resolve.claims.contents import RESPONSES
from dragoman.resolve.claims.holders import holders, sides_of
from dragoman.resolve.claims.matches import Match, candidates, keys_of, stem_counts, verified
from dragoman.resolve.origins import Groups

LEADERS_SHARE = 0.4
"""Share of the lighter one's weight that the first statements of two groups must have in common
before the groups become one: a chain of likenesses must not lead from one topic to the next."""

ONE_VOICE_SHARE = 0.25
"""The same for two groups that begin with one speaker, whose words outlets cut differently."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The claims of a record, and what tells which of them a new statement may belong to.

    Attributes:
        claims: Ordered by their text.
        stems: In how many statements each stem is.
        keys: By statement the stems that it is looked up by.
    """

    claims: list[Claim]
    stems: Mapping[str, int]
    keys: Mapping[str, Sequence[str]]


def find_claims(
    articles: Iterable[tuple[Document, Sequence[Statement]]],
    families: Mapping[str, str] | None = None,
) -> list[Claim]:
    """Group statements into claims, across documents and outlets.

    Of each article only what claims need is kept, so that any number can be streamed.

    Args:
        articles: Documents with their statements, in any order.
        families: For a document the id of its near-duplicate group, where it has one.

    Returns:
        Claims, ordered by their text; the same for the same articles in any order.
    """
    return survey_claims(articles, families).claims


def survey_claims(
    articles: Iterable[tuple[Document, Sequence[Statement]]],
    families: Mapping[str, str] | None = None,
) -> Survey:
    """Group statements into claims, and tell what statements are looked up by.

    Args:
        articles: As for find_claims.
        families: As for find_claims.
    """
    by_document = {document.id: accounts_of(document, found) for document, found in articles}
    accounts = [account for found in by_document.values() for account in found]
    stems = stem_counts(accounts)
    claims = claims_among(by_document, stems, sides_of(map(_speaker, accounts)), families=families)
    return Survey(claims, stems, {a.id: keys_of(a, stems) for a in accounts})


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
        families: As for find_claims.
    """
    accounts = sorted((a for found in by_document.values() for a in found), key=_by_day)
    numbers = {account.id: number for number, account in enumerate(accounts)}
    wanted = [among is None or account.id in among for account in accounts]
    pairs = ((a, b) for a, b in candidates(accounts, stems) if wanted[a] or wanted[b])
    matches = list(verified(accounts, pairs))
    for found in by_document.values():
        places = [numbers[account.id] for account in found]
        matches.extend(_among_all(match, places) for match in repeats(found, among=among))
        for match in answers(found):
            matches.append(_among_all(match, places))
            answer = accounts[places[match.one]]
            if match.answers and not answer.declines:  # a negation alone may have said no
                accounts[places[match.one]] = replace(answer, answers=True)
    _name_holders(accounts, matches, sides)
    groups = _grouped(accounts, matches, wanted)
    claims = (
        claim_of(members, families, links) for members, links in groups if _is_recorded(members)
    )
    return sorted(claims, key=lambda claim: (claim.text, claim.id))


def _speaker(account: Account) -> tuple[str | None, bool, str | None]:
    return account.who, account.named, account.party


def _name_holders(
    accounts: list[Account], matches: Sequence[Match], sides: Mapping[str, tuple[str, ...]]
) -> None:
    """Put down, for answers to no statement of the record, whom they name themselves."""
    linked = {end for match in matches if match.answers for end in (match.one, match.other)}
    for number, account in enumerate(accounts):
        answers = (account.responds and account.act in RESPONSES) or account.belies
        if number not in linked and (answers or account.mutual):
            against = holders(account, sides)
            responds = account.responds or (answers and bool(against))
            accounts[number] = replace(account, against=against, responds=responds)


def _among_all(match: Match, places: Sequence[int]) -> Match:
    """Give a match within a document the numbers of its accounts among all."""
    return replace(match, one=places[match.one], other=places[match.other])


def _by_day(account: Account) -> tuple[bool, int, tuple[str, int, int, str]]:
    return account.day is None, account.day or 0, account.place


def _grouped(
    accounts: Sequence[Account], matches: Sequence[Match], wanted: Sequence[bool]
) -> Iterator[tuple[list[Account], list[Link]]]:
    """Join matched accounts, the surest first, and give the groups with what links their members.

    Agglomerative, but two groups are joined only if their first members are alike too: single
    linkage alone makes chains (Manning et al. 2008, chapter 17.2). What is denied and stands
    alone comes last: somebody has said it, though nobody in the record.
    """
    groups = Groups(len(accounts))
    holding = [not account.says_no for account in accounts]
    joining = (match for match in matches if wanted[match.one] and wanted[match.other])
    ordered = sorted(joining, key=lambda m: (-m.strength, m.one, m.other))
    for match in ordered:
        one, other = groups.find(match.one), groups.find(match.other)
        first = {one, other} == {match.one, match.other}
        bare_answer = match.answers and not (holding[one] and holding[other])
        if one != other and (
            match.binds or first or bare_answer or _alike(accounts[one], accounts[other])
        ):
            groups.join(one, other)
            holding[groups.find(one)] = holding[one] or holding[other]
    members: dict[int, list[Account]] = defaultdict(list)
    for number in sorted({end for match in ordered for end in (match.one, match.other)}):
        members[groups.find(number)].append(accounts[number])
    links: dict[int, list[Link]] = defaultdict(list)
    for match in ordered:
        if groups.find(match.one) == groups.find(match.other):
            links[groups.find(match.one)].append(_link(accounts, match))
    yield from ((found, links[root]) for root, found in members.items() if len(found) > 1)
    matched = {end for match in matches for end in (match.one, match.other)}
    alone = (a for n, a in enumerate(accounts) if wanted[n] and n not in matched)
    yield from (([a], []) for a in alone if a.against or (a.act is Act.DENY and not a.vague))


def _link(accounts: Sequence[Account], match: Match) -> Link:
    """Tell what ties two accounts, the one that says no first."""
    one, other = accounts[match.one], accounts[match.other]
    if match.answers and other.responds and not (one.responds or one.declines or one.retorts):
        one, other = other, one
    return Link(one.id, other.id, match.answers)


def _alike(one: Account, other: Account) -> bool:
    share = ONE_VOICE_SHARE if one.who and one.who == other.who else LEADERS_SHARE
    less = min(weight_of(one.stems), weight_of(other.stems))
    return weight_of(one.stems & other.stems) >= share * less > 0


def _is_recorded(members: Sequence[Account]) -> bool:
    speakers = {account.who for account in members}
    return (
        len({account.document for account in members}) > 1
        or len(speakers) > 1
        or any(a.says_no or a.declines or (a.mutual and a.against) for a in members)
    )
