"""Characters: what article text may do to the page around it, taken away one for one.

Control characters and the explicit bidirectional marks can hide or reorder what a reader sees
(Unicode Technical Report 36; Trojan Source, Boucher and Anderson 2021). Each is shown as a visible
sign of the same length. Implicit marks (LRM, RLM, ALM) and joiners stay: scripts need them.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
UNSHOWN = BIDI | {*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
SHOWN_AS = {**PICTURES, 0x7F: "\u2421", **dict.fromkeys(UNSHOWN, REPLACEMENT)}

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""

LINE_END = re.compile(r"\r\n|\r|\n")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def shown(text: str) -> str:
    """Give the text as it may be displayed: line ends alike, controls and overrides visible."""
    return LINE_END.sub("\n", text).translate(SHOWN_AS)


def shown_in_line(text: str) -> str:
    """Give the text for display within a line: each run of white space becomes one space."""
    return " ".join(shown(text).split())


def inert(text: str) -> str:
    """Give a cell of CSV that no spreadsheet runs as a formula."""
    return "'" + text if text.startswith(FORMULA) else text


def neutralised(text: str) -> int:
    """Count the characters that display replaces by a sign."""
    return sum(ord(character) in SHOWN_AS for character in text)


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the run [start, end) after each line end; every character is in one line."""
    position = start
    for match in LINE_END.finditer(text, start, end):
        yield position, match.end()
        position = match.end()
    if position < end:
        yield position, end


def safe_url(url: str | None) -> str | None:
    """Give the address if a browser may be sent there: http or https, with a host."""
    if not url or any(ord(c) <= 0x20 or ord(c) in SHOWN_AS for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def safe_language(language: str | None) -> str | None:
    """Give the language code if it has the form of one."""
    return language if language and LANGUAGE.fullmatch(language) else None
