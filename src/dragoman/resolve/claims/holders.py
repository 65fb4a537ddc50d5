"""Holders: who holds what an answer rejects, where the answer itself names him.

"Rejected Western calls for a truce": nobody in the article may call for it in words of his own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dragoman.resolve.claim_words import joined, named_stems, says_no, stems_of
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.claims.contents import cited_in, same_name

LEADING = re.compile(r"^(?:The|A|An)\s+")

BACKED = re.compile(r"-(?:backed|led|brokered|drafted|proposed|sponsored|supported)\b")
"""What a name that leads a plan has behind it: "a Norland-backed proposal"."""


def holders(answer: Account, sides: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Name those whose proposal, demand or claim an answer says no to, by its own words.

    Of two that accuse each other it is the one that does not speak. Who is no speaker of the
    record is named only as the author of a report, in the words of the text.

    Args:
        answer: A denial or a rejection.
        sides: Names of parties and speakers by the stem that tells them apart.
    """
    if answer.mutual:
        found = [sides.get(stem, ()) for stem in sorted(named_stems(f"so {answer.mutual}"))]
    else:
        found = [_called(name, sides, story) for name, story in _cited(answer)]
    own = {answer.who, answer.party}
    others = [names for names in found if names and not own & set(names)]
    return tuple(dict.fromkeys(name for names in others for name in names))


def _cited(answer: Account) -> Iterator[tuple[str, bool]]:
    """Give the names that what is said no to is put down to, each with whether it is a report."""
    yield from cited_in(answer.told)
    if answer.belies:
        for match in says_no("belied").finditer(joined(answer.text)):
            yield match["before"], False


def _called(name: str, sides: Mapping[str, tuple[str, ...]], story: bool) -> tuple[str, ...]:
    name = BACKED.sub("", name)
    known = tuple(one for stem in sorted(stems_of(name)) for one in _side(stem, sides))
    return known or ((LEADING.sub("", name),) if story and len(name.split()) > 1 else ())


def _side(stem: str, sides: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give whom a stem names, in another spelling of the name if need be."""
    if stem in sides:
        return sides[stem]
    spelt = {sides[other] for other in sides if same_name(stem, other)}
    return spelt.pop() if len(spelt) == 1 else ()


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
    for name in sorted(parties, key=lambda name: (-len(name), name)):
        if len(stems := stems_of(name)) == 1:  # "Norland" rather than "Other Norland"
            sides[min(stems)] = {(name,)}
    return {stem: min(found) for stem, found in sides.items() if stem and len(found) == 1}
