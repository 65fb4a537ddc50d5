"""Addresses: what leads to one page is one address, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.families import address_of

SAME = "example.com/news/a-1"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/a-1",
        "http://www.example.com/news/a-1/",
        "https://EXAMPLE.com:443/news/a-1#comments",
        "https://example.com/news/a-1?utm_source=feed&utm_medium=rss",
        "https://example.com/news/a-1?fbclid=abc&at_medium=RSS&ns_mchannel=social&cmp=rss",
        "https://amp.example.com/news/a-1",
        "https://m.example.com/news/a-1/amp/",
        "https://example.com/news/a-1?outputType=amp",
        "https://example.com/news/a-1/index.html",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert address_of(url) == SAME


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/a-2",
        "https://example.com/News/a-1",
        "https://example.com/news/a-1?page=2",
        "https://live.example.com/news/a-1",
        "https://example.com:8080/news/a-1",
        "https://example.com/news/a-1#!/part/2",
        "https://example.com/camp/news/a-1",
    ],
)
def test_addresses_of_other_pages_are_others(url: str) -> None:
    found = address_of(url)
    assert found is not None
    assert found != SAME


def test_order_of_parameters_does_not_matter() -> None:
    one, other = "https://example.com/a?b=2&id=1", "https://example.com/a?id=1&b=2"
    assert address_of(one) == address_of(other) == "example.com/a?b=2&id=1"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "nonsense",
        "ftp://example.com/a",
        "mailto:a@example.com",
        "http://[::1/a",
        "https://example.com/",
        "https://example.com:port/a",
        "https://localhost/a",
        "https://example.com/" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_a_page_is_none(url: str | None) -> None:
    assert address_of(url) is None


def test_host_that_is_all_prefix_stays() -> None:
    assert address_of("https://m.de/a") == "m.de/a"


@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    for url in (text, f"https://example.com/{text}", f"https://{text}/a"):
        found = address_of(url)
        assert found is None or address_of(f"https://{found}") in (found, None)
