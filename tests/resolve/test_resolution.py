"""What resolving does with whole readings: coreference given, repeats, local actors, long texts."""

import time
from dataclasses import replace

import pytest

from dragoman.record import (
    ActorKind,
    Attribution,
    Document,
    LinkKind,
    Mention,
    MentionKind,
    QuoteForm,
    Reading,
    Span,
)
from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def said(document: Document, source: str | None, cue: str, content: str) -> Attribution:
    return Attribution(
        source=make.span(document, source) if source else None,
        cue=make.span(document, cue),
        content=(make.span(document, content),),
        quote=QuoteForm.INDIRECT,
    )


def reading_of(
    document: Document, *attributions: Attribution, mentions: tuple[Mention, ...] = ()
) -> Reading:
    return Reading(
        document=document.id, reader="test/1", attributions=attributions, mentions=mentions
    )


def test_coreference_of_the_reader_is_used(knowledge: Knowledge) -> None:
    document = make.document(
        "Rustem Umerov arrived with Vladimir Medinsky. The man in the grey coat said it was over.",
        published="2025-06-02",
    )
    mentions = (
        Mention(span=make.span(document, "Rustem Umerov"), kind=MentionKind.PERSON, group=1),
        Mention(
            span=make.span(document, "The man in the grey coat"), kind=MentionKind.ROLE, group=1
        ),
    )
    attribution = said(document, "The man in the grey coat", "said", "it was over")
    (statement,) = resolve(
        document, reading_of(document, attribution, mentions=mentions), knowledge, "run"
    ).statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.party) == ("Rustem Umerov", "Ukraine")


def test_local_person_keeps_the_description_of_the_text(knowledge: Knowledge) -> None:
    document = make.document(
        "Ivan Gromykin, deputy head of the Duma's defence committee, warned of a wider war.",
        published="2024-02-02",
    )
    (actor,) = resolve(
        document,
        reading_of(document, said(document, "Ivan Gromykin", "warned", "a wider war")),
        knowledge,
        "run",
    ).actors
    assert actor.local_to == document.id
    assert actor.description == "deputy head of the Duma's defence committee"
    assert actor.party == "Russia"


def test_shared_actor_is_the_one_of_the_knowledge(knowledge: Knowledge) -> None:
    document = make.document("Dmitri Peskov said no.", published="2024-02-02")
    (actor,) = resolve(
        document,
        reading_of(document, said(document, "Dmitri Peskov", "said", "no")),
        knowledge,
        "r",
    ).actors
    assert actor == knowledge.entries[actor.id].actor


def test_same_reading_twice_gives_the_same(knowledge: Knowledge) -> None:
    document = make.document("Peskov said no. He added maybe.", published="2024-02-02")
    reading = reading_of(
        document, said(document, "Peskov", "said", "no"), said(document, "He", "added", "maybe")
    )
    assert resolve(document, reading, knowledge, "run") == resolve(
        document, reading, knowledge, "run"
    )


def test_order_of_attributions_does_not_change_who_speaks(knowledge: Knowledge) -> None:
    document = make.document("Peskov said no. He added maybe.", published="2024-02-02")
    reading = reading_of(
        document, said(document, "Peskov", "said", "no"), said(document, "He", "added", "maybe")
    )
    turned = replace(reading, attributions=reading.attributions[::-1])
    one = {s.id: s for s in resolve(document, reading, knowledge, "run").statements}
    two = {s.id: s for s in resolve(document, turned, knowledge, "run").statements}
    assert one == two


def test_spans_acts_and_confidence_pass_through(knowledge: Knowledge) -> None:
    document = make.document("Peskov said no.", published="2024-02-02")
    attribution = replace(said(document, "Peskov", "said", "no"), confidence=0.5)
    (statement,) = resolve(document, reading_of(document, attribution), knowledge, "r").statements
    assert statement.source == attribution.source
    assert statement.cue == attribution.cue
    assert statement.content == attribution.content
    assert (statement.confidence, statement.run) == (0.5, "r")


def test_links_say_what_they_are_and_where_they_stand(knowledge: Knowledge) -> None:
    document = make.document("Andriy Yermak told the Sun that it was cold.", published="2023-11-06")
    (statement,) = resolve(
        document,
        reading_of(document, said(document, "Andriy Yermak", "told", "it was cold")),
        knowledge,
        "run",
    ).statements
    (link,) = statement.via
    assert link.kind is LinkKind.OUTLET
    assert link.span is not None
    assert link.span.holds_in(document.text)


def test_pronoun_with_nobody_before_it_is_nobody(knowledge: Knowledge) -> None:
    document = make.document("He said it was cold.")
    (statement,) = resolve(
        document, reading_of(document, said(document, "He", "said", "it was cold")), knowledge, "r"
    ).statements
    assert (statement.speaker, statement.party) == (None, None)


def test_unknown_words_become_an_actor_of_the_document(knowledge: Knowledge) -> None:
    document = make.document("The ferryman's cousin said it was cold.")
    (statement,) = resolve(
        document,
        reading_of(document, said(document, "The ferryman's cousin", "said", "it was cold")),
        knowledge,
        "r",
    ).statements
    assert statement.speaker is not None
    assert statement.speaker.kind is ActorKind.UNNAMED
    assert "cousin" in statement.speaker.name


def test_nothing_read_is_nothing_resolved(knowledge: Knowledge) -> None:
    document = make.document("It was cold.")
    resolution = resolve(document, reading_of(document), knowledge, "run")
    assert (resolution.statements, resolution.actors) == ((), ())


def test_long_document_resolves_in_a_moment(knowledge: Knowledge) -> None:
    line = "Kremlin spokesman Dmitry Peskov said the talks between Ukraine and Turkey went on. "
    document = make.document(line * 300, published="2024-02-02")
    attributions = []
    for start in range(0, len(document.text), len(line)):
        words = line.index("the talks"), len(line) - 2
        attributions.append(
            Attribution(
                source=Span.of(document.text, start, start + 31),
                cue=Span.of(document.text, start + 32, start + 36),
                content=(Span.of(document.text, start + words[0], start + words[1]),),
                quote=QuoteForm.INDIRECT,
            )
        )
    begun = time.process_time()
    resolution = resolve(document, reading_of(document, *attributions), knowledge, "run")
    assert len(resolution.actors) == 1
    assert time.process_time() - begun < 5.0
