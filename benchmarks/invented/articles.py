"""Articles: the documents of an invented dossier with all that stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.invented.happenings import Draft, Encounter, Event
from dragoman.record import Actor, Code, DateRange, Document, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement that tells of an event.

    Attributes:
        event: The event.
        statement: The statement.
        denies: Whether it denies it.
        figure: Where its number stands. None: it gives none.
    """

    event: Event
    statement: Statement
    denies: bool
    figure: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A meeting that an article tells of, in its words."""

    meeting: Encounter
    span: Span
    ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Termed:
    """A plan that an article tells of, with the words of its terms and what they bear on."""

    plan: Draft
    terms: tuple[tuple[Span, Code], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document and all that stands in it.

    Attributes:
        document: The document.
        statements: Its statements.
        actors: Who speaks in them.
        period: Between which days it is from. None: it has a date.
        told: The events that it tells of.
        reported: The meetings.
        termed: The plans.
    """

    document: Document
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    period: DateRange | None
    told: tuple[Told, ...]
    reported: tuple[Reported, ...]
    termed: tuple[Termed, ...]

    def after(self, statements: Sequence[Statement]) -> "Article":
        """Give the article with the statements that are left of its own after judgements."""
        left = {statement.id for statement in statements}
        told = tuple(one for one in self.told if one.statement.id in left)
        return replace(self, statements=tuple(statements), told=told)
