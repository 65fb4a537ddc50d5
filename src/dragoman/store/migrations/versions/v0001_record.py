"""The tables of the record, its search index and its guards."""

from alembic import op
from sqlalchemy import (
    Column,
    Float,
    ForeignKeyConstraint,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    create_documents()
    create_statements()
    create_date_ranges()
    create_actors()
    create_claims()
    create_meetings()
    create_plans()
    create_judgements()
    create_pages()
    create_handling()
    create_indexes()
    dialect = dialects.of(op.get_bind())
    dialect.create_search(op.get_bind())
    dialect.create_guards(op.get_bind())


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str]:
    """Make a column of text that may be unknown."""
    return Column(name, Text)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)


def serial() -> list[SchemaItem]:
    """Make the column that numbers rows."""
    return [number("serial"), PrimaryKeyConstraint("serial")]


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


def create_documents() -> None:
    """Make runs, documents and quarantine."""
    op.create_table(
        "runs",
        *(words(name) for name in ("id", "stage", "code", "model", "settings")),
        PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "documents",
        *serial(),
        words("added_at"),
        number("ingest_version"),
        *(words(name) for name in ("id", "name", "text", "sha256")),
        *(maybe(name) for name in ("url", "outlet", "title")),
        *(maybe(name) for name in ("published_value", "published_basis", "language")),
        UniqueConstraint("id"),
    )
    segment = number("start"), number("end"), words("kind")
    create_list("document_segments", "document", "documents.id", *segment)
    create_list("document_flags", "document", "documents.id", words("value"))
    op.create_table(
        "quarantine",
        *serial(),
        *(words(name) for name in ("id", "name", "stage", "reason", "sha256")),
        Column("size", Integer),
        maybe("document"),
        reference("document", "documents.id"),
    )


def create_statements() -> None:
    """Make statements with their contents, codes and chains."""
    op.create_table(
        "statements",
        *serial(),
        number("begins"),
        maybe("speaker_folded"),
        words("id"),
        words("document"),
        *maybe_span("source"),
        *maybe_span("cue"),
        *(maybe(name) for name in ("speaker_id", "speaker_name", "speaker_kind", "party")),
        words("quote"),
        maybe("act"),
        maybe("said_on"),
        Column("confidence", Float, nullable=False),
        words("run"),
        reference("document", "documents.id"),
        reference("run", "runs.id"),
        UniqueConstraint("id"),
    )
    create_list("statement_content", "statement", "statements.id", *span(""))
    create_list("statement_codes", "statement", "statements.id", *code())
    via = words("name"), words("kind"), *maybe_span("span")
    create_list("statement_via", "statement", "statements.id", *via)


def code() -> list[SchemaItem]:
    """Make the columns of a code."""
    condition = maybe_span("condition")
    return [
        words("concept"),
        words("stance"),
        *condition,
        Column("confidence", Float, nullable=False),
    ]


def create_date_ranges() -> None:
    """Make the ranges of undated documents with what bounds them."""
    op.create_table(
        "date_ranges",
        words("document"),
        words("run"),
        PrimaryKeyConstraint("document"),
        reference("document", "documents.id"),
        reference("run", "runs.id"),
    )
    place = maybe("other_document"), *maybe_span("other_span")
    bound = words("side"), words("value"), words("kind"), *span("words_"), maybe("because"), *place
    create_list("date_range_bounds", "range", "date_ranges.document", *bound)


def create_actors() -> None:
    """Make actors with their names and offices, and which documents bring them."""
    op.create_table(
        "actors",
        *(words(name) for name in ("version", "id", "name", "kind")),
        *(maybe(name) for name in ("party", "local_to", "description")),
        PrimaryKeyConstraint("version"),
        reference("local_to", "documents.id"),
    )
    create_list("actor_names", "actor", "actors.version", words("value"))
    office = words("role"), words("of"), maybe("body"), maybe("since"), maybe("until")
    create_list("actor_offices", "actor", "actors.version", *office)
    op.create_table(
        "document_actors",
        words("document"),
        words("version"),
        PrimaryKeyConstraint("document", "version"),
        reference("document", "documents.id"),
        reference("version", "actors.version"),
    )


