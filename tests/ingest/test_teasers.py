import time

import pytest

from dragoman.ingest import mark_segments
from dragoman.ingest.lines import split_sentences
from dragoman.ingest.teasers import find_opening, find_teasers, judge_sentence, load_vocabulary
from dragoman.record import SegmentKind

ARTICLE = (
    "The envoy of the northern republic said on Tuesday that his side would accept a truce if the "
    'bridge were reopened. "We have waited for this bridge for two long years," he told reporters '
    "in the lakeside town. But the southern government said it had not seen the letter. It added "
    "that the truce of last spring had been broken within a week. He denied that. The bridge was "
    "closed two years ago, after shells had hit its southern end. Both sides said the mediator "
    "would carry the letter across the lake, which she has done twice before. They have met there "
    "since the war began. She said that the prisoners would be counted before the bridge opens."
)
TEASERS = (
    "Bakers in Port Ada hope that a wetter spring ends the shortage of rye. The culture minister "
    "says plans for a larger opera house are still on track. Astronomers have named a comet after "
    "the village where it was first photographed. A retired ferry captain explains how Tessmouth "
    "lost its lighthouse. Four climbers were rescued from Mount Orrin after a night on its ledge."
)
CLOSING = "Copyright 2025 The Lake Post. All rights reserved."


def body(text: str) -> str:
    return "\n".join(
        text[s.start : s.end] for s in mark_segments(text) if s.kind is not SegmentKind.BOILERPLATE
    )


def test_teasers_between_article_and_the_notice_of_rights_are_boilerplate() -> None:
    assert body(f"{ARTICLE} {TEASERS} {CLOSING}") == ARTICLE


def test_teasers_without_a_notice_behind_them_stay() -> None:
    assert body(f"{ARTICLE} {TEASERS}") == f"{ARTICLE} {TEASERS}"


def test_article_alone_before_the_notice_stays_whole() -> None:
    assert body(f"{ARTICLE} {CLOSING}") == ARTICLE


def test_article_of_many_topics_is_never_all_teasers() -> None:
    assert find_teasers(TEASERS) is None


def test_two_sentences_off_the_topic_are_not_enough() -> None:
    two = " ".join(TEASERS.split(". ")[:2]) + "."
    assert find_teasers(f"{ARTICLE} {two}") is None


def test_language_without_listed_words_is_not_judged() -> None:
    article = "Посланник заявил, что мост откроют. " * 9
    assert find_teasers(f"{article} Пекари ждут дождя. Комету назвали. Капитан вернулся.") is None


@pytest.mark.parametrize(
    "last",
    [
        "However, the mediator has never named a day for it.",
        'The mayor of Orrin says: "We will rebuild the bridge whatever the other side may say."',
        "The northern republic said the truce needs the bridge.",
    ],
)
def test_sentence_that_hangs_on_the_article_is_judged_its_own(last: str) -> None:
    text = f"{ARTICLE} {last}"
    sentences = split_sentences(text)
    assert judge_sentence(text, sentences, len(sentences) - 1) < 0


def test_lists_of_words_do_not_overlap_where_they_oppose() -> None:
    listed = load_vocabulary()
    assert not listed.telling & listed.told
    assert listed.pronouns <= listed.openings | {"him", "her", "them", "us"}


HEADLINES = " ".join(
    f"Number {n} of the lake towns counts its boats Old ferry {n} finds a new captain"
    for n in range(1, 20)
)


def test_opening_of_headlines_ends_before_the_deck() -> None:
    deck = "The envoy's offer is the first in two years. By Ada Moor"
    text = f"{HEADLINES} {deck} 3 min read {ARTICLE} {ARTICLE} {ARTICLE}"
    end = find_opening(text)
    assert 0 < end < text.index(deck)
    assert body(text).startswith(text[end : end + 40])
    assert ARTICLE in body(text)


@pytest.mark.parametrize("head", ["", "Envoys meet at the lake By Ada Moor ", f"{ARTICLE} " * 3])
def test_text_that_opens_with_its_article_keeps_its_beginning(head: str) -> None:
    assert find_opening(f"{head}3 min read {ARTICLE} {ARTICLE} {ARTICLE} {ARTICLE}") == 0


def test_judging_a_book_takes_time_in_proportion() -> None:
    text = f"{ARTICLE} " * 600
    began = time.perf_counter()
    find_teasers(text)
    assert time.perf_counter() - began < 5
