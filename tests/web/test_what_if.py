"""A plan edited in a form, and stability by options chosen in one."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.analysis import find_positions
from dragoman.analysis.comparison import Found
from dragoman.analysis.drafts import Edit, draft_plan
from dragoman.analysis.preferences import Case, disputed, model
from dragoman.analysis.stability import Option
from dragoman.analysis.what_if import ask_what_if
from dragoman.record import Stance
from dragoman.report.signs import term_sign
from dragoman.store import Store
from dragoman.web.desk import Desk
from dragoman.web.pages.stability import OptionRow, build_stability
from dragoman.web.pages.term_forms import Asked
from dragoman.web.pages.what_if import build_what_if
from dragoman.web.wishes import RecordHeld
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import serve_empty
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks
from tests.web.trees import link_of, main_of, page_at, with_class, words

SIDES = ["Norland", "Sudland"]


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


@pytest.fixture
def told(store: Store, talks: Talks, rounds: Rounds) -> Disputes:
    return write_disputes(store, talks)


def edited(told: Disputes) -> str:
    """Leave the first term of the formula out, turn the second and add one."""
    return (
        f"/what-if?base={told.formula.id}&was={told.formula.id}"
        "&of=1&concept=&stance=out&condition="
        "&of=2&concept=truce&stance=oppose&condition="
        "&of=&concept=island&stance=support&condition=if+asked"
        "&of=&concept=&stance=support&condition="
    )


def test_a_form_starts_with_the_terms_of_its_plan(client: TestClient, told: Disputes) -> None:
    page = page_at(client, f"/what-if?base={told.formula.id}")
    chosen = page.xpath("//select[@name='concept']//option[@selected]/@value")
    assert chosen == ["island", "truce"]
    assert page.xpath("//input[@name='of']/@value") == ["1", "2", "3", "", ""]
    assert not page.xpath("//form[@method='post'][contains(@action, 'what-if')]")
    assert page.xpath("//option[@selected][@value=$id]", id=told.formula.id)


def test_an_edited_plan_is_compared_term_by_term(client: TestClient, told: Disputes) -> None:
    page = page_at(client, edited(told))
    rows = [words(row) for row in page.xpath("//table[@class='compared']/tbody/tr")]
    assert len(rows) == 4
    turned, prisoners, added, gone = rows
    assert "changed the guns fall silent" in turned
    assert "not comparable" in prisoners
    assert "added" in added
    assert "if asked" in added
    assert gone.startswith("left out the island is emptied")
    links = page.xpath("//table[@class='compared']//a[contains(@href, '/documents/')]/@href")
    assert any("#span" in link for link in links)
    assert any("#s-" in link for link in links)


def test_the_short_address_gives_the_same_comparison(client: TestClient, told: Disputes) -> None:
    page = page_at(client, edited(told))
    short = link_of(page, "its address")
    assert len(short) < len(edited(told))
    other = page_at(client, short)
    assert with_class(other, "compared")[0].text_content() == (
        with_class(page, "compared")[0].text_content()
    )


def test_another_plan_takes_no_edits_of_the_one_before(client: TestClient, told: Disputes) -> None:
    address = edited(told).replace(f"base={told.formula.id}", f"base={told.terms.id}")
    page = page_at(client, address)
    assert "left out" not in [words(kind) for kind in with_class(page, "kind")]
    assert "added" in [words(kind) for kind in with_class(page, "kind")]


@pytest.mark.parametrize(
    ("address", "status", "told_words"),
    [
        ("/what-if?base=nothing", 404, "There is no plan &#39;nothing&#39;"),
        ("/what-if?of=1&concept=truce", 422, "in order"),
        ("/what-if?of=&concept=trucee&stance=support&condition=", 200, "near it are: truce"),
        ("/what-if?of=4&concept=truce&stance=support&condition=", 200, "no plan to start from"),
        ("/what-if", 200, "Choose a plan to start from"),
    ],
)
def test_what_is_wrong_is_told_in_words(
    client: TestClient, told: Disputes, address: str, status: int, told_words: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, told_words in answer.text) == (status, True)


def test_the_page_and_the_command_agree(app_desk: Desk, store: Store, told: Disputes) -> None:
    asked = [
        Asked(of=None, concept=concept, stance=stance, condition=condition)
        for concept in ("truce", "island")
        for stance in Stance
        for condition in (None, "if asked")
    ]
    add = [Edit(concept=a.concept, stance=a.stance, condition=a.condition) for a in asked]
    view = store.view()
    for as_of in (None, "2025-06-05", "2025-05-20"):
        found = find_positions(view, codebook=app_desk.codebook, actors=view.actors(), as_of=as_of)
        expected = ask_what_if(
            draft_plan(None, ("truce", "island"), add=add), Found(found), parties=SIDES
        )
        result = build_what_if(app_desk, None, asked, SIDES, as_of=as_of).result
        assert result is not None
        assert [[c.verdict.word for c in term.cells] for term in result.terms] == [
            [term_sign(cell)[1] for cell in row.cells] for row in expected.rows
        ]
        assert [(t.party, t.concept, t.first) for t in result.tellings] == [
            (t.party, t.concept, t in expected.first) for t in expected.tellings
        ]


def test_a_plan_leads_to_its_edition(client: TestClient, told: Disputes) -> None:
    page = page_at(client, f"/plans/{told.formula.id}")
    assert link_of(page, "edit its terms") == f"/what-if?base={told.formula.id}"


def test_stability_begins_with_what_is_disputed(
    client: TestClient, app_desk: Desk, store: Store, rounds: Rounds
) -> None:
    view = store.view()
    found = find_positions(view, codebook=app_desk.codebook, actors=view.actors())
    page = build_stability(app_desk)
    parties = ["Norland", "Sudland", "Westland"]
    assert tuple(row.concept for row in page.rows if row.concept) == disputed(found, parties)
    body = page_at(client, "/stability")
    assert "It cannot say what will happen" in main_of(body)
    assert not with_class(body, "states")


def test_stability_tells_outcomes_with_the_words_behind_wishes(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(
        client,
        "/stability?option=truce&by=Norland&back=yes&option=island&by=Sudland&back=no"
        "&option=&by=&back=yes",
    )
    assert "2 outcomes that no party would leave" in main_of(page)
    rows = [words(row) for row in page.xpath("//table[@class='states']/tbody/tr")]
    assert len(rows) == 4
    assert "none of the options" in rows[0]
    wishes = with_class(page, "wishes")[0]
    assert "not: The guns fall silent" in words(wishes)
    assert any("#s-" in link for link in wishes.xpath(".//a/@href"))


def test_wishes_are_those_of_the_command(app_desk: Desk, store: Store, rounds: Rounds) -> None:
    case = Case(
        options=(Option(name="truce", player="Norland"), Option(name="island", player="Sudland")),
        wishes={},
    )
    view = store.view()
    for as_of in (None, "2025-06-05", "2025-05-20"):
        found = find_positions(view, codebook=app_desk.codebook, actors=view.actors(), as_of=as_of)
        ours, theirs = model(case, RecordHeld(app_desk, as_of)), model(case, found)
        assert ours.conflict == theirs.conflict
        for party, wishes in ours.preferences.items():
            for one, other in zip(wishes, theirs.preferences[party], strict=True):
                assert one.wish == other.wish
                assert one.position is not None
                assert other.position is not None
                assert [b.statement_id for b in one.position.held] == [
                    b.statement_id for b in other.position.held
                ]
                assert (one.position.origins, one.position.age) == (
                    other.position.origins,
                    other.position.age,
                )


def test_options_that_nobody_decides_on_are_told(app_desk: Desk, rounds: Rounds) -> None:
    nobody = OptionRow(concept="truce", by="", irreversible=False)
    assert "who decides" in build_stability(app_desk, [nobody]).problem
    twice = [OptionRow(concept="truce", by=party, irreversible=False) for party in SIDES]
    assert "given twice" in build_stability(app_desk, twice).problem


def test_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with serve_empty(tmp_path) as client:
        assert "Choose a plan" in main_of(page_at(client, "/what-if"))
        assert "dispute nothing" in main_of(page_at(client, "/stability"))
