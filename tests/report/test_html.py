"""The brief as HTML: complete, harmless, reachable, the same every time."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]

from dragoman.errors import RecordError
from dragoman.record import Code, Link, LinkKind, QuoteForm, Stance
from dragoman.report.characters import shown
from tests import make
from tests.report.shelf import HEBREW, Shelf, cut, html_brief, markdown_brief, page, small_record

GOLDEN = Path(__file__).parent / "golden"
EVIL = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>"
    "<a href='//evil.example'>x</a> </style> {{7*7}}"
)


def parsed(text: str) -> Any:
    return lxml_html.document_fromstring(text)


def highlighted(tree: Any) -> dict[str, str]:
    """Collect what is marked for each statement, without the numbers between the words."""
    for number in tree.xpath('//a[contains(@class, "n ")]'):
        number.drop_tree()
    found: Counter[str] = Counter()
    marks: dict[str, str] = {}
    for mark in tree.xpath("//mark[@data-s]"):
        key = mark.get("data-s")
        marks[key] = marks.get(key, "") + mark.text_content()
        found[key] += "id" in mark.attrib
    assert set(found.values()) <= {1}, "each statement has one anchor"
    return marks


def hostile_record() -> Shelf:
    document = make.document(
        f"{EVIL} said {EVIL}",
        name=EVIL,
        outlet=EVIL,
        title=EVIL,
        url="javascript:alert(1)",
        language='en" onload="x',
        flags=[EVIL],
    )
    speaker = make.actor(EVIL)
    statement = make.statement(
        document,
        EVIL,
        source=EVIL,
        speaker=speaker,
        party=EVIL,
        quote=QuoteForm.DIRECT,
        codes=[Code(concept=EVIL, stance=Stance.OPPOSE, condition=make.span(document, EVIL))],
        via=[Link(name=EVIL, kind=LinkKind.NAMED)],
    )
    return Shelf(
        [document],
        [statement],
        [make.quarantine(EVIL, EVIL)],
        [make.claim(statement, text=EVIL, asserted_by=[EVIL])],
        [make.meeting(make.evidence(document, EVIL), participants=[EVIL], place=EVIL)],
        [make.plan(make.term(make.evidence(document, EVIL)), name=EVIL, by=EVIL)],
        [make.run(model=EVIL)],
        [
            make.date_range(
                document,
                make.bound(document, "2023", EVIL, because=EVIL, other=make.evidence(document)),
            )
        ],
    )


def test_brief_is_the_golden_one(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "brief.html", html_brief(small_record(), as_of="2024-05-06"))


def test_brief_does_not_depend_on_the_order_of_the_record() -> None:
    view = small_record()
    assert html_brief(view) == html_brief(view) == html_brief(view.reversed())


def test_every_statement_is_highlighted_in_its_own_words() -> None:
    view = small_record()
    marks = highlighted(parsed(html_brief(view)))
    plain = [s for s in view.statements() if s.document != page().id]
    assert len(plain) == len(view.statements()) - 1
    for statement in plain:
        words = "".join(span.text for span in statement.content)
        assert marks[statement.id] == shown(words)


def test_overlapping_and_nested_statements_are_highlighted_whole() -> None:
    document = make.document(
        "alpha beta\r\ngamma delta epsilon", segments=[make.segment(0, 32 - 1)]
    )
    places = [[(0, 10)], [(6, 17)], [(12, 17)], [(0, 5), (18, 23)], [(12, 31)], [(6, 23)]]
    statements = [cut(document, *place) for place in places]
    marks = highlighted(parsed(html_brief(Shelf([document], statements))))
    assert marks == {s.id: shown("".join(c.text for c in s.content)) for s in statements}


def test_markup_in_a_statement_is_shown_as_text() -> None:
    view = small_record()
    statement = next(s for s in view.statements() if s.document == page().id)
    marks = highlighted(parsed(html_brief(view)))
    assert marks[statement.id] == "ports stay <i>shut & guarded</i>"


def test_every_link_within_the_brief_has_its_target_and_ids_are_unique() -> None:
    tree = parsed(html_brief(small_record()))
    ids = Counter(tree.xpath("//@id"))
    assert {key: n for key, n in ids.items() if n > 1} == {}
    targets = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    assert len(targets) > 30
    assert targets - set(ids) == set()


def test_each_statement_links_to_its_words_and_back() -> None:
    view = small_record()
    tree = parsed(html_brief(view))
    for statement in view.statements():
        (row,) = tree.xpath(f'//li[@id="q-{statement.id}"]')
        assert f"#s-{statement.id}" in row.xpath(".//a/@href")
        (mark,) = tree.xpath(f'//*[@id="s-{statement.id}"]')
        assert mark.tag == "mark"
        assert tree.xpath(f'//article//a[@href="#q-{statement.id}"]')


@pytest.mark.parametrize("view", [small_record(), hostile_record()], ids=["small", "hostile"])
def test_nothing_asks_any_host_for_anything(view: Shelf) -> None:
    text = html_brief(view, title=EVIL)
    tree = parsed(text)
    assert tree.xpath("//script | //img | //link | //iframe | //object | //embed | //form") == []
    attributes = {name for element in tree.iter("*") for name in element.attrib}
    assert {name for name in attributes if name.startswith("on")} == set()
    assert (
        attributes & {"src", "srcset", "style", "action", "background", "poster", "ping"} == set()
    )
    (style,) = tree.xpath("//style/text()")
    assert not re.search(r"url\(|@import|</", style)
    outside = [a for a in tree.xpath("//a") if not a.get("href").startswith("#")]
    for link in outside:
        assert link.get("href").startswith(("http://", "https://"))
        assert "noreferrer" in link.get("rel")
    if view.all_documents[0].name == EVIL:
        assert outside == []


def test_hostile_words_stay_words() -> None:
    view = hostile_record()
    tree = parsed(html_brief(view, title=EVIL))
    one_line = " ".join(EVIL.split())
    assert tree.xpath("//h1")[0].text_content() == one_line
    assert tree.xpath('//*[contains(@class, "words")]/span')[0].text_content() == one_line
    assert highlighted(tree) == {view.all_statements[0].id: EVIL}
    assert tree.xpath("//article//@lang") == ["en"], "only the brief's own words claim a language"


def test_policy_allows_the_inline_style_alone() -> None:
    text = html_brief(small_record())
    style = text.split("<style>")[1].split("</style>")[0]
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = parsed(text).xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{hashed}';")
    assert "unsafe" not in policy


def test_bidi_overrides_and_controls_are_shown_as_signs() -> None:
    document = make.document("He said \u202eoN\u202c\x00\x1b[2J yes.", title="a\u2066b")
    text = html_brief(Shelf([document], [make.statement(document, "\u202eoN\u202c\x00")]))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\ufffdoN\ufffd\u2400" in text
    assert "4 invisible characters shown as a sign" in text


def test_lone_surrogates_do_not_break_the_encoding() -> None:
    odd = "a\ud800b"
    document = make.document(odd, name=odd, title=odd, outlet=odd, language=odd, flags=[odd])
    statement = make.statement(document, odd, source=odd, speaker=make.actor(odd), party=odd)
    view = Shelf([document], [statement], [make.quarantine(odd, odd)], all_runs=[])
    for text in (html_brief(view, title=odd), markdown_brief(view, title=odd)):
        assert "a\ufffdb" in text.encode("utf-8").decode("utf-8")


def test_right_to_left_text_sets_its_own_direction() -> None:
    tree = parsed(html_brief(small_record()))
    (line,) = [p for p in tree.xpath("//article//p") if HEBREW[:8] in p.text_content()]
    assert line.get("dir") == "auto"
    assert line.xpath("ancestor::*[@lang][1]/@lang") == ["he"]


def test_structure_serves_screen_readers() -> None:
    tree = parsed(html_brief(small_record()))
    assert tree.xpath("/html/@lang") == ["en"]
    levels = [int(element.tag[1]) for element in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tables = tree.xpath("//table")
    assert tables
    for table in tables:
        assert table.xpath("./thead/tr/th[@scope='col']")
        assert all(row.xpath("./th[@scope='row']") for row in table.xpath("./tbody/tr"))
    assert len(tree.xpath("//main")) == len(tree.xpath("//nav[@aria-label]")) == 1
    assert all(a.text_content().strip() or a.get("aria-label") for a in tree.xpath("//a"))


def test_first_screen_tells_what_the_record_holds() -> None:
    tree = parsed(html_brief(small_record()))
    lead = " ".join(tree.xpath('//p[@class="lead"]')[0].text_content().split())
    assert lead == (
        "9 statements by 4 named speakers, read in 4 documents from 2 known outlets, published "
        "May 2024 to 4 May 2024. 1 document is undated. 1 input could not be read and is in "
        "quarantine."
    )
    rows = [
        [" ".join(cell.text_content().split()) for cell in row][:3]
        for row in tree.xpath("(//table)[1]/tbody/tr")
    ]
    assert rows == [["IS Island", "4", ""], ["MA Mainland", "2", "1"]]


def sections(view: Shelf) -> dict[str, str]:
    tree = parsed(html_brief(view))
    return {h.text_content(): h.getparent().text_content() for h in tree.xpath("//main//h2")}


def test_unnamed_outlets_partyless_and_unresolved_stand_apart() -> None:
    shown_sections = sections(small_record())
    assert "senior mainland official" in shown_sections["Unnamed sources"]
    assert "Daily Lamp" in shown_sections["Outlets"]
    assert "retired admiral" in shown_sections["Speakers without a party"]
    assert "“he” unresolved" in shown_sections["Unresolved"]
    assert "senior mainland official" not in shown_sections["Statements by party"]
    assert "senior" not in shown_sections["Index of speakers"]


def test_sections_without_content_are_left_out() -> None:
    document = make.document()
    shown_sections = sections(Shelf([document], [make.statement(document, speaker=make.actor())]))
    assert set(shown_sections) == {
        "Statements by party",
        "Speakers without a party",
        "Index of speakers",
        "Coverage",
        "Method and gaps",
        "Articles",
    }


def test_unknowns_are_called_unknown() -> None:
    document = make.document(language=None)
    text = html_brief(Shelf([document], [make.statement(document, act=None)]))
    for words in ("act unknown", "outlet unknown", "undated", "language unknown", "nobody named"):
        assert words in text


def test_empty_record_makes_a_brief_that_says_so() -> None:
    tree = parsed(html_brief(Shelf()))
    assert "No statements were read in 0 documents" in tree.text_content()
    assert "No document has been read" in tree.text_content()


def test_as_of_must_be_a_date() -> None:
    with pytest.raises(RecordError, match="tomorrow"):
        html_brief(Shelf(), as_of="tomorrow")
    assert "as of 2024-05" in parsed(html_brief(Shelf(), as_of="2024-05")).text_content()


def test_a_statement_of_a_missing_document_is_an_error() -> None:
    with pytest.raises(RecordError, match="does not hold"):
        html_brief(Shelf([], [make.statement(make.document())]))


def test_boilerplate_is_folded_unless_a_statement_rests_on_it() -> None:
    view = small_record()
    post = view.all_documents[0]
    folded = parsed(html_brief(view)).xpath("//details")
    texts = [d.xpath("./div")[0].text_content().strip() for d in folded]
    assert texts == ["Home", "Subscribe to our newsletter"]
    resting = Shelf([post], [make.statement(post, "our newsletter")])
    assert parsed(html_brief(resting)).xpath("//details") == []


def test_addresses_that_no_browser_should_follow_are_dropped() -> None:
    def links(url: str) -> list[str]:
        document = make.document(url=url)
        tree = parsed(html_brief(Shelf([document])))
        return [href for href in tree.xpath("//a/@href") if not href.startswith("#")]

    assert links("https://a.example/?a=1&b=\"'<>") == ["https://a.example/?a=1&b=\"'<>"]
    for url in (
        "javascript:alert(1)",
        "java\nscript:x",
        "data:text/html,x",
        "//a.example",
        "http:",
    ):
        assert links(url) == []


def test_doubt_is_marked_below_seven_tenths() -> None:
    document = make.document()
    for confidence, marked in ((0.69, True), (0.7, False)):
        statement = make.statement(document, source="The minister", confidence=confidence)
        tree = parsed(html_brief(Shelf([document], [statement])))
        assert bool(tree.xpath('//li//*[contains(@class, "doubt")]')) is marked
