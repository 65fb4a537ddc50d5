"""Past: the record as of a day, made in a copy of it from what was there by then.

Nothing that is derived is kept over time: positions, claims, meetings and plans of a past day are
derived anew, by the code of today, from the documents, statements and decisions that count. What a
reader found in a document is that of its last reading, whenever that was (Past.read_again).
"""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from dragoman import __version__
from dragoman.analysis import narrow_date_ranges
from dragoman.pipeline.families import find_families
from dragoman.pipeline.judging import deciding
from dragoman.pipeline.positioning import derive_positions
from dragoman.pipeline.relating import CodeTerm, events_of, join_meetings, kept_codes
from dragoman.record import AsOf, Evidence, Plan, Statement, digest
from dragoman.resolve import Gazetteer, Knowledge
from dragoman.resolve.claims import survey_claims
from dragoman.store import ClaimIndex, StatementFilter, Store, ToldEvents, View
from dragoman.store.queries.families import FamiliesOf
from dragoman.store.queries.past import Arrivals, Arrived, Decided, Fingerprint, LastDays
from dragoman.store.queries.relating import Articles, FoundMeetings, PlansOfDocuments

MOST_KEPT = 6
"""How many past records are kept beside the record; then the one that was used longest ago goes."""

AT_ONCE = 400
"""How many documents are asked for in one query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the record as of a day was made of.

    Attributes:
        documents: How many documents count.
        of: How many there are now.
        undated: How many do not count because nothing tells that they were published by then.
        unread: How many count but had not been read yet.
        read_again: How many have been read again since: their statements are those of today.
        statements: How many statements count.
        unplaced: How many do not count because nothing tells that they were made by then.
        undecided: How many decisions of people do not count, as they were made later.
    """

    documents: int
    of: int
    undated: int
    unread: int
    read_again: int
    statements: int
    unplaced: int
    undecided: int


def past_of(store: Store, folder: Path, as_of: AsOf, knowledge: Knowledge) -> tuple[Path, Past]:
    """Give the record as of a day: the file that it lies in, and what it was made of.

    It is made once and kept in the folder until the record is written.

    Args:
        store: The record of now, which is only read.
        folder: Where past records are kept; it is made if it is not there.
        as_of: The day.
        knowledge: Who there is.
    """
    view = store.view()
    now = (view.revision(), view.ask(Fingerprint()), knowledge.version, __version__)
    name = digest("past", *now, as_of.name)
    path, told = folder / f"{name}.db", folder / f"{name}.json"
    if not (path.is_file() and told.is_file()):
        folder.mkdir(exist_ok=True)
        making = folder / f"{name}.{os.getpid()}"
        try:
            past = make_past(store, making, as_of, knowledge)
            told.write_text(json.dumps(asdict(past)), encoding="utf-8")
            making.replace(path)
        finally:
            for left in (making, *folder.glob(f"{making.name}-*")):
                left.unlink(missing_ok=True)
    path.touch()
    _forget_oldest(folder, path)
    return path, Past(**json.loads(told.read_text(encoding="utf-8")))


def _forget_oldest(folder: Path, asked: Path) -> None:
    """Make room; what is asked for stays, also where a clock that went back calls it the oldest."""
    others = (path for path in folder.glob("*.db") if path != asked)
    there = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
    for old in there[MOST_KEPT - 1 :]:
        for path in folder.glob(f"{old.stem}.*"):
            with suppress(OSError):  # another process reads it: it goes the next time
                path.unlink()


def make_past(store: Store, path: Path, as_of: AsOf, knowledge: Knowledge) -> Past:
    """Make the record as of a day in a file that is not there yet."""
    store.copy_to(path)
    with Store.open(path) as copy:
        return _Thinned(copy, knowledge).as_of(as_of)


