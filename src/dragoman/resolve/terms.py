"""Terms: what it tells of a document's day by which titles it calls people."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.record import ActorKind, Bound, BoundKind, BoundSide, Office, Span
from dragoman.resolve.entries import Role
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import FORMER
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.surnames import Sighting

BEHIND = re.compile(r"\b(?:(?:19|20)\d\d|last year|years? ago|then|when|under)\b", re.IGNORECASE)
"""Words around a title by which its holder may be out of office by now: "when President Obama"."""

CLAUSE = 120
"""Code points on either side of words, within their sentence, in which signs of another time
are looked for."""

SENTENCE_END = re.compile(r"[.!?][\"”’)»]*\s|\n")

OBSERVED, OBSERVED_WITHIN = "CIA World Factbook", timedelta(days=365)
"""Whose ends of terms are the day on which a dated page last listed the holder, and how far the
real end may lie behind it: most pages came out weekly, but some were not renewed for months."""

APPOSITION = re.compile(r"(?: \([^()]{1,20}\))?, (?P<title>[^,.;:()–—\n“”\"]+)[,.;]")
BEFORE_NAME = 9
"""Words before a name in which its title stands, such as "president of the United States"."""


def titled(
    text: str, sightings: list[Sighting], tokens: list[Token], knowledge: Knowledge
) -> Iterator[tuple[Bound, str]]:
    """Bound a document by the offices by which people are called beside their names.

    Who is called president is in office; who is called former president no longer is. "Obama's
    national security adviser" may be either.

    Yields:
        Bounds with the id of whose office it is.
    """
    people = {s.end for s in sightings if s.actor.kind is ActorKind.PERSON and s.possessive}
    places = {token.start: index for index, token in enumerate(tokens)}
    for sighting in sightings:
        at = places.get(sighting.start)
        if sighting.actor.kind is not ActorKind.PERSON or not sighting.actor.offices or not at:
            continue
        beside = tokens[max(0, at - BEFORE_NAME) : at]
        title = _title(beside, knowledge)
        if title is None:
            beside = _apposed(text, sighting, tokens)
            title = _title(beside, knowledge)
        if title is None:
            continue
        role, first, former, of = title
        names = {role.role, *role.holders}
        held = [
            office
            for office in sighting.actor.offices
            if office.role in names and (of is None or _called(office.of, of, knowledge))
        ]
        if held and not _follows(first, tokens, people):
            begin, end = min(first.start, sighting.start), max(sighting.end, beside[-1].end)
            words = Span.of(text, begin, end)
            entry = knowledge.entries.get(sighting.actor.id)
            observed = entry is not None and entry.source.startswith(OBSERVED)
            terms = [_Term.of(office, observed=observed) for office in held]
            behind = BEHIND.search(around(text, words.start, words.end))
            for bound in _term(terms, sighting.actor.name, words, former=former):
                if bound.side is BoundSide.EARLIEST or not behind:
                    yield bound, sighting.actor.id


def _apposed(text: str, sighting: Sighting, tokens: list[Token]) -> list[Token]:
    """Give the words of an apposition behind a name: ", the 13th secretary general of NATO,"."""
    match = APPOSITION.match(text, sighting.end)
    if match is None:
        return []
    first = bisect_left(tokens, match.start("title"), key=lambda token: token.start)
    last = bisect_left(tokens, match.end("title"), key=lambda token: token.start)
    return tokens[first:last] if last - first <= BEFORE_NAME else []


def _follows(first: Token, tokens: list[Token], people: Container[int]) -> bool:
    """Tell whether a title comes right after the possessive of somebody's name."""
    at = bisect_left(tokens, first.start, key=lambda token: token.start)
    return at > 0 and tokens[at - 1].end in people


@dataclass(frozen=True, slots=True)
class _Term:
    """The days between which an office was held; None where that end is open."""

    office: str
    since: str | None
    until: str | None

    @classmethod
    def of(cls, office: Office, *, observed: bool) -> "_Term":
        """Give the term of an office, with a year more where its end was only observed."""
        until = office.until and office.until[:10]
        if until and len(until) == 10 and observed:
            until = (date.fromisoformat(until) + OBSERVED_WITHIN).isoformat()
        return cls(f"{office.role} of {office.of}", office.since and office.since[:10], until)


def _term(terms: list[_Term], name: str, words: Span, *, former: bool) -> Iterator[Bound]:
    """Bound a document by the terms that a title may mean, or by the first end if it is over."""
    begins = [(term.since, term.office) for term in terms if term.since]
    ends = [(term.until, term.office) for term in terms if term.until]
    bounds: list[tuple[BoundSide, str, str, str]] = []
    if former and len(ends) == len(terms):
        bounds = [(BoundSide.EARLIEST, *min(ends), "until")]
    if not former and len(begins) == len(terms):
        bounds.append((BoundSide.EARLIEST, *min(begins), "since"))
    if not former and len(ends) == len(terms):
        last = max(ends, key=lambda end: end[0] + "~")
        bounds.append((BoundSide.LATEST, *last, "until"))
    for side, day, office, when in bounds:
        yield bound_by(side, day, BoundKind.OFFICE, words, f"{name}: {office} {when} {day}")


def _title(
    before: list[Token], knowledge: Knowledge
) -> tuple[Role, Token, bool, tuple[str, ...] | None] | None:
    """Read the title that words beside a name end with.

    Returns:
        The role, the title's first word, whether it is over, and the folded words of what it is
        of ("of the United States"); None if it does not say. None: the words are no title.
    """
    words = tuple(fold(token.text) for token in before)
    for first in range(len(words)):
        for role, names in knowledge.role_names.get(words[first], ()):
            if words[first : first + len(names)] != names:
                continue
            of = words[first + len(names) :]
            over = [at for at in range(max(0, first - 2), first) if words[at] in FORMER]
            begin = before[over[0] if over else first]
            if not of:
                return role, begin, bool(over), None
            if of[0] == "of" and len(of) > 1:
                return role, begin, bool(over), of[2:] if of[1] == "the" else of[1:]
    return None


def _called(party: str, words: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Tell whether words name a party."""
    entry = knowledge.by_name.get(party)
    names = entry.spellings if entry else (party,)
    return any(tuple(fold(token.text) for token in tokenize(name)) == words for name in names)


def around(text: str, start: int, end: int) -> str:
    """Give the words around a stretch, within its sentence, without the stretch itself."""
    before = SENTENCE_END.split(text[max(0, start - CLAUSE) : start])[-1]
    after = SENTENCE_END.split(text[end : end + CLAUSE])[0]
    return f"{before}\n{after}"


def bound_by(
    side: BoundSide, value: str, kind: BoundKind, words: Span, because: str | None = None
) -> Bound:
    """Make a bound that the document alone tells."""
    return Bound(side=side, value=value, kind=kind, words=words, because=because)
