"""Boilerplate inside a line: notices, credits and teasers between the sentences of an article."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dragoman.ingest.lines import split_sentences
from dragoman.ingest.needed import AnyOf, any_of
from dragoman.ingest.phrases import load_phrases
from dragoman.ingest.teasers import find_topic

Stretch = tuple[int, int]

NAMED = (
    r"AP|AFP|EPA|UPI|DPA|dpa|PA|ANI|PTI|IRNA|WANA|TASS|Reuters|REUTERS|Getty|Sputnik|Anadolu|"
    r"Xinhua|Bloomberg|Shutterstock|Alamy|Imago|IMAGO|Associated Press|Flickr|Wikimedia|Pool|POOL|"
    r"Handout|HANDOUT|Photo|PHOTO|File|Courtesy|Screenshot|Screengrab"
)
NAME = r"(?:[A-Z0-9&©][\w.'’&-]*|via|by|of|the|and|for|to|de|le|photo|image)"
CREDITS = any_of(
    (credit, re.compile(credit))
    for credit in (
        # "(Photo: Reuters)", "[File: A Name/Agency]", "(credit: ...)": it says what it is.
        r"(?i:[(\[](?:file |ap |afp |reuters )?"
        r"(?:(?:photo |image )?credit|photo|image|picture|file|foto|фото|via|bild)s?"
        r"(?: (?:by|via|courtesy of)|:|/| ?©)[^()\[\]]{1,120}(?:\([^()]{1,60}\)[^()\[\]]{0,60})?"
        r"[)\]])",
        # "(A Name/Agency via Agency)": only names, with an agency or a slash among them.
        rf"[(\[](?=[^()\[\]]*(?:\b(?:{NAMED})\b|[A-Z][a-z]+ [A-Z][\w’'-]+/|\bphoto/))"
        rf"{NAME}(?:[ ,;:/|]+{NAME}){{0,16}}[)\]](?!\s?[-–—(])",
        # "A Name/AP" between two sentences
        r"(?<=[.!?\"”’]\s)(?:[A-Z][\w’'-]+ ){1,4}?"
        rf"[A-Z][\w’'-]+/(?:{NAMED})(?: [A-Z][\w’'-]+ [A-Z]"
        rf"[\w’'-]+/(?:{NAMED}))*(?: Images)?(?=\s+[\"“‘A-Z]|$)",
        # "Photograph: A Name/Agency" or "REUTERS/A Name/File Photo" at the end of the line
        r"\bPhotograph: [A-Z][^.!?\n]{2,80}$",
        r"\b(?:REUTERS|AFP|EPA)/[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}(?:/[A-Z][\w ]{2,20})?$",
        # "© A Name / Getty Images" up to the end of the line
        r"©[ \xa0]+(?!20\d\d|\(c\))[^.!?\n]{2,90}$",
    )
)
DECLARED = re.compile(r"/|\bvia\b|\bcredit\b|\bphoto\b|\bgetty\b|©", re.I)
"""What an abbreviation in brackets lacks, and the credit of a picture has."""

SNAPPED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, 20\d\d\b"
    r"|\(illustrati(?:on|ve)[^()]{0,40}\)|^\(?(?:L-R|R-L|[LR] to [LR]|From left)\b|\bpictured\b"
    r"|^(?:This|A) (?:[\w-]+ ){0,3}(?:map|photo|photograph|image|picture|screenshot)\b",
    re.I,
)
"""What says that a picture is described: a date with its year, an order of heads, its nature."""

GLUED = re.compile(
    r"(?<=[a-z\d][.!?])(?=[A-Z])|(?<=[.!?][\"”])(?=[A-Z])|(?<=[.!?][\"”’] )(?=[A-Z(])"
)
"""Ends of sentences without the space behind them, which are lost with a page's line breaks."""

TOLD = re.compile(r"[“”\"«»]|\b(?:said|says|told|according to)\b", re.I)
LEAST_DESCRIPTION = 5
"""Words of a description; fewer are what a date or an abbreviation left over."""

LOUD = r"A-Z0-9’'‘“”&$%,:/;.!?-"
SHOUTED = re.compile(
    rf"(?:(?<=[.!?:\"”’)\]]\s)|^)(?:[A-Z0-9$‘'’“][{LOUD}]*\s){{4,40}}"
    rf"[A-Z0-9’'‘“&$%:/-][A-Z0-9’'‘“&$%:/!?-]*(?=\s+[\"“‘'(\[]?[A-Z0-9]|$)"
)
LEAST_SHOUTED = 28
"""Characters of capitals in a row that make a teaser: shorter runs are names of organisations."""

GAP = 320
"""Characters between two notices that are taken for a notice too, if they hold no quotation."""

COHESIVE = 0.25
LEAST_TOPIC = 6
"""Share of its topic words that a stretch between two notices has in common with the rest of its
text if it is the article's, and how many words that takes. Of .25 to .5, on one half of the
annotated articles (2026-11), only .25 left every deck to its article."""

