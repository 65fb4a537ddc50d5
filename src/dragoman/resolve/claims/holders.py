"""Holders: who holds what an answer rejects, where the answer itself names him.

"Rejected Western calls for a truce": nobody in the article may call for it in words of his own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dragoman.resolve.claim_words import joined, says_no, stems_of
from dragoman.resolve.claims.accounts import Account


def holders(answer: Account, sides: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Name those whose proposal, demand or claim an answer says no to, by its own words.

    Args:
        answer: A denial or a rejection.
        sides: Names of parties and speakers by the stem that tells them apart.
    """
    found = [sides.get(stem, ()) for stem in _cited(answer)]
    own = {answer.who, answer.party}
    others = [names for names in found if not own & set(names)]
    return tuple(dict.fromkeys(name for names in others for name in names))


def _cited(answer: Account) -> Iterator[str]:
    """Give the stems of the names that what is said no to is put down to."""
    words = joined(answer.text)
    found = [m["before"] or m["after"] or "" for m in says_no("held").finditer(words)]
    if answer.belies:
        found += [match["before"] for match in says_no("belied").finditer(words)]
    for name in found:
        yield from sorted(stems_of(name))


def sides_of(speakers: Iterable[tuple[str | None, bool, str | None]]) -> dict[str, tuple[str, ...]]:
    """Give speakers, with whom they speak for, and parties, each by the stem of the name.

    A name that several have, or that is several words, names nobody.

    Args:
        speakers: Those of all statements: the name, whether it is one, and the party.
    """
    sides: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    parties: set[str] = set()
    for who, named, party in speakers:
        if who and named and who != party:
            mine = (who, party) if party else (who,)
            sides[min(stems_of(who.split()[-1]), default="")].add(mine)
        if party:
            parties.add(party)
    for name in parties:
        if len(stems := stems_of(name)) == 1:
            sides[min(stems)] = {(name,)}
    return {stem: min(found) for stem, found in sides.items() if stem and len(found) == 1}
