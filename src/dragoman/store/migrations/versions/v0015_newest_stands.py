"""What the speakers of a party said last on a concept is found without all that they ever said."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "position_bases_by_standing",
        "position_bases",
        ["concept", "standing", "party", "on", "speaker", "place"],
    )
