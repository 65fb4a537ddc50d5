"""Plans in the browser: families of tellings, the comparison with what parties say, two by two."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from dragoman.analysis import find_positions
from dragoman.analysis.comparison import compare_plan
from dragoman.analysis.verdicts import Verdict
from dragoman.record import Act, Code, Plan, Stance
from dragoman.store import Store
from dragoman.store.queries.stands import DecidingBases
from dragoman.web.comparing import compare_with_record
from dragoman.web.desk import Desk
from dragoman.web.pages import plans
from dragoman.web.pages.plan import build_plan
from dragoman.web.pages.plans import build_plans
from dragoman.web.plan_families import families_of
from tests import make
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import found, page, serve_empty, words
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


@pytest.fixture
def told(store: Store, talks: Talks, rounds: Rounds) -> Disputes:
    return write_disputes(store, talks)


def test_a_plan_that_two_articles_tell_of_is_listed_once(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, "/plans")
    assert "2 plans, in 3 tellings" in words(body)
    terms, formula = found(body, "//table[@class='plans']/tbody/tr")
    assert words(terms).startswith("terms of Sudland SU Sudland the island stays with Sudland")
    assert words(formula).startswith("the peace formula of Norland NO Norland the island is empt")
    assert "2 articles Harbour Wire, The Northern Post" in words(formula)
    assert "through Ministry of Norland" in words(formula)
    assert formula.xpath(".//a[@class='name']/@href") == [f"/plans/{told.formula.id}"]
    start = told.formula.terms[0].evidence.span.start
    assert formula.xpath(".//a[@class='quote']/@href")[0].startswith(
        f"/documents/{told.post.id}?start={start}"
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("by=Norland", ["the peace formula of Norland"]),
        ("concept=truce", ["the peace formula of Norland"]),
        ("concept=island", ["terms of Sudland", "the peace formula of Norland"]),
        ("text=STAYS", ["terms of Sudland"]),
        ("by=Westland", []),
    ],
)
def test_plans_are_filtered(
    client: TestClient, told: Disputes, query: str, names: list[str]
) -> None:
    body = page(client, f"/plans?{query}")
    assert [words(name) for name in found(body, "//th/a[@class='name']")] == names
    if not names:
        assert "No plan fits" in words(body)


def test_the_list_is_paged(app_desk: Desk, told: Disputes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "A_PAGE", 1)
    first = build_plans(app_desk)
    second = build_plans(app_desk, after=first.next)
    assert (first.total, second.next) == (2, None)
    assert {plan.id for part in (first, second) for plan in part.plans} == {
        told.formula.id,
        told.terms.id,
    }


def test_versions_by_number_of_points_are_told_apart(
    app_desk: Desk, client: TestClient, store: Store, told: Disputes
) -> None:
    ten = make.plan(*told.formula.terms, name="10-point peace formula", by="Norland")
    twelve = make.plan(*told.retold.terms, name="12-point peace formula", by="Norland")
    store.writer().put_plans([ten, twelve, told.retold])
    (family,) = families_of(app_desk.seated()).all
    assert [version.points for version in family.plan.versions] == [10, 12, None]
    assert family.plan.main == ten
    body = page(client, "/plans")
    assert "10 points 1 article" in words(body)
    assert "version of 12 points" in words(page(client, f"/plans/{ten.id}"))


def test_each_cell_has_the_newest_words_and_what_is_missing(
    client: TestClient, told: Disputes, talks: Talks
) -> None:
    body = page(client, f"/plans/{told.formula.id}")
    head = [words(th) for th in found(body, "//table[@class='compared']/thead//th")]
    assert head[:4] == ["Number", "Term", "NO Norland", "SU Sudland"]
    island, guns, prisoners = found(body, "//table[@class='compared']/tbody/tr")
    norland, sudland = island.xpath("./td[contains(@class, 'verdict')]")[:2]
    assert "its own plan" in words(norland)
    assert "rejected The island stays with us 2025-05-21 Karl Holm" in words(sudland)
    assert sudland.xpath(".//a/@href")[0] == f"/documents/{talks.second.id}#s-{talks.stays.id}"
    assert "no concept of the codebook" in words(prisoners)
    assert "accepted Sudland wanted the guns silent as soon as possible" in words(guns)
    assert "What would decide the open ones" in words(body)
    assert "the party's first statement of its own on it" in words(body)


def test_positions_may_be_asked_for_as_of_a_day(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/plans/{told.formula.id}?as_of=2025-05-20")
    (island, *_) = found(body, "//table[@class='compared']/tbody/tr")
    assert "The island stays with us" not in words(island)
    assert client.get(f"/plans/{told.formula.id}?as_of=someday").status_code == 400


def test_the_page_names_plans_on_the_same_matters(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/plans/{told.formula.id}")
    (near,) = found(body, "//ul[@class='near']/li")
    assert words(near).startswith("SU terms of Sudland by Sudland: 1 matter in common: 1 opposed")
    assert f"/plans/compare?one={told.formula.id}&other={told.terms.id}" in [
        link.get("href") for link in near.xpath(".//a")
    ]


def test_two_plans_stand_side_by_side(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/plans/compare?one={told.formula.id}&other={told.terms.id}")
    rows = [words(row) for row in found(body, "//table[@class='pairs']/tbody/tr")]
    assert rows[0].startswith("1 the island is emptied 1 the island stays with Sudland opposed")
    assert [row.rpartition("only")[1:] for row in rows[1:]] == [("only", " the first")] * 2
    assert "1 matter in common" in words(body)


def test_two_plans_are_chosen_before_they_are_compared(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/plans/compare?one={told.formula.id}")
    assert "Choose two plans" in words(body)
    options = found(body, "//select[@name='other']/option/@value")
    assert set(options) == {"", told.formula.id, told.terms.id}


@pytest.mark.parametrize("path", ["/plans/nowhere", "/plans/compare?one=nowhere"])
def test_a_plan_that_is_not_there_is_told(client: TestClient, told: Disputes, path: str) -> None:
    assert "There is no plan &#39;nowhere&#39;" in page(client, path, 404)


def test_a_record_without_plans_tells_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve_empty(tmp_path_factory.mktemp("empty")) as client:
        assert "no plans yet" in words(page(client, "/plans"))
        assert "Choose two plans" in words(page(client, "/plans/compare"))


@pytest.mark.parametrize("as_of", [None, "2025-05-21", "2025-05-22", "2025-06", "2024"])
def test_the_record_alone_gives_the_verdicts_of_the_whole_record(
    app_desk: Desk, store: Store, told: Disputes, as_of: str | None
) -> None:
    view, all_plans = store.view(), [told.formula, told.retold, told.terms]
    positions = find_positions(view, codebook=app_desk.codebook, actors=view.actors(), as_of=as_of)
    for plan in all_plans:
        lean = compare_with_record(app_desk, plan, all_plans, as_of)
        whole = compare_plan(
            plan, positions, view.statements(), parties=lean.parties, others=all_plans
        )
        assert set(whole.heard) <= set(lean.parties)
        for one, other in zip(lean.rows, whole.rows, strict=True):
            for cell, meant in zip(one.cells, other.cells, strict=True):
                assert (cell.verdict, cell.missing, cell.authored, cell.conditions) == (
                    meant.verdict,
                    meant.missing,
                    meant.authored,
                    meant.conditions,
                )
                assert [f.statement_id for f in cell.deciding] == [
                    bearing.statement_id for bearing in meant.deciding
                ]


def test_who_tells_anothers_term_does_not_hold_it(
    app_desk: Desk, store: Store, talks: Talks, told: Disputes
) -> None:
    """Holm tells Norland's term: that is no position of Sudland's."""
    document = make.document("Norland wants that the guns are silent, Holm said.", "told.txt")
    code = Code(concept="truce", stance=Stance.SUPPORT)
    says = make.statement(
        document, "the guns are silent", source="Holm", cue="said", speaker=talks.holm,
        party="Sudland", codes=[code],
    )  # fmt: skip
    plan = make.plan(
        make.term(make.evidence(document, "the guns are silent"), code), name="plan", by="Norland"
    )
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [says], [])
    compared = compare_with_record(app_desk, plan, [plan])
    sudland = {cell.party: cell for cell in compared.rows[0].cells}["Sudland"]
    assert says.id not in {footing.statement_id for footing in sudland.deciding}


def test_an_answer_in_another_article_is_found_by_the_plans_name(
    app_desk: Desk, store: Store, talks: Talks, told: Disputes
) -> None:
    document = make.document("Holm rejects the peace formula of Norland.", "answer.txt")
    answer = make.statement(
        document, "the peace formula of Norland", source="Holm", cue="rejects",
        speaker=talks.holm, party="Sudland", act=Act.REJECT,
    )  # fmt: skip
    store.writer().add_document(document)
    store.writer().put_reading(document.id, make.RUN.id, [answer], [])
    built = build_plan(app_desk.seated(), told.formula.id)
    assert [(a.accepts, a.line.id) for a in built.verdicts.answers] == [(False, answer.id)]


def test_only_what_can_decide_is_read(store: Store, told: Disputes) -> None:
    bases = store.view().ask(DecidingBases(concepts=("truce",), window=30, reported=1))
    own = [basis for basis in bases if basis.own]
    for party in {basis.party for basis in own}:
        days = [date.fromisoformat(b.on) for b in own if b.party == party and b.on]
        assert (max(days) - min(days)).days <= 30
    spoken = {(b.party, b.concept, b.speaker, b.on) for b in own if b.on}
    assert len({key[:3] for key in spoken}) == len(spoken)
    assert store.view().ask(DecidingBases(concepts=(), window=30)) == ()
    early = store.view().ask(DecidingBases(concepts=("truce",), window=30, as_of="2025-05-19"))
    assert {basis.on for basis in early if basis.own} <= {"2025-05-19"}


def test_a_plan_without_comparable_terms_says_what_to_do(
    client: TestClient, store: Store, told: Disputes
) -> None:
    plain: Plan = make.plan(told.formula.terms[2], name="swap", by="Norland")
    store.writer().put_plans([plain])
    body = words(page(client, f"/plans/{plain.id}"))
    assert "dragoman codebook suggest" in body
    assert Verdict.REJECTED not in body.split("How far apart")[1]
