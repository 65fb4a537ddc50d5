"""Source phrases beside a cue: the words that name who holds a content, found without a parser."""

import re

from dragoman.extract.sentences import Run, trim

NOUN = re.compile(
    r"(?:spokes(?:man|woman|person|people)|president|presidency|minister|ministry|officials?"
    r"|sources?|reports?|statement|newspapers?|paper|outlet|channel|agency|broadcaster|publication"
    r"|website|governments?|authorities|administration|leaders?|diplomats?|envoys?|ambassador"
    r"|advis[eo]rs?|aides?|negotiators?|delegation|delegates|representatives?|interlocutors"
    r"|analysts?|experts?|army|military|forces|commanders?|general|side|party|opposition"
    r"|lawmakers?|senators?|parliament|politicians?|secretary|chief|head|director|chairman"
    r"|chancellor|premier|king|mayor|governor|actor|group|organi[sz]ation|union|council"
    r"|committee|commission|service|press|media|editor|author|witnesses|residents?|critics"
    r"|allies|mediators?|troops|fighters|people|parties|sides|publisher|countries|states|kyiv)"
)
"""Common nouns that can be a source on their own."""

PRONOUN = re.compile(r"(?:he|she|they|it|who|we|both)")

WORD = r"[\w’'.&/-]+"
AUXILIARY = (
    r"(?:has|have|had|is|was|were|are|will|would|also|later|then|again|repeatedly|previously|"
    r"earlier|recently|reportedly|further|already|always|now|today|once|flatly|immediately|"
    r"subsequently|separately|publicly|directly|clearly|nevertheless|\w+ly|been|be|did|does|do|"
    r"to|attempted|continues?|continued|began|in\s+turn|for\s+(?:his|her|their|its)\s+part)"
)
VERB_GROUP = re.compile(rf"(?:[,\s]*\b{AUXILIARY}\b[,\s]*)+$", re.IGNORECASE)
BREAK = re.compile(
    r"[;:“”\"«»()—–]|\s-\s|[.!?]\s|,?\s\b(?:but|that|which|while|when|as|because|if|after|before|although|"
    r"where|since|than|whether|and\s+(?=he\b|she\b|they\b|it\b))\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:(?:and|but|so|yet|however|meanwhile|moreover|also|then|later|earlier|still|instead|"
    r"in\s+addition|at\s+the\s+same\s+time|for\s+(?:his|her|its|their)\s+part|on\s+\w+day|"
    r"on\s+\w+\s+\d{1,2}|in\s+turn|back\s+in\s+[\w\s]+?|of\s+the)\b[,\s]*)+",
    re.IGNORECASE,
)
NOT_FIRST = frozenset(
    ("to", "for", "by", "from", "with", "in", "on", "at", "of", "not", "including")
)
"""Words that no source phrase begins with."""

LONGEST = 16
"""Words up to which a run before a cue is taken for one source phrase."""


def source_before(text: str, start: int, at: int) -> Run | None:
    """Find the source phrase that ends at a cue.

    Args:
        text: The masked text.
        start: Where to stop looking, the beginning of the clause or sentence.
        at: Where the cue begins.

    Returns:
        The phrase, or None where the words there do not look like a source.
    """
    end = at
    group = VERB_GROUP.search(text, start, end)
    if group:
        end = group.start()
    breaks = list(BREAK.finditer(text, start, end))
    relative = re.search(r"\bwho\s*$", text[start:end])
    if relative:
        return trim(text, start + relative.start(), end)
    phrase_start = breaks[-1].end() if breaks else start
    phrase = trim(text, phrase_start, end, ",")
    phrase = _nearest_apposition(text, phrase)
    leading = LEADING.match(text[phrase[0] : phrase[1]])
    if leading:
        phrase = trim(text, phrase[0] + leading.end(), phrase[1], ",")
    return phrase if looks_like_source(text[phrase[0] : phrase[1]]) else None


def source_after(text: str, at: int, end: int) -> Run | None:
    """Find the source phrase that begins after a cue: "said the minister", "according to X".

    It runs to the next comma, break or verb; an apposition that is a name is kept with it.
    """
    gap = len(text[at:end]) - len(text[at:end].lstrip())
    begin = at + gap
    stop = re.compile(
        r"[,;:“”\"«»()—–.!?](?=\s|$|[“\"])|\s(?:that|who|which|but|and|as|on|in|at|during|while|when|"
        r"after|before|has|have|had|is|was|were|are|will|would|said|says|told)\b",
        re.IGNORECASE,
    ).search(text, begin, end)
    phrase = trim(text, begin, stop.start() if stop else end, ",.")
    if stop and stop.group() == ",":
        name = re.match(r",\s+((?:[A-Z][\w’'-]+\s?){2,4})(?=[,.;]|$)", text[stop.start() : end])
        if name:
            phrase = trim(text, phrase[0], stop.start() + name.end(1), ",.")
    return phrase if looks_like_source(text[phrase[0] : phrase[1]]) else None


def _nearest_apposition(text: str, phrase: Run) -> Run:
    """Of "the minister, Jane Doe" keep both; of "In Kyiv on Monday, the minister" the last."""
    matches = re.finditer(r"[^,]+", text[phrase[0] : phrase[1]])
    parts = [m.span() for m in matches if not re.match(r"\s*(?:citing|quoting|for)\s", m.group())]
    if not parts:
        return phrase
    if len(parts) == 1:
        return trim(text, phrase[0] + parts[0][0], phrase[0] + parts[0][1])
    last = trim(text, phrase[0] + parts[-1][0], phrase[0] + parts[-1][1])
    before = trim(text, phrase[0] + parts[-2][0], phrase[0] + parts[-2][1])
    name_last = re.fullmatch(r"(?:[A-Z][\w’'-]+\s?){2,4}", text[last[0] : last[1]])
    if name_last and looks_like_source(text[before[0] : before[1]]):
        return before[0], last[1]
    parenthesis = len(text[last[0] : last[1]].split()) <= 3
    return last if looks_like_source(text[last[0] : last[1]]) or not parenthesis else before


def looks_like_source(phrase: str) -> bool:
    """Tell whether a phrase can name someone who speaks: a name, a role, a pronoun."""
    words = re.findall(WORD, phrase)
    if not words or len(words) > LONGEST or re.search(r"[“”\"«»]", phrase):
        return False
    folded = [word.casefold().removesuffix("’s").removesuffix("'s") for word in words]
    if PRONOUN.fullmatch(folded[-1]):
        return len(words) <= 3
    if folded[0] in NOT_FIRST:
        return False
    return words[-1][:1].isupper() or any(NOUN.fullmatch(word) for word in folded)
