"""By which kind of words a speaker is named, and what is counted of each."""

import pytest
from evaluation.sets import annotated_sets
from evaluation.speakers import KINDS, kind_of, measured, reports, table

from dragoman.resolve import load_knowledge


@pytest.mark.parametrize(
    ("words", "who", "kind"),
    [
        ("Russian Foreign Minister Lavrov", "Sergey Lavrov", "name"),
        ("the Russian foreign minister", "Sergey Lavrov", "role"),
        ("he", "Sergey Lavrov", "pronoun"),
        ("in his opinion", "Sergey Lavrov", "pronoun"),
        ("the Kremlin", "Russia", "metonym"),
        ("the alliance", "NATO", "body"),
        ("the agency", "Reuters", "outlet"),
        ("two people close to her", "unnamed sources", "unnamed"),
        ("a ferryman", "ferryman from the old harbour", "other"),
        ("Ada Moor, the ferryman", "Ada Moor", "name"),
    ],
)
def test_kind_of_a_source_is_told_by_its_words_and_who_it_is(
    words: str, who: str, kind: str
) -> None:
    text = f"{words} said no."
    gold = {"source": [0, len(words)], "who": who}
    assert kind_of(gold, text, load_knowledge()) == kind
    assert kind_of({"source": None, "who": who}, text, load_knowledge()) == "none"


def test_every_statement_of_the_example_is_counted_once() -> None:
    example = next(iter(annotated_sets()))
    first = next(iter(reports()))
    wanted = sum(
        bool(one["content"]) for document in example.gold for one in document["statements"]
    )
    assert first.kinds["all"].all == wanted
    assert sum(first.kinds[kind].all for kind in KINDS) == wanted
    assert f"| all | {wanted} |" in table(first)


def test_set_without_articles_is_an_empty_table() -> None:
    assert "| via where there is none | 0 | 0 | |" in table(measured("empty", [], load_knowledge()))
