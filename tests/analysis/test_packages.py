"""Packages: exchanges that statements with a condition state, taken apart into their halves."""

from collections.abc import Sequence

import pytest

from dragoman.analysis import Bearing
from dragoman.analysis.packages import Form, Lack, Packages, find_packages
from dragoman.record import Actor, Code, Link, Stance
from tests import make
from tests.analysis.keywords import PILOTS, Keywords
from tests.analysis.talks import BRINK, MOTT, NO, PORTS, YES, Talks, named


def found(talks: Talks, as_of: str | None = None) -> Packages[Bearing]:
    statements = {statement.id: statement for statement in talks.statements}
    return find_packages(talks.bearings(), statements, Keywords(), as_of=as_of)


def said(
    talks: Talks,
    words: str,
    condition: str,
    stance: Stance = YES,
    concept: str = PORTS,
    *,
    day: str = "2024-05-01",
    speaker: Actor = BRINK,
    party: str = "Island",
    via: Sequence[Link] = (),
) -> None:
    """Say something with a condition in its words."""
    document = make.document(f"They said: {words}.", f"{len(talks.documents)}.txt", published=day)
    code = Code(concept=concept, stance=stance, condition=make.span(document, condition))
    talks.documents.append(document)
    talks.statements.append(
        make.statement(document, words, speaker=speaker, party=party, via=list(via), codes=[code])
    )


@pytest.mark.parametrize(
    ("words", "condition", "stance", "form"),
    [
        ("the ports open in exchange for the pilots", "in exchange for the pilots", YES, "offer"),
        ("the ports open once the pilots are home", "once the pilots are home", YES, "offer"),
        ("the ports stay shut until the pilots go", "until the pilots go", NO, "demand"),
        ("the ports stay shut if it does not free pilots", "if it does not free pilots", NO,
         "demand"),
        ("the ports stay open unless pilots come back", "unless pilots come back", YES, "pressure"),
        ("ports shut if the pilots strike", "if the pilots strike", NO, "refusal"),
    ],
)  # fmt: skip
def test_form_follows_stance_and_marker(
    words: str, condition: str, stance: Stance, form: str
) -> None:
    talks = Talks()
    said(talks, words, condition, stance)
    (package,) = found(talks).packages
    assert (package.form, package.held, package.other[0]) == (form, (PORTS, stance), PILOTS)
    assert [one.condition.text for one in package.stated] == [condition]
    assert not package.doubtful


def test_exchange_within_a_condition_is_the_link() -> None:
    talks = Talks()
    inner = "if there are open ports in exchange for the pilots"
    said(talks, f"{inner}, we accept that", inner)
    (package,) = found(talks).packages
    assert (package.held, package.other) == ((PORTS, YES), (PILOTS, YES))


def test_code_belongs_to_the_half_whose_words_tell_it() -> None:
    talks = Talks()
    # The statement as a whole was coded with what its condition alone speaks of.
    said(talks, "the harbour opens if the pilots go", "if the pilots go", YES, PILOTS)
    (package,) = found(talks).packages
    assert (package.held[0], package.other[0]) == (PORTS, PILOTS)
    assert package.doubtful  # the record has no code for the held half


def test_opposite_reading_of_the_held_half_is_doubtful() -> None:
    talks = Talks()
    said(talks, "the ports stay shut until the pilots go", "until the pilots go", YES)
    (package,) = found(talks).packages
    assert package.doubtful
    assert package.held == (PORTS, YES)  # the record's stance is shown, and corrected there


@pytest.mark.parametrize(
    ("words", "condition", "lack"),
    [
        ("the ports open while the pilots rest", "while the pilots rest", Lack.NO_LINK),
        ("the ports open as soon as possible", "as soon as possible", Lack.NO_LINK),
        ("we see if the pilots like the ports", "if the pilots like the ports", Lack.NO_LINK),
        ("ports open if we had freed pilots", "if we had freed pilots", Lack.NO_LINK),
        ("the ports open if it rains", "if it rains", Lack.CONDITION),
        ("all is well if the ports open", "if the ports open", Lack.HELD),
    ],
)
def test_what_links_nothing_is_told_with_its_reason(words: str, condition: str, lack: Lack) -> None:
    talks = Talks()
    said(talks, words, condition)
    told = found(talks)
    assert told.packages == ()
    assert [(one.lack, one.condition.text) for one in told.unplaced] == [(lack, condition)]


def test_only_the_sentence_with_the_condition_counts() -> None:
    talks = Talks()
    said(talks, "The ports are a concern. All is well if pilots come", "if pilots come")
    assert [one.lack for one in found(talks).unplaced] == [Lack.HELD]


def test_what_others_tell_is_apart_and_a_statement_counts_once() -> None:
    talks = Talks()
    words, condition = "the ports open if the pilots go", "if the pilots go"
    said(talks, words, condition)
    said(talks, words, condition, day="2024-05-02", via=[named(MOTT.name)])
    talks.say("2024-05-02", YES, MOTT, party="Mainland")
    (package,) = found(talks).packages
    assert (len(package.stated), len(package.reported), package.origins) == (1, 1, 1)


def test_packages_are_of_a_day() -> None:
    talks = Talks()
    said(talks, "the ports open if the pilots go", "if the pilots go")
    assert found(talks, "2024-04-30").packages == ()
    assert len(found(talks, "2024-05-01").packages) == 1


def test_packages_fit_where_each_gives_what_the_other_wants() -> None:
    talks = Talks()
    said(talks, "the ports open if the pilots go", "if the pilots go")
    words, condition = "no pilots go unless the ports open", "unless the ports open"
    said(talks, words, condition, NO, PILOTS, speaker=MOTT, party="Mainland")
    ((one, other),) = found(talks).fits
    assert {one.party, other.party} == {"Island", "Mainland"}
    assert {one.form, other.form} == {Form.OFFER, Form.DEMAND}
