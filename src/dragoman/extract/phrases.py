"""Source phrases beside a cue: the words that name who holds a content, found without a parser."""

import re

from dragoman.extract.lexicon import NOTHING, Lexicon
from dragoman.extract.sentences import Run, trim

WORD = re.compile(r"[\w’'.&/-]+")
PART = re.compile(r"[^,،]+")
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶĹĽŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽЀ-ЯҐ"
NAME = re.compile(rf"[{UPPER}][\w’'-]+(?:\s[{UPPER}][\w’'-]+){{1,3}}")
APPOSED = re.compile(rf",\s+({NAME.pattern})(?=\s*[,.;—–]|$)")
CAPITALS = re.compile(rf"[{UPPER}][\w’'.-]*(?:\s+[{UPPER}][\w’'.-]*)*$")
ELIDED = re.compile(r"[’']s$|^\w{1,2}[’'](?=\w)")
"""What hangs on a noun: the English genitive, the French article."""

LONGEST = 16
"""Words up to which a run beside a cue is taken for one source phrase."""

HEAD = 5
"""Words of a phrase among which the noun that makes it a source stands."""

REACH = 250
"""Characters before a cue within which its source is looked for: more than `LONGEST` words."""

NEAR = 120
"""Characters before a cue within which auxiliaries and adverbs are looked for."""


def source_before(
    text: str, start: int, at: int, lexicon: Lexicon, *, subject: bool = True
) -> Run | None:
    """Find the source phrase that ends at a cue.

    Args:
        text: The masked text.
        start: Where to stop looking, the beginning of the clause or sentence.
        at: Where the cue begins.
        lexicon: The words of the text's language.
        subject: Whether the phrase must be one that can be the subject of a verb.

    Returns:
        The phrase, or None where the words there do not look like a source.
    """
    start, end = max(start, at - REACH), at
    group = lexicon.group.search(text, max(start, at - NEAR), end)
    if group:
        end = group.start()
    relative = lexicon.relative.search(text, start, end)
    if relative:
        return trim(text, relative.start(), end, ",")
    breaks = list(lexicon.breaks.finditer(text, start, end))
    phrase = trim(text, breaks[-1].end() if breaks else start, end, ",")
    phrase = _nearest_apposition(text, phrase, lexicon)
    leading = lexicon.leading.match(text[phrase[0] : phrase[1]])
    if leading:
        phrase = trim(text, phrase[0] + leading.end(), phrase[1], ",")
    if not lexicon.marked:
        return phrase if looks_like_source(text[slice(*phrase)], lexicon) else None
    if lexicon.joined.search(text, start, end) or lexicon.verb.search(text, *phrase):
        return None
    found = within(text, phrase, lexicon)
    return None if found and subject and lexicon.oblique.match(text, *found) else found


def source_after(
    text: str, at: int, end: int, lexicon: Lexicon, *, named: bool = True
) -> Run | None:
    """Find the source phrase that begins after a cue: "said the minister", "according to X".

    It runs to the next comma, break or verb; an apposition that is a name is kept with it.

    Args:
        text: The masked text.
        at: Where the cue ends.
        end: Where the sentence ends.
        lexicon: The words of the text's language.
        named: Whether a phrase without capitals must hold a noun that can be a source; not so
            between a verb and the content that it announces.
    """
    skipped = lexicon.skip.match(text, at, end)
    begin = skipped.end() if skipped else at
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    if lexicon.phrase is not NOTHING:
        reached = lexicon.phrase.match(text, begin, end)
        end = reached.end() if reached else begin
    stop = lexicon.stops.search(text, begin, end)
    phrase = trim(text, begin, stop.start() if stop else end, ",.")
    if stop and stop.group() == ",":
        name = APPOSED.match(text, stop.start(), end)
        if name:
            phrase = trim(text, phrase[0], name.end(1), ",.")
    return phrase if looks_like_source(text[slice(*phrase)], lexicon, named=named) else None


def institution_after(text: str, at: int, end: int, lexicon: Lexicon) -> Run | None:
    """Find the source of an impersonal plural after it: "заявили в Кремле"."""
    preposition = lexicon.institution.match(text, at, end)
    return source_after(text, preposition.end(), end, lexicon) if preposition else None


