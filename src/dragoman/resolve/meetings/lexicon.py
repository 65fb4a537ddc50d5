"""The words of meetings: what names a contact between sides, and what is made of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from dragoman.resolve.names import fold

FILE = "meetings.yaml"

WORD = re.compile(r"\w+(?:['’]\w+)*")
LETTERS = re.compile(r"[^\W_]+")
"""Words as sentences.py cuts them, and the parts in which names may leave them."""


class Form(StrEnum):
    """The form of a verb, which tells when a contact was or will be."""

    BASE = "base"
    PAST = "past"
    PRESENT = "present"
    GERUND = "gerund"


class Format(StrEnum):
    """How the sides meet."""

    IN_PERSON = "in person"
    PHONE = "phone"
    VIDEO = "video"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A form of a verb of contact.

    Attributes:
        form: Which form.
        direct: The other side may be its object: "met him".
        links: Prepositions before the other side.
        joint: Both sides may be its subject: "they met".
        format: How the sides meet. None: the verb does not tell.
        timed: Means a contact only with a time after its object: "called Putin on Monday".
        person: The other side is a person, or told by the place that is its object.
        after: The word that must follow it. None: none must.
        greeting: Means a contact only with a person right after it: "welcomed him", not "a plan".
    """

    form: Form
    direct: bool
    links: frozenset[str]
    joint: bool = False
    format: Format | None = None
    timed: bool = False
    person: bool = False
    after: str | None = None
    greeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun of contact.

    Attributes:
        words: Its words, folded.
        process: Names a process as often as one contact.
        format: How the sides meet. None: the noun does not tell.
        visit: Who is met is told by the place: "a visit to Ankara".
    """

    words: tuple[str, ...]
    process: bool
    format: Format | None = None
    visit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWords:
    """All words of meetings of one language.

    Attributes:
        nouns: By their first word, the longest first.
        verbs: By form.
        light: Verbs that carry a noun, by form.
        signs: Patterns over lower-case text by what they tell.
        sides: Heads that make a state's adjective a side.
        titles: Words between the names of a list.
        stops: Words at which a list of participants ends.
        both: Phrases for all sides of the contact before.
        not_before_place: Words before "in" that keep a place from being that of a contact.
    """

    nouns: Mapping[str, tuple[Noun, ...]]
    verbs: Mapping[str, Verb]
    light: Mapping[str, Form]
    signs: Mapping[str, re.Pattern[str]]
    sides: frozenset[str]
    titles: frozenset[str]
    stops: frozenset[str]
    both: tuple[str, ...]
    not_before_place: frozenset[str]

    def may_tell(self, sentence: str) -> bool:
        """Tell whether a sentence has a word of contact at all, whatever stands around it."""
        words = {*WORD.findall(sentence), *LETTERS.findall(sentence)}
        small = map(str.casefold, words)
        return not (
            self.nouns.keys().isdisjoint(map(fold, words)) and self.verbs.keys().isdisjoint(small)
        )


@cache
def meeting_words() -> MeetingWords:
    """Read the shipped words of meetings."""
    text = (resources.files("dragoman.resolve") / "data" / FILE).read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    return MeetingWords(
        nouns=_nouns(raw["events"], raw["processes"], raw["visits"]),
        verbs=dict(_verbs(raw["verbs"])),
        light={form: Form(name) for name, forms in raw["light"].items() for form in forms},
        signs={name: re.compile(pattern) for name, pattern in raw["signs"].items()},
        sides=frozenset(map(fold, raw["sides"])),
        titles=frozenset(map(fold, raw["titles"])),
        stops=frozenset(map(fold, raw["stops"])),
        both=tuple(sorted(raw["both"], key=len, reverse=True)),
        not_before_place=frozenset(map(fold, raw["not_before_place"])),
    )


def _nouns(
    events: Mapping[str, Iterable[str]], processes: Iterable[str], visits: Iterable[str]
) -> Mapping[str, tuple[Noun, ...]]:
    nouns = [
        Noun(words=_folded(phrase), process=False, format=_format(name))
        for name, phrases in events.items()
        for phrase in phrases
    ]
    nouns += [Noun(words=_folded(phrase), process=True) for phrase in processes]
    nouns += [
        Noun(words=_folded(phrase), process=False, format=Format.IN_PERSON, visit=True)
        for phrase in visits
    ]
    nouns.sort(key=lambda noun: -len(noun.words))
    firsts = {noun.words[0] for noun in nouns}
    return {first: tuple(n for n in nouns if n.words[0] == first) for first in firsts}


def _folded(phrase: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in phrase.split())


def _format(name: str | None) -> Format | None:
    return Format(name) if name and name != "any" else None


def _verbs(raw: Mapping[str, Mapping[str, object]]) -> Iterable[tuple[str, Verb]]:
    for row in raw.values():
        objects = frozenset(_texts(row["object"]))
        told, after = row.get("format"), row.get("after")
        for form in Form:
            for word in _texts(row[form.value]):
                yield (
                    word,
                    Verb(
                        form=form,
                        direct="direct" in objects,
                        links=objects - {"direct"},
                        joint=bool(row.get("joint")),
                        format=_format(told if isinstance(told, str) else None),
                        timed=bool(row.get("timed")),
                        person=bool(row.get("person")),
                        after=after if isinstance(after, str) else None,
                        greeting=bool(row.get("greeting")),
                    ),
                )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
