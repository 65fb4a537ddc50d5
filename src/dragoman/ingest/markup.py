"""The tags and texts of a page's markup, in order, in time linear in its length.

Written here because the rendering of a page has to stay the same for ever, and because the
standard library's parser takes the square of the length on damaged or hostile pages.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

NAME = re.compile(r"[a-zA-Z][^\s/>]{0,60}")
DELIMITER = re.compile(r">|=\s{0,9}[\"']")
"""What ends a tag, or opens an attribute's value that may hold a `>`."""
RAW = frozenset({"script", "style", "textarea", "title", "iframe", "noscript", "xmp"})
"""Elements in which a `<` opens nothing but their own end tag."""


class TokenKind(StrEnum):
    """What a token of a page is."""

    START = "start"
    END = "end"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """One tag or one run of text.

    Attributes:
        kind: Which of them.
        value: The tag's name in lower case, or the characters with references resolved.
        closed: For a start tag: it ends in a slash and has no content.
    """

    kind: TokenKind
    value: str
    closed: bool = False


def tokenize(markup: str) -> Iterator[Token]:
    """Give the tags and texts of a page; comments, declarations and attributes are left out.

    What is never closed (a comment, a script, a quoted attribute) ends where it began, so that
    one slip in a page does not swallow its article.
    """
    yield from _Scanner(markup).tokens()


@dataclass(slots=True)
class _Scanner:
    markup: str
    at: int = 0
    absent: set[str] = field(default_factory=set)

    def tokens(self) -> Iterator[Token]:
        length = len(self.markup)
        while self.at < length:
            opening = self.markup.find("<", self.at)
            if opening < 0:
                opening = length
            if opening > self.at:
                yield _text(self.markup[self.at : opening])
            self.at = opening
            if opening < length:
                yield from self._markup()

    def _markup(self) -> Iterator[Token]:
        """Read what begins with the `<` at the present place."""
        markup, at = self.markup, self.at
        if markup.startswith("<!--", at):
            end = self._find("-->", at + 4)
            self.at = end + 3 if end >= 0 else at + 4
        elif markup.startswith(("<!", "<?"), at):
            end = self._find(">", at)
            self.at = end + 1 if end >= 0 else at + 2
        elif found := NAME.match(markup, at + 2 if markup.startswith("</", at) else at + 1):
            name = found[0].lower()
            end = self._tag_end(found.end())
            self.at = end + 1
            if markup.startswith("</", at):
                yield Token(TokenKind.END, name)
            else:
                yield Token(TokenKind.START, name, markup.startswith("/>", end - 1))
                if name in RAW:
                    yield from self._raw(name)
        else:
            self.at = at + 1
            yield Token(TokenKind.TEXT, "<")

    def _tag_end(self, at: int) -> int:
        """Find the `>` that ends a tag, past quoted attributes that may hold one."""
        if ">" in self.absent:
            return at - 1
        first = at
        while found := DELIMITER.search(self.markup, at):
            if found[0] == ">":
                return found.start()
            closing = self._find(found[0][-1], found.end())
            if closing < 0:
                break
            at = closing + 1
        end = self._find(">", first)
        return end if end >= 0 else first - 1

    def _raw(self, name: str) -> Iterator[Token]:
        """Read the content of a script, style, title ... up to its end tag."""
        if name in self.absent:
            return
        found = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self.markup, self.at)
        if found is None:
            self.absent.add(name)
            return
        if found.start() > self.at:
            yield _text(self.markup[self.at : found.start()])
        self.at = found.start()

    def _find(self, what: str, at: int) -> int:
        """Find a string; once it is absent from the rest, it is not searched for again."""
        if what in self.absent:
            return -1
        found = self.markup.find(what, at)
        if found < 0:
            self.absent.add(what)
        return found


def _text(characters: str) -> Token:
    return Token(TokenKind.TEXT, html.unescape(characters))