class _Thinned:
    """A copy of the record on its way to what it was."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self._store = store
        self._knowledge = knowledge
        self._thinning = store.thinning()
        self._changed: set[str] = set()
        """Documents that have other statements than in the record of now."""

    def as_of(self, wanted: AsOf) -> Past:
        """Leave out what does not count, and derive the rest anew."""
        view = self._store.view()
        before = view.ask(LastDays())
        code, arrived = kept_codes(_plans_of(view, list(before))), view.ask(Arrivals())
        self._thinning.bare()
        unread, read_again = self._recorded(wanted, arrived)
        undecided = self._decided(wanted)
        self._narrow()
        undated = self._published(wanted.published_until)
        unplaced, elsewhere = self._said(wanted.said_until)
        find_families(self._store)
        if wanted.published or wanted.said:
            self._narrow()
        derive_positions(self._store)
        self._claims()
        self._told(code, elsewhere)
        counts = view.counts()
        return Past(
            documents=counts.documents,
            of=len(before),
            undated=undated,
            unread=unread,
            read_again=read_again,
            statements=counts.statements,
            unplaced=unplaced,
            undecided=undecided,
        )

    def _recorded(self, wanted: AsOf, arrived: Sequence[Arrived]) -> tuple[int, int]:
        """Leave out what was added or read later; count what was unread, and read again since."""
        before = wanted.recorded_before
        if before is None:
            return 0, 0
        later = {one.id for one in arrived if one.added_at >= before}
        there = [one for one in arrived if one.id not in later]

        def is_read(one: Arrived) -> bool:
            return one.read_at is not None and one.read_at < before

        unread = {one.id for one in there if not is_read(one)}
        self._thinning.leave_out(documents=later, unread=unread)
        again = (one for one in there if is_read(one) and one.again_at and one.again_at >= before)
        return len(unread), sum(1 for _ in again)

    def _decided(self, wanted: AsOf) -> int:
        """Leave out decisions that were made later, and make their statements anew."""
        before = wanted.recorded_before
        if before is None:
            return 0
        view, writer = self._store.view(), self._store.writer()
        later = [(id_, document) for id_, at, document in view.ask(Decided()) if at >= before]
        bare = any(document is None for _, document in later)
        judged = {document for _, document in later if document}
        self._thinning.leave_out(judgements=[id_ for id_, _ in later])
        # A decision that tells no document may have been about any that people have judged.
        there = view.ask(LastDays())
        if bare:
            judged |= {document for _, _, document in view.ask(Decided()) if document}
        for document in sorted(judged & there.keys()):
            writer.judge(document, (), deciding(self._knowledge))
            self._changed.add(document)
        return len(later)

    def _narrow(self) -> None:
        """Work out anew when undated documents are from, by those that are there."""
        view = self._store.view()
        self._store.writer().put_date_ranges(narrow_date_ranges(view))
        self._store.writer().put_days()

    def _published(self, until: date | None) -> int:
        """Leave out what is not known to be published by a day; count what has no known day."""
        if until is None:
            return 0
        days = self._store.view().ask(LastDays())
        self._thinning.leave_out(documents=_not_by(days, until))
        return sum(day is None for day in days.values())

    def _said(self, until: date | None) -> tuple[int, set[str]]:
        """Leave out what is not known to be said by a day.

        Returns:
            How many statements have no known day; the documents whose own words are of later.
        """
        if until is None:
            return 0, set()
        view = self._store.view()
        days = view.ask(LastDays(of_statements=True))
        later = _not_by(days, until)
        self._changed |= {one.document for one in view.statements_of(sorted(later))}
        self._thinning.leave_out(statements=later)
        return sum(day is None for day in days.values()), _not_by(view.ask(LastDays()), until)

    def _claims(self) -> None:
        view = self._store.view()
        articles = ((document, _said_in(view, document.id)) for document in view.documents())
        with survey_claims(articles, view.ask(FamiliesOf())) as survey:
            index = ClaimIndex(stems=survey.stems, keys=survey.keys)
            self._store.writer().put_claims(survey.claims, index)

    def _told(self, code: CodeTerm, elsewhere: Collection[str]) -> None:
        """Join what documents tell of meetings and plans.

        Args:
            code: Gives the codes that words have as a term of a plan in the record of now.
            elsewhere: Documents of which only what statements say counts.
        """
        view, writer = self._store.view(), self._store.writer()
        gazetteer = Gazetteer.of(self._knowledge)
        again = sorted(self._changed & view.ask(LastDays()).keys())
        for batch in _batches(again):
            for document, said in view.ask(Articles(ids=batch)):
                told, failed = events_of(document, said, self._knowledge, gazetteer, code)
                writer.put_events([told])
                if failed is not None:
                    writer.add_quarantine(failed)
        for batch in _batches(sorted(elsewhere)):
            writer.put_events(_said_of(view, batch))
        join_meetings(self._store, gazetteer)
        writer.related(again)


def _not_by(days: Mapping[str, str | None], until: date) -> set[str]:
    """Choose what is not known to be of a day or earlier."""
    last = until.isoformat()
    return {id_ for id_, day in days.items() if day is None or day > last}


def _batches(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))


def _plans_of(view: View, ids: Sequence[str]) -> list[Plan]:
    return [p for batch in _batches(ids) for p in view.ask(PlansOfDocuments(documents=batch))]


def _said_of(view: View, documents: tuple[str, ...]) -> list[ToldEvents]:
    """Give what documents tell of meetings and plans, as far as somebody says it there."""
    found, plans = view.ask(FoundMeetings(documents=documents)), _plans_of(view, documents)
    events = []
    for id_ in documents:
        said = _said_in(view, id_)
        meetings = (m for document, m in found if document == id_ and _is_said(m.evidence, said))
        mine = (p for p in plans if _document_of(p) == id_ and _is_told(p, said))
        events.append(ToldEvents(document=id_, meetings=tuple(meetings), plans=tuple(mine)))
    return events


def _document_of(plan: Plan) -> str:
    return plan.terms[0].evidence.document


def _said_in(view: View, document: str) -> list[Statement]:
    return list(view.statements(StatementFilter(document=document)))


def _is_told(plan: Plan, said: Sequence[Statement]) -> bool:
    return _is_said([term.evidence for term in plan.terms], said)


def _is_said(evidence: Sequence[Evidence], said: Sequence[Statement]) -> bool:
    """Tell whether words are all what somebody says."""
    contents = [span for statement in said for span in statement.content]
    return all(
        any(c.start <= e.span.start and e.span.end <= c.end for c in contents) for e in evidence
    )
