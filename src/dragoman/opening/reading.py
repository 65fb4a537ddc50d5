"""Reading a dossier's record: documents, statements and all that is derived from them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Claim,
    ClaimStatus,
    Document,
    Judgement,
    Meeting,
    MeetingStatus,
    Plan,
    PositionBasis,
    PositionStep,
    Quarantine,
    Run,
    Shift,
    Stance,
    Standing,
    Statement,
)
from dragoman.record.forms import choice
from dragoman.store import Counts, StatementFilter, Store, View
from dragoman.store.queries import Listed, Query
from dragoman.store.queries.actors import ActorList
from dragoman.store.queries.claims import ClaimById, ClaimList
from dragoman.store.queries.meetings import MeetingById, MeetingList
from dragoman.store.queries.plans import PlanById, PlanList
from dragoman.store.queries.positions import CellBases, Matrix, ShiftById, ShiftsFound
from dragoman.store.queries.search import DocumentsFound, StatementsFound

T = TypeVar("T")

Day = date | str
"""A day: a date, or ISO 8601 text, which may be a month or a year."""

AT_ONCE = 500
"""Records that are read at once."""


def iso(day: Day | None) -> str | None:
    """Write a day as the record has it."""
    return day.isoformat() if isinstance(day, date) else day


class RecordReader:
    """The record of a dossier, as typed objects with exact spans.

    Iterators read as they go. All methods raise StoreError if the record cannot be read, QueryError
    if a day is malformed, and RecordError if an act, a kind or a status is none that there is.
    """

    def __init__(self, store: Store) -> None:
        """Read from a store, which the caller closes."""
        self._store = store

    @property
    def view(self) -> View:
        """The record for everything that is not here: its queries and streams."""
        return self._store.view()

    def counts(self) -> Counts:
        """Count what the record holds."""
        return self.view.counts()

    def documents(
        self,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Document]:
        """Give documents with their texts, by name.

        Args:
            outlet: Only those that it published.
            language: Only those in this language, such as "en".
            since: Only those that may be published on this day or later.
            until: Only those that may be published on this day or earlier.
        """
        return self.view.documents(
            outlet=outlet, language=language, since=iso(since), until=iso(until)
        )

    def document(self, id_: str) -> Document | None:
        """Give the document of this id. None: there is none."""
        return self.view.document(id_)

    def statements(
        self,
        *,
        document: str | None = None,
        speaker: str | None = None,
        party: str | None = None,
        act: Act | str | None = None,
        concept: str | None = None,
        stance: Stance | str | None = None,
        outlet: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Statement]:
        """Give statements that meet every condition, by document and place.

        Args:
            document: Id of their document.
            speaker: A part of the speaker's name, whatever its case and accents.
            party: The side that is spoken for.
            act: What they do.
            concept: Id of a concept that they bear on.
            stance: How they bear on it.
            outlet: Who published their document.
            since: Only those that may be made on this day or later; undated ones are left out.
            until: Likewise, or earlier.
        """
        return self.view.statements(
            StatementFilter(
                document=document,
                speaker=speaker,
                party=party,
                act=choice(Act, act, "act") if act else None,
                concept=concept,
                stance=choice(Stance, stance, "stance") if stance else None,
                outlet=outlet,
                since=iso(since),
                until=iso(until),
            )
        )

    def statement(self, id_: str) -> Statement | None:
        """Give the statement of this id. None: there is none."""
        return self.view.statement(id_)

    def actors(
        self,
        *,
        text: str | None = None,
        kind: ActorKind | str | None = None,
        party: str | None = None,
    ) -> Iterator[Actor]:
        """Give actors, those with most statements first.

        Args:
            text: Only those of whom a name has these characters.
            kind: Only those of this kind.
            party: Only those who speak for it.
        """
        chosen = choice(ActorKind, kind, "kind") if kind else None
        found = self._walk(
            lambda after: ActorList(text=text, kind=chosen, party=party, after=after, limit=AT_ONCE)
        )
        return (counted.actor for counted in found)

    def positions(self, as_of: Day | None = None) -> tuple[PositionStep, ...]:
        """Give what each party holds on each concept, by party and concept.

        Args:
            as_of: What is not known to be said by the end of this day does not count. None: all
                counts.
        """
        return self.view.ask(Matrix(as_of=iso(as_of)))

    def bases(
        self,
        party: str,
        concept: str,
        *,
        as_of: Day | None = None,
        standing: Standing | str | None = None,
    ) -> Iterator[PositionBasis]:
        """Give what bears on a position, the newest first.

        Args:
            party: The party.
            concept: Id of the concept.
            as_of: What was certainly said later is left out.
            standing: Only the party's own, or one kind of those told by others.
        """
        chosen = choice(Standing, standing, "standing") if standing else None
        return self._walk(
            lambda after: CellBases(
                party=party,
                concept=concept,
                as_of=iso(as_of),
                standing=chosen,
                after=after,
                limit=AT_ONCE,
            )
        )

    def shifts(
        self,
        *,
        party: str | None = None,
        concept: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Shift]:
        """Give changes of positions that meet every condition, the newest first."""
        return self._walk(
            lambda after: ShiftsFound(
                party=party,
                concept=concept,
                since=iso(since),
                until=iso(until),
                grounds=(),
                after=after,
                limit=AT_ONCE,
            )
        )

    def shift(self, id_: str) -> Shift | None:
        """Give the shift of this id. None: there is none."""
        return self.view.ask(ShiftById(id=id_))

    def claims(
        self,
        *,
        status: ClaimStatus | str | None = None,
        party: str | None = None,
        concept: str | None = None,
        document: str | None = None,
        text: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Claim]:
        """Give claims that meet every condition, those with the newest statements first.

        Args:
            status: Only those that stand so, such as "contested".
            party: Only those that a statement of this party bears on.
            concept: Only those of which a statement bears on this concept.
            document: Only those of which a statement is in this document.
            text: Only those whose text has these characters.
            since: Only those with a statement of this day or later.
            until: Only those with a statement of this day or earlier.
        """
        chosen = choice(ClaimStatus, status, "status") if status else None
        return self._walk(
            lambda after: ClaimList(
                status=chosen,
                party=party,
                concept=concept,
                document=document,
                text=text,
                since=iso(since),
                until=iso(until),
                after=after,
                limit=AT_ONCE,
            )
        )

    def claim(self, id_: str) -> Claim | None:
        """Give the claim of this id. None: there is none."""
        return self.view.ask(ClaimById(id=id_))

    def meetings(
        self,
        *,
        status: MeetingStatus | str | None = None,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Iterator[Meeting]:
        """Give meetings that meet every condition, the newest first, the undated last."""
        chosen = choice(MeetingStatus, status, "status") if status else None
        return self._walk(
            lambda after: MeetingList(
                status=chosen,
                party=party,
                since=iso(since),
                until=iso(until),
                after=after,
                limit=AT_ONCE,
            )
        )

    def meeting(self, id_: str) -> Meeting | None:
        """Give the meeting of this id. None: there is none."""
        return self.view.ask(MeetingById(id=id_))

    def plans(self, *, by: str | None = None, concept: str | None = None) -> Iterator[Plan]:
        """Give plans that meet every condition, the newest first, the undated last.

        Args:
            by: Only those that this party puts forward.
            concept: Only those of which a term bears on this concept.
        """
        return self._walk(
            lambda after: PlanList(by=by, concept=concept, after=after, limit=AT_ONCE)
        )

    def plan(self, id_: str) -> Plan | None:
        """Give the plan of this id. None: there is none."""
        return self.view.ask(PlanById(id=id_))

    def search(
        self, words: str, *, party: str | None = None, since: Day | None = None
    ) -> Iterator[Statement]:
        """Give statements with all words of a query, the best match first.

        Args:
            words: Words that must all be there, whatever their case and accents; `"words in
                this order"`; `negot*` for a beginning.
            party: Only those that speak for it.
            since: Only those that may be made on this day or later.
        """
        wanted = StatementFilter(party=party, since=iso(since))
        hits = self._walk(
            lambda after: StatementsFound(words=words, filter=wanted, after=after, limit=AT_ONCE)
        )
        found = (self.statement(hit.id) for hit in hits)
        return (statement for statement in found if statement is not None)

    def search_documents(self, words: str, *, outlet: str | None = None) -> Iterator[Document]:
        """Give documents with all words of a query, as for statements, the best match first."""
        hits = self._walk(
            lambda after: DocumentsFound(words=words, outlet=outlet, after=after, limit=AT_ONCE)
        )
        found = (self.document(hit.id) for hit in hits)
        return (document for document in found if document is not None)

    def judgements(self) -> Iterator[Judgement]:
        """Give what people decided, the oldest first."""
        return self.view.judgements()

    def quarantine(self) -> Iterator[Quarantine]:
        """Give what stages could not read, by name."""
        return self.view.quarantine()

    def runs(self) -> Iterator[Run]:
        """Give the runs that the record comes from."""
        return self.view.runs()

    def _walk(self, part: Callable[[str | None], Query[Listed[T]]]) -> Iterator[T]:
        """Give a list part by part; `part` asks for what comes behind a cursor."""
        after: str | None = None
        while True:
            listed = self.view.ask(part(after))
            yield from listed.items
            if (after := listed.next) is None:
                return
