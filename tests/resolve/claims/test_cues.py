"""What the cue of a statement, and the sentence around it, tell of what it answers."""

from dataclasses import replace

from dragoman.record import Act, Claim, ClaimStatus, Document, Span, Statement, statement_id
from dragoman.resolve.claims import find_claims
from tests import make
from tests.resolve.test_claims import speaker

FILLER = "Rain fell on the hills and nobody in the valley slept. " * 8

Line = tuple[str, str | None, Act, str, str, str]
"""Speaker, party, act, and the words of source, cue and content."""


def told(*lines: Line | str) -> list[Claim]:
    """Find the claims of a document of such lines; one that is only words says nothing."""
    sentences = [line if isinstance(line, str) else " ".join(line[3:]) + "." for line in lines]
    document = make.document(" ".join(sentences), published="2030-05-01")
    found = [statement(document, line) for line in lines if not isinstance(line, str)]
    return find_claims([(document, found)])


def statement(document: Document, line: Line) -> Statement:
    who, party, act, *words = line
    start = document.text.index(" ".join(words))
    spans = []
    for part in words:
        start = document.text.index(part, start)
        spans.append(Span.of(document.text, start, start + len(part)))
        start += len(part)
    source, cue, content = spans
    return replace(
        make.statement(document, act=act, party=party),
        id=statement_id(document.id, source, cue, (content,)),
        source=source,
        cue=cue,
        content=(content,),
        speaker=speaker(who),
    )


PETROV: Line = ("Ivan Petrov", "Norland", Act.DEMAND, "Petrov", "demanded", "a toll on lorries")


def test_a_retort_answers_what_was_said_just_before() -> None:
    (claim,) = told(
        PETROV, ("Ann Lee", "Southland", Act.REJECT, "Lee", "retorted", "They set no terms here")
    )
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == ("Ivan Petrov", "Norland")
    assert claim.denied_by == ("Ann Lee", "Southland")


def test_a_retort_answers_what_stands_before_it_rather_than_what_shares_its_words() -> None:
    claims = told(
        PETROV,
        ("Ann Lee", "Southland", Act.REJECT, "Lee", "retorted", "They set no terms here"),
        ("Mara Onu", "Westmark", Act.REQUEST, "Onu", "said", "It is for Southland to weigh terms"),
    )
    (claim,) = claims
    assert claim.asserted_by == ("Ivan Petrov", "Norland")


def test_a_rejection_in_the_next_paragraph_shares_few_words_with_it() -> None:
    onu: Line = (
        *("Mara Onu", "Westmark", Act.WARN, "Onu", "warned"),
        "Southland will lose the lighthouse to pilgrims, horses and millers",
    )
    lee: Line = (
        *("Ann Lee", "Southland", Act.REJECT, "Lee", "refused"),
        "strangers, sailors and priests in a lighthouse",
    )
    (claim,) = told(onu, FILLER[:330], lee)
    assert claim.status is ClaimStatus.CONTESTED


def test_a_retort_at_something_else_answers_nothing_before() -> None:
    lee: Line = ("Ann Lee", "Southland", Act.ACCUSE, "Lee", "fired back at", "the court of appeal")
    assert told(PETROV, lee) == []


def test_nothing_that_is_far_away_is_retorted_to() -> None:
    lee: Line = ("Ann Lee", "Southland", Act.ACCUSE, "Lee", "retorted", "They set no terms here")
    assert told(PETROV, FILLER, lee) == []


def test_who_neither_accepts_nor_refuses_denies_nothing() -> None:
    lee: Line = (
        *("Ann Lee", "Southland", Act.REJECT, "Lee"),
        *("has neither accepted nor refused", "Norland's toll on lorries"),
    )
    assert told(PETROV, lee) == []


def test_doubt_in_the_cue_says_no() -> None:
    lee: Line = (
        *("Ann Lee", "Southland", Act.PREDICT, "Lee"),
        *("expressed doubt", "a toll on lorries would be paid"),
    )
    (claim,) = told(PETROV, lee)
    assert claim.denied_by == ("Ann Lee", "Southland")


