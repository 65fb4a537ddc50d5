"""Coding: a codebook's words decide, whatever codebook it is; conditions are found as words."""

from dataclasses import replace

import pytest

from dragoman.extract.coding import Coder
from dragoman.extract.conditions import find_condition
from dragoman.extract.wording import wording
from dragoman.record import Attribution, Codebook, Concept, Lesson, QuoteForm, Reading, Span, Stance
from tests import make

HARBOUR = Concept(
    id="harbour-open",
    issue="trade",
    text="The harbour is opened to ships of both sides",
    support=("ships of both sides may enter the harbour again", "open the port at once"),
    oppose=("the harbour stays closed", "no ship of theirs will ever dock here"),
)
FISHING = Concept(
    id="fishing-rights",
    issue="trade",
    text="The islanders may fish in the strait",
    support=("our boats have fished there for centuries and shall again",),
    oppose=("not one net will be cast in our waters",),
)
BOOK = Codebook(negotiation="the strait", issues=("trade",), concepts=(HARBOUR, FISHING))
CODER = Coder(BOOK)


def said(text: str, content: str) -> Reading:
    start = text.index(content)
    span = Span(start=start, end=start + len(content), text=content)
    attribution = Attribution(source=None, cue=None, content=(span,), quote=QuoteForm.INDIRECT)
    return Reading(document="d", reader="rules/1", attributions=(attribution,))


def test_examples_of_a_stance_give_that_stance() -> None:
    for concept in BOOK.concepts:
        for stance, texts in ((Stance.SUPPORT, concept.support), (Stance.OPPOSE, concept.oppose)):
            for text in texts:
                _, found, as_ = CODER.chances(wording("", "", text))[0]
                assert (found, as_) == (concept.id, stance)


def test_what_bears_on_no_concept_has_no_code() -> None:
    assert (
        CODER.chances(wording("The ministry", "said", "the minister turned sixty on May 3")) == []
    )


def test_codes_carry_the_condition_with_its_place() -> None:
    text = "The envoy said open the port at once, unless the shelling goes on."
    document = make.document(text=text, language="en")
    reading = said(text, "open the port at once, unless the shelling goes on")
    (attribution,) = CODER.code(document, reading).attributions
    assert attribution.codes[0].concept == "harbour-open"
    condition = attribution.codes[0].condition
    assert condition is not None
    assert condition.holds_in(text)
    assert condition.text == "unless the shelling goes on"


def test_statement_is_coded_the_same_alone_and_among_others() -> None:
    text = "open the port at once; not one net will be cast in our waters"
    document = make.document(text=text, language="en")
    first = said(text, "open the port at once")
    second = said(text, "not one net will be cast in our waters")
    both = replace(first, attributions=(*first.attributions, *second.attributions))
    together = CODER.code(document, both).attributions
    alone = [CODER.code(document, one).attributions[0] for one in (first, second)]
    assert list(together) == alone


def test_other_languages_are_left_uncoded() -> None:
    text = "open the port at once"
    reading = said(text, text)
    assert CODER.code(make.document(text=text, language="ru"), reading) == reading


def test_an_example_changes_the_version_and_counts_at_once() -> None:
    words = "let the lanterns of the quay be lit"
    taught = replace(HARBOUR, support=(*HARBOUR.support, words))
    coder = Coder(replace(BOOK, concepts=(taught, FISHING)))
    assert coder.name != CODER.name
    assert coder.chances(wording("", "", words))[0][1] == "harbour-open"


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("no talks unless the siege ends", "unless the siege ends"),
        ("a truce in exchange for the prisoners", "in exchange for the prisoners"),
        ("we sign only after the last soldier has left", "only after the last soldier has left"),
        ("the guns fall silent for seven days", "for seven days"),
        ("if they stop, we stop", "if they stop"),
        ("aid may pass as long as it is inspected, he added", "as long as it is inspected"),
        ("there will be no deal without firm guarantees", "without firm guarantees"),
        ("on condition that the port opens", "on condition that the port opens"),
        ("a truce is conditioned on the release", "conditioned on the release"),
        ("no talks while the shelling goes on", "while the shelling goes on"),
        ("the envoys met while the shelling went on", None),
        ("they keep the hills, even in return for firm guarantees", None),
        ("we will not sign, even after they have left", None),
        ("we return to the table without conditions and without limits", None),
        ("the border was quiet until recently", None),
        ("For 19 months now, the families have waited", None),
        ("if you listen carefully, they want peace", None),
        ("food was provided to the camps", None),
        ("open the port as soon as possible", None),
        ("they go after Brink and her men who were there", None),
        ("the war would be over if they had signed in April", None),
        ("we defend ourselves if necessary with guns", None),
        ("until further notice the bridge is closed", None),
        ("even if it rains we march", None),
        ("once again he refused", None),
        ("the delegation left on Monday", None),
    ],
)
def test_conditions_are_clauses_that_a_marker_opens(content: str, condition: str | None) -> None:
    found = find_condition(content)
    assert (content[slice(*found)] if found else None) == condition


LANTERNS = Lesson(
    source="The harbour master",
    cue="said",
    content="the lanterns of the quay will be lit",
    stance=Stance.SUPPORT,
)


def taught(*lessons: Lesson) -> Coder:
    return Coder(replace(BOOK, concepts=(replace(HARBOUR, lessons=lessons), FISHING)))


def told(coder: Coder, lesson: Lesson) -> dict[str, Stance]:
    found = coder.chances(wording(lesson.source, lesson.cue, lesson.content))
    return {concept: stance for _, concept, stance in found}


def test_statement_that_a_person_coded_is_coded_so_and_others_stay() -> None:
    coder = taught(LANTERNS, LANTERNS)
    assert "harbour-open" not in told(CODER, LANTERNS)
    assert told(coder, LANTERNS)["harbour-open"] is Stance.SUPPORT
    other = wording("", "", "not one net will be cast in our waters")
    assert coder.nearest(coder.vectors([other.content])[0])[0][1] == "fishing-rights"


def test_code_that_a_person_took_away_is_not_told_again() -> None:
    closed = Lesson(content="the harbour stays closed", stance=None)
    assert told(CODER, closed)["harbour-open"] is Stance.OPPOSE
    assert "harbour-open" not in told(taught(*[closed] * 3), closed)


def test_stance_that_a_person_changed_is_told_as_changed() -> None:
    ironic = Lesson(content="the harbour stays closed", stance=Stance.SUPPORT)
    assert told(taught(*[ironic] * 3), ironic)["harbour-open"] is Stance.SUPPORT


def test_stance_without_examples_can_be_taught() -> None:
    bare = replace(HARBOUR, oppose=())
    lesson = Lesson(content="no ship of theirs will ever dock here", stance=Stance.OPPOSE)
    book = replace(BOOK, concepts=(replace(bare, lessons=(lesson,) * 3), FISHING))
    assert told(Coder(book), lesson)["harbour-open"] is Stance.OPPOSE


def test_lessons_change_the_version_and_their_absence_does_not() -> None:
    assert taught(LANTERNS).name != CODER.name
    assert taught().name == CODER.name
