"""Loading: a file of `lexicons/` becomes a `Lexicon`, its lists and phrases compiled patterns."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from dragoman.extract.lexicon import ANY, ENGLISH, NOTHING, Lexicon, Order, fold
from dragoman.record import Act

Data = Mapping[str, object]
"""A lexicon file as parsed."""

SPACE = r"\s+"


def languages() -> tuple[str, ...]:
    """List the languages that have a lexicon."""
    names = (entry.name for entry in files("dragoman.extract").joinpath("lexicons").iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml")))


@cache
def lexicon_for(language: str | None) -> Lexicon:
    """Give the lexicon of a language; the one without words where there is no file.

    Args:
        language: ISO 639-1 code. None, a text too short to tell: English.
    """
    wanted = ENGLISH if language is None else language.casefold()
    if wanted not in languages():
        return _compile({"language": ANY})
    path = files("dragoman.extract").joinpath("lexicons", f"{wanted}.yaml")
    return _compile(yaml.safe_load(path.read_text(encoding="utf-8")))


def _compile(data: Data) -> Lexicon:
    plain, compound = _acts(data, "verbs"), _acts(data, "compounds")
    participle = re.compile(str(data.get("participle", "(?!)")))
    participles = [form for form in plain if participle.match(form)]
    return Lexicon(
        language=str(data["language"]),
        orders=tuple(Order(name) for name in _list(data, "orders")),
        marked=bool(data.get("marked", True)),
        cased=bool(data.get("cased", True)),
        nouns_cased=bool(data.get("nouns_cased", False)),
        acts=MappingProxyType({fold(form): act for form, act in {**compound, **plain}.items()}),
        bare=frozenset(Act(name) for name in _list(data, "bare")),
        verb=_verb(data, plain, compound),
        participle=participle,
        noun=_words(data, "nouns"),
        head=_words(data, "heads", before=str(data.get("modifier", ""))),
        pronoun=_words(data, "pronouns"),
        particle=_words(data, "particles"),
        not_first=frozenset(_list(data, "not_first")),
        determiners=frozenset(_list(data, "determiners")),
        tells=frozenset(_list(data, "tells")),
        ends=_ends(data, participles, plain),
        content_acts=tuple(
            (_pattern(entry, "pattern"), Act(str(entry["act"]))) for entry in _entries(data)
        ),
        abbreviations=frozenset(_list(data, "abbreviations")),
        **{name: _pattern(data, name) for name in PATTERNS},
    )


# fmt: off
PATTERNS = (
    "impersonal", "inverted", "according", "postposed", "like", "opinion", "citing",
    "reported_by", "declined", "oblique", "relative", "group", "breaks", "leading", "cuts",
    "stops", "phrase", "opening", "skip", "institution", "adjunct", "fronted", "complement",
    "told", "passive", "infinitive", "which", "linking", "final", "joined",
)
# fmt: on
"""Fields that a file gives as one pattern, or as a list of alternatives."""


def _list(data: Data, name: str) -> list[str]:
    value = data.get(name) or ()
    if isinstance(value, str):
        return value.split()
    return [str(item) for item in value] if isinstance(value, Iterable) else []


def _entries(data: Data) -> list[Data]:
    value = data.get("content_acts") or []
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _pattern(data: Data, name: str) -> re.Pattern[str]:
    """Compile a pattern in verbose mode, or a list of phrases, whose spaces match any space."""
    value = data.get(name)
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return re.compile(value, re.IGNORECASE | re.VERBOSE)
    return re.compile(rf"\b(?:{_alternatives(_list(data, name))})\b", re.IGNORECASE)


def _alternatives(phrases: Iterable[str]) -> str:
    """Join alternatives, the longest first; a space matches any white space."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.sub("[أإآا]", "[أإآا]", "|".join(ordered).replace(" ", SPACE))


def _literal(forms: Iterable[str]) -> str:
    """Join forms that are taken as they stand; no form matches nowhere."""
    return _alternatives(re.escape(form).replace(r"\ ", " ") for form in forms) or "(?!)"


def _words(data: Data, name: str, before: str | None = None) -> re.Pattern[str]:
    """Compile a list of words in which a star stands for any ending, or any beginning.

    Args:
        data: The file.
        name: The list's key.
        before: What may stand before a word, once or twice; with it words are found in a text.
    """
    words = [re.escape(word).replace(r"\*", r"\w*") for word in _list(data, name)]
    if not words:
        return NOTHING
    pattern = rf"(?:{re.sub('[أإآا]', '[أإآا]', '|'.join(words))})"
    if before is not None:
        pattern = rf"\b(?:{before}\s+){{0,2}}{pattern}\b" if before else rf"\b{pattern}\b"
    return re.compile(pattern, re.IGNORECASE)


def _acts(data: Data, name: str) -> dict[str, Act]:
    """Spell out the forms of every verb of a file.

    An entry is a form as it stands, with underscores for spaces, or a stem, a hyphen and the
    name of an inflection: "заяви-л" with the endings "л ла ло ли". A particle may follow the
    inflection's name after an underscore: "call-ed_for".
    """
    inflections, verbs = data.get("inflections") or {}, data.get(name) or {}
    if not isinstance(inflections, dict) or not isinstance(verbs, dict):
        return {}
    forms: dict[str, Act] = {}
    for act, entries in verbs.items():
        for entry in str(entries).split():
            stem, hyphen, inflection = entry.partition("-")
            key, _, particle = inflection.partition("_")
            endings = str(inflections[key]).split() if hyphen else [""]
            tail = f" {particle}" if particle else ""
            for ending in endings:
                form = stem + ending.removeprefix("0")
                forms[form.replace("_", " ") + tail.replace("_", " ")] = Act(act)
    return forms


def _verb(data: Data, plain: Iterable[str], compound: Iterable[str]) -> re.Pattern[str]:
    """Match any verb form, in lower case so that "United States" holds none."""
    guard, clitic = str(data.get("not_verb", "")), str(data.get("clitic", ""))
    auxiliary = re.sub(r"\s+", " ", str(data.get("auxiliary", "(?!)"))).strip()
    after = rf"(?:{auxiliary.replace(' ', SPACE)})\s+(?P<compound>{_literal(compound)})"
    guard = re.sub(r"\s+", "", guard)
    return re.compile(rf"{guard}\b{clitic}(?P<cue>(?P<plain>{_literal(plain)})|{after})\b")


def _ends(data: Data, participles: list[str], verbs: Iterable[str]) -> re.Pattern[str]:
    """Match where content gives way to another attribution in the same sentence."""
    names = ("ends_before", "according", "citing", "like")
    lists = [_list(data, name) for name in names if not isinstance(data.get(name), str)]
    following = "|".join([_literal(participles), *map(_alternatives, filter(None, lists))])
    ands = _alternatives(_list(data, "ands")) or "(?!)"
    clause = rf"[,،][”\"»]?\s+(?:(?:{ands})\s+)?(?:{following})\b"
    joined = (
        rf"(?:{ands})\s+(?:\w+\s+)?|\s{data.get('clitic')}"
        if data.get("clitic")
        else (rf"(?:{ands})\s+(?:\w+\s+)?")
    )
    announced = str(data.get("announced", "(?!)"))
    again = rf"[,،]?\s+(?:{joined})(?:{_literal(verbs)})(?={announced})"
    return re.compile(rf"{clause}|{again}", re.IGNORECASE)
