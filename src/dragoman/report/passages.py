"""Passages: an article's text with what the record rests on, as properly nested marks.

Spans of statements overlap and nest freely; HTML elements only nest. Each line is swept from left
to right; a span that would cross the end of another is split there, so that the runs of one span,
put together, always are the characters of that span.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dragoman.record import SegmentKind, Span
from dragoman.report.articles import ArticleText

CELL = 2048
"""Characters in which runs are looked up together, so that long texts take no longer each line."""


class MarkKind(StrEnum):
    """What a mark in the text shows; in the order in which equal runs nest."""

    PLACE = "place"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    CUE = "cue"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Spans of a document that are shown as one thing.

    Attributes:
        key: Id of the record behind it; its anchor is made of it.
        kind: What it shows.
        spans: Its characters, in order.
    """

    key: str
    kind: MarkKind
    spans: tuple[Span, ...]


class Step(StrEnum):
    """What a token does."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One step in writing a line.

    Attributes:
        step: OPEN and CLOSE a run of a mark, write TEXT, or END: the mark's last run is closed.
        key: The mark's key; empty for TEXT.
        kind: The mark's kind. None for TEXT.
        first: Whether an OPEN is the first run of its mark.
        text: For a TEXT what to write, ready for display.
        start: For a TEXT the offset of its first character in the document.
    """

    step: Step
    key: str = ""
    kind: MarkKind | None = None
    first: bool = False
    text: str = ""
    start: int = 0


Line = tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of an article that is of one kind.

    Attributes:
        kind: What it is.
        lines: Each as tokens; line ends are part of the text.
        characters: How many characters of the document it has.
        marked: Whether a mark is in it.
    """

    kind: SegmentKind
    lines: tuple[Line, ...]
    characters: int
    marked: bool


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A part of a mark within one line, ordered so that the longer of two comes first."""

    start: int
    reach: int
    rank: int
    number: int

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return -self.reach


def lay_out(article: ArticleText, marks: Iterable[Mark]) -> tuple[Block, ...]:
    """Cut an article into blocks and lines with its marks."""
    return tuple(_Writer(article, tuple(marks)).blocks())


class _Writer:
    """Writes the lines of one article, knowing which marks have begun and what is left of them."""

    def __init__(self, article: ArticleText, marks: tuple[Mark, ...]) -> None:
        self.article = article
        self.marks = marks
        self.begun: set[int] = set()
        runs = [
            Run(span.start, -span.end, list(MarkKind).index(mark.kind), number)
            for number, mark in enumerate(marks)
            for span in mark.spans
        ]
        self.near: defaultdict[int, list[Run]] = defaultdict(list)
        self.left = [0] * len(marks)
        for run in runs:
            for cell in range(run.start // CELL, (run.end - 1) // CELL + 1):
                self.near[cell].append(run)
            self.left[run.number] += run.end - run.start

    def blocks(self) -> Iterator[Block]:
        for stretch in self.article.stretches:
            written = tuple(
                tuple(self._tokens(start, end)) for start, end in self.article.lines(stretch)
            )
            yield Block(
                kind=stretch.kind,
                lines=written,
                characters=stretch.end - stretch.start,
                marked=any(token.step is Step.OPEN for line in written for token in line),
            )

    def _tokens(self, start: int, end: int) -> Iterator[Token]:
        queue = [
            Run(max(run.start, start), -min(run.end, end), run.rank, run.number)
            for run in self._near(start, end)
            if run.start < end and start < run.end
        ]
        heapq.heapify(queue)
        stack: list[Run] = []
        position = start
        while queue or stack:
            if stack and (not queue or stack[-1].end <= queue[0].start):
                yield from self._text(position, stack[-1].end)
                position = stack[-1].end
                yield from self._close(stack.pop())
                continue
            run = heapq.heappop(queue)
            if stack and run.end > stack[-1].end:
                edge = stack[-1].end
                heapq.heappush(queue, Run(edge, run.reach, run.rank, run.number))
                run = Run(run.start, -edge, run.rank, run.number)
            yield from self._text(position, run.start)
            position = run.start
            yield self._open(run)
            stack.append(run)
        yield from self._text(position, end)

    def _near(self, start: int, end: int) -> Iterable[Run]:
        cells = range(start // CELL, (end - 1) // CELL + 1)
        return dict.fromkeys(run for cell in cells for run in self.near[cell])

    def _open(self, run: Run) -> Token:
        first = run.number not in self.begun
        self.begun.add(run.number)
        mark = self.marks[run.number]
        return Token(step=Step.OPEN, key=mark.key, kind=mark.kind, first=first)

    def _close(self, run: Run) -> Iterator[Token]:
        mark = self.marks[run.number]
        yield Token(step=Step.CLOSE, key=mark.key, kind=mark.kind)
        self.left[run.number] -= run.end - run.start
        if not self.left[run.number]:
            yield Token(step=Step.END, key=mark.key, kind=mark.kind)

    def _text(self, start: int, end: int) -> Iterator[Token]:
        if start < end:
            yield Token(step=Step.TEXT, text=self.article.display(start, end), start=start)
