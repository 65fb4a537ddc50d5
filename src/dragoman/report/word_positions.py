"""Word positions: what changed, positions and shifts of a brief as DOCX."""

from collections.abc import Iterator

from dragoman.report.brief import MOST, Brief
from dragoman.report.changes import ChangeRow
from dragoman.report.pdf import png_picture
from dragoman.report.positions import PartyPositions, PositionRow, PositionRows, ShiftRow
from dragoman.report.signs import count
from dragoman.report.word_lines import Lines, held_words, named_words, numbers_words, speaker_words
from dragoman.report.word_pages import Pages, Part, Words

LEGEND = (
    "● supports, ⊘ opposes, ◐ on a condition (◐⊘ opposes on one), ◒ mixed, · silent. The number "
    "counts independent origins; one in brackets, those of what others tell of a side that has "
    "not said it itself. A question mark stands where the codes are unsure: a chance under 7 in 10 "
    "that they are right."
)

EVIDENCED = (
    "Evidenced by two independent origins or by one statement on record of a principal: head of "
    "state or government, foreign or defence minister, chief negotiator. Otherwise a single report."
)


class Section:
    """What the sections of a brief have in common.

    Attributes:
        brief: The brief.
        pages: The file that it is written into.
        lines: What writes words with their footnotes.
    """

    def __init__(self, brief: Brief, pages: Pages, lines: Lines) -> None:
        self.brief, self.pages, self.lines = brief, pages, lines

    def picture(self, key: str) -> None:
        """Show a drawing, if the brief has it."""
        drawn = self.brief.pictures.get(key)
        if drawn:
            self.pages.picture(png_picture(drawn), drawn.alt)
            self.pages.line(Words(drawn.title, soft=True))

    def more(self, number: int, one: str, many: str | None = None) -> None:
        """Tell how many are not listed, if any are not."""
        if number > 0:
            self.pages.line(Words(f"{count(number, one, many)} not listed.", soft=True))


class Positions(Section):
    """Writes what changed, positions and shifts."""

    def changes(self) -> None:
        """Write what is new."""
        changes = self.brief.changes
        if changes is None:
            return
        self.pages.heading("What changed", 1)
        self.pages.line(numbers_words(changes))
        for row in changes.lines:
            self.pages.line(*self._change(row))
        if changes.more:
            more = count(changes.more, "more line is", "more lines are")
            self.pages.line(Words(f"{more} in the sections below.", soft=True))

    def positions(self) -> None:
        """Write the table of positions, the picture, and each party's list."""
        found = self.brief.positions
        if not found.topics:
            return
        self.pages.heading("Positions", 1)
        self.pages.line(Words(LEGEND, soft=True))
        self._matrix(found)
        if found.silent:
            told = f"To {count(found.silent, 'other concept')} of the codebook nobody speaks."
            self.pages.line(Words(told, soft=True))
        self.picture("positions")
        for party in found.lists:
            self._list(party)

    def shifts(self) -> None:
        """Write the shifts, those of what is held first."""
        found = self.brief.positions
        if not found.turns and not found.openings and not found.unsure:
            return
        self.pages.heading("Shifts", 1)
        self.pages.line(Words(EVIDENCED, soft=True))
        for row in found.turns:
            self.pages.line(*self._turn(row))
        if found.openings:
            self.pages.heading("First statements and new speakers", 2)
        for row in found.openings[: MOST["openings"]]:
            rows = [voice.row for voice in row.by[:2]]
            who = ", ".join(map(speaker_words, rows))
            self.pages.line(
                Words(f"{row.day} ", soft=True),
                Words(f"{row.sign.mark} ", bold=True),
                f"{held_words(row.after)}: {row.text} ",
                Words(f"· {row.kind}: {who} · {row.ground}", soft=True),
                self.lines.foot(rows, words=True),
            )
        self.more(len(found.openings) - MOST["openings"], "older one", "older ones")
        if found.unsure:
            told = count(found.unsure, "more change rests", "more changes rest")
            self.pages.line(
                Words(f"{told} on unsure codes; `dragoman shifts --unsure` lists them.", soft=True)
            )

    def _change(self, row: ChangeRow) -> Iterator[Part]:
        what = f"{row.kind}, {row.what}" if row.what else row.kind
        yield Words(f"{row.day or 'no day'} · {what}: ", soft=True)
        if row.sign:
            yield Words(f"{row.sign.mark} ", bold=True)
        yield Words(row.text, bold=True)
        if row.before and row.after:
            yield f": {held_words(row.before)} → {held_words(row.after)}"
            yield from self.lines.conditions(row.after.conditions[:1])
        if row.detail:
            yield Words(f" · {row.detail}", soft=True)
        for said in row.rows:
            yield "\n"
            yield from self.lines.saying(said, known=row.text)
        if row.places and not row.rows:
            yield "\n"
            yield from self.lines.evidence(row.places)

    def _matrix(self, found: PositionRows) -> None:
        shown = found.parties
        self.pages.table(
            ("Concept", *(sign.mark for sign in shown)),
            (max(52, 164 - 14 * len(shown)), *(14 for _ in shown)),
            [
                (
                    [Words(f"{topic.issue}\n" if topic.issue else "", soft=True), topic.text],
                    *(
                        [cell.glyph + cell.ring + (f" ({cell.reported})" if cell.reported else "")]
                        for cell in topic.cells
                    ),
                )
                for topic in found.topics
            ],
        )
        others = ", ".join(sign.name for sign in found.others)
        if others:
            self.pages.line(Words(f"Left out, of whom less is followed: {others}.", soft=True))

    def _list(self, party: PartyPositions) -> None:
        self.pages.heading(named_words(party.sign), 2)
        for row in party.positions:
            self.pages.line(*self._position(row))

    def _position(self, row: PositionRow) -> Iterator[Part]:
        yield f"{held_words(row.sign)}: "
        yield Words(row.text, bold=True)
        yield from self.lines.conditions(row.sign.conditions[:2])
        told = [words for words in (row.origins, row.age) if words]
        yield Words("".join(f" · {words}" for words in told), soft=True)
        for voice in row.newest:
            yield "\n"
            if len(row.newest) > 1:
                yield Words(f"{voice.word}: ", soft=True)
            day = voice.row.said_on or voice.row.day
            yield from self.lines.saying(
                voice.row, more=", ".join(filter(None, (voice.level, day)))
            )
        newest = {voice.row.key for voice in row.newest}
        others = [own for own in row.own if own.key not in newest]
        if others:
            yield Words(f"\n{count(len(others), 'other statement')} to it", soft=True)
            yield self.lines.foot(others[:2], words=True)
        if row.undated:
            yield Words(f"\n{count(len(row.undated), 'statement')} without a day", soft=True)
            yield self.lines.foot(row.undated[:2], words=True)
        for report in row.reported:
            yield Words(f"\nreported, {report.why}", soft=True)
            yield self.lines.foot(report.rows[:2], words=True)

    def _turn(self, row: ShiftRow) -> Iterator[Part]:
        yield Words(f"{row.day} ", soft=True)
        yield Words(f"{row.sign.mark} {row.text}", bold=True)
        yield f": {row.kind}, {held_words(row.before)} → {held_words(row.after)}"
        yield from self.lines.conditions(row.after.conditions[:1])
        yield Words(f" · {row.origins}, {row.ground}", soft=True)
        for voice in row.by[:2]:
            yield "\n"
            yield from self.lines.saying(voice.row, more=voice.level)
