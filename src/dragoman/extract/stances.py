"""Stances: words that turn what a statement is about into its opposite.

"Rejected the withdrawal", "the withdrawal is unacceptable", "will not withdraw" and "no sign of a
withdrawal" are about the same and speak against it; "nobody has refused to talk" turns twice. An
encoder that reads a statement as a whole hears what it is about better than how often it is turned.
So the turning words are taken off, what is left is coded by itself, and its stance is turned back.
The words, those of polarity shifting (Polanyi and Zaenen 2006; Wilson et al. 2005), stand in
`stances.yaml`; English only.

Measured in November 2026 on 1,078 statements of articles that the coder had not seen: where a cue
speaks against a content and what is left supports a concept, the opposed concept was right 46 times
and its opposite 7 times. A plain "not" was right 9 times of 41, so it counts only among others.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

LONGEST = 45
"""Words of a content that is looked at: a longer one tells many things, and turns them apart."""

LAYERS = 4
"""Turning words that are taken off one after the other."""

SHORT, BEFORE = 12, 4
"""Words of a clause whose verb a plain "not" denies at most, and of these before it."""

DENIED = re.compile(r"\s*(?:(?:\w+ly|be|have|been|ever|even|also)\s+)*(?P<verb>\w+)")
EDGE = ' ,.;:"“”'
BARE_NAME = re.compile(r"(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*")
AUXILIARIES = frozenset({"do", "does", "did"})

MARKS = str.maketrans("", "", '"“”„«»')
"""Quotation marks within a content: whether a word is quoted does not matter to what it turns."""

TURNS = (
    ("kept", False, True),
    ("never", True, True),
    ("goes_on", False, True),
    ("evaluated_first", True, True),
    ("turning_noun", True, False),
    ("nobody", True, False),
    ("no_other", False, True),
    ("none_before", True, True),
    ("without", True, True),
    ("sees_none", True, True),
    ("time_over", True, True),
    ("evaluated", True, True),
    ("harmful", True, True),
    ("harms", True, True),
    ("wrapped", False, False),
)
"""Turning words in the order in which they are looked for: whether they turn, and whether they are
telling where nothing else turns."""

LATER_TURNS = (("no_noun", True, True), ("verb", True, False))
"""The same, after a plain negation."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What is left of a statement without the words that turn it.

    Attributes:
        kernel: What it is about.
        against: Whether the statement speaks against that.
        ends: Words that it is to be ended by; a concept with such a word of its own is not turned.
        cue_alone: Only the cue turns it.
        unended: The same with these words left on, if others turn it: what that concept is told by.
        denied: The verb that a plain "not" denies, where nothing else turns: what is told of a
            concept with that word of its own, and of no other.
        kept: It is said not to be given up: "our rockets are not negotiable".
    """

    kernel: str
    against: bool
    ends: frozenset[str] = frozenset()
    cue_alone: bool = False
    unended: "Turned | None" = None
    denied: str = ""
    kept: bool = False


def turned(cue: str, content: str) -> Turned | None:
    """Take the turning words off a statement. None: it has none, or is too long to tell.

    A plain "not" in the content alone is left to the encoder, which hears it well, but where it
    denies a verb in few words: "they will not disarm".
    """
    if len(content.split()) > LONGEST:
        return None
    by_cue = speaks_against(cue) and not (_condemns(cue) and _words("wrong").search(content))
    against, sure, layers, ends = by_cue, by_cue, int(by_cue), set[str]()
    bare = _words("slur").sub("", _words("over").sub("", content.translate(MARKS)))
    kernel = _first_clause(_words("twice").sub(r"\g<once>", bare)).strip(EDGE)
    plain = None if _words("hanging").search(content) else _denial(kernel)
    unended: Turned | None = None
    kept = _match("kept", kernel)
    for _ in range(LAYERS):
        if ended := _ended(kernel):
            if not ends and (sure or layers > 1):
                unended = Turned(kernel, against, cue_alone=by_cue and layers == 1)
            ends.add(ended["end"])
        taken = (ended["kernel"], True, True) if ended else _without_one(kernel)
        if taken is None:
            break
        kernel, turns, telling = taken[0].strip(EDGE), *taken[1:]
        against, sure, layers = against != turns, sure or telling, layers + turns
    if not kernel or not (sure or layers > 1):
        return plain
    if against:  # what it would need stands behind it: "cannot agree to a truce without pledges"
        kernel = kernel.split(" without ")[0]
    return Turned(
        kernel, against, frozenset(ends), by_cue and layers == 1, unended, kept=kept is not None
    )


def speaks_against(cue: str) -> bool:
    """Tell whether a cue speaks against what follows: "rejected", "was firmly against"."""
    return _words("cue").search(cue) is not None


def _condemns(cue: str) -> bool:
    """Tell whether a cue may name a wrong: whoever does not believe in a thing names none."""
    return _words("not").search(cue) is None


def without_contrast(content: str) -> str:
    """Leave out what a statement sets itself against: "pressure instead of more dialogue"."""
    left = _words("instead").sub("", content)
    return left if len(left.split()) > 2 else content


def takes_none(cue: str, content: str) -> bool:
    """Tell whether a statement takes no stance to what it is about, whatever that is.

    It leaves it open ("whether Moscow would accept a truce"), or charges somebody with it: of 77
    charges in annotated articles two have a code.
    """
    return _match("open", content) is not None or _words("charges").search(cue) is not None


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("".join(_data()[name]), re.IGNORECASE)


@cache
def _data() -> dict[str, list[str]]:
    text = files("dragoman.extract").joinpath("stances.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = yaml.safe_load(text)
    return found


def _match(name: str, words: str) -> re.Match[str] | None:
    return _words(name).match(words)


def _ended(words: str) -> re.Match[str] | None:
    """Match what is to be ended, unless a verdict on that comes first: "too early to lift"."""
    if _match("evaluated_first", words):
        return None
    tried = (_match(name, words) for name in ("ended", "relieved", "to_be_ended", "to_stop"))
    found = next(filter(None, tried), None)
    # "Give up Crimea": a bare name does not tell what is held of it.
    return found if found and not BARE_NAME.fullmatch(found["kernel"].strip(EDGE)) else None


def _denial(words: str) -> Turned | None:
    """Take the "not" off a short clause whose verb it denies."""
    match = _words("not").search(words)
    if match is None or "," in words or len(words.split()) > SHORT:
        return None
    verb = DENIED.match(words, match.end())
    if verb is None or len(words[: match.start()].split()) > BEFORE:
        return None
    return Turned(_affirmed(words, match), against=True, denied=verb["verb"])


def _first_clause(content: str) -> str:
    """Give the first clause that says something; what "but" adds may turn another way."""
    for match in _words("clause").finditer(content):
        if len(content[: match.start()].split()) > 2:
            return content[: match.start()]
    return content


def _without_one(words: str) -> tuple[str, bool, bool] | None:
    """Take off the outermost turning words.

    Returns:
        What is left, whether it is turned by them, and whether they are telling by themselves.
    """
    if found := _first_of(TURNS, words):
        return found
    match = _words("not").search(words)
    if match and not _told_beside(words[: match.start()]):
        return _affirmed(words, match), True, False
    return _first_of(LATER_TURNS, words)


def _told_beside(before: str) -> bool:
    """Tell whether a "not" behind these words is told of a thing alone: "land that they have"."""
    found = _match("beside", before)
    return found is not None and not _words("saying").fullmatch(found["before"])


def _first_of(
    turns: tuple[tuple[str, bool, bool], ...], words: str
) -> tuple[str, bool, bool] | None:
    for name, against, telling in turns:
        if match := _match(name, words):
            return match.groupdict().get("kernel") or words[match.end() :], against, telling
    return None


def _affirmed(words: str, negation: re.Match[str]) -> str:
    """Give a clause without its negation: "will not deliver" as "will deliver"."""
    said = negation[0].lower()
    auxiliary = negation["aux"] or ("can" if said.startswith("can") else "will")
    dropped = said == "never" or auxiliary.lower() in AUXILIARIES
    parts = (words[: negation.start()], "" if dropped else auxiliary, words[negation.end() :])
    return " ".join(" ".join(parts).split())
