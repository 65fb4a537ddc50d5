"""Tables: where each noun of the record lies, and what the store keeps beside it.

`serial` counts rows as they come, `added_at` is a time of the wall clock and `ingest_version`
tells how new the code was that made a document: none is part of the record, none is ever exported.
Every listing is ordered by content instead.
"""

import unicodedata

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from dragoman.record import (
    Actor,
    Claim,
    DateRange,
    Document,
    Judgement,
    Meeting,
    Plan,
    Quarantine,
    Run,
    Statement,
)
from dragoman.store.shapes import shape_of

metadata = MetaData()


def serial() -> Column[object]:
    """Make the column that numbers rows, which search knows them by."""
    return Column("serial", Integer, primary_key=True)


RUNS = shape_of(Run, metadata, noun="run", table="runs")

DOCUMENTS = shape_of(
    Document,
    metadata,
    noun="document",
    table="documents",
    extra=[
        serial(),
        Column("added_at", Text, nullable=False),
        Column("ingest_version", Integer, nullable=False),
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
STATEMENTS = shape_of(
    Statement,
    metadata,
    noun="statement",
    table="statements",
    extra=[serial(), Column("begins", Integer, nullable=False), Column("speaker_folded", Text)],
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

CLAIMS = shape_of(Claim, metadata, noun="claim", table="claims")
MEETINGS = shape_of(Meeting, metadata, noun="meeting", table="meetings")
PLANS = shape_of(Plan, metadata, noun="plan", table="plans")
JUDGEMENTS = shape_of(Judgement, metadata, noun="judgement", table="judgements")

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
)

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

documents, statements = DOCUMENTS.table, STATEMENTS.table
for name, *columns in (
    ("documents_by_name", documents.c.name, documents.c.id),
    ("documents_by_date", documents.c.published_value, documents.c.name, documents.c.id),
    ("documents_by_outlet", documents.c.outlet),
    ("quarantine_by_id", QUARANTINE.table.c.id),
    ("quarantine_by_name", QUARANTINE.table.c.name),
    ("quarantine_by_document", QUARANTINE.table.c.document),
    ("statements_by_place", statements.c.document, statements.c.begins, statements.c.id),
    ("statements_by_speaker", statements.c.speaker_id),
    ("statements_by_party", statements.c.party),
    ("statements_by_concept", STATEMENTS.lists["codes"].table.c.concept),
    ("actors_by_id", ACTORS.table.c.id),
    ("document_actors_by_version", DOCUMENT_ACTORS.c.version),
):
    Index(name, *columns)


def folded(name: str) -> str:
    """Bring a name to the form in which names are compared: no case, no accents."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
