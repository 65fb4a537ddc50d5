"""Pointing: who rejects or accepts "the demand" takes a stance to what was demanded."""

from dragoman.extract.pointing import with_what_is_meant
from dragoman.record import Act, Attribution, Code, Document, QuoteForm, Stance
from tests import make

CODE = Code(concept="withdrawal", stance=Stance.SUPPORT, confidence=0.9)


def said(
    document: Document, source: str, cue: str, content: str, act: Act, codes: tuple[Code, ...] = ()
) -> Attribution:
    return Attribution(
        source=make.span(document, source),
        cue=make.span(document, cue),
        content=(make.span(document, content),),
        quote=QuoteForm.INDIRECT,
        act=act,
        codes=codes,
    )


def answered(
    answer: str, act: Act, between: str = "", asked_as: Act = Act.DEMAND
) -> tuple[Code, ...]:
    text = f"Ardun demanded a withdrawal from the valley. {between}Bresk {answer} the demand."
    document = make.document(text, language="en")
    asked = said(document, "Ardun", "demanded", "a withdrawal from the valley", asked_as, (CODE,))
    reply = said(document, "Bresk", answer, "the demand", act)
    return list(with_what_is_meant((asked, reply)))[1].codes


def test_who_rejects_a_demand_opposes_what_is_demanded() -> None:
    (code,) = answered("has rejected", Act.REJECT)
    assert (code.concept, code.stance) == ("withdrawal", Stance.OPPOSE)


def test_who_accepts_a_demand_supports_it() -> None:
    (code,) = answered("accepted", Act.AGREE)
    assert (code.concept, code.stance) == ("withdrawal", Stance.SUPPORT)


def test_who_only_names_it_takes_no_stance() -> None:
    assert answered("repeated", Act.ASSERT) == ()


def test_what_was_said_long_before_is_not_meant() -> None:
    assert answered("has rejected", Act.REJECT, between="Snow fell. " * 80) == ()


def test_a_request_is_no_demand() -> None:
    assert answered("has rejected", Act.REJECT, asked_as=Act.REQUEST) == ()
