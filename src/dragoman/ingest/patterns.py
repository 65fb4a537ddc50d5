r"""Patterns: what file names and columns tell of an article, said once by whoever adds a folder.

A pattern is the form of a file name with its fields in braces, or a regular expression with the
same fields as named groups:

    {date} {outlet} - {title}.txt
    {outlet}/{*}/{date}_{*}.html
    (?P<date>\d{8})_(?P<outlet>[^_]+)_(?P<title>.+)\.txt

A name that does not fit is told, and nothing is guessed from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from dragoman.errors import PatternError
from dragoman.ingest.metadata import read_published
from dragoman.record import DateBasis, Document, PublishedOn, document_id

UNFITTING = "file name not as the pattern"
"""The flag of a document whose file name the pattern does not fit."""

UNREADABLE_DATE = "date not understood"
"""The flag of a document that has a date which could not be read, or could be two days."""

DAY = (
    r"\d{4}[-._]?\d{2}[-._]?\d{2}(?:[T _-]\d{2}[-.:h]?\d{2}(?:[-.:]?\d{2})?Z?)?"
    r"|\d{4}[-._]\d{1,2}(?:[-._]\d{1,2})?|\d{1,2}[-._]\d{1,2}[-._]\d{4}|\d{4}"
    r"|\d{1,2}[ ._-]+[^\W\d_]{3,12}[ ._,-]+\d{4}|[^\W\d_]{3,12}[ ._-]+\d{1,2}[ ._,-]+\d{4}"
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "date": DAY,
        "title": r"[^/]+?",
        "outlet": r"[^/]+?",
        "author": r"[^/]+?",
        "language": r"[a-zA-Z]{2}(?:[-_][a-zA-Z]{2,8})?",
        "url": r".+?",
    }
)
"""What a pattern can name, each with what stands for it in a file name."""

COLUMNS = ("text", "html", *FIELDS, "id")
"""What a column can be said to hold."""

PLACE = re.compile(r"\{([^{}]*)\}")
NUMERIC_DAY = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")


class DateOrder(StrEnum):
    """How days are written that have numbers alone, such as 03/04/2025."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an article from outside of it. None: not told.

    Attributes:
        title: Its headline.
        published: When it was published.
        outlet: Who published it.
        author: Who wrote it.
        language: ISO 639-1 code.
        url: Where it was published.
        flags: What could not be understood of it.
    """

    title: str | None = None
    published: PublishedOn | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePattern:
    """The form of file names.

    Attributes:
        pattern: As it was given.
        form: The regular expression that it stands for.
        folders: How many folders above the file it tells of.
    """

    pattern: str
    form: re.Pattern[str]
    folders: int = 0

    def find(self, path: Path) -> dict[str, str] | None:
        """Give the fields that a path tells. None: it does not fit the pattern."""
        parts = path.parts[-self.folders - 1 :]
        if len(parts) <= self.folders:
            return None
        whole = "/".join(parts)
        bare = whole[: len(whole) - len(path.suffix)] if path.suffix else whole
        found = self.form.fullmatch(bare) or self.form.fullmatch(whole)
        if found is None:
            return None
        return {key: value.strip() for key, value in found.groupdict().items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What whoever adds articles says of their names and columns.

    Attributes:
        name: The form of their file names. None: names tell nothing.
        columns: By field, the column of a table that holds it; others are known by their names.
        date_order: How days in numbers alone are written. None: where that is not plain from the
            numbers, the day is told as not understood.
    """

    name: NamePattern | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None

    def known(self, path: Path) -> Known:
        """Tell what the name of a file says of the article in it."""
        if self.name is None:
            return Known()
        found = self.name.find(path)
        if found is None:
            return Known(flags=(UNFITTING,))
        published = self.day(found.get("date"))
        language = found.get("language")
        return Known(
            title=found.get("title"),
            published=published,
            outlet=found.get("outlet"),
            author=found.get("author"),
            language=language[:2].lower() if language else None,
            url=found.get("url"),
            flags=(UNREADABLE_DATE,) if "date" in found and published is None else (),
        )

    def day(self, value: str | None) -> PublishedOn | None:
        """Read a date as people write it. None: it is none, or may be two different days."""
        if value is None or not value.strip():
            return None
        value = value.strip()
        if numeric := NUMERIC_DAY.fullmatch(value.replace("_", "-")):
            return self._numeric(numeric)
        return read_published(value) or read_published(_in_words(value))

    def _numeric(self, found: re.Match[str]) -> PublishedOn | None:
        first, second, year = int(found[1]), int(found[3]), found[4]
        if self.date_order is not None:
            day_first = self.date_order is DateOrder.DAY_FIRST
        elif found[2] == "." or first > 12 or first == second:
            day_first = True  # with full stops it is the day's place in every language that does so
        elif second > 12:
            day_first = False
        else:
            return None
        day, month = (first, second) if day_first else (second, first)
        return read_published(f"{year}-{month:02}-{day:02}")


