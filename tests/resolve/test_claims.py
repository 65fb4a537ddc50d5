"""Claims: what is grouped, who asserts and denies, what is left out; order does not count."""

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from dragoman.record import (
    Act,
    ActorKind,
    Carries,
    Claim,
    ClaimStatus,
    Code,
    Document,
    Link,
    LinkKind,
    Span,
    Speaker,
    Stance,
    Statement,
    actor_id,
    statement_id,
)
from dragoman.resolve.claims import find_claims
from tests import make

FILLER = "rain fell on the hills and the rivers rose while nobody in the valley slept " * 8
LINE = re.compile(
    r"(?P<outlet>\S+) (?P<day>\d+) \| (?P<who>[^(|]+?)(?: \((?P<party>[^)]+)\))? \| "
    r"(?P<act>\S+) \| (?P<content>[^|]+?)(?: \| via: (?P<via>.+))?$"
)


class Case(TypedDict, total=False):
    name: str
    said: list[str]
    nested: bool
    claims: list[str]


Articles = list[tuple[Document, list[Statement]]]


@cache
def cases() -> list[Case]:
    loaded: list[Case] = yaml.safe_load((Path(__file__).parent / "claim_cases.yaml").read_text())
    return loaded


def articles_of(case: Case) -> Articles:
    """Build a document for each outlet and day out of what is said in it."""
    lines = [match.groupdict() for line in case["said"] if (match := LINE.match(line))]
    assert len(lines) == len(case["said"])
    for line in lines:
        line["content"] = line["content"].replace("FILLER", FILLER.strip())
    by_document: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in lines:
        by_document.setdefault((line["outlet"], line["day"]), []).append(line)
    nested, name = case.get("nested", False), case.get("name", "unnamed")
    return [article(name, *key, told, nested) for key, told in by_document.items()]


def article(
    case: str, outlet: str, day: str, told: list[dict[str, str]], nested: bool
) -> tuple[Document, list[Statement]]:
    text = " ".join(f"{line['who']} said {line['content']}." for line in told)
    published = f"2030-05-{int(day):02d}"
    document = make.document(text, f"{case}/{outlet}-{day}.txt", outlet=outlet, published=published)
    return document, [statement(document, line, nested) for line in told]


def statement(document: Document, line: dict[str, str], nested: bool) -> Statement:
    """Find the words of a line; a nested one's are those within the first statement."""
    begun = document.text.find(f"{line['who']} said {line['content']}.")
    inner = nested and line["via"]
    start = document.text.index(line["content"], 0 if inner else begun)
    content = (Span.of(document.text, start, start + len(line["content"])),)
    source = None if inner else Span.of(document.text, begun, begun + len(line["who"]))
    who = None if line["who"] == "?" else line["who"]
    via = (line["via"] or "").split(", ") if line["via"] else []
    plain = make.statement(document, act=Act(line["act"]), party=line["party"])
    return Statement(
        id=statement_id(document.id, source, None, content),
        document=document.id,
        source=source,
        cue=None,
        content=content,
        speaker=speaker(who) if who else None,
        party=line["party"],
        quote=plain.quote,
        act=plain.act,
        via=tuple(Link(name=name, kind=LinkKind.NAMED) for name in via),
        run=plain.run,
    )


def speaker(name: str) -> Speaker:
    return Speaker(id=actor_id(ActorKind.PERSON, name, None), name=name, kind=ActorKind.PERSON)


def shown(claim: Claim) -> str:
    names = (claim.asserted_by, claim.denied_by, claim.declined_by)
    cells = [claim.status.value, *(", ".join(sorted(part)) for part in names), str(claim.origins)]
    return re.sub(r" +", " ", " | ".join(cells))


def in_order(line: str) -> str:
    """Sort the names of an expected claim: documents of one day have no order of their own."""
    cells = (", ".join(sorted(cell.strip().split(", "))) for cell in line.split("|"))
    return re.sub(r" +", " ", " | ".join(cells))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_claims_are_found_as_written_down(case: Case) -> None:
    found = [shown(claim) for claim in find_claims(articles_of(case))]
    assert found == [in_order(line) for line in case["claims"]]


@pytest.mark.parametrize("seed", range(4))
def test_claims_do_not_depend_on_order(seed: int) -> None:
    articles = [article for case in cases() for article in articles_of(case)]
    expected, dice = find_claims(articles), random.Random(seed)
    dice.shuffle(articles)
    for _, statements in articles:
        dice.shuffle(statements)
    assert find_claims(articles) == expected


def find(name: str) -> list[Claim]:
    return find_claims(articles_of(next(case for case in cases() if case["name"] == name)))


def test_each_claim_names_as_many_roots_as_it_has_origins() -> None:
    claims = [claim for case in cases() for claim in find_claims(articles_of(case))]
    assert all(len(claim.roots) == claim.origins for claim in claims)
    assert all(
        {i for root in claim.roots for i in root.statements} <= set(claim.statements)
        for claim in claims
    )


def test_outlets_that_leave_the_denial_out_are_named() -> None:
    case: Case = {
        "said": [
            "alpha 1 | unnamed officials | assert | envoys discussed surrendering the lighthouses",
            "beta 2 | unnamed officials | assert | envoys discussed surrendering the lighthouses",
            "beta 2 | Ann Lee (Southland) | deny | envoys discussed surrendering lighthouses",
            "gamma 3 | unnamed officials | assert | envoys discussed surrendering the lighthouses",
        ]
    }
    (claim,) = find_claims(articles_of(case))
    assert claim.status is ClaimStatus.CONTESTED
    assert {place.outlet: place.carries for place in claim.coverage} == {
        "alpha": Carries.EARLIER,
        "beta": Carries.BOTH,
        "gamma": Carries.ASSERTION,
    }


