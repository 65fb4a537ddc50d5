"""Statements that people add: they stand, are judged like others, and go when taken back."""

from dataclasses import replace

import pytest

from dragoman.errors import RecordError
from dragoman.record import (
    PEOPLE,
    Act,
    Code,
    Decision,
    Field,
    Judgement,
    QuoteForm,
    Stance,
    Statement,
    statement_id,
)
from dragoman.record.corrections import span_form
from dragoman.record.forms import written
from dragoman.resolve import Judged
from dragoman.resolve.additions import quote_form
from tests import make
from tests.resolve.judged import (
    DENIAL,
    DOCUMENT,
    FEAR,
    JANE,
    STATEMENTS,
    TALKS,
    at,
    correct,
    judged,
    only,
)

WORDS = "the border would open in May"


def form(words: str, source: str | None = None, **fields: object) -> dict[str, object]:
    content = [span_form(make.span(DOCUMENT, words))]
    named = {"source": span_form(make.span(DOCUMENT, source))} if source else {}
    return {"content": content, **named, **fields}


def add(
    words: str,
    source: str | None = None,
    *,
    author: str = "jd",
    second: int = 0,
    **fields: object,
) -> Judgement:
    value = written(form(words, source, **fields))
    return Judgement.adding(DOCUMENT.id, value, author=author, decided_at=at(second))


BORDER = add(
    WORDS,
    "Jane Doe",
    speaker={"name": "Jane Doe"},
    act="promise",
    codes=[{"concept": "border", "stance": "support"}],
)


def added_in(result: Judged, judgement: Judgement) -> Statement:
    (found,) = [s for s in result.statements if s.id == judgement.target]
    return found


def test_added_statement_stands_beside_the_machines() -> None:
    result = judged(BORDER)
    assert result.statements[:3] == STATEMENTS
    statement = added_in(result, BORDER)
    assert [span.text for span in statement.content] == [WORDS]
    assert statement.source is not None
    assert (statement.act, statement.run) == (Act.PROMISE, PEOPLE.id)
    assert statement.codes == (Code(concept="border", stance=Stance.SUPPORT),)
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.party) == ("Jane Doe", "Freedonia")
    (mark,) = result.marks[statement.id]
    assert (mark.judgement, mark.counts) == (BORDER, True)
    assert statement.id not in result.machine


def test_speaker_whom_nobody_knows_comes_as_an_actor_of_the_document() -> None:
    decision = add(WORDS, speaker={"name": "John Roe", "kind": "person", "party": "Sylvania"})
    result = judged(decision)
    assert added_in(result, decision).party == "Sylvania"
    assert [(one.name, one.local_to) for one in result.actors] == [("John Roe", DOCUMENT.id)]


def test_taken_back_the_statement_is_no_more() -> None:
    back = Judgement.withdrawing(BORDER, author="ab", decided_at=at(5))
    result = judged(BORDER, back)
    assert result.statements == STATEMENTS
    assert result.marks == {}


def test_added_statement_is_judged_like_any_other() -> None:
    statement = added_in(judged(BORDER), BORDER)
    changed = make.judgement(statement, Decision.REJECT, author="ab", decided_at=at(9))
    result = judged(BORDER, changed)
    assert result.statements == STATEMENTS
    assert result.rejected == (statement,)
    assert [mark.counts for mark in result.marks[statement.id]] == [False, True]


def test_decision_on_a_statement_whose_adding_was_taken_back_waits() -> None:
    statement = added_in(judged(BORDER), BORDER)
    rejected = make.judgement(statement, Decision.REJECT, author="ab", decided_at=at(9))
    back = Judgement.withdrawing(BORDER, author="ab", decided_at=at(10))
    result = judged(BORDER, rejected, back)
    assert [waiting.judgement for waiting in result.waiting] == [rejected]


def test_two_who_add_the_same_add_it_once_and_the_later_tells() -> None:
    later = add(WORDS, "Jane Doe", author="ab", second=3, act="demand")
    result = judged(BORDER, later)
    statement = added_in(result, BORDER)
    assert len(result.statements) == 4
    assert statement.act is Act.DEMAND
    assert [mark.counts for mark in result.marks[statement.id]] == [False, True]


