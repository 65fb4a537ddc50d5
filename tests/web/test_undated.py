"""Undated articles: lists show between which days what they tell was published."""

import pytest
from fastapi.testclient import TestClient

from dragoman.record import BoundSide, Statement
from dragoman.store import Store
from tests import make
from tests.web.talks import Talks
from tests.web.trees import main_of, page_at

DAYS = "2021-03 to 2022-11-04"
TEXT = "Holm wants that the guns are silent. They met on the island."


@pytest.fixture
def told(store: Store, talks: Talks) -> Statement:
    """Write an article without a date, of which its words tell something, and what rests on it."""
    document = make.document(TEXT, "undated.txt", outlet="The Lamp")
    says = make.statement(
        document, "the guns are silent", source="Holm", cue="wants", speaker=talks.holm,
        party="Sudland",
    )  # fmt: skip
    days = make.date_range(
        document,
        make.bound(document, "2021-03", "Holm"),
        make.bound(document, "2022-11-04", "the island", side=BoundSide.LATEST),
    )
    writer = store.writer()
    writer.add_document(document)
    writer.put_reading(document.id, make.RUN.id, [says], [], days)
    writer.put_claims([make.claim(says, text="the guns are silent")])
    writer.put_meetings([make.meeting(make.evidence(document, "They met"))])
    writer.put_plans([make.plan(make.term(make.evidence(document, "the guns are silent")))])
    return says


@pytest.mark.parametrize(
    ("address", "tells"),
    [
        ("/documents", DAYS),
        ("/statements", DAYS),
        ("/search?q=guns", DAYS),
        ("/claims", DAYS),
        ("/meetings", f"told {DAYS}"),
        ("/plans", DAYS),
    ],
)
def test_lists_show_between_which_days_an_undated_article_is_from(
    client: TestClient, told: Statement, address: str, tells: str
) -> None:
    assert tells in main_of(page_at(client, address))


def test_a_claim_shows_the_days_wherever_it_names_the_article(
    client: TestClient, store: Store, told: Statement
) -> None:
    claim = next(c for c in store.view().claims() if told.id in c.statements)
    told_there = main_of(page_at(client, f"/claims/{claim.id}"))
    assert told_there.count(DAYS) == 3  # above, who says what, coverage
    assert "undated" not in told_there
