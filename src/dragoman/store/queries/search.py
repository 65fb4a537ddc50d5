"""Search: statements and documents by their words, among those that meet other conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    TextClause,
    and_,
    exists,
    func,
    select,
)

from dragoman.errors import QueryError
from dragoman.store import dialects
from dragoman.store.dialects import Dialect
from dragoman.store.finders import StatementFilter, within
from dragoman.store.hits import Hit
from dragoman.store.queries.ordering import Page
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.tables import DOCUMENTS, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c

Rank = TextClause | ColumnElement[float]

DEEPEST = 10_000
"""How far a search can be paged through; who wants more narrows it."""

SEARCHED = 10_000
"""How many rows that hold all words are searched, those that were added last: each has to be looked
at for its rank and for what else is asked of it, and a common word is in a tenth of all rows."""


class SearchOrder(StrEnum):
    """What hits are ordered by: how well they match, or the newest first with undated ones last."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Snippets:
    """What a hit shows: of which column (-1: which holds most of the words), how many words."""

    of: int
    tokens: int


# Nearly always all of a statement's content; of a document the words around the matches.
WHOLE, AROUND = Snippets(of=0, tokens=64), Snippets(of=-1, tokens=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsFound:
    """A page of statements that hold all words of a query in their content or speaker.

    Attributes:
        words: Words that must all be there; `"in this order"`; `negot*` for a beginning.
        filter: Which statements are searched.
        order: In which order.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are found are counted. Of words that more than SEARCHED statements
            hold nothing is counted.
    """

    words: str
    filter: StatementFilter = field(default_factory=StatementFilter)
    order: SearchOrder = SearchOrder.BEST
    after: str | None = None
    limit: int = 30
    count: bool = False

    def run(self, connection: Connection) -> Listed[Hit]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        found = self.search.page(connection, self.order, page, WHOLE)
        return replace(found, total=self.search.count(connection)) if self.count else found

    @property
    def search(self) -> "Search":
        """The search itself."""
        conditions = tuple(self.filter.conditions())
        return Search(table=STATEMENTS.table, words=self.words, conditions=conditions)

    @property
    def counted(self) -> "HitCount":
        """The query that counts all that are found; the same for every page and order."""
        return HitCount(of=replace(self, order=SearchOrder.BEST, after=None, limit=1, count=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsFound:
    """A page of documents that hold all words of a query in their title or readable text.

    Attributes:
        words: As for statements.
        party: Only those with a statement of this party. None: all.
        outlet: Only those that it published. None: all.
        language: Only those in this language. None: all.
        since: ISO 8601: only those that may be published on this day or later.
        until: ISO 8601: only those that may be published on this day or earlier.
        order: In which order.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are found are counted, as for statements.
    """

    words: str
    party: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    order: SearchOrder = SearchOrder.BEST
    after: str | None = None
    limit: int = 30
    count: bool = False

    def run(self, connection: Connection) -> Listed[Hit]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        found = self.search.page(connection, self.order, page, AROUND)
        return replace(found, total=self.search.count(connection)) if self.count else found

    @property
    def search(self) -> "Search":
        """The search itself."""
        conditions = [*within(DOCUMENTS.table, self.since, self.until)]
        for column, value in (
            (documents.outlet, self.outlet),
            (documents.language, self.language),
        ):
            if value is not None:
                conditions.append(column == value)
        if self.party is not None:
            # Looked up for each that has the words: a party has a tenth of all statements.
            said = exists().where(statements.document == documents.id)
            conditions.append(said.where(statements.party == self.party))
        return Search(table=DOCUMENTS.table, words=self.words, conditions=tuple(conditions))

    @property
    def counted(self) -> "HitCount":
        """The query that counts all that are found; the same for every page and order."""
        return HitCount(of=replace(self, order=SearchOrder.BEST, after=None, limit=1, count=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class HitCount:
    """How many statements or documents a search finds.

    Attributes:
        of: The search.
    """

    of: StatementsFound | DocumentsFound

    def run(self, connection: Connection) -> int | None:
        """Give the number. None: more rows hold the words than are searched.

        Raises:
            QueryError: A day is malformed.
        """
        return self.of.search.count(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search of one index. Conditions are part of it, so a limit counts what meets them.

    Of words that more than SEARCHED rows hold those added last are searched, and no others.

    Attributes:
        table: The table whose rows are found.
        words: The query.
        conditions: What rows must meet beside it.
    """

    table: Table
    words: str
    conditions: Sequence[ColumnElement[bool]]

    def page(
        self, connection: Connection, order: SearchOrder, page: Page, snippets: Snippets
    ) -> Listed[Hit]:
        """Give a page of hits."""
        dialect, skipped = dialects.of(connection), _skipped(page)
        words = dialect.quoted(self.words)
        if not words:
            return Listed(items=())
        oldest = dialect.oldest(connection, self.table.name, words, SEARCHED)
        found, rank = self._found(dialect, words, oldest, self.table.c.serial, self.table.c.id)
        found = found.order_by(*self._ordering(order, rank)).offset(skipped)
        rows, last = cut(connection.execute(found.limit(page.limit + 1)).all(), page.limit)
        pieces = dialect.snippets(
            connection,
            self.table.name,
            words,
            [row.serial for row in rows],
            of=snippets.of,
            tokens=snippets.tokens,
        )
        reached = skipped + len(rows)
        return Listed(
            items=tuple(Hit(id=row.id, snippet=pieces[row.serial]) for row in rows),
            next=cursor_of((reached,)) if last is not None and reached < DEEPEST else None,
        )

    def count(self, connection: Connection) -> int | None:
        """Count the hits. None: more rows hold the words than are searched."""
        dialect = dialects.of(connection)
        words = dialect.quoted(self.words)
        if not words:
            return 0
        if dialect.oldest(connection, self.table.name, words, SEARCHED) is not None:
            return None
        return connection.scalar(self._found(dialect, words, None, func.count())[0]) or 0

    def _found(
        self, dialect: Dialect, words: str, oldest: int | None, *columns: ColumnElement[Any]
    ) -> tuple[Select[Any], Rank]:
        index, holds_words, rank = dialect.matching(self.table.name, words)
        found = select(*columns).select_from(index)
        if oldest is not None:
            found = found.where(index.c.rowid >= oldest)
        if self.conditions or len(columns) > 1:
            found = found.join(self.table, self.table.c.serial == index.c.rowid)
        if self.conditions:
            found = found.where(dialect.beside(and_(*self.conditions)))
        return found.where(holds_words), rank

    def _ordering(self, order: SearchOrder, rank: Rank) -> tuple[Any, ...]:
        if order is SearchOrder.BEST:
            return rank, self.table.c.id
        return self.table.c.day.is_(None), self.table.c.day.desc(), self.table.c.id


def _skipped(page: Page) -> int:
    """Read how many hits a cursor skips: ranks change with every word that is added."""
    key = page.key(int)
    skipped = key[0] if key else 0
    if not isinstance(skipped, int) or not 0 <= skipped <= DEEPEST:
        raise QueryError(f"{page.after!r} is no cursor of this search; begin again without one")
    return skipped
