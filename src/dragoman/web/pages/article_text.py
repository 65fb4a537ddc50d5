"""Article text: a document as given, with what the record rests on marked and noted beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.loading import lexicon_for
from dragoman.extract.sentences import sentences
from dragoman.record import Document, SegmentKind, Span, Statement
from dragoman.report.articles import ArticleText, Stretch
from dragoman.report.characters import shown_in_line
from dragoman.report.passages import Block, Line, Mark, MarkKind, Step, Token, lay_out
from dragoman.web.desk import Desk
from dragoman.web.judged import Judged, judged_of
from dragoman.web.lines import StatementLine, build_lines

PLACE = "place"
"""The key of the mark that a permanent link to a span makes."""

NEAR = 600
"""Characters that an excerpt shows on each side of a statement's words at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNote:
    """What the margin tells of a statement; `n-<id>` is its anchor, `s-<id>` that of its words.

    Attributes:
        number: Its number in the document, by place.
        line: The statement.
        judged: What people decided on it last. None: nobody has.
    """

    number: int
    line: StatementLine
    judged: Judged | None

    @property
    def hue(self) -> str:
        """The number of its party's hue, or "none"."""
        return self.line.sign.hue if self.line.sign else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of the text: its tokens, the statements that begin in it, and whether it is blank."""

    tokens: Line
    notes: tuple[StatementNote, ...]
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A stretch of the text of one kind.

    Attributes:
        kind: The segments' kind.
        lines: Its lines.
        characters: How many characters of the document it has.
        folded: Whether it is boilerplate that nothing rests on.
    """

    kind: SegmentKind
    lines: tuple[TextLine, ...]
    characters: int
    folded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """A document's text with its marks.

    Attributes:
        blocks: All of the text, or the part that is shown.
        notes: The statements by their ids.
    """

    blocks: tuple[TextBlock, ...]
    notes: Mapping[str, StatementNote]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A statement in its sentence.

    Attributes:
        before: The sentence before, for display; empty at the beginning of a paragraph.
        passages: The sentences that it stands in.
        after: The sentence after.
    """

    before: str
    passages: Passages
    after: str


def build_passages(
    desk: Desk,
    document: Document,
    statements: Sequence[Statement],
    *,
    evidence: Iterable[Span] = (),
    place: Span | None = None,
) -> Passages:
    """Lay a document out with its statements.

    Args:
        desk: What the request works with.
        document: The document.
        statements: All its statements, in the order of the text.
        evidence: Other words that something rests on: a meeting, a plan, a date.
        place: The span that a permanent link points at. None: it points at none.
    """
    judged = judged_of(desk, [statement.id for statement in statements])
    notes = {
        line.id: StatementNote(number=number, line=line, judged=judged.get(line.id))
        for number, line in enumerate(build_lines(desk, statements), start=1)
    }
    marks = [*marks_of(statements), *_evidence(evidence)]
    if place:
        marks.append(Mark(key=PLACE, kind=MarkKind.PLACE, spans=(place,)))
    blocks = lay_out(ArticleText(document), marks)
    return Passages(blocks=tuple(_block(block, notes) for block in blocks), notes=notes)


def build_excerpt(desk: Desk, document: Document, statement: Statement) -> Excerpt:
    """Lay out the sentences that a statement stands in, with its source, cue and content marked."""
    spans = [span for span in (statement.source, statement.cue, *statement.content) if span]
    place = min(span.start for span in spans), max(span.end for span in spans)
    start, end, first, last = _around(document, *place)
    article = ArticleText(document)
    article.stretches = (Stretch(SegmentKind.BODY, start, end),)
    roles = ((MarkKind.SOURCE, statement.source), (MarkKind.CUE, statement.cue))
    marks = [Mark(key=statement.id, kind=MarkKind.STATEMENT, spans=statement.content)]
    marks += [Mark(key=kind, kind=kind, spans=(span,)) for kind, span in roles if span]
    (line,) = build_lines(desk, [statement])
    notes = {statement.id: StatementNote(number=1, line=line, judged=None)}
    blocks = tuple(_block(block, notes) for block in lay_out(article, marks))
    return Excerpt(
        before=shown_in_line(document.text[first:start]),
        passages=Passages(blocks=blocks, notes=notes),
        after=shown_in_line(document.text[end:last]),
    )


def _around(document: Document, first: int, last: int) -> tuple[int, int, int, int]:
    """Give the sentences that a run stands in, and where those around them begin and end."""
    text = document.text
    begins = max(text.rfind("\n", 0, first) + 1, first - NEAR)
    ends = text.find("\n", last)
    ends = min(len(text) if ends < 0 else ends, last + NEAR)
    start, end, before, after = first, last, first, last
    for run in sentences(text, (begins, ends), lexicon_for(document.language)):
        if run[1] <= first:
            before = run[0]
        elif run[0] >= last:
            after = run[1]
            break
        else:
            start, end = min(start, run[0]), max(end, run[1])
    return start, end, min(before, start), max(after, end)


def marks_of(statements: Iterable[Statement]) -> list[Mark]:
    """Mark the content of every statement, and once each the words that name a source."""
    marks: list[Mark] = []
    sources: dict[tuple[int, int], Span] = {}
    for statement in statements:
        marks.append(Mark(key=statement.id, kind=MarkKind.STATEMENT, spans=statement.content))
        if statement.source:
            sources[statement.source.start, statement.source.end] = statement.source
    for (start, end), span in sorted(sources.items()):
        marks.append(Mark(key=f"source-{start}-{end}", kind=MarkKind.SOURCE, spans=(span,)))
    return marks


def _evidence(spans: Iterable[Span]) -> list[Mark]:
    places = {evidence_key(span): span for span in spans}
    return [
        Mark(key=key, kind=MarkKind.EVIDENCE, spans=(span,)) for key, span in sorted(places.items())
    ]


def evidence_key(span: Span) -> str:
    """Name the place of some evidence; `e-<key>` is its anchor in the article."""
    return f"{span.start}-{span.end}"


def _block(block: Block, notes: Mapping[str, StatementNote]) -> TextBlock:
    return TextBlock(
        kind=block.kind,
        lines=tuple(_line(line, notes) for line in block.lines),
        characters=block.characters,
        folded=block.kind is SegmentKind.BOILERPLATE and not block.marked,
    )


def _line(tokens: Line, notes: Mapping[str, StatementNote]) -> TextLine:
    tokens = tuple(counted_up(tokens, notes))
    begun = (token for token in tokens if token.first and token.kind is MarkKind.STATEMENT)
    return TextLine(
        tokens=tokens,
        notes=tuple(notes[token.key] for token in begun),
        blank=not any(token.text.strip() for token in tokens if token.step is Step.TEXT),
    )


def counted_up(tokens: Line, notes: Mapping[str, StatementNote]) -> Iterator[Token]:
    """Put the numbers of statements that end at one place after them all, the lowest first."""

    def number(token: Token) -> int:
        return notes[token.key].number if token.key in notes else 0

    ended: list[Token] = []
    for token in tokens:
        if token.step is Step.END:
            ended.append(token)
            continue
        if token.step is not Step.CLOSE:
            yield from sorted(ended, key=number)
            ended.clear()
        yield token
    yield from sorted(ended, key=number)
