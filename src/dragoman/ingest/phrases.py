"""The phrases that give boilerplate away, read from a list that is meant to be reviewed."""

import functools
import importlib.resources
import re
from dataclasses import dataclass

from dragoman.ingest.needed import AnyOf, alternatives, any_of

EDGES = "-–—·•*_|#>»«:.,! \t\xa0🔵▶►→←"
"""Punctuation that may stand around a whole-line phrase."""

LONGEST_NOTE = 300

TAIL = 40
"""Characters at a line's end in which its full stop is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One expression per section of boilerplate.txt.

    Attributes:
        lines: Matches whole lines.
        notes: Matches the beginning of short paragraphs that are no part of the article.
        sentences: Found inside a sentence, it makes the sentence a notice.
        spans: Matches notices to the character.
        endings: Found near the end, nothing after its start is the article.
        headings: Matches a line that opens a list of links or a form.
        leads: Matches a line that sends the reader elsewhere for the rest of the article.
        closings: Found behind the article, it tells that the page is at its end.
    """

    lines: re.Pattern[str]
    notes: re.Pattern[str]
    sentences: AnyOf
    spans: AnyOf
    endings: AnyOf
    headings: re.Pattern[str]
    leads: re.Pattern[str]
    closings: re.Pattern[str]

    def is_line(self, line: str) -> bool:
        """Tell whether a line as a whole is boilerplate; a sentence with its full stop is not."""
        if _is_sentence(line):
            return False
        return bool(self.lines.fullmatch(line.strip(EDGES)) or self.lines.fullmatch(line.strip()))

    def is_note(self, line: str) -> bool:
        """Tell whether a short paragraph is a note on the article, such as when it was updated."""
        return len(line) <= LONGEST_NOTE and bool(self.notes.match(line.strip(EDGES)))

    def is_heading(self, line: str) -> bool:
        """Tell whether a line opens a list of other stories or a form."""
        return not _is_sentence(line) and bool(self.headings.fullmatch(line.strip(EDGES)))

    def leads_away(self, line: str) -> bool:
        """Tell whether a line says that the rest of the article is elsewhere."""
        return bool(self.leads.fullmatch(line.strip(EDGES)))


SPACE = re.compile(r"\[[^\]]*\]| ")
"""A space, or a class of characters, whose spaces mean themselves."""

CASED = re.compile(r"\[(?:A-Z|a-z)[^\]]*\]")
STOPPED = re.compile(r"[.!?…]\W*$")


def _is_sentence(line: str) -> bool:
    return len(line.split()) > 5 and bool(STOPPED.search(line[-TAIL:]))


@functools.cache
def load_phrases() -> Phrases:
    """Read boilerplate.txt, once."""
    file = importlib.resources.files("dragoman.ingest").joinpath("boilerplate.txt")
    sections: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            patterns = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            patterns.append(line)
    sentences, spans, endings = (
        any_of(
            (part, _joined([part]))
            for pattern in sections.pop(name)
            for part in alternatives(pattern)
        )
        for name in ("sentences", "spans", "endings")
    )
    joined = {name: _joined(patterns) for name, patterns in sections.items()}
    return Phrases(**joined, sentences=sentences, spans=spans, endings=endings)


def _joined(patterns: list[str]) -> re.Pattern[str]:
    """Make one expression of several.

    A space matches any run of blanks. Case is ignored except in [A-Z] and [a-z], which tell names
    and shouting from prose.
    """
    bodies = (
        SPACE.sub(lambda found: r"(?:[ \t\xa0]+)" if found[0] == " " else found[0], pattern)
        for pattern in patterns
    )
    cased = (CASED.sub(lambda found: f"(?-i:{found[0]})", body) for body in bodies)
    return re.compile("|".join(f"(?:{body})" for body in cased), re.IGNORECASE)
