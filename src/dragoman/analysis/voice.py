"""Voice: words by which an outlet judges what it tells, where nobody else is speaking.

A word counts where the outlet itself writes it: in a headline, body or caption, outside every
statement's content and outside quotation marks. The list of words is ours (loaded_words) and
English; that an outlet uses one says nothing about whether it is right. Nothing is weighed or
rated.

Measured in November 2026 on 205 English articles that the list was not made on, read by the trained
reader: of 200 places drawn at random and read by one person, 186 are words by which the outlet
itself judges; the others are words of another meaning ("overwhelmingly Kurdish") and names. What is
missed was not measured. Where the reader misses somebody's statement, its words count as the
outlet's; a speech that is published as a text is all the publisher's own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dragoman.analysis.loaded_words import (
    JOIN,
    LANGUAGES,
    WORD,
    Form,
    WordKind,
    fold,
    loaded_words,
)
from dragoman.extract.quotations import CLOSERS, find_quotations
from dragoman.extract.sentences import paragraphs
from dragoman.record import Document, Segment, SegmentKind, Span

REACH = 12
"""Words of the same sentence before a loaded word among which one of attribution hands it over."""

AROUND = 14
"""Words of the sentence that are shown on each side of a loaded word."""

WINDOW = 140
"""Characters on each side of a loaded word that are looked at; AROUND words seldom take more."""

JOINED = re.compile(JOIN)
SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*\s|[\r\n]")
OPENING = re.compile(r"[.!?…:;\r\n•*|(\[“\"‘]")
CLOSING = re.compile(r"[.!?…]+")
QUOTATION_MARK = re.compile("[" + "".join(CLOSERS) + "]")
SINGLE_QUOTED = re.compile(r"(?<!\w)'(?=\S)[^'\n]{1,300}(?:'\w[^'\n]{0,300}){0,4}'(?!\w)")

Run = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWord:
    """A word by which an outlet judges what it tells.

    Attributes:
        document: Id of the document.
        span: The word.
        kind: What it does.
        entry: What it is listed under: "puppets" under "puppet".
        context: The sentence around it, cut to words where it is long.
    """

    document: str
    span: Span
    kind: WordKind
    entry: str
    context: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVoice:
    """What an outlet writes in its own voice in one document.

    Attributes:
        words: How many words stand outside statements and quotation marks. None: the document is
            in a language that there is no list for, and was not looked at.
        loaded: Those of them that judge, in the order of the text.
    """

    words: int | None
    loaded: tuple[LoadedWord, ...]


class Token(NamedTuple):
    """A word near a loaded one.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last.
        folded: The word as it is looked up.
        joined: Whether only a blank or a hyphen is before it.
        opens: Whether a sentence, a part of one or a quotation begins with it.
        sentence: Number of its sentence.
    """

    start: int
    end: int
    folded: str
    joined: bool
    opens: bool
    sentence: int


def own_voice(
    document: Document, contents: Iterable[Run], within: Sequence[Run] | None = None
) -> OwnVoice:
    """Find the loaded words that an outlet writes itself.

    Args:
        document: The document.
        contents: Where the contents of its statements begin and end.
        within: The paragraphs that are looked at. None: all.
    """
    if document.language not in LANGUAGES:
        return OwnVoice(words=None, loaded=())
    told = paragraphs(document) if within is None else within
    taken = _merged([*_quoted(document.text, told), *contents])
    words, loaded, forms = 0, [], loaded_words().forms
    for segment in document.readable():
        for start, end in _looked_at(segment, within, taken):
            found = WORD.findall(document.text, start, end)
            words += len(found)
            if forms.keys().isdisjoint(map(fold, found)):
                continue  # as most runs are; they are not looked at word by word
            done = start
            for match in WORD.finditer(document.text, start, end):
                listed = forms.get(fold(match.group()))
                if listed and match.start() >= done:
                    word = _loaded(document, segment, listed, match.start(), end)
                    if word:
                        loaded.append(word)
                        done = word.span.end
    return OwnVoice(words=words, loaded=tuple(loaded))


def _looked_at(
    segment: Segment, within: Sequence[Run] | None, taken: Sequence[Run]
) -> Iterator[Run]:
    """Give the parts of a segment that are looked at and in which nobody else speaks."""
    for start, end in [(segment.start, segment.end)] if within is None else within:
        yield from _free(taken, max(start, segment.start), min(end, segment.end))


def _quoted(text: str, told: Iterable[Run]) -> Iterator[Run]:
    """Give what stands within quotation marks in some paragraphs, single straight ones included."""
    for start, end in told:
        if QUOTATION_MARK.search(text, start, end):
            for quotation in find_quotations(text, [(start, end)]):
                yield quotation.start, quotation.end
        for match in SINGLE_QUOTED.finditer(text, start, end):
            yield match.span()


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Put runs in order and those that overlap together."""
    merged: list[Run] = []
    for start, end in sorted(runs):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _free(taken: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """Give the parts of a run in which nobody else speaks."""
    first = bisect_right(taken, start, key=lambda run: run[1])
    for begins, ends in taken[first:]:
        if begins >= end:
            break
        if start < begins:
            yield start, begins
        start = ends
    if start < end:
        yield start, end


def _loaded(
    document: Document, segment: Segment, listed: Iterable[Form], start: int, limit: int
) -> LoadedWord | None:
    """Give the loaded word that begins here, if it is one in this place."""
    for form in listed:
        match = form.pattern.match(document.text, start, limit)
        if match is None:
            continue
        tokens = _tokens(document.text, segment, match.start(), match.end())
        here = next(i for i, token in enumerate(tokens) if token.start == start)
        cased = segment.kind is not SegmentKind.HEADLINE and not form.name
        if (
            not (cased and _is_name(document.text, tokens[here]))
            and not _is_other(form, tokens, here)
            and not _is_attributed(tokens, here)
        ):
            return LoadedWord(
                document=document.id,
                span=Span.of(document.text, *match.span()),
                kind=form.kind,
                entry=form.entry,
                context=_context(document.text, tokens, here, match.end()),
            )
    return None


def _tokens(text: str, segment: Segment, start: int, end: int) -> list[Token]:
    """Give the words of a segment that are near a place."""
    first, last = max(segment.start, start - WINDOW), min(segment.end, end + WINDOW)
    while first > segment.start and text[first - 1].isalnum():
        first -= 1
    while last < segment.end and text[last].isalnum():
        last += 1
    tokens: list[Token] = []
    position, sentence = first, 0
    for match in WORD.finditer(text, first, last):
        gap = text[position : match.start()]
        plain = gap == " "
        sentence += not plain and SENTENCE_END.search(gap) is not None
        begins = not tokens and first == segment.start
        tokens.append(
            Token(
                start=match.start(),
                end=match.end(),
                folded=fold(match.group()),
                joined=bool(tokens) and (plain or JOINED.fullmatch(gap) is not None),
                opens=begins or (not plain and OPENING.search(gap) is not None),
                sentence=sentence,
            )
        )
        position = match.end()
    return tokens


def _is_name(text: str, token: Token) -> bool:
    """Tell whether a capital within a sentence makes the word a part of a name."""
    return text[token.start].isupper() and not token.opens


def _is_other(form: Form, tokens: Sequence[Token], here: int) -> bool:
    """Tell whether the words beside it give the form another meaning."""
    behind = here + len(form.words)
    for before, after in form.unless:
        left, right = tokens[max(0, here - len(before)) : here], tokens[behind:][: len(after)]
        if (
            tuple(token.folded for token in left) == before
            and tuple(token.folded for token in right) == after
            and all(token.joined for token in [*left[1:], *right])
            and (not before or tokens[here].joined)
        ):
            return True
    return False


def _is_attributed(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether words before it in its sentence hand the judgement to somebody."""
    attributing, sentence = loaded_words().attributing, tokens[here].sentence
    before = tokens[max(0, here - REACH) : here]
    return any(token.folded in attributing for token in before if token.sentence == sentence)


def _context(text: str, tokens: Sequence[Token], here: int, end: int) -> Span:
    """Give the words of the same sentence around a place."""
    sentence, behind = tokens[here].sentence, here + AROUND + 1
    near = [t for t in tokens[max(0, here - AROUND) : behind] if t.sentence == sentence]
    last = max(near[-1].end, end)
    stop = CLOSING.match(text, last)
    return Span.of(text, near[0].start, stop.end() if stop else last)
