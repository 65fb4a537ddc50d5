"""Context: the article around a statement, its sentence apart, with what its fields rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.extract.loading import lexicon_for
from dragoman.extract.sentences import sentences
from dragoman.record import Document, Span, Statement
from dragoman.report.articles import ArticleText, Stretch
from dragoman.report.passages import Block, Mark, MarkKind, lay_out

NEAR = 900
"""Characters that are shown before and after a statement's sentences, up to the next line end."""

BLANKS = frozenset(" \t\u00a0")
"""What stands between two sentences of one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The part of an article that is shown, in three: before, the sentences, after.

    Attributes:
        before: What stands before the sentences.
        sentence: The sentences that source, cue and content stand in.
        after: What follows.
        whole: Whether this is all of the article.
    """

    before: tuple[Block, ...]
    sentence: tuple[Block, ...]
    after: tuple[Block, ...]
    whole: bool


def build_context(
    document: Document, statement: Statement, siblings: Sequence[Statement], *, whole: bool
) -> Context:
    """Lay out the article around a statement.

    Args:
        document: The article.
        statement: The statement.
        siblings: All statements of the article, which are marked more lightly.
        whole: Whether all of the article is wanted.
    """
    spans = [s for s in (statement.source, statement.cue, *statement.content) if s]
    first, last = _sentences(document, min(s.start for s in spans), max(s.end for s in spans))
    text = document.text
    begin, end = 0, len(text)
    if not whole:
        begin = text.rfind("\n", 0, max(0, first - NEAR)) + 1
        end = text.find("\n", min(len(text), last + NEAR))
        end = len(text) if end < 0 else end
    marks = tuple(_marks(statement, siblings))
    return Context(
        before=_blocks(document, begin, first, marks),
        sentence=_blocks(document, first, last, marks),
        after=_blocks(document, last, end, marks),
        whole=begin == 0 and not text[end:].strip(),
    )


def _sentences(document: Document, first: int, last: int) -> tuple[int, int]:
    """Give the run of the sentences that a run stands in."""
    text = document.text
    begins = max(text.rfind("\n", 0, first) + 1, first - NEAR)
    ends = text.find("\n", last)
    ends = min(len(text) if ends < 0 else ends, last + NEAR)
    start, end = first, last
    for run in sentences(text, (begins, ends), lexicon_for(document.language)):
        if run[0] < last and first < run[1]:
            start, end = min(start, run[0]), max(end, run[1])
    # The space behind it is not seen at the end of a line; it would indent what comes after.
    while text[end : end + 1] in BLANKS:
        end += 1
    return start, end


def _marks(statement: Statement, siblings: Iterable[Statement]) -> Iterable[Mark]:
    yield Mark(key=statement.id, kind=MarkKind.STATEMENT, spans=statement.content)
    roles: tuple[tuple[MarkKind, Span | None], ...] = (
        (MarkKind.SOURCE, statement.source),
        (MarkKind.CUE, statement.cue),
    )
    for kind, span in roles:
        if span:
            yield Mark(key=kind.value, kind=kind, spans=(span,))
    for other in siblings:
        if other.id != statement.id:
            yield Mark(key=other.id, kind=MarkKind.EVIDENCE, spans=other.content)


def _blocks(document: Document, begin: int, end: int, marks: tuple[Mark, ...]) -> tuple[Block, ...]:
    """Lay out a run of the article."""
    article = ArticleText(document)
    cut = (
        Stretch(stretch.kind, max(stretch.start, begin), min(stretch.end, end))
        for stretch in article.stretches
    )
    article.stretches = tuple(stretch for stretch in cut if stretch.start < stretch.end)
    near = [mark for mark in marks if any(s.start < end and begin < s.end for s in mark.spans)]
    return lay_out(article, near)
