"""Teasers of other stories that are glued to the last sentence of an article.

Where a page's line breaks are lost, the teasers below its article read on as if they were its last
paragraph; only the notice of the page's rights behind them shows that the page went on. Each
sentence is judged by how it hangs together with its surroundings (lexical cohesion, Hearst 1997,
"TextTiling", section 4; here also pronouns, connectives and the tense of telling), and the run of
sentences before the notice is cut where the sum of these judgements is greatest.
"""

import functools
import importlib.resources
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.ingest.lines import split_sentences

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
NAME = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w’'-]+")
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
ENDING = re.compile(r"(?:[’']s|ing|ers|ed|es|s)$")

LEAST_STEM = 4
"""Characters that are left of a word when its ending is cut off."""

QUOTATION = 8
"""Quoted words that make a quotation; teasers put a word or two between quotation marks."""

SHORTEST, LONGEST = 8, 32
"""Words of a teaser. 2 of 44 were shorter or longer, but 24 % of the articles' sentences were."""

LEAST_COMMON = 0.2
"""Share of a text's words that are in the list of common ones. English articles have .44 (median),
those of eight other languages in the corpora at most .12 (2026-11)."""

LEAST_ARTICLE = 3
"""Sentences that stay with the article whatever follows."""

MOST_TEASERS = 40
"""Sentences at the end that are judged: no page advertises more, and a book would take long."""

REACH = 20_000
"""Characters of the article before a sentence in which its words and names are looked for."""

REMEMBERED = 20_000
"""Words whose stems are kept in memory, about 3 MB: most words come again."""

LEAST_TEASERS = 3
LEAST_SCORE = 2.0
"""Teasers in a run, and their summed log odds: what makes a run sure enough to be marked."""

STRONGEST = 1.5
"""Log odds that one sentence can add: no single one, however odd, outweighs two of the article."""

WEIGHTS = {
    "leans": -2.0,
    "pronoun": -1.2,
    "telling": 2.6,
    "told": -1.5,
    "quotation": -2.4,
    "open": -1.4,
    "size": -2.0,
    "commas": -0.6,
    "new": 2.0,
    "new names": 0.8,
    "shared before": -4.0,
    "shared after": -6.0,
}
BIAS = -0.3
"""Log odds per trait: a logistic regression of 44 teasers against 1,422 sentences of articles (one
half of the annotated articles, 2026-11), rounded. The bias is half a unit lower than fitted, for a
sentence that is marked wrongly costs more than one that is missed; "shared after" is weaker than
fitted (-9), for the last sentence has nothing after it."""

READING_TIME = re.compile(r"\b\d{1,3} min(?:ute)?s? read\b", re.I)
"""What pages write between the head of an article and its text."""

FULL_STOP = re.compile(r"\w[.][\"”’']?\s+[A-ZÀ-Þ]")
LEAST_MENU = 120
"""Words before the time of reading, from which they are more than the head of one article."""

WORDS_A_STOP = 60
"""Words to a full stop: prose has 15 to 30, rows of headlines have hardly a stop."""

RESERVE = 600
"""Characters before the time of reading that may be headline, deck and byline of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One set of case-folded words per section of teasers.txt.

    Attributes:
        common: Frequent words, which say nothing about a topic.
        openings: First words of sentences that lean on the one before.
        pronouns: Words for what was named before.
        telling: Verbs of telling in the present.
        told: Verbs of telling in the past.
    """

    common: frozenset[str]
    openings: frozenset[str]
    pronouns: frozenset[str]
    telling: frozenset[str]
    told: frozenset[str]


@functools.cache
def load_vocabulary() -> Vocabulary:
    """Read teasers.txt, once."""
    file = importlib.resources.files("dragoman.ingest").joinpath("teasers.txt")
    sections: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return Vocabulary(**{name: frozenset(words) for name, words in sections.items()})


def find_teasers(text: str) -> int | None:
    """Find where the teasers at the end of an article begin.

    Args:
        text: The article in one paragraph, up to the notice of the page behind it.

    Returns:
        Offset of the first teaser. None: the text ends in its article, or is in a language of which
        the words are not listed.
    """
    sentences = split_sentences(text)
    if len(sentences) < LEAST_ARTICLE + LEAST_TEASERS or not _is_listed(text):
        return None
    total, best, begin = 0.0, 0.0, len(sentences)
    first = max(LEAST_ARTICLE, len(sentences) - MOST_TEASERS)
    for index in reversed(range(first, len(sentences))):
        total += min(judge_sentence(text, sentences, index), STRONGEST)
        if total > best:
            best, begin = total, index
    if len(sentences) - begin < LEAST_TEASERS or best < LEAST_SCORE:
        return None
    return sentences[begin][0]


