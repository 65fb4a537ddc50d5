"""Actors in the browser: who says how much; what one says, for whom and through whom."""

import pytest
from fastapi.testclient import TestClient

from dragoman.record import ActorKind, Code, LinkKind, Stance
from dragoman.store import Store
from dragoman.store.queries.speakers import LinksOfSpeaker, PartiesOfSpeaker, SpokenCodes
from dragoman.web.desk import Desk
from dragoman.web.pages import actors
from dragoman.web.pages.actors import build_actors
from tests import make
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import found, page, serve_empty, words
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


@pytest.fixture
def told(store: Store, talks: Talks, rounds: Rounds) -> Disputes:
    return write_disputes(store, talks)


def names(body: str) -> list[str]:
    return [words(a) for a in found(body, "//table[@class='actors']/tbody//th/a")]


def test_those_who_say_most_come_first_with_their_offices(
    client: TestClient, told: Disputes, talks: Talks
) -> None:
    body = page(client, "/actors")
    assert names(body)[:3] == ["Karl Holm", "Ministry of Norland", "Anna Berg"]
    rows = [words(row) for row in found(body, "//table[@class='actors']/tbody/tr")]
    assert rows[0] == "SU Karl Holm person 4"
    assert rows[1].startswith("NO Ministry of Norland organisation NO spokesperson, Ministry")
    assert "2024-01-01 to now 4" in rows[1]
    assert found(body, "//th/a/@href")[0] == f"/actors/{talks.holm.id}"


def test_an_actor_of_one_document_shows_how_and_where(client: TestClient, told: Disputes) -> None:
    body = page(client, "/actors?text=witness")
    (row,) = found(body, "//table[@class='actors']/tbody/tr")
    assert "“a witness by the river” only in Harbour Wire" in words(row)
    (link,) = row.xpath("./th/a/@href")
    seen = words(page(client, link))
    assert "Described as “a witness by the river”" in seen
    assert "one document only: 2025-05-21 Harbour Wire, An offer, it is said" in seen
    assert "may be somebody else" in seen


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("text=HOLM", ["Karl Holm"]),
        ("kind=state", ["Avaland", "Bavaland", "Cavaland", "Davaland"]),
        ("party=Westland", ["Ida Frost"]),
        ("party=Norland&kind=person", ["Anna Berg"]),
        ("text=nobody", []),
    ],
)
def test_actors_are_filtered(
    client: TestClient, told: Disputes, query: str, expected: list[str]
) -> None:
    body = page(client, f"/actors?{query}")
    assert names(body) == expected
    if not expected:
        assert "No actor fits" in words(body)
        assert "/search?q=nobody" in found(body, "//p[@class='empty']/a/@href")


