"""Parties' signs: a mark of two letters (acronyms: up to four) and one of eight hues."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.report.characters import shown_in_line

HUES = 8
NO_HUE = "none"

CHOSEN = {"Ukraine": 0, "Russia": 1, "United States": 2, "European Union": 3}
"""Hues that stay the same in every brief; the others are dealt out by number of statements."""

ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,3}")

KNOWN = """
AE United Arab Emirates|AF Afghanistan|AL Albania|AM Armenia|AO Angola|AR Argentina|AT Austria
AU Australia|AZ Azerbaijan|BA Bosnia and Herzegovina|BD Bangladesh|BE Belgium|BF Burkina Faso
BG Bulgaria|BH Bahrain|BI Burundi|BO Bolivia|BR Brazil|BY Belarus|CA Canada
CD Democratic Republic of the Congo|CF Central African Republic|CG Republic of the Congo
CH Switzerland|CL Chile|CM Cameroon|CN China|CO Colombia|CU Cuba|CY Cyprus|CZ Czech Republic
CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ER Eritrea
ES Spain|ET Ethiopia|EU European Union|FI Finland|FR France|GB United Kingdom|GE Georgia|GH Ghana
GR Greece|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IN India|IQ Iraq|IR Iran
IS Iceland|IT Italy|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KP North Korea
KR South Korea|KW Kuwait|KZ Kazakhstan|LB Lebanon|LK Sri Lanka|LT Lithuania|LU Luxembourg|LV Latvia
LY Libya|MA Morocco|MD Moldova|ME Montenegro|MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia
MT Malta|MX Mexico|MY Malaysia|MZ Mozambique|NE Niger|NG Nigeria|NI Nicaragua|NL Netherlands
NO Norway|NP Nepal|NZ New Zealand|OM Oman|PE Peru|PH Philippines|PK Pakistan|PL Poland|PS Palestine
PS Palestinian Authority|PT Portugal|QA Qatar|RO Romania|RS Serbia|RU Russia|RW Rwanda
SA Saudi Arabia|SD Sudan|SE Sweden|SG Singapore|SI Slovenia|SK Slovakia|SN Senegal|SO Somalia
SS South Sudan|SY Syria|TD Chad|TH Thailand|TJ Tajikistan|TM Turkmenistan|TN Tunisia|TR Turkey
TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|UN United Nations|US United States|UZ Uzbekistan
VA Holy See|VE Venezuela|VN Vietnam|XK Kosovo|YE Yemen|ZA South Africa|ZW Zimbabwe
IAEA International Atomic Energy Agency|ICRC International Committee of the Red Cross
OSCE Organization for Security and Co-operation in Europe|SCO Shanghai Cooperation Organization
"""
"""Marks of states as in ISO 3166, and of organisations that are known by their letters."""

MARKS: dict[str, str] = {
    entry.split(" ", 1)[1]: entry.split(" ", 1)[0]
    for line in KNOWN.strip().split("\n")
    for entry in line.split("|")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySign:
    """How a party is marked, the same everywhere in a brief.

    Attributes:
        name: The party's name.
        mark: Its letters, its own in the record.
        hue: Number of its hue, or "none" where the hues have run out.
    """

    name: str
    mark: str
    hue: str


def sign_parties(names: Iterable[str]) -> dict[str, PartySign]:
    """Give every party its mark and hue.

    Args:
        names: The most important first; the order decides over hues and contested letters.
    """
    ordered = list(dict.fromkeys(names))
    taken: set[str] = set()
    marks: dict[str, str] = {}
    for name in sorted(ordered, key=lambda name: (name not in MARKS, ordered.index(name))):
        marks[name] = next(mark for mark in _candidates(name) if mark not in taken)
        taken.add(marks[name])
    free = [hue for hue in range(HUES) if hue not in {CHOSEN.get(name) for name in ordered}]
    hues = {
        name: str(CHOSEN[name] if name in CHOSEN else free.pop(0))
        if name in CHOSEN or free
        else NO_HUE
        for name in ordered
    }
    return {
        name: PartySign(name=shown_in_line(name), mark=marks[name], hue=hues[name])
        for name in ordered
    }


def _candidates(name: str) -> Iterable[str]:
    """Propose marks, the best first, without end."""
    if name in MARKS:
        yield MARKS[name]
    if ACRONYM.fullmatch(name):
        yield name
    words = re.findall(r"[^\W_]+", name.removeprefix("the ")) or ["?"]
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) > 1:
        yield "".join(word[0] for word in capitals)[:4]
    letters = (words[0] + "".join(words[1:])).upper()
    yield letters[:2]
    for second in letters[2:]:
        yield letters[0] + second
    number = 2
    while True:
        yield f"{letters[0]}{number}"
        number += 1
