"""Derived tables: what pages ask for all the time, counted or put in order when it is written.

Tallies have a row for each combination of values that occurs, with how many rows of another table
have it; the database itself counts them, row by row as that table is written. In them what is
unknown is written as UNKNOWN and never NULL, so that a row is found by its key.

CODED, LINKED and CLAIM_SUBJECTS put rows of several tables side by side, so that one index has what
a list is chosen and ordered by. They are written with what they are made of (bearing.py).
"""

from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Table,
    and_,
    cast,
    func,
    or_,
)

from dragoman.record import Stance
from dragoman.store.columns import Integer, Text
from dragoman.store.dates import first_of, last_of, latest_of
from dragoman.store.tables import metadata

UNKNOWN = "\x1e"
"""What stands for NULL in a tally: before all that anybody writes, in order."""

BOTH = "both"
"""What stands for the stance of a statement that supports a concept and opposes it."""


def _tally(name: str, *by: str, sums: Sequence[str] = ()) -> Table:
    return Table(
        name,
        metadata,
        *(Column(column, Text, primary_key=True) for column in by),
        *(Column(column, Integer, nullable=False) for column in ("number", *sums)),
        sqlite_with_rowid=False,
    )


DAYS = ("first_day", "last_day")

ACT_TALLIES = _tally("act_tallies", "act", "party")
PARTY_DAYS = _tally("party_days", "day", "party", *DAYS)
STATEMENT_DAYS = _tally("statement_days", "day", "party", "act", *DAYS)
NAME_TALLIES = _tally("name_tallies", "speaker_name", "speaker_folded", "party")
SPEAKER_TALLIES = _tally("speaker_tallies", "speaker_id", "speaker_name", "party")
OUTLET_SPEAKERS = _tally(
    "outlet_speakers", "speaker_id", "outlet", "speaker_name", "party", "speaker_kind"
)
ACTOR_TALLIES = _tally("actor_tallies", "speaker_id")
ACTOR_VERSIONS = _tally("actor_versions", "id", "kind")
ACTOR_KINDS = _tally("actor_kinds", "kind")
OUTLET_TALLIES = _tally("outlet_tallies", "outlet", sums=["said"])
LANGUAGE_TALLIES = _tally("language_tallies", "language")
COVERAGE_DAYS = _tally("coverage_days", "day")
DOCUMENT_DAYS = _tally("document_days", "day", "outlet", "language", *DAYS, sums=["said"])
SHIFT_PARTIES = _tally("shift_parties", "on", "party")
SHIFT_DAYS = _tally("shift_days", "on", "party", "kind", "ground")
REVIEW_TALLIES = _tally("review_tallies", "party", "doubts")
CODE_DAYS = _tally("code_days", "concept", "day", "party", "stances", *DAYS)
CODE_TALLIES = _tally("code_tallies", "concept", "stances", "party")
CODE_ACTS = _tally("code_acts", "concept", "stances", "party", "act")
STAND_TALLIES = _tally(
    "stand_tallies", "standing", "concept", "stance", "party", "speaker", "again"
)
STAND_DAYS = _tally("stand_days", "on", "standing", "concept", "stance", "party", "again")
SPOKEN_TALLIES = _tally("spoken_tallies", "speaker", "concept", "ways")
LINK_TALLIES = _tally("link_tallies", "outlet", "kind", "name", "first", "again")
SPEAKER_LINKS = _tally("speaker_links", "speaker", "kind", "name", "again")

TALLIES = {
    ACT_TALLIES: "statements",
    PARTY_DAYS: "statements",
    STATEMENT_DAYS: "statements",
    NAME_TALLIES: "statements",
    SPEAKER_TALLIES: "statements",
    OUTLET_SPEAKERS: "statements",
    ACTOR_TALLIES: "statements",
    ACTOR_VERSIONS: "actors",
    ACTOR_KINDS: "actor_versions",
    OUTLET_TALLIES: "documents",
    LANGUAGE_TALLIES: "documents",
    COVERAGE_DAYS: "documents",
    DOCUMENT_DAYS: "documents",
    SHIFT_PARTIES: "shifts",
    SHIFT_DAYS: "shifts",
    REVIEW_TALLIES: "review",
    CODE_DAYS: "coded",
    CODE_TALLIES: "coded",
    CODE_ACTS: "coded",
    STAND_TALLIES: "position_bases",
    STAND_DAYS: "position_bases",
    SPOKEN_TALLIES: "coded",
    LINK_TALLIES: "linked",
    SPEAKER_LINKS: "linked",
}
"""What each of them counts."""

