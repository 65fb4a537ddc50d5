"""Judgements in any order: the same stands, none is lost, and all can be taken back."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Decision, Document, Field, Judgement, Span, Statement
from dragoman.record.corrections import span_form
from dragoman.resolve import in_force
from tests import make
from tests.resolve.judged import DOCUMENT, FEAR, STATEMENTS, at, judged


@st.composite
def decisions(draw: st.DrawFn) -> list[Judgement]:
    """Draw decisions about the statements, some of them taken back."""
    made: list[Judgement] = []
    for number in range(draw(st.integers(1, 6))):
        statement = draw(st.sampled_from(STATEMENTS))
        words = draw(st.sampled_from(["talks would begin", "the border would open", "no plan"]))
        kind, field, value = draw(
            st.sampled_from(
                [
                    (Decision.ACCEPT, None, make.NOTHING),
                    (Decision.REJECT, None, make.NOTHING),
                    (Decision.CORRECT, Field.ACT, "warn"),
                    (Decision.CORRECT, Field.PARTY, "Sylvania"),
                    (Decision.CORRECT, Field.SPEAKER, {"name": "Dmitry Peskov"}),
                    (Decision.CORRECT, Field.CONTENT, [span_form(make.span(DOCUMENT, words))]),
                    (Decision.MERGE, None, [FEAR.id]),
                ]
            )
        )
        made.append(
            make.judgement(
                statement,
                kind,
                field=field,
                value=value,
                decided_at=at(draw(st.integers(0, 3))),
                author=f"author {number}",
            )
        )
    taken_back = draw(st.lists(st.sampled_from(made), max_size=3, unique=True))
    return [*made, *(make.judgement(judgement, decided_at=at(9)) for judgement in taken_back)]


@given(decisions(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_order_in_which_judgements_are_given_does_not_matter(
    made: list[Judgement], random: Random
) -> None:
    shuffled = made[:]
    random.shuffle(shuffled)
    assert judged(*shuffled) == judged(*made)


@given(decisions())
@settings(deadline=None, max_examples=60)
def test_taking_everything_back_gives_back_what_the_machine_said(made: list[Judgement]) -> None:
    open_ones = in_force(made)
    back = [make.judgement(judgement, decided_at=at(30)) for judgement in open_ones]
    result = judged(*made, *back)
    assert result.statements == STATEMENTS
    assert result.marks == {}


@given(decisions())
@settings(deadline=None, max_examples=60)
def test_no_decision_is_lost_and_spans_hold(made: list[Judgement]) -> None:
    result = judged(*made)
    shown = {mark.judgement.id for marks in result.marks.values() for mark in marks}
    shown |= {waiting.judgement.id for waiting in result.waiting}
    assert shown == {judgement.id for judgement in in_force(made)}
    ids = [statement.id for statement in (*result.statements, *result.rejected)]
    assert len(ids) == len(set(ids))
    assert all(holds(statement, DOCUMENT) for statement in result.statements)


def holds(statement: Statement, document: Document) -> bool:
    spans: list[Span | None] = [statement.source, statement.cue, *statement.content]
    return all(span.holds_in(document.text) for span in spans if span)
