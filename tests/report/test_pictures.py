"""Pictures: shapes that differ without colour, words that stay words."""

import re
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from dragoman.analysis import find_positions, survey
from dragoman.report.parties import sign_parties
from dragoman.report.pictures import Picture, draw_coverage, draw_positions
from tests import make
from tests.analysis.talks import BRINK, NO, VOSS, YES, Talks
from tests.report.shelf import Shelf
from tests.report.test_html import EVIL

SVG = "{http://www.w3.org/2000/svg}"
EVER = (date.min, date.max)


def drawn(talks: Talks, days: tuple[date, date] = EVER) -> Picture | None:
    found = find_positions(talks.shelf())
    concepts = [topic.concept for topic in found.spoken]
    return draw_positions(found, sign_parties(found.parties), concepts, found.parties, days)


def varied() -> Talks:
    talks = Talks()
    talks.say("2024-05-01", YES, BRINK)
    talks.say("2024-05-02", NO, BRINK)
    talks.say("2024-05-03", YES, BRINK, condition="until the vote")
    talks.say("2024-05-04", YES, BRINK)
    talks.say("2024-05-04", NO, VOSS)
    talks.say("2024-05-05", NO, BRINK, condition="if the tide turns")
    return talks


def _paths_after(ring: Any) -> list[Any]:
    """Give the paths that are drawn into a ring: those before the next ring."""
    found = []
    for node in ring.itersiblings():
        if node.tag != f"{SVG}path":
            break
        found.append(node)
    return found


def test_each_stance_has_a_shape_of_its_own_and_no_colour() -> None:
    picture = drawn(varied())
    assert picture is not None
    tree = etree.fromstring(picture.svg)
    fills = [ring.get("fill") for ring in tree.iter(f"{SVG}circle")]
    assert fills == ["currentColor", *["white"] * 4]
    drawn_after = [
        tuple(re.sub(r"[-\d. ]", "", node.get("d")) for node in _paths_after(ring))
        for ring in tree.iter(f"{SVG}circle")
    ]
    assert drawn_after == [(), ("ML",), ("MAZ",), ("MAZ",), ("MAZ", "ML")]
    halves = [_paths_after(ring)[0].get("d") for ring in list(tree.iter(f"{SVG}circle"))[2:4]]
    assert len({re.sub(r"^M[-\d.]+", "", half) for half in halves}) == 2, "left half, lower half"
    used = {node.get(key) for node in tree.iter() for key in ("fill", "stroke")}
    assert used <= {None, "none", "white", "currentColor"}


def test_those_who_do_not_see_it_are_told_the_same() -> None:
    picture = drawn(varied())
    assert picture is not None
    assert "Island on “ports-open”: opposes on 2024-05-02, " in picture.alt
    assert picture.alt.endswith(
        "conditionally supports on 2024-05-03, mixed on 2024-05-04, "
        "conditionally opposes on 2024-05-05."
    )


def test_days_outside_the_time_are_not_drawn() -> None:
    picture = drawn(varied(), (date(2024, 5, 2), date(2024, 5, 3)))
    assert picture is not None
    assert "2024-05-01" not in picture.svg
    assert drawn(varied(), (date(2024, 5, 3), date(2024, 5, 3))) is None, "one day is no course"


def test_words_of_the_record_stay_words() -> None:
    talks = varied()
    talks.say("2024-05-01", YES, BRINK, concept=EVIL)
    talks.say("2024-05-02", NO, BRINK, concept=EVIL)
    picture = drawn(talks)
    assert picture is not None
    tree = etree.fromstring(picture.svg)
    assert {node.tag for node in tree.iter()} == {
        f"{SVG}{name}" for name in ("svg", "path", "text", "circle")
    }
    assert any("<script>" in (text.text or "") for text in tree.iter(f"{SVG}text"))


def test_coverage_has_a_bar_for_each_day_that_has_documents() -> None:
    days = ("2024-05-01", "2024-05-01", "2024-05-03", None)
    documents = [make.document(f"text {n}", f"{n}", published=day) for n, day in enumerate(days)]
    picture = draw_coverage(survey(Shelf(documents)))
    assert picture is not None
    bars = list(etree.fromstring(picture.svg).iter(f"{SVG}rect"))
    assert [float(bar.get("height")) for bar in bars] == [56.0, 28.0]
    assert picture.alt == ("3 documents from 1 May 2024 to 3 May 2024; the most, 2, on 1 May 2024.")
    assert draw_coverage(survey(Shelf(documents[:2]))) is None
