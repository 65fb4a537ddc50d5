"""Dating: what the dated documents of a dossier tell of when the undated ones were published."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.analysis.view import RecordView
from dragoman.record import (
    Bound,
    BoundKind,
    BoundSide,
    DateBasis,
    DateRange,
    Document,
    Evidence,
    QuoteForm,
    Span,
    Statement,
)

COMMON = 8
"""Words in a row that two quotations of one speaker have in common to be the same one."""

TELLING, LONG = 4, 4
"""How many different words of how many letters must be among them: "we will do all that we can for
as long as it takes" is said by everybody every day."""

ECHO = timedelta(days=14)
"""How far from each other two articles lie that quote the same words. Of 119 pairs of dated
articles with eight quoted words in common (595 articles of ../shared/corpora, November 2026) none
were more than six days apart; doubled, because a third of them are from one span of nine days."""

QUOTED = re.compile(r"[“«„\"]([^“”«»„\"]+)[”»“\"]")
WORD = re.compile(r"[^\W_]+")

Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A run of quoted words with their places in the document.

    Attributes:
        statement: The statement that it is of.
        content: The part of its content that holds them.
        words: The words, in lower case.
        places: The offsets of each in the document.
    """

    statement: Statement
    content: Span
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    def shingles(self) -> Iterator[tuple[int, Shingle]]:
        """Give every run of COMMON words that tells something, with the place of its first."""
        for at in range(len(self.words) - COMMON + 1):
            run = self.words[at : at + COMMON]
            if len({word for word in run if len(word) >= LONG}) >= TELLING:
                yield at, run

    def cut(self, first: int, length: int) -> Span:
        """Cut out a run of words."""
        start, end = self.places[first][0], self.places[first + length - 1][1]
        offset = self.content.start
        return Span(start=start, end=end, text=self.content.text[start - offset : end - offset])


Index = dict[Shingle, list[tuple[_Quotation, int]]]


@dataclass(frozen=True, slots=True)
class _Echo:
    """The same quotation in an undated document and in a dated one.

    Attributes:
        document: Id of the undated document.
        statement: Id of its statement.
        words: The common words in it.
        other: The same in the dated document.
        name: The dated document's name.
        published: Its day.
        said_on: The day on which it says that the words were said. None: it does not.
    """

    document: str
    statement: str
    words: Span
    other: Evidence
    name: str
    published: date
    said_on: date | None

    @property
    def rank(self) -> tuple[date, int, int, str, int]:
        """Order echoes of a statement: the first published, then the longest, then by place."""
        span = self.other.span
        return self.published, -len(self.words.text), self.words.start, self.name, span.start


def narrow_date_ranges(view: RecordView) -> list[DateRange]:
    """Narrow the ranges of undated documents by quotations that dated ones have too.

    The newest statement that an undated document shares with dated ones bounds it: it was
    published after the statement was made, and within ECHO of the first dated article with the
    same words, unless dated articles repeat them for longer than that. A bound that contradicts
    the undated document's own text is left out. The result depends on the record alone, not on
    the order in which it is given nor on how often this was done before.

    Returns:
        The ranges that differ from those in the record.
    """
    ranges = {date_range.document: date_range for date_range in view.date_ranges()}
    if not ranges:
        return []
    echoes: dict[str, list[_Echo]] = defaultdict(list)
    for echo in _echoes(view, ranges):
        echoes[echo.document].append(echo)
    narrowed = (_narrowed(known, echoes[document]) for document, known in ranges.items())
    return sorted(
        (new for new in narrowed if new != ranges[new.document]), key=lambda new: new.document
    )


def _narrowed(known: DateRange, echoes: list[_Echo]) -> DateRange:
    """Give the range with the bounds of the dossier that hold today, and no others."""
    own = tuple(bound for bound in known.bounds if bound.basis is DateBasis.TEXT)
    bare = replace(known, bounds=own)
    by_statement: dict[str, list[_Echo]] = defaultdict(list)
    for echo in sorted(echoes, key=lambda echo: echo.rank):
        by_statement[echo.statement].append(echo)
    # The newest statement tells when the article is from; older ones are its background.
    newest_first = sorted(by_statement.values(), key=lambda group: group[0].rank, reverse=True)
    for group in newest_first:
        found = replace(known, bounds=(*own, *_bounds(group)))
        if _possible(found):
            return found
    return bare


def _bounds(group: list[_Echo]) -> Iterator[Bound]:
    """Bound a document by one statement, from its echoes, the first published first."""
    first, last = group[0], group[-1]
    told = min((echo.said_on for echo in group if echo.said_on), default=None)
    since = told or first.published - ECHO
    because = f"{first.name}, published {first.published}, quotes the same words"
    if told:
        because += f", said {told}"
    yield _bound(BoundSide.EARLIEST, since, first, because)
    if last.published - first.published <= ECHO:
        yield _bound(BoundSide.LATEST, first.published + ECHO, first, because)


def _bound(side: BoundSide, day: date, echo: _Echo, because: str) -> Bound:
    return Bound(
        side=side,
        value=day.isoformat(),
        kind=BoundKind.QUOTATION,
        words=echo.words,
        because=because,
        other=echo.other,
    )


def _possible(found: DateRange) -> bool:
    """Tell whether the range ends after it begins."""
    first, last = found.earliest, found.latest
    return not (first and last) or first.value[: len(last.value)] <= last.value


def _echoes(view: RecordView, undated: dict[str, DateRange]) -> Iterator[_Echo]:
    """Find the quotations of undated documents in dated ones, by runs of words: no pairs tried."""
    days = {document.id: (document.name, day) for document, day in _days(view)}
    if not days:
        return
    index: Index = defaultdict(list)
    for statement in view.statements():
        if statement.document in undated:
            for quotation in _quotations(statement):
                for at, shingle in quotation.shingles():
                    index[shingle].append((quotation, at))
    for statement in view.statements() if index else ():
        if statement.document in days:
            for quotation in _quotations(statement):
                yield from _matches(quotation, *days[statement.document], index)


def _matches(quotation: _Quotation, name: str, day: date, index: Index) -> Iterator[_Echo]:
    """Find a dated quotation in the undated ones, the longest common run for each of them."""
    longest: dict[str, tuple[int, int, int, _Quotation]] = {}
    for at, shingle in quotation.shingles():
        for mine, place in index.get(shingle, ()):
            if not _same_speaker(mine.statement, quotation.statement):
                continue
            length = _common(mine.words[place:], quotation.words[at:])
            best = longest.get(mine.statement.id)
            if best is None or length > best[0]:
                longest[mine.statement.id] = length, place, at, mine
    said = quotation.statement.said_on
    for length, place, at, mine in longest.values():
        yield _Echo(
            document=mine.statement.document,
            statement=mine.statement.id,
            words=mine.cut(place, length),
            other=Evidence(document=quotation.statement.document, span=quotation.cut(at, length)),
            name=name,
            published=day,
            said_on=date.fromisoformat(said) if said and len(said) == 10 else None,
        )


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """Count the words that two runs begin with alike."""
    for length, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return length
    return min(len(one), len(two))


def _same_speaker(one: Statement, two: Statement) -> bool:
    """Tell whether two statements have one speaker; unknown people are known by their names."""
    if one.speaker is None or two.speaker is None:
        return False
    return (one.speaker.name, one.speaker.kind) == (two.speaker.name, two.speaker.kind)


def _quotations(statement: Statement) -> Iterator[_Quotation]:
    """Give the runs of words that a statement quotes."""
    if statement.quote is QuoteForm.INDIRECT:
        return
    for span in statement.content:
        if statement.quote is QuoteForm.DIRECT:
            parts = [(0, len(span.text))]
        else:
            parts = [match.span(1) for match in QUOTED.finditer(span.text)]
        for start, end in parts:
            words = list(WORD.finditer(span.text, start, end))
            if len(words) >= COMMON:
                yield _Quotation(
                    statement,
                    span,
                    tuple(word.group().casefold() for word in words),
                    tuple((span.start + w.start(), span.start + w.end()) for w in words),
                )


def _days(view: RecordView) -> Iterator[tuple[Document, date]]:
    """Give the documents whose day of publication is known."""
    for document in view.documents():
        published = document.published
        if published and len(published.value) >= 10:
            yield document, date.fromisoformat(published.value[:10])
