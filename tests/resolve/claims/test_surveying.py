"""Surveying: claims of a whole record, grouped from what lies on disk, are those of memory."""

import gc
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Document, Statement
from dragoman.resolve.claims import (
    Account,
    accounts_of,
    claims_among,
    keys_of,
    shelf,
    sides_of,
    stem_counts,
    survey_claims,
)
from dragoman.resolve.claims.shelf import Shelf, Sorted
from tests import make
from tests.resolve.test_claims import Articles, articles_of, cases

SAID = sorted({line.partition("|")[2].strip() for case in cases() for line in case["said"]})
SAID_ON = [None, None, "2030-05-01", "2030-05-09", "2030-05-20", "2030-05"]
UNDATED = 30
"""The day of documents that are told none."""

Line = tuple[str, str, int, str | None]
"""What is said, by which outlet, on which day and, if the text tells another one, on that."""

LARGEST = 10
"""Statements of one document, and the few that are at hand."""

lines = st.lists(
    st.tuples(
        st.sampled_from(SAID),
        st.sampled_from(["alpha", "beta", "gamma"]),
        st.sampled_from([1, 2, 6, 8, 15, UNDATED]),
        st.sampled_from(SAID_ON),
    ),
    min_size=10,
    max_size=40,
    unique_by=lambda line: line[:3],
)


def articles_with(said: list[Line]) -> Articles:
    """Build documents out of what is said, and tell of some things when that was."""
    by_document: dict[tuple[str, int], list[tuple[str, str | None]]] = defaultdict(list)
    for words, outlet, day, said_on in said:
        by_document[outlet, day].append((words, said_on))
    articles: Articles = []
    for (outlet, day), told in by_document.items():
        written = [f"{outlet} {day} | {words}" for words, _ in told]
        ((document, found),) = articles_of({"said": written})
        days = [said_on for _, said_on in told]
        found = [replace(one, said_on=on) for one, on in zip(found, days, strict=True)]
        articles.append((replace(document, published=None) if day == UNDATED else document, found))
    return articles


@settings(deadline=None, max_examples=20)
@given(lines, st.randoms(use_true_random=False))
def test_a_survey_finds_what_is_found_in_memory(said: list[Line], dice: random.Random) -> None:
    articles = articles_with(said)
    families = {document.id: "copies" for document, _ in articles[::2]}
    by_document = {document.id: accounts_of(document, found) for document, found in articles}
    accounts = [account for found in by_document.values() for account in found]
    stems, sides = stem_counts(accounts), sides_of(account.speaks for account in accounts)
    expected = claims_among(by_document, stems, sides, families=families)
    dice.shuffle(articles)
    small = mock.patch.multiple(shelf, HELD=2, RUN=3, BLOCK=2)
    with small, survey_claims(articles, families) as survey:
        assert list(survey.claims) == expected
        assert survey.stems == stems
        assert dict(survey.keys) == {a.id: keys_of(a, stems) for a in accounts}


def alive() -> int:
    return sum(type(thing) is Account for thing in gc.get_objects())


def test_a_survey_keeps_few_accounts_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "HELD", 2)
    before, streamed = alive(), []

    def articles() -> Iterator[tuple[Document, list[Statement]]]:
        for case in cases():
            yield from articles_of(case)
        streamed.append(alive())

    with survey_claims(articles()) as survey:
        assert list(survey.claims)
        assert len(list(survey.keys)) > 100
        assert max(streamed[0], alive()) - before <= LARGEST


def test_what_is_put_on_a_shelf_is_found_at_its_place() -> None:
    things = [make.document(text) for text in ("one", "two " * 5_000, "\ud800")]
    with Shelf[object]() as kept:
        places = [kept.put(thing) for thing in things]
        assert [kept.at(place) for place in reversed(places)] == things[::-1]
        places.append(kept.put("more"))
        assert kept.at(places[3]) == "more"
        assert kept.at(places[0]) == things[0]


@given(st.lists(st.tuples(st.integers(-9, 9), st.text(max_size=2))))
def test_what_lies_in_runs_on_a_shelf_comes_in_order(things: list[tuple[int, str]]) -> None:
    with mock.patch.multiple(shelf, RUN=4, BLOCK=3), Shelf[list[Any]]() as aside:
        ordered = Sorted[tuple[int, str]](aside)
        for thing in things:
            ordered.put(thing)
        assert list(ordered) == sorted(things)
        ordered.put((0, "late"))
        assert list(ordered) == sorted([*things, (0, "late")])
