"""Genders: what a text itself tells of somebody whom nothing else makes a man or a woman."""

import re

from dragoman.resolve.lexicon import HE, PERSON_PRONOUNS

MEN = (
    *("mr", "sir", "lord", "king", "prince", "sheikh", "father", "businessman", "spokesman"),
    *("congressman", "salesman", "fisherman", "husband", "widower", "son", "brother", "imam"),
)
WOMEN = (
    *("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "mother", "businesswoman"),
    *("spokeswoman", "congresswoman", "chairwoman", "actress", "wife", "widow", "daughter"),
    *("sister", "stateswoman", "policewoman", "baroness"),
)
TOLD = {**dict.fromkeys(MEN, "m"), **dict.fromkeys(WOMEN, "f")}
WORD = rf"\b(?P<word>(?i:{'|'.join(TOLD)}))"
BEFORE = re.compile(rf"{WORD}\.? $")
AFTER = re.compile(
    r", (?:an? |the )?(?:(?!his\b|her\b|whose\b|their\b)[\w-]+ ){0,3}"
    rf"{WORD}(?= (?:and|of|from|in|at)\b|,)"
)
BESIDE = 60
"""Code points around a name in which a text tells what somebody is."""


def gender_of_pronoun(words: tuple[str, ...]) -> str | None:
    """Give "m" or "f" for "he" or "she" alone. None: it is another word."""
    if len(words) != 1 or words[0] not in PERSON_PRONOUNS:
        return None
    return "m" if words[0] in HE else "f"


def told_gender(name: str, text: str) -> str | None:
    """Give "m" or "f" by what stands beside a name: "Mr Lee", "Ann Lee, a businesswoman".

    Args:
        name: The name of a person.
        text: Of the document that names the person.

    None: the text does not tell, or tells both of people with this last name.
    """
    first, _, last = name.rpartition(" ")
    told = set()
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        before = text[max(0, match.start() - BESIDE) : match.start()]
        title = BEFORE.search(before.removesuffix(f"{first} ") if first else before)
        apposed = AFTER.match(text, match.end(), match.end() + BESIDE)
        told |= {TOLD[found["word"].casefold()] for found in (title, apposed) if found}
    return told.pop() if len(told) == 1 else None
