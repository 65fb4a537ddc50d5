"""Stances: what turns a statement is taken off, and its codes are those of what it says by it."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from dragoman.extract.coding import Coder
from dragoman.extract.stances import speaks_against, takes_none, turned, without_contrast
from dragoman.record import Act, Code, Stance
from dragoman.settings.codebooks import shipped_codebook
from tests import make

SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
Case = TypedDict("Case", {"said": str, "codes": list[str], "not": list[str]})
CASES: list[Case] = yaml.safe_load((Path(__file__).parent / "stances.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(shipped_codebook("russia-ukraine"))


def signs(codes: tuple[Code, ...]) -> set[str]:
    return {code.concept + SIGNS[code.stance] for code in codes}


def codes_of(coder: Coder, said: str, act: Act = Act.ASSERT) -> set[str]:
    source, cue, content = said.split(" | ")
    document = make.document(f"{source} {cue} {content}.", language="en")
    return signs(coder.codes(make.statement(document, content, source=source, cue=cue, act=act)))


@pytest.mark.parametrize("case", CASES, ids=[case["said"][:60] for case in CASES])
def test_hard_statements_are_coded_with_what_they_say(case: Case, coder: Coder) -> None:
    found = codes_of(coder, case["said"])
    assert set(case["codes"]) <= found
    assert not set(case["not"]) & found


def test_cases_are_many_enough() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(
    ("cue", "content", "kernel", "against"),
    [
        ("rejected", "the withdrawal of all troops", "the withdrawal of all troops", True),
        ("said", "a truce would be a grave mistake", "a truce", True),
        ("said", "it is premature to speak of a truce", "speak of a truce", True),
        ("slammed", "Moscow's refusal to release the men", "release the men", False),
        ("criticised", "calls to lift the blockade", "the blockade", False),
        ("said", "nobody has refused to negotiate", "negotiate", False),
        ("said", "there is no alternative to dialogue", "dialogue", False),
        ("said", "the penalties must be lifted", "the penalties", True),
        ("said", "without a truce there can be no serious talks", "serious talks", True),
        ("opposed", "a truce by summer unless pledges come with it", "a truce by summer", True),
        ("complained of", "a decrease in shell deliveries", "shell deliveries", False),
        ("said", "an early truce would endanger the peace", "an early truce", True),
        ("said", "our right to the port is not negotiable", "our right to the port", False),
        ("was sceptical of", "a longer truce", "a longer truce", True),
        ("said", "there can be no talks without a truce", "talks", True),
        ("lamented", "the lack of a lasting truce", "a lasting truce", False),
        ("said", "the window for a compromise is closing", "a compromise", True),
    ],
)
def test_turning_words_are_taken_off(cue: str, content: str, kernel: str, against: bool) -> None:
    found = turned(cue, content)
    assert found is not None
    assert (found.kernel, found.against) == (kernel, against)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "we are ready for a truce"),
        ("said", "we will not withdraw without a treaty"),  # left to the encoder
        ("said", "they know what we have said and will not withdraw"),
        ("rejected", "the withdrawal " * 30),
    ],
)
def test_what_turns_nothing_surely_is_left_whole(cue: str, content: str) -> None:
    assert turned(cue, content) is None


def test_a_plain_not_turns_the_concept_whose_verb_it_denies() -> None:
    gaza = Coder(shipped_codebook("gaza"))
    found = turned("said", "Hamas will never disarm")
    assert found is not None
    assert (found.kernel, found.against, found.denied) == ("Hamas will disarm", True, "disarm")
    assert codes_of(gaza, "Hayya | said | Hamas will not disarm") == {"disarmament-hamas-"}


@pytest.mark.parametrize(
    ("codebook", "said", "code"),
    [
        ("gaza", "Sinwar | said | Hamas will not give up its weapons", "disarmament-hamas-"),
        ("gaza", "Katz | said | Hamas has to give up its weapons", "disarmament-hamas+"),
        ("gaza", "Hayya | said | our weapons are not negotiable", "disarmament-hamas-"),
        (
            "iran-nuclear",
            "Rubio | said | Iran must end its missile programme",
            "missile-programme+",
        ),
        (
            "iran-nuclear",
            "Kamalvandi | said | Iran will not give up enrichment",
            "enrichment-right+",
        ),
        ("iran-nuclear", "Witkoff | said | Iran must give up enrichment", "enrichment-right-"),
    ],
)
def test_who_keeps_a_thing_is_against_what_takes_it(codebook: str, said: str, code: str) -> None:
    found = codes_of(Coder(shipped_codebook(codebook)), said)
    assert {one for one in found if one[:-1] == code[:-1]} == {code}


def test_what_a_refusal_would_need_is_not_refused() -> None:
    found = turned("said", "we can never accept a truce without pledges")
    assert found is not None
    assert (found.kernel, found.against) == ("a truce", True)


def test_an_end_turns_no_concept_that_is_of_an_end(coder: Coder) -> None:
    assert "ceasefire+" in codes_of(coder, "Guterres | called for | an immediate end to the war")
    assert signs(coder.code_term("the lifting of all sanctions on Russia")) >= {"sanctions-"}


def test_who_declines_to_comment_takes_no_stance(coder: Coder) -> None:
    said = "Peskov | would not say | Moscow is ready to sit down for talks in Istanbul on Monday"
    assert codes_of(coder, said, Act.DECLINE_COMMENT) == set()
    assert codes_of(coder, said) != set()


def test_charges_and_open_questions_take_no_stance() -> None:
    assert takes_none("accused", "Moscow of dragging its feet")
    assert takes_none("asked", "whether Moscow would accept a truce")
    assert not takes_none("said", "Moscow would accept a truce")


def test_what_a_statement_sets_itself_against_is_left_out() -> None:
    said = "more pressure instead of more dialogue, and soon"
    assert without_contrast(said) == "more pressure, and soon"
    assert without_contrast("instead of talks, war") == "instead of talks, war"


def test_cues_that_speak_against_what_follows() -> None:
    assert speaks_against("was firmly against")
    assert speaks_against("did not want")
    assert not speaks_against("said")


def test_not_allowing_what_a_concept_says_there_is_not_supports_it() -> None:
    coder = Coder(shipped_codebook("iran-nuclear"))
    said = "The envoy | stressed | they will not allow Iran to acquire nuclear weapons"
    assert "bomb-renounced-" not in codes_of(coder, said)


@pytest.mark.parametrize(
    ("content", "hanging"),
    [
        ("there can be no talks until the prisoners are exchanged", {"talks-open"}),
        ("we stop the war in exchange for the lifting of sanctions", {"ceasefire"}),
    ],
)
def test_what_a_condition_asks_for_does_not_hang_on_it(
    content: str, hanging: set[str], coder: Coder
) -> None:
    document = make.document(f"The minister said {content}.", language="en")
    statement = make.statement(document, content, source="The minister", cue="said")
    codes = coder.codes(statement)
    assert len(codes) > 1
    assert {code.concept for code in codes if code.condition} == hanging
