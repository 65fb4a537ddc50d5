"""Levels: how high a speaker stands."""

import pytest

from dragoman.analysis import Level
from dragoman.analysis.levels import known_by_id, level_of
from dragoman.record import Actor, ActorKind, Office, Speaker
from tests import make


def level(actor: Actor, party: str = "Island", day: str | None = "2024-05-03") -> Level:
    speaker = Speaker(id=actor.id, name=actor.name, kind=actor.kind)
    return level_of(speaker, party, day, known_by_id([actor]))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("president", Level.PRINCIPAL),
        ("prime minister", Level.PRINCIPAL),
        ("foreign minister", Level.PRINCIPAL),
        ("secretary of state", Level.PRINCIPAL),
        ("defence minister", Level.PRINCIPAL),
        ("negotiator", Level.PRINCIPAL),
        ("secretary general", Level.PRINCIPAL),
        ("spokesperson", Level.SPOKESPERSON),
        ("press secretary", Level.SPOKESPERSON),
        ("deputy spokesperson", Level.SPOKESPERSON),
        ("vice president", Level.OFFICIAL),
        ("deputy foreign minister", Level.OFFICIAL),
        ("president of the General Assembly", Level.OFFICIAL),
        ("senator", Level.OFFICIAL),
    ],
)
def test_level_follows_the_office(role: str, expected: Level) -> None:
    assert level(make.actor(offices=[Office(role=role, of="Island")])) is expected


def test_highest_office_of_the_party_on_that_day_counts() -> None:
    actor = make.actor(
        offices=[
            Office(role="senator", of="Island"),
            Office(role="president", of="Island", until="2023"),
            Office(role="spokesperson", of="Island", since="2024"),
            Office(role="president", of="League"),
        ]
    )
    assert level(actor) is Level.SPOKESPERSON
    assert level(actor, day="2022-01-01") is Level.PRINCIPAL
    assert level(actor, day=None) is Level.SPOKESPERSON


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("the island's foreign minister", Level.PRINCIPAL),
        ("chief negotiator", Level.PRINCIPAL),
        ("a spokesman for the president", Level.SPOKESPERSON),
        ("the president's chief of staff", Level.OFFICIAL),
        ("former prime minister", Level.OFFICIAL),
        ("harbour master", Level.OFFICIAL),
    ],
)
def test_whom_the_knowledge_lacks_is_placed_by_the_words_of_the_text(
    description: str, expected: Level
) -> None:
    actor = make.actor("Jo Ray", local_to=make.document(), description=description)
    assert level(actor) is expected


def test_a_party_or_body_is_an_institution_and_nobody_known_an_official() -> None:
    assert level(make.actor("Island", ActorKind.STATE)) is Level.INSTITUTION
    assert level(make.actor("officials", ActorKind.UNNAMED)) is Level.UNNAMED
    stranger = Speaker(id="0", name="Jo Ray", kind=ActorKind.PERSON)
    assert level_of(stranger, "Island", None, {}) is Level.OFFICIAL


def test_of_two_versions_the_one_of_which_more_is_known_counts() -> None:
    bare, full = make.actor(), make.actor(offices=[Office(role="president", of="Island")])
    assert known_by_id([bare, full]) == known_by_id([full, bare]) == {full.id: full}
