import time

import pytest

from dragoman.ingest.damage import find_damage
from dragoman.ingest.documents import make_document
from dragoman.ingest.metadata import (
    read_published,
    read_text_date,
    read_title_date,
    read_url_date,
)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2025", "2025"),
        ("2025-05", "2025-05"),
        ("2025/5/2", "2025-05-02"),
        ("20250502", "2025-05-02"),
        ("2025-05-21T02:31:50Z", "2025-05-21T02:31:50Z"),
        ("2025-05-21 02:31", "2025-05-21T02:31"),
        ("2025-05-21T02:31:50+0200", "2025-05-21T02:31:50+02:00"),
        ("2025-05-21T02:31:50.123Z", "2025-05-21T02:31:50.123Z"),
        ("Wed, 21 May 2025 02:31:50 GMT", "2025-05-21T02:31:50+00:00"),
        ("May 21, 2025", "2025-05-21"),
        (1747794710, "2025-05-21T02:31:50Z"),
        (1747794710000, "2025-05-21T02:31:50Z"),
        ("2025-13-01", None),
        ("2025-02-30", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (12, None),
        (["2025"], None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 +0000", None),
        ("Mon, 99999999999999999999 Jan 2025 00:00:00 +0000", None),
        ("Mon, 01 Jan 2025 00:00:00 +99999999999999999999", "2025-01-01"),
        (10**400, None),
        (-(10**400), None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_metadata_date_is_as_precise_as_given(given: object, value: str | None) -> None:
    published = read_published(given)
    assert (published.value if published else None) == value


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://example.org/2024/10/31/talks", "2024-10-31"),
        ("https://example.org/world/2024/oct/31/talks", "2024-10-31"),
        ("https://example.org/2024/10/talks", "2024-10"),
        ("https://example.org/2024-10-31-talks", "2024-10-31"),
        ("https://example.org/2024/99/31/talks", None),
        ("https://example.org/talks-1234567", None),
        (None, None),
    ],
)
def test_date_in_an_address_is_read(url: str | None, value: str | None) -> None:
    published = read_url_date(url)
    assert (published.value if published else None) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Feb 26, 2026 | 9:05 AM", "2026-02-26"),
        ("Posted by Marta on 24 May 2025 in Venues", "2025-05-24"),
        ("By Ada Moor, 20 May 2025", "2025-05-20"),
        ("Published: 3rd March 2025", "2025-03-03"),
        ("16.05.2025, 19:45", "2025-05-16"),
        ("16.05.2025. 19:45h", "2025-05-16"),
        ("HARBOUR POST | May 16, 2025: The envoys of both sides met again.", "2025-05-16"),
        ("OLD HARBOUR, 16 May 2025 (HPA) — The envoys of both sides met again.", "2025-05-16"),
        ("In the accord of May 16, 2025 - the second - both sides gave way.", None),
        ("May 16, 2025: The envoys of both sides met.", None),  # may be one day of many
        ("21 мая 2025, 14:05", "2025-05-21"),
        ("27/02/2026 09:20", "2026-02-27"),
        ("03/02/2026 09:20", None),  # of March, or of February
        ("Updated: 3 March 2025", None),
        ("The talks of 3 March 2025 failed to bring the sides closer.", None),
        ("MOSCOW, May 26. /TASS/.", None),
        ("3 March 2025 - 5 March 2025", None),
    ],
)
def test_date_in_a_text_is_read_only_from_a_dateline(line: str, value: str | None) -> None:
    published = read_text_date(["Envoys meet", line])
    assert (published.value if published else None) == value


def test_days_of_a_chronicle_are_not_the_date_of_the_document() -> None:
    days = ["OLD HARBOUR, May 16, 2025: They met.", "OLD HARBOUR, May 19, 2025: They met again."]
    assert read_text_date(["What happened so far", *days]) is None


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Assessment of the front, February 26, 2026", "2026-02-26"),
        ("Assessment of the front, February 26, 2026 | Venue Watch", "2026-02-26"),
        ("Update on the talks for November 19, 2023…", "2023-11-19"),
        ("What the accord of 3 March 2025 says", None),
        ("It was Monday, 3 March 2025 – a holiday – when they met. Nobody else came.", None),
        ("Envoys meet", None),
    ],
)
def test_date_of_a_headline_is_read_at_its_end(title: str, value: str | None) -> None:
    published = read_title_date(title)
    assert (published.value if published else None) == value


MENU = "\n".join(f"Section {number}" for number in range(30))
BODY = "The envoys met for the third time and agreed on the places at the table. " * 4
ELSEWHERE = "Feb 20, 2026 10:00"


@pytest.mark.parametrize(
    ("shown", "title", "value"),
    [
        ("Envoys meet in the old harbour town\nAda Moor\nFeb 27, 2026 10:13", None, "2026-02-27"),
        ("Envoys meet in the old harbour town\nAda Moor", "| Venue Watch", None),
        ("Envoys meet in the old harbour town\nFeb 27, 2026", "| Venue Watch", "2026-02-27"),
    ],
)
def test_date_below_the_headline_is_read_under_a_menu(
    shown: str, title: str | None, value: str | None
) -> None:
    headline = shown.splitlines()[0]
    text = f"{MENU}\n{shown}\n{BODY}\n{BODY}\n{MENU}\nOther envoys stay\n{ELSEWHERE}\n"
    document = make_document("page", text, title=f"{headline} {title}" if title else headline)
    assert (document.published.value if document.published else None) == value


@pytest.mark.parametrize(
    ("paragraphs", "flags"),
    [
        (["He said: “We agree.”", "They left."], ()),
        (["He said: “We agree. They left."], ("unclosed quotation",)),
        (["“We agree.", "“We go,” he said."], ()),
        (["„Wir gehen“, sagte er."], ()),
        (["Он сказал: «Да».", "«Нет», - сказал он."], ()),
        (['He said: "We agree.'], ("unclosed quotation",)),
        (["The talks ended.Both sides left."], ("text fused without spaces",)),
        (["The U.S. and the E.U. met at example.org today."], ()),
        (["They agreed on nothing and then the…"], ("truncated",)),
        (["He donâ€™t agree."], ("mixed encodings",)),
        ([], ("no article text",)),
    ],
)
def test_damage_is_flagged(paragraphs: list[str], flags: tuple[str, ...]) -> None:
    assert find_damage(paragraphs) == flags


@pytest.mark.parametrize("sign", ["…", "...", "[…]"])
def test_looking_for_damage_takes_time_in_proportion(sign: str) -> None:
    began = time.perf_counter()
    find_damage([sign * 30_000 + "a"])
    assert time.perf_counter() - began < 2