def create_claims() -> None:
    """Make claims with their statements, names, figures, origins and coverage."""
    op.create_table(
        "claims",
        words("id"),
        words("text"),
        number("origins"),
        words("status"),
        PrimaryKeyConstraint("id"),
    )
    for field in ("statements", "asserted_by", "denied_by", "confirmed_by", "declined_by"):
        create_list(f"claim_{field}", "claim", "claims.id", words("value"))
    value = Column("value", Float, nullable=False)
    limits = Column("upper", Float), words("bound")
    figure = words("by"), value, *limits, words("unit"), words("document"), *span("span_")
    create_list("claim_figures", "claim", "claims.id", *figure)
    root = words("name"), words("kind"), maybe("said_on")
    create_list("claim_roots", "claim", "claims.id", *root)
    op.create_table(
        "claim_roots_statements",
        words("claim"),
        number("roots"),
        number("ordinal"),
        words("value"),
        PrimaryKeyConstraint("claim", "roots", "ordinal"),
        ForeignKeyConstraint(
            ["claim", "roots"], ["claim_roots.claim", "claim_roots.ordinal"], ondelete="CASCADE"
        ),
    )
    coverage = words("document"), maybe("outlet"), words("carries")
    create_list("claim_coverage", "claim", "claims.id", *coverage)


def create_meetings() -> None:
    """Make meetings with their names and evidence."""
    op.create_table(
        "meetings",
        words("id"),
        maybe("place"),
        maybe("date"),
        words("status"),
        PrimaryKeyConstraint("id"),
    )
    for field in ("participants", "people", "reported_by", "confirmed_by", "denied_by"):
        create_list(f"meeting_{field}", "meeting", "meetings.id", words("value"))
    create_list("meeting_evidence", "meeting", "meetings.id", words("document"), *span("span_"))


def create_plans() -> None:
    """Make plans with their terms."""
    op.create_table(
        "plans", words("id"), words("name"), maybe("by"), maybe("date"), PrimaryKeyConstraint("id")
    )
    create_list("plan_told_by", "plan", "plans.id", words("value"))
    term = words("text"), words("evidence_document"), *span("evidence_span_")
    create_list("plan_terms", "plan", "plans.id", *term)
    op.create_table(
        "plan_terms_codes",
        words("plan"),
        number("terms"),
        number("ordinal"),
        *code(),
        PrimaryKeyConstraint("plan", "terms", "ordinal"),
        ForeignKeyConstraint(
            ["plan", "terms"], ["plan_terms.plan", "plan_terms.ordinal"], ondelete="CASCADE"
        ),
    )


def create_judgements() -> None:
    """Make judgements."""
    op.create_table(
        "judgements",
        *(words(name) for name in ("id", "target", "decision")),
        *(maybe(name) for name in ("field", "value")),
        *(words(name) for name in ("author", "decided_at")),
        PrimaryKeyConstraint("id"),
    )


def create_pages() -> None:
    """Make the pages that documents were rendered from."""
    op.create_table(
        "pages",
        words("document"),
        Column("markup", LargeBinary, nullable=False),
        PrimaryKeyConstraint("document"),
        reference("document", "documents.id"),
    )


def create_handling() -> None:
    """Make the marks of what runs have handled, and the log of executions."""
    op.create_table(
        "handled",
        *(words(name) for name in ("document", "stage", "run")),
        PrimaryKeyConstraint("document", "stage"),
        reference("document", "documents.id"),
        reference("run", "runs.id"),
    )
    op.create_table(
        "executions",
        *serial(),
        words("run"),
        words("started_at"),
        maybe("finished_at"),
        reference("run", "runs.id"),
    )


def create_indexes() -> None:
    """Make the indexes, each for an order or a filter of the views."""
    for name, table, *columns in (
        ("documents_by_name", "documents", "name", "id"),
        ("documents_by_date", "documents", "published_value", "name", "id"),
        ("documents_by_outlet", "documents", "outlet"),
        ("quarantine_by_id", "quarantine", "id"),
        ("quarantine_by_name", "quarantine", "name"),
        ("quarantine_by_document", "quarantine", "document"),
        ("statements_by_place", "statements", "document", "begins", "id"),
        ("statements_by_speaker", "statements", "speaker_id"),
        ("statements_by_party", "statements", "party"),
        ("statements_by_concept", "statement_codes", "concept"),
        ("actors_by_id", "actors", "id"),
        ("document_actors_by_version", "document_actors", "version"),
    ):
        op.create_index(name, table, columns)
