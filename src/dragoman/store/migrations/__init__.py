"""Migrations: how a database comes to the tables of this version of Dragoman, forward only."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dragoman.errors import StoreError

# The newest revision, told here so that opening a database that has it needs no Alembic.
REVISION = "0018"


def stored_revision(connection: Connection) -> str | None:
    """Tell the revision of a database. None: it was not made by migrations, or is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def is_current(connection: Connection) -> bool:
    """Tell whether a database has the tables of this version."""
    return stored_revision(connection) == REVISION


def upgrade(connection: Connection, place: object) -> None:
    """Bring a database to the newest revision, within the caller's transaction.

    Args:
        connection: An open transaction that may write.
        place: The database's file or address, for messages.

    Raises:
        StoreError: It has a revision that this version does not know, or another program's tables.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    revision = stored_revision(connection)
    if revision is None and inspect(connection).get_table_names():
        raise StoreError(f"{place} is the database of another program; choose another one")
    if revision is not None and revision not in known:
        raise StoreError(
            f"{place} was written by a newer Dragoman (revision {revision}, this one knows up to "
            f"{REVISION}); update Dragoman"
        )
    command.upgrade(config, "head")
