"""Expressions that the databases spell differently."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, ColumnElement, Float, Integer, literal
from sqlalchemy import Text as PlainText
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from dragoman.store.columns import MARK, Text, Texts


class Place(FunctionElement[int]):
    """Where characters stand in a text, from 1 on; 0 if nowhere."""

    type = Integer()
    inherit_cache = True


@compiles(Place)
def _instr(element: Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"instr({compiler.process(element.clauses, **how)})"


@compiles(Place, "postgresql")
def _strpos(element: Place, compiler: SQLCompiler, **how: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **how)})"


class Cut(FunctionElement[str]):
    """Characters of a text: from which, counted from 1, and how many."""

    type = PlainText()
    inherit_cache = True


@compiles(Cut)
def _substr(element: Cut, compiler: SQLCompiler, **how: Any) -> str:
    return f"substr({compiler.process(element.clauses, **how)})"


@compiles(Cut, "postgresql")
def _substr_of_kept(element: Cut, compiler: SQLCompiler, **how: Any) -> str:
    text, start, length = (compiler.process(one, **how) for one in element.clauses)
    # What is written as two characters (dragoman.store.columns) is one again.
    plain = f"regexp_replace({text}, '{MARK}(.)', '{MARK}', 'g')"
    whole = f"CASE WHEN strpos({text}, '{MARK}') > 0 THEN {plain} ELSE {text} END"
    return f"substr({whole}, CAST({start} AS INTEGER), CAST({length} AS INTEGER))"


class Rounded(FunctionElement[float]):
    """A number rounded to some decimals."""

    type = Float()
    inherit_cache = True


@compiles(Rounded)
def _round(element: Rounded, compiler: SQLCompiler, **how: Any) -> str:
    return f"round({compiler.process(element.clauses, **how)})"


@compiles(Rounded, "postgresql")
def _round_decimal(element: Rounded, compiler: SQLCompiler, **how: Any) -> str:
    value, decimals = (compiler.process(one, **how) for one in element.clauses)
    return f"CAST(round(CAST({value} AS NUMERIC), {decimals}) AS DOUBLE PRECISION)"


class Gathered(FunctionElement[Any]):
    """The values of a column in the rows of a group, in one order for all columns of a query.

    Of tens of thousands of rows most of the time would go by for handing each over.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        """Gather a column of text, never NULL, or of numbers."""
        super().__init__(column)
        self.type = Texts() if isinstance(column.type, PlainText) else JSON()


@compiles(Gathered)
def _group_array(element: Gathered, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **how)})"


@compiles(Gathered, "postgresql")
def _json_agg(element: Gathered, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_agg({compiler.process(element.clauses, **how)})"


def holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Make the condition that a column has these characters somewhere."""
    return Place(column, literal(words, Text)) > 0


def nulls_first(columns: Iterable[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Order by columns, what is unknown before the rest, as SQLite does by itself."""
    return [column.nulls_first() for column in columns]
