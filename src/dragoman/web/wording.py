"""Wording: long words of articles, cut where a list has no room for them, and told apart."""

import re

from dragoman.report.characters import shown_in_line

SHORT = 240
"""Characters that a line of a list shows of a text: three lines of a column."""

NOT_BEFORE = 0.6
"""Share of the length before which no space is looked for: scripts without spaces have none."""

TOLD = re.compile(r"; (number|level|institution|nearness|side|anonymity): ")
"""What resolving notes behind the words of an unnamed source, kind by kind."""


def described(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Take a description apart: the article's own words, and what is noted behind them by kind."""
    words, *rest = TOLD.split(text)
    return words, tuple(zip(rest[::2], rest[1::2], strict=True))


PAIRS = (("“", "”"), ("«", "»"))
OPENS = re.compile(r'(?:^|(?<=[\s(\[]))"(?=\S)')
CLOSES = re.compile(r'(?<=[^\s\d(\[])"')
"""What opens and what closes a quotation where both marks are the same. Behind a digit it may be
inches."""


def closed(line: str) -> str:
    """Put the one quotation mark that cut words lack at its end: a span may stop before it."""
    for opening, closing in PAIRS:
        more = line.count(opening) - line.count(closing)
        if more == 1 and "„" not in line and not line.endswith(opening):
            line += closing
        elif more == -1 and not line.startswith(closing):
            line = opening + line
    if line.count('"') % 2:
        opened, ended = len(OPENS.findall(line)), len(CLOSES.findall(line))
        line = f'{line}"' if opened > ended else f'"{line}' if opened < ended else line
    return line


def cut_short(text: str, most: int = SHORT) -> str:
    """Give a text ready for display in a line, cut between words where it is too long.

    Args:
        text: The text as it stands in a document.
        most: How many characters are shown at most, the sign of the cut left out.
    """
    line = shown_in_line(text)
    if len(line) <= most:
        return closed(line)
    at = line.rfind(" ", int(most * NOT_BEFORE), most + 1)
    return closed(line[: at if at > 0 else most].rstrip(" ,;:–—-") + " …")
