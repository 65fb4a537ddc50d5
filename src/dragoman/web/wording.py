"""Wording: long words of articles, cut where a list has no room for them."""

from dragoman.report.characters import shown_in_line

SHORT = 240
"""Characters that a line of a list shows of a text: three lines of a column."""

NOT_BEFORE = 0.6
"""Share of the length before which no space is looked for: scripts without spaces have none."""


def cut_short(text: str, most: int = SHORT) -> str:
    """Give a text ready for display in a line, cut between words where it is too long.

    Args:
        text: The text as it stands in a document.
        most: How many characters are shown at most, the sign of the cut left out.
    """
    line = shown_in_line(text)
    if len(line) <= most:
        return line
    at = line.rfind(" ", int(most * NOT_BEFORE), most + 1)
    return line[: at if at > 0 else most].rstrip(" ,;:–—-") + " …"