def test_what_the_machine_finds_in_a_later_reading_is_not_there_twice() -> None:
    found = make.statement(
        DOCUMENT, "the border would open", source="Jane Doe", cue="said", speaker=JANE
    )
    result = judged(BORDER, statements=(found, DENIAL))
    statement = only(result, WORDS)
    assert result.statements == (statement, DENIAL)
    assert statement.cue == found.cue
    assert statement.act is Act.PROMISE
    assert result.machine[statement.id] == found.id
    assert statement.run == found.run


def test_without_a_source_the_speaker_tells_whether_it_is_the_same() -> None:
    found = make.statement(
        DOCUMENT, "the border would open", source="Jane Doe", cue="said", speaker=JANE
    )
    same = add(WORDS, speaker={"name": "Jane Doe"}, act="promise")
    (statement,) = judged(same, statements=(found,)).statements
    assert (statement.source, statement.act) == (found.source, Act.PROMISE)
    other = add(WORDS, speaker={"name": "John Roe", "kind": "person"})
    assert len(judged(other, statements=(found,)).statements) == 2
    assert len(judged(add(WORDS), statements=(found,)).statements) == 2


def test_statement_of_another_source_around_it_is_another() -> None:
    inner = add("there was no plan", "The envoy replied")
    outer = replace(
        DENIAL, source=None, id=statement_id(DOCUMENT.id, None, DENIAL.cue, DENIAL.content)
    )
    assert len(judged(inner, statements=(outer,)).statements) == 2


def test_added_before_or_after_a_correction_it_comes_to_the_same() -> None:
    other = correct(FEAR, Field.ACT, "warn", second=4)
    assert judged(BORDER, other) == judged(other, BORDER)


def test_words_that_the_document_does_not_have_wait() -> None:
    value = form(WORDS)
    value["content"] = [{"start": 0, "end": 4, "text": "John"}]
    wrong = Judgement.adding(DOCUMENT.id, written(value), author="jd", decided_at=at(1))
    result = judged(wrong)
    assert result.statements == STATEMENTS
    assert "'Jane'" in result.waiting[0].why


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, "content is missing"),
        ({"content": []}, "at least one span"),
        ({"content": [{"start": 0, "end": 4, "text": "Jane"}], "party": 1}, "party"),
        ({"content": [{"start": 0, "end": 4, "text": "Jane"}], "who": 1}, "who is not known"),
        ({"content": [{"start": 0, "end": 4, "text": "Jane"}], "quote": "loud"}, "direct"),
    ],
)
def test_malformed_addition_is_told(value: object, told: str) -> None:
    with pytest.raises(RecordError, match=told):
        Judgement.adding(DOCUMENT.id, written(value), author="jd", decided_at=at(1))


def test_addition_is_of_the_document_and_the_words_that_it_names() -> None:
    with pytest.raises(RecordError, match="not the statement"):
        Judgement.of(
            TALKS.id,
            Decision.ADD,
            value=written(form(WORDS)),
            document=DOCUMENT.id,
            content=(make.span(DOCUMENT, WORDS),),
            author="jd",
            decided_at=at(1),
        )


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He said “we agree”.", "we agree", QuoteForm.DIRECT),
        ("He said “we agree.”", "“we agree.”", QuoteForm.DIRECT),
        ("He said they “agree” at last.", "they “agree” at last", QuoteForm.MIXED),
        ("He said they agree.", "they agree", QuoteForm.INDIRECT),
        ('He said "we agree".', "we agree", QuoteForm.DIRECT),
        ("Он сказал: «Мы согласны»", "Мы согласны", QuoteForm.DIRECT),
    ],
)
def test_quotation_marks_tell_how_much_is_quoted(
    text: str, words: str, expected: QuoteForm
) -> None:
    document = make.document(text)
    assert quote_form([make.span(document, words)], text) is expected