def name_pattern(pattern: str) -> NamePattern:
    """Read the form of file names.

    Raises:
        PatternError: It names a field that there is not, one twice or none, or is no regular
            expression.
    """
    is_expression = "(?P<" in pattern
    expression = pattern if is_expression else _expression(pattern)
    try:
        form = re.compile(expression)
    except re.error as error:
        raise PatternError(
            f"the name pattern {pattern!r} is no regular expression: {error}"
        ) from None
    if unknown := sorted(set(form.groupindex) - set(FIELDS)):
        raise PatternError(_no_field(unknown[0], pattern))
    if not form.groupindex:
        raise PatternError(
            f"the name pattern {pattern!r} names no field; write them in braces, such as "
            '"{date} {outlet} - {title}.txt"'
        )
    folders = 0 if is_expression else pattern.count("/")
    return NamePattern(pattern=pattern, form=form, folders=folders)


def column_of(assignment: str) -> tuple[str, str]:
    """Read what a column holds: `title=Headline`.

    Raises:
        PatternError: It is not of that form, or names a field that there is not.
    """
    name, equals, column = assignment.partition("=")
    if not equals or not column.strip():
        raise PatternError(f"{assignment!r} does not name a column; write it as title=Headline")
    return check_field(name.strip()), column.strip()


def check_field(name: str) -> str:
    """Give a field that a column can hold.

    Raises:
        PatternError: There is no such field.
    """
    if name not in COLUMNS:
        raise PatternError(f"a column holds no {name!r}; choose one of {', '.join(COLUMNS)}")
    return name


def filled(document: Document, known: Known) -> Document:
    """Give a document with what its metadata left open filled from outside.

    What the file itself says of title, outlet, address and date stays; a date that was only read
    out of the text or the address does not, and the language is what was told.
    """
    published = document.published
    if published is None or published.basis in (DateBasis.TEXT, DateBasis.URL):
        published = known.published or published
    url, outlet = document.url or known.url, document.outlet or known.outlet
    return replace(
        document,
        id=document_id(document.name, url, outlet, document.sha256),
        url=url,
        outlet=outlet,
        title=document.title or known.title,
        author=document.author or known.author,
        published=published,
        language=known.language or document.language,
        flags=tuple(dict.fromkeys([*document.flags, *known.flags])),
    )


def _expression(pattern: str) -> str:
    """Write a pattern with braces as a regular expression."""
    pieces: list[str] = []
    seen: set[str] = set()
    at = 0
    for place in PLACE.finditer(pattern):
        pieces.append(_literal(pattern[at : place.start()]))
        name, at = place[1].strip(), place.end()
        if name in ("*", ""):
            pieces.append(r"[^/]*?")
            continue
        if name not in FIELDS:
            raise PatternError(_no_field(name, pattern))
        if name in seen:
            raise PatternError(f"the name pattern {pattern!r} has {{{name}}} twice; leave one out")
        seen.add(name)
        pieces.append(f"(?P<{name}>{FIELDS[name]})")
    return "".join([*pieces, _literal(pattern[at:])])


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))


def _no_field(name: str, pattern: str) -> str:
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    return f"the name pattern {pattern!r} has no field {{{name}}}: the fields are {known}, {{*}}"


def _in_words(value: str) -> str:
    """Write a date as file names have it, with lines and full stops, as prose does."""
    if found := re.fullmatch(r"(\d{4})[._](\d{1,2})(?:[._](\d{1,2}))?", value):
        return "-".join(part for part in found.groups() if part)
    if found := re.fullmatch(
        r"(\d{4})[-._]?(\d{2})[-._]?(\d{2})[T _-](\d{2})[-.:h]?(\d{2}).*", value
    ):
        return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}:{found[5]}"
    return " ".join(re.split(r"[ ._-]+", value))
