"""When two names of actors count as the same."""

import re
import unicodedata

SAME: dict[str, str] = {
    "volodymyr zelenskyy": "volodymyr zelensky",
    "volodymyr zelenskiy": "volodymyr zelensky",
    "vladimir zelensky": "volodymyr zelensky",
    "president of ukraine": "volodymyr zelensky",
    "vladimir vladimirovich putin": "vladimir putin",
    "sergey shoigu": "sergei shoigu",
    "sergei lavrov": "sergey lavrov",
    "dmitri peskov": "dmitry peskov",
    "mikhail podolyak": "mykhailo podolyak",
    "mikhailo podolyak": "mykhailo podolyak",
    "aleksandr grushko": "alexander grushko",
    "anthony blinken": "antony blinken",
    "ft": "financial times",
    "nyt": "new york times",
    "nbc": "nbc news",
    "svr": "foreign intelligence service of russia",
    "foreign intelligence service (russia)": "foreign intelligence service of russia",
    "foreign intelligence service": "foreign intelligence service of russia",
    "russian foreign intelligence service": "foreign intelligence service of russia",
    "pentagon": "us department of defense",
    "united states department of defense": "us department of defense",
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "white house": "united states",
    "eu": "european union",
    "un": "united nations",
    "moscow": "russia",
    "russian federation": "russia",
    "kremlin": "russia",
    "government of russia": "russia",
    "kiev": "ukraine",
    "kyiv": "ukraine",
    "government of ukraine": "ukraine",
    "turkiye": "turkey",
    "government of turkey": "turkey",
    "vatican": "holy see",
    "iaea": "international atomic energy agency",
    "general svr (telegram)": "general svr",
}
"""Folded names that gold and record may write differently, as in the shared scorer."""


def fold(name: str | None) -> str | None:
    """Reduce a name to what is compared: no accents, case, articles or punctuation."""
    if not name:
        return None
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"[^\w() ]+", " ", bare)
    bare = re.sub(r"\b(the|a|an)\b", " ", bare)
    bare = re.sub(r"\s+", " ", bare).strip()
    return SAME.get(bare, bare)


def same_speaker(found: str | None, wanted: str | None) -> bool:
    """Tell whether a speaker is the wanted one; descriptions of unnamed ones may share a word."""
    a, b = fold(found), fold(wanted)
    if a is None or b is None:
        return a == b
    if a == b:
        return True
    if b == "unnamed sources" or any(word in b for word in ("official", "sources", "delegation")):
        shared = set(a.split()) & set(b.split()) - {"of", "and", "for"}
        return bool(shared) or a.startswith(("unnamed", "anonymous"))
    return False
