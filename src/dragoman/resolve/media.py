"""Media: outlets that only a document tells of: "the media platform PragerU", "Kaktus Radio"."""

import re
from collections.abc import Sequence

from dragoman.record import Actor
from dragoman.resolve.lexicon import MEDIA_NAMES, OUTLET_NOUNS
from dragoman.resolve.names import Token, fold

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
BLANK = re.compile(r"\s[\"“‘']?")


def names_outlet(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Tell whether the words around an unknown name, or its last word, make it an outlet's."""
    if last - first > 1 and fold(tokens[last - 1].text) in MEDIA_NAMES:
        return True
    before = tokens[first - 1] if first else None
    if (
        before is not None
        and fold(before.text) in BEFORE - {"network", "site", "station"}
        and BLANK.fullmatch(text[before.end : tokens[first].start])
        and not before.possessive
    ):
        return True
    after = tokens[last : last + 2]
    if not after or after[0].start - tokens[last - 1].end > 1 or tokens[last - 1].possessive:
        return False
    words = [fold(token.text) for token in after]
    if last - first > 1 and words[0] in AFTER - NOT_AFTER:
        return not after[0].capitalised
    return words in (["news", "agency"], ["news", "site"], ["news", "website"], ["tv", "channel"])


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
