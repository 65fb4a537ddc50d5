"""A short brief: one model, four forms, every line with the place of its words."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.report import BriefForm, Scope, build_brief, render_brief
from dragoman.report.brief import Brief
from dragoman.report.characters import shown
from dragoman.report.notes import cited
from tests.analysis.talks import BOOK, CAST
from tests.report.shelf import Shelf, html_brief, markdown_brief, small_record
from tests.report.test_html import parsed
from tests.report.test_positions import talks

GOLDEN = Path(__file__).parent / "golden"


def short(view: Shelf, scope: Scope | None = None) -> Brief:
    return build_brief(view, codebook=BOOK, actors=CAST, scope=scope or Scope(), full=False)


@pytest.mark.parametrize("view", [small_record(), talks().shelf()], ids=["small", "talks"])
def test_every_line_has_a_note_with_the_exact_characters(view: Shelf) -> None:
    brief = short(view)
    texts = {document.sha256: document.text for document in view.all_documents}
    parts = (brief.changes, brief.positions, brief.events, brief.comparisons, brief.ranges)
    rows = [*cited(parts), *(row for party in brief.parties for row in party.chosen)]
    assert len(rows) > 15
    for row in rows:
        note = brief.notes[row.key]
        spans = [tuple(map(int, place.split("–"))) for place in note.places]
        words = " […] ".join(
            " ".join(shown(texts[note.sha256][start:end]).split()) for start, end in spans
        )
        assert words.startswith(note.words.removesuffix(" …"))


def test_a_short_brief_is_the_golden_one(golden: Callable[[Path, str], None]) -> None:
    scope = Scope(since="2024-05-01", until="2024-05-04")
    brief = build_brief(talks().shelf(), codebook=BOOK, actors=CAST, scope=scope, full=False)
    golden(GOLDEN / "short.md", render_brief(brief, BriefForm.MARKDOWN).decode())


@pytest.mark.parametrize("form", list(BriefForm))
def test_the_same_record_gives_the_same_bytes_in_every_form(form: BriefForm) -> None:
    view = small_record()
    first = render_brief(short(view), form)
    assert first == render_brief(short(view.reversed()), form)
    assert len(first) > 5000


def test_links_of_a_short_brief_lead_to_its_notes() -> None:
    for view in (small_record(), talks().shelf()):
        tree = parsed(html_brief(view, codebook=BOOK, actors=CAST, full=False))
        ids = Counter(tree.xpath("//@id"))
        assert {key for key, times in ids.items() if times > 1} == set()
        targets = {href[1:] for href in tree.xpath("//a/@href") if href[0] == "#"}
        assert len(targets) > 15
        assert targets <= set(ids)
        text = markdown_brief(view, codebook=BOOK, actors=CAST, full=False)
        anchors = re.findall(r'<a id="([^"]+)"></a>', text)
        assert len(anchors) == len(set(anchors))
        implied = {"quarantine"} if "## Quarantine" in text else set()
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors) | implied


def test_a_note_names_outlet_day_title_and_characters() -> None:
    tree = parsed(html_brief(small_record(), full=False))
    notes = [
        " ".join(li.text_content().split()) for li in tree.xpath('//ol[@class="notes-list"]/li')
    ]
    (found,) = [note for note in notes if "is a start" in note]
    assert found == (
        "2.1 Island Post, 3 May 2024 (from the text): Harbour talks go on, characters "
        '68–101: “the mainland\'s offer "is a start"”'
    )


def test_a_short_brief_leaves_the_articles_out_and_what_nobody_disputes() -> None:
    brief = short(small_record())
    assert (brief.articles, brief.index) == ((), ())
    assert [claim.status for claim in brief.disputed] == ["contested"]
    text = markdown_brief(small_record(), full=False)
    assert "## What changed" in text
    assert "## What each side said" in text
    assert "Subscribe" not in text


def test_a_time_counts_what_lies_in_it_and_tells_what_it_cannot_place() -> None:
    view = small_record()
    brief = short(view, Scope(since="2024-05-03", until="2024-05-04"))
    assert brief.about == ("3 May 2024 to 4 May 2024",)
    assert brief.changes is not None
    assert brief.changes.numbers.documents == 3, "one of them is known to be of May"
    assert brief.changes.before is not None
    assert brief.changes.before_days == ("2024-05-01", "2024-05-02")
    assert {gap.what for gap in brief.gaps} >= {"Without a day"}


def test_positions_of_a_time_are_those_at_its_end_and_shifts_those_within() -> None:
    view = talks().shelf()
    early = short(view, Scope(until="2023-03-01"))
    assert [(row.sign.word, row.sign.glyph) for row in early.positions.lists[0].positions] == [
        ("supports", "●")
    ]
    late = short(view, Scope(since="2024-05-01", until="2024-05-02"))
    days = [row.day for row in (*late.positions.turns, *late.positions.openings)]
    assert days
    assert all("2024-05-01" <= day <= "2024-05-02" for day in days)


def test_a_brief_about_a_party_has_its_positions_and_statements_alone() -> None:
    brief = short(talks().shelf(), Scope(party="Mainland"))
    assert [sign.name for sign in brief.positions.parties] == ["Mainland"]
    assert [party.sign.name for party in brief.parties] == ["Mainland"]
    assert {row.sign.name for row in brief.positions.turns} <= {"Mainland"}
    assert brief.about == ("Mainland",)


def test_a_brief_about_a_concept_has_one_row() -> None:
    brief = short(talks().shelf(), Scope(concept="tides"))
    assert [topic.text for topic in brief.positions.topics] == ["tides"]
    assert brief.positions.silent == 0
    assert brief.events.meetings == ()
    assert brief.statements == 2


def test_a_brief_about_a_plan_has_that_plan_alone() -> None:
    view = small_record()
    (plan,) = view.all_plans
    assert [row.key for row in short(view, Scope(plan=plan.id)).events.plans] == [plan.id]
    assert short(view, Scope(plan="0" * 16)).events.plans == ()


def test_what_is_cited_from_outside_a_part_is_listed_with_its_articles() -> None:
    view = talks().shelf()
    scope = Scope(since="2024-05-03")
    tree = parsed(html_brief(view, codebook=BOOK, actors=CAST, scope=scope))
    assert tree.xpath('//h2[@id="elsewhere"]')
    ids = set(tree.xpath("//@id"))
    assert {href[1:] for href in tree.xpath("//a/@href") if href[0] == "#"} <= ids


def test_without_positions_the_brief_says_so() -> None:
    brief = build_brief(talks().shelf(), codebook=BOOK, positions=False, full=False)
    assert brief.positions.topics == ()
    assert brief.changes is not None
    assert brief.changes.shifts is None
    assert brief.gaps[0].what == "No positions"
    assert "--positions" in brief.gaps[0].words
