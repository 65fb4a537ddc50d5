"""Loaded words: the list of words that judge what they name, read from data/loaded_words.yaml."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

LANGUAGES = frozenset({"en"})
"""Languages that the list is for."""

WORD = re.compile(r"[^\W_]+")
PLACE = "_"
"""Stands for the loaded word in the places where it does not judge."""

HYPHEN = "[-\u2010\u2011]"
JOIN = f"(?:[ \t\u00a0]|\\r?\\n|{HYPHEN})"


class WordKind(StrEnum):
    """What a loaded word does.

    LABEL names somebody by a judgement, STATUS decides what sides dispute, DOUBT casts doubt,
    BLAME and PRAISE judge a deed, INTENSIFIER makes it larger, ALARM moves to fear or pity,
    COMMENT takes the reader's agreement for granted, SPEECH judges how somebody speaks.
    """

    LABEL = "label"
    STATUS = "status"
    DOUBT = "doubt"
    BLAME = "blame"
    PRAISE = "praise"
    INTENSIFIER = "intensifier"
    ALARM = "alarm"
    COMMENT = "comment"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a loaded word.

    Attributes:
        entry: The first form of its entry, which it is listed under.
        kind: What it does.
        words: Its words, without case.
        pattern: How it is written.
        name: Whether it is written with a capital everywhere.
        unless: Words before and after it beside which it does not judge, each pair one place.
    """

    entry: str
    kind: WordKind
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    name: bool
    unless: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWords:
    """The list.

    Attributes:
        forms: By their first word, the longest first.
        attributing: Words that hand a judgement that follows to somebody else.
        entries: How many entries each kind has.
    """

    forms: Mapping[str, tuple[Form, ...]]
    attributing: frozenset[str]
    entries: Mapping[WordKind, int]


@cache
def loaded_words() -> LoadedWords:
    """Read the list that Dragoman is shipped with."""
    path = files("dragoman.analysis").joinpath("data", "loaded_words.yaml")
    data: Mapping[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    entries: dict[WordKind, int] = {}
    for kind in WordKind:
        lines = data[kind].strip().splitlines()
        entries[kind] = len(lines)
        for form in (form for line in lines for form in _forms(kind, line)):
            forms[form.words[0]].append(form)
    for listed in forms.values():
        listed.sort(key=lambda form: -len(form.words))
    return LoadedWords(
        forms=MappingProxyType({word: tuple(listed) for word, listed in forms.items()}),
        attributing=frozenset(data["attributing"].split()),
        entries=MappingProxyType(entries),
    )


def _forms(kind: WordKind, line: str) -> Iterator[Form]:
    """Read an entry: "puppet, puppets | sock _; _ theatre"."""
    written, _, places = line.partition("|")
    unless = tuple(_place(place) for place in places.split(";") if place.strip())
    forms = [form.strip() for form in written.split(",")]
    for form in forms:
        pattern = re.escape(form).replace("\\ ", JOIN).replace("\\-", HYPHEN)
        yield Form(
            entry=forms[0],
            kind=kind,
            words=tuple(fold(word) for word in WORD.findall(form)),
            pattern=re.compile(rf"{pattern}(?![^\W_])", re.IGNORECASE),
            name=form[0].isupper(),
            unless=unless,
        )


def _place(place: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, _, after = place.partition(PLACE)
    return tuple(fold(before).split()), tuple(fold(after).split())


def fold(word: str) -> str:
    """Bring a word to the form in which it is looked up."""
    return word.casefold()
