"""The words of a proposition: stems of content words, states by one name, and what each weighs."""

import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

import yaml

TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
STOP = re.compile(r"[.!?:\"“]")
POSSESSIVE = re.compile(r"['’]s?$")
HAS_DIGIT = re.compile(r"\d")
ABBREVIATED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
UNITED_STATES = "US"
SHORTEST_STEM = 4

NONE: frozenset[str] = frozenset()

SUFFIXES = (
    *("ational", "ations", "ation", "ating", "ators", "ator", "ated", "ates", "ate"),
    *("ments", "ment", "fully", "nesses", "ness", "ities", "ity", "ingly", "ings", "ing"),
    *("edly", "ed", "ions", "ion", "ially", "ally", "als", "al", "ives", "ive", "ers", "er"),
    *("ies", "es", "ly", "s", "y", "e"),
)
"""Endings of inflection and of nouns made from verbs, longest first: a light stemmer after
Porter (1980), step 1 and the common endings of steps 2 to 4, one ending a word."""


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    path = files("dragoman.resolve").joinpath("data", "claim_words.yaml")
    read: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


@cache
def says_no(part: str) -> re.Pattern[str]:
    """Give a pattern of saying no, or of what no is said to, by its name: "cue", "content"."""
    written = _data()["responses"][part].replace(" ", "")
    return re.compile(written, 0 if part in ("held", "belied", "cleft") else re.IGNORECASE)


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """Give the word lists of data/claim_words.yaml by name."""
    named = _data()["lists"].items()
    return MappingProxyType({name: frozenset(words.split()) for name, words in named})


@cache
def _poles() -> Mapping[str, str]:
    """Give for a word that has an opposite the end that it names: "2+", "2-"."""
    ends: dict[str, str] = {}
    for number, (one, other) in enumerate(_data()["opposites"].items()):
        ends |= dict.fromkeys(one.split(), f"{number}+") | dict.fromkeys(
            other.split(), f"{number}-"
        )
    return MappingProxyType(ends)


def poles_of(text: str) -> frozenset[str]:
    """Give the ends of opposites that a text has words for."""
    poles = _poles()
    return kept(p for word in _words_in(text) if (p := poles.get(word.casefold())))


def opposite_poles(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two texts name the two ends of one thing, and neither names both."""
    if not (some and others):
        return False
    mine, its = some - _turned(some), others - _turned(others)
    return bool(mine & _turned(its))


def _turned(poles: frozenset[str]) -> frozenset[str]:
    return frozenset(pole[:-1] + ("-" if pole[-1] == "+" else "+") for pole in poles)


@cache
def _same() -> Mapping[str, str]:
    """Give for a word the word that stands for it: a state for its capital, truce for ceasefire."""
    same = _data()["same"].items()
    known = {word: one for one, words in same for word in (one, *words.split())}
    return MappingProxyType(dict(_of_states()) | known)


def _of_states() -> Iterator[tuple[str, str]]:
    """Give the words for a state and its people, each with its name, where all are one word."""
    path = files("dragoman.resolve").joinpath("data", "states.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        state = json.loads(line)
        name = _plain(state["name"])
        words = (
            state["name"],
            *state.get("adjectives", ()),
            *state.get("people", ()),
            *state.get("capitals", ()),
        )
        if " " not in name:
            yield from ((_plain(word), _cut(name)) for word in words if " " not in word)


@cache
def background() -> Mapping[str, float]:
    """Give the share of news sentences that hold a stem, for the stems that are common.

    Counted once over 640 English articles about negotiations (14,000 sentences); a stem in
    fewer than one sentence in a thousand is left out and weighs as if in one of 2,000.
    """
    path = files("dragoman.resolve").joinpath("data", "claim_shares.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({stem: float(share) for stem, share in rows})


RAREST_SHARE = 1 / 2_000
UNKNOWN_WEIGHT = -math.log(RAREST_SHARE)


@lru_cache(maxsize=65_536)
def weight(stem: str) -> float:
    """Weigh a stem by the information in it: -log of its share of sentences, from 1 to 7.6."""
    share = background().get(stem)
    return UNKNOWN_WEIGHT if share is None else -math.log(share)


def weight_of(stems: Iterable[str]) -> float:
    """Add up the weights; in sorted order, so that rounding never depends on the order given."""
    return sum(map(weight, sorted(stems)))


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """Reduce a word as written to its stem. Empty: it is a stop word or a number."""
    if word == UNITED_STATES:
        return "unitedstates"
    plain = _plain(POSSESSIVE.sub("", word))
    if ABBREVIATED.fullmatch(plain):
        plain = plain.replace(".", "")
        return _same().get("usa" if plain == "us" else plain, plain)
    plain = plain.replace("-", "").replace("’", "'")
    if plain in lists()["stop"] or HAS_DIGIT.search(plain) or len(plain) < 2:
        return ""
    same = _same()
    return sys.intern(same.get(plain) or same.get(cut := _cut(plain)) or cut)


def _plain(word: str) -> str:
    """Write a word in small letters without accents."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))


def _cut(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


@cache
def pointing() -> frozenset[str]:
    """Give the stems of words for what somebody has said: "the claim", "allegations"."""
    return frozenset(stem for word in lists()["pointing"] if (stem := stem_of(word)))


@cache
def titles() -> frozenset[str]:
    """Give the stems of words for offices: "president", "minister"."""
    return frozenset(stem for word in lists()["titles"] if (stem := stem_of(word)))


def words_of(text: str) -> list[str]:
    """Cut a text into its words, as written."""
    return TOKEN.findall(text)


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Give the names of several words that count as one, as a pattern and by their words."""
    phrases = _data()["phrases"]
    anyone = "|".join(phrase.replace(" ", r"\s+") for phrase in phrases)
    return re.compile(rf"\b(?:{anyone})\b", re.IGNORECASE), phrases


def joined(text: str) -> str:
    """Write names of several words as one: a state's name says no more than its capital's."""
    pattern, phrases = _phrases()
    return pattern.sub(lambda m: phrases[" ".join(m[0].casefold().split())], text)


def stems_of(text: str) -> frozenset[str]:
    """Give the stems of the content words of a text."""
    return kept(stem for word in _words_in(text) if (stem := stem_of(word)))


@lru_cache(maxsize=256)
def _words_in(text: str) -> tuple[str, ...]:
    """Cut a text into words, names of several as one; several things are asked of one text."""
    return tuple(words_of(joined(text)))


def kept(stems: Iterable[str]) -> frozenset[str]:
    """Make a set that is kept for long: all empty ones are the same one, and need no room."""
    return frozenset(stems) or NONE


def named_stems(text: str) -> frozenset[str]:
    """Give the stems of words written with a capital within a sentence: names, in English."""
    words = list(TOKEN.finditer(text))
    if text.isupper():
        return NONE
    inner = (
        word[0]
        for before, word in pairwise(words)
        if word[0][0].isupper() and not STOP.search(text[before.end() : word.start()])
    )
    return kept(stem for word in inner if (stem := stem_of(word)))
