"""What pages count and order by is kept: they grow with what they show, not with the record.

The tables and what they are for: dragoman.store.derived. Filling them reads the others once.
"""

from typing import cast

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, TextClause, text

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0013"
down_revision = "0012"

DAYS = ("first_day", "last_day")

TALLIES = {
    "act_tallies": ("statements", ("act", "party")),
    "party_days": ("statements", ("day", "party", *DAYS)),
    "statement_days": ("statements", ("day", "party", "act", *DAYS)),
    "speaker_tallies": ("statements", ("speaker_id", "speaker_name", "party")),
    "actor_tallies": ("statements", ("speaker_id",)),
    "document_days": ("documents", ("day", "outlet", "language", *DAYS)),
    "shift_days": ("shifts", ("on", "party", "kind", "ground")),
    "review_tallies": ("review", ("party", "doubts")),
    "code_days": ("coded", ("concept", "day", "party", "stances", *DAYS)),
    "code_tallies": ("coded", ("concept", "stances", "party")),
    "stand_tallies": (
        "position_bases",
        ("standing", "concept", "stance", "party", "speaker", "again"),
    ),
    "stand_days": ("position_bases", ("on", "standing", "concept", "stance", "party", "again")),
    "link_tallies": ("linked", ("outlet", "kind", "name", "first", "again")),
}
"""Of each table of counts what it counts, and by which columns."""

SUMS = {"document_days": ["said"]}

FILLED = (
    "UPDATE documents SET said = "
    "(SELECT count(*) FROM statements WHERE statements.document = documents.id)",
    "UPDATE meetings SET told_on = (SELECT min(documents.day) FROM documents "
    "JOIN meeting_evidence ON meeting_evidence.document = documents.id "
    "WHERE meeting_evidence.meeting = meetings.id)",
    "UPDATE meetings SET placed_on = coalesce(date, told_on, '')",
    "INSERT INTO coded (statement, concept, stances, party, document, begins, day, first_day, "
    "last_day) SELECT s.id, c.concept, c.stances, s.party, s.document, s.begins, s.day, "
    "s.first_day, s.last_day FROM (SELECT statement, concept, CASE WHEN count(DISTINCT stance) > 1 "
    "THEN 'both' ELSE min(stance) END AS stances FROM statement_codes "
    "GROUP BY statement, concept) AS c JOIN statements AS s ON s.id = c.statement",
    "INSERT INTO linked (statement, ordinal, name, kind, outlet, first, again) "
    "SELECT s.id, v.ordinal, v.name, v.kind, s.outlet, CASE v.ordinal WHEN 0 THEN 1 ELSE 0 END, "
    "CASE WHEN EXISTS (SELECT 1 FROM statement_via AS b WHERE b.statement = v.statement "
    "AND b.ordinal < v.ordinal AND b.name = v.name AND b.kind = v.kind) THEN 1 ELSE 0 END "
    "FROM statement_via AS v JOIN statements AS s ON s.id = v.statement",
    "UPDATE shifts SET told_at = (SELECT max(d.added_at) FROM shift_by AS b JOIN statements AS s "
    "ON s.id = b.value JOIN documents AS d ON d.id = s.document WHERE b.shift = shifts.id)",
    "UPDATE claims SET told_at = (SELECT max(d.added_at) FROM claim_statements AS b JOIN "
    "statements AS s ON s.id = b.value JOIN documents AS d ON d.id = s.document "
    "WHERE b.claim = claims.id)",
    "UPDATE meetings SET told_at = (SELECT max(d.added_at) FROM meeting_evidence AS e "
    "JOIN documents AS d ON d.id = e.document WHERE e.meeting = meetings.id)",
    "UPDATE plans SET told_at = (SELECT max(d.added_at) FROM plan_terms AS t "
    "JOIN documents AS d ON d.id = t.evidence_document WHERE t.plan = plans.id)",
    "UPDATE position_bases SET again = CASE WHEN EXISTS (SELECT 1 FROM position_bases AS b "
    "WHERE b.statement = position_bases.statement AND b.serial < position_bases.serial "
    "AND b.party = position_bases.party AND b.concept = position_bases.concept "
    "AND b.stance = position_bases.stance) THEN 1 ELSE 0 END",
)

