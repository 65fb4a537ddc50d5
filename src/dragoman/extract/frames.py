"""Frames: the orders in which a reporting verb, its source and its content stand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dragoman.extract.contents import (
    CLOSE,
    CLOSED_BEFORE,
    EDGES,
    QUOTED_BEFORE,
    SPEECH,
    Cue,
    around,
    closed,
    content_end,
    is_short,
    opened,
    worded,
)
from dragoman.extract.lexicon import Order
from dragoman.extract.phrases import (
    NEAR,
    institution_after,
    institution_before,
    looks_like_source,
    source_after,
    source_before,
    within,
)
from dragoman.extract.sentences import Run, trim


@dataclass(slots=True)
class Found:
    """An attribution in the making, as runs of offsets."""

    source: Run | None
    cue: Run | None
    content: list[Run] = field(default_factory=list)


def attribute(cue: Cue) -> Found | None:
    """Find source and content about a reporting verb; None where one of them is missing."""
    if cue.lexicon.participle.match(cue.form):
        return _participle(cue)
    return _as_said(cue) or _inverted(cue) or next(_by_order(cue), None)


def _by_order(cue: Cue) -> Iterator[Found]:
    for order in cue.lexicon.orders:
        found = FRAMES[order](cue)
        if found:
            yield found


def _participle(cue: Cue) -> Found | None:
    before = max(cue.sentence[0], cue.run[0] - CLOSE)
    if cue.inherited is None or cue.lexicon.passive.search(cue.text, before, cue.run[0]):
        return None
    content = opened(cue, cue.run[1])
    return Found(cue.inherited, cue.run, [content]) if content else None


def _as_said(cue: Cue) -> Found | None:
    """A clause with "as" holds source and verb; the rest of the sentence is the content."""
    text, (start, end), (begin, tail) = cue.text, cue.sentence, cue.run
    likes = list(cue.lexicon.like.finditer(text, max(start, begin - NEAR), begin))
    if not likes or re.search(r"[,،;:.«»“”\"]", text[likes[-1].end() : begin]):
        return None
    like = likes[-1]
    between = trim(text, like.end(), begin)
    if not re.search(r"(?:^|[,،(—–-])\s*$", text[max(start, like.start() - 3) : like.start()]):
        return None
    source = within(text, between, cue.lexicon)
    if source is None:
        source = source_after(text, tail, end, cue.lexicon) or _institution(cue)
        tail = source[1] if source else tail
    if source is None:
        return None
    before, after = trim(text, start, like.start(), EDGES + "("), trim(text, tail, end, EDGES + ")")
    content = around(text, before, after, cue.lexicon)
    return Found(source, cue.run, content) if worded(text, content[0]) else None


def _institution(cue: Cue) -> Run | None:
    if not cue.lexicon.impersonal.search(cue.form):
        return None
    return institution_after(cue.text, cue.run[1], cue.sentence[1], cue.lexicon)


def _inverted(cue: Cue) -> Found | None:
    """The pronoun hangs on the verb: "a-t-il dit"."""
    (start, end), (begin, tail) = cue.sentence, cue.run
    match = cue.lexicon.inverted.search(cue.text, begin, min(end, tail + CLOSE))
    if not match or match.start() > tail:
        return None
    tail = max(tail, match.end())
    content = trim(cue.text, start, begin, EDGES)
    if not CLOSED_BEFORE.search(cue.text, max(start, begin - CLOSE), begin):
        return None
    if not worded(cue.text, content):
        return None
    return Found(match.span("source"), (begin, tail), [content])


def _source_cue(cue: Cue) -> Found | None:
    """The source stands right before the verb; the content after it, or before both."""
    text, (start, _), (begin, tail) = cue.text, cue.sentence, cue.run
    source = None
    if cue.lexicon.impersonal.search(cue.form):
        source = institution_before(text, start, begin, cue.lexicon)
    source = source or source_before(text, start, begin, cue.lexicon)
    if source is None and cue.lexicon.joined.search(text, max(start, begin - NEAR), begin):
        source = cue.inherited
    if source is None:
        return None
    content = closed(cue, min(begin, source[0]), tail) or opened(cue, tail)
    return Found(source, cue.run, [content]) if content else None


def _closed(cue: Cue) -> Found | None:
    """The content ends before the verb; the source follows it."""
    text, (start, end), (begin, tail) = cue.text, cue.sentence, cue.run
    if not CLOSED_BEFORE.search(text, max(start, begin - CLOSE), begin) or _has_object(cue):
        return None
    if not cue.lexicon.marked and source_before(text, start, begin, cue.lexicon):
        return None  # The verb has its source, though nothing there looks like a content.
    source = source_after(text, tail, end, cue.lexicon) or _institution(cue)
    if source is None or cue.lexicon.oblique.match(text, *source):
        return None
    if _interrupts(cue, source[1]):
        rest = trim(text, source[1], content_end(cue, source[1]), EDGES)
        return Found(source, cue.run, [trim(text, start, begin, EDGES), rest])
    if cue.lexicon.marked:
        content = _left(cue, source[1])
    else:
        content = closed(cue, begin, source[1]) or opened(cue, source[1])
    return Found(source, cue.run, [content]) if content else None


def _has_object(cue: Cue) -> bool:
    """Tell whether what follows the verb is rather its object: "X, who left, accused Y"."""
    if not cue.lexicon.marked or cue.lexicon.acts.get(cue.form) not in cue.lexicon.bare:
        return False
    near = max(cue.sentence[0], cue.run[0] - CLOSE)
    return QUOTED_BEFORE.search(cue.text, near, cue.run[0]) is None


def _interrupts(cue: Cue, tail: int) -> bool:
    """Tell whether verb and source stand after the first words of one clause, between commas."""
    text, (start, end), begin = cue.text, cue.sentence, cue.run[0]
    if not cue.lexicon.marked or not text.startswith((", ", "، "), tail):
        return False
    if QUOTED_BEFORE.search(text, max(start, begin - CLOSE), begin):
        return False
    rest = trim(text, tail, content_end(cue, tail), EDGES)
    first = trim(text, start, begin, EDGES)
    announced = cue.lexicon.complement.match(text, tail, end)
    return (
        first[0] < first[1]
        and is_short(text[slice(*first)])
        and not (announced or is_short(text[slice(*rest)]))
    )


def _left(cue: Cue, tail: int) -> Run | None:
    """Give what a verb and its source close; what follows where they interrupt its beginning."""
    text, (start, end), (begin, _) = cue.text, cue.sentence, cue.run
    left = trim(text, start, begin, EDGES)
    if cue.lexicon.complement.match(text, tail, end) and not QUOTED_BEFORE.search(
        text, max(start, begin - CLOSE), begin
    ):
        short = len(text[slice(*left)].split()) <= 3
        if short or cue.lexicon.fronted.match(text, *left):
            return opened(cue, tail)
    speech = SPEECH.search(text, *left)
    if speech and cue.lexicon.verb.search(text, left[0], speech.start()):
        return speech.span(1)
    return left if worded(text, left) else None


def _cue_source(cue: Cue) -> Found | None:
    """The source follows the verb, and an announced content follows the source."""
    text, end = cue.text, cue.sentence[1]
    source = source_after(text, cue.run[1], end, cue.lexicon, named=False)
    if source and cue.lexicon.verb.match(text, *source):
        return None
    if source is None or cue.lexicon.oblique.match(text, *source):
        return None
    if not cue.lexicon.complement.match(text, source[1], end):
        return None
    content = opened(cue, source[1])
    return Found(source, cue.run, [content]) if content else None


def _final(cue: Cue) -> Found | None:
    """The verb closes the sentence, the source opens it, the content stands between."""
    text, (start, _), (begin, tail) = cue.text, cue.sentence, cue.run
    final = cue.lexicon.final.search(text, max(start, begin - NEAR), begin)
    if not final:
        return None
    source, left = cue.inherited, cue.inherited[1] if cue.inherited else start
    if source is None or source[0] < start:
        match = cue.lexicon.opening.match(text, start, begin)
        if not match:
            return None
        source = trim(text, *match.span())
        left = match.end()
    if not looks_like_source(text[slice(*source)], cue.lexicon):
        return None
    particle = cue.lexicon.leading.match(text, left, begin)
    content = trim(text, particle.end() if particle else left, begin, EDGES)
    for previous in cue.lexicon.verb.finditer(text, left, begin):
        content = trim(text, previous.end(), begin, EDGES)
    return Found(source, (begin, tail), [content]) if worded(text, content) else None


FRAMES: dict[Order, Callable[[Cue], Found | None]] = {
    Order.SOURCE_CUE: _source_cue,
    Order.CLOSED: _closed,
    Order.CUE_SOURCE: _cue_source,
    Order.FINAL: _final,
}
