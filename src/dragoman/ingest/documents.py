"""The last step of every importer: a text and what came with it become a checked document."""

import re
from collections.abc import Sequence

from dragoman.errors import DocumentError, NoArticleError
from dragoman.ingest.damage import find_damage
from dragoman.ingest.language import detect_language
from dragoman.ingest.metadata import read_text_date, read_title_date, read_url_date
from dragoman.ingest.segments import mark_segments
from dragoman.record import (
    READABLE,
    Document,
    PublishedOn,
    Segment,
    SegmentKind,
    document_id,
    text_sha256,
)

ERROR_PAGE = re.compile(
    r"(?i)^\W*(?:(?:http )?(?:error|status)?:? ?(?:40[0-9]|41[0-9]|429|451|50[0-4]|52[0-9])\b"
    r"|just a moment|attention required|access (?:to this page has been )?denied|forbidden\b"
    r"|(?:page|file|article|seite|url) (?:was )?(?:not found|nicht gefunden)|page introuvable"
    r"|(?:oops|sorry|uh-oh)[,.! ]|are you a (?:robot|human)|checking your browser"
    r"|verif(?:y|ying) (?:that )?you are|(?:403|404) |bad gateway"
    r"|service (?:temporarily )?unavailable|internal server error|gateway time-?out"
    r"|too many requests|страница не найдена"
    r"|доступ (?:запрещ[её]н|ограничен)|robot or human|pardon our interruption)"
)
ERROR_LENGTH = 700
"""Characters of readable text up to which a text with such a first line is an error page."""

SITE = re.compile(r"\s+[|–—-]\s.*$")
"""What a page's title says after the headline: the section and the site."""

TOP = 5_000
"""Characters at the top of a text, or below its headline, in which its date is looked for."""

BELOW_HEADLINE = 8
"""Lines below the headline among which a page shows its date: subtitle, author, pictures between.
Of 14 pages of ../shared/corpora (November 2026) that keep their menus above, every such date is
right where metadata or the address tell it."""


def make_document(
    name: str,
    text: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: PublishedOn | None = None,
    language: str | None = None,
    flags: Sequence[str] = (),
    segments: tuple[Segment, ...] | None = None,
) -> Document:
    """Make a document of a text, stored as given.

    Args:
        name: File name, or id of the item.
        text: The text as given.
        url: Its address.
        outlet: Its outlet.
        title: Its title from metadata.
        author: Who wrote it, from metadata.
        published: Its date from metadata; else it is read from the address or a dateline.
        language: Its ISO 639-1 code from metadata; else it is detected.
        flags: Damage found on the way here.
        segments: Where the importer knows them from markup. None: they are found in the text.

    Raises:
        DocumentError: The text is empty, broken, or the message of a server instead of an article.
    """
    check_text(text)
    if segments is None:
        segments = mark_segments(text, title)
    readable = [text[s.start : s.end] for s in segments if s.kind in READABLE]
    refuse_error_page(title, readable)
    paragraphs = [line for part in readable for line in part.splitlines() if line.strip()]
    return Document(
        id=document_id(name, url, outlet, sha256 := text_sha256(text)),
        name=name,
        text=text,
        sha256=sha256,
        url=url,
        outlet=outlet,
        title=title,
        author=author,
        published=published or read_url_date(url) or _told_date(text, title, segments),
        language=language or detect_language("\n".join(paragraphs)),
        segments=segments,
        flags=tuple(dict.fromkeys([*flags, *find_damage(paragraphs, text)])),
    )


def check_text(text: str) -> None:
    """Refuse what no room downstream could store or point into.

    Raises:
        DocumentError: The text is empty, holds NUL characters or halves of characters.
    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise DocumentError("empty: there is no text in it; check how it was saved")
    if "\0" in text:
        raise DocumentError("holds NUL characters: not a text; check how it was made")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DocumentError(
            "holds halves of characters (lone surrogates), so it cannot be stored as given; "
            "check the program that cut or escaped the text"
        ) from None


def refuse_error_page(title: str | None, readable: Sequence[str]) -> None:
    """Refuse the message of a server that stands where an article should be.

    Raises:
        NoArticleError: The title or first line says so, and there is little else to read.
    """
    if sum(map(len, readable)) > ERROR_LENGTH:
        return
    for line in (title or "", readable[0] if readable else ""):
        if ERROR_PAGE.match(line):
            raise NoArticleError(
                f"an error page ({line.strip()[:60]!r}), not an article; fetch the article again"
            )


def _told_date(text: str, title: str | None, segments: tuple[Segment, ...]) -> PublishedOn | None:
    """Read the date that a text shows: at its top, below its headline, or at the headline's end."""
    headlines = [(s.start, s.end) for s in segments if s.kind is SegmentKind.HEADLINE]
    for words in {(title or "").strip(), SITE.sub("", title or "").strip()} - {""}:
        whole = re.compile(rf"^[^\S\n]*{re.escape(words)}[^\S\n]*$", re.MULTILINE)
        headlines += [match.span() for match in whole.finditer(text)]
    top = _lines(text[:TOP])
    found = read_text_date(top)
    for _, end in sorted(headlines):
        found = found or read_text_date(_lines(text[end : end + TOP])[:BELOW_HEADLINE])
    for words in (title or "", *top[:1], *(text[start:end] for start, end in headlines)):
        found = found or read_title_date(words)
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
