"""The text of a web page: one fixed transformation of its markup, independent of any heuristics.

The rule, in full: the character data of the page in its order, without that of the elements in
SILENT; character references resolved; white space (space, tab, line feed, form feed, carriage
return) collapsed to one space and dropped at the ends of a line; a line break at the start and end
of every element of BLOCKS and at br; empty lines dropped; lines joined by one line feed.

Nothing is chosen here: menus and footers are in the text too, and are marked as boilerplate
later. So a better recognition of articles never moves an offset.
"""

from dataclasses import dataclass, field

from dragoman.ingest.markup import TokenKind, tokenize


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SILENT = _names(
    "script style template noscript svg math iframe object audio video canvas datalist select"
)
BLOCKS = _names(
    "address article aside blockquote body br button caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html label "
    "legend li link main menu meta nav ol option p pre section summary table tbody td tfoot th "
    "thead title tr ul"
)
VOID = _names("area base br col embed hr img input link meta source track wbr")
IMPLIED_END = _names("p li dt dd tr td th option")
"""Elements whose end tag may be left out: a new one of the same name ends the open one."""

NEAREST = 50
"""Elements around a place that are looked at."""

SPACES = " \t\n\f\r"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLine:
    """A line of a page's text and where in the page it stood.

    Attributes:
        start: Offset of its first code point in the rendered text.
        text: Its characters, without line break.
        within: Names of the elements around its first character, outermost first.
    """

    start: int
    text: str
    within: tuple[str, ...]

    @property
    def end(self) -> int:
        """Offset after its last code point."""
        return self.start + len(self.text)


def render(markup: str) -> str:
    """Give the text of a page, as `Document.text` has it."""
    return "\n".join(line.text for line in render_lines(markup))


def render_lines(markup: str) -> list[RenderedLine]:
    """Give the lines of a page's text, with their places in the markup."""
    renderer = _Renderer()
    for token in tokenize(markup):
        if token.kind is TokenKind.TEXT:
            renderer.add(token.value)
            continue
        if token.value in BLOCKS:
            renderer.end_line()
        if token.kind is TokenKind.END:
            renderer.close(token.value)
        elif not token.closed and token.value not in VOID:
            renderer.open(token.value)
    renderer.end_line()
    return renderer.lines


@dataclass(slots=True)
class _Renderer:
    """Collects the lines while the tokens of a page pass by."""

    lines: list[RenderedLine] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    silent: int = 0
    pieces: list[str] = field(default_factory=list)
    within: tuple[str, ...] = ()
    offset: int = 0

    def open(self, tag: str) -> None:
        """Enter an element."""
        if tag in IMPLIED_END and self.opened and self.opened[-1] == tag:
            self.opened.pop()
        self.opened.append(tag)
        self.silent += tag in SILENT

    def close(self, tag: str) -> None:
        """Leave an element and those in it that were not closed."""
        # Stray end tags in a broken page must not cost the square of its length, so only the
        # nearest elements are searched; but silence always ends, or the article would be lost.
        reach = self.opened if tag in SILENT and self.silent else self.opened[-NEAREST:]
        if tag not in reach:
            return
        while self.opened:
            closed = self.opened.pop()
            self.silent -= closed in SILENT
            if closed == tag:
                break

    def add(self, text: str) -> None:
        """Add characters to the line in progress."""
        if self.silent:
            return
        if not self.pieces:
            self.within = tuple(self.opened[-NEAREST:])
        self.pieces.append(text)

    def end_line(self) -> None:
        """Finish the line in progress, if there is anything in it."""
        if not self.pieces:
            return
        text = _collapse("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.lines.append(RenderedLine(start=self.offset, text=text, within=self.within))
            self.offset += len(text) + 1


def _collapse(text: str) -> str:
    """Collapse HTML's white space; no-break spaces and line separators of Unicode stay."""
    for space in SPACES[1:]:
        text = text.replace(space, " ")
    return " ".join(part for part in text.split(" ") if part)