def test_disputed_claims_are_no_denial_of_who_makes_them() -> None:
    harbour: Line = (
        *("Harbour Guild", None, Act.ACCUSE, "The guild"),
        *("made disputed claims", "of smuggling in the strait"),
    )
    assert told(harbour) == []


def test_what_is_denied_to_people_is_no_claim() -> None:
    lee: Line = ("Ann Lee", "Southland", Act.DENY, "Lee", "denied", "them papers and rations")
    assert told(lee) == []


def test_two_that_accuse_each_other_both_hold_it() -> None:
    claims = told(
        ("Olga Brandt", "Southland", Act.ASSERT, "Brandt", "said", "harvests were good"),
        (
            *("Norland", "Norland", Act.ACCUSE, "Norland and Southland"),
            *("accuse", "each other of attacks on the lighthouse"),
        ),
    )
    (claim,) = claims
    assert claim.status is ClaimStatus.CONTESTED
    assert set(claim.asserted_by) == {"Norland", "Southland"}
    assert claim.denied_by == ()


def test_a_whole_content_that_names_somebody_is_against_him_alone() -> None:
    claims = told(
        ("Mara Onu", "Westmark", Act.ACCUSE, "Onu", "said", "Southland burnt the mills"),
        ("Ann Lee", "Southland", Act.DENY, "Lee", "contradicted", "the president of Norland"),
        ("Ivan Petrov", "Norland", Act.ASSERT, "Petrov", "said", "harvests were good"),
    )
    assert all("Mara Onu" not in claim.asserted_by for claim in claims)


def test_a_retort_that_negates_a_charge_answers_that_rather_than_the_sentence_before() -> None:
    (claim,) = told(
        ("Ivan Petrov", "Norland", Act.DEMAND, "Petrov", "demanded", "that the cattle come home"),
        ("Ann Lee", "Southland", Act.DENY, "Lee", "shot back", "Not one of them was stolen"),
        ("Olga Brandt", "Norland", Act.ASSERT, "Brandt", "said", "Southland had stolen 40 cows"),
    )
    assert claim.text == "Southland had stolen 40 cows"
    assert claim.denied_by == ("Ann Lee", "Southland")


def test_what_nobody_has_claimed_nobody_denies() -> None:
    claims = told(
        ("Ivan Petrov", "Norland", Act.ASSERT, "Petrov", "said", "the fire was laid at dawn"),
        ("no guild", None, Act.DENY, "No guild", "has claimed", "responsibility for the fire"),
    )
    assert claims == []


def test_a_reply_that_names_whose_claims_it_answers_is_against_those() -> None:
    document = make.document(
        "Petrov said harvests were good. In response to claims by Norland, "
        "Lee said that no mills were burnt."
    )
    petrov: Line = (
        *("Ivan Petrov", "Norland", Act.ASSERT),
        *("Petrov", "said", "harvests were good"),
    )
    lee: Line = ("Ann Lee", "Southland", Act.DENY, "Lee", "said", "that no mills were burnt")
    found = find_claims([(document, [statement(document, petrov), statement(document, lee)])])
    (claim,) = found
    assert claim.status is ClaimStatus.CONTESTED
    assert claim.asserted_by == ("Norland",)


def test_whose_comments_are_denied_has_made_those_just_before() -> None:
    (claim,) = told(
        ("Ivan Petrov", "Norland", Act.ASSERT, "Petrov", "said", "tolls on lorries will rise"),
        ("Ann Lee", "Southland", Act.DENY, "Lee", "played down", "Petrov's comments"),
    )
    assert claim.text == "tolls on lorries will rise"
    assert claim.status is ClaimStatus.CONTESTED


def test_a_denial_of_what_nobody_said_of_its_speaker_answers_no_neighbour() -> None:
    petrov: Line = ("Ivan Petrov", "Norland", Act.ASSERT, "Petrov", "said", "harvests were good")
    venue: Line = ("Ann Lee", "Southland", Act.DENY, "Lee", "denied", "a date had been set")
    own: Line = ("Ann Lee", "Southland", Act.DENY, "Lee", "denied", "its barns were empty")
    assert all(claim.status is ClaimStatus.DENIED for claim in told(petrov, venue))
    assert all(claim.status is ClaimStatus.CONTESTED for claim in told(petrov, own))
