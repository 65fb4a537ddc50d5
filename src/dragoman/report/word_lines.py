"""Word lines: what somebody said, and evidence, with footnotes, as a DOCX file has them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.report.changes import ChangeRows
from dragoman.report.events import EvidenceRow
from dragoman.report.notes import Note
from dragoman.report.parties import PartySign
from dragoman.report.positions import SignRow
from dragoman.report.rows import StatementRow
from dragoman.report.signs import basis_words, count, day_words
from dragoman.report.word_pages import Foot, Part, Words


class Lines:
    """Writes what rests on words, each with its footnote."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        self.notes = notes

    def saying(self, row: StatementRow, known: str = "", more: str = "") -> Iterator[Part]:
        """Write what somebody said and who, with its footnote; known words are not repeated."""
        who = f"{speaker_words(row)}, {more}" if more else speaker_words(row)
        if " […] ".join(row.words) == known:
            yield Words(f"in these words: {who}", soft=True)
        else:
            yield f"{quoted_words(row)} "
            yield Words(f"({who})", soft=True)
        yield self.foot([row])

    def evidence(self, rows: Iterable[EvidenceRow]) -> Iterator[Part]:
        """Write the words that something rests on, each with its footnote."""
        for number, row in enumerate(rows):
            yield f"{'; ' if number else ''}“{row.words}”"
            yield self.foot([row])

    def conditions(self, rows: Sequence[EvidenceRow]) -> Iterator[Part]:
        """Write what a position hangs on; nothing where it hangs on nothing."""
        if rows:
            yield ", on condition: "
            yield from self.evidence(rows)

    def foot(
        self, rows: Sequence[StatementRow | EvidenceRow], *, words: bool = False
    ) -> Foot | None:
        """Make a footnote of one or several places; the words too where the line lacks them."""
        parts: list[tuple[str, str | None]] = []
        for number, row in enumerate(rows):
            parts += [("; ", None)] if number else []
            parts += _place(self.notes[row.key], words)
        return Foot((*parts, (".", None))) if parts else None


def numbers_words(changes: ChangeRows) -> str:
    """Tell how much there is, and how much is new."""
    now, before = changes.numbers, changes.before
    outlets = count(now.outlets, "known outlet") if now.outlets else "unknown outlets"
    told = (
        f"{count(now.documents, 'document')} from {outlets} with "
        f"{count(now.statements, 'statement')} by {count(now.speakers, 'named speaker')}"
    )
    if before:
        first, last = map(day_words, changes.before_days)
        told += (
            f" (in the time of the same length before, {first} to {last}: "
            f"{count(before.documents, 'document')}, {count(before.statements, 'statement')})"
        )
    new = [
        count(changes.contested, "contested or denied claim"),
        count(changes.meetings, "meeting"),
        count(changes.plans, "plan"),
    ]
    if changes.shifts is not None and changes.openings is not None:
        opened = ("first statement or new speaker", "first statements or new speakers")
        shifts = count(changes.shifts, "shift")
        new.insert(0, f"{shifts} of position and {count(changes.openings, *opened)}")
    return f"{told}: {', '.join(new)}."


def _place(note: Note, words: bool) -> Iterator[tuple[str, str | None]]:
    day = f"{day_words(note.day)} ({basis_words(note.basis)})" if note.day else "undated"
    yield f"{note.outlet or 'outlet unknown'}, {day}, ", None
    yield f"“{note.title}”", note.url
    told = f": “{note.words}”" if words else ""
    yield f", characters {', '.join(note.places)}{told}", None


def named_words(sign: PartySign) -> str:
    """Name a party with its mark."""
    return sign.name if sign.name == sign.mark else f"{sign.name} ({sign.mark})"


def held_words(sign: SignRow) -> str:
    """Tell what is held: glyph and word."""
    return f"{sign.glyph} {sign.word}"


def quoted_words(row: StatementRow) -> str:
    """Give the words of a statement, in quotation marks if all of it is quoted."""
    words = " […] ".join(row.words)
    return f"“{words}”" if row.direct else words


def speaker_words(row: StatementRow) -> str:
    """Tell who speaks, as far as it is known."""
    named = row.speaker or (f"“{row.source}” (unresolved)" if row.source else "nobody named")
    return f"{named} (doubtful)" if row.doubtful else named


def damage_words(flags: Sequence[str]) -> str:
    """Tell what a document came damaged by."""
    return f" · damage: {'; '.join(flags)}" if flags else ""
