"""Teaching: which decisions become lessons, and that the same decisions always make the same."""

from dataclasses import replace
from random import Random

import pytest

from dragoman.analysis.teaching import MOST, taught
from dragoman.record import (
    Code,
    Codebook,
    Concept,
    Decision,
    Document,
    Field,
    Judgement,
    Lesson,
    Stance,
    Statement,
)
from dragoman.record.corrections import value_of
from dragoman.resolve import Judged, Knowledge, apply_judgements
from tests import make

NOBODY = Knowledge(entries={}, roles=(), institutions=())
BOOK = Codebook(
    negotiation="the strait",
    issues=("trade",),
    concepts=tuple(
        Concept(id=id_, issue="trade", text=f"The {id_} is opened") for id_ in ("port", "strait")
    ),
)
DOCUMENT = make.document("The envoy said ships may dock again. Residents fear a war.")
DOCK = make.statement(
    DOCUMENT,
    "ships may dock again",
    source="The envoy",
    cue="said",
    codes=[Code(concept="strait", stance=Stance.SUPPORT)],
)
LESSON = Lesson(
    source="The envoy", cue="said", content="ships may dock again", stance=Stance.SUPPORT
)


def judged(*judgements: Judgement, statement: Statement = DOCK) -> Judged:
    return apply_judgements(DOCUMENT, [statement], judgements, NOBODY)


def codes(*given: tuple[str, str], second: int = 0, statement: Statement = DOCK) -> Judgement:
    value = [{"concept": concept, "stance": stance} for concept, stance in given]
    return make.judgement(
        statement,
        Decision.CORRECT,
        field=Field.CODES,
        value=value,
        decided_at=f"2026-11-22T09:30:{second:02d}Z",
    )


def lessons(*documents: Judged) -> dict[str, tuple[Lesson, ...]]:
    return {c.id: c.lessons for c in taught(BOOK, documents).concepts if c.lessons}


def test_accepted_codes_teach_their_stance() -> None:
    assert lessons(judged(make.judgement(DOCK))) == {"strait": (LESSON,)}


def test_corrected_codes_teach_what_they_are_and_what_they_are_not() -> None:
    assert lessons(judged(codes(("port", "support")))) == {
        "port": (LESSON,),
        "strait": (replace(LESSON, stance=None),),
    }


def test_code_taken_away_teaches_on_after_another_person_accepts() -> None:
    gone = codes(second=0)
    clean = judged(gone).statements[0]
    accepted = make.judgement(clean, author="ed", decided_at="2026-11-22T09:30:09Z")
    assert lessons(judged(gone, accepted)) == {"strait": (replace(LESSON, stance=None),)}


def test_decisions_about_other_fields_teach_nothing() -> None:
    act = make.judgement(DOCK, Decision.CORRECT, field=Field.ACT, value="warn")
    assert lessons(judged(act)) == {}


@pytest.mark.parametrize("reversal", ["withdrawn", "rejected"])
def test_what_is_taken_back_or_rejected_teaches_nothing(reversal: str) -> None:
    decision = codes(("port", "support"))
    if reversal == "withdrawn":
        other = make.judgement(decision, decided_at="2026-11-22T09:31:00Z")
    else:
        other = make.judgement(DOCK, Decision.REJECT, decided_at="2026-11-22T09:31:00Z")
    assert taught(BOOK, [judged(decision, other)]) == BOOK


def test_lessons_do_not_depend_on_what_the_coder_says_by_now() -> None:
    decision = codes(("port", "support"))
    recoded = replace(DOCK, codes=(Code(concept="port", stance=Stance.SUPPORT),))
    before, after = judged(decision), judged(decision, statement=recoded)
    assert taught(BOOK, [before]).version == taught(BOOK, [after]).version
    assert taught(BOOK, [before]).version != BOOK.version


def test_of_decisions_about_the_same_words_the_last_counts() -> None:
    other = make.document(DOCUMENT.text + " It rained.")
    again = make.statement(other, "ships may dock again", source="The envoy", cue="said")
    later = make.judgement(
        again,
        Decision.CORRECT,
        field=Field.CODES,
        value=[{"concept": "port", "stance": "oppose"}],
        decided_at="2026-11-22T10:00:00Z",
    )
    elsewhere = apply_judgements(other, [again], [later], NOBODY)
    first = judged(codes(("port", "support")))
    for order in ([first, elsewhere], [elsewhere, first]):
        assert [lesson.stance for lesson in lessons(*order)["port"]] == [Stance.OPPOSE]


def test_concepts_that_the_codebook_has_no_more_are_left_out() -> None:
    assert lessons(judged(codes(("bridge", "support"), second=1))).keys() == {"strait"}


def many(texts: list[str]) -> list[Judged]:
    found = []
    for number, text in enumerate(texts):
        document: Document = make.document(text, name=f"{number}.txt")
        statement = make.statement(document)
        value = [{"concept": "port", "stance": "support"}]
        decision = make.judgement(statement, Decision.CORRECT, field=Field.CODES, value=value)
        found.append(apply_judgements(document, [statement], [decision], NOBODY))
    return found


def test_the_most_different_of_many_lessons_are_taken_in_any_order() -> None:
    same = [f"ships may dock in harbour number {n} again" for n in range(MOST + 20)]
    other = [f"{word} winds blow" for word in ("northern", "southern", "western", "eastern")]
    documents = many([*same, *other])
    (port, _) = taught(BOOK, documents).concepts
    assert len(port.lessons) == MOST
    assert {lesson.content for lesson in port.lessons} >= set(other)
    shuffled = documents[:]
    Random(7).shuffle(shuffled)
    assert taught(BOOK, shuffled) == taught(BOOK, documents)


def test_value_of_codes_reads_back_as_it_was_decided() -> None:
    (statement,) = judged(codes(("port", "support"))).statements
    assert value_of(statement, Field.CODES) == [
        {"concept": "port", "stance": "support", "condition": None}
    ]
