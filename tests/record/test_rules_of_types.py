"""Record types refuse values that break their rules."""

from collections.abc import Callable

import pytest

from dragoman.errors import RecordError
from dragoman.record import (
    Actor,
    ActorKind,
    Attribution,
    Claim,
    Decision,
    Document,
    Judgement,
    Office,
    PublishedOn,
    QuoteForm,
    Run,
    Segment,
    SegmentKind,
    Span,
    Stage,
    actor_id,
    check_iso,
    digest,
    document_id,
    text_sha256,
)

TEXT = "Doe said yes."


def document(**changes: object) -> Document:
    sha256 = text_sha256(TEXT)
    values: dict[str, object] = {
        "id": document_id("a.txt", None, None, sha256),
        "name": "a.txt",
        "text": TEXT,
        "sha256": sha256,
    }
    return Document(**(values | changes))  # type: ignore[arg-type]


BREACHES: list[tuple[str, Callable[[], object]]] = [
    ("SHA-256", lambda: document(text="other")),
    ("digest", lambda: document(outlet="Courier")),
    ("name", lambda: document(name="")),
    (
        "overlap",
        lambda: document(
            segments=(
                Segment(start=0, end=5, kind=SegmentKind.BODY),
                Segment(start=4, end=6, kind=SegmentKind.BODY),
            )
        ),
    ),
    ("start < end", lambda: Segment(start=3, end=3, kind=SegmentKind.BODY)),
    ("ISO", lambda: PublishedOn(value="last week", basis="text")),  # type: ignore[arg-type]
    ("ends", lambda: Office(role="president", of="X", since="2020-05", until="2019")),
    ("digest", lambda: Actor(id="0", name="Doe", kind=ActorKind.PERSON)),
    (
        "name",
        lambda: Actor(id=actor_id(ActorKind.PERSON, " "), name=" ", kind=ActorKind.PERSON),
    ),
    ("content", lambda: Attribution(source=None, cue=None, content=(), quote=QuoteForm.DIRECT)),
    (
        "order",
        lambda: Attribution(
            source=None,
            cue=None,
            content=(Span.of(TEXT, 4, 8), Span.of(TEXT, 0, 3)),
            quote=QuoteForm.DIRECT,
        ),
    ),
    (
        "confidence",
        lambda: Attribution(
            source=None,
            cue=None,
            content=(Span.of(TEXT, 0, 3),),
            quote=QuoteForm.DIRECT,
            confidence=1.5,
        ),
    ),
    ("statement", lambda: Claim(id=digest("claim"), text="x", statements=())),
    ("origin", lambda: Claim(id=digest("claim", "s"), text="x", statements=("s",), origins=0)),
    (
        "correction",
        lambda: Judgement(
            id="x",
            target="s",
            decision=Decision.CORRECT,
            author="me",
            decided_at="2025-01-01T00:00:00Z",
        ),
    ),
    ("digest", lambda: Run(id="x", stage=Stage.EXTRACT, code="1", model="rules/1")),
]


@pytest.mark.parametrize(("words", "make"), BREACHES)
def test_record_type_refuses_what_breaks_its_rules(words: str, make: Callable[[], object]) -> None:
    with pytest.raises(RecordError, match=words):
        make()


@pytest.mark.parametrize("value", ["2023", "2023-11", "2023-11-06", "2023-11-06T10:15:00Z"])
def test_iso_dates_may_stop_where_the_evidence_stops(value: str) -> None:
    assert check_iso(value) == value


@pytest.mark.parametrize("value", ["2023-13", "2023-02-30", "23", "2023-11-06T25:00Z", ""])
def test_iso_dates_that_do_not_exist_are_refused(value: str) -> None:
    with pytest.raises(RecordError):
        check_iso(value)


@pytest.mark.parametrize(
    ("day", "held"),
    [("2019", False), ("2020", True), ("2020-04", False), ("2020-05-02", True), ("2022-01", False)],
)
def test_office_is_held_on_dates_of_any_precision(day: str, held: bool) -> None:
    office = Office(role="president", of="X", since="2020-05", until="2021-12-31")
    assert office.held_on(day) is held


def test_ids_are_digests_of_content() -> None:
    assert digest("a", 1, None) == digest("a", 1, None)
    assert digest("a", "1") != digest("a", 1)
    assert document().id == document().id
