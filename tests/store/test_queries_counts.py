"""Queries that count for the overview, the codebook and the network."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from dragoman.record import Act, Stage, Stance, Standing, Statement
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.codebook import CodeCounts
from dragoman.store.queries.coverage import OutletsBetween
from dragoman.store.queries.days import PositionDays, RecordReach
from dragoman.store.queries.documents import DocumentList
from dragoman.store.queries.network import By, StandsTaken
from dragoman.store.queries.positions import CellBases, Matrix
from dragoman.store.queries.quarantine import QuarantineCounts, QuarantineList
from dragoman.store.queries.speakers import SpokenCodes
from dragoman.store.queries.statements import Grouping, StatementCounts, StatementList
from dragoman.store.queries.timeline import StatementDays, StatementsOfDays
from tests import make
from tests.store.conftest import NewStore
from tests.store.newsroom import fill


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store)
        for number in range(3):
            store.writer().add_quarantine(make.quarantine(f"{number}.txt"))
        yield store


def said(store: Store) -> list[Statement]:
    return list(store.view().statements())


def test_codes_are_counted_by_concept_stance_and_party(store: Store) -> None:
    expected = Counter(
        key
        for statement in said(store)
        for key in {(code.concept, code.stance, statement.party) for code in statement.codes}
    )
    counts = store.view().ask(CodeCounts())
    assert {(c.concept, c.stance, c.party): c.statements for c in counts} == expected
    concept = counts[0].concept
    some = store.view().ask(CodeCounts(concept=concept))
    assert some == tuple(count for count in counts if count.concept == concept)


def test_codes_of_a_speaker_are_counted_by_the_way_they_bear_on_a_concept(store: Store) -> None:
    view = store.view()
    for id_ in {s.speaker.id for s in said(store) if s.speaker}:
        mine = StatementList(filter=StatementFilter(speaker_is=id_), limit=1000)
        ways: dict[tuple[str, Stance, bool], list[str]] = {}
        for one in view.ask(mine).items:  # the newest first
            for way in {(c.concept, c.stance, c.condition is not None) for c in one.codes}:
                ways.setdefault(way, []).append(one.id)
        codes = view.ask(SpokenCodes(speaker=id_))
        assert {(c.concept, c.stance, c.conditional): (c.newest, c.statements) for c in codes} == {
            way: (ids[0], len(ids)) for way, ids in ways.items()
        }
        newest = [ways[c.concept, c.stance, c.conditional][0] for c in codes]
        places = {one.id: place for place, one in enumerate(view.ask(mine).items)}
        assert [places[one] for one in newest] == sorted(places[one] for one in newest)


def test_stances_are_those_of_own_statements_within_the_time(store: Store) -> None:
    view = store.view()
    cells = [CellBases(party=s.party, concept=s.concept, limit=1000) for s in view.ask(Matrix())]
    bases = [basis for cell in cells for basis in view.ask(cell).items]
    for since, until in ((None, None), ("2024-03-02", None), (None, "2024-03-01")):
        own = {
            (basis.party, basis.concept, basis.stance, basis.statement)
            for basis in bases
            if basis.standing is Standing.OWN
            and (since is None or (basis.on is not None and basis.on >= since))
            and (until is None or (basis.on is not None and basis.on <= until))
        }
        expected = Counter(key[:3] for key in own)
        taken = store.view().ask(StandsTaken(since=since, until=until, most=1000))
        assert {(s.node, s.concept, s.stance): s.statements for s in taken.stands} == expected
        assert taken.nodes == len({party for party, _, _ in expected})


def test_speakers_who_take_stances_have_their_names(store: Store) -> None:
    names = {s.speaker.id: s.speaker.name for s in said(store) if s.speaker}
    taken = store.view().ask(StandsTaken(by=By.SPEAKER, most=1000))
    assert taken.stands
    assert all(names[stand.node] == stand.name for stand in taken.stands)
    few = store.view().ask(StandsTaken(by=By.SPEAKER, most=1))
    assert few.nodes == taken.nodes
    assert len({stand.node for stand in few.stands}) == 1


def test_outlets_of_a_time_are_counted_with_their_statements(store: Store) -> None:
    for since, until in ((None, None), ("2024-03-02", "2024-03-31"), (None, "2024-03-01")):
        heads = [
            head
            for head in store.view().ask(DocumentList(limit=1000)).items
            if head.day is not None
            and (since is None or head.day >= since)
            and (until is None or head.day <= until)
        ]
        documents = Counter(head.outlet for head in heads)
        statements: Counter[str | None] = Counter()
        for head in heads:
            statements[head.outlet] += head.statements
        shares = store.view().ask(OutletsBetween(since=since, until=until))
        assert {share.outlet: share.documents for share in shares} == documents
        assert {share.outlet: share.statements for share in shares} == dict(statements)


@pytest.mark.parametrize(
    "asked",
    [
        StatementFilter(),
        StatementFilter(party="Island"),
        StatementFilter(act=Act.DENY),
        StatementFilter(concept="tides", since="2024-03-01"),
    ],
)
def test_statements_are_counted_by_day_and_party(store: Store, asked: StatementFilter) -> None:
    view = store.view()
    days = sorted(day for day, _ in view.ask(StatementCounts(by=Grouping.DAY)) if day)
    made = view.ask(StatementsOfDays(days=tuple(days), filter=asked, each=1000))
    expected = Counter((day, one.party) for day, said in made for one in said)
    found = view.ask(StatementDays(filter=asked))
    assert {(one.day, one.party): one.number for one in found} == expected
    assert list(found) == sorted(found, key=lambda one: (one.day, one.party or ""))


def test_parties_of_any_characters_are_counted(new_store: NewStore) -> None:
    parties = ["\0 \ufdd2", "\ufdd20", '"] \\', None]
    document = make.document("Ships sail soon and then they rest.", published="2024-03-01")
    statements = [
        make.statement(document, words, party=party, speaker=make.actor("Ada Brink"))
        for words, party in zip(("Ships", "sail", "soon", "then"), parties, strict=True)
    ]
    with new_store() as store:
        store.writer().add_run(make.RUN)
        store.writer().add_document(document)
        store.writer().put_reading(document.id, make.RUN.id, statements, [])
        found = store.view().ask(StatementDays())
    assert {one.party for one in found} == set(parties)
    assert [(one.day, one.number) for one in found] == [("2024-03-01", 1)] * len(parties)


def test_reach_leaves_dates_after_today_aside(store: Store) -> None:
    heads = store.view().ask(DocumentList(limit=1000)).items
    days = sorted(head.day for head in heads if head.day)
    whole = store.view().ask(RecordReach(today="2031-01-01"))
    assert (whole.first, whole.newest, whole.later) == (days[0], days[-1], 0)
    assert whole.documents == len(heads)
    assert whole.undated == len(heads) - len(days)
    before = days[-1]
    cut = store.view().ask(RecordReach(today=days[0]))
    assert cut.newest == days[0]
    assert cut.later == sum(day > days[0] for day in days)
    assert before > days[0]


def test_matrix_changes_on_the_days_of_positions_alone(store: Store) -> None:
    days = store.view().ask(PositionDays())
    assert list(days) == sorted(set(days))
    seen = [store.view().ask(Matrix(as_of=day)) for day in days]
    assert all(one != other for one, other in pairwise(seen))


def test_days_of_positions_begin_with_the_first_statement_that_has_a_day(store: Store) -> None:
    view = store.view()
    matrix = view.ask(Matrix())
    cells = [CellBases(party=s.party, concept=s.concept, limit=1000) for s in matrix]
    bases = [basis for cell in cells for basis in view.ask(cell).items]
    begun = min(basis.on for basis in bases if basis.on)
    # Statements that may be of any day behind another, which lies long before.
    assert min(basis.first_on for basis in bases if basis.first_on) < begun
    assert view.ask(PositionDays())[0] == begun


def test_quarantine_is_listed_by_name_in_parts(store: Store) -> None:
    first = store.view().ask(QuarantineList(stage=Stage.INGEST, limit=2))
    second = store.view().ask(QuarantineList(stage=Stage.INGEST, limit=2, after=first.next))
    names = [row.name for row in (*first.items, *second.items)]
    everything = [row.name for row in store.view().quarantine() if row.stage is Stage.INGEST]
    assert names[: len(everything)] == everything[:4]
    counted = dict(store.view().ask(QuarantineCounts()))
    assert counted[Stage.INGEST] == len(everything)
