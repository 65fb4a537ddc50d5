"""Queries about claims, meetings, plans and actors."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from dragoman.record import Claim, ClaimStatus, Meeting, MeetingStatus, Plan, Statement
from dragoman.store import Store
from dragoman.store.queries.actors import ActorById, ActorList, ActorsKnown
from dragoman.store.queries.claims import ClaimById, ClaimCounts, ClaimList, ClaimsOfStatements
from dragoman.store.queries.deriving import DocumentIds
from dragoman.store.queries.meetings import MeetingById, MeetingList
from dragoman.store.queries.plans import PlanById, PlanList
from tests import make
from tests.store.conftest import NewStore
from tests.store.newsroom import CAST, fill
from tests.store.test_queries_statements import days


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store)
        yield store


@pytest.fixture(scope="module")
def said(store: Store) -> dict[str, Statement]:
    return {statement.id: statement for statement in store.view().statements()}


ANY_CLAIM: list[tuple[dict[str, object], Callable[[Claim, list[Statement]], bool]]] = [
    ({}, lambda claim, _: True),
    ({"status": ClaimStatus.DENIED}, lambda claim, _: claim.status is ClaimStatus.DENIED),
    ({"party": "Island"}, lambda _, said: any(s.party == "Island" for s in said)),
    ({"text": "CLAIM 1"}, lambda claim, _: "claim 1" in claim.text),
    ({"figures": True}, lambda claim, _: bool(claim.figures)),
    ({"figures": False}, lambda claim, _: not claim.figures),
    (
        {"concept": "tides", "party": "Island"},
        lambda _, said: (
            any(s.party == "Island" for s in said)
            and any(c.concept == "tides" for s in said for c in s.codes)
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "meets"), ANY_CLAIM)
def test_claims_are_filtered_by_what_they_rest_on(
    store: Store,
    said: dict[str, Statement],
    wanted: dict[str, object],
    meets: Callable[[Claim, list[Statement]], bool],
) -> None:
    found = store.view().ask(ClaimList(limit=1000, **wanted)).items  # type: ignore[arg-type]
    assert {claim.id for claim in found} == {
        claim.id
        for claim in store.view().claims()
        if meets(claim, [said[id_] for id_ in claim.statements])
    }


def test_claims_of_a_document_statement_or_time(store: Store, said: dict[str, Statement]) -> None:
    view, claims, day = store.view(), list(store.view().claims()), days(store)
    for document in view.ask(DocumentIds()):
        found = view.ask(ClaimList(document=document, limit=1000)).items
        assert {c.id for c in found} == {
            c.id for c in claims if any(said[s].document == document for s in c.statements)
        }
    for statement in said:
        mine = {c.id for c in claims if statement in c.statements}
        assert {c.id for c in view.ask(ClaimList(statement=statement)).items} == mine
        assert {c.id for c in view.ask(ClaimsOfStatements(ids=(statement,)))} == mine
    placed = {c.id: [d for s in c.statements if (d := day[s])] for c in claims}
    since = view.ask(ClaimList(since="2024-03-01", limit=1000)).items
    assert {c.id for c in since} == {
        id_ for id_, found in placed.items() if found and max(found) >= "2024-03-01"
    }
    until = view.ask(ClaimList(until="2024-03-01", limit=1000)).items
    assert {c.id for c in until} == {
        id_ for id_, found in placed.items() if found and min(found) <= "2024-03-01"
    }
    assert 0 < len(since) < len(claims) > len(until) > 0


def test_claims_with_the_newest_statements_come_first(store: Store) -> None:
    day = days(store)
    newest = [
        max((d for s in claim.statements if (d := day[s])), default="")
        for claim in store.view().ask(ClaimList(limit=1000)).items
    ]
    assert newest == sorted(newest, reverse=True)


def test_claims_are_counted_by_status(store: Store) -> None:
    assert dict(store.view().ask(ClaimCounts())) == Counter(c.status for c in store.view().claims())


MEETINGS: list[tuple[dict[str, object], Callable[[Meeting], bool]]] = [
    ({}, lambda _: True),
    ({"party": "League"}, lambda meeting: "League" in meeting.participants),
    ({"status": MeetingStatus.HELD}, lambda meeting: meeting.status is MeetingStatus.HELD),
    ({"since": "2024-03-02"}, lambda m: m.date in ("2024-03", "2024")),
    ({"since": "2025"}, lambda m: False),
    ({"until": "2024-02"}, lambda m: m.date == "2024"),
    ({"until": "2024-03-01"}, lambda m: m.date is not None),
]


@pytest.mark.parametrize(("wanted", "meets"), MEETINGS)
def test_meetings_are_filtered(
    store: Store, wanted: dict[str, object], meets: Callable[[Meeting], bool]
) -> None:
    found = store.view().ask(MeetingList(limit=1000, **wanted)).items  # type: ignore[arg-type]
    assert {m.id for m in found} == {m.id for m in store.view().meetings() if meets(m)}


PLANS: list[tuple[dict[str, object], Callable[[Plan], bool]]] = [
    ({}, lambda _: True),
    ({"by": "Island"}, lambda plan: plan.by == "Island"),
    ({"concept": "tides"}, lambda plan: any(c.concept == "tides" for c in plan.terms[0].codes)),
]


@pytest.mark.parametrize(("wanted", "meets"), PLANS)
def test_plans_are_filtered(
    store: Store, wanted: dict[str, object], meets: Callable[[Plan], bool]
) -> None:
    found = store.view().ask(PlanList(limit=1000, **wanted)).items  # type: ignore[arg-type]
    assert {p.id for p in found} == {p.id for p in store.view().plans() if meets(p)}


def test_meetings_and_plans_of_a_document(store: Store) -> None:
    view = store.view()
    for document in view.ask(DocumentIds()):
        assert {m.id for m in view.ask(MeetingList(document=document)).items} == {
            m.id for m in view.meetings() if any(e.document == document for e in m.evidence)
        }
        assert {p.id for p in view.ask(PlanList(document=document)).items} == {
            p.id for p in view.plans() if any(t.evidence.document == document for t in p.terms)
        }


def test_what_is_asked_for_by_id_is_given_or_not_there(store: Store) -> None:
    view = store.view()
    claim, meeting, plan = next(view.claims()), next(view.meetings()), next(view.plans())
    assert view.ask(ClaimById(id=claim.id)) == claim
    assert view.ask(MeetingById(id=meeting.id)) == meeting
    assert view.ask(PlanById(id=plan.id)) == plan
    assert view.ask(ActorById(id=CAST[0].id)) == CAST[0]
    for query in (ClaimById, MeetingById, PlanById, ActorById):
        assert view.ask(query(id="0" * 16)) is None


def test_actors_are_counted_by_what_they_say(store: Store) -> None:
    view = store.view()
    spoken = Counter(s.speaker.id for s in view.statements() if s.speaker)
    found = view.ask(ActorList()).items
    assert {row.actor.id: row.statements for row in found} == spoken
    numbers = [row.statements for row in found]
    assert numbers == sorted(numbers, reverse=True)
    assert {row.actor.id for row in found} == {actor.id for actor in view.actors()}


def test_actors_are_filtered(store: Store) -> None:
    view = store.view()
    for text, names in (("mott", ["Jon Mótt"]), ("BRINK", ["Ada Brink"]), ("%", [])):
        assert [row.actor.name for row in view.ask(ActorList(text=text)).items] == names
    for row in view.ask(ActorList(party="Mainland")).items:
        assert row.statements == sum(
            s.party == "Mainland" and s.speaker is not None and s.speaker.id == row.actor.id
            for s in view.statements()
        )


def test_an_actor_in_two_versions_is_one(new_store: NewStore) -> None:
    with new_store() as store:
        store.writer().add_run(make.RUN)
        for number, names in enumerate((["Low"], ["Low", "K. Low"])):
            document = make.document(name=f"{number}.txt")
            store.writer().add_document(document)
            actor = make.actor("Kim Low", names=names)
            said = make.statement(document, speaker=actor)
            store.writer().put_reading(document.id, make.RUN.id, [said], [actor])
        view = store.view()
        (row,) = view.ask(ActorList(count=True)).items
        (known,) = view.actors()
        assert (row.actor, row.statements) == (known, 2)
        assert view.ask(ActorById(id=known.id)) == known
        assert view.ask(ActorsKnown(names=("Kim Low",))) == (known,)
        assert view.ask(ActorsKnown(ids=(known.id,))) == (known,)
