"""Lookup: documents meet those they share keys with, and nothing is held twice."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.families import Held, lookup, merge, met_by, rows_of


@dataclass(frozen=True)
class Keyed:
    serial: int
    keys: tuple[int, ...]


def nothing() -> Held:
    return Held(np.empty(0, np.int64), np.empty(0, np.int64))


def held(*documents: Keyed) -> Held:
    return merge(rows_of(documents), nothing())[1]


def met(new: list[Keyed], before: Held) -> dict[int, dict[int, int]]:
    rows = rows_of(new)
    _, there = merge(rows, before)
    return {
        serial: dict(others) for serial, others in met_by(rows, there, [one.serial for one in new])
    }


A, B = Keyed(1, (10, 20, 30, 40)), Keyed(2, (20, 30, 50))


def test_document_meets_what_is_held_and_what_comes_with_it() -> None:
    new = [Keyed(3, (20, 30, 40)), Keyed(4, (40, 30, 20))]
    assert met(new, held(A, B)) == {
        3: {4: 3, 1: 3, 2: 2},
        4: {3: 3, 1: 3, 2: 2},
    }


def test_one_key_in_common_is_no_meeting() -> None:
    assert met([Keyed(3, (10, 60, 70))], held(A, B)) == {3: {}}


def test_document_without_keys_meets_nobody() -> None:
    assert met([Keyed(3, ())], held(A, B)) == {3: {}}


def test_only_rows_that_are_not_there_are_added() -> None:
    again = Keyed(1, (10, 99))
    fresh, there = merge(rows_of([again]), held(A))
    assert (fresh.keys.tolist(), fresh.serials.tolist()) == ([99], [1])
    assert there.keys.tolist() == [10, 20, 30, 40, 99]


def test_key_of_a_turn_of_phrase_holds_the_first_documents_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookup, "MOST_HOLDERS", 3)
    fresh, there = merge(rows_of([Keyed(n, (7,)) for n in range(10)]), nothing())
    assert fresh.serials.tolist() == there.serials.tolist() == [0, 1, 2]
    fresh, there = merge(rows_of([Keyed(11, (7, 8))]), there)
    assert (fresh.keys.tolist(), there.serials.tolist()) == ([8], [0, 1, 2, 11])


KEYS = st.lists(st.integers(0, 30), max_size=12).map(lambda keys: tuple(sorted(set(keys))))


@given(st.lists(KEYS, max_size=8), st.lists(KEYS, min_size=1, max_size=8), st.integers(1, 40))
def test_numbers_met_are_those_of_a_plain_count(
    before: list[tuple[int, ...]], after: list[tuple[int, ...]], pairs: int
) -> None:
    old = [Keyed(number, keys) for number, keys in enumerate(before)]
    new = [Keyed(number, keys) for number, keys in enumerate(after, 100)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "PAIRS", pairs)
        found = met(new, held(*old))
    for one in new:
        counted = Counter(
            {
                other.serial: len(set(one.keys) & set(other.keys))
                for other in (*old, *new)
                if other.serial != one.serial
            }
        )
        assert found[one.serial] == {s: n for s, n in counted.items() if n > 1}