def test_figures_of_a_claim_have_their_places() -> None:
    (claim,) = find("figures that exclude each other are contested")
    figures = {(f.by, f.value, f.unit, f.span.text) for f in claim.figures}
    assert figures == {
        ("Ivan Petrov", 300, "killed", "300"),
        ("Ann Lee", 1200, "killed", "1,200"),
    }


def coded(case: Case, stances: Mapping[str, Stance | None]) -> Articles:
    """Give the articles of a case with a stance on one concept for each speaker."""
    return [
        (document, [replace(s, codes=codes_of(stances, s)) for s in said])
        for document, said in articles_of(case)
    ]


def codes_of(stances: Mapping[str, Stance | None], statement: Statement) -> tuple[Code, ...]:
    stance = stances[statement.speaker.name] if statement.speaker else None
    return (Code(concept="amber-tax", stance=stance),) if stance else ()


TAX: Case = {
    "said": [
        "alpha 1 | Ivan Petrov (Norland) | demand | Southland levies nothing on amber",
        "alpha 1 | Ann Lee (Southland) | assert | amber is taxed like any other cargo",
    ]
}


def test_opposite_stances_on_one_concept_are_contested() -> None:
    stances = {"Ivan Petrov": Stance.SUPPORT, "Ann Lee": Stance.OPPOSE}
    (claim,) = find_claims(coded(TAX, stances))
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == ("Ivan Petrov", "Norland")
    assert claim.denied_by == ("Ann Lee", "Southland")


def test_opposite_stances_far_apart_need_more_than_a_word_in_common() -> None:
    case: Case = {
        "said": [
            "alpha 1 | Ivan Petrov (Norland) | propose | a toll on amber at the old bridge "
            "of Southland by the water mills for lorries",
            "alpha 1 | Mara Onu | assert | FILLER",
            "alpha 1 | Ann Lee (Southland) | reject | lorries without lamps in any harbour town",
        ]
    }
    stances = {"Ivan Petrov": Stance.SUPPORT, "Mara Onu": None, "Ann Lee": Stance.OPPOSE}
    assert find_claims(coded(case, stances)) == []


@pytest.mark.parametrize("second", [Stance.SUPPORT, None])
def test_the_same_stance_and_none_are_not(second: Stance | None) -> None:
    assert find_claims(coded(TAX, {"Ivan Petrov": Stance.SUPPORT, "Ann Lee": second})) == []


def test_a_rejection_that_shares_a_stance_is_no_answer() -> None:
    case: Case = {
        "said": [
            "alpha 1 | Ivan Petrov (Norland) | demand | an end of the toll on amber lorries",
            "alpha 1 | Ann Lee (Southland) | reject | the toll on amber lorries",
        ]
    }
    alike = dict.fromkeys(("Ivan Petrov", "Ann Lee"), Stance.OPPOSE)
    assert find_claims(coded(case, alike)) == []
    (claim,) = find_claims(articles_of(case))
    assert claim.status is ClaimStatus.CONTESTED


def test_a_claim_is_told_in_words_that_can_be_read_alone() -> None:
    case: Case = {
        "said": [
            "alpha 1 | Gamma News | assert | on the alleged deployment of amber cutters",
            "alpha 1 | Ivan Petrov (Norland) | assert | Southland deploys amber cutters",
            "alpha 1 | Ann Lee (Southland) | deny | the deployment of amber cutters",
        ]
    }
    texts = {claim.text for claim in find_claims(articles_of(case)) if claim.denied_by}
    assert texts == {"Southland deploys amber cutters"}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            ("a temporary deployment of amber cutters", "the amber cutters were deployed,"),
            "the amber cutters were deployed",
        ),
        (("to deploy amber cutters", "to deploy amber cutters,"), "deploy amber cutters"),
        (("amber cutters are “a folly", "amber cutters"), "amber cutters are “a folly”"),
    ],
)
def test_a_claim_is_told_in_a_whole_clause_if_there_is_one(
    said: tuple[str, str], text: str
) -> None:
    case: Case = {
        "said": [
            f"alpha 1 | Ivan Petrov (Norland) | assert | {said[0]}",
            f"alpha 1 | Mara Onu (Norland) | assert | {said[1]}",
            "alpha 1 | Ann Lee (Southland) | deny | the deployment of amber cutters",
        ]
    }
    texts = {claim.text for claim in find_claims(articles_of(case)) if claim.denied_by}
    assert texts == {text}


def test_what_another_outlet_asserts_is_its_story() -> None:
    case: Case = {
        "said": [
            "alpha 1 | Gamma News | assert | Southland deploys amber cutters",
            "alpha 1 | Ann Lee (Southland) | deny | Southland deploys amber cutters",
        ]
    }
    outlet = Speaker(
        id=actor_id(ActorKind.OUTLET, "Gamma News", None), name="Gamma News", kind=ActorKind.OUTLET
    )
    ((document, (first, second)),) = articles_of(case)
    (claim,) = find_claims([(document, [replace(first, speaker=outlet), second])])
    assert [root.name for root in claim.roots] == ["Gamma News"]


def test_no_statements_make_no_claims() -> None:
    assert find_claims([]) == []
    assert find_claims([(make.document(), [])]) == []


def test_near_duplicates_have_one_origin() -> None:
    name = "two outlets with sources of their own are two origins"
    articles = articles_of(next(case for case in cases() if case["name"] == name))
    one = articles[0][1][0].speaker
    same = [(document, [replace(s, speaker=one) for s in said]) for document, said in articles]
    (claim,) = find_claims(same)
    assert claim.origins == 2
    (claim,) = find_claims(same, {document.id: "family" for document, _ in same})
    assert claim.origins == 1
