"""Conditions: the words that a stance hangs on.

A clause that a marker opens ("unless", "in exchange for", "only after", "for seven days") up to the
end of the clause. English; other languages state conditions that are not found yet.
"""

import re

_NUMBER = (
    r"(?:\d+|an?|another|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|ninety|several|a few)"
    r"(?:-(?:one|two|three|four|five|six|eight))?"
)
_NAME = r"(?-i:[A-Z]\w+)"
_SUBJECT = (
    r"(?:there|it|they|he|she|you|all|the|this|these|any|every|each|its|their|his|her|our|we|an?"
    rf"|no|both|talks|{_NAME})"
)
_HAPPENS = (
    r"(?:is|are|has|have|had|was|were|been|be|stops?|ends?|withdraws?|leaves?|signs?|agrees?"
    r"|accepts?|releases?|returns?|lays?|pulls?|lifts?|ceases?)"
)
_LACKING = (
    r"(?:guarantees?|ceasefire|truce|withdrawal|release|agreement|consent"
    r"|commitments?|recognition|return|lifting|independent|end)"
)
_MARKERS = (
    r"(?:not\s+)?(?:unless|until)\b(?!\s+(?:now|further|recently|lately|today)\b)",
    r"(?:only|except)\s+(?:if|when|after|once|in\s+(?:exchange|return)\s+for|as\s+part\s+of)\b",
    r"(?:only\s+)?(?:on|under)\s+(?:the\s+|one\s+)?conditions?\s+(?:that|of)?\b",
    rf"(?:provided|assuming)\b(?=\s+(?:that\b|{_SUBJECT}\b))|providing\s+that\b",
    r"(?:so|as)\s+long\s+as\b|in\s+case\b|in\s+the\s+event\b",
    r"(?:conditioned|conditional|contingent)\s+(?:up)?on\b|conditioned\s+to\b",
    r"in\s+(?:exchange|return)\s+for\b|in\s+(?:exchange|return)$",
    r"as\s+soon\s+as\b(?!\s+(?:possible|practicable|feasible|we\s+can)\b)|the\s+moment\b(?=\s+\w+\s+\w+)",
    rf"while\b(?=\s+(?:the|there|they|it|he|she|talks|\w+s|{_NAME})\b)",
    r"(?<!as\s)(?<!what\s)if\b(?!\s+(?:not|any|only|so|ever|possible|necessary|needed"
    r"|required|at\s+all|you\s+(?:\w+ly\s+)?(?:prefer|like|will|please|ask|look|listen|think))\b)(?!\s+[^,.;]{1,40}?\shad\s+(?:not\s+|never\s+)?\w+(?:ed|en)\b)",
    r"(?<!at\s)once\b(?!\s+(?:again|more|and\s+for|upon|every))(?=\s+\w+\s+\w+)",
    rf"(?<!go\s)(?<!goes\s)(?<!going\s)(?<!went\s)(?:after|before)\s+{_SUBJECT}\b[^,.;]*?\b{_HAPPENS}\b",
    r"without\b(?=\s+(?:(?:an?|any|the|prior|first|such|real|firm|clear)\s+)*(?:\w+\s+)?"
    rf"{_LACKING})",
    r"for\s+(?:up\s+to\s+|at\s+least\s+|an?\s+initial\s+(?:period\s+of\s+)?"
    rf"|the\s+(?:next|first)\s+)?{_NUMBER}[\s-](?:more\s+)?(?:hour|day|week|month|year|decade)s?\b(?!\s+now\b)",
)
_MARKER = re.compile(r"\b(?:" + "|".join(_MARKERS) + ")", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|cannot|neither|nor|refus\w+|reject\w*|impossible|pointless"
    r"|senseless|absurd|mad)\b(?!\s+stand\s+(?:by|idl[ey]))|n[’']t\b(?!\s+stand\s+(?:by|idl[ey]))",
    re.IGNORECASE,
)
"""What makes a "while" or "before" a condition: "no talks while they shell us", but not "mediators
go on while the parties differ" or "a truce before anybody is freed"."""
_END = re.compile(r"[,;:.!?…—–]\s|[,;:.!?…—–]$|\s(?:but|and then|then)\s|[\"”»]")
_EVEN = re.compile(r"\beven\s+\Z", re.IGNORECASE)
"""What takes a condition back: "no land, even in return for guarantees"."""

_LEAD = re.compile(r"^(?:but|and|not)\s+", re.IGNORECASE)


def find_condition(content: str) -> tuple[int, int] | None:
    """Find what a content makes its stance hang on: the first clause that a marker opens.

    Returns:
        A half-open range of the content's characters. None: it states no condition.
    """
    marker = next((one for one in _MARKER.finditer(content) if _binds(one, content)), None)
    if marker is None:
        return None
    start = marker.start()
    lead = _LEAD.match(content[start:])
    if lead:
        start += lead.end()
    end = _END.search(content, marker.end())
    stop = end.start() if end else len(content)
    while stop > start and content[stop - 1] in " ,;:.!?…\"”»'’":
        stop -= 1
    return (start, stop) if len(content[start:stop].split()) > 1 else None


def _binds(marker: re.Match[str], content: str) -> bool:
    """Tell whether a marker opens a condition where it stands."""
    if _EVEN.search(content, 0, marker.start()):
        return False
    denied_only = marker[0].casefold().startswith(("while", "before"))
    return not denied_only or _DENIED.search(content, 0, marker.start()) is not None
