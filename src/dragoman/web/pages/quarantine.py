"""Quarantine: the documents that a stage could not read, why, and what to do about each."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Quarantine, Stage
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.quarantine import QuarantineCounts, QuarantineList
from dragoman.web.asking import Blank, Words
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.rendering import render

LIMIT = 100

STAGES = {
    Stage.INGEST: "taking it in",
    Stage.EXTRACT: "reading its statements",
    Stage.RESOLVE: "finding its speakers",
}
"""What each stage does, in words."""

AGAIN = "The article is kept. Try again with dragoman run; if it fails again, report it."

ADVICE = {
    Stage.INGEST: "Mend the file as the reason says and add it again: dragoman add FILE.",
    Stage.EXTRACT: AGAIN,
    Stage.RESOLVE: AGAIN,
}
"""What to do, beside what the reason itself says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineLine:
    """A document that a stage could not read.

    Attributes:
        id: Its id.
        name: Its name.
        stage: The stage.
        doing: What the stage does, in words.
        reason: What is wrong.
        size: Bytes, in words. None: not known.
        document: Id of the document that is kept. None: none was accepted.
        advice: What to do.
    """

    id: str
    name: str
    stage: Stage
    doing: str
    reason: str
    size: str | None
    document: str | None
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinePage:
    """What the page of the quarantine shows.

    Attributes:
        title: What the page is called.
        counts: Each stage with the number of what it could not read.
        stage: Only what this stage could not read. None: all.
        lines: What is in quarantine, by name.
        next: Cursor of what comes behind. None: nothing does.
    """

    title: str
    counts: tuple[tuple[Stage, int], ...]
    stage: Stage | None
    lines: tuple[QuarantineLine, ...]
    next: str | None

    @property
    def total(self) -> int:
        """How many rows there are of all stages."""
        return sum(number for _, number in self.counts)


router = APIRouter()


@router.get("/quarantine", response_class=HTMLResponse)
def quarantine(
    request: Request,
    desk: AtDesk,
    stage: Annotated[Stage | None, Blank] = None,
    after: Words = None,
) -> HTMLResponse:
    """Show what could not be read."""
    page = build_quarantine(desk, stage=stage, after=after)
    return render(request, "quarantine.html.j2", page)


def build_quarantine(
    desk: Desk, *, stage: Stage | None = None, after: str | None = None
) -> QuarantinePage:
    """Build the page of the quarantine."""
    found = desk.view.ask(QuarantineList(stage=stage, after=after, limit=LIMIT))
    return QuarantinePage(
        title="Quarantine",
        counts=desk.view.ask(QuarantineCounts()),
        stage=stage,
        lines=tuple(map(quarantine_line, found.items)),
        next=found.next,
    )


def quarantine_line(quarantine: Quarantine) -> QuarantineLine:
    """Put a quarantine into words."""
    return QuarantineLine(
        id=quarantine.id,
        name=shown_in_line(quarantine.name),
        stage=quarantine.stage,
        doing=STAGES[quarantine.stage],
        reason=shown_in_line(quarantine.reason),
        size=None if quarantine.size is None else size_words(quarantine.size),
        document=quarantine.document,
        advice=ADVICE[quarantine.stage],
    )


def size_words(size: int) -> str:
    """Write a number of bytes: 812 bytes, 1.2 kB, 3.4 MB."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
