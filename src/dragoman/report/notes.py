"""Notes: where the words stand that a line of a brief rests on: outlet, date, characters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from dragoman.analysis import CoveredDocument, Said
from dragoman.record import DateBasis, Document, SegmentKind, Span
from dragoman.report.articles import ArticleText
from dragoman.report.characters import safe_url, shown_in_line
from dragoman.report.events import EvidenceRow
from dragoman.report.rows import StatementRow, shown_outlet

LONGEST, LONGEST_TITLE = 110, 64
"""Characters of the words that a note repeats, and of a title that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the exact place of words, and who published them when.

    Attributes:
        key: What it is the note of: a statement's id, or the key of an evidence.
        label: Number of the document, and for a statement its own: "2.5".
        outlet: Who published the words. None: not known.
        day: When, as precise as known. None: undated.
        basis: What that was read from. None: undated.
        title: The document's title, cut.
        url: Its address, if it is one that a browser may open.
        name: The document's name.
        sha256: Fingerprint of its text, in which the characters are counted.
        places: The characters, "120–180", one for each span.
        words: The words, cut.
    """

    key: str
    label: str
    outlet: str | None
    day: str | None
    basis: DateBasis | None
    title: str
    url: str | None
    name: str
    sha256: str
    places: tuple[str, ...]
    words: str


class Notes:
    """Makes notes of statements and evidence."""

    def __init__(
        self,
        said: Mapping[str, Said],
        documents: Mapping[str, CoveredDocument],
        articles: Mapping[str, ArticleText],
    ) -> None:
        self.said = said
        self.documents = documents
        self.articles = articles

    def of(self, row: StatementRow | EvidenceRow) -> Note:
        """Make the note of a row."""
        if isinstance(row, StatementRow):
            statement = self.said[row.key].statement
            spans, document = statement.content, statement.document
        else:
            document, start, end = row.key.rsplit("-", 2)
            text = self.articles[document].text
            spans = (Span.of(text, int(start), int(end)),)
        covered, article = self.documents[document], self.articles[document]
        return Note(
            key=row.key,
            label=row.label,
            outlet=shown_outlet(covered),
            day=covered.day,
            basis=covered.basis,
            title=cut(heading_of(covered.document, article), LONGEST_TITLE),
            url=safe_url(covered.document.url),
            name=shown_in_line(covered.document.name),
            sha256=covered.document.sha256,
            places=tuple(f"{span.start}–{span.end}" for span in spans),
            words=cut(" […] ".join(article.words(spans))),
        )

    def of_all(self, parts: Iterable[object]) -> dict[str, Note]:
        """Make the notes of all that parts of a brief cite, in their order."""
        rows = {row.key: row for part in parts for row in cited(part)}
        return {key: self.of(row) for key, row in rows.items()}


def cited(part: object) -> Iterator[StatementRow | EvidenceRow]:
    """Give the statements and the evidence that a part of a brief rests on, as it shows them."""
    if isinstance(part, StatementRow | EvidenceRow):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from cited(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from cited(value)
    elif is_dataclass(part):
        for field in fields(part):
            yield from cited(getattr(part, field.name))


def heading_of(document: Document, article: ArticleText) -> str:
    """Give a document's title, else its headline or its first words, else its name."""

    def first(kind: SegmentKind) -> str:
        found = (s for s in document.segments if s.kind is kind)
        return next((" ".join(article.display(s.start, s.end).split()) for s in found), "")

    title = shown_in_line(document.title or "") or first(SegmentKind.HEADLINE)
    return title or cut(first(SegmentKind.BODY)) or shown_in_line(document.name)


def cut(text: str, longest: int = LONGEST) -> str:
    """Cut a text at a word, and say so with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[:longest].rsplit(" ", 1)[0]
    return (head if len(head) > longest // 2 else text[:longest]).rstrip(" ,;:") + " …"
