"""Media: what a name that could be an outlet's is, by its words: "Kaktus Radio", "the Times"."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    CALENDAR,
    MEDIA_NAMES,
    ORGANISATION_WORDS,
    OUTLET_NOUNS,
    PLACE_ENDS,
    THINGS,
)
from dragoman.resolve.mastheads import TOLD, Words
from dragoman.resolve.names import PARTICLES, Found, Token, fold, tokenize
from dragoman.resolve.namesakes import Namesakes
from dragoman.resolve.surnames import Sighting, Surnames

EVENTS = {"conference", "forum", "summit", "award", "prize", "poll", "festival"}
POLLS = {"poll", "prize", "award"}
"""Those that an outlet puts out in its own name: "a Times poll"."""

REPORTING = {
    *("newspaper", "paper", "magazine", "daily", "reported", "said", "says", "wrote", "writes"),
}

ORDINARY = {
    *("time", "focus", "dawn", "trend", "shot", "mash", "punch", "puck", "stern", "babel", "vox"),
    *("telex", "globes", "saba", "sabah", "petra", "fars", "mehr", "baza", "forbes", "kan"),
    *("foreign affairs", "foreign policy", "global news", "roll call", "rolling stone"),
    *("intelligence online", "just security", "two majors", "middle east monitor"),
}
"""Names of outlets that are also ordinary words or names of places and people, folded."""

SHOWN_BEFORE = re.compile(
    r"\b(?:in|by|for|from|with|via|on|magazine|newspaper|agency|channel|and|or) [\"“‘]?$"
)
SHOWN_AFTER = re.compile(
    r"[\"”’]?(?:['’]s\b|,? (?:(?:has|had|also|first|later) )?(?:report\w*|said|says|wrote|writes"
    r"|quot\w+|cit\w+|learned|published|news|TV|magazine|newspaper|channel|agency|website|portal)\b)"
)
"""What stands before and after such a word where it names the outlet."""

BODIES = (ORGANISATION_WORDS | BODY_NOUNS | THINGS | PLACE_ENDS | {"ocean", "minister", "unit"}) - (
    MEDIA_NAMES
    | OUTLET_NOUNS
    | {"service", "services", "network", "press", "bureau", "group", "report", "reports", "project"}
    | {"corporation", "company", "week", "spring", "interview", "campaign", "board"}
)
"""Last words of names that begin with an outlet's and are another's: "the Wire Act"."""

SIDES_AND_PLACES = {"party", "lawmaker", "lawmakers", "mp", "mps", "family", "state", "region"} | {
    "province"
}
"""Words after a name that make it one of a party or place: "Vox lawmakers", "Fars province"."""

OFFICES = {"minister", "ministers", "secretary", "commissioner", "representative", "ministry"} | {
    *("undersecretary", "chief", "committee", "council", "department", "adviser", "director"),
}
"""Those whose field a name may tell: "the high representative for Foreign Affairs"."""

PLACED = {"on", "up", "under", "over", "across", "around"}
FIELD = {"of", "on", "for", "in"}


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


def names_other(words: Words, first: int, last: int, actor: Actor) -> bool:
    """Tell whether an outlet's name is part of another, or a number ("1 1/2" is not 1+1)."""
    tokens = words.tokens
    after = tokens[last] if last < len(tokens) else None
    if after is not None and fold(after.text) in EVENTS - (set() if after.capitalised else POLLS):
        return True
    written = words.text[tokens[first].start : tokens[last - 1].end]
    if last - first > 1 and written[0].isdigit() and "+" not in written:
        return True
    if last - first == 1 and _by_chance(words, first, actor):
        return True
    return _goes_on_as_another(tokens, first, last, words.text)


