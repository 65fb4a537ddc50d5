"""Claims: statements about the same proposition, who asserts and who denies it, and its origins.

A claim is recorded if somebody answers it, if figures differ, or if two documents or two speakers
bear on it; a denial is an answer even where the record does not have what is denied. Any other
statement that stands alone is none: it is in the record as what it is, and a claim of it would
say nothing more, while nine statements of ten stand alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dragoman.record import (
    Act,
    Carries,
    Claim,
    ClaimStatus,
    Coverage,
    Document,
    Figure,
    FigureBound,
    Statement,
    digest,
)
from dragoman.resolve.claim_words import lists, weight, weight_of
from dragoman.resolve.claims.accounts import RESPONSES, Account, accounts_of
from dragoman.resolve.claims.answers import answers, repeats
from dragoman.resolve.claims.holders import holders, sides_of
from dragoman.resolve.claims.matches import Match, candidates, verified
from dragoman.resolve.figures import Number, differ, same_unit
from dragoman.resolve.origins import Groups, origins_of

LEADERS_SHARE = 0.4
"""Share of the lighter one's weight that the first statements of two groups must have in common
before the groups become one: a chain of likenesses must not lead from one topic to the next."""

ONE_VOICE_SHARE = 0.25
"""The same for two groups that begin with one speaker, whose words outlets cut differently."""

FIGURE_DAYS = 1
"""How far apart two counts of the same may be given before they are two counts: tolls rise."""

COUNTING = frozenset({Act.ASSERT, Act.ACCUSE, Act.CONFIRM, None})
"""The acts in which a number is a count."""

UNRESOLVED = "unresolved"


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
    by_document = {document.id: accounts_of(document, found) for document, found in articles}
    accounts = sorted((a for found in by_document.values() for a in found), key=_by_day)
    numbers = {account.id: number for number, account in enumerate(accounts)}
    matches = list(verified(accounts, candidates(accounts)))
    for found in by_document.values():
        places = [numbers[account.id] for account in found]
        matches.extend(_among_all(match, places) for match in repeats(found))
        for match in answers(found):
            matches.append(_among_all(match, places))
            answer = accounts[places[match.one]]
            if match.answers and not answer.declines:  # a negation alone may have said no
                accounts[places[match.one]] = replace(answer, responds=True)
    _name_holders(accounts, matches)
    groups = _grouped(accounts, matches)
    claims = (_claim(members, families) for members in groups if _is_recorded(members))
    return sorted(claims, key=lambda claim: (claim.text, claim.id))


def _name_holders(accounts: list[Account], matches: Sequence[Match]) -> None:
    """Put down, for answers to no statement of the record, whom they name themselves."""
    linked = {end for match in matches if match.answers for end in (match.one, match.other)}
    sides = sides_of(accounts)
    for number, account in enumerate(accounts):
        if number not in linked and (account.act in RESPONSES or account.belies):
            against = holders(account, sides)
            responds = account.responds or bool(against)
            accounts[number] = replace(account, against=against, responds=responds)


def _among_all(match: Match, places: Sequence[int]) -> Match:
    """Give a match within a document the numbers of its accounts among all."""
    return replace(match, one=places[match.one], other=places[match.other])


def _by_day(account: Account) -> tuple[bool, int, tuple[str, int, int, str]]:
    return account.day is None, account.day or 0, account.place


def _grouped(accounts: Sequence[Account], matches: Iterable[Match]) -> Iterator[list[Account]]:
    """Join matched accounts, the surest first, and give the groups.

    Agglomerative, but two groups are joined only if their first members are alike too: single
    linkage alone makes chains (Manning et al. 2008, chapter 17.2). What is denied and stands
    alone comes last: somebody has said it, though nobody in the record.
    """
    groups = Groups(len(accounts))
    holding = [not account.responds for account in accounts]
    ordered = sorted(matches, key=lambda m: (-m.strength, m.one, m.other))
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
    matched = {number for found in members.values() for number in map(id, found)}
    yield from (found for found in members.values() if len(found) > 1)
    alone = (a for a in accounts if id(a) not in matched)
    yield from ([a] for a in alone if a.against or (a.act is Act.DENY and not a.vague))


def _alike(one: Account, other: Account) -> bool:
    share = ONE_VOICE_SHARE if one.who and one.who == other.who else LEADERS_SHARE
    less = min(weight_of(one.stems), weight_of(other.stems))
    return weight_of(one.stems & other.stems) >= share * less > 0


def _is_recorded(members: Sequence[Account]) -> bool:
    speakers = {account.who for account in members}
    return (
        len({account.document for account in members}) > 1
        or len(speakers) > 1
        or any(account.responds or account.declines for account in members)
    )


def _claim(members: Sequence[Account], families: Mapping[str, str] | None) -> Claim:
    """Build the claim of a group.

    Whoever says no in one report of his words says no in all: readers of the same words differ.

    Args:
        members: Its accounts in the order of their days.
        families: As for find_claims.
    """
    denied = _denying(members)
    left = [account for account in members if account not in denied]
    declined = [account for account in left if account.declines]
    confirmed = [account for account in left if account.act is Act.CONFIRM]
    asserted = [a for a in left if not a.declines and a.act is not Act.CONFIRM]
    ids = tuple(account.id for account in members)
    roots = origins_of([*asserted, *confirmed] or members, families)
    return Claim(
        id=digest("claim", *ids),
        text=_text(asserted or confirmed or [a for a in members if not a.refuses] or members),
        statements=ids,
        asserted_by=_names(asserted) or _named_by(denied),
        denied_by=_names(denied),
        confirmed_by=_names(confirmed),
        declined_by=_names(declined),
        figures=tuple(_figures(members)),
        origins=len(roots),
        roots=roots,
        coverage=tuple(_coverage([*asserted, *confirmed], denied)),
        status=_status([*asserted, *confirmed], denied, confirmed, declined),
    )


def _denying(members: Sequence[Account]) -> list[Account]:
    """Choose the accounts that say no to what the others hold, or to what their content names."""
    no = {account.who for account in members if account.responds and account.who}
    denying = [account for account in members if account.responds or account.who in no]
    alone = len(denying) == len(members)
    holding = all(a.act is not Act.DENY and (a.refuses or not a.responds) for a in denying)
    return [] if alone and holding else denying


def _names(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Name who speaks and for whom, each once, in the order of the statements."""
    names = (name for account in accounts for name in (account.who, account.party) if name)
    return tuple(dict.fromkeys(names))


