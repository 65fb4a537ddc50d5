"""Phrase: the words of a source taken apart into head, appositions and what is named in it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.record import Actor, ActorKind, Span
from dragoman.resolve.adjoining import is_half
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.entries import Entry
from dragoman.resolve.lexicon import (
    COUNTS,
    DETERMINERS,
    HEDGES,
    LIGHT_STARTS,
    NOT_NAMES,
    PREPOSITIONS,
    SHARES,
    SPEAKING_SELF,
    TRAILING,
    VERBS,
)
from dragoman.resolve.names import Token, fold, sound, tokenize
from dragoman.resolve.surnames import Sighting

SIDES = (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP)
NAMED_KINDS = (*SIDES, ActorKind.OUTLET)
CONTRACTED = re.compile(r"['’](?:m|s|d|ve|re|ll)$")
SUBJECTS = {"he", "she", "they", "it", "i", "we", "who"}
WHOLES = {"of", "among"}
STRAY = 4
"""Words that a source of which only the last is a pronoun may have; more are a description."""

BREAK = re.compile(r"[,;:–—()]|\s[-–—]\s|\.\s")


@dataclass(frozen=True)
class Part:
    """A stretch of a phrase between commas, dashes or brackets.

    Attributes:
        tokens: Its words.
        head: How many of them stand before the first preposition or relative.
    """

    tokens: tuple[Token, ...]
    head: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return tuple(fold(token.text) for token in self.tokens)

    def index_of(self, sighting: Sighting) -> int:
        """Give the place of a name among its words."""
        return next(i for i, token in enumerate(self.tokens) if token.start >= sighting.start)

    @cached_property
    def head_tokens(self) -> tuple[Token, ...]:
        """The words before the first preposition or relative."""
        return self.tokens[: self.head]

    @cached_property
    def head_words(self) -> tuple[str, ...]:
        """The same, folded, without articles and counts."""
        words = tuple(fold(token.text) for token in self.head_tokens)
        return tuple(word for word in words if word not in DETERMINERS and word not in COUNTS)


@dataclass(frozen=True)
class Phrase:
    """The words of a source, and what they name.

    Attributes:
        span: The source as the reader gave it.
        parts: Its stretches; the first one holds the head.
        sightings: The names in it.
    """

    span: Span
    parts: tuple[Part, ...]
    sightings: tuple[Sighting, ...]

    @property
    def head(self) -> Part:
        """The first stretch."""
        return self.parts[0]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, folded."""
        return tuple(word for part in self.parts for word in part.words)

    def named(self, part: Part, *kinds: ActorKind) -> tuple[Sighting, ...]:
        """Give the names of certain kinds that stand in a stretch."""
        if not part.tokens:
            return ()
        start, end = part.tokens[0].start, part.tokens[-1].end
        return tuple(
            sighting
            for sighting in self.sightings
            if start <= sighting.start and sighting.end <= end and sighting.actor.kind in kinds
        )

    def leading(self, part: Part, *kinds: ActorKind) -> tuple[Sighting, ...]:
        """Give those that begin before the stretch's first preposition or relative."""
        if part.head == 0:
            return ()
        end = part.tokens[part.head - 1].end
        return tuple(sighting for sighting in self.named(part, *kinds) if sighting.start < end)


def read_phrase(span: Span, discourse: Discourse) -> Phrase | None:
    """Take a source apart. None: it has no word in it."""
    text = discourse.document.text
    tokens = _trimmed(discourse.tokens_in(span.start, _whole(span, discourse)))
    if not tokens:
        return None
    sightings = discourse.within(tokens[0].start, tokens[-1].end)
    sightings = _with_surnames(tokens, sightings, discourse)
    inside = {offset for sighting in sightings for offset in range(sighting.start, sighting.end)}
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        if index:
            gap = text[tokens[index - 1].end : token.start]
            number = gap == "," and token.text.isdigit()
            if BREAK.search(gap) and not number and token.start - 1 not in inside and parts[-1]:
                parts.append([])
        parts[-1].append(token)
    while len(parts) > 1 and len(parts[0]) == 1 and _is_light(parts[0][0]):
        if parts[0][0].start in inside:
            break
        parts.pop(0)
    return Phrase(
        span=span,
        parts=tuple(_part(tuple(part), sightings, text) for part in parts if part),
        sightings=tuple(sightings),
    )


def _whole(span: Span, discourse: Discourse) -> int:
    """Give where a source ends whose reader cut its last name: "the portal Kaktus" Today."""
    first = bisect_left(discourse.starts, span.start)
    last = bisect_left(discourse.starts, span.end)
    names = discourse.sightings[first:last]
    return max([span.end, *(name.end for name in names if name.actor.kind is ActorKind.OUTLET)])


def _is_light(token: Token) -> bool:
    """Tell whether a word before a comma names nobody: "Notoriously, philosophers"."""
    return len(token.text) < 3 or (token.text.endswith("ly") and len(token.text) > 6)


