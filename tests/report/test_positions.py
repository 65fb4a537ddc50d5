"""Positions and shifts in the brief: every sign with its words, every word with its place."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from dragoman.record import Code, LinkKind
from tests import make
from tests.analysis.talks import (
    BOOK,
    BRINK,
    CAST,
    ISLAND,
    MOTT,
    NO,
    OFFICIAL,
    VOSS,
    YES,
    Talks,
    named,
)
from tests.report.shelf import Shelf, html_brief, markdown_brief
from tests.report.test_html import EVIL, hostile_record, parsed
from tests.report.test_markdown import tokens

GOLDEN = Path(__file__).parent / "golden"


def talks() -> Talks:
    """Write a record in which every sign occurs."""
    found = Talks()
    found.say("2023-02-01", YES, VOSS)
    found.say("2024-05-01", NO, VOSS, outlet="Daily Lamp")
    found.say("2024-05-02", NO, BRINK, condition="until the vote", said_on="2024-05-01")
    found.say(None, YES, VOSS)
    found.say("2024-05-02", YES, OFFICIAL)
    found.say("2024-05-03", YES, ISLAND, via=[named("Jon Mott")])
    found.say("2024-05-03", YES, MOTT, party="Mainland", concept="pilots-free")
    found.say("2024-05-04", NO, MOTT, party="Mainland", concept="pilots-free")
    found.say("2024-05-04", YES, MOTT, party="Mainland", concept="pilots-free")
    found.say("2024-04-04", YES, MOTT, party="Mainland", condition="if the tide allows it")
    found.say("2023-01-04", NO, MOTT, party="Mainland", concept="tides")
    found.say("2024-05-04", NO, OFFICIAL, party="League", concept="tides")
    return found


def html(view: Shelf) -> str:
    return html_brief(view, codebook=BOOK, actors=CAST)


def matrix(view: Shelf) -> list[list[str]]:
    table = parsed(html(view)).xpath('//table[@class="matrix"]')[0]
    rows = [*table.xpath("./thead/tr"), *table.xpath("./tbody/tr")]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_sections_are_the_golden_ones(golden: Callable[[Path, str], None]) -> None:
    text = markdown_brief(talks().shelf(), codebook=BOOK, actors=CAST)
    start, end = text.index("## What each side"), text.index("## Statements by party")
    golden(GOLDEN / "positions.md", text[start:end])


def test_matrix_has_signs_and_origins_by_issue() -> None:
    assert matrix(talks().shelf()) == [
        ["Concept", "IS", "MA", "LE"],
        ["shipsThe ports are opened", "◐⊘②", "◐①", "·silent"],
        ["peopleThe pilots go home", "·silent", "◒①", "·silent"],
        ["not in the codebooktides", "·silent", "⊘①", "·1"],
    ]


def test_a_cell_leads_to_its_statements_and_says_what_it_shows() -> None:
    tree = parsed(html(talks().shelf()))
    links = tree.xpath('//table[@class="matrix"]//a')
    labels = [link.get("aria-label") for link in links]
    assert labels == [
        "Island, conditionally opposes, 2 origins, 3 days old",
        "Mainland, conditionally supports, 1 origin, 30 days old",
        "Mainland, mixed, 1 origin, of the last day",
        "Mainland, opposes, 1 origin, 1 year old",
        "League, silent, reported by others",
    ]
    inks = [link.getparent().get("class") for link in links]
    assert inks == ["fresh", "older", "fresh", "old", "older"]
    for link in links:
        (item,) = tree.xpath(f'//li[@id="{link.get("href")[1:]}"]')
        assert item.xpath('.//a[starts-with(@href, "#q-")]')


def test_every_coded_statement_is_listed_with_its_position() -> None:
    record = talks()
    tree = parsed(html(record.shelf()))
    listed = set(tree.xpath('//li[contains(@class, "hold")]//a/@href'))
    assert {f"#q-{statement.id}" for statement in record.statements} <= listed


def test_what_others_tell_stands_apart_with_the_reason() -> None:
    tree = parsed(html(talks().shelf()))
    (item,) = tree.xpath('//li[@id="p-is-1"]')
    words = " ".join(item.xpath('.//div[@class="thru"]')[0].text_content().split())
    assert "reported, told by another party, Jon Mott: ●" in words
    assert "reported, by an unnamed source: ●" in words
    assert "undated 12.1" in words


def test_conditions_lead_to_their_words_in_the_article() -> None:
    tree = parsed(html(talks().shelf()))
    links = tree.xpath('//p[@class="cond"]/a/@href')
    assert len(links) == 2
    for link in links:
        (mark,) = tree.xpath(f'//mark[@id="{link[1:]}"]')
        assert mark.text_content() in ("until the vote", "if the tide allows it")


def test_shifts_tell_what_changed_and_how_it_is_evidenced() -> None:
    tree = parsed(html(talks().shelf()))
    rows = tree.xpath('//table[@class="shifts"]/tbody/tr')
    told = [" ".join(row.text_content().split()) for row in rows]
    assert len(told) == 2
    assert told[0].startswith("2024-05-04MAThe pilots go homereversal● supports → ◒ mixed")
    assert "⊘ opposes" not in told[1].split("→")[0]
    assert "principal on record" in told[1]
    openings = [li.text_content() for li in tree.xpath('//ul[@class="openings"]/li')]
    assert len(openings) == 4
    assert "single report" in openings[-1] or "principal on record" in openings[-1]


def test_brief_as_of_a_day_tells_the_positions_of_that_day() -> None:
    view = talks().shelf()
    text = markdown_brief(view, codebook=BOOK, actors=CAST, as_of="2023-03-01")
    section = text[text.index("## What each side") : text.index("## Statements by party")]
    assert "[●①](#p-is-1)" in section
    assert "2024-05-04" not in section


def test_without_codes_there_are_no_such_sections() -> None:
    document = make.document()
    view = Shelf([document], [make.statement(document, speaker=BRINK, party="Island")])
    for text in (html(view), markdown_brief(view, codebook=BOOK)):
        assert "demands and refuses" not in text
        assert "Shifts" not in text


def test_links_lead_somewhere_and_headings_do_not_skip() -> None:
    view = talks().shelf()
    tree = parsed(html(view))
    ids = Counter(tree.xpath("//@id"))
    assert {key for key, times in ids.items() if times > 1} == set()
    assert {href[1:] for href in tree.xpath("//a/@href") if href[0] == "#"} <= set(ids)
    levels = [int(element.tag[1]) for element in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in tree.xpath("//table"):
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
    text = markdown_brief(view, codebook=BOOK, actors=CAST)
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)


def test_sections_do_not_depend_on_the_order_of_the_record() -> None:
    view = talks().shelf()
    assert html(view) == html(view.reversed())


def test_hostile_words_stay_words() -> None:
    view = hostile_record()
    (statement,) = view.all_statements
    document = view.all_documents[0]
    codes = [Code(concept=EVIL, stance=s, condition=make.span(document, EVIL)) for s in (YES, NO)]
    again = make.statement(
        document,
        f"said {EVIL}",
        speaker=make.actor(EVIL),
        party=EVIL,
        codes=codes,
        via=[named(EVIL)],
    )
    assert statement.via[0].kind is LinkKind.NAMED
    shelf = Shelf([document], [statement, again])
    tree = parsed(html_brief(shelf))
    one_line = " ".join(EVIL.split())
    assert tree.xpath('//table[@class="matrix"]//th[@scope="row"]/bdi')[0].text == one_line
    assert tree.xpath("//script | //img | //iframe") == []
    found = tokens(markdown_brief(shelf))
    inline = {t.content for t in found if t.type in {"html_inline", "html_block"}}
    assert all(re.fullmatch(r'(</?mark>|<a id="[\w%-]+">|</a>)+\s*', t) for t in inline)
    links = [str(t.attrs["href"]) for t in found if t.type == "link_open"]
    assert [href for href in links if not href.startswith("#")] == []
