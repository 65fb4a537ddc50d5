"""Claims in the browser: the list, and a claim with sides, chains, figures and coverage."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from dragoman.analysis.claim_sides import Side, side_of
from dragoman.record import Act, ClaimStatus, Figure, FigureBound, Origin, OriginKind
from dragoman.store import Store
from dragoman.web.desk import Desk
from dragoman.web.pages.claim import build_claim
from dragoman.web.pages.claims import ClaimFilter, build_claims
from dragoman.web.pages.figure_axes import Giver, Scale, build_axes, figure_words, number_words
from dragoman.web.wording import cut_short
from tests import make
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import found, page, serve_empty, words
from tests.web.talks import Talks


@pytest.fixture
def told(store: Store, talks: Talks) -> Disputes:
    return write_disputes(store, talks)


def rows(body: str) -> list[str]:
    return [words(row) for row in found(body, "//ol[@class='claims']/li")]


def test_contested_claims_come_first_and_those_of_most_origins_before_others(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, "/claims")
    claims = found(body, "//a[@class='prop']")
    assert [words(claim) for claim in claims][-1] == "prisoners"
    assert {words(claim) for claim in claims[:2]} == {
        "the offer had been sent",
        "drones crossed the river",
    }
    assert words(claims[2]) == "The offer was sent to Sudland"
    assert claims[-1].get("href") == f"/claims/{told.silence.id}"


def test_a_line_tells_who_says_what_with_figures_and_origins(
    client: TestClient, told: Disputes
) -> None:
    offer, drones, silence = (
        next(row for row in rows(page(client, "/claims")) if text in row)
        for text in ("the offer had been sent", "drones crossed", "prisoners")
    )
    assert "asserted by NO Ministry of Norland, Two officials" in offer
    assert "denied by SU Karl Holm" in offer
    assert "2 origins 4 statements, 3 outlets" in offer
    assert "2025-05-20 to 2025-05-23" in offer
    assert "at least 298 drones · up to 350 drones" in drones
    assert "not denied “declined to comment”" in silence
    assert "not denied by NO Ministry of Norland" in silence


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("status=not+denied", ["prisoners"]),
        ("status=contested&party=Sudland&since=2025-05-22", ["the offer had been sent"]),
        ("party=Norland&until=2025-05-20", ["drones crossed the river", "the offer had been sent"]),
        ("status=&party=&since=2025-05-24", []),
    ],
)
def test_claims_are_filtered(
    client: TestClient, told: Disputes, query: str, texts: list[str]
) -> None:
    body = page(client, f"/claims?{query}")
    assert sorted(words(claim) for claim in found(body, "//a[@class='prop']")) == texts
    if not texts:
        assert "No claim fits" in words(body)


def test_claims_of_one_actor_name_it(client: TestClient, told: Disputes, talks: Talks) -> None:
    body = page(client, f"/claims?speaker={talks.holm.id}")
    assert {words(claim) for claim in found(body, "//a[@class='prop']")} == {
        "the offer had been sent",
        "The offer was sent to Sudland",
    }
    assert "Only those that Karl Holm bears on" in words(body)


def test_the_list_is_paged(store: Store, app_desk: Desk, told: Disputes) -> None:
    statements = list(store.view().statements())
    store.writer().put_claims(
        make.claim(statement, text=f"claim {number}") for number, statement in enumerate(statements)
    )
    seen: list[str] = []
    after = None
    while True:
        part = build_claims(app_desk, ClaimFilter(status=ClaimStatus.ASSERTED), after=after, most=4)
        seen += [claim.id for claim in part.claims]
        after = part.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == len(statements) == part.total


@pytest.mark.parametrize("query", ["after=nonsense", "since=yesterday", "status=true"])
def test_what_cannot_be_asked_is_a_clear_error(
    client: TestClient, told: Disputes, query: str
) -> None:
    assert client.get(f"/claims?{query}").status_code == 400


def test_a_record_without_claims_tells_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve_empty(tmp_path_factory.mktemp("empty")) as client:
        assert "dragoman run" in words(page(client, "/claims"))


def test_a_claim_shows_each_statement_on_its_side(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/claims/{told.claim.id}")
    assert "contested one side asserts it and another denies it" in words(body)
    said = {item.get("id"): words(item) for item in found(body, "//ol[@class='course']/li")}
    assert list(said) == [
        f"q-{s.id}" for s in (told.sent, told.relayed, told.denied, told.officials)
    ]
    assert "NO Ministry of Norland asserts" in said[f"q-{told.sent.id}"]
    assert "SU Karl Holm denies" in said[f"q-{told.denied.id}"]
    links = found(body, f"//li[@id='q-{told.denied.id}']//a/@href")
    assert f"/documents/{told.sudland.id}#s-{told.denied.id}" in links


def test_the_tree_leads_from_the_origin_through_links_to_the_words(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, f"/claims/{told.claim.id}")
    story, unnamed = found(body, "//div[@class='tree']")
    assert words(story).startswith("story of The Northern Post 2025-05-20")
    links = [a.get("href") for a in story.xpath(".//a[@class='leaf']")]
    assert links == [
        f"/documents/{told.post.id}#s-{told.sent.id}",
        f"/documents/{told.wire.id}#s-{told.relayed.id}",
    ]
    assert words(unnamed).startswith("unnamed source in Harbour Wire")
    assert f"#s-{told.denied.id}" not in "".join(
        a.get("href") for a in found(body, "//div[@class='tree']//a")
    )


def test_a_report_hangs_on_the_report_that_it_cites(
    app_desk: Desk, store: Store, told: Disputes
) -> None:
    """The wire cites the post, which has it from the ministry: one branch, two steps."""
    root = Origin(
        name="Ministry of Norland",
        kind=OriginKind.SPEECH,
        statements=(told.sent.id, told.relayed.id),
    )
    claim = replace(told.claim, roots=(root,), origins=1)
    store.writer().put_claims([claim])
    (tree,) = build_claim(app_desk.seated(), claim.id).trees
    (post,) = tree.branches
    assert (post.name, [line.id for line in post.reports]) == (
        "The Northern Post",
        [told.sent.id],
    )
    assert [(b.name, [line.id for line in b.reports]) for b in post.branches] == [
        ("Harbour Wire", [told.relayed.id])
    ]


def test_a_single_unnamed_origin_is_dashed(
    client: TestClient, store: Store, told: Disputes
) -> None:
    root = Origin(name="Harbour Wire", kind=OriginKind.UNNAMED, statements=(told.officials.id,))
    claim = replace(make.claim(told.officials), roots=(root,))
    store.writer().put_claims([claim])
    (row,) = rows(page(client, "/claims"))
    assert "1 origin, an unnamed source 1 statement, 1 outlet" in row
    assert "one origin, an unnamed source" in words(page(client, f"/claims/{claim.id}"))


def test_coverage_tells_who_left_which_side_out(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/claims/{told.claim.id}")
    groups = [words(group) for group in found(body, "//section[@class='carries']")]
    assert [group.split(" These")[0] for group in groups] == [
        "only the assertion 1",
        "only the denial 1",
        "before the denial 1",
    ]
    assert "The offer its assertion" in groups[2]
    assert "No offer its denial" in groups[1]


def test_figures_stand_on_one_axis_with_their_bounds(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/claims/{told.drones.id}")
    assert "two sides give figures that exclude each other" in words(body)
    first, second = found(body, "//table[@class='axis']/tbody/tr")
    assert words(first).startswith("NO Ministry of Norland at least 298")
    assert words(second).startswith("witness up to 350")
    one, other = (float(x[:-1]) for x in found(body, "//circle/@cx"))
    assert one < other, "298 is left of 350"
    reaches = found(body, "//line[@class='reach']")
    assert reaches[0].get("x2") == "100%", "at least: an arrow to the right"
    assert reaches[1].get("x1") == "0%", "up to: an arrow to the left"
    start = told.drones.figures[0].span.start
    assert f"/documents/{told.post.id}?start={start}" in body


def test_article_text_is_shown_as_text(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/claims/{told.claim.id}")
    assert "&lt;b&gt;twice&lt;/b&gt;" in body
    assert "<b>twice</b>" not in body


def test_a_claim_that_is_not_there_is_told(client: TestClient, told: Disputes) -> None:
    assert "There is no claim &#39;nowhere&#39;" in page(client, "/claims/nowhere", 404)


def test_a_claim_that_nobody_holds_shows_the_answers(
    app_desk: Desk, store: Store, told: Disputes
) -> None:
    root = Origin(name="Karl Holm", kind=OriginKind.SPEECH, statements=(told.denied.id,))
    claim = replace(
        make.claim(
            told.denied, asserted_by=["Norland"], denied_by=["Karl Holm", "Sudland"],
            status=ClaimStatus.CONTESTED,
        ),
        roots=(root,),
    )  # fmt: skip
    store.writer().put_claims([claim])
    built = build_claim(app_desk.seated(), claim.id)
    assert side_of(claim, told.denied) is Side.DENIES
    assert not built.held
    asserted, denied = built.sides
    assert [(voice.name, voice.statement) for voice in asserted.voices] == [("Norland", None)]
    assert [voice.name for voice in denied.voices] == ["Karl Holm"]
    assert "whose own words are not in the record" in built.note


def test_sides_follow_the_act_where_a_claim_has_no_roots(told: Disputes) -> None:
    claim = make.claim(told.sent, told.declined)
    confirmed = replace(told.sent, act=Act.CONFIRM)
    assert side_of(claim, told.sent) is Side.ASSERTS
    assert side_of(claim, confirmed) is Side.CONFIRMS
    assert side_of(claim, told.declined) is Side.DECLINES


def figure(value: float, upper: float | None = None, **told: FigureBound) -> Figure:
    document = make.document("many")
    return Figure(
        by="A", value=value, upper=upper, unit="dead", document=document.id,
        span=make.span(document), **told,
    )  # fmt: skip


def test_figures_are_written_with_their_bounds() -> None:
    assert figure_words(figure(1200.0)) == "1,200"
    assert figure_words(figure(10.0, 12.0, bound=FigureBound.ABOUT)) == "about 10 to 12"
    assert figure_words(figure(0.0, 0.0)) == "0 to 0"
    assert number_words(2.5e12) == "2.5 trillion"


@pytest.mark.parametrize(
    ("least", "greatest", "first", "powers"),
    [(10, 100, 0.0, False), (90, 100, 90.0, False), (2, 20000, 0.0, True), (7, 7, 6.0, False)],
)
def test_an_axis_begins_at_nought_unless_its_figures_are_close(
    least: float, greatest: float, first: float, powers: bool
) -> None:
    scale = Scale.over(least, greatest)
    assert (scale.low, scale.powers) == (first, powers)
    assert 0 < scale.at(least) <= scale.at(greatest) < 100
    ticks = list(scale.ticks())
    assert 2 <= len(ticks) <= 6
    assert [tick.at for tick in ticks] == sorted({tick.at for tick in ticks})


def test_each_unit_has_an_axis_of_its_own() -> None:
    nobody = Giver(sign=None, outlet=None, day=None)
    dead, more = figure(3.0), replace(figure(5.0), unit="Dead")
    other = replace(figure(40.0), unit="drones")
    first, second = build_axes([(f, nobody) for f in (more, other, dead)])
    assert [line.words for line in first.lines] == ["3", "5"]
    assert (second.unit, second.ticks) == ("drones", ())


def test_long_words_are_cut_between_words() -> None:
    assert cut_short("one two three", 9) == "one two …"
    assert cut_short("one  two", 9) == "one two"
    assert cut_short("一" * 30, 9) == "一" * 9 + " …"
