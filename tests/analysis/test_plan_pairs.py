"""Two plans side by side: what both have, and in what it differs."""

from dragoman.analysis.plan_pairs import PlanPair, distance_words, pair_plans, same_matters
from dragoman.record import Code, Plan, Stance
from tests import make

YES, NO = Stance.SUPPORT, Stance.OPPOSE


def plan(*terms: str | tuple[str, str, Stance], name: str = "plan") -> Plan:
    """Make a plan of terms: words alone, or words with a concept and the stance on it."""
    given = [term if isinstance(term, tuple) else (term, "", YES) for term in terms]
    document = make.document("; ".join(words for words, _, _ in given), f"{name}.txt")
    return make.plan(
        *(
            make.term(
                make.evidence(document, words),
                *([Code(concept=concept, stance=stance)] if concept else []),
            )
            for words, concept, stance in given
        ),
        name=name,
    )


def differences(pair: PlanPair) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(str(d.aspect), d.one, d.other) for both in pair.both for d in both.differences]


def test_terms_in_one_plan_alone_are_told_apart() -> None:
    pair = pair_plans(
        plan("the harbour dues fall", "a choir is founded"), plan("harbour dues fall")
    )
    assert [(both.one, both.other) for both in pair.both] == [(1, 1)]
    assert (pair.only_one, pair.only_other) == ((2,), ())
    assert same_matters(pair.one, pair.other) == [(1, 1)]
    assert len(pair.same) == 1
    assert distance_words(pair) == (
        "1 matter in common: 1 the same; only the first has 1 more, only the second 0"
    )


def test_figures_that_differ_are_told_with_their_units() -> None:
    one = plan("the guard keeps 600 sailors", "pilots serve for 15 years", "at most 400,000 in all")
    other = plan("the guard keeps 800 sailors", "pilots serve for two years", "no limit in all")
    pair = pair_plans(one, other)
    assert differences(pair)[:2] == [
        ("figures", ("600 sailors",), ("800 sailors",)),
        ("figures", ("15 years",), ("two years",)),
    ]


def test_a_concept_joins_terms_in_other_words_and_tells_opposed_ones() -> None:
    one = plan(("ships may enter", "ports-open", YES), ("pilots come back", "pilots-free", YES))
    other = plan(("the quays stay shut", "ports-open", NO), ("free the men", "pilots-free", YES))
    pair = pair_plans(one, other)
    assert [both.concepts for both in pair.both] == [("ports-open",), ("pilots-free",)]
    assert all(both.words == () for both in pair.both)
    assert pair.opposed == pair.both[:1]
    assert differences(pair)[0] == ("stance", ("ports-open+",), ("ports-open-",))
    assert "1 differs (1 in words), 1 opposed" in distance_words(pair)


def test_names_alone_make_no_term_of_another() -> None:
    one = plan("Island leaves all Mainland territory")
    other = plan("Mainland gives territory to Island")
    assert pair_plans(one, other).both == ()


def test_a_term_is_paired_once_with_the_nearest() -> None:
    one = plan("ferry crossings resume", "ferry crossings resume at dawn on weekdays")
    other = plan("ferry crossings resume at dawn on weekdays")
    (both,) = pair_plans(one, other).both
    assert (both.one, both.differences) == (2, ())


def test_pairing_does_not_depend_on_which_plan_comes_first() -> None:
    one = plan("the guard keeps 600 sailors", "a choir is founded")
    other = plan("a choir of pilots is founded", "the guard keeps 700 sailors")
    there = {(both.one, both.other) for both in pair_plans(one, other).both}
    back = {(both.other, both.one) for both in pair_plans(other, one).both}
    assert there == back == {(1, 2), (2, 1)}
