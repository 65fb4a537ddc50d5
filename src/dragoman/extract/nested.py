"""Nested: what a statement says itself, without what it reports others to say."""

import re
from collections.abc import Iterable, Sequence

from dragoman.extract.stances import turned
from dragoman.record import Attribution, QuoteForm, Span

FEWEST = 4
"""Words that are left of a content at least, if it says something itself."""

FIRST = frozenset({"i", "we", "my", "our"})
"""Who reports what he says himself: "I have always said"."""
THIRD = frozenset({"he", "she", "it", "his", "her", "its"})
"""The same in indirect speech: "he said he hoped"."""
PLURAL = frozenset({"they", "their"})
"""The same where the content begins with it: "officials said they hoped"."""

CONDITIONAL = re.compile(
    r"\b(?:if|unless|until|once|when|whether|provided(?: that)?)\s+(?:\w+\s+)?$", re.I
)
"""Before what somebody is to do for it: part of what is said."""
SHARED = re.compile(r"\b(?:confirm|agree|echo|share)\w*|\bas\b", re.I)
"""Cues of holders inside who say the same: ", and this was confirmed by Sybiha,"."""
NAMES = re.compile(r"\b[A-Z]\w{4,}")
BEGINNING = 5
"""Letters by which "Ukraine" and "Ukrainian" are one."""


def own_words(attribution: Attribution, every: Sequence[Attribution]) -> str | None:
    """Give the words of a content that no statement inside it has.

    What a holder inside says, demands or refuses is that holder's: "Rubio said that Moscow demanded
    the four regions" is no demand of Rubio's.

    Args:
        attribution: The statement.
        every: All statements of its document.

    Returns:
        The words; empty where hardly any are left. None: it has no statement of another inside
        it, or speaks against what it reports, so that this is what it is about.
    """
    begin = min(part.start for part in attribution.content)
    end = max(part.end for part in attribution.content)
    inner = [
        one
        for one in every
        if begin <= one.content[0].start < end  # most are elsewhere, and that is quickly seen
        and one is not attribution
        and _inside(one, attribution)
        and not _same_holder(one, attribution)
        and not _own_too(one, attribution)
    ]
    cue = attribution.cue.text if attribution.cue else ""
    if not inner or turned(cue, " ".join(part.text for part in attribution.content)):
        return None
    taken = [_place(one, attribution) for one in inner]
    left = " … ".join(_left(part, taken) for part in attribution.content)
    return left if sum(word.isalnum() for word in left.split()) >= FEWEST else ""


def _inside(one: Attribution, other: Attribution) -> bool:
    """Tell whether all of a content, and its cue or source, lie in a longer content."""
    within = all(any(part.contains(span) for part in other.content) for span in one.content)
    anchors = [span for span in (one.source, one.cue) if span]
    held = any(part.contains(span) for part in other.content for span in anchors)
    return within and held


def _same_holder(one: Attribution, outer: Attribution) -> bool:
    """Tell whether the holder inside is plainly the one outside."""
    if one.source is None:
        return True
    inside = one.source.text.casefold()
    if outer.quote is QuoteForm.DIRECT:
        return inside in FIRST
    begins = any(0 <= one.source.start - part.start <= 1 for part in outer.content)
    same = _names(one.source.text) & _names(outer.source.text if outer.source else "")
    return bool(same) or inside in FIRST | THIRD or (begins and inside in PLURAL)


def _names(words: str) -> set[str]:
    return {name[:BEGINNING].casefold() for name in NAMES.findall(words)}


def _own_too(one: Attribution, outer: Attribution) -> bool:
    """Tell whether the outer holder says what the inner one says: as a condition, or likewise."""
    start, _ = _place(one, outer)
    part = next(part for part in outer.content if part.start <= start < part.end)
    if CONDITIONAL.search(part.text[: start - part.start]):
        return True
    return one.cue is not None and SHARED.match(one.cue.text) is not None


def _place(one: Attribution, other: Attribution) -> tuple[int, int]:
    """Give where a statement stands in the content around it, from its first word to its last."""
    spans = [*one.content, *(span for span in (one.source, one.cue) if span)]
    inside = [span for span in spans if any(part.contains(span) for part in other.content)]
    return min(span.start for span in inside), max(span.end for span in inside)


def _left(part: Span, taken: Iterable[tuple[int, int]]) -> str:
    kept, at = [], part.start
    for start, end in sorted(taken):
        if start >= part.end or end <= at:
            continue
        kept.append(part.text[at - part.start : max(at, start) - part.start])
        at = max(at, end)
    kept.append(part.text[at - part.start :] if at < part.end else "")
    return " … ".join(piece.strip() for piece in kept if piece.strip())
