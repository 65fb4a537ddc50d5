"""What judgements are about, what the machine said, and what a document's change can reach."""

from alembic import op
from sqlalchemy import Column, Float, ForeignKeyConstraint, PrimaryKeyConstraint
from sqlalchemy.schema import SchemaItem

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    create_judged()
    dialects.of(op.get_bind()).create_content_guards(op.get_bind())
    create_machine_statements()
    create_claim_index()
    create_found_meetings()
    for name, table, *columns in (
        ("judgements_by_document", "judgements", "document", "decided_at", "id"),
        ("judgements_by_target", "judgements", "target"),
        ("judgements_by_author", "judgements", "author"),
        ("judged_by_statement", "judged", "statement"),
        ("judged_by_document", "judged", "document"),
        ("machine_statements_by_document", "machine_statements", "document"),
        ("found_meetings_by_document", "found_meetings", "document"),
        ("found_meetings_by_month", "found_meetings", "month"),
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


def span(name: str) -> list[SchemaItem]:
    """Make the three columns of a span that is always there."""
    return [number(f"{name}start"), number(f"{name}end"), words(f"{name}text")]


def maybe_span(name: str) -> list[SchemaItem]:
    """Make the three columns of a span that may be unknown."""
    return [Column(f"{name}_start", Integer), Column(f"{name}_end", Integer), maybe(f"{name}_text")]


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


def create_judged() -> None:
    """Make what judgements are about, and which statement each has found."""
    for name in ("stood", "document"):
        op.add_column("judgements", maybe(name))
    create_list("judgement_content", "judgement", "judgements.id", *span(""))
    op.create_table(
        "judged",
        *(words(name) for name in ("judgement", "statement", "document")),
        maybe("machine"),
        number("counts"),
        PrimaryKeyConstraint("judgement", "statement"),
        reference("judgement", "judgements.id"),
        reference("document", "documents.id"),
    )
    op.create_table(
        "to_relate",
        words("document"),
        words("statement"),
        PrimaryKeyConstraint("document", "statement"),
    )


def create_machine_statements() -> None:
    """Make the statements of judged documents as the machine found them."""
    op.create_table(
        "machine_statements",
        words("id"),
        words("document"),
        *maybe_span("source"),
        *maybe_span("cue"),
        *(maybe(name) for name in ("speaker_id", "speaker_name", "speaker_kind", "party")),
        words("quote"),
        *(maybe(name) for name in ("act", "said_on")),
        Column("confidence", Float, nullable=False),
        words("run"),
        PrimaryKeyConstraint("id"),
        reference("document", "documents.id"),
        reference("run", "runs.id"),
    )
    lists = {
        "content": span(""),
        "codes": [
            words("concept"),
            words("stance"),
            *maybe_span("condition"),
            Column("confidence", Float, nullable=False),
        ],
        "via": [words("name"), words("kind"), *maybe_span("span")],
    }
    for name, columns in lists.items():
        create_list(f"machine_statement_{name}", "statement", "machine_statements.id", *columns)


def create_claim_index() -> None:
    """Make what statements of other documents are found by that may be one claim with one."""
    op.create_table(
        "claim_stems", words("stem"), number("statements"), PrimaryKeyConstraint("stem")
    )
    op.create_table(
        "claim_keys",
        words("stem"),
        number("statement"),
        PrimaryKeyConstraint("stem", "statement"),
        sqlite_with_rowid=False,
    )


def create_found_meetings() -> None:
    """Make the meetings as each document tells of them, before the same ones become one."""
    op.create_table(
        "found_meetings",
        *(words(name) for name in ("id", "document")),
        *(maybe(name) for name in ("month", "place", "date")),
        words("status"),
        PrimaryKeyConstraint("id"),
        reference("document", "documents.id"),
    )
    for field in ("participants", "people", "reported_by", "confirmed_by", "denied_by"):
        create_list(f"found_meeting_{field}", "meeting", "found_meetings.id", words("value"))
    place = words("document"), *span("span_")
    create_list("found_meeting_evidence", "meeting", "found_meetings.id", *place)
