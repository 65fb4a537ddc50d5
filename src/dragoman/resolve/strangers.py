"""Strangers: what in a run of capitalised words is the name of somebody whom nothing tells of."""

import re
from collections.abc import Sequence

from dragoman.record import ActorKind
from dragoman.resolve.adjoining import adjacent
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import HONORIFICS, NOT_SYLLABLES
from dragoman.resolve.names import Found, Token, fold

SYLLABLE = re.compile(r"[b-df-hj-np-tv-z]{0,2}[aeiouy]{1,3}(?:ng|ck|[hklmnprst])?")
"""A syllable of a Korean or Chinese given name as it is written in English: "woo", "ching"."""

APPOSED = re.compile(r", (?:an?|the|who|\d\d,) ")
RUNNING_ON = re.compile(r"[a-z][,’”\"]? [\"“‘]?$")
"""What stands before a name in the middle of a sentence."""


def second_syllable(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether a word in lower case ends a given name that a hyphen parts: "Seung-woo"."""
    token = tokens[at]
    joined = token.start > 0 and tokens[at - 1].end == token.start - 1
    return (
        joined
        and text[token.start - 1] in "-–"
        and tokens[at - 1].capitalised
        and token.text not in NOT_SYLLABLES
        and SYLLABLE.fullmatch(token.text) is not None
        and SYLLABLE.fullmatch(fold(tokens[at - 1].text)) is not None
    )


def written_as_name(
    tokens: Sequence[Token], first: int, last: int, text: str, titles: frozenset[str]
) -> bool:
    """Tell whether words are written as names are: in capitals only people in transcripts are.

    There they speak, as in "SPOKESPERSON ANN LEE: Good afternoon".
    """
    if not all(token.text.isupper() for token in tokens[first:last]):
        return True
    before = tokens[first - 1] if first else None
    titled = before is not None and before.text.isupper() and fold(before.text) in titles
    return titled and text[tokens[last - 1].end : tokens[last - 1].end + 1] == ":"


def in_small_letters(name: str) -> str:
    """Write a name that a transcript has in capitals as other texts do: "ANN LEE"."""
    if not name.isupper():
        return name
    return re.sub(r"(?<=\w)\w+", lambda match: match.group().lower(), name)


def leads_to_name(tokens: Sequence[Token], first: int, last: int, knowledge: Knowledge) -> bool:
    """Tell whether a run begins with an abbreviation that the name of a person follows."""
    acronym = tokens[first].text.isupper() and len(tokens[first].text) > 1
    given = last - first > 2 and fold(tokens[first + 1].text) in knowledge.given_names
    return acronym and given and not tokens[first + 1].text.isupper()


def plainly_person(
    tokens: Sequence[Token], first: int, last: int, text: str, knowledge: Knowledge
) -> bool:
    """Tell whether the text shows that an unknown name is a person's."""
    before = fold(tokens[first - 1].text) if first else ""
    given = fold(tokens[first].text) in knowledge.given_names
    titled = before in HONORIFICS | knowledge.role_words
    return given or titled or APPOSED.match(text, tokens[last - 1].end) is not None


def stands_alone(token: Token, surname: str, text: str) -> bool:
    """Tell whether a document has a word with a capital elsewhere, without a surname after it."""
    word = re.escape(token.text)
    return re.search(rf"(?<!\w){word}(?!\w)(?!['’]?s? {re.escape(surname)})", text) is not None


def runs_on(first: Token, last: Token, text: str) -> bool:
    """Tell whether a name stands in the middle of a sentence that is no heading."""
    line = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    after = re.match(r"['’]?s?,? [\"“]?[a-z]", text[last.end : last.end + 8])
    return RUNNING_ON.search(line) is not None and after is not None


def is_given_name(tokens: Sequence[Token], found: Found, text: str, knowledge: Knowledge) -> bool:
    """Tell whether a state's name is somebody's given name here ("Jordan Bardella")."""
    if found.last - found.first > 1 or found.last >= len(tokens):
        return False
    kind = knowledge.entries[found.ids[0]].actor.kind
    one, two = tokens[found.first], tokens[found.last]
    if kind is not ActorKind.STATE or one.possessive or not adjacent(one, two, text):
        return False
    written = two.text[:1].isupper() and not two.text.isupper() and not one.text.isupper()
    return written and fold(one.text) in knowledge.given_names
