"""Media: what a name that could be an outlet's is, by its words: "Kaktus Radio", "the Times"."""

from collections.abc import Sequence

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import MEDIA_NAMES
from dragoman.resolve.names import Token, fold, tokenize
from dragoman.resolve.surnames import Sighting

EVENTS = {"conference", "forum", "summit", "award", "prize", "poll", "festival"}
POLLS = {"poll", "prize", "award"}
"""Those that an outlet puts out in its own name: "a Times poll"."""

REPORTING = {
    *("newspaper", "paper", "magazine", "daily", "reported", "said", "says", "wrote", "writes"),
}


def names_outlet(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether the last word of an unknown name makes it an outlet's."""
    return last - first > 1 and fold(tokens[last - 1].text) in MEDIA_NAMES


def long_form(actor: Actor, word: Token, before: Sequence[Sighting]) -> Actor:
    """Take "the Times" for The New York Times where the document named that one before."""
    for sighting in reversed(before) if actor.kind is ActorKind.OUTLET else ():
        if sighting.actor.kind is ActorKind.OUTLET:
            tokens = tokenize(sighting.actor.name)
            if len(tokens) > 2 and tokens[-1].key == word.key:
                return sighting.actor
    return actor


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