QUOTES = re.compile(r"[“”\"«»]")
LONGEST_CAPTION = 350
LONGEST_NOTICE = 700
INVITATION = re.compile(r"\b(?:here|below):(?=\s+[A-ZÀ-Þ])")
EDGE = 60
STOP = re.compile(r"[.!?…:”\"]")


def find_inline(text: str, pictures: Sequence[Stretch]) -> list[Stretch]:
    """Find the boilerplate stretches of a line, in order and apart from each other.

    Args:
        text: The line.
        pictures: The credits of pictures in it.
    """
    phrases = load_phrases()
    stretches = [*(found.span() for found in phrases.spans.found(text)), *pictures]
    stretches += _shouted(text)
    notices = _bridge(text, _notices(text, join(stretches), phrases.sentences))
    return _with_edges(text, join(stretches + notices), notices)


def find_credits(text: str) -> list[Stretch]:
    """Find the credits of pictures."""
    return [
        found.span()
        for found in CREDITS.found(text)
        # Not an abbreviation behind the name that it stands for
        if DECLARED.search(found[0])
        or found.end() == len(text)
        or not text[found.start() - 2 : found.start() - 1].isalnum()
    ]


def is_credit(text: str) -> bool:
    """Tell whether a text is the credit of a picture and nothing else."""
    return any(one.fullmatch(text) for _, one in CREDITS.expressions)


def find_descriptions(text: str, pictures: Sequence[Stretch]) -> list[Stretch]:
    """Find the descriptions of pictures that stand before their credits within a paragraph."""
    found = (_describe(text, *credit) for credit in pictures)
    return [stretch for stretch in found if stretch]


def _describe(text: str, credit: int, end: int) -> Stretch | None:
    """Give the description before a credit. None: what stands there is the article.

    The article's sentences end in a full stop. What runs into a credit without one describes its
    picture, and so does a sentence that says when it was taken or who is where in it.
    """
    offset = max(0, credit - 2 * LONGEST_CAPTION)
    before = text[offset:credit].rstrip()
    starts = [start for start, _ in split_sentences(before)]
    begin = max([0, *starts, *(found.end() for found in GLUED.finditer(before))])
    description = before[begin:]
    if len(description.split()) < LEAST_DESCRIPTION or len(description) > LONGEST_CAPTION:
        return None
    is_glued = bool(DECLARED.search(text[credit:end])) and not STOP.search(description[-2:])
    if not (is_glued or SNAPPED.search(description)) or TOLD.search(description):
        return None
    return offset + begin, offset + begin + len(description)


def find_endings(text: str) -> list[int]:
    """Find where a part after the article may begin: who contributed, who edited, who wrote."""
    return [found.start() for found in load_phrases().endings.found(text)]


def join(stretches: list[Stretch]) -> list[Stretch]:
    """Sort stretches and join those that touch or overlap."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _notices(text: str, known: list[Stretch], sentences: AnyOf) -> list[Stretch]:
    """Find the sentences that are notices; what is known already also ends a sentence."""
    possible = sentences.within(text)
    if not possible.is_in(text):
        return []
    edges = [0, *(edge for stretch in known for edge in stretch), len(text)]
    return [
        (start + begin, start + end)
        for start, stop in zip(edges[::2], edges[1::2], strict=True)
        for begin, end in _split_notices(text[start:stop])
        if end - begin < LONGEST_NOTICE and possible.is_in(text[start + begin : start + end])
    ]


def _split_notices(text: str) -> list[Stretch]:
    """Cut into sentences, and where one ends in an invitation and the article follows: "here:"."""
    cuts = [found.end() for found in INVITATION.finditer(text)]
    bounds = []
    for start, end in split_sentences(text):
        inner = [cut for cut in cuts if start < cut < end]
        bounds += list(pairwise([start, *inner, end]))
    return bounds


def _bridge(text: str, notices: list[Stretch]) -> list[Stretch]:
    """Take what little stands between two notices for a part of them, if it is off the topic."""
    edges = [0, *(edge for notice in notices for edge in notice), len(text)]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    topics = [find_topic(text[start:end]) for start, end in gaps] if len(notices) > 1 else []
    spread = Counter(word for topic in topics for word in topic)
    bridges = []
    for (start, end), topic in list(zip(gaps, topics, strict=False))[1:-1]:
        shared = sum(spread[word] > 1 for word in topic)
        is_on_topic = len(topic) >= LEAST_TOPIC and shared >= COHESIVE * len(topic)
        if end - start <= GAP and not is_on_topic and not QUOTES.search(text, start, end):
            bridges.append((start, end))
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
    runs = list(SHOUTED.finditer(text))
    if not runs:
        return []
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    if letters < 200 or capitals > 0.4 * letters:
        return []
    stretches = []
    for found in runs:
        # The next sentence may begin with a word of one capital or an abbreviation: "A", "U.S."
        shouted = re.sub(r"(?:\s(?:[A-Z]|(?:[A-Z]\.)+[A-Z]?))+$", "", found[0])
        if sum(character.isupper() for character in shouted) >= LEAST_SHOUTED:
            stretches.append((found.start(), found.start() + len(shouted)))
    return stretches
