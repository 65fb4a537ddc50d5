"""Gaps: what a brief rests on, how it was made, and what it cannot know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.analysis import Coverage, Said
from dragoman.record import ActorKind
from dragoman.report.scope import Scope
from dragoman.report.signs import DOUBT_BELOW, count


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A thing that limits what a brief can tell.

    Attributes:
        what: It in a word or two.
        words: It in a sentence.
    """

    what: str
    words: str


def build_gaps(
    scope: Scope, coverage: Coverage, said: Iterable[Said], *, outside: int, positions: bool
) -> tuple[GapRow, ...]:
    """Tell what limits a brief, with numbers that were counted in its record.

    Args:
        scope: What the brief is about.
        coverage: What the scope holds.
        said: The statements in it.
        outside: How many documents and statements without a day are left out for that.
        positions: Whether the brief has positions.
    """
    return tuple(_gaps(scope, coverage, tuple(said), outside, positions))


def _gaps(
    scope: Scope, coverage: Coverage, said: tuple[Said, ...], outside: int, positions: bool
) -> Iterator[GapRow]:
    statements = [row.statement for row in said]
    total = count(len(statements), "statement")
    if positions:
        yield GapRow(
            what="Codes by machine",
            words="Positions, shifts and plans against them rest on codes that a machine gave, "
            "many of which are wrong. Read the words of a line before you rely on it.",
        )
    else:
        yield GapRow(
            what="No positions",
            words="Positions and shifts are left out: they rest on codes that a machine gave, "
            "many of which are wrong. With --positions the brief has them.",
        )
    if outside:
        yield GapRow(
            what="Without a day",
            words=f"{count(outside, 'document')} without a known day of publication cannot be "
            "placed in this time and are not counted.",
        )
    elif coverage.undated:
        yield GapRow(
            what="Without a day",
            words="The day of publication is not known of "
            f"{coverage.undated} of {count(len(coverage.documents), 'document')}.",
        )
    unknown = sum(share.documents for share in coverage.outlets if share.name is None)
    if unknown:
        yield GapRow(
            what="Outlet unknown",
            words="Nobody has said who published "
            f"{unknown} of {count(len(coverage.documents), 'document')}.",
        )
    nobody = sum(s.speaker is None for s in statements)
    unnamed = sum(s.speaker is not None and s.speaker.kind is ActorKind.UNNAMED for s in statements)
    if nobody or unnamed:
        yield GapRow(
            what="Speakers",
            words="By sources whose names are withheld: "
            f"{unnamed} of {total}. Without words that tell whose they are: {nobody}.",
        )
    doubtful = sum(s.confidence < DOUBT_BELOW for s in statements)
    if doubtful:
        yield GapRow(
            what="Doubtful",
            words=f"The reader is less than {DOUBT_BELOW:.0%} sure of {doubtful} of {total}.",
        )
    if coverage.flagged:
        yield GapRow(
            what="Damage",
            words=f"{count(len(coverage.flagged), 'document')} came damaged, cut off or altered.",
        )
    if scope.concept or scope.plan:
        yield GapRow(
            what="Meetings",
            words="Meetings are not tied to concepts or plans, so none is listed.",
        )
    if coverage.quarantine:
        yield GapRow(
            what="Not read",
            words="Nothing in the brief rests on what could not be read: "
            f"{count(len(coverage.quarantine), 'input')}.",
        )
