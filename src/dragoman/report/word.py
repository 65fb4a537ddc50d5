"""Word: a brief as DOCX, with real footnotes, in the look of a reference file."""

from collections.abc import Iterator

from dragoman.report.brief import MOST, Brief, PartySection
from dragoman.report.comparisons import ComparisonRow
from dragoman.report.events import ClaimRow, MeetingRow, PlanRow
from dragoman.report.house import BriefForm, House
from dragoman.report.signs import basis_words, count, day_words, language_name
from dragoman.report.word_lines import (
    Lines,
    damage_words,
    named_words,
    quoted_words,
    speaker_words,
)
from dragoman.report.word_pages import Pages, Part, Words
from dragoman.report.word_positions import Positions, Section

METHOD = (
    "A machine reads each article, finds who says what through whom, and keeps the characters of "
    "every statement; nothing is shown that does not rest on such words. A footnote names the "
    "outlet, the day of publication, the headline and the characters, counted from 0 in the "
    "document's text as it was given. Copies of one text and reports of one origin count once. "
    "Claims are put beside each other, not judged."
)

VERDICTS = (
    "Under each term, what the parties' own statements make of it: ● accepted, ⊘ rejected, ◐ on a "
    "condition (◐⊘ rejected on one), ◒ mixed. It follows from codes by machine, many of which are "
    "wrong: read the words."
)


def docx_brief(brief: Brief, house: House | None = None) -> bytes:
    """Write a brief as DOCX; the same brief and reference file give the same bytes.

    Args:
        brief: The brief, not a full one.
        house: An organisation's templates. None: ours.

    Raises:
        ExportError: A library is not installed, or the house's reference file is no DOCX file.
    """
    pages = Pages(house.file(BriefForm.DOCX) if house else None)
    pages.heading(brief.title, 0)
    head = [*brief.about, *([f"as of {day_words(brief.as_of)}"] if brief.as_of else [])]
    if head:
        pages.line(Words(" · ".join(head), soft=True))
    lines = Lines(brief.notes)
    positions, matters = Positions(brief, pages, lines), Matters(brief, pages, lines)
    for write in (
        positions.changes,
        positions.positions,
        positions.shifts,
        matters.claims,
        matters.meetings,
        matters.plans,
        matters.said,
        matters.coverage,
        matters.gaps,
    ):
        write()
    return pages.saved(brief.title)


