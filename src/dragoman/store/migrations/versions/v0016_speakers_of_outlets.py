"""How often each outlet has whom is counted when it is written, as the rest is since 0013."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint

from dragoman.store import dialects
from dragoman.store.columns import Integer, Text

revision = "0016"
down_revision = "0015"

BY = ("speaker_id", "outlet", "speaker_name", "party", "speaker_kind")


def upgrade() -> None:
    """Make the table, fill it, and let the database count from then on."""
    op.create_table(
        "outlet_speakers",
        *(Column(name, Text, nullable=False) for name in BY),
        Column("number", Integer, nullable=False),
        PrimaryKeyConstraint(*BY),
        sqlite_with_rowid=False,
    )
    bind = op.get_bind()
    dialects.of(bind).tally(bind, "outlet_speakers", "statements", BY)
    op.create_index("outlet_speakers_by_name", "outlet_speakers", ["speaker_name"])
    op.create_index("outlet_speakers_by_outlet", "outlet_speakers", ["outlet"])
