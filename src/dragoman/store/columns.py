"""Columns: text and whole numbers, which both databases are to keep and to order alike.

On SQLite they are its own types. PostgreSQL orders text by the rules of a language unless it is
told otherwise, keeps whole numbers in four bytes, and refuses NUL, which texts may have.
"""

import re

from sqlalchemy import JSON, BigInteger, Dialect, TypeDecorator
from sqlalchemy import Integer as PlainInteger
from sqlalchemy import Text as PlainText

# A code point that Unicode keeps for a program's own use; one in a text is written twice.
MARK = "\ufdd2"
NUL = MARK + "0"
WRITTEN = re.compile(f"{MARK}(?s:.)")


class OrderedText(TypeDecorator[str]):
    """Text of any characters, ordered by their code points."""

    impl = PlainText
    cache_ok = True

    def __init__(self) -> None:
        """Order it as SQLite does."""
        super().__init__(collation="C")

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write what PostgreSQL refuses in another way."""
        if value is None or not ("\0" in value or MARK in value):
            return value
        return value.replace(MARK, MARK * 2).replace("\0", NUL)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Read it back."""
        return value if value is None or MARK not in value else _read(value)


class Texts(TypeDecorator[list[str]]):
    """Text of many rows in one."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[str]:
        """Read each as it was written."""
        if dialect.name != "postgresql" or not any(MARK in one for one in value or ()):
            return value or []
        return [_read(one) for one in value or ()]


def _read(value: str) -> str:
    return WRITTEN.sub(lambda found: "\0" if found[0] == NUL else MARK, value)


Text = PlainText().with_variant(OrderedText(), "postgresql")
Integer = PlainInteger().with_variant(BigInteger(), "postgresql")