class Matters(Section):
    """Writes claims, meetings, plans, what was said, coverage and gaps."""

    def claims(self) -> None:
        """Write the claims that somebody disputes."""
        claims = self.brief.disputed
        if claims:
            self.pages.heading("Contested", 1)
        for claim in claims[: MOST["claims"]]:
            self._claim(claim)
        self.more(len(claims) - MOST["claims"], "more contested or denied claim")
        if self.brief.settled:
            words = count(self.brief.settled, "claim is", "claims are")
            self.pages.line(Words(f"{words} asserted or confirmed alone, and left out.", soft=True))

    def meetings(self) -> None:
        """Write the meetings."""
        meetings = self.brief.events.meetings
        if meetings:
            self.pages.heading("Meetings", 1)
        for row in meetings[: MOST["meetings"]]:
            self.pages.line(*self._meeting(row))
        self.more(len(meetings) - MOST["meetings"], "more meeting")

    def plans(self) -> None:
        """Write the plans with their terms, and what the parties make of these."""
        plans = self.brief.events.plans
        if plans:
            self.pages.heading("Plans", 1)
        if plans and self.brief.comparisons:
            self.pages.line(Words(VERDICTS, soft=True))
        for plan in plans[: MOST["plans"]]:
            self._plan(plan, self.brief.comparisons.get(plan.key))
        self.more(len(plans) - MOST["plans"], "more plan")

    def said(self) -> None:
        """Write a few statements of each side."""
        parties = [party for party in self.brief.parties if party.chosen]
        if not parties:
            return
        self.pages.heading("What each side said", 1)
        told = "Of each side a few statements: of those who stand highest, the newest."
        self.pages.line(Words(told, soft=True))
        for party in parties[: MOST["parties"]]:
            self._said(party)
        self.more(len(parties) - MOST["parties"], "more party", "more parties")

    def coverage(self) -> None:
        """Write what the brief rests on."""
        coverage, listed = self.brief.coverage, self.brief.listed
        self.pages.heading("Coverage", 1)
        if not listed:
            self.pages.line("No document is in the scope of this brief.")
            return
        outlets = [f"{s.name or 'unknown'} {s.documents}" for s in coverage.outlets[:30]]
        bases = [f"{s.documents} {basis_words(s.name)}" for s in coverage.bases]
        languages = [f"{language_name(s.name)} {s.documents}" for s in coverage.languages]
        for label, found in (("Outlets", outlets), ("Dates", bases), ("Languages", languages)):
            self.pages.line(Words(f"{label}: ", soft=True), " · ".join(found))
        self.picture("coverage")
        self.pages.table(
            ("No.", "Date", "Outlet", "Document", "Statements"),
            (10, 26, 32, 74, 22),
            [
                (
                    [str(row.number)],
                    [row.day or (row.range.days if row.range else "undated")],
                    [row.outlet or "unknown"],
                    [row.heading, Words(damage_words(row.flags), soft=True)],
                    [str(row.statements)],
                )
                for row in listed[: MOST["documents"]]
            ],
        )
        self.more(len(listed) - MOST["documents"], "more document")
        if self.brief.quarantine:
            self.pages.heading("Not read", 2)
        for lost in self.brief.quarantine[: MOST["quarantine"]]:
            self.pages.line(lost.name, Words(f" ({lost.stage}): ", soft=True), lost.reason)

    def gaps(self) -> None:
        """Write how the brief was made and what limits it."""
        self.pages.heading("Method and gaps", 1)
        self.pages.line(METHOD)
        for row in self.brief.gaps:
            self.pages.line(Words(f"{row.what}. ", bold=True), row.words)
        made = [
            f"{run.stage}: Dragoman {run.code}, {run.model} (run {run.id})"
            for run in self.brief.runs
        ]
        self.pages.line(Words(" · ".join(made), soft=True))

    def _claim(self, claim: ClaimRow) -> None:
        sides = "".join(f" · {verb} {', '.join(names)}" for verb, names in claim.sides)
        parts: list[Part] = [
            Words(claim.text, bold=True),
            "\n",
            Words(claim.status, italic=True),
            Words(f" · {count(claim.origin_count, 'origin')}{sides}", soft=True),
        ]
        for row in claim.rows[:4]:
            mark = f"{row.sign.mark} " if row.sign else ""
            parts += ["\n", Words(mark, bold=True), f"{speaker_words(row)} {row.act}"]
            again = " […] ".join(row.words) == claim.text
            parts += [
                " in these words" if again else f": {quoted_words(row)}",
                self.lines.foot([row]),
            ]
        if len(claim.rows) > 4:
            more = count(len(claim.rows) - 4, "more statement")
            parts += [Words(f"\n{more}", soft=True), self.lines.foot(claim.rows[4:6], words=True)]
        for figure in claim.figures[:4]:
            parts += ["\n", Words(figure.value, bold=True), f" {figure.unit} by {figure.by}: "]
            parts += self.lines.evidence([figure.evidence])
        self.pages.line(*parts)

    def _meeting(self, row: MeetingRow) -> Iterator[Part]:
        yield Words(f"{row.date or 'no day'} ", soft=True)
        yield Words(", ".join(row.participants) or "unknown", bold=True)
        if row.people:
            yield f" ({', '.join(row.people)})"
        yield f", {row.place or 'place unknown'}: "
        yield Words(row.status, italic=True)
        sides = "".join(f" · {verb} {', '.join(names)}" for verb, names in row.sides)
        yield Words(sides, soft=True)
        yield "\n"
        yield from self.lines.evidence(row.evidence[:3])

    def _plan(self, plan: PlanRow, compared: ComparisonRow | None) -> None:
        self.pages.heading(plan.name, 2)
        told = f"by {plan.by or 'unknown'}"
        if plan.told_by:
            told += f" · told by {', '.join(plan.told_by)}"
        told += f" · {day_words(plan.date) if plan.date else 'date unknown'}"
        told += f" · in {count(plan.articles, 'article')}" if plan.articles > 1 else ""
        self.pages.line(Words(told, soft=True), self.lines.foot(plan.others[:2], words=True))
        for number, term in enumerate(plan.terms):
            parts: list[Part] = [f"{number + 1}. {term.words}", self.lines.foot([term])]
            if compared:
                parts += self._verdicts(compared, number)
            self.pages.line(*parts)
        if compared and compared.disputed:
            self.pages.line(f"Accepted by one and rejected by another: {compared.disputed}.")

    def _verdicts(self, compared: ComparisonRow, number: int) -> Iterator[Part]:
        for row in compared.terms[number].verdicts[:8]:
            yield Words(f"\n{row.sign.mark} ", bold=True)
            yield f"{row.glyph} {row.word}"
            yield Words(f", {row.concept}" if row.concept else "", soft=True)
            for _, said in row.newest:
                yield ": "
                yield from self.lines.saying(said)
            yield Words(f" · missing: {row.missing}" if row.missing else "", soft=True)
        if not compared.terms[number].comparable:
            none = "\nno concept of the codebook, so nothing can be compared"
            yield Words(none, soft=True)

    def _said(self, party: PartySection) -> None:
        of = f"{len(party.chosen)} of {count(party.named, 'statement')}"
        self.pages.heading(f"{named_words(party.sign)}: {of}", 2)
        for row in party.chosen:
            via = f"via {' → '.join(row.via)}" if row.via else ""
            more = ", ".join(filter(None, (row.act, row.said_on or row.day, via)))
            self.pages.line(*self.lines.saying(row, more=more))
