"""Importer of tables: CSV and TSV, an article in each row, read one row at a time.

The delimiter is the one by which the first row has columns of known names; the encoding is that
of the file's beginning. A row that is broken spoils no other: reading goes on at the next line.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.decoding import MIXED
from dragoman.ingest.importers.items import import_item
from dragoman.ingest.importers.pages import PageFields
from dragoman.ingest.importers.textlines import text_lines
from dragoman.ingest.patterns import UNREADABLE_DATE

DELIMITERS = ",;\t|"
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text",
        "full text",
        "fulltext",
        "article text",
        "article body",
        "main text",
        "maintext",
        "body text",
        "body",
        "content",
        "contents",
        "article",
    ),
    "html": ("html", "raw html", "article html", "content html", "page", "markup"),
    "title": ("title", "headline", "article title", "subject", "heading"),
    "date": (
        "published",
        "date published",
        "publication date",
        "publish date",
        "published at",
        "published on",
        "date publish",
        "pubdate",
        "pub date",
        "date",
        "datetime",
        "article date",
    ),
    "outlet": (
        "outlet",
        "publisher",
        "publication",
        "publication title",
        "newspaper",
        "medium",
        "media outlet",
        "news outlet",
        "source name",
        "source",
    ),
    "url": ("url", "link", "address", "article url", "permalink", "web url", "uri"),
    "author": ("author", "authors", "byline", "by line", "writer", "journalist"),
    "language": ("language", "lang"),
    "id": ("id", "document id", "article id", "doc id", "name", "file name", "filename"),
}
"""What columns are commonly called, the likelier name first; case and punctuation do not matter."""

LANGUAGE = re.compile(r"([a-zA-Z]{2})(?:[-_].*)?")
LONGEST_ROW = 5_000_000
"""Characters from which a row is not a row but a quotation mark that is never closed."""

READ_TWICE = 10 * LONGEST_ROW
"""Characters of a file after broken rows that are read again from the line after their first one;
else a file in which each line opens a quotation would take the square of its length."""


def import_table(delivery: Delivery) -> Iterator[Arrival]:
    """Read the rows of a CSV or TSV file, in order.

    Raises:
        DocumentError: The file is empty, in no known encoding, or has no column with texts.
    """
    lines = _Lines(text_lines(delivery))
    header, delimiter = _header(lines, delivery)
    columns = _columns(header, delivery.patterns.columns)
    rows = 0
    for row in _rows(lines, delimiter, len(header)):
        rows += 1
        name = f"{delivery.name}:{row.place}"
        try:
            if row.broken:
                raise DocumentError(row.broken)
            yield _read_row(name, row, columns, delivery)
        except DocumentError as error:
            fingerprint = hashlib.sha256(row.data).hexdigest()
            yield refuse(name, str(error), sha256=fingerprint, size=len(row.data))
    if not rows:
        raise DocumentError("a table without rows: there are only the names of its columns")


@dataclass(slots=True)
class _Row:
    """A row, or a run of lines that is none.

    Attributes:
        first: Number of its first line, from 1.
        last: Number of its last line.
        cells: What it holds.
        lines: Its lines as they stand.
        length: Their length together.
        broken: What is wrong with it. None: nothing.
        damaged: Some of its bytes were not in the encoding of the rest.
    """

    first: int
    last: int
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    length: int = 0
    broken: str | None = None
    damaged: bool = False

    @property
    def place(self) -> str:
        """The lines as a name has them; of a row in one line that line alone."""
        return (
            str(self.first)
            if not self.broken or self.first == self.last
            else (f"{self.first}-{self.last}")
        )

    @property
    def data(self) -> bytes:
        """Its lines in UTF-8."""
        return "".join(self.lines).encode("utf-8", "backslashreplace")

    def extend(self, other: "_Row") -> None:
        """Take the lines of the next row in."""
        self.last = other.last
        self.lines += other.lines
        self.length += other.length


@dataclass(slots=True)
class _Lines:
    """Lines on their way to the csv module; those of the row in progress can be put back."""

    source: Iterator[tuple[str | None, bool]]
    number: int = 0
    returned: list[tuple[str, bool]] = field(default_factory=list)
    taken: list[tuple[str, bool]] = field(default_factory=list)
    length: int = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.length > LONGEST_ROW:
            raise DocumentError("a quotation mark in it is not closed; close or double it")
        line, damaged = self.returned.pop() if self.returned else next(self.source)
        self.number += 1
        if line is None:
            self.taken.append(("", damaged))
            raise DocumentError("a line that is too long for an article; split it up")
        self.taken.append((line, damaged))
        self.length += len(line)
        return line

    def begin(self) -> None:
        """Begin a row."""
        self.taken.clear()
        self.length = 0

    def put_back(self) -> None:
        """Keep the first line of the row in progress, and give the others again."""
        again = self.taken[1:]
        del self.taken[1:]
        self.number -= len(again)
        self.returned.extend(reversed(again))

    def row(self) -> _Row:
        """Give the lines taken since the row began."""
        lines = [line for line, _ in self.taken]
        first = self.number - len(self.taken) + 1
        damaged = any(damaged for _, damaged in self.taken)
        length = sum(map(len, lines))
        return _Row(first=first, last=self.number, lines=lines, length=length, damaged=damaged)


def _header(lines: _Lines, delivery: Delivery) -> tuple[list[str], str]:
    """Read the names of the columns, and tell by them what parts the cells."""
    csv.field_size_limit(LONGEST_ROW)
    first = next(lines, None)
    while first is not None and not first.strip():
        first = next(lines, None)
    if first is None:
        raise DocumentError("empty: there is no row in it; check how it was saved")
    if declared := re.fullmatch(r"sep=(.)\s*", first):
        # The line by which Excel is told what parts the cells.
        return _split(next(lines, ""), declared[1]), declared[1]
    named = {_key(name) for names in NAMES.values() for name in names}
    named |= {_key(column) for column in delivery.patterns.columns.values()}

    def fit(delimiter: str) -> tuple[int, int]:
        cells = _split(first, delimiter)
        return sum(_key(cell) in named for cell in cells), len(cells)

    delimiter = max(DELIMITERS, key=fit)
    return _split(first, delimiter), delimiter


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _columns(header: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    """Tell which column holds what.

    Raises:
        DocumentError: A column that was named is not there, or none holds texts.
    """
    keys = [_key(name) for name in header]
    found: dict[str, int] = {}
    for what, names in NAMES.items():
        wanted = [given[what]] if what in given else list(names)
        places = [keys.index(_key(name)) for name in wanted if _key(name) in keys]
        if what in given and not places:
            raise DocumentError(f"no column {given[what]!r} for the {what}; {_listed(header)}")
        if places:
            found[what] = places[0]
    taken = {place for what, place in found.items() if what in given}
    found = {w: place for w, place in found.items() if w in given or place not in taken}
    if "text" not in found and "html" not in found:
        raise DocumentError(
            f"no column that holds the texts; {_listed(header)}: say which one with "
            "--column text=NAME"
        )
    return found


def _listed(header: Sequence[str]) -> str:
    names = ", ".join(repr(name.strip()[:40]) for name in header[:20])
    return f"the columns are {names}" + (" ..." if len(header) > 20 else "")


def _key(name: str) -> str:
    """Give the name of a column as it is compared."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _rows(lines: _Lines, delimiter: str, width: int) -> Iterator[_Row]:
    """Give the rows; a broken one comes with the lines after it that make no row either."""
    broken: _Row | None = None
    for row, wrong in _attempts(lines, delimiter):
        row.broken = wrong or _ragged(row.cells, width)
        if broken is not None:
            # What follows a broken row is mostly the rest of it.
            if row.broken and broken.length < LONGEST_ROW:
                broken.extend(row)
                continue
            yield broken
            broken = None
        if wrong:
            broken = row
        else:
            yield row
    if broken is not None:
        yield broken


