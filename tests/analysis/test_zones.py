"""Zones of agreement, and distances over time."""

import pytest

from dragoman.analysis import find_positions
from dragoman.analysis.positions import Positions
from dragoman.analysis.zones import Zone, distances_of, zones_of
from dragoman.record import Holding, Stance
from tests.analysis.talks import BOOK, CAST, MOTT, NO, PORTS, YES, Talks

SIDES = ("Island", "Mainland")
IF = "if the pilots are freed"


def found(talks: Talks) -> Positions:
    return find_positions(talks.shelf(), codebook=BOOK, actors=CAST)


@pytest.mark.parametrize(
    ("island", "condition", "mainland", "zone"),
    [
        (YES, None, YES, Zone.AGREED),
        (NO, None, NO, Zone.AGREED),
        (YES, IF, YES, Zone.CONDITIONAL),
        (YES, None, NO, Zone.DISPUTED),
        (YES, IF, NO, Zone.DISPUTED),
        ([YES, NO], None, YES, Zone.UNSETTLED),
        (YES, None, None, Zone.SILENT),
    ],
)
def test_zone_of_two_sides(
    island: Stance | list[Stance], condition: str | None, mainland: Stance | None, zone: Zone
) -> None:
    talks = Talks()
    talks.say("2024-05-01", island, condition=condition)
    if mainland:
        talks.say("2024-05-01", mainland, MOTT, party="Mainland")
    (standing,) = zones_of(found(talks), SIDES)
    assert standing.zone is zone
    assert [position.party for position in standing.positions] == list(SIDES)


def test_what_no_side_speaks_to_is_in_no_zone() -> None:
    talks = Talks()
    talks.say("2024-05-01", YES, party="League")
    assert zones_of(found(talks), SIDES) == ()


def test_distance_follows_both_sides() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO)
    talks.say("2024-05-02", YES, MOTT, party="Mainland")
    talks.say("2024-05-03", YES, condition=IF)
    talks.say("2024-05-04", YES)
    told = [
        (step.on.day, step.distance, step.holdings)
        for step in distances_of(found(talks), SIDES, PORTS)
    ]
    assert told == [
        (1, None, (Holding.OPPOSE, Holding.SILENT)),
        (2, 1.0, (Holding.OPPOSE, Holding.SUPPORT)),
        (3, 0.25, (Holding.CONDITIONAL, Holding.SUPPORT)),
        (4, 0.0, (Holding.SUPPORT, Holding.SUPPORT)),
    ]
