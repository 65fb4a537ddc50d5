"""Origins: names of outlets, links on the way, speeches and their days."""

import pytest

from dragoman.record import OriginKind
from dragoman.resolve.claims.accounts import Account, accounts_of
from dragoman.resolve.origins import origins_of, outlet_key
from tests.resolve.test_claims import Case, articles_of

WORDS = "amber mills reopened in the lighthouse province"


def accounts(*said: str) -> list[Account]:
    case: Case = {"said": [f"{line} | assert | {WORDS}" + "" for line in said]}
    found = [account for article in articles_of(case) for account in accounts_of(*article)]
    return sorted(found, key=lambda account: (account.day or 0, account.place))


def told(case: Case) -> list[Account]:
    found = [account for article in articles_of(case) for account in accounts_of(*article)]
    return sorted(found, key=lambda account: (account.day or 0, account.place))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Guardian", "guardian"),
        ("theguardian.com", "guardian"),
        ("https://www.bbc.co.uk/news", "bbc"),
        ("NBC News", "nbcnews"),
        ("nbcnews.com", "nbcnews"),
        ("tass.com", "tass"),
        ("Le Monde", "lemonde"),
    ],
)
def test_outlets_are_known_by_name_and_address(name: str, key: str) -> None:
    assert outlet_key(name) == key


def test_a_speech_of_one_day_is_one_origin() -> None:
    (origin,) = origins_of(accounts("alpha 1 | Ann Lee", "beta 2 | Ann Lee"))
    assert (origin.name, origin.kind, origin.said_on) == (
        "Ann Lee",
        OriginKind.SPEECH,
        "2030-05-01",
    )


def test_an_outlet_that_cites_another_is_a_link_on_the_way() -> None:
    case: Case = {
        "said": [
            f"tass.com 1 | Ann Lee | assert | {WORDS} | via: Morning Post",
            f"beta 1 | Ann Lee | assert | {WORDS} | via: TASS",
        ]
    }
    (origin,) = origins_of(told(case))
    assert (origin.name, len(origin.statements)) == ("Morning Post", 2)


def test_nothing_known_is_shown_as_unresolved() -> None:
    (origin,) = origins_of(accounts("alpha 1 | ?"))
    assert origin.name == "alpha"