def _named_by(denied: Sequence[Account]) -> tuple[str, ...]:
    """Name those who hold what is denied, by the words of the denials."""
    return tuple(dict.fromkeys(name for account in denied for name in account.against))


def _text(accounts: Sequence[Account]) -> str:
    """Choose the content with the most of what all have in common for its length.

    One that cannot be read alone ("on the alleged plan") only where there is no other.
    """
    common = Counter(stem for account in accounts for stem in account.stems)

    def centrality(account: Account) -> float:
        shared = sum(weight(stem) * (common[stem] - 1) for stem in sorted(account.stems))
        return (shared + 1.0) / (weight_of(account.stems) + 20.0)

    chosen = max(accounts, key=lambda a: (_reads_alone(a), centrality(a), a.text))
    return chosen.text


def _reads_alone(account: Account) -> bool:
    first = account.text.split(maxsplit=1)[0].casefold() if account.text.strip() else ""
    return len(account.stems) > 1 and not account.vague and first not in lists()["leading"]


def _status(
    holders: Sequence[Account],
    denied: Sequence[Account],
    confirmed: Sequence[Account],
    declined: Sequence[Account],
) -> ClaimStatus:
    known = [one for one in holders if one.who or one.party]
    opposed = any(not one.same_side(other) for one in known for other in denied)
    if opposed or (not holders and _named_by(denied)) or _figures_differ(holders):
        return ClaimStatus.CONTESTED
    if denied:
        return ClaimStatus.DENIED
    if confirmed:
        return ClaimStatus.CONFIRMED
    return ClaimStatus.NOT_DENIED if declined else ClaimStatus.ASSERTED


def _figures_differ(holders: Sequence[Account]) -> bool:
    """Tell whether two sides give numbers of the same, at one time, that exclude each other.

    What somebody demands counts nothing, and "at least" is outrun by the next article's count.
    """
    telling = [holder for holder in holders if holder.act in COUNTING and not holder.wishes]
    return any(
        not one.same_side(other)
        and _at_one_time(one, other)
        and differ(_counted(one, other), _counted(other, one))
        for one, other in combinations([h for h in telling if h.numbers], 2)
    )


def _at_one_time(one: Account, other: Account) -> bool:
    if one.day is None or other.day is None:
        return one.document == other.document
    return abs(one.day - other.day) <= FIGURE_DAYS


def _counted(account: Account, other: Account) -> Sequence[Number]:
    """Give the numbers of an account that can be held against another one's."""
    if account.document == other.document:
        return account.numbers
    return [number for number in account.numbers if number.bound is not FigureBound.LEAST]


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
