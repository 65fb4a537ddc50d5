"""Agreement: published worked examples, and what counts as a decision."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.agreement import (
    STANDS,
    Agreement,
    agreement,
    krippendorff,
    masi,
    nominal,
)
from dragoman.record import Code, Decision, Field, Judgement, Stance
from dragoman.record.corrections import span_form
from dragoman.resolve import apply_judgements, load_knowledge
from tests import make


def units(*coders: str) -> list[list[str]]:
    """Turn one line of values for each coder into units; a dot is a missing value."""
    return [[value for value in column if value != "."] for column in zip(*coders, strict=True)]


# Krippendorff 2011, sections A, B and C.
BINARY = units("0100000010", "1110010000")
NOMINAL = units("aabbdcccedda", "babbbccceddd")
MISSING = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(("values", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_is_that_of_the_published_examples(
    values: Sequence[Sequence[str]], alpha: float
) -> None:
    assert krippendorff(values, nominal) == pytest.approx(alpha, abs=0.0005)


def test_alpha_of_sets_is_that_computed_by_hand() -> None:
    # Two units: {a} and {a, b} are 1 - 1/2 * 2/3 = 2/3 apart; {c} and {c} are not.
    # Observed: (2 * 2/3 + 0) / 4 = 1/3. Expected, over the six pairs of the four values:
    # a-ab 2/3, a-c 1 twice, ab-c 1 twice, c-c 0: (2/3 + 4) / 6 = 7/9. Alpha: 1 - 3/7.
    a, ab, c = frozenset("a"), frozenset("ab"), frozenset("c")
    assert krippendorff([[a, ab], [c, c]], masi) == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("ab", "ab", 0.0),
        ("", "", 0.0),
        ("", "a", 1.0),
        ("ab", "abc", 1 - 2 / 3 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("ab", "cd", 1.0),
    ],
)
def test_sets_that_hold_each_other_are_nearer_than_those_that_overlap(
    one: str, other: str, distance: float
) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)
    assert masi(frozenset(other), frozenset(one)) == pytest.approx(distance)


def test_nothing_judged_twice_or_all_the_same_has_no_alpha() -> None:
    assert krippendorff([["a"], ["b"]], nominal) is None
    assert krippendorff([["a", "a"], ["a", "a"]], nominal) is None


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=8), st.randoms())
def test_alpha_does_not_depend_on_who_coded_what_first(
    values: list[list[str]], random: Random
) -> None:
    shuffled = [random.sample(unit, len(unit)) for unit in values]
    random.shuffle(shuffled)
    alpha, other = krippendorff(values, nominal), krippendorff(shuffled, nominal)
    assert alpha is None or alpha <= 1.0
    assert other == (None if alpha is None else pytest.approx(alpha))


DOCUMENT = make.document(
    "Jane Doe said talks would begin. The envoy denied it. They warned of war."
)
TALKS = make.statement(
    DOCUMENT, "talks would begin", cue="said", codes=[Code(concept="talks", stance=Stance.SUPPORT)]
)
IT = make.statement(DOCUMENT, "it", cue="denied")


def correct(field: Field, value: object, author: str, second: int = 0) -> Judgement:
    return make.judgement(
        TALKS,
        Decision.CORRECT,
        field=field,
        value=value,
        author=author,
        decided_at=f"2026-11-22T09:30:{second:02d}Z",
    )


def measured(*judgements: Judgement) -> dict[str, Agreement]:
    judged = apply_judgements(DOCUMENT, [TALKS, IT], judgements, load_knowledge())
    return {found.field: found for found in agreement([judged])}


def test_acceptance_decides_all_fields_as_they_stood() -> None:
    accepted = make.judgement(TALKS, author="ed", decided_at="2026-11-22T09:00:00Z")
    found = measured(accepted, correct(Field.ACT, "promise", "jd"))
    assert (found["act"].statements, found["act"].authors, found["act"].alike) == (1, 2, 0.0)
    assert found["party"].statements == 0  # only one of them has decided it
    assert (found[STANDS].statements, found[STANDS].alike) == (1, 1.0)


def test_last_decision_of_a_person_counts() -> None:
    found = measured(
        correct(Field.ACT, "promise", "jd", 0),
        correct(Field.ACT, "warn", "jd", 2),
        correct(Field.ACT, "warn", "ed", 1),
    )
    assert (found["act"].alike, found["act"].alpha) == (1.0, None)


def test_rejection_disagrees_with_acceptance() -> None:
    rejected = make.judgement(IT, Decision.REJECT, author="jd")
    accepted = make.judgement(IT, Decision.ACCEPT, author="ed")
    agreed = make.judgement(TALKS, Decision.ACCEPT, author="ed")
    found = measured(rejected, accepted, agreed, correct(Field.ACT, "warn", "jd"))
    # Observed: 1 of 2 units apart; expected: of stands x3, reject x1, 3 of 6 pairs.
    assert found[STANDS].alpha == pytest.approx(0.0)
    assert found[STANDS].alike == pytest.approx(0.5)


def test_codes_are_compared_as_sets_and_spans_by_their_characters() -> None:
    both = [{"concept": "talks", "stance": "support"}, {"concept": "border", "stance": "support"}]
    found = measured(
        correct(Field.CODES, both[:1], "jd", 0),
        correct(Field.CODES, both, "ed", 1),
        correct(Field.SOURCE, span_form(make.span(DOCUMENT, "Jane Doe")), "jd", 2),
        correct(Field.SOURCE, span_form(make.span(DOCUMENT, "Jane")), "ed", 3),
    )
    assert found["codes"].alike == pytest.approx(1 / 3)
    assert found["source"].alike == pytest.approx(2 / 3 * 4 / 8)


def test_speaker_named_in_two_ways_is_one_speaker() -> None:
    found = measured(
        correct(Field.SPEAKER, {"name": "Volodymyr Zelenskyy"}, "jd", 0),
        correct(Field.SPEAKER, {"name": "Volodymyr Zelensky", "kind": "person"}, "ed", 1),
    )
    assert found["speaker"].alike == 1.0
