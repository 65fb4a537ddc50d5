"""Tables of families: what copies are found by, who is kin, and what differs."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from dragoman.record import Comparison, Family, Kinship, Versions
from dragoman.store.columns import Integer, Text
from dragoman.store.shapes import shape_of
from dragoman.store.tables import metadata

# What each document is looked up by when copies are looked for (ingest/families). `digest` is of
# its words; `step` tells how far it has come: 0 held, 1 compared, 2 in its family.
SKETCHES = Table(
    "sketches",
    metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("digest", Text),
    Column("shingles", Integer, nullable=False),
    Column("address", Text),
    Column("step", Integer, nullable=False),
)

# Under which of its shingles which documents are held, by their serial numbers. A key of a
# document whose segments have changed since stays; whoever meets it there looks at its words.
SHINGLE_KEYS = Table(
    "shingle_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

KINSHIPS = shape_of(
    Kinship,
    metadata,
    noun="kinship",
    table="kinships",
    references={"shorter": "documents.id", "longer": "documents.id"},
)
FAMILIES = shape_of(Family, metadata, noun="family", table="families")
COMPARISONS = shape_of(
    Comparison,
    metadata,
    noun="comparison",
    table="comparisons",
    references={"document": "documents.id", "against": "documents.id"},
)
VERSIONS = shape_of(Versions, metadata, noun="versions", table="versions")

for name, *columns in (
    ("sketches_by_serial", SKETCHES.c.serial),
    ("sketches_by_digest", SKETCHES.c.digest, SKETCHES.c.serial),
    ("sketches_by_address", SKETCHES.c.address),
    ("sketches_by_step", SKETCHES.c.step, SKETCHES.c.serial),
    ("kinships_by_shorter", KINSHIPS.table.c.shorter),
    ("kinships_by_longer", KINSHIPS.table.c.longer),
    ("families_by_document", FAMILIES.lists["documents"].table.c.value),
    ("comparisons_by_document", COMPARISONS.table.c.document),
    ("comparisons_by_against", COMPARISONS.table.c.against),
    ("versions_by_document", VERSIONS.lists["documents"].table.c.value),
):
    Index(name, *columns)
