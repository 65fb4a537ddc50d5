"""Building: a brief is gathered once from the record, for every form in which it is written."""

from collections.abc import Iterable, Mapping

from dragoman.analysis import RecordView
from dragoman.record import Actor, Codebook, Quarantine, check_iso
from dragoman.report.brief import Brief, QuarantineRow
from dragoman.report.changes import ChangeRows, build_changes
from dragoman.report.characters import shown_in_line
from dragoman.report.events import EventRows
from dragoman.report.gaps import build_gaps
from dragoman.report.gathering import MOST_SIDES, Gathered
from dragoman.report.notes import cited
from dragoman.report.positions import PositionRows
from dragoman.report.scope import Scope
from dragoman.report.signs import count
from dragoman.report.speaking import Lists
from dragoman.report.undated import build_ranges

EVERYTHING = Scope()


def build_brief(
    view: RecordView,
    *,
    title: str | None = None,
    as_of: str | None = None,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    positions: bool = True,
    scope: Scope = EVERYTHING,
    full: bool = True,
) -> Brief:
    """Gather everything that a brief shows; the same record gives an equal brief.

    Args:
        view: The record.
        title: What to call it. None: named after the parties that say most.
        as_of: ISO 8601 date to print on it, as of which positions are told. None: none is
            printed, and all that is in the record counts, or all until the end of the scope.
        codebook: Names, groups and orders the concepts of positions. None: they go by their ids.
        actors: The actors that documents speak of, for the levels and sides of speakers.
        positions: Whether to show positions and shifts, and plans against them.
        scope: What it is about.
        full: Whether every statement and the articles follow; else the notes alone lead to words.

    Raises:
        RecordError: `as_of` is no date, or a statement's document is missing.
    """
    build = Gathered(view, codebook, tuple(actors), scope, as_of or scope.until, positions)
    lists = Lists(build.speaking, build.rows, build.signs, build.actors, build.coverage)
    events, settled = build.events(full)
    stances = build.positions(None if full else MOST_SIDES)
    comparisons, pairs, more_pairs = build.comparisons()
    held = stances if positions else None
    changes = None if full and scope.whole else _changes(build, held, events)
    parties = lists.parties(build.kept)
    chosen = [party.chosen for party in parties]
    parts = (changes, stances, events, comparisons, pairs, *([] if full else [chosen]))
    rested = {row.key for row in cited(parts)}
    coverage = build.covered()
    ranges = build_ranges(coverage.ranged, build.places)
    notes = build.notes().of_all((*parts, tuple(ranges.values())))
    extra = {note.label.split(".")[0] for note in notes.values()}
    listed = [
        covered
        for covered in build.coverage.documents
        if str(covered.number) in extra or covered in coverage.documents
    ]
    printed = tuple(build.printed(covered, ranges, full=full) for covered in listed)
    said = [said for said in build.everything if said.statement.id in build.kept]
    return Brief(
        title=shown_in_line(title or "") or lists.title(),
        about=tuple(build.about()),
        as_of=check_iso(as_of) if as_of else None,
        changes=changes,
        coverage=coverage,
        statements=len(said),
        speakers=build.numbers(scope).speakers,
        parties=parties,
        apart=lists.apart(build.kept, rested if full else ()),
        positions=stances,
        events=events,
        settled=settled,
        comparisons=comparisons,
        pairs=pairs,
        more_pairs=more_pairs,
        pictures={picture.key: picture for picture in build.pictures(coverage, stances)},
        gaps=build_gaps(scope, coverage, said, outside=build.outside(), positions=positions),
        notes=notes,
        index=lists.index(build.kept) if full else (),
        listed=printed,
        articles=printed if full else (),
        ranges=tuple(ranges.values()),
        quarantine=tuple(_quarantine(row, build.documents) for row in coverage.quarantine),
        runs=tuple(sorted(view.runs(), key=lambda run: (run.stage, run.code, run.model, run.id))),
    )


def _changes(build: Gathered, held: PositionRows | None, events: EventRows) -> ChangeRows:
    """Tell what is new, and how much there was in the time before."""
    scope, before = build.scope, build.scope.before
    return build_changes(
        build.numbers(scope),
        build.numbers(before) if before else None,
        (before.since or "", before.until or "") if before else (),
        held,
        events,
    )


def _quarantine(row: Quarantine, documents: Mapping[str, object]) -> QuarantineRow:
    return QuarantineRow(
        name=shown_in_line(row.name),
        stage=row.stage,
        reason=shown_in_line(row.reason),
        size="size unknown" if row.size is None else count(row.size, "byte"),
        document=row.document if row.document in documents else None,
    )
