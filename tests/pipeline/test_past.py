"""Past: what the record showed on a day is what a record of only that would show."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.errors import StoreError
from dragoman.ingest import ingest
from dragoman.pipeline.families import find_families
from dragoman.pipeline.past import MOST_KEPT, past_of
from dragoman.pipeline.verifying import Verified, verify
from dragoman.record import AsOf, Decision, Field, Judgement
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store, changes
from dragoman.store.users import Role
from tests import make
from tests.pipeline.derived import derived, differing

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "ukraine-talks" / "articles"


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


class Newsroom:
    """A record that is written on days of the test's own."""

    def __init__(self, store: Store, patch: pytest.MonkeyPatch) -> None:
        self.store = store
        self._patch = patch

    def on(self, day: str) -> "Newsroom":
        self._patch.setattr(changes, "now", lambda: f"{day}T12:00:00+00:00")
        return self

    def takes(self, *names: str) -> None:
        paths = [ARTICLES / name for name in names]
        pipeline.add(ingest(paths), self.store, lambda _: None)

    def reads(self) -> None:
        coder = pipeline.coder_for(shipped_codebook("russia-ukraine"))
        reader = pipeline.reader_named("rules")
        pipeline.run(self.store, reader, knowledge(), lambda _: None, coder)

    def judges(self, *judgements: Judgement) -> None:
        pipeline.judge(self.store, judgements, knowledge())


EARLY = ("13-glued.txt", "15-blog.txt", "16-partisan.html")
LATE = ("11-channel-post.txt", "14-unclosed.txt")
DAYS = ("2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05")


def history(newsroom: Newsroom, until: str = DAYS[-1]) -> None:
    """Live through the days: read three articles, judge, take two more, read them, take back."""
    decided = "2026-01-02T09:00:00Z"
    newsroom.on(DAYS[0]).takes(*EARLY)
    newsroom.reads()
    if until >= DAYS[1]:
        said = [s for s in newsroom.store.view().statements() if s.codes and s.party]
        recoded = make.judgement(
            said[0], Decision.CORRECT, field=Field.PARTY, value="France", decided_at=decided
        )
        rejected = make.judgement(said[1], Decision.REJECT, decided_at=decided)
        newsroom.on(DAYS[1]).judges(recoded, rejected)
    if until >= DAYS[2]:
        newsroom.on(DAYS[2]).takes(*LATE)
    if until >= DAYS[3]:
        newsroom.on(DAYS[3]).reads()
    if until >= DAYS[4]:
        taken_back = Judgement.withdrawing(rejected, author="jd", decided_at="2026-01-05T09:00:00Z")
        newsroom.on(DAYS[4]).judges(taken_back)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with (
        pytest.MonkeyPatch.context() as patch,
        Store.open(tmp_path_factory.mktemp("lived") / "record.db") as store,
    ):
        history(Newsroom(store, patch))
        yield store


@pytest.fixture
def twin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    with Store.open(tmp_path / "twin.db") as store:
        yield Newsroom(store, monkeypatch)


def shown(store: Store) -> dict[str, object]:
    view = store.view()
    return {
        **derived(store),
        "documents": list(view.documents()),
        "families": list(view.families()),
        "judgements": list(view.judgements()),
        "searched": [hit.id for hit in view.search_statements("truce")],
        "found": [hit.id for hit in view.search_documents("Putin")],
    }


@pytest.mark.parametrize("day", DAYS)
def test_the_record_of_a_day_is_what_it_was_then(
    lived: Store, twin: Newsroom, tmp_path: Path, day: str
) -> None:
    history(twin, until=day)
    path, _ = past_of(lived, tmp_path / "past", AsOf(recorded=day), knowledge())
    with Store.open(path) as past:
        assert differing(shown(twin.store), shown(past)) == []


def test_what_people_decided_later_does_not_count(lived: Store, tmp_path: Path) -> None:
    def parties(day: str) -> set[str | None]:
        path, _ = past_of(lived, tmp_path / "past", AsOf(recorded=day), knowledge())
        with Store.open(path) as past:
            return {statement.party for statement in past.view().statements()}

    assert "France" not in parties("2026-01-01")
    assert "France" in parties("2026-01-02")


def test_a_past_record_tells_what_it_was_made_of(lived: Store, tmp_path: Path) -> None:
    _, first = past_of(lived, tmp_path / "past", AsOf(recorded="2026-01-01"), knowledge())
    _, third = past_of(lived, tmp_path / "past", AsOf(recorded="2026-01-03"), knowledge())
    assert (first.documents, first.of, first.unread, first.undecided) == (3, 5, 0, 3)
    assert (third.documents, third.unread, third.undecided) == (5, 2, 1)


def test_only_what_is_known_to_be_published_by_a_day_counts(lived: Store, tmp_path: Path) -> None:
    path, told = past_of(lived, tmp_path / "past", AsOf(published="2025-05-20"), knowledge())
    with Store.open(path) as past:
        names = {document.name for document in past.view().documents()}
    assert names == {"13-glued.txt"}
    assert told.undated == len(LATE)