def _trimmed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop conjunctions in front and everything from a verb of saying on."""
    first = 0
    while first < len(tokens) - 1 and fold(tokens[first].text) in LIGHT_STARTS:
        first += 1
    if len(tokens) > first + 2 and fold(tokens[first].text) == "in":
        first += fold(tokens[first + 1].text) in {"his", "her", "their", "its", "my", "our"}
    if len(tokens) > first + 1 and fold(tokens[first].text) in {"by", "with", "from", "of", "for"}:
        first += 1
    first = _after_share(tokens, first)
    last = first + 1
    while last < len(tokens) and (tokens[last].text not in VERBS):
        last += 1
    while last > first + 1 and _trails(tokens[last - 1], tokens[last - 2]):
        last -= 1
    return _bare_pronoun(tokens[first:last])


def _trails(token: Token, before: Token) -> bool:
    """Tell whether a source took a word along from behind it: "Cairo when", "Oman offered"."""
    verb = (
        token.text.islower() and token.text.endswith(("ed", "ally", "ely")) and before.capitalised
    )
    return token.text in TRAILING or (verb and not before.possessive)


def _bare_pronoun(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Keep only the pronoun of a source that took a few words with it: "in which he", "I’m"."""
    if not 1 <= len(tokens) <= STRAY or any(token.capitalised for token in tokens[1:-1]):
        return tokens
    if fold(tokens[0].text) in {"those", "anyone", "everyone", "people", "all"}:
        return tokens  # "those who"
    final = tokens[-1]
    bare = CONTRACTED.sub("", final.text)
    if fold(bare) not in SUBJECTS:
        return tokens
    end = final.start + len(bare)
    return (final._replace(end=end, text=bare, key=sound(bare), possessive=False),)


def _after_share(tokens: tuple[Token, ...], first: int) -> int:
    """Skip a share of a whole: "some of", "much of the", "few in", "54 percent of"."""
    after = after_share([token.text for token in tokens[first:]])
    if after and first + after < len(tokens) - 1 and fold(tokens[first + after].text) in WHOLES:
        return first + after + 1
    for at in range(first, min(first + 3, len(tokens) - 2)):
        if fold(tokens[at].text) not in COUNTS | {"a", "much", "number", "majority", "none"}:
            return first
        if fold(tokens[at + 1].text) in {"of", "in", "among"} and fold(tokens[at].text) != "a":
            return at + 2
    return first


def after_share(words: Sequence[str]) -> int:
    """Give how many words tell a share in front: 3 of "only 54 percent of them", 0 of others."""
    told = False
    for at, word in enumerate(map(fold, words)):
        if not (word in SHARES | HEDGES | COUNTS or word.isdigit()):
            told |= word in WHOLES and at > 0 and words[at - 1].isdigit()
            return at if told else 0
        told |= word in SHARES
    return len(words) if told else 0


def _with_surnames(
    tokens: tuple[Token, ...], sightings: list[Sighting], discourse: Discourse
) -> list[Sighting]:
    """Add surnames that only a source makes plain ("May", "Rice"), and weak names of outlets."""
    taken = {offset for sighting in sightings for offset in range(sighting.start, sighting.end)}
    found = list(sightings)
    for index, token in enumerate(tokens):
        if token.start in taken or not token.capitalised or is_half(token, discourse.document.text):
            continue
        weak = discourse.knowledge.weak_index.longest(tokens, index)
        if weak and not discourse.introduced(token.key):
            entry = discourse.choose(weak.ids)
            last = tokens[weak.last - 1]
            if entry and not (_is_common(entry, last) and _is_in_a_name(tokens, index, weak.last)):
                found.append(Sighting(token.start, last.end, entry.actor, last.possessive))
                continue
        word = fold(token.text)
        small = len(word) < 3 and any(word in s for s in (NOT_NAMES, PREPOSITIONS, SPEAKING_SELF))
        if small or word in discourse.knowledge.role_words:
            continue
        person = discourse.by_surname(token)
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if person is not None and not (after and _begins_other(token, after, person, discourse)):
            found.append(Sighting(token.start, token.end, person, token.possessive))
    return sorted(found, key=lambda sighting: sighting.start)


def _is_common(entry: Entry, last: Token) -> bool:
    """Tell whether a name is but a noun with an article: "the Alliance", unlike "Brussels"."""
    return any(name == f"the {last.text}" for name in entry.weak)


def _is_in_a_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether such a noun is part of a name ("the National Alliance of"), or several."""
    goes_on = last < len(tokens) and tokens[last].text == "of"
    begun = first > 1 and tokens[first - 1].capitalised
    return goes_on or begun or tokens[last - 1].text.endswith("s")


def _begins_other(token: Token, after: Token, person: Actor, discourse: Discourse) -> bool:
    """Tell whether what may be a first name goes on as no name of that person: "Georgia voters"."""
    own = [name.key for name in tokenize(person.name)]
    beside = discourse.document.text[token.end : after.start] == " " and not token.possessive
    linked = fold(after.text) in PREPOSITIONS | TRAILING | {"and", "or"}
    return beside and not linked and own[0] == token.key != own[-1] and after.key not in own


def _part(tokens: tuple[Token, ...], sightings: list[Sighting], text: str) -> Part:
    inside = {offset for sighting in sightings for offset in range(sighting.start, sighting.end)}
    for index, token in enumerate(tokens):
        hyphen = (index > 0 and text[token.start - 1] in "-–") or (
            token.capitalised and text[token.end : token.end + 1] in {"-", "–"}
        )
        if fold(token.text) in PREPOSITIONS and not hyphen and (index or len(tokens) == 1):
            acronym = token.text.isupper() and len(token.text) > 1
            named = token.start in inside and (acronym or token.start - 1 in inside)
            if not named:
                return Part(tokens, index)
    return Part(tokens, len(tokens))
