"""Outlets: what each carries of whom and through whom, and its own voice without a rating."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.record import ActorKind, BoundSide, Link, LinkKind
from dragoman.web.pages import outlet_voice
from dragoman.web.pages.outlets import percent_words
from tests import make
from tests.web.reading import Served, found, page, serve, words

LOADED = (
    "The brutal regime shelled the port. The minister said the heroic defenders would hold. "
    "“It was a brutal night,” he added."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("dossier")) as served:
        writer = served.store.writer()
        berg = served.talks.berg
        unnamed = Link(name="a diplomat", kind=LinkKind.UNNAMED)
        agency = Link(name="The Northern Post", kind=LinkKind.OUTLET)
        for name, outlet in (("x1", "The Lamp"), ("x2", "The Lamp"), ("x3", "thelamp.com")):
            document = make.document(LOADED, f"{name}.txt", outlet=outlet, published="2025-04-01")
            officials = make.actor("officials", ActorKind.UNNAMED, local_to=document)
            statements = [
                make.statement(
                    document, "the heroic defenders would hold", source="The minister",
                    cue="said", speaker=berg, party="Norland", via=[agency],
                ),
                make.statement(document, "the port", speaker=officials, via=[unnamed]),
                make.statement(document, "It was a brutal night", source="he"),
            ]  # fmt: skip
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, statements, [berg, officials])
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> TestClient:
    return served.client


def test_outlets_are_listed_with_what_they_carry(client: TestClient) -> None:
    body = page(client, "/outlets")
    rows = [words(row) for row in found(body, "//table[@class='outlets']/tbody/tr")]
    assert rows[0].startswith("The Lamp and 1 other spelling 3 9 2025-04-01 2025-04-01")
    assert rows[0].endswith("NO 33% 33% 33% 33%")
    assert len(rows) == 7


def test_bar_of_shares_has_its_numbers_beside_it(client: TestClient) -> None:
    (row,) = found(page(client, "/outlets"), "//tr[contains(., 'Sud Daily')]")
    (bar,) = row.xpath(".//svg/rect[not(@class='ground')]")
    assert float(bar.get("width")) == pytest.approx(99.6)
    assert bar.get("class").startswith("h")
    assert "SU 100%" in words(row)


@pytest.mark.parametrize("name", ["The Lamp", "thelamp.com", "THE%20LAMP", "lamp"])
def test_spellings_of_one_outlet_are_one_page(client: TestClient, name: str) -> None:
    body = page(client, f"/outlets/{name}")
    assert words(found(body, "//h1")[0]) == "The Lamp"
    assert "3 documents with 9 statements" in words(body)
    assert "Also spelled thelamp.com" in words(body)


def test_page_tells_whom_and_through_whom(client: TestClient) -> None:
    told = words(page(client, "/outlets/The Lamp"))
    assert "NO Norland 3 33%" in told
    assert "3 statements come from sources without a name, 33% of all" in told
    assert "Anna Berg 3" in told
    assert "itself, nobody between 3" in told
    assert "via The Northern Post outlet 3" in told
    assert "via a diplomat unnamed 3" in told


def test_page_tells_who_has_statements_through_an_outlet(client: TestClient) -> None:
    body = page(client, "/outlets/The Northern Post")
    (section,) = found(body, "//section[h2='Through whom it has them']")
    assert words(section).endswith("Who has statements through it The Lamp 3 صحيفة النهر 1")


def test_own_voice_leaves_out_what_others_say(client: TestClient) -> None:
    body = page(client, "/outlets/The Lamp")
    told = [words(place) for place in found(body, "//ol[@class='places']/li/*[@lang]")]
    assert len(told) == 6
    assert all("The brutal regime shelled the port." in place for place in told)
    assert not any("heroic" in place or "night" in place for place in told)
    assert "6 loaded words" in words(body)


def test_loaded_word_leads_to_its_span(client: TestClient, served: Served) -> None:
    body = page(client, "/outlets/The Lamp?kind=label")
    links = found(body, "//ol[@class='places']//a[@data-open]/@href")
    assert len(links) == 3
    start = LOADED.index("regime")
    for link in links:
        assert link.endswith(f"?start={start}&end={start + 6}#span")
        assert words(found(page(client, link), "//mark[@id='span']")[0]) == "regime"


def test_loaded_words_are_filtered_by_word(client: TestClient) -> None:
    body = page(client, "/outlets/The Lamp?kind=blame&word=brutal")
    assert "3 places of “brutal”" in words(body)


def test_own_voice_is_read_part_by_part_and_the_page_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet_voice, "READ", 2)
    with serve(tmp_path) as served:
        for name in ("y1", "y2", "y3"):
            served.store.writer().add_document(make.document(LOADED, name, outlet="The Lamp"))
        pages = [page(served.client, f"/outlets/The Lamp?from={skip}") for skip in (0, 2, 9)]
    newest, oldest, beyond = (words(found(body, "//*[@id='voice']")[0]) for body in pages)
    assert "documents 1 to 2 of 3, the newest first · older" in newest
    assert "newer" not in newest
    assert "documents 3 to 3 of 3, the newest first · newer" in oldest
    assert "older" not in oldest
    assert found(pages[1], "//*[@id='voice']//a[@rel='prev']")[0].get("href").endswith("#voice")
    assert "It has no more than 3 documents" in beyond


def test_nothing_rates_an_outlet(client: TestClient) -> None:
    told = words(page(client, "/outlets/The Lamp")).casefold()
    for word in ("score", "rating of", "bias", "reliab", "trustworth", "credib"):
        assert word not in told


def test_language_without_a_list_is_told(client: TestClient) -> None:
    told = words(page(client, "/outlets/עיתון האי"))
    assert "1 of them is not in English" in told
    assert "There is no list of words for the languages of its documents" in told


def test_markup_in_a_name_is_text(client: TestClient) -> None:
    body = page(client, "/outlets")
    assert "<script>alert" not in body
    links = found(body, "//a[contains(., 'alert(3)')]/@href")
    assert links
    inner = page(client, links[0])
    assert "<script>alert" not in inner
    assert '"><script>alert(3)</script>' in words(inner)


def test_unknown_outlet_is_told(client: TestClient) -> None:
    assert "No document is from an outlet" in words(page(client, "/outlets/Nobody", 404))


def test_documents_without_outlet_are_counted_apart(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        served.store.writer().add_document(make.document("Text.", "nobody.txt"))
        told = words(page(served.client, "/outlets"))
        assert "Of 1 more document with 0 statements the outlet is not known" in told


def test_undated_outlet_shows_between_which_days_its_documents_are_from(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        writer = served.store.writer()
        for number, until in enumerate(("2024-05-17", "2023-12")):
            document = make.document(
                f"The admiral retired {number}.", f"a{number}", outlet="The Oar"
            )
            latest = make.bound(document, until, "retired", side=BoundSide.LATEST)
            bounds = make.bound(document, "2023", "The admiral"), latest
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, [], [], make.date_range(document, *bounds))
        (row,) = found(page(served.client, "/outlets"), "//tr[contains(., 'The Oar')]")
        assert "2 undated 2023 to 2024-05-17" in words(row)
        assert "2 documents with 0 statements, 2023 to 2024-05-17." in words(
            page(served.client, "/outlets/The Oar")
        )
        writer.add_document(make.document("When it is, nobody tells.", "b", outlet="The Oar"))
        (row,) = found(page(served.client, "/outlets"), "//tr[contains(., 'The Oar')]")
        assert "3 undated undated" in words(row)


def test_voice_that_was_read_in_one_document_says_the_only_one(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        told = words(page(served.client, "/outlets/Sud Daily"))
    assert "Read: the only document" in told
    assert "all 1" not in told.casefold()


def test_table_is_paged(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        for number in range(110):
            document = make.document("Text.", f"{number}.txt", outlet=f"Paper {number:03}")
            served.store.writer().add_document(document)
        first = page(served.client, "/outlets")
        (more,) = found(first, "//a[@rel='next']/@href")
        rows = "//table[@class='outlets']/tbody/tr"
        assert len(found(first, rows)) == 100
        assert len(found(page(served.client, more), rows)) == 16


@pytest.mark.parametrize(
    ("percent", "told"), [(0.0, "0%"), (0.2, "<1%"), (0.6, "1%"), (33.4, "33%"), (100.0, "100%")]
)
def test_shares_are_told_in_whole_percent(percent: float, told: str) -> None:
    assert percent_words(percent) == told