def find_opening(text: str) -> int:
    """Find where the headlines of other stories end that a text opens with.

    Args:
        text: An article of one line, with the time that its reading takes behind its head.

    Returns:
        Offset of the end, before deck and byline. 0: it does not open with headlines.
    """
    found = READING_TIME.search(text, 0, len(text) // 2)
    head = text[: found.start()] if found else ""
    words = len(head.split())
    if words < LEAST_MENU or len(FULL_STOP.findall(head)) * WORDS_A_STOP > words:
        return 0
    return head.rfind(" ", 0, len(head) - RESERVE) + 1


def judge_sentence(text: str, sentences: Sequence[tuple[int, int]], index: int) -> float:
    """Judge how much a sentence is like a teaser and unlike the article before it, in log odds."""
    traits = find_traits(text, sentences, index)
    return BIAS + sum(weight * traits[name] for name, weight in WEIGHTS.items())


def find_traits(text: str, sentences: Sequence[tuple[int, int]], index: int) -> dict[str, float]:
    """Measure what tells a teaser from a sentence of the article, by the names of WEIGHTS."""
    listed = load_vocabulary()
    start, end = sentences[index]
    sentence, before = text[start:end], text[max(0, start - REACH) : start]
    words = [word.casefold() for word in WORD.findall(sentence)]
    topic = find_topic(sentence)
    quoted = sum(len(found[0].split()) for found in QUOTED.finditer(sentence))
    is_quotation = quoted >= QUOTATION or sentence.startswith(('"', "“"))
    names = NAME.findall(sentence)
    return {
        "leans": float(bool(words) and words[0] in listed.openings),
        "pronoun": float(not listed.pronouns.isdisjoint(words)),
        "telling": float(not is_quotation and not listed.telling.isdisjoint(words)),
        "told": float(not listed.told.isdisjoint(words)),
        "quotation": float(is_quotation),
        "open": float(sentence.count('"') % 2 == 1),
        "size": float(not SHORTEST <= len(words) <= LONGEST),
        "commas": float(min(sentence.count(","), 4)),
        "new": _share(_new(topic, text, start), topic),
        "new names": sum(name not in before for name in names) / len(names) if names else 0.5,
        "shared before": _share(topic & _topic_at(text, sentences, index - 1), topic),
        "shared after": _share(topic & _topic_at(text, sentences, index + 1), topic),
    }


def find_topic(text: str) -> set[str]:
    """Give the stems of a text's words that say what it is about."""
    common = load_vocabulary().common
    words = set(map(str.casefold, WORD.findall(text))) - common
    return {_stem(word) for word in words if len(word) > 2}


def _new(topic: set[str], text: str, start: int) -> set[str]:
    """Give what of a sentence's topic the text before it does not have."""
    if start > REACH:
        return topic - find_topic(text[start - REACH : start])
    first = _first_places(text)
    return {stem for stem in topic if first.get(stem, start) >= start}


@functools.lru_cache(1)
def _first_places(text: str) -> dict[str, int]:
    """Tell where each stem of a text comes first; it is asked for sentence after sentence."""
    first: dict[str, int] = {}
    for found in WORD.finditer(text):
        first.setdefault(_stem(found[0].casefold()), found.start())
    return first


def _topic_at(text: str, sentences: Sequence[tuple[int, int]], index: int) -> set[str]:
    if not 0 <= index < len(sentences):
        return set()
    start, end = sentences[index]
    return find_topic(text[start:end])


@functools.lru_cache(REMEMBERED)
def _stem(word: str) -> str:
    """Cut the commonest endings off; rough, but enough to know a word again."""
    found = ENDING.search(word)
    return word[: found.start()] if found and found.start() >= LEAST_STEM else word


def _share(part: set[str], whole: set[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _is_listed(text: str) -> bool:
    """Tell whether a text is in a language of which teasers.txt has the words."""
    words = [word.casefold() for word in WORD.findall(text)]
    common = load_vocabulary().common
    return sum(word in common for word in words) >= LEAST_COMMON * len(words)
