"""Positions and shifts, the days of documents and statements, and the record's revision."""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    TextClause,
    text,
)
from sqlalchemy.schema import SchemaItem

from dragoman.store.columns import Integer, Text

revision = "0002"
down_revision = "0001"

NEWEST_FIRST = ("day DESC", "document", "begins", "id")
STANDS = ("concept", "stance", "party", "speaker", "standing", "on", "statement")


def upgrade() -> None:
    """Make the tables of positions, and put documents, statements and claims in time."""
    for table in ("documents", "statements"):
        for name in ("day", "first_day", "last_day"):
            op.add_column(table, maybe(name))
    for name in ("day", "first_day"):
        op.add_column("claims", maybe(name))
    create_positions()
    create_shifts()
    create_marks()
    for name in ("statements_by_speaker", "statements_by_party", "statements_by_concept"):
        op.drop_index(name)
    create_indexes()


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str]:
    """Make a column of text that may be unknown."""
    return Column(name, Text)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)


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


def evidence() -> list[SchemaItem]:
    """Make the columns of a place in a document."""
    return [words("document"), number("span_start"), number("span_end"), words("span_text")]


def create_positions() -> None:
    """Make what positions rest on, and their steps."""
    op.create_table(
        "position_bases",
        number("serial"),
        PrimaryKeyConstraint("serial"),
        *(words(name) for name in ("statement", "document", "party", "concept", "stance")),
        Column("condition_start", Integer),
        Column("condition_end", Integer),
        maybe("condition_text"),
        *(words(name) for name in ("standing", "level", "basis", "story", "place")),
        *(maybe(name) for name in ("teller", "told", "on", "first_on", "last_on", "speaker")),
    )
    op.create_table(
        "position_steps",
        *(words(name) for name in ("id", "party", "concept", "holding")),
        *(number(name) for name in ("latest", "origins", "statements", "reported")),
        *(maybe(name) for name in ("on", "stance", "newest", "newest_on")),
        PrimaryKeyConstraint("id"),
    )
    create_list("position_step_conditions", "step", "position_steps.id", *evidence())


def create_shifts() -> None:
    """Make shifts with their statements."""
    op.create_table(
        "shifts",
        *(words(name) for name in ("id", "party", "concept", "kind", "on")),
        words("before_holding"),
        maybe("before_stance"),
        words("after_holding"),
        maybe("after_stance"),
        number("origins"),
        words("ground"),
        maybe("evidenced_on"),
        PrimaryKeyConstraint("id"),
    )
    create_list("shift_conditions", "shift", "shifts.id", *evidence())
    create_list("shift_by", "shift", "shifts.id", words("value"))
    create_list("shift_backing", "shift", "shifts.id", words("value"))


def create_marks() -> None:
    """Make the marks of what is to be derived anew, and the number of the record's revision."""
    op.create_table(
        "unsettled",
        number("serial"),
        words("document"),
        maybe("name"),
        maybe("party"),
        maybe("version"),
        PrimaryKeyConstraint("serial"),
    )
    op.create_table("revision", number("number"))
    op.execute("INSERT INTO revision (number) VALUES (0)")


def create_indexes() -> None:
    """Make the indexes, each for a list that pages show or a count that they need."""
    for name, table, *columns in (
        ("documents_by_day", "documents", "day DESC", "name", "id"),
        ("statements_by_day", "statements", *NEWEST_FIRST),
        ("statements_by_speaker", "statements", "speaker_id", *NEWEST_FIRST),
        ("statements_by_party", "statements", "party", *NEWEST_FIRST),
        ("statements_by_act", "statements", "act", *NEWEST_FIRST),
        ("statements_by_lane", "statements", "day", "party", "act"),
        ("statements_by_voice", "statements", "party", "act", "speaker_id", "speaker_name"),
        ("statements_by_name", "statements", "speaker_name", "party"),
        ("statements_by_folded", "statements", "speaker_folded"),
        ("statements_by_side", "statements", "document", "party", "speaker_kind"),
        ("statements_by_concept", "statement_codes", "concept", "stance", "statement"),
        ("statements_by_link", "statement_via", "name"),
        ("actors_by_name", "actors", "name"),
        ("actors_by_office", "actor_offices", "of"),
        ("claims_by_day", "claims", "day DESC", "id"),
        ("claims_by_statement", "claim_statements", "value"),
        ("meetings_by_date", "meetings", "date DESC", "id"),
        ("meetings_by_document", "meeting_evidence", "document"),
        ("plans_by_document", "plan_terms", "evidence_document"),
        ("position_bases_by_cell", "position_bases", "party", "concept", "place"),
        ("position_bases_by_concept", "position_bases", *STANDS),
        ("position_bases_by_document", "position_bases", "document"),
        ("position_bases_by_statement", "position_bases", "statement"),
        ("position_steps_by_cell", "position_steps", "party", "concept", "on"),
        ("position_steps_that_count", "position_steps", "latest", "party", "concept"),
        ("shifts_by_day", "shifts", "on DESC", "id"),
        ("shifts_by_cell", "shifts", "party", "concept", "on DESC", "id"),
        ("shifts_by_statement", "shift_by", "value"),
        ("unsettled_by_document", "unsettled", "document"),
    ):
        op.create_index(name, table, [ordered(column) for column in columns])


def ordered(column: str) -> str | TextClause:
    """Make a column of an index, which may run from the last to the first."""
    name, _, backward = column.partition(" ")
    quoted = f'"{name}"' if name == "on" else name
    return text(f"{quoted} {backward}") if backward else name
