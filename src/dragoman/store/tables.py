"""Tables: where each noun of the record lies, and what the store keeps beside it.

`serial` counts rows as they come, `added_at` is a time of the wall clock and `ingest_version`
tells how new the code was that made a document: none is part of the record, none is ever exported.
Every listing is ordered by content instead. `day`, `first_day` and `last_day` are derived from what
tells when a document was published or a statement made (dragoman.record.days): the day by which it
was if it has a place in time, the first and the last on which it may have been.
"""

import unicodedata

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, MetaData, Table

from dragoman.record import (
    Actor,
    Bookmark,
    Claim,
    DateRange,
    Document,
    Judgement,
    Meeting,
    Plan,
    PositionBasis,
    PositionStep,
    Quarantine,
    Run,
    Shift,
    Statement,
)
from dragoman.store.columns import Integer, Text
from dragoman.store.shapes import shape_of

metadata = MetaData()


def serial() -> Column[object]:
    """Make the column that numbers rows, which search knows them by."""
    return Column("serial", Integer, primary_key=True)


RUNS = shape_of(Run, metadata, noun="run", table="runs")


def told_at() -> Column[object]:
    """Make the column of the instant at which the last document was added that tells of a row."""
    return Column("told_at", Text)


def days() -> list[Column[object]]:
    """Make the columns that put a row in its place in time."""
    return [Column(name, Text) for name in ("day", "first_day", "last_day")]


# `said` is how many statements it has.
DOCUMENTS = shape_of(
    Document,
    metadata,
    noun="document",
    table="documents",
    extra=[
        serial(),
        Column("added_at", Text, nullable=False),
        Column("ingest_version", Integer, nullable=False),
        Column("said", Integer),
        *days(),
    ],
)

# The same bytes may stand behind two documents, so the id of a quarantine is not its key.
QUARANTINE = shape_of(
    Quarantine,
    metadata,
    noun="quarantine",
    table="quarantine",
    key="serial",
    extra=[serial()],
    references={"document": "documents.id"},
)

# `begins` is where the content does; `speaker_folded` is what a search for a name looks in.
# `outlet` is the document's, which is part of its id and so never another.
STATEMENTS = shape_of(
    Statement,
    metadata,
    noun="statement",
    table="statements",
    extra=[
        serial(),
        Column("begins", Integer, nullable=False),
        Column("speaker_folded", Text),
        Column("outlet", Text),
        *days(),
    ],
    references={"document": "documents.id", "run": "runs.id"},
)

# At most one for a document, from the run that read it.
DATE_RANGES = shape_of(
    DateRange,
    metadata,
    noun="date_range",
    table="date_ranges",
    key="document",
    references={"document": "documents.id", "run": "runs.id"},
)

# Documents may bring the same actor with different names, from older or newer knowledge. Each
# version is kept once, for as long as a document brings it.
ACTORS = shape_of(
    Actor,
    metadata,
    noun="actor",
    table="actors",
    key="version",
    extra=[Column("version", Text, primary_key=True)],
    references={"local_to": "documents.id"},
)

# `day` is that of its newest statement, `first_day` that of its first one.
CLAIMS = shape_of(
    Claim,
    metadata,
    noun="claim",
    table="claims",
    extra=[Column("day", Text), Column("first_day", Text), told_at()],
)

# `told_on` is the first day of the documents that tell of it, `placed_on` its date, else that day,
# else nothing: what lists are ordered by.
MEETINGS = shape_of(
    Meeting,
    metadata,
    noun="meeting",
    table="meetings",
    extra=[Column("told_on", Text), Column("placed_on", Text), told_at()],
)
PLANS = shape_of(Plan, metadata, noun="plan", table="plans", extra=[told_at()])
JUDGEMENTS = shape_of(Judgement, metadata, noun="judgement", table="judgements")

