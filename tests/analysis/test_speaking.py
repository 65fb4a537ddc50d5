"""Speaking: every statement in exactly one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis import Said, Speaking, Voice, gather, survey, voice_of
from dragoman.errors import RecordError
from dragoman.record import Actor, ActorKind, Document, Statement
from tests import make
from tests.report.shelf import Shelf, cut, small_record

DOCUMENT = make.document()
SPEAKER = make.actor("Ada Brink")


def speaking(view: Shelf) -> Speaking:
    return gather(view.statements(), survey(view))


def everywhere(found: Speaking) -> list[Said]:
    named = [said for party in found.parties for said in party.said]
    return [*named, *found.unnamed, *found.outlets, *found.independent, *found.unresolved]


@pytest.mark.parametrize(
    ("speaker", "party", "voice"),
    [
        (SPEAKER, "Island", Voice.PARTY),
        (make.actor("Island", ActorKind.STATE), "Island", Voice.PARTY),
        (SPEAKER, None, Voice.INDEPENDENT),
        (make.actor("an official", ActorKind.UNNAMED), "Island", Voice.UNNAMED),
        (make.actor("an official", ActorKind.UNNAMED), None, Voice.UNNAMED),
        (make.actor("Post", ActorKind.OUTLET), None, Voice.OUTLET),
        (None, None, Voice.UNRESOLVED),
    ],
)
def test_voice_is_told_by_speaker_and_party(
    speaker: Actor | None, party: str | None, voice: Voice
) -> None:
    assert voice_of(make.statement(DOCUMENT, speaker=speaker, party=party)) is voice


def test_each_statement_is_in_exactly_one_group() -> None:
    view = small_record()
    found = speaking(view)
    assert sorted(said.statement.id for said in everywhere(found)) == sorted(
        statement.id for statement in view.statements()
    )
    assert found.total == len(view.statements())


def test_unnamed_sources_count_for_their_side_but_stand_apart() -> None:
    found = speaking(small_record())
    mainland = next(group for group in found.parties if group.party == "Mainland")
    assert (len(mainland.said), len(mainland.unnamed), mainland.total) == (1, 1, 2)
    assert mainland.unnamed == found.unnamed


def test_statements_follow_dates_then_places() -> None:
    late = make.document(name="a.txt", published="2024-02")
    early = make.document(name="b.txt", published="2024-01-05")
    undated = make.document(name="0.txt")
    statements = [
        make.statement(document, words, speaker=SPEAKER, party="Island")
        for document in (undated, late, early)
        for words in ("We agree,", "The minister")
    ]
    found = speaking(Shelf([undated, late, early], statements))
    assert [said.label for said in found.parties[0].said] == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
    ]
    first = found.parties[0].said[0]
    assert (first.covered.document, first.statement.content[0].text) == (early, "The minister")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(31, 60)), unique=True, min_size=1))
def test_numbers_follow_the_text_with_the_longer_first(places: list[tuple[int, int]]) -> None:
    statements = [cut(DOCUMENT, place) for place in places]
    found = speaking(Shelf([DOCUMENT], statements))
    spans = [said.statement.content[0] for said in found.unresolved]
    assert [said.number for said in found.unresolved] == list(range(1, len(places) + 1))
    assert [(s.start, -s.end) for s in spans] == sorted((a, -b) for a, b in places)


def test_parties_with_more_to_say_come_first_and_ties_by_name() -> None:
    documents: list[Document] = []
    statements: list[Statement] = []
    for number, party in enumerate(["B", "A", "C", "C"]):
        document = make.document(name=f"{number}.txt")
        documents.append(document)
        statements.append(make.statement(document, speaker=SPEAKER, party=party))
    found = speaking(Shelf(documents, statements))
    assert [group.party for group in found.parties] == ["C", "A", "B"]


def test_index_has_each_named_speaker_once_with_all_parties() -> None:
    other = make.document(name="other.txt")
    statements = [
        make.statement(DOCUMENT, speaker=SPEAKER, party="Island"),
        make.statement(other, speaker=SPEAKER, party="Alliance"),
        make.statement(other, "talks", speaker=make.actor("sources", ActorKind.UNNAMED)),
    ]
    (entry,) = speaking(Shelf([DOCUMENT, other], statements)).speakers
    assert (entry.speaker.name, entry.parties, len(entry.said)) == (
        *("Ada Brink", ("Alliance", "Island"), 2),
    )


def test_a_statement_without_its_document_is_refused() -> None:
    with pytest.raises(RecordError, match="does not hold"):
        speaking(Shelf([], [make.statement(DOCUMENT)]))
