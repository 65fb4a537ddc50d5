"""Renewing: what depends on a few documents, derived anew without reading the rest of the record.

- Positions: positioning.py.
- Claims: claiming.py.
- Meetings: those of the documents' months, from what each document tells of them.
- Plans: those of the documents; the codes of their terms are kept, since no model is loaded.

It is what relating the whole record would give, as far as a change stays within what it touches.
What can reach further is settled by the next run: a stem that has become rarer elsewhere, a claim
that falls apart and lets go of statements that others would take, the day of an undated document
that quotes the statement, the codes of a plan's term that is new.
"""

from collections.abc import Collection, Mapping, Sequence

from dragoman.pipeline.claiming import regroup
from dragoman.pipeline.positioning import refresh_positions
from dragoman.pipeline.relating import events_of, kept_codes
from dragoman.record import Document, Meeting, Quarantine, Statement
from dragoman.resolve import Gazetteer, Knowledge, country_lookup, merge_meetings
from dragoman.store import Renewal, Store, ToldEvents, View
from dragoman.store.queries.judgements import ToRelate
from dragoman.store.queries.relating import Articles, FoundMeetings, PlansOfDocuments
from dragoman.store.relating import month_of

TRIES = 5
"""How often something is derived anew that others have written to meanwhile."""

Article = tuple[Document, Sequence[Statement]]

_GAZETTEERS: dict[str, Gazetteer] = {}
"""By the version of the knowledge: a server decides often, and the index takes a tenth of a second
to build."""


def renew(
    store: Store,
    knowledge: Knowledge,
    before: Mapping[str, Sequence[Statement]] | None = None,
) -> None:
    """Derive anew what depends on the documents that have been judged since it was derived.

    Args:
        store: The record.
        knowledge: Who there is.
        before: The statements that documents had before. None or no such document: only their
            ids are known, so that the counts of stems drift until the next run.
    """
    waiting = store.view().ask(ToRelate())
    if not waiting:
        return
    refresh_positions(store, tuple(waiting))
    gazetteer = _gazetteer_of(knowledge)
    for left in reversed(range(TRIES)):
        with store.attempt(alone=not left) as (view, writer):
            revision = view.revision()
            former = view.ask(ToRelate())
            articles = view.ask(Articles(ids=tuple(sorted(former))))
            events, failed = _told(view, articles, knowledge, gazetteer)
            renewal = _renewal(view, articles, former, before or {}, events, gazetteer)
            if writer.renew(renewal, revision=revision):
                break
    for quarantine in failed:
        store.writer().add_quarantine(quarantine)


def _gazetteer_of(knowledge: Knowledge) -> Gazetteer:
    if not knowledge.version:  # made by hand, so that two may have none
        return Gazetteer.of(knowledge)
    if knowledge.version not in _GAZETTEERS:
        _GAZETTEERS[knowledge.version] = Gazetteer.of(knowledge)
    return _GAZETTEERS[knowledge.version]


def _renewal(
    view: View,
    articles: Sequence[Article],
    former: Mapping[str, Collection[str]],
    before: Mapping[str, Sequence[Statement]],
    events: tuple[ToldEvents, ...],
    gazetteer: Gazetteer,
) -> Renewal:
    claims = regroup(view, articles, former, before)
    gone, meetings = _joined(view, events, gazetteer)
    return Renewal(
        gone_claims=claims.gone,
        claims=claims.claims,
        index=claims.index,
        gone_meetings=gone,
        meetings=meetings,
        events=events,
    )


def _told(
    view: View, articles: Sequence[Article], knowledge: Knowledge, gazetteer: Gazetteer
) -> tuple[tuple[ToldEvents, ...], tuple[Quarantine, ...]]:
    """Find the meetings and plans of documents; what goes wrong in one is its own affair."""
    known = view.ask(PlansOfDocuments(documents=[document.id for document, _ in articles]))
    code = kept_codes(known)
    told = [events_of(article, said, knowledge, gazetteer, code) for article, said in articles]
    return tuple(told for told, _ in told), tuple(failed for _, failed in told if failed)


def _joined(
    view: View, events: Sequence[ToldEvents], gazetteer: Gazetteer
) -> tuple[set[str], tuple[Meeting, ...]]:
    """Join the meetings of documents with those that others tell of.

    Meetings of two months are never joined, nor of other parties if none is told, so that no other
    is reached.

    Returns:
        The ids of the meetings that are no more, and those that take their place.
    """
    documents = tuple(told.document for told in events)
    former = view.ask(FoundMeetings(documents=documents))
    new = [meeting for told in events for meeting in told.meetings]
    months = {month_of(meeting) for meeting in (*(m for _, m in former), *new)}
    there = view.ask(FoundMeetings(months=tuple(sorted(months))))
    others = [meeting for document, meeting in there if document not in documents]
    country_of = country_lookup(gazetteer)
    before = set(merge_meetings([*others, *(meeting for _, meeting in former)], country_of))
    after = merge_meetings([*others, *new], country_of)
    gone = {meeting.id for meeting in before - set(after)}
    return gone, tuple(meeting for meeting in after if meeting not in before)
