"""Mention labels for training, from silver and rules: persons, organisations, states, places,
roles, ...

Nobody annotated mentions of our eight types, so the labels are joined from what there is:
PolNeAR's CoreNLP entities (persons, organisations, places, dates), word lists (states, outlets),
patterns for roles and unnamed sources, and the source spans of our annotations with their `who`.
The head is therefore silver: good for finding candidates to resolve, no gold standard.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np

from data import OURS, Text
from dragoman.extract.trained.pieces import Ints, Pieces
from model import MENTIONS

IGNORE = -100
Labelled = tuple[int, int, str]

_OUTLETS = re.compile(
    r"\b(?:(?:The )?(?:New York|Washington|Financial|Los Angeles|Moscow|Jerusalem|Irish|Japan|"
    r"Kyiv|Huffington|Daily|"
    r"Wall Street|Sunday|Boston|Kansas City)\s(?:Times|Post|Journal|Independent|Beast|Mail|"
    r"Telegraph|Caller|Globe|Star)"
    r"|Reuters|Associated Press|AP|AFP|Agence France-Presse|TASS|RIA Novosti|RIA|Interfax|Sputnik|"
    r"RT|BBC|CNN|MSNBC|CNBC"
    r"|(?:NBC|ABC|CBS|Fox|Sky)(?: News)?|Bloomberg|Politico|Axios|(?:The )?Guardian|"
    r"(?:The )?Economist|Der Spiegel|Bild"
    r"|Le Monde|Al[ -]Jazeera|Al[ -]Arabiya|Al-Monitor|Haaretz|Times of Israel|Ynet|"
    r"Anadolu(?: Agency)?|Xinhua|Global Times"
    r"|Kommersant|Izvestia|Ukrainska Pravda|Ukrinform|Euronews|DW|Deutsche Welle|NPR|PBS|"
    r"Breitbart(?: News)?|USA Today"
    r"|Newsweek|Time magazine|Vox|BuzzFeed(?: News)?|Western Journalism|HuffPost|"
    r"Mehr(?: News(?: Agency)?)?|IRNA|Fars|Telegram)\b"
)
_ROLE_NOUN = (
    r"(?:president|prime minister|premier|minister|secretary(?: of state| general)?|chancellor|"
    r"king|queen|crown prince|"
    r"leader|chief|spokesman|spokeswoman|spokesperson|ambassador|envoy|general|commander|chairman|"
    r"chairwoman|senator|"
    r"governor|mayor|pope|negotiator|adviser|advisor|director|congressman|congresswoman|candidate|"
    r"nominee|head)"
)
_MODIFIER = (
    r"(?:(?:[A-Z][\w’'.-]+|foreign|prime|vice|deputy|former|chief|top|senior|first|national|"
    r"security|defen[cs]e|interior|"
    r"finance|special|press|opposition|acting|new|campaign|presidential|Democratic|"
    r"Republican)\s){0,4}"
)
_ROLE = re.compile(
    rf"\b(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s)?{_MODIFIER}(?i:{_ROLE_NOUN})\b"
    r"(?:\s(?:of|to)\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?)?"
)
_UNNAMED = re.compile(
    r"\b(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Mm]any|[Uu]nnamed|"
    r"[Aa]nonymous|[Oo]ther)\s)*"
    r"(?:(?:[A-Z][\w.-]+|senior|high-ranking|top|former|unnamed|anonymous|military|government|"
    r"administration|diplomatic|"
    r"intelligence|security|law enforcement|campaign|well-informed|informed|Western)\s){0,3}"
    r"(?:[Oo]fficials?|[Ss]ources?|[Dd]iplomats?|[Aa]ides?|[Aa]nalysts?|[Ee]xperts?|"
    r"[Pp]eople (?:familiar|briefed|close)|"
    r"[Cc]ritics|[Ww]itnesses|[Aa]uthorities)\b(?:\s(?:familiar|briefed|close|in|at|from|"
    r"with)\s(?:\w+\s){0,2}\w+)?"
)
_ACRONYMS = {
    "US",
    "U.S.",
    "USA",
    "UK",
    "UAE",
    "United States",
    "America",
    "Britain",
    "South Korea",
    "North Korea",
    "Palestine",
}


def state_names(shared: Path) -> frozenset[str]:
    """Names of countries as the knowledge data spells them, and a few common others."""
    path = shared / "knowledge/office_holders_2015_2026.json"
    countries = {item["country"] for item in json.loads(path.read_text("utf-8"))}
    return frozenset(
        {c.split(",")[0] for c in countries}
        | {c.removeprefix("The ") for c in countries}
        | _ACRONYMS
    )


def labels(text: Text, pieces: Pieces, states: frozenset[str]) -> Ints:
    """BIO tags per word: 0 O, 1 + 2k begins a mention of type k, 2 + 2k goes on. IGNORE where
    unknown."""
    known = text.entities is not None and any(kind == "PERSON" for *_, kind in text.entities)
    result = np.full(len(pieces.heads), 0 if known else IGNORE, np.int64)
    found = _silver(text, states) if known else []
    if text.scheme == OURS:
        found += _from_sources(text)
    if known or text.scheme == OURS:
        found += [(m.start(), m.end(), "outlet") for m in _OUTLETS.finditer(text.text)]
        found += [(m.start(), m.end(), "unnamed") for m in _UNNAMED.finditer(text.text)]
        found += [(m.start(), m.end(), "role") for m in _ROLE.finditer(text.text)]
    free = np.ones(len(result), bool)
    for start, end, kind in sorted(found, key=_rank):
        a, b = pieces.words_in(start, end)
        while b > a and not free[b - 1]:  # "President Putin": the role ends where the person starts
            b -= 1
        if a < b and free[a:b].all():
            free[a:b] = False
            tag = 1 + 2 * MENTIONS.index(kind)
            result[a], result[a + 1 : b] = tag, tag + 1
    return result


def _rank(item: Labelled) -> tuple[int, int]:
    """Names before patterns; longer ones first."""
    order = ("outlet", "person", "organisation", "state", "place", "date", "unnamed", "role")
    return order.index(item[2]), item[0] - item[1]


def _silver(text: Text, states: frozenset[str]) -> list[Labelled]:
    kinds = {
        "PERSON": "person",
        "ORGANIZATION": "organisation",
        "LOCATION": "place",
        "DATE": "date",
    }
    found = []
    for start, end, kind in text.entities or []:
        if kind in kinds:
            name = text.text[start:end].removeprefix("the ")
            found.append(
                (start, end, "state" if kind == "LOCATION" and name in states else kinds[kind])
            )
    return found


def _from_sources(text: Text) -> list[Labelled]:
    """A person's name inside a source span, or the whole span where the source is unnamed."""
    found: list[Labelled] = []
    for gold in text.gold:
        if gold.source is None or not gold.who:
            continue
        start, end = gold.source
        span = text.text[start:end]
        last = gold.who.split()[-1]
        at = span.find(gold.who)
        if (
            at >= 0
            and " " in gold.who
            and len(gold.who.split()) <= 3
            and not _ROLE.search(gold.who)
        ):
            found.append((start + at, start + at + len(gold.who), "person"))
        elif span == last and " " in gold.who and len(gold.who.split()) <= 3:
            found.append((start, end, "person"))
        elif gold.who == gold.who.lower() and " " in span:
            found.append((start, end, "unnamed"))
    return found
