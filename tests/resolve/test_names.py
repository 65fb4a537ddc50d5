"""Spellings of one name meet; different names do not."""

import time

import pytest

from dragoman.resolve.names import NameIndex, fold, keys_of, sound, tokenize


@pytest.mark.parametrize(
    "spellings",
    [
        "Volodymyr Vladimir Volodimir Volodímir",
        "Zelensky Zelenskyy Zelenskiy Zelenskyi",
        "Dmitry Dmitri Dmitriy Dmytro",
        "Sergei Sergey Serhiy Serhii",
        "Mykhailo Mikhail Mykhaylo",
        "Shoigu Shoygu",
        "Oleksandr Alexander Aleksandr",
        "Oleksiy Alexei Aleksey",
        "Mohammed Muhammad Mohamed Mohammad",
        "Hossein Hussein",
        "Erdoğan Erdogan",
        "Çavuşoğlu Cavusoglu",
        "Haniyeh Haniya",
        "Ja'afari Ja’afari Jaafari",
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: str) -> None:
    assert len({sound(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "names",
    [
        "Iran Iraq",
        "Niger Nigeria",
        "Austria Australia",
        "Lavrov Larov",
        "Putin Patin",
        "Mali Malta",
    ],
)
def test_different_names_keep_different_keys(names: str) -> None:
    assert len({sound(word) for word in names.split()}) == 2


def test_tokens_split_off_possessives_and_keep_places() -> None:
    text = "Zelensky’s and the U.S. delegates' view"
    tokens = tokenize(text)
    assert [(token.text, token.possessive) for token in tokens] == [
        ("Zelensky", True),
        ("and", False),
        ("the", False),
        ("U.S.", False),
        ("delegates", True),
        ("view", False),
    ]
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_other_scripts_fold_to_letters() -> None:
    assert fold("Путин") == "putin"


def test_articles_and_particles_do_not_count() -> None:
    assert keys_of("The Ahmed al-Sharaa") == keys_of("Ahmad Sharaa")


def index_of(*names: str) -> NameIndex:
    index = NameIndex()
    for name in names:
        index.add(name, name)
    return index


def names_in(index: NameIndex, text: str) -> list[str]:
    tokens, found, at = tokenize(text), [], 0
    while at < len(tokens):
        match = index.longest(tokens, at)
        found += list(match.ids) if match else []
        at = match.last if match else at + 1
    return found


def test_longest_name_wins() -> None:
    index = index_of("Washington", "Washington Post")
    assert names_in(index, "Washington read the Washington Post") == [
        "Washington",
        "Washington Post",
    ]


def test_acronyms_want_capitals() -> None:
    index = index_of("US", "WHO")
    assert names_in(index, "Who told us? The US and the WHO, said the U.S.") == ["US", "WHO", "US"]


def test_single_words_that_only_sound_alike_do_not_match() -> None:
    assert names_in(index_of("Thai"), "They met Thai envoys") == ["Thai"]


def test_initials_inside_a_name_may_be_there_or_not() -> None:
    assert names_in(index_of("Vladimir Putin"), "Vladimir V. Putin") == ["Vladimir Putin"]


def test_matching_takes_time_in_proportion_to_the_text() -> None:
    index = index_of(*(f"Name{number} Surname{number}" for number in range(3000)))
    tokens = tokenize("Name7 Surname7 went to see Name8 somewhere else. " * 2000)
    begun = time.process_time()
    hits = sum(index.longest(tokens, at) is not None for at in range(len(tokens)))
    assert hits == 2000
    assert time.process_time() - begun < 2.0
