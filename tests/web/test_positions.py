"""The matrix of positions, one of its cells, and shifts."""

import json
import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from dragoman.pipeline.positioning import derive_positions
from dragoman.store import Store
from dragoman.web.pages import position as position_page
from tests import make
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks, take_truce_back
from tests.web.trees import Element, link_of, main_of, page_at, with_class, words


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


def cell(page: Element, party: str, concept: str) -> Element | None:
    address = f"/positions/{quote(party)}/{concept}"
    found = [link for link in with_class(page, "cell") if link.get("href").startswith(address)]
    assert len(found) <= 1
    return found[0] if found else None


def signs(page: Element, party: str, concept: str) -> str:
    found = cell(page, party, concept)
    return words(found).replace(" ", "") if found is not None else ""


def test_matrix_says_to_read_articles_where_nothing_is_coded(
    client: TestClient, talks: Talks
) -> None:
    assert "dragoman run" in main_of(page_at(client, "/positions"))


def test_matrix_has_a_sign_and_the_number_of_origins_for_each_party(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions")
    assert signs(page, "Norland", "truce") == "⊘①"
    assert signs(page, "Sudland", "truce") == "●①"
    assert signs(page, "Sudland", "island") == "⊘①"
    assert cell(page, "Westland", "island") is None
    heads = [words(head) for head in page.xpath("//thead//th")]
    assert heads == ["Concept", "NO Norland", "SU Sudland", "WE Westland"]


def test_matrix_as_of_an_earlier_day_has_what_was_held_then(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions?as_of=2025-05-20")
    held = cell(page, "Norland", "truce")
    assert signs(page, "Norland", "truce") == "◐①"
    assert len(with_class(page, "if")) == 2  # the cell and the legend
    assert held is not None
    assert held.get("title") == "once the island was empty"
    assert (
        held.get("aria-label")
        == "Norland, supports if “once the island was empty”, 1 origin, 1 day old"
    )
    assert held.get("href").endswith("?as_of=2025-05-20")
    assert signs(page, "Sudland", "truce") == ""


def test_age_is_shown_by_ink(client: TestClient, rounds: Rounds) -> None:
    def inks(as_of: str) -> set[str]:
        held = cell(page_at(client, f"/positions?as_of={as_of}"), "Norland", "truce")
        assert held is not None
        return set(held.get("class").split())

    assert "fresh" in inks("2025-06-17")
    assert "older" in inks("2025-06-18")
    assert "older" in inks("2026-06-10")
    assert "old" in inks("2026-06-11")


def test_what_only_others_report_has_a_dashed_number(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/positions")
    told = cell(page, "Norland", "island")
    assert told is not None
    assert "reported" in told.get("class")
    assert signs(page, "Norland", "island") == "·1"
    assert "reported by others in 1 statement" in told.get("aria-label")


def test_comparison_shows_only_what_differs_with_both_signs(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions?as_of=2025-06-10&compare=2025-05-21")
    assert signs(page, "Norland", "truce") == "◐→⊘"
    assert signs(page, "Sudland", "truce") == "·→●"
    assert cell(page, "Sudland", "island") is None
    label = cell(page, "Norland", "truce").get("aria-label")  # type: ignore[union-attr]
    assert label == "Norland: before, conditionally supports; after, opposes"
    assert "differ between 21 May 2025 and 10 June 2025" in main_of(page)


def test_comparison_puts_the_earlier_day_first_whichever_is_asked_for(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions?as_of=2025-05-21&compare=2025-06-10")
    assert signs(page, "Norland", "truce") == "◐→⊘"


def test_comparison_of_days_alike_says_so(client: TestClient, rounds: Rounds) -> None:
    told = main_of(page_at(client, "/positions?as_of=2025-05-25&compare=2025-05-22"))
    assert "No position differs between these days" in told


def test_parties_that_the_codebook_does_not_name_wait_behind_a_link(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions")
    assert cell(page, "Avaland", "truce") is None
    everyone = page_at(client, link_of(page, "Show all parties"))
    assert signs(everyone, "Avaland", "truce") == "●①"


def test_days_of_the_slider_are_those_on_which_somebody_spoke_to_a_concept(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/positions")
    (block,) = page.xpath("//script[@id='days']")
    days = json.loads(block.text)
    assert days == ["2025-05-19", "2025-05-21", "2025-06-02", "2025-06-09", "2025-06-10"]
    (form,) = page.xpath("//form[@data-slider]")
    assert set(form.get("data-target").split()) == {"told", "matrix"}


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "2025-13"])
def test_a_day_that_is_none_is_refused(client: TestClient, day: str) -> None:
    assert client.get(f"/positions?as_of={day}").status_code == 400


def test_an_empty_day_asks_for_nothing(client: TestClient, rounds: Rounds) -> None:
    assert signs(page_at(client, "/positions?as_of=&compare="), "Norland", "truce") == "⊘①"


def test_cell_tells_what_is_held_and_its_condition_leads_to_the_article(
    client: TestClient, rounds: Rounds, talks: Talks
) -> None:
    page = page_at(client, "/positions/Norland/truce?as_of=2025-05-20")
    told = main_of(page)
    assert "Norland supports it ◐ as of 20 May 2025" in told
    assert "1 independent origin" in told
    condition = talks.offer.codes[0].condition
    assert condition is not None
    address = f"/documents/{talks.first.id}?start={condition.start}&end={condition.end}#span"
    assert link_of(page, "once the island was empty") == address


def test_cell_lists_its_statements_newest_first_each_with_its_words(
    client: TestClient, rounds: Rounds, talks: Talks
) -> None:
    page = page_at(client, "/positions/Norland/truce")
    listed = [item.get("id") for item in with_class(page, "basis")]
    assert listed[0] == f"b-{rounds.no_truce.id}"
    assert set(listed[1:]) == {f"b-{talks.offer.id}", f"b-{talks.ready.id}"}
    newest = with_class(page, "basis")[0]
    assert "There will be no truce this summer" in words(newest)
    assert "opposes" in words(newest)
    places = [link.get("href") for link in newest.xpath(".//a[@data-open]")]
    assert places == [f"/documents/{rounds.fifth.id}#s-{rounds.no_truce.id}"]


def test_cell_says_how_high_a_speaker_stands_and_whose_words_they_are(
    client: TestClient, rounds: Rounds
) -> None:
    westland = with_class(page_at(client, "/positions/Westland/truce"), "basis")
    assert "principal" in words(westland[0])
    told = with_class(page_at(client, "/positions/Norland/island"), "basis")
    assert "reported, by an unnamed source" in words(told[0])
    own = page_at(client, "/positions/Norland/island?standing=own")
    assert with_class(own, "basis") == []


def test_cell_goes_on_where_a_page_of_statements_ends(
    client: TestClient, rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(position_page, "LIMIT", 2)
    first = page_at(client, "/positions/Norland/truce")
    second = page_at(client, link_of(first, "Show more"))
    seen = [item.get("id") for page in (first, second) for item in with_class(page, "basis")]
    assert len(seen) == len(set(seen)) == 3


def test_cell_shows_the_shifts_of_its_party_on_its_concept_alone(
    client: TestClient, rounds: Rounds
) -> None:
    shifts = with_class(page_at(client, "/positions/Norland/truce"), "shift")
    assert "conditionally supports" in words(shifts[0])
    assert "opposes" in words(shifts[0])
    assert all("Sudland" not in words(shift) for shift in shifts)


@pytest.mark.parametrize("path", ["Norland/nothing", "Nowhere/truce", "%3Cb%3E/truce"])
def test_there_is_no_cell_of_what_nobody_knows(
    client: TestClient, rounds: Rounds, path: str
) -> None:
    answer = client.get(f"/positions/{path}")
    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_cell_of_a_known_concept_of_which_nothing_is_known_says_so(
    client: TestClient, rounds: Rounds
) -> None:
    told = main_of(page_at(client, "/positions/Westland/island"))
    assert "has not said anything of its own" in told


def test_party_with_a_slash_in_its_name_has_its_cells(
    client: TestClient, store: Store, rounds: Rounds
) -> None:
    from dragoman.pipeline.positioning import derive_positions
    from dragoman.record import ActorKind, Code, Stance

    document = make.document("Front/East opposes.", "slash.txt", published="2025-06-01")
    front = make.actor("Front/East", ActorKind.ARMED_GROUP)
    code = Code(concept="truce", stance=Stance.OPPOSE)
    said = make.statement(document, speaker=front, party="Front/East", codes=[code])
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [said], [front])
    derive_positions(store)
    page = page_at(client, "/positions?all=1")
    address = cell(page, "Front/East", "truce")
    assert address is not None
    assert "opposes" in main_of(page_at(client, address.get("href")))


def shifts_at(client: TestClient, address: str) -> list[str]:
    return [words(shift) for shift in with_class(page_at(client, address), "shift")]


def test_shifts_tell_before_and_after_with_the_words_that_brought_them(
    client: TestClient, rounds: Rounds
) -> None:
    (reversal,) = shifts_at(client, "/shifts?kind=reversal")
    assert "2025-06-10" in reversal
    assert "supports" in reversal.split("→")[0]
    assert "opposes" in reversal.split("→")[1]
    assert "There will be no truce this summer" in reversal
    assert "Anna Berg" in reversal


def test_shifts_can_be_narrowed(client: TestClient, rounds: Rounds) -> None:
    everything = shifts_at(client, "/shifts")
    for query, kept in (
        ("party=Norland", "truce this summer"),
        ("concept=island", "The island stays with us"),
        ("since=2025-06-10&party=Westland", "principal on record"),
        ("until=2025-05-20", "2025-05-19"),
        ("ground=single+report&party=Sudland", "single report"),
    ):
        found = shifts_at(client, f"/shifts?{query}")
        assert found, query
        assert len(found) < len(everything), query
        assert any(kept in shift for shift in found), query


@pytest.fixture
def unsure(store: Store, talks: Talks) -> None:
    take_truce_back(store, talks)
    derive_positions(store)


def test_what_unsure_codes_tell_is_marked_and_listed_apart(
    client: TestClient, unsure: None
) -> None:
    page = page_at(client, "/positions")
    assert signs(page, "Norland", "truce") == "⊘?①"
    held = cell(page, "Norland", "truce")
    assert held is not None
    assert "unsure codes" in held.get("aria-label")
    assert not shifts_at(client, "/shifts?kind=reversal")
    assert "1 more change rests on unsure codes" in main_of(page_at(client, "/shifts"))
    (reversal,) = shifts_at(client, "/shifts?ground=unsure+codes")
    assert "unsure codes" in reversal
    assert re.search(r"codes right: [34]\d %", reversal)
    own = main_of(page_at(client, "/positions/Norland/truce"))
    assert "That its codes are right has a chance of 45 %." in own
    assert "code 45 %" in own
    told = client.get("/api/v1/shifts", params={"ground": "unsure codes"}).json()["items"]
    assert [one["kind"] for one in told] == ["reversal"]
    assert told[0]["confidence"] <= 0.45
    assert "six.txt" not in client.get("/feeds/changes.atom").text
    assert "reversal" not in main_of(page_at(client, "/"))
    assert "unsure codes" in main_of(page_at(client, "/timeline"))


def test_shifts_without_any_say_what_to_do(client: TestClient, talks: Talks) -> None:
    assert "dragoman add" in main_of(page_at(client, "/shifts"))
    assert "No shift is like this" in main_of(page_at(client, "/shifts?party=Norland"))


def test_statement_of_an_undated_article_shows_both_ends_of_its_days(
    client: TestClient, store: Store, rounds: Rounds
) -> None:
    from dragoman.pipeline.positioning import derive_positions
    from dragoman.record import ActorKind, BoundSide, Code, Stance

    document = make.document("Admiral Rook of Eastland asked for a truce on Friday.", "rook.txt")
    rook = make.actor("Eastland", ActorKind.STATE)
    code = Code(concept="truce", stance=Stance.SUPPORT)
    said = make.statement(document, "a truce", speaker=rook, party="Eastland", codes=[code])
    ends = make.date_range(
        document,
        make.bound(document, "2023-02", "Admiral"),
        make.bound(document, "2024-05-17", "Friday", side=BoundSide.LATEST),
    )
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [said], [rook], ends)
    derive_positions(store)
    (line,) = with_class(page_at(client, "/positions/Eastland/truce"), "basis")
    assert "2023-02 to 2024-05-17" in words(line)
    assert "article undated" in words(line)


def test_what_articles_say_stays_text(client: TestClient, store: Store, rounds: Rounds) -> None:
    from dragoman.pipeline.positioning import derive_positions
    from dragoman.record import ActorKind, Code, Stance

    text = "Evil said a truce if <script>alert(2)</script> holds."
    document = make.document(text, "evil.txt", outlet="<img src=x>", published="2025-06-10")
    name = "<script>alert(3)</script>"
    speaker = make.actor(name, ActorKind.STATE)
    condition = make.span(document, "<script>alert(2)</script>")
    code = Code(concept="truce", stance=Stance.SUPPORT, condition=condition)
    said = make.statement(document, "a truce", speaker=speaker, party=name, codes=[code])
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [said], [speaker])
    derive_positions(store)
    for address in (
        "/positions?all=1",
        f"/positions/{quote(name, safe='')}/truce",
        "/shifts",
        "/network?min=0",
        "/network?by=speaker&min=0&type=affiliation",
        "/codebook",
        "/codebook/truce",
        "/?since=2025-01-01",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
        assert "<img src=x>" not in answer.text, address