def within(text: str, phrase: Run, lexicon: Lexicon) -> Run | None:
    """Leave out of a clause's beginning what is no source: circumstances before and after it."""
    start, end = phrase
    if start < end and _first(text, phrase) in lexicon.not_first:
        heads = list(lexicon.head.finditer(text, start, end))
        start = heads[-1].start() if heads else _last_name(text, start, end, lexicon)
    cut = lexicon.cuts.search(text, start, end)
    while cut and cut.start() <= start:
        cut = lexicon.cuts.search(text, cut.end(), end)
    phrase = trim(text, start, cut.start() if cut else end, ",")
    return phrase if looks_like_source(text[slice(*phrase)], lexicon) else None


def _first(text: str, phrase: Run) -> str:
    return text[phrase[0] : phrase[1]].split(maxsplit=1)[0].casefold()


def _last_name(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Give where the name at the end of "в Москве Песков" begins; the phrase's start if none does.

    Capitals right after a preposition may be its own: then only the last word is the name.
    """
    name = None if lexicon.nouns_cased else CAPITALS.search(text, start, end)
    if not name or name.start() == start:
        return start
    if len(text[start : name.start()].split()) > 1:
        return name.start()
    if " " not in name.group():
        return start
    return end - len(name.group().split()[-1])


def institution_before(text: str, start: int, at: int, lexicon: Lexicon) -> Run | None:
    """Find the source of an impersonal plural before it: "в Кремле заявили"."""
    group = lexicon.group.search(text, max(start, at - NEAR), at)
    end = group.start() if group else at
    breaks = list(lexicon.breaks.finditer(text, max(start, at - REACH), end))
    phrase = trim(text, breaks[-1].end() if breaks else max(start, at - REACH), end, ",")
    leading = lexicon.leading.match(text[slice(*phrase)])
    begin = phrase[0] + (leading.end() if leading else 0)
    preposition = lexicon.institution.match(text, begin, end)
    if not preposition or len(text[begin:end].split()) > LONGEST // 2:
        return None
    comma = PART.match(text, preposition.end(), phrase[1])
    phrase = trim(text, preposition.end(), comma.end() if comma else phrase[1], ",")
    if lexicon.head.search(text, *phrase):
        return None
    return phrase if looks_like_source(text[slice(*phrase)], lexicon) else None


def _nearest_apposition(text: str, phrase: Run, lexicon: Lexicon) -> Run:
    """Of "the minister, Jane Doe" keep both; of "In Kyiv on Monday, the minister" the last."""
    parts = [trim(text, *m.span()) for m in PART.finditer(text, *phrase)]
    parts = [part for part in parts if part[0] < part[1] and not _aside(text, part, lexicon)]
    if not parts:
        return phrase
    if len(parts) == 1:
        return parts[0]
    before, last = parts[-2:]
    if NAME.fullmatch(text, *last) and looks_like_source(text[slice(*before)], lexicon):
        return before[0], last[1]
    parenthesis = len(text[slice(*last)].split()) <= 3
    return last if looks_like_source(text[slice(*last)], lexicon) or not parenthesis else before


def _aside(text: str, part: Run, lexicon: Lexicon) -> bool:
    """Tell whether a part between commas is a circumstance: "citing two aides", "for example"."""
    return bool(lexicon.citing.match(text, *part)) or _first(text, part) in lexicon.not_first


def _begins_amiss(word: str, folded: str, lexicon: Lexicon) -> bool:
    """Tell whether a phrase begins in the middle of something: no capital, article or noun."""
    if folded in lexicon.determiners or lexicon.noun.fullmatch(folded):
        return False
    elided = "’" in word[:3] or "'" in word[:3]
    return not elided and not word[0].isupper()


def looks_like_source(phrase: str, lexicon: Lexicon, *, named: bool = True) -> bool:
    """Tell whether a phrase can name someone who speaks: a name, a role, a pronoun."""
    words: list[str] = WORD.findall(phrase[:REACH])
    if not words or len(words) > LONGEST or re.search(r"[“”\"«»„]", phrase):
        return False
    folded = [ELIDED.sub("", word.casefold()) for word in words]
    if lexicon.pronoun.fullmatch(folded[-1]):
        return len(words) <= 3
    if folded[0] in lexicon.not_first:
        return False
    if lexicon.determiners and _begins_amiss(words[0], folded[0], lexicon):
        return False
    early = folded[:HEAD] if lexicon.marked else folded
    if any(lexicon.noun.fullmatch(word) for word in early):
        return True
    if not lexicon.cased:
        return not named and len(words) <= LONGEST // 2
    if lexicon.nouns_cased:
        return words[-1][:1].isupper() and (len(words) == 1 or NAME.search(phrase) is not None)
    return words[-1][:1].isupper()
