"""Layout: which tables the record's database has, for programs that open it themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The tables of the database, those that are not part of the record included."""

    def run(self, connection: Connection) -> Mapping[str, tuple[str, ...]]:
        """Give the names of their columns in order."""
        found = inspect(connection)
        return {
            table: tuple(column["name"] for column in found.get_columns(table))
            for table in found.get_table_names()
        }
