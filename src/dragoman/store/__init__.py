"""The record at rest: tables, migrations, search, Writer and View."""
