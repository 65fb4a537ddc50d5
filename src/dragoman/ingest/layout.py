"""Printed lines become paragraphs: a PDF knows where letters stand, and nothing of paragraphs.

The rules, in full. Lines that stand at the same height of the upper or lower margin on most pages
and say the same but for numbers are running heads: they are put below the text. Of the others, a
line belongs to the paragraph of the one before it unless

- it stands further below than lines do, or its letters are of another size;
- it is indented;
- the line before it ends well before the others do, or somewhat before them with a full stop;
- it is in another column or on another page, and the line before it ends a sentence or it begins
  with a capital.

A word that is divided at the end of a line is joined. Its hyphen goes, unless the same word has it
elsewhere in the text, or what follows begins with a capital or a digit.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

MARGIN = 0.12
"""Share of the page's height, above and below, in which running heads are looked for."""

ENDS = re.compile(r"[.!?:…؟。]['\"”’»“)\]]*$")
BEGINS_LOW = re.compile(r"['\"“„«(\[]*[^\W\d_A-ZА-ЯЁІЇЄҐÀ-ÖØ-Þ]")
COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line as it stands on its page; distances in points from the page's lower left corner.

    Attributes:
        page: Number of the page, from 0.
        text: Its characters, without a hyphen that divides its last word.
        left: Where it begins.
        right: Where it ends.
        bottom: Where its letters stand.
        top: Their upper edge.
        height: The height of the page.
        is_divided: Its last word goes on in the next line.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    height: float
    is_divided: bool = False

    @property
    def size(self) -> float:
        """How high its letters are."""
        return max(self.top - self.bottom, 1.0)


def paragraphs(lines: Sequence[PrintedLine]) -> tuple[list[str], list[str]]:
    """Give the paragraphs of printed lines, and apart from them the running heads, each once."""
    heads = _running_heads(lines)
    body = [line for line in lines if _key(line) not in heads]
    furniture = [line.text for line in lines if _key(line) in heads]
    pitch, right = _pitch(body), _right_edges(body)
    compounds = {found[0].casefold() for line in body for found in COMPOUND.finditer(line.text)}
    found: list[list[PrintedLine]] = []
    for index, line in enumerate(body):
        before = body[index - 1] if index else None
        if before is None or _begins(before, line, pitch, right[index - 1]):
            found.append([line])
        else:
            found[-1].append(line)
    return [_joined(group, compounds) for group in found], _distinct(furniture)


def _begins(before: PrintedLine, line: PrintedLine, pitch: float, right: float) -> bool:
    """Tell whether a line begins a paragraph."""
    if before.is_divided:
        return False
    ends = bool(ENDS.search(before.text))
    if _jumps(before, line):
        return ends or not BEGINS_LOW.match(line.text)
    larger, smaller = max(before.size, line.size), min(before.size, line.size)
    if before.bottom - line.bottom > 1.35 * pitch or larger > 1.15 * smaller:
        return True
    if line.left > before.left + 0.8 * line.size:
        return True
    width = max(right - before.left, 1.0)
    missing = (right - before.right) / width
    return missing > 0.25 or (missing > 0.05 and ends)


def _jumps(before: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether a line is on another page or in another column."""
    is_beside = line.left > before.right or line.right < before.left
    return line.page != before.page or is_beside or line.bottom > before.bottom + before.size


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """Give the usual distance from line to line."""
    steps = [
        one.bottom - other.bottom
        for one, other in pairwise(lines)
        if not _jumps(one, other) and one.bottom - other.bottom > 0.5 * other.size
    ]
    return median(steps) if steps else max((line.size for line in lines), default=1.0) * 1.3


def _right_edges(lines: Sequence[PrintedLine]) -> list[float]:
    """Give for each line where the lines of its column end, which a headline may exceed."""
    edges: list[float] = []
    run: list[PrintedLine] = []
    for index, line in enumerate(lines):
        run.append(line)
        if index + 1 == len(lines) or _jumps(line, lines[index + 1]):
            ends = sorted(one.right for one in run)
            edges += [ends[(3 * len(ends)) // 4]] * len(run)
            run = []
    return edges


def _running_heads(lines: Sequence[PrintedLine]) -> set[tuple[str, int]]:
    pages = len({line.page for line in lines})
    if pages < 2:
        return set()
    in_margin = (line for line in lines if not MARGIN < line.bottom / line.height < 1 - MARGIN)
    counts = Counter(
        key for key in {(line.page, *_key(line)): _key(line) for line in in_margin}.values()
    )
    return {key for key, count in counts.items() if count >= 2 and count >= pages / 2}


def _key(line: PrintedLine) -> tuple[str, int]:
    """Give what running heads have in common: the words, and the height in steps of 6 points."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.bottom / 6)


def _joined(lines: Sequence[PrintedLine], compounds: set[str]) -> str:
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or not text:
            text = line.text
        elif before.is_divided:
            text += ("-" if _keeps_hyphen(text, line.text, compounds) else "") + line.text
        else:
            text += " " + line.text
    return text


def _keeps_hyphen(before: str, after: str, compounds: set[str]) -> bool:
    """Tell whether the hyphen between two lines belongs to the word."""
    first, second = re.search(r"[^\W_]+(?:-[^\W_]+)*$", before), re.match(r"[^\W_]+", after)
    if first is None or second is None:
        return True
    if not after[:1].islower():
        return True
    return f"{first[0]}-{second[0]}".casefold() in compounds


def _distinct(texts: Iterable[str]) -> list[str]:
    return list({re.sub(r"\d+", "#", text.casefold()): text for text in texts}.values())
