"""Counts: which numbers are of one thing at one time."""

import pytest

from dragoman.resolve.claims import Account, accounts_of
from dragoman.resolve.claims.counts import disagree
from tests import make
from tests.resolve.test_claims import speaker


def account(who: str, text: str) -> Account:
    document = make.document(f"{who} said {text}", f"{who}.txt", published="2030-05-01")
    (found,) = accounts_of(document, [make.statement(document, text, speaker=speaker(who))])
    return found


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("25 people were killed at Velm", "40 people were killed at Velm", True),
        ("25 people were killed at Velm", "25 people were killed at Velm", False),
        ("25 soldiers were killed at Velm", "40 children were killed at Velm", False),
        ("25 people were killed at Velm on Monday", "40 people were killed on Friday", False),
        ("25 people were killed at Velm", "40 people have been killed since March", False),
        ("it shot down 45 drones of Norland", "it shot down 90 drones of Southland", False),
        ("25 boats passed the strait", "600 boats were built in the valleys", False),
    ],
)
def test_counts_disagree_only_on_one_thing(one: str, other: str, apart: bool) -> None:
    assert disagree(account("Ann Lee", one), account("Ivan Petrov", other)) is apart