DISPUTES = ("contested", "denied", "not denied", "confirmed", "asserted")
RANK = " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(DISPUTES))
PLACED = (
    f"CASE claims.status {RANK} END, claims.origins, coalesce(claims.day, ''), claims.day, "
    "claims.first_day"
)
JOINED = (
    "FROM claims JOIN claim_statements ON claim_statements.claim = claims.id "
    "JOIN statements ON statements.id = claim_statements.value"
)
SUBJECTS = (
    ("''", "FROM claims", ""),
    ("'party ' || statements.party", JOINED, "WHERE statements.party IS NOT NULL"),
    ("'speaker ' || statements.speaker_id", JOINED, "WHERE statements.speaker_id IS NOT NULL"),
    (
        "'concept ' || statement_codes.concept",
        f"{JOINED} JOIN statement_codes ON statement_codes.statement = statements.id",
        "",
    ),
)


def upgrade() -> None:
    """Make the tables, fill them, and let the database count from then on."""
    op.add_column("documents", Column("said", Integer))
    op.add_column("meetings", Column("told_on", Text))
    op.add_column("meetings", Column("placed_on", Text))
    op.add_column("position_bases", Column("again", Integer))
    for table in ("shifts", "claims", "meetings", "plans"):
        op.add_column(table, Column("told_at", Text))
    create_places()
    for filled in FILLED:
        op.execute(filled)
    for subject, rows, condition in SUBJECTS:
        op.execute(
            "INSERT INTO claim_subjects (claim, subject, dispute, origins, newest, day, first_day) "
            f"SELECT DISTINCT claims.id, {subject}, {PLACED} {rows} {condition}"
        )
    bind = op.get_bind()
    # Who speaks in a claim may change while the claim itself stays as it is.
    dialects.of(bind).count_writes(bind, "claims", ["claim_subjects"])
    for tally, (table, by) in TALLIES.items():
        sums = SUMS.get(tally, [])
        op.create_table(
            tally,
            *(words(name) for name in by),
            *(number(name) for name in ("number", *sums)),
            PrimaryKeyConstraint(*by),
            sqlite_with_rowid=False,
        )
        dialects.of(bind).tally(bind, tally, table, by, sums)
    create_indexes()


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)


def create_places() -> None:
    """Make what puts rows of several tables side by side."""
    op.create_table(
        "coded",
        *(words(name) for name in ("statement", "concept", "stances")),
        Column("party", Text),
        words("document"),
        number("begins"),
        *(Column(name, Text) for name in ("day", *DAYS)),
        PrimaryKeyConstraint("statement", "concept"),
        ForeignKeyConstraint(["statement"], ["statements.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "linked",
        words("statement"),
        number("ordinal"),
        *(words(name) for name in ("name", "kind")),
        Column("outlet", Text),
        *(number(name) for name in ("first", "again")),
        PrimaryKeyConstraint("statement", "ordinal"),
        ForeignKeyConstraint(["statement"], ["statements.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_subjects",
        *(words(name) for name in ("claim", "subject")),
        *(number(name) for name in ("dispute", "origins")),
        words("newest"),
        *(Column(name, Text) for name in ("day", "first_day")),
        PrimaryKeyConstraint("claim", "subject"),
        ForeignKeyConstraint(["claim"], ["claims.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )


def create_indexes() -> None:
    """Make what lists are read from; what was counted in two indexes is counted now."""
    for unused in ("statements_by_lane", "statements_by_voice"):
        op.drop_index(unused)
    newest = (text("day DESC"), "document", "begins", "statement")
    dispute = ("subject", "dispute", text("origins DESC"), text("newest DESC"), "claim")
    by_day = ("subject", text("day DESC"), "claim", "first_day", "dispute")
    for name, table, *columns in (
        ("coded_by_concept", "coded", "concept", *newest, "party", "stances"),
        ("claim_subjects_by_dispute", "claim_subjects", *dispute),
        ("claim_subjects_by_day", "claim_subjects", *by_day),
        ("speaker_tallies_by_name", "speaker_tallies", "speaker_name"),
        ("speaker_tallies_by_party", "speaker_tallies", "party", text("number DESC")),
        ("actor_tallies_by_number", "actor_tallies", text("number DESC"), "speaker_id"),
        ("meetings_by_place", "meetings", text("placed_on DESC"), "id", "status"),
        ("shifts_by_arrival", "shifts", text("told_at DESC"), text('"on" DESC'), text("id DESC")),
        ("claims_by_arrival", "claims", "status", text("told_at DESC"), text("day DESC")),
        ("meetings_by_arrival", "meetings", text("told_at DESC"), text("date DESC")),
        ("plans_by_arrival", "plans", text("told_at DESC"), text("date DESC")),
        ("position_steps_by_day", "position_steps", "on"),
        ("shifts_by_concept", "shifts", "concept", text('"on" DESC'), "id"),
    ):
        op.create_index(name, table, cast("list[str | TextClause]", columns))