def test_the_list_is_paged(app_desk: Desk, told: Disputes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build_actors(app_desk)
    monkeypatch.setattr(actors, "A_PAGE", 3)
    seen: list[str] = []
    after = None
    while True:
        part = build_actors(app_desk, after=after)
        seen += [actor.id for actor in part.actors]
        after = part.next
        if after is None:
            break
    assert seen == [actor.id for actor in whole.actors]
    assert len(seen) == whole.total


def test_an_actor_shows_what_it_says_by_concept_with_the_newest_words(
    client: TestClient, told: Disputes, talks: Talks, rounds: Rounds
) -> None:
    body = page(client, f"/actors/{talks.holm.id}")
    island, truce = sorted(words(r) for r in found(body, "//table[@class='concepts']/tbody/tr"))
    assert island.startswith("Sudland leaves the island ⊘opposes 1")
    assert truce.startswith("The guns fall silent along the river ●supports 1")
    assert "Sudland wanted the guns silent as soon as possible 2025-06-02 Sud Daily" in truce
    assert f"/documents/{rounds.fourth.id}#s-{rounds.quiet.id}" in found(body, "//a/@href")


def test_an_actor_shows_for_whom_and_through_whom_it_is_heard(
    client: TestClient, told: Disputes
) -> None:
    seen = words(page(client, f"/actors/{told.ministry.id}"))
    assert "organisation, speaks for NO Norland" in seen
    assert "Also called the ministry" in seen
    assert "Heard for NO Norland: 4 statements 2025-05-20 to 2025-05-21" in seen
    assert "Heard in Harbour Wire 2 · The Northern Post 2" in seen
    assert "Heard through The Northern Post 1" in seen


def test_an_actor_shows_its_claims_and_meetings(
    client: TestClient, told: Disputes, talks: Talks
) -> None:
    body = page(client, f"/actors/{talks.holm.id}")
    claims = [words(claim) for claim in found(body, "//a[@class='prop']")]
    assert claims == ["the offer had been sent", "The offer was sent to Sudland"]
    meetings = found(body, "//table[@class='meetings']/tbody/tr")
    assert [words(meeting)[:10] for meeting in meetings] == ["2025-05-19"]
    assert "/meetings?person=Karl+Holm" in found(body, "//a/@href")


def test_statements_of_an_actor_are_filtered_and_the_rest_of_the_page_stays(
    client: TestClient, told: Disputes, talks: Talks
) -> None:
    body = page(client, f"/actors/{talks.holm.id}?act=deny&since=2025-05-22")
    ids = found(body, "//ol[@class='statements']/li/@id")
    assert ids == [f"q-{told.denied.id}"]
    assert "1 statement, the newest first" in words(body)
    none = page(client, f"/actors/{talks.holm.id}?concept=island&act=deny")
    assert "No statement fits" in words(none)


def test_only_the_first_part_repeats_what_is_above_the_statements(
    client: TestClient, store: Store, told: Disputes, talks: Talks
) -> None:
    document = make.document(" ".join(f"Word {n} of Holm." for n in range(30)), "long.txt")
    said = [
        make.statement(document, f"Word {n} of Holm", speaker=talks.holm, party="Sudland")
        for n in range(30)
    ]
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, said, [talks.holm])
    body = page(client, f"/actors/{talks.holm.id}")
    (more,) = found(body, "//a[@rel='next']/@href")
    rest = page(client, more)
    first, second = (set(found(b, "//ol[@class='statements']/li/@id")) for b in (body, rest))
    assert (len(first), len(second), first & second) == (25, 9, set())
    assert not found(rest, "//table[@class='concepts']")


def test_an_actor_who_is_not_there_is_told(client: TestClient, told: Disputes) -> None:
    assert "No document of the record speaks of an actor" in page(client, "/actors/nowhere", 404)


def test_an_empty_record_tells_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve_empty(tmp_path_factory.mktemp("empty")) as client:
        assert "dragoman run" in words(page(client, "/actors"))


def test_codes_parties_and_links_of_a_speaker(
    store: Store, talks: Talks, told: Disputes, rounds: Rounds
) -> None:
    view = store.view()
    codes = view.ask(SpokenCodes(speaker=talks.berg.id))
    assert [(c.concept, c.stance, c.conditional) for c in codes] == [
        ("truce", Stance.OPPOSE, False),
        ("truce", Stance.SUPPORT, True),
        ("truce", Stance.SUPPORT, False),
    ]
    assert codes[0].newest == rounds.no_truce.id
    (heard,) = view.ask(PartiesOfSpeaker(speaker=talks.holm.id))
    assert (heard.party, heard.statements) == ("Sudland", 4)
    assert (heard.first_on, heard.last_on) == ("2025-05-21", "2025-06-02")
    (link,) = view.ask(LinksOfSpeaker(speaker=told.ministry.id))
    assert (link.name, link.kind, link.statements) == (
        "The Northern Post",
        LinkKind.OUTLET,
        1,
    )
    assert view.ask(SpokenCodes(speaker="nobody")) == ()


def test_conditions_show_in_the_sign_of_a_concept(
    client: TestClient, store: Store, talks: Talks
) -> None:
    document = make.document("No truce, said Frost, unless they leave.", "sign.txt")
    frost = make.actor("Ida Frost", ActorKind.PERSON)
    code = Code(
        concept="truce", stance=Stance.OPPOSE, condition=make.span(document, "unless they leave")
    )
    said = make.statement(document, "No truce", source="Frost", speaker=frost, codes=[code])
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [said], [frost])
    (row,) = found(page(client, f"/actors/{frost.id}"), "//table[@class='concepts']/tbody/tr")
    assert "◐⊘conditionally opposes 1" in words(row)
