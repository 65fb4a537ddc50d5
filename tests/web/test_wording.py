"""Wording: descriptions, chains, days and holders as lists show them."""

from types import SimpleNamespace

import pytest

from dragoman.analysis.claim_sides import Side
from dragoman.record import ActorKind, ClaimStatus, Link, LinkKind
from dragoman.web.lines import RETOLD, link_names
from dragoman.web.pages.voices import is_mutual
from dragoman.web.rendering import environment
from dragoman.web.wording import closed, cut_short, described
from tests import make


def test_a_description_is_told_apart_from_what_is_noted_behind_it() -> None:
    words, noted = described("a Spanish police source; institution: police; side: Spain")
    assert words == "a Spanish police source"
    assert noted == (("institution", "police"), ("side", "Spain"))


def test_a_description_with_semicolons_of_its_own_stays_whole() -> None:
    assert described("an aide; he asked for calm") == ("an aide; he asked for calm", ())


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ("the plan was “much too slow.", "the plan was “much too slow.”"),
        ("slow” was the word", "“slow” was the word"),
        ('he called it "a gift', 'he called it "a gift"'),
        ('a gift" was the word for "peace"', '"a gift" was the word for "peace"'),
        ("она сказала «нет", "она сказала «нет»"),
        ("“one” and “two”", "“one” and “two”"),
        ("„nein“, sagte er", "„nein“, sagte er"),
        ('a shell of 5" fell', 'a shell of 5" fell'),
        ('in "2022" it ended', 'in "2022" it ended'),
        ("the ship’s captain", "the ship’s captain"),
    ],
)
def test_quotation_marks_that_a_span_stops_before_are_shown(cut: str, shown: str) -> None:
    assert closed(cut) == shown
    assert cut_short(cut) == shown


def test_who_retells_own_words_is_not_named_as_a_link_of_the_own_chain() -> None:
    document = make.document("Zelensky recalled what he had said.")
    speaker = make.actor("Volodymyr Zelensky")
    outlet = Link(name="Sky News", kind=LinkKind.OUTLET, span=None)
    own = Link(name="Volodymyr Zelensky", kind=LinkKind.NAMED, span=None)
    statement = make.statement(document, speaker=speaker, via=(outlet, own))
    assert list(link_names(statement)) == ["Sky News", RETOLD]


def test_two_unnamed_sources_of_one_description_stay_two() -> None:
    document = make.document("An official said an official had said so.")
    speaker = make.actor("official", ActorKind.UNNAMED, local_to=document)
    other = Link(name="official", kind=LinkKind.UNNAMED, span=None)
    assert list(link_names(make.statement(document, speaker=speaker, via=(other,)))) == ["official"]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [("2023-11", "2023-11-04", False), ("2023-11-03", "2023-11-04", True)],
)
def test_a_month_that_holds_the_last_day_is_no_range(first: str, last: str, shown: bool) -> None:
    days = environment().get_template("macros/claims.html.j2").make_module({}).days  # type: ignore[attr-defined]
    told = str(days(SimpleNamespace(first_on=first, last_on=last)))
    assert first in told
    assert (f">{last}<" in told) is shown


def test_two_that_accuse_each_other_are_told_from_a_denial_and_from_figures() -> None:
    statement = make.statement(make.document("Russia and Ukraine accused each other of attacks."))
    claim = make.claim(statement, asserted_by=("Russia", "Ukraine"), status=ClaimStatus.CONTESTED)
    assert is_mutual(claim, {Side.ASSERTS})
    assert not is_mutual(claim, {Side.ASSERTS, Side.DENIES})
