"""Families of documents that carry one text, what each leaves out, versions of one address."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
)
from sqlalchemy.schema import SchemaItem

from dragoman.store.columns import Integer, Text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables; documents that are there join families at the next run."""
    create_index_of_shingles()
    create_families()
    create_comparisons()
    op.add_column("position_bases", maybe("family"))
    for name, table, *columns in (
        ("sketches_by_serial", "sketches", "serial"),
        ("sketches_by_digest", "sketches", "digest", "serial"),
        ("sketches_by_address", "sketches", "address"),
        ("sketches_by_step", "sketches", "step", "serial"),
        ("kinships_by_shorter", "kinships", "shorter"),
        ("kinships_by_longer", "kinships", "longer"),
        ("families_by_document", "family_documents", "value"),
        ("comparisons_by_document", "comparisons", "document"),
        ("comparisons_by_against", "comparisons", "against"),
        ("versions_by_document", "versions_documents", "value"),
    ):
        op.create_index(name, table, columns)


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str]:
    """Make a column of text that may be unknown."""
    return Column(name, Text)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)


def share(name: str) -> Column[float]:
    """Make a column of a share."""
    return Column(name, Float, nullable=False)


def reference(column: str, target: str) -> ForeignKeyConstraint:
    """Make the rule that a value is found in another table."""
    return ForeignKeyConstraint([column], [target])


def create_list(table: str, owner: str, target: str, *columns: SchemaItem) -> None:
    """Make the table of a list: rows in order, gone when their owner goes."""
    op.create_table(
        table,
        words(owner),
        number("ordinal"),
        *columns,
        PrimaryKeyConstraint(owner, "ordinal"),
        ForeignKeyConstraint([owner], [target], ondelete="CASCADE"),
    )


def create_index_of_shingles() -> None:
    """Make what documents are looked up by when copies are looked for."""
    op.create_table(
        "sketches",
        words("document"),
        number("serial"),
        maybe("digest"),
        number("shingles"),
        maybe("address"),
        number("step"),
        PrimaryKeyConstraint("document"),
        reference("document", "documents.id"),
    )
    op.create_table(
        "shingle_keys",
        Column("key", BigInteger, nullable=False),
        number("document"),
        PrimaryKeyConstraint("key", "document"),
        sqlite_with_rowid=False,
    )


def create_families() -> None:
    """Make kinships, families and the versions of addresses."""
    op.create_table(
        "kinships",
        *(words(name) for name in ("id", "shorter", "longer", "likeness")),
        *(share(name) for name in ("jaccard", "containment")),
        PrimaryKeyConstraint("id"),
        reference("shorter", "documents.id"),
        reference("longer", "documents.id"),
    )
    op.create_table("families", words("id"), PrimaryKeyConstraint("id"))
    create_list("family_documents", "family", "families.id", words("value"))
    op.create_table("versions", words("id"), words("address"), PrimaryKeyConstraint("id"))
    create_list("versions_documents", "versions", "versions.id", words("value"))


def create_comparisons() -> None:
    """Make what differs between two documents."""
    op.create_table(
        "comparisons",
        *(words(name) for name in ("id", "document", "against")),
        share("kept"),
        PrimaryKeyConstraint("id"),
        reference("document", "documents.id"),
        reference("against", "documents.id"),
    )
    passages = [
        column
        for name in ("was", "now")
        for column in (
            maybe(f"{name}_document"),
            Column(f"{name}_span_start", Integer),
            Column(f"{name}_span_end", Integer),
            maybe(f"{name}_span_text"),
        )
    ]
    create_list("comparison_differences", "comparison", "comparisons.id", words("kind"), *passages)
