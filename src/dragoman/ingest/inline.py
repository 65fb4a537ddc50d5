"""Boilerplate inside a line: notices, credits and teasers between the sentences of an article."""

import re
from itertools import pairwise

from dragoman.ingest.lines import split_sentences
from dragoman.ingest.phrases import load_phrases

Stretch = tuple[int, int]

NAMED = (
    r"AP|AFP|EPA|UPI|DPA|dpa|PA|ANI|PTI|IRNA|WANA|TASS|Reuters|REUTERS|Getty|Sputnik|Anadolu|"
    r"Xinhua|Bloomberg|Shutterstock|Alamy|Imago|IMAGO|Associated Press|Flickr|Wikimedia|Pool|POOL|"
    r"Handout|HANDOUT|Photo|PHOTO|File|Courtesy|Screenshot|Screengrab"
)
NAME = r"(?:[A-Z0-9&©][\w.'’&-]*|via|by|of|the|and|for|to|de|le)"
CREDIT = re.compile(
    # "(Photo: Reuters)", "[File: A Name/Agency]", "(credit: ...)": it says what it is.
    r"(?i:[(\[](?:file |ap |afp |reuters )?"
    r"(?:(?:photo |image )?credit|photo|image|picture|file|foto|фото|via|bild)s?"
    r"(?: (?:by|via|courtesy of)|:|/| ?©)[^()\[\]]{1,120}(?:\([^()]{1,60}\)[^()\[\]]{0,60})?[)\]])"
    # "(A Name/Agency via Agency)": only names, with an agency or a slash among them.
    rf"|\((?=[^()]*(?:\b(?:{NAMED})\b|[A-Z][a-z]+ [A-Z][\w’'-]+/))"
    rf"{NAME}(?:[ ,;:/|]+{NAME}){{0,16}}\)(?!\s?[-–—])"
    # "© A Name / Getty Images" up to the end of the line
    r"|©[ \xa0]+(?!20\d\d|\(c\))[^.!?\n]{2,90}$"
)
LOUD = r"A-Z0-9’'‘“”&$%,:/;.!?-"
SHOUTED = re.compile(
    rf"(?:(?<=[.!?:\"”’)\]]\s)|^)(?:[A-Z0-9$‘'’“][{LOUD}]*\s){{4,40}}"
    rf"[A-Z0-9’'‘“&$%:/-][A-Z0-9’'‘“&$%:/!?-]*(?=\s+[\"“‘'(\[]?[A-Z0-9]|$)"
)
LEAST_SHOUTED = 28
"""Characters of capitals in a row that make a teaser: shorter runs are names of organisations."""

GAP = 320
"""Characters between two notices that are taken for a notice too, if they hold no quotation."""


LONGEST_NOTICE = 700
EDGE = 60
STOP = re.compile(r"[.!?…:”\"]")


def find_inline(text: str) -> list[Stretch]:
    """Find the boilerplate stretches of a line, in order and apart from each other."""
    phrases = load_phrases()
    stretches = [found.span() for found in phrases.spans.finditer(text)]
    stretches += [found.span() for found in CREDIT.finditer(text)]
    stretches += _shouted(text)
    notices = _bridge(text, _notices(text, join(stretches), phrases.sentences))
    return _with_edges(text, join(stretches + notices), notices)


def find_endings(text: str) -> list[int]:
    """Find where a part after the article may begin: who contributed, who edited, who wrote."""
    return [found.start() for found in load_phrases().endings.finditer(text)]


def join(stretches: list[Stretch]) -> list[Stretch]:
    """Sort stretches and join those that touch or overlap."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _notices(text: str, known: list[Stretch], sentences: re.Pattern[str]) -> list[Stretch]:
    """Find the sentences that are notices; what is known already also ends a sentence."""
    if not sentences.search(text):
        return []
    edges = [0, *(edge for stretch in known for edge in stretch), len(text)]
    return [
        (start + begin, start + end)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        for begin, end in split_sentences(text[start:stop])
        if end - begin < LONGEST_NOTICE and sentences.search(text[start + begin : start + end])
    ]


def _bridge(text: str, notices: list[Stretch]) -> list[Stretch]:
    """Take what little stands between two notices for a part of them."""
    bridges = [
        (before[1], after[0])
        for before, after in pairwise(notices)
        if after[0] - before[1] <= GAP and not re.search(r"[“”\"«»]", text[before[1] : after[0]])
    ]
    return join(notices + bridges)


def _with_edges(text: str, stretches: list[Stretch], notices: list[Stretch]) -> list[Stretch]:
    """Take a few words before the first or after the last notice along, if they are no sentence."""
    if not notices:
        return stretches
    first, last = stretches[0][0], stretches[-1][1]
    head, tail = text[:first], text[last:]
    if len(head) <= EDGE and not STOP.search(head) and 0 < first == min(notices)[0]:
        stretches = [(0, first), *stretches]
    if len(tail) <= 2 * EDGE and not STOP.search(tail) and max(notices)[1] == last:
        stretches = [*stretches, (last, len(text))]
    return join(stretches)


def _shouted(text: str) -> list[Stretch]:
    """Find headlines of other stories set in capitals between the sentences."""
    letters = sum(character.isalpha() for character in text)
    capitals = sum(character.isupper() for character in text)
    if letters < 200 or capitals > 0.4 * letters:
        return []
    stretches = []
    for found in SHOUTED.finditer(text):
        # The next sentence may begin with a word of one capital or an abbreviation: "A", "U.S."
        shouted = re.sub(r"(?:\s(?:[A-Z]|(?:[A-Z]\.)+[A-Z]?))+$", "", found[0])
        if sum(character.isupper() for character in shouted) >= LEAST_SHOUTED:
            stretches.append((found.start(), found.start() + len(shouted)))
    return stretches