# Which statement bears on which concept, once for each of the two; `ways` adds up the numbers of
# all ways in which it does (WAYS).
CODED = Table(
    "coded",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("concept", Text, primary_key=True),
    Column("stances", Text, nullable=False),
    Column("party", Text),
    Column("document", Text, nullable=False),
    Column("begins", Integer, nullable=False),
    *(Column(name, Text) for name in ("day", *DAYS, "speaker", "act")),
    Column("ways", Integer),
    sqlite_with_rowid=False,
)
WAYS = {
    (stance, conditional): 2**number
    for number, (stance, conditional) in enumerate(product(Stance, (False, True)))
}
"""Numbers of the ways to bear on a concept: a stance, and whether it hangs on a condition."""

# Through whom a statement comes, and whose document has it: whether the link is the first of its
# chain, and whether the chain has had it already.
LINKED = Table(
    "linked",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("outlet", Text),
    Column("first", Integer, nullable=False),
    Column("again", Integer, nullable=False),
    Column("speaker", Text),
    sqlite_with_rowid=False,
)

# Which claim bears on what: nothing (`EVERYTHING`, once for each claim), a party, a concept, a
# speaker. `dispute` is the place of its status in the order of lists, `newest` is its day or
# nothing.
CLAIM_SUBJECTS = Table(
    "claim_subjects",
    metadata,
    Column("claim", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("dispute", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("newest", Text, nullable=False),
    Column("day", Text),
    Column("first_day", Text),
    sqlite_with_rowid=False,
)
EVERYTHING, PARTY, CONCEPT, SPEAKER = "", "party ", "concept ", "speaker "
"""How subjects begin; what follows is the party, or the id of the concept or of the speaker."""

coded, subjects = CODED.c, CLAIM_SUBJECTS.c
newest_first = (coded.day.desc(), coded.document, coded.begins, coded.statement)
Index("coded_by_concept", coded.concept, *newest_first, coded.party, coded.stances)
Index("coded_by_speaker", coded.speaker, coded.concept, coded.ways, *newest_first)
Index(
    "claim_subjects_by_dispute",
    subjects.subject,
    subjects.dispute,
    subjects.origins.desc(),
    subjects.newest.desc(),
    subjects.claim,
)
Index(
    "claim_subjects_by_day",
    subjects.subject,
    subjects.day.desc(),
    subjects.claim,
    subjects.first_day,
    subjects.dispute,
)
Index("speaker_tallies_by_name", SPEAKER_TALLIES.c.speaker_name)
Index("outlet_speakers_by_name", OUTLET_SPEAKERS.c.speaker_name)
Index("outlet_speakers_by_kind", OUTLET_SPEAKERS.c.outlet, OUTLET_SPEAKERS.c.speaker_kind)
Index("speaker_tallies_by_party", SPEAKER_TALLIES.c.party, SPEAKER_TALLIES.c.number.desc())
Index("actor_tallies_by_number", ACTOR_TALLIES.c.number.desc(), ACTOR_TALLIES.c.speaker_id)


def total(column: Column[int]) -> ColumnElement[int]:
    """Add up how many there are; PostgreSQL would make a decimal of it."""
    return cast(func.coalesce(func.sum(column), 0), Integer)


def known(column: Column[str]) -> ColumnElement[str | None]:
    """Give a value of a tally as the record has it."""
    return func.nullif(column, UNKNOWN)


def is_known(column: Column[str]) -> ColumnElement[bool]:
    """Make the condition that a value is known."""
    return column != UNKNOWN


def within_days(
    tally: Table, since: str | None, until: str | None, *, dated: bool = False
) -> Iterator[ColumnElement[bool]]:
    """Make the condition that what is counted may be from between two days (finders.within).

    Args:
        tally: The tally.
        since: ISO 8601, as precise as wanted. None: no limit.
        until: As since; all of it is included.
        dated: Whether only what has a day is asked for, which is found in order.

    Raises:
        QueryError: A limit is no date.
    """
    day, first, last = tally.c.day, tally.c.first_day, tally.c.last_day
    placed, others = [is_known(day)], [~is_known(day)]
    if since is not None:
        placed.append(day >= first_of(since))
        others.append(or_(last >= first_of(since), ~is_known(last) & is_known(first)))
    if until is not None:
        placed += [day <= latest_of(until), first <= last_of(until)]
        others.append(
            or_(is_known(first) & (first <= last_of(until)), ~is_known(first) & is_known(last))
        )
    if dated:
        yield and_(*placed)
    elif since is not None or until is not None:
        yield or_(and_(*placed), and_(*others))
