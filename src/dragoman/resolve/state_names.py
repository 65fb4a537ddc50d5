"""State names: where a word for a state is only part of another word or name."""

import re

LEANING = re.compile(r"(?i)\b(?:pro|anti|non|ex)[-–]$")
BACKED = re.compile(
    r"[-–](?:led|backed|allied|aligned|based|born|made|supported|trained|funded|financed|sponsored"
    r"|educated|speaking|language|owned|occupied|linked|bound|wide|style|leaning|friendly|run"
    r"|initiated|brokered|mediated|imposed|designated|proposed|drafted)\b"
)
IN_A_NAME = re.compile(r"[A-Z][-–](?:[A-Z] )?$")
"""What stands before a state's name that is the end of a body's: "MERC-Indonesia"."""

QUARTER = re.compile(r"(?<=[a-z] )(?!The |In |And |But )[A-Z][a-z]+ $")
"""What stands before a point of the compass that ends the name of a place: "in Grenholm West"."""

QUARTERS = {"East", "West", "North", "South"}

REGION = re.compile(
    r"(?:[-–]?most)? (?:(?:and|or) (?:eastern|southern|northern|western|central) )?"
    r"(?:cit(?:y|ies)|towns?|regions?|parts?|provinces?|districts?|oblasts?|suburbs?|villages?|areas?"
    r"|fronts?|banks?|states? of|outskirts|flank|axis|direction|sectors?|coast|hemisphere"
    r"|[A-Z][a-z]+)\b"
)
"""What follows a word for a point of the compass that is no side: "the western city"."""


def in_a_word(text: str, name: slice) -> bool:
    """Tell whether a state's name is half a word that speaks of another: "pro-Russian"."""
    before = text[max(0, name.start - 5) : name.start]
    return bool(LEANING.search(before) or BACKED.match(text, name.stop))


def ends_a_name(text: str, name: slice) -> bool:
    """Tell whether a state's name ends that of a body nobody knows: "MERC-Indonesia"."""
    return IN_A_NAME.search(text[max(0, name.start - 4) : name.start]) is not None


def ends_a_place(text: str, name: slice) -> bool:
    """Tell whether "West" is no side but ends the name of a place: "the Grenholm West district"."""
    return (
        text[name] in QUARTERS
        and QUARTER.search(text[max(0, name.start - 40) : name.start]) is not None
    )


def before_a_region(text: str, name: slice) -> bool:
    """Tell whether "western" only says where something lies: "the western city of Lviv"."""
    return text[name].islower() and REGION.match(text, name.stop) is not None
