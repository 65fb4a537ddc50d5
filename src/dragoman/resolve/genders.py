"""Genders: what a text itself tells of somebody whom nothing else makes a man or a woman."""

import re
from functools import lru_cache

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
WORD = rf"(?P<word>(?i:{'|'.join(TOLD)}))\b"


def gender_of_pronoun(words: tuple[str, ...]) -> str | None:
    """Give "m" or "f" for "he" or "she" alone. None: it is another word."""
    if len(words) != 1 or words[0] not in PERSON_PRONOUNS:
        return None
    return "m" if words[0] in HE else "f"


@lru_cache(maxsize=4096)
def told_gender(name: str, text: str) -> str | None:
    """Give "m" or "f" by what stands beside a name: "Mr Lee", "Ann Lee, a businesswoman".

    Args:
        name: The name of a person.
        text: Of the document that names the person.

    None: the text does not tell, or tells both of people with this last name.
    """
    first, _, last = name.rpartition(" ")
    whole = rf"(?:{re.escape(first)} )?{re.escape(last)}" if first else re.escape(last)
    before = rf"\b{WORD}\.? {whole}\b"
    after = (
        rf"\b{whole}, (?:an? |the )?(?:[\w-]+ ){{0,3}}{WORD}(?!['’]s)(?= (?:and|of|from|in|at)|,)"
    )
    genders = {
        TOLD[match["word"].casefold()]
        for form in (before, after)
        for match in re.finditer(form, text)
    }
    return genders.pop() if len(genders) == 1 else None
