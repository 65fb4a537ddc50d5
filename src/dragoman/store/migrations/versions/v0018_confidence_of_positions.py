"""How likely the codes behind positions and shifts are right is kept with them.

What a basis rests on is filled in; steps and shifts are derived anew at the next run.
"""

from alembic import op
from sqlalchemy import Column, Float

revision = "0018"
down_revision = "0017"

# Of two codes alike but for their conditions either may be the basis's: the surer one is taken.
FILLED = (
    "UPDATE position_bases SET confidence = (SELECT max(c.confidence) FROM statement_codes AS c "
    "WHERE c.statement = position_bases.statement AND c.concept = position_bases.concept "
    "AND c.stance = position_bases.stance)"
)
UNSETTLED = "INSERT INTO unsettled (document) SELECT DISTINCT document FROM position_bases"


def upgrade() -> None:
    """Make the columns, fill what can be, and note what is to be derived anew."""
    for table in ("position_bases", "position_steps", "shifts"):
        op.add_column(table, Column("confidence", Float))
    op.execute(FILLED)
    op.execute(UNSETTLED)