# Which statement of the record each judgement has found, whether its values are what stands there,
# and from which statement of the machine that one comes.
JUDGED = Table(
    "judged",
    metadata,
    Column("judgement", Text, ForeignKey("judgements.id"), primary_key=True),
    Column("statement", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("machine", Text),
    Column("counts", Integer, nullable=False),
)

# The statements of judged documents as the machine found them, so that taking a judgement back
# gives them back.
MACHINE_STATEMENTS = shape_of(
    Statement,
    metadata,
    noun="machine_statement",
    table="machine_statements",
    references={"document": "documents.id", "run": "runs.id"},
)

# Documents with a new judgement, of which what depends on them has not been derived yet, with the
# statements that they had before it.
TO_RELATE = Table(
    "to_relate",
    metadata,
    Column("document", Text, primary_key=True),
    Column("statement", Text, primary_key=True),
)

# Of all statements how many have a stem, and the serial numbers of those that are looked up by it
# when claims are looked for (resolve/claims/matches.py).
CLAIM_STEMS = Table(
    "claim_stems",
    metadata,
    Column("stem", Text, primary_key=True),
    Column("statements", Integer, nullable=False),
)
CLAIM_KEYS = Table(
    "claim_keys",
    metadata,
    Column("stem", Text, primary_key=True),
    Column("statement", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Meetings as each document tells of them, before those that are the same become one.
FOUND_MEETINGS = shape_of(
    Meeting,
    metadata,
    noun="found_meeting",
    table="found_meetings",
    extra=[Column("document", Text, nullable=False), Column("month", Text)],
    references={"document": "documents.id"},
)

# In what documents meetings and plans were looked for, as a digest: what has not changed is told.
TOLD_IN = Table(
    "told_in",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("basis", Text, nullable=False),
)

# What positions rest on, cell by cell; derived, like the two below it. `again` tells that another
# code of its statement is as good as it.
POSITION_BASES = shape_of(
    PositionBasis,
    metadata,
    noun="position_basis",
    table="position_bases",
    key="serial",
    extra=[serial(), Column("again", Integer)],
)

# `latest` marks the one step of each cell that counts where no day is asked for.
POSITION_STEPS = shape_of(
    PositionStep,
    metadata,
    noun="position_step",
    table="position_steps",
    key="id",
    extra=[Column("id", Text, primary_key=True), Column("latest", Integer, nullable=False)],
)

SHIFTS = shape_of(Shift, metadata, noun="shift", table="shifts", extra=[told_at()])

# Documents whose positions have not been derived since they were read. With a name and a party:
# a speaker who was heard for it there before or is since, but not both. With a name and a version:
# an actor whom the document brought before or brings since.
UNSETTLED = Table(
    "unsettled",
    metadata,
    serial(),
    Column("document", Text, nullable=False),
    *(Column(name, Text) for name in ("name", "party", "version")),
)

# One row, whose number grows with every transaction that writes.
REVISION = Table("revision", metadata, Column("number", Integer, nullable=False))

# For each part of the record how many rows of it have been written, as the database counts (v0006).
WRITTEN = Table(
    "written",
    metadata,
    Column("part", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)

DOCUMENT_ACTORS = Table(
    "document_actors",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("version", Text, ForeignKey("actors.version"), primary_key=True),
)

# The web pages that documents were rendered from, as they came, compressed with zlib.
PAGES = Table(
    "pages",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("markup", LargeBinary, nullable=False),
    Column("fetched_at", Text),
)

# How far archives have been read, by their file names.
BOOKMARKS = shape_of(Bookmark, metadata, noun="bookmark", table="bookmarks", key="archive")

# Which run of a stage a document has passed last, well or badly.
HANDLED = Table(
    "handled",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
)

EXECUTIONS = Table(
    "executions",
    metadata,
    serial(),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
)

# How many statements there are of each side in each outlet; the database itself counts (v0006).
STATEMENT_TALLIES = Table(
    "statement_tallies",
    metadata,
    Column("outlet", Text),
    Column("party", Text),
    Column("speaker_kind", Text),
    Column("number", Integer, nullable=False),
)

documents, statements = DOCUMENTS.table, STATEMENTS.table
via, codes = (STATEMENTS.lists[name].table for name in ("via", "codes"))
claims, bases, steps, shifts = (
    shape.table for shape in (CLAIMS, POSITION_BASES, POSITION_STEPS, SHIFTS)
)
judgements = JUDGEMENTS.table
# Who takes which stance on what, when and in which statement: all that codebook and network count.
stands = (
    bases.c.concept,
    bases.c.stance,
    bases.c.party,
    bases.c.speaker,
    bases.c.standing,
    bases.c.on,
    bases.c.statement,
)
newest_first = (
    statements.c.day.desc(),
    statements.c.document,
    statements.c.begins,
    statements.c.id,
)
for name, *columns in (
    ("documents_by_name", documents.c.name, documents.c.id),
    ("documents_by_arrival", documents.c.added_at),
    ("documents_by_date", documents.c.published_value, documents.c.name, documents.c.id),
    ("documents_by_day", documents.c.day.desc(), documents.c.name, documents.c.id),
    ("documents_by_outlet", documents.c.outlet, documents.c.day),
    ("quarantine_by_id", QUARANTINE.table.c.id),
    ("quarantine_by_name", QUARANTINE.table.c.name),
    ("quarantine_by_document", QUARANTINE.table.c.document),
    ("statements_by_place", statements.c.document, statements.c.begins, statements.c.id),
    ("statements_by_day", *newest_first),
    ("statements_by_speaker", statements.c.speaker_id, *newest_first),
    ("statements_by_party", statements.c.party, *newest_first),
    ("statements_by_act", statements.c.act, *newest_first),
    ("statements_by_name", statements.c.speaker_name, statements.c.party),
    ("statements_by_folded", statements.c.speaker_folded),
    ("statements_by_outlet", statements.c.outlet, *newest_first),
    ("statements_by_link", via.c.name, via.c.kind, via.c.statement),
    ("statements_by_concept", codes.c.concept, codes.c.stance, codes.c.statement),
    ("actors_by_id", ACTORS.table.c.id),
    ("document_actors_by_version", DOCUMENT_ACTORS.c.version),
    ("actors_by_name", ACTORS.table.c.name),
    ("actors_by_office", ACTORS.lists["offices"].table.c.of),
    ("claims_by_day", claims.c.day.desc(), claims.c.id),
    ("claims_by_statement", CLAIMS.lists["statements"].table.c.value),
    ("meetings_by_date", MEETINGS.table.c.date.desc(), MEETINGS.table.c.id),
    (
        "meetings_by_place",
        MEETINGS.table.c.placed_on.desc(),
        MEETINGS.table.c.id,
        MEETINGS.table.c.status,
    ),
    ("meetings_by_document", MEETINGS.lists["evidence"].table.c.document),
    (
        "plans_by_document",
        PLANS.lists["terms"].table.c.evidence_document,
        PLANS.lists["terms"].table.c.plan,
    ),
    ("position_bases_by_cell", bases.c.party, bases.c.concept, bases.c.place),
    ("position_bases_by_concept", *stands),
    ("position_bases_by_document", bases.c.document),
    ("position_bases_by_statement", bases.c.statement),
    ("position_steps_by_cell", steps.c.party, steps.c.concept, steps.c.on),
    ("shifts_by_arrival", shifts.c.told_at.desc(), shifts.c.on.desc(), shifts.c.id.desc()),
    ("claims_by_arrival", claims.c.status, claims.c.told_at.desc(), claims.c.day.desc()),
    ("meetings_by_arrival", MEETINGS.table.c.told_at.desc(), MEETINGS.table.c.date.desc()),
    ("plans_by_arrival", PLANS.table.c.told_at.desc(), PLANS.table.c.date.desc()),
    ("position_steps_by_day", steps.c.on),
    ("position_steps_that_count", steps.c.latest, steps.c.party, steps.c.concept),
    ("shifts_by_day", shifts.c.on.desc(), shifts.c.id),
    ("shifts_by_cell", shifts.c.party, shifts.c.concept, shifts.c.on.desc(), shifts.c.id),
    ("shifts_by_concept", shifts.c.concept, shifts.c.on.desc(), shifts.c.id),
    ("shifts_by_statement", SHIFTS.lists["by"].table.c.value),
    ("unsettled_by_document", UNSETTLED.c.document),
    ("judgements_by_document", judgements.c.document, judgements.c.sequence, judgements.c.id),
    ("judgements_by_sequence", judgements.c.sequence, judgements.c.id),
    ("judgements_by_target", judgements.c.target),
    ("judgements_by_author", judgements.c.author),
    ("judged_by_statement", JUDGED.c.statement),
    ("judged_by_document", JUDGED.c.document),
    ("machine_statements_by_document", MACHINE_STATEMENTS.table.c.document),
    ("found_meetings_by_document", FOUND_MEETINGS.table.c.document),
    ("found_meetings_by_month", FOUND_MEETINGS.table.c.month),
):
    Index(name, *columns)
for name, table, by in (
    ("statement_tallies_by_side", STATEMENT_TALLIES, "outlet party speaker_kind"),
    ("position_bases_by_standing", bases, "concept standing party on speaker place"),
):
    Index(name, *(table.c[column] for column in by.split()))


def folded(name: str) -> str:
    """Bring a name to the form in which names are compared: no case, no accents."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
