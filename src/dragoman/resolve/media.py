"""Media: outlets that only a document tells of: "the media platform PragerU", "Kaktus Radio"."""

import re
from collections.abc import Callable, Sequence

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import MEDIA_NAMES, NUMBER_NAMES, OUTLET_NOUNS, PLACE_ENDS
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.surnames import Sighting

BEFORE = OUTLET_NOUNS | {"platform", "podcast", "gazette"}
AFTER = OUTLET_NOUNS | {"radio", "television", "tv", "podcast", "news"}
NOT_AFTER = {
    "news",
    "channel",
    "daily",
    "weekly",
    "site",
    "group",
    "station",
    "sender",
    "blatt",
    "zeitung",
    "journalists",
    "network",
}
EVENTS = {"conference", "forum", "summit", "award", "prize", "poll", "festival"}
POLLS = {"poll", "prize", "award"}
"""Those that an outlet puts out in its own name: "a Times poll"."""

REPORTING = {
    *("newspaper", "paper", "magazine", "daily", "reported", "said", "says", "wrote", "writes"),
}
UNTOLD = {"network", "site", "station"}
"""Words before a name that are as often no outlet's: "the station Kyiv"."""

JOINED = re.compile(r"\s|-")
BLANK = re.compile(r"\s[\"“‘']?")
AIRED = {"radio", "television", "tv"}
BEGINNINGS = {"radio", "television", "channel"}
"""First words of outlets' names: "Radio Hudson", "Channel Nine"."""

IN_NAMES_TOO = {"today", *NUMBER_NAMES.split()}
"""Words that are in an outlet's name what they are in no other: "Kaktus Today"."""

LONGEST_NAME = 4


def names_outlet(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Tell whether the words around an unknown name, or its last word, make it an outlet's."""
    if last - first > 1 and fold(tokens[last - 1].text) in MEDIA_NAMES:
        return True
    if _kind_before(tokens, first, text):
        return True
    after = tokens[last : last + 2]
    if not after or after[0].start - tokens[last - 1].end > 1 or tokens[last - 1].possessive:
        return False
    words = [fold(token.text) for token in after]
    if last - first > 1 and words[0] in AFTER - NOT_AFTER:
        return not after[0].capitalised
    return words in (["news", "agency"], ["news", "site"], ["news", "website"], ["tv", "channel"])


def outlet_end(
    tokens: Sequence[Token], first: int, text: str, in_name: Callable[[Token], bool]
) -> int:
    """Give where the words end that could be an outlet's name, told by what stands before or first.

    "the portal Kaktus Today" and "Radio Hudson" are outlets' names to their ends, even where a
    part of them is somebody else's.

    Args:
        tokens: The words of the document.
        first: Index of the first word of the name.
        text: The document's text.
        in_name: Tells whether a word may be in a name.
    """
    told = _kind_before(tokens, first, text) and tokens[first - 1].text.islower()
    begins = fold(tokens[first].text) in BEGINNINGS and tokens[first].text.istitle()
    if not tokens[first].capitalised or not (told or begins):
        return first
    last = first + 1
    while last < min(len(tokens), first + LONGEST_NAME):
        before, token = tokens[last - 1], tokens[last]
        joined = JOINED.fullmatch(text[before.end : token.start]) and not before.possessive
        special = token.text.isdigit() or fold(token.text) in IN_NAMES_TOO
        if not joined or not (special or (token.capitalised and in_name(token))):
            break
        last += 1
    return first if fold(tokens[last - 1].text) in PLACE_ENDS else last


def long_form(actor: Actor, word: Token, before: Sequence[Sighting]) -> Actor:
    """Take "the Times" for The New York Times where the document named that one before."""
    for sighting in reversed(before) if actor.kind is ActorKind.OUTLET else ():
        if sighting.actor.kind is ActorKind.OUTLET:
            tokens = tokenize(sighting.actor.name)
            if len(tokens) > 2 and tokens[-1].key == word.key:
                return sighting.actor
    return actor


def _kind_before(tokens: Sequence[Token], first: int, text: str) -> bool:
    """Tell whether the word before a name says that it is an outlet's: "the radio station X"."""
    before = tokens[first - 1] if first else None
    if before is None or before.possessive:
        return False
    kind = fold(before.text)
    aired = kind == "station" and first > 1 and fold(tokens[first - 2].text) in AIRED
    told = aired or kind in BEFORE - UNTOLD
    return told and BLANK.fullmatch(text[before.end : tokens[first].start]) is not None


def names_other(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Tell whether an outlet's name is part of another, or a number ("1 1/2" is not 1+1)."""
    after = tokens[last] if last < len(tokens) else None
    if after is not None and fold(after.text) in EVENTS - (set() if after.capitalised else POLLS):
        return True
    words = text[tokens[first].start : tokens[last - 1].end]
    return last - first > 1 and words[0].isdigit() and "+" not in words


def lacks_article(tokens: Sequence[Token], at: int, actor: Actor, *, adjective: bool) -> bool:
    """Tell whether a word that would name The Sun or The Australian stands without its article.

    Args:
        tokens: The words of the document.
        at: Index of the word.
        actor: The outlet that it would name.
        adjective: It is also that of a state, which is likelier ("the Australian minister").
    """
    if not actor.name.startswith("The "):
        return False
    after = fold(tokens[at + 1].text) if at + 1 < len(tokens) else ""
    if adjective:
        return after not in REPORTING
    bare = fold(tokens[at].text) == fold(actor.name[4:])
    article = at > 0 and fold(tokens[at - 1].text) == "the"
    return bare and not article and after not in REPORTING
