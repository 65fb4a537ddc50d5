"""Relating: the parts of the record that a change to one document can reach."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import ActorKind, Document, Meeting, Plan, Statement
from dragoman.store.shapes import batched
from dragoman.store.tables import (
    ACTORS,
    CLAIM_KEYS,
    CLAIM_STEMS,
    DOCUMENTS,
    FOUND_MEETINGS,
    PLANS,
    STATEMENTS,
    TOLD_IN,
)

documents, statements, actors = DOCUMENTS.table.c, STATEMENTS.table.c, ACTORS.table.c

Article = tuple[Document, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """Documents with their statements.

    Attributes:
        ids: Ids of the documents.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Article, ...]:
        """Give them in the order of the ids, the statements by place."""
        found: list[Article] = []
        for batch in batched(dict.fromkeys(self.ids)):
            mine = select(statements.id).where(statements.document.in_(batch))
            ids = connection.scalars(
                mine.order_by(statements.document, statements.begins, statements.id)
            ).all()
            by_document: dict[str, list[Statement]] = defaultdict(list)
            for statement in STATEMENTS.load(connection, ids):
                by_document[statement.document].append(statement)
            found += [(d, tuple(by_document[d.id])) for d in DOCUMENTS.load(connection, batch)]
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class StemCounts:
    """In how many statements stems are.

    Attributes:
        stems: The stems.
    """

    stems: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, int]:
        """Give the counts; a stem that no statement has is left out."""
        found: dict[str, int] = {}
        for batch in batched(self.stems):
            rows = select(CLAIM_STEMS).where(CLAIM_STEMS.c.stem.in_(batch))
            found |= {key: value for key, value in connection.execute(rows)}  # noqa: C416
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A statement that is looked up by the same stems as another.

    Attributes:
        id: Its id.
        document: Id of its document.
        said_on: When the text says it was said. None: it does not.
        published: When its document was published. None: not known.
    """

    id: str
    document: str
    said_on: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsAlike:
    """The statements that are looked up by at least two of some stems.

    Attributes:
        stems: The stems.
    """

    stems: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Alike, ...]:
        """Give the statements, by id."""
        serial = CLAIM_KEYS.c.statement
        shared = select(serial).where(CLAIM_KEYS.c.stem.in_(self.stems))
        shared = shared.group_by(serial).having(func.count() > 1)
        wanted = select(
            statements.id, statements.document, statements.said_on, documents.published_value
        ).join_from(STATEMENTS.table, DOCUMENTS.table)
        rows = connection.execute(
            wanted.where(statements.serial.in_(shared)).order_by(statements.id)
        )
        return tuple(
            Alike(id=id_, document=document, said_on=said, published=published)
            for id_, document, said, published in rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsOf:
    """The documents that statements are in.

    Attributes:
        statements: Ids of the statements.
    """

    statements: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, str]:
        """Give the ids of the documents by statement; one that is not there is left out."""
        found: dict[str, str] = {}
        for batch in batched(self.statements):
            rows = select(statements.id, statements.document).where(statements.id.in_(batch))
            found |= {key: value for key, value in connection.execute(rows)}  # noqa: C416
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersHeard:
    """Who speaks in the record, and for whom."""

    def run(self, connection: Connection) -> tuple[tuple[str | None, ActorKind, str | None], ...]:
        """Give the names with what they are and the parties, each once.

        Of an actor's kind only whether it is an outlet is told, so that an index has the rest.
        """
        name, party = statements.speaker_name, statements.party
        heard = connection.execute(select(name, party).distinct()).all()
        kinds = select(actors.name, actors.kind).distinct()
        others = {name for name, kind in connection.execute(kinds) if kind != ActorKind.OUTLET}
        return tuple(
            (name, ActorKind.PERSON if name in others else ActorKind.OUTLET, party)
            for name, party in heard
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeetings:
    """The meetings as documents tell of them, before the same ones become one.

    Attributes:
        documents: Those that these documents tell of.
        months: Those of these months, or of these parties if their month is not told.
    """

    documents: tuple[str, ...] = ()
    months: tuple[str, ...] = ()

    def run(self, connection: Connection) -> tuple[tuple[str, Meeting], ...]:
        """Give the meetings with the ids of their documents, by id."""
        table = FOUND_MEETINGS.table.c
        mine = table.document.in_(self.documents) | table.month.in_(self.months)
        rows = connection.execute(select(table.id, table.document).where(mine).order_by(table.id))
        by_id = {id_: document for id_, document in rows}  # noqa: C416
        return _with_documents(by_id, FOUND_MEETINGS.load(connection, list(by_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsOfMeetings:
    """The months that documents tell of meetings in; their parties where no month is told."""

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give them in order."""
        month = FOUND_MEETINGS.table.c.month
        return tuple(connection.scalars(select(month).distinct().order_by(month)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIn:
    """In what meetings and plans have been looked for, as digests.

    Attributes:
        documents: Ids of the documents.
    """

    documents: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, str]:
        """Give them by document; one that is to be gone through is left out."""
        found: dict[str, str] = {}
        for batch in batched(self.documents):
            rows = select(TOLD_IN).where(TOLD_IN.c.document.in_(batch))
            found |= {id_: basis for id_, basis in connection.execute(rows)}  # noqa: C416
        return found


def _with_documents(
    by_id: Mapping[str, str], meetings: Sequence[Meeting]
) -> tuple[tuple[str, Meeting], ...]:
    return tuple((by_id[meeting.id], meeting) for meeting in meetings)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansOfDocuments:
    """The plans that documents tell of.

    Attributes:
        documents: Ids of the documents.
    """

    documents: Collection[str]

    def run(self, connection: Connection) -> tuple[Plan, ...]:
        """Give the plans, by id."""
        terms = PLANS.lists["terms"].table.c
        told = select(terms.plan).where(terms.evidence_document.in_(sorted(self.documents)))
        ids = connection.scalars(told.distinct().order_by(terms.plan)).all()
        return tuple(PLANS.load(connection, ids))