def _goes_on_as_another(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Tell whether the capitalised words after a name make it a body's: "the Wire Act"."""
    end = last
    while end < len(tokens) and tokens[end].text[:1].isupper():
        blank = text[tokens[end - 1].end : tokens[end].start] in {" ", "-"}
        if tokens[end - 1].possessive or not blank:
            break
        end += 1
    if end > last:
        return fold(tokens[end - 1].text) in BODIES
    if last >= len(tokens) or tokens[last - 1].possessive:
        return False
    if last - first == 1 and first and fold(tokens[first - 1].text) == "the":
        named = last + 1 < len(tokens) and tokens[last + 1].text[:1].isupper()
        of = fold(tokens[last].text) == "of" and named
        if of and fold(tokens[last + 1].text) not in CALENDAR and tokens[first - 1].text == "The":
            return True  # "The Nation of Islam"
    blank = text[tokens[last - 1].end : tokens[last].start] == " "
    after = {fold(token.text) for token in tokens[last + 1 : last + 3]}
    state_owned = fold(tokens[last].text) == "state" and after & OUTLET_NOUNS  # "TASS state agency"
    return blank and not state_owned and fold(tokens[last].text) in SIDES_AND_PLACES


def is_phrase(words: Words, first: int, last: int, actor: Actor) -> bool:
    """Tell whether words that could name an outlet are only a phrase of the text.

    "Foreign policy" is not the magazine, nor are the last words of "Ministry of Foreign Affairs";
    a name that is an ordinary word wants somebody who tells it something, or that it reports.
    """
    tokens, text = words.tokens, words.text
    small = [
        token.text
        for token in tokens[first + 1 : last]
        if token.text.islower() and token.text.isalpha() and text[token.start - 1] == " "
    ]
    known = {word for name in (actor.name, *actor.names) for word in name.split()}
    written = set(small) - known - OUTLET_NOUNS - MEDIA_NAMES - PARTICLES
    if written:
        return True
    of = first > 1 and fold(tokens[first - 1].text) in FIELD
    whose = tokens[first - 2] if of else None
    name = " ".join(fold(token.text) for token in tokens[first:last])
    if whose is not None:
        body = whose.text[:1].isupper() and fold(whose.text) in ORGANISATION_WORDS | OFFICES
        if body or (name in ORDINARY and fold(whose.text) in OFFICES):
            return True
    if name not in ORDINARY:
        return False
    start, end = tokens[first].start, tokens[last - 1].end
    before = text[max(0, start - 60) : start]
    if (
        first
        and tokens[first - 1].text[:1].isupper()
        and before.endswith(f"{tokens[first - 1].text} ")
    ):
        return not TOLD.search(before)  # "Eastern Standard Time"
    return not (TOLD.search(before) or SHOWN_BEFORE.search(before) or SHOWN_AFTER.match(text, end))


def told_briefly(words: Words, at: int, namesakes: Namesakes, surnames: Surnames) -> Found | None:
    """Find an outlet under a name that means it only where somebody speaks to it: "told ABC"."""
    token = words.tokens[at]
    found = words.knowledge.weak_index.longest(words.tokens, at) if token.capitalised else None
    if found is None or token.key in surnames.introduced:
        return None
    entry = namesakes.choose(found.ids)
    if entry is None or entry.actor.kind is not ActorKind.OUTLET:
        return None
    after = words.tokens[found.last] if found.last < len(words.tokens) else None
    joined = after is not None and words.text[words.tokens[found.last - 1].end : after.start] == " "
    if after is not None and joined and after.text[:1].isupper() and words.in_name(after):
        return None
    return found if TOLD.search(words.text[max(0, token.start - 60) : token.start]) else None


def _by_chance(words: Words, at: int, actor: Actor) -> bool:
    """Tell whether a word names The Australian or the Asia Times only by chance."""
    tokens = words.tokens
    if _lacks_article(tokens, at, actor, adjective=words.adjective(at)):
        return True
    if not at or fold(tokens[at].text) not in MEDIA_NAMES:
        return False
    before = tokens[at - 1]
    blank = words.text[before.end : tokens[at].start] in {" ", "-"}
    return words.in_name(before) and blank


def _lacks_article(tokens: Sequence[Token], at: int, actor: Actor, *, adjective: bool) -> bool:
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
    if article and at > 1 and tokens[at - 1].text == "the" and not tokens[at].possessive:
        article = fold(tokens[at - 2].text) not in PLACED  # "on the Hill" is in parliament
    return bare and not article and after not in REPORTING
