"""Appendix: the articles at the end of a brief, as given, with what the record rests on marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analysis import CoveredDocument, Said
from dragoman.record import DateBasis, Span
from dragoman.report.articles import ArticleText
from dragoman.report.characters import neutralised, safe_language, safe_url, shown_in_line
from dragoman.report.notes import heading_of
from dragoman.report.passages import Line, Mark, MarkKind, Step, lay_out
from dragoman.report.rows import StatementRow, shown_outlet
from dragoman.report.undated import RangeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of an article and the statements that begin in it, for the margin."""

    tokens: Line
    notes: tuple[StatementRow, ...]
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBlock:
    """A stretch of an article of one kind.

    Attributes:
        kind: The segment's kind.
        lines: Its lines.
        characters: How long it is.
        folded: Whether it is boilerplate that nothing rests on.
    """

    kind: str
    lines: tuple[PrintedLine, ...]
    characters: int
    folded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedArticle:
    """A document with its text; `d-<key>` is its anchor.

    Attributes:
        key: The document's id.
        number: Its number in the brief.
        heading: Its title, else its headline or its first words, else its name.
        name: Its name.
        outlet: Who published it. None: not known.
        url: Its address, if it is one that a browser may open.
        day: When it was published. None: undated.
        basis: What that was read from.
        range: Between which days it is from. None: it is dated, or nothing tells.
        language: Its language code. None: not known.
        sha256: Fingerprint of the text.
        flags: Damage.
        replaced: How many characters are shown as signs.
        statements: How many statements it has.
        blocks: The text; nothing where only the heading is wanted.
    """

    key: str
    number: int
    heading: str
    name: str
    outlet: str | None
    url: str | None
    day: str | None
    basis: DateBasis | None
    range: RangeRow | None
    language: str | None
    sha256: str
    flags: tuple[str, ...]
    replaced: int
    statements: int
    blocks: tuple[PrintedBlock, ...]


def print_article(
    covered: CoveredDocument,
    article: ArticleText,
    group: Iterable[Said],
    rows: Mapping[str, StatementRow],
    evidence: Iterable[Mark] = (),
    range_row: RangeRow | None = None,
    *,
    texts: bool = True,
) -> PrintedArticle:
    """Set a document with its statements and other evidence marked; or without its text."""
    document, spoken = covered.document, tuple(group)
    return PrintedArticle(
        key=document.id,
        number=covered.number,
        heading=heading_of(document, article),
        name=shown_in_line(document.name),
        outlet=shown_outlet(covered),
        url=safe_url(document.url),
        day=covered.day,
        basis=covered.basis,
        range=range_row,
        language=safe_language(document.language),
        sha256=document.sha256,
        flags=tuple(shown_in_line(flag) for flag in document.flags),
        replaced=neutralised(document.text),
        statements=len(spoken),
        blocks=_blocks(article, [*_marks(spoken), *evidence], rows) if texts else (),
    )


def _marks(group: Iterable[Said]) -> list[Mark]:
    """Mark the content of every statement, and once each the words that name a source."""
    marks: list[Mark] = []
    sources: dict[tuple[int, int], Span] = {}
    for said in group:
        content = said.statement.content
        marks.append(Mark(key=said.statement.id, kind=MarkKind.STATEMENT, spans=content))
        source = said.statement.source
        if source:
            sources[source.start, source.end] = source
    for start, end in sorted(sources):
        key = f"source-{start}-{end}"
        marks.append(Mark(key=key, kind=MarkKind.SOURCE, spans=(sources[start, end],)))
    return marks


def _blocks(
    article: ArticleText, marks: list[Mark], rows: Mapping[str, StatementRow]
) -> tuple[PrintedBlock, ...]:
    return tuple(
        PrintedBlock(
            kind=block.kind,
            lines=tuple(_line(line, rows) for line in block.lines),
            characters=block.characters,
            folded=block.kind == "boilerplate" and not block.marked,
        )
        for block in lay_out(article, marks)
    )


def _line(tokens: Line, rows: Mapping[str, StatementRow]) -> PrintedLine:
    return PrintedLine(
        tokens=tokens,
        notes=tuple(rows[t.key] for t in tokens if t.first and t.kind is MarkKind.STATEMENT),
        blank=not any(token.text.strip() for token in tokens if token.step is Step.TEXT),
    )
