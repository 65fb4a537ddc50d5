"""Metadata for Datasette, so that a record's database can be browsed with its words explained.

Datasette (https://datasette.io) opens an SQLite file and makes pages of its tables. Its metadata
tells what tables and columns are, hides those that are of no use to a reader, and has questions to
begin with. The texts are in datasette.yaml, beside this module.
"""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

Json = dict[str, Any]

KEPT = ("title", "description", "facets", "sort_desc", "label_column")
"""What is told of a table as it stands in datasette.yaml."""


def export_metadata(title: str, name: str, tables: Mapping[str, Sequence[str]]) -> str:
    """Write metadata for a record as JSON.

    Args:
        title: What the dossier is called.
        name: What Datasette calls the database: the file's name without its ending.
        tables: The columns of each table that is there.
    """
    told = read_told()
    private = {table: {"hidden": True, "allow": False} for table in told["private"]}
    metadata = {
        "title": title,
        **{key: told[key] for key in ("description", "license", "source")},
        "databases": {
            name: {
                "title": title,
                "description": told["description"],
                "allow_sql": False,
                "tables": {
                    table: private.get(table) or _table(told, table, columns)
                    for table, columns in sorted(tables.items())
                },
                "queries": {
                    query: {**words, "hide_sql": True} for query, words in told["queries"].items()
                },
            }
        },
    }
    return json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"


def read_told() -> Json:
    """Read what datasette.yaml tells."""
    text = files("dragoman.report.exports").joinpath("datasette.yaml").read_text("utf-8")
    told: Json = yaml.safe_load(text)
    return told


def _table(told: Json, table: str, columns: Sequence[str]) -> Json:
    """Tell of a table; one that is not named is the program's own."""
    if table not in told["tables"]:
        return {"hidden": True}
    known = told["tables"][table]
    words = {**told["columns"], **known.get("columns", {})}
    return {
        **{key: known[key] for key in KEPT if key in known},
        "columns": {column: words[column] for column in columns if column in words},
    }
