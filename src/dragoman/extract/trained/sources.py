"""Phrases that broke off: one that ends in "of the" goes on to its noun."""

import re

Span = tuple[int, int]

HANGING = re.compile(r"(?i)\b(?:of|the|in|for|and|to|a|an|at|with|by|from|on)$|\w-$")
"""What no phrase for a speaker ends with. Of 5,895 sources on 520 articles of the corpora some 20
did (2026-11), the reader having put the seam there."""

SEVERAL = re.compile(r"(?i)(?:[\w-]+ ){0,3}sources(?=, (?:the|an?|[A-Z][\w.]+)\b)")
"""Sources of whom the next phrase cannot be the name."""

WORD = re.compile(r"\s*(?P<word>[\w’'.-]*\w[’']?)")
STOP = re.compile(r"[\s]*[,;:()\"“”«»–—!?]|\s*\n|\.\s")
PREDICATE = frozenset(
    ["said", "says", "told", "is", "are", "was", "were", "has", "have", "had", "will", "would"]
)
"""What a phrase for a speaker does not run over."""

MOST_WORDS = 14
"""How many words may be missing."""


def whole_source(text: str, source: Span | None, cue: Span) -> Span | None:
    """Give a source that breaks off with the words up to its cue, or to the next comma.

    "The leader of the Servant of", with the cue after "the People faction, Ada Brink,", is all of
    it; where the cue is not near, the phrase goes to the next sign. One that is whole stays as it
    is.

    Args:
        text: The text.
        source: Where the source stands. None: there is none.
        cue: Where the cue stands.
    """
    if source is None or not HANGING.search(text[source[0] : source[1]]):
        return source
    end, first_stop = source[1], None
    for _ in range(MOST_WORDS):
        if STOP.match(text, end):
            if first_stop is None:
                first_stop = end
            if text[end : end + 1] != ",":
                break
            end += 1
        word = WORD.match(text, end)
        if word is None or word.start("word") >= cue[0] >= source[1]:
            break
        if word["word"].casefold() in PREDICATE:
            first_stop = end if first_stop is None else first_stop
            break
        end = word.end()
    reached = cue[0] >= source[1] and not text[end : cue[0]].strip(" ,")
    stop = end if reached or first_stop is None else first_stop
    if not reached and first_stop is None:
        return source  # nothing tells where the phrase ends
    stop = len(text[:stop].rstrip(" ,"))
    while stop > source[1] and (hanging := HANGING.search(text, source[1], stop)):
        stop = len(text[: hanging.start()].rstrip(" ,"))
    return source[0], max(stop, source[1])


def alone(text: str, source: Span | None) -> Span | None:
    """Give a source without somebody else: "according to other sources, the envoy, Ada Brink"."""
    several = SEVERAL.match(text, *source) if source else None
    if source is None or several is None or " and " in text[several.end() : source[1]]:
        return source
    return several.span()


def whole_content(text: str, content: list[Span], cue: Span | None) -> list[Span]:
    """Give the runs of a content; a last one that breaks off goes on to the next sign.

    "... has advanced on the" ends with "battlefield". Of 3,078 contents on 148 articles some 20
    broke off so (2026-11).

    Args:
        text: The text.
        content: The runs, in order.
        cue: Where the cue stands, which no run goes into. None: there is none.
    """
    start, end = content[-1]
    if not HANGING.search(text[start:end]):
        return content
    stop = end
    for _ in range(MOST_WORDS):
        word = None if STOP.match(text, stop) else WORD.match(text, stop)
        if word is None or (cue and stop <= cue[0] < word.end()):
            return [*content[:-1], (start, stop)]
        stop = word.end()
    return content