def test_what_was_said_later_does_not_count_nor_what_its_article_tells_itself(
    lived: Store, tmp_path: Path
) -> None:
    until = AsOf(said="2025-05-15")
    path, _ = past_of(lived, tmp_path / "past", until, knowledge())
    with Store.open(path) as past:
        said = list(past.view().statements())
        days = {d.id: d.published.value for d in past.view().documents() if d.published}
        meetings = list(past.view().meetings())
    late = {id_ for id_, day in days.items() if day > "2025-05-15"}
    assert late  # its document stays
    assert all((s.said_on or days[s.document]) <= "2025-05-15" for s in said)
    contents = [(s.document, span) for s in said for span in s.content]
    for evidence in (e for meeting in meetings for e in meeting.evidence if e.document in late):
        assert any(d == evidence.document and evidence.span.text in c.text for d, c in contents)


@pytest.mark.parametrize("name", ["recorded-2026-01-01", "published-2025-05-20", "said-2025-05-15"])
def test_everything_in_a_past_record_holds(lived: Store, tmp_path: Path, name: str) -> None:
    path, _ = past_of(lived, tmp_path / "past", AsOf.named(name), knowledge())
    with Store.open(path) as past:
        assert list(verify(past, Verified(), lambda _: None)) == []


def test_the_record_of_now_stays_as_it_is(lived: Store, tmp_path: Path) -> None:
    before = shown(lived), lived.view().revision()
    past_of(lived, tmp_path / "past", AsOf(recorded="2026-01-01"), knowledge())
    assert (shown(lived), lived.view().revision()) == before


def test_a_past_record_is_made_once_until_the_record_is_written(
    twin: Newsroom, tmp_path: Path
) -> None:
    history(twin, until=DAYS[0])
    until = AsOf(recorded=DAYS[0])
    first, _ = past_of(twin.store, tmp_path / "past", until, knowledge())
    made = first.stat().st_ino
    again, _ = past_of(twin.store, tmp_path / "past", until, knowledge())
    assert (again, again.stat().st_ino) == (first, made)
    twin.on(DAYS[1]).takes(LATE[0])
    assert past_of(twin.store, tmp_path / "past", until, knowledge())[0] != first


def test_making_a_past_record_leaves_alone_what_another_process_is_making(
    twin: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin.on(DAYS[0]).takes(EARLY[0])
    until, folder = AsOf(recorded=DAYS[0]), tmp_path / "past"
    path, _ = past_of(twin.store, folder, until, knowledge())
    path.unlink()
    monkeypatch.setattr(os, "getpid", lambda: 12)
    others = folder / f"{path.stem}.123"
    others.touch()
    past_of(twin.store, folder, until, knowledge())
    assert set(folder.iterdir()) == {path, path.with_suffix(".json"), others}


def test_few_past_records_are_kept(twin: Newsroom, tmp_path: Path) -> None:
    twin.on(DAYS[0]).takes(EARLY[0])
    for day in range(1, MOST_KEPT + 3):
        past_of(twin.store, tmp_path / "past", AsOf(recorded=f"2026-02-{day:02d}"), knowledge())
    assert len(list((tmp_path / "past").glob("*.db"))) == MOST_KEPT


def test_nothing_is_taken_out_of_a_record_itself(twin: Newsroom) -> None:
    with pytest.raises(StoreError, match="no copy"):
        twin.store.thinning().bare()


def test_copies_that_were_found_through_a_later_article_still_find_each_other(
    twin: Newsroom, tmp_path: Path
) -> None:
    text = " ".join(f"The envoys of side {n} spoke about point {n} of the paper." for n in range(9))
    writer = twin.store.writer()
    for name, day in (("c", "2025-05-03"), ("a", "2025-05-01"), ("b", "2025-05-02")):
        document = make.document(text, name, outlet=name.upper(), published=day)
        writer.add_document(document)
    find_families(twin.store)
    (family,) = twin.store.view().families()
    assert len(family.documents) == 3
    path, _ = past_of(twin.store, tmp_path / "past", AsOf(published="2025-05-02"), knowledge())
    with Store.open(path) as past:
        (family,) = past.view().families()
        names = {document.id: document.name for document in past.view().documents()}
    assert [names[id_] for id_ in family.documents] == ["a", "b"]


def test_an_article_that_was_read_again_later_is_told_of(twin: Newsroom, tmp_path: Path) -> None:
    twin.on(DAYS[0]).takes(EARLY[0])
    twin.reads()
    twin.on(DAYS[1])
    pipeline.run(twin.store, pipeline.reader_named("rules"), knowledge(), lambda _: None)
    _, told = past_of(twin.store, tmp_path / "past", AsOf(recorded=DAYS[0]), knowledge())
    assert (told.documents, told.unread, told.read_again) == (1, 0, 1)
    _, told = past_of(twin.store, tmp_path / "past", AsOf(recorded=DAYS[1]), knowledge())
    assert told.read_again == 0


def test_a_past_record_has_no_accounts(twin: Newsroom, tmp_path: Path) -> None:
    twin.store.accounts().add("ann", "correct horse battery", Role.CODER)
    path, _ = past_of(twin.store, tmp_path / "past", AsOf(recorded="9000"), knowledge())
    with Store.open(path) as past:
        assert list(past.accounts().users()) == []
    assert len(list(twin.store.accounts().users())) == 1