def _attempts(lines: _Lines, delimiter: str) -> Iterator[tuple[_Row, str | None]]:
    """Give what the csv module makes of the lines, and why it could not make a row of some."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    left = READ_TWICE
    while True:
        lines.begin()
        wrong = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, DocumentError) as error:
            cells, wrong = [], _why(error)
            if lines.length <= left:
                left -= lines.length
                lines.put_back()
        if wrong or any(cell.strip() for cell in cells):
            row = lines.row()
            row.cells = cells
            yield row, wrong


def _ragged(cells: Sequence[str], width: int) -> str | None:
    """Say how a row differs from the columns; empty cells at its end do not count. None: not."""
    filled = len(cells)
    while filled > width and not cells[filled - 1].strip():
        filled -= 1
    if len(cells) >= width and filled <= width:
        return None
    cells = f"{filled} cell" if filled == 1 else f"{filled} cells"
    return f"has {cells} where the table has {width} columns; check its quotation marks"


def _why(error: Exception) -> str:
    if isinstance(error, DocumentError):
        return str(error)
    if "unexpected end of data" in str(error):
        return "a quotation mark in it is not closed; close or double it"
    if "expected after" in str(error):
        return 'a quotation mark inside of a cell is not doubled; write "" for it'
    return f"not a row of a table ({error}); write it again"


def _read_row(name: str, row: _Row, columns: Mapping[str, int], delivery: Delivery) -> Arrival:
    cells = {what: row.cells[place] for what, place in columns.items()}
    told = {what: cell.strip() for what, cell in cells.items() if cell.strip()}
    flags = [MIXED] if row.damaged else []
    published = delivery.patterns.day(told.get("date"))
    if "date" in told and published is None:
        flags.append(UNREADABLE_DATE)
    language = LANGUAGE.fullmatch(told.get("language", ""))
    fields = PageFields(
        name=told.get("id", name),
        url=told.get("url"),
        outlet=told.get("outlet"),
        title=told.get("title"),
        author=told.get("author"),
        published=published,
        language=language[1].lower() if language else None,
    )
    arrival = import_item(fields, cells.get("text"), cells.get("html"), flags)
    if arrival is None:
        raise DocumentError("no text in this row; fill its cell or leave the row out")
    return arrival
