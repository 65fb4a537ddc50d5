"""A document with three statements, and decisions about them."""

from collections.abc import Sequence
from functools import cache

from dragoman.record import Act, Code, Decision, Field, Judgement, Stance, Statement
from dragoman.resolve import Judged, Knowledge, apply_judgements, load_knowledge
from tests import make

TEXT = (
    "Jane Doe said talks would begin on Monday and the border would open in May. "
    "The envoy replied that there was no plan. "
    "Residents feared a new attack before winter came."
)
DOCUMENT = make.document(TEXT, published="2025-05-06")
JANE = make.actor("Jane Doe", local_to=DOCUMENT)
CEASEFIRE = Code(
    concept="ceasefire", stance=Stance.SUPPORT, condition=make.span(DOCUMENT, "in May")
)
TALKS = make.statement(
    DOCUMENT,
    "talks would begin on Monday and the border would open in May",
    source="Jane Doe",
    cue="said",
    speaker=JANE,
    party="Freedonia",
    codes=[CEASEFIRE],
    confidence=0.7,
)
DENIAL = make.statement(
    DOCUMENT,
    "there was no plan",
    source="The envoy",
    cue="replied",
    act=Act.DENY,
    codes=[Code(concept="plan", stance=Stance.OPPOSE)],
)
FEAR = make.statement(DOCUMENT, "a new attack before winter came", source="Residents", cue="feared")
STATEMENTS = (TALKS, DENIAL, FEAR)


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def judged(*judgements: Judgement, statements: Sequence[Statement] = STATEMENTS) -> Judged:
    return apply_judgements(DOCUMENT, statements, judgements, knowledge())


def at(second: int) -> str:
    return f"2026-11-22T09:30:{second:02d}Z"


def correct(
    statement: Statement,
    field: Field,
    value: object,
    second: int = 0,
    author: str = "jd",
) -> Judgement:
    return make.judgement(
        statement, Decision.CORRECT, field=field, value=value, author=author, decided_at=at(second)
    )


def only(result: Judged, content: str) -> Statement:
    (found,) = [s for s in result.statements if content in s.content[0].text]
    return found
