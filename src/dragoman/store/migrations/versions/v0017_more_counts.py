"""More is counted when it is written: what pages still counted grew with the record.

Nearly every document has unnamed actors of its own, who is heard most is heard in one statement of
a hundred, and of days, outlets and languages there are many more combinations than of each.
"""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, text

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0017"
down_revision = "0016"

TALLIES = {
    "name_tallies": ("statements", ("speaker_name", "speaker_folded", "party")),
    "actor_versions": ("actors", ("id", "kind")),
    "actor_kinds": ("actor_versions", ("kind",)),
    "outlet_tallies": ("documents", ("outlet",)),
    "language_tallies": ("documents", ("language",)),
    "coverage_days": ("documents", ("day",)),
    "shift_parties": ("shifts", ("on", "party")),
    "code_acts": ("coded", ("concept", "stances", "party", "act")),
    "spoken_tallies": ("coded", ("speaker", "concept", "ways")),
    "speaker_links": ("linked", ("speaker", "kind", "name", "again")),
}
"""Of each table of counts what it counts, and by which columns."""

SUMS = {"outlet_tallies": ["said"]}

WAYS = (("support", ""), ("support", "NOT "), ("oppose", ""), ("oppose", "NOT "))
BEARS = " + ".join(
    f"max(CASE WHEN c.stance = '{stance}' AND c.condition_start IS {there}NULL "
    f"THEN {2**number} ELSE 0 END)"
    for number, (stance, there) in enumerate(WAYS)
)
# SQLite would look for the codes of a statement among all of their concept, were that a column.
FILLED = (
    "UPDATE coded SET speaker = (SELECT s.speaker_id FROM statements AS s "  # noqa: S608
    "WHERE s.id = coded.statement), act = (SELECT s.act FROM statements AS s "
    f"WHERE s.id = coded.statement), ways = (SELECT {BEARS} FROM statement_codes AS c "
    "WHERE c.statement = coded.statement AND c.concept || '' = coded.concept)",
    "UPDATE linked SET speaker = (SELECT s.speaker_id FROM statements AS s "
    "WHERE s.id = linked.statement)",
)


def upgrade() -> None:
    """Make the columns and tables, fill them, and let the database count from then on."""
    for name in ("speaker", "act"):
        op.add_column("coded", Column(name, Text))
    op.add_column("coded", Column("ways", Integer))
    op.add_column("linked", Column("speaker", Text))
    for filled in FILLED:
        op.execute(filled)
    bind = op.get_bind()
    for name, (counted, by) in TALLIES.items():
        sums = SUMS.get(name, [])
        op.create_table(
            name,
            *(Column(column, Text, nullable=False) for column in by),
            *(Column(column, Integer, nullable=False) for column in ("number", *sums)),
            PrimaryKeyConstraint(*by),
            sqlite_with_rowid=False,
        )
        dialects.of(bind).tally(bind, name, counted, by, sums)
    op.create_index(
        "coded_by_speaker",
        "coded",
        ["speaker", "concept", "ways", text("day DESC"), "document", "begins", "statement"],
    )
    op.drop_index("plans_by_document", "plan_terms")
    op.create_index("plans_by_document", "plan_terms", ["evidence_document", "plan"])
    op.drop_index("outlet_speakers_by_outlet", "outlet_speakers")
    op.create_index("outlet_speakers_by_kind", "outlet_speakers", ["outlet", "speaker_kind"])
