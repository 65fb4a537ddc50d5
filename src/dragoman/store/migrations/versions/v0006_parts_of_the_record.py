"""The record counts what is written to each of its parts, and whose statements outlets carry.

So answers about other parts stay, and nobody counts all statements to show a page.
"""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0006"
down_revision = "0005"

PARTS = {
    "documents": ("documents", "date_ranges"),
    "statements": ("statements",),
    "links": ("statement_via",),
    "actors": ("actors", "document_actors"),
    "claims": ("claims",),
    "meetings": ("meetings",),
    "plans": ("plans",),
    "bases": ("position_bases",),
    "steps": ("position_steps",),
    "shifts": ("shifts",),
    "judgements": ("judgements", "judged"),
    "quarantine": ("quarantine",),
    "review": ("review",),
}
"""The tables of each part; the lists of a record are written with it."""

SIDES = ["outlet", "party", "speaker_kind"]
"""What statements are counted by for nearly every page."""


def upgrade() -> None:
    """Make the counts, and the rules that count."""
    written = op.create_table(
        "written",
        Column("part", Text, nullable=False),
        Column("number", Integer, nullable=False),
        PrimaryKeyConstraint("part"),
    )
    op.bulk_insert(written, [{"part": part, "number": 0} for part in PARTS])
    bind = op.get_bind()
    dialect = dialects.of(bind)
    for part, tables in PARTS.items():
        dialect.count_writes(bind, part, tables)
    op.create_table(
        "statement_tallies",
        *(Column(name, Text) for name in SIDES),
        Column("number", Integer, nullable=False),
    )
    op.create_index("statement_tallies_by_side", "statement_tallies", SIDES)
    dialect.keep_tallies(bind, "statement_tallies", "statements", SIDES)
    dialect.follow_outlets(bind)
    # What was counted in it is counted now; by the other nobody asks.
    op.drop_index("statements_by_side")
    op.execute("DROP INDEX IF EXISTS statements_published")
