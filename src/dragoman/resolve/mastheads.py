"""Mastheads: the names that a document shows to be outlets', wherever it then uses them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import ActorKind
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import NOT_NAMES, NUMBER_NAMES, PLACE_ENDS, SOCIAL_NETWORKS
from dragoman.resolve.names import LINKERS, PARTICLES, Token, fold

KINDS = (
    "newspaper|paper|outlet|publication|agency|broadcaster|magazine|daily|tabloid|weekly|edition"
    "|channel|portal|website|podcast|platform|gazette|newsroom"
)
AIRED = r"(?:[Rr]adio|[Tt]elevision|TV) (?:station|channel|network|programme|program)"
KIND_BEFORE = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[a-z]{2,}),?|['’]s) (?:[\w’-]+ ){0,3}?"
    rf"(?:{KINDS}|news (?:site|service|network|programme)|{AIRED}) [\"“‘'«]?$"
)
"""Before a name, in a sentence and no menu: "the portal Kaktus Today"."""

KIND_AFTER = re.compile(
    r" (?:newspaper|magazine|daily|tabloid|news (?:agency|site|website|portal|outlet|channel"
    rf"|network)|{AIRED})\b(?! [A-Z\"“«])"
)
"""After a name that has the article of the kind: "the Kaktus newspaper"."""

LONG_AFTER = re.compile(
    r" (?:paper|outlet|publication|agency|broadcaster|website|portal|radio|television|TV|podcast)"
    r"\b(?! [A-Z\"“«])"
)
"""After a name of several words."""

WEAK_AFTER = re.compile(r" (?:network|radio|portal|website|channel|agency|television|TV)\b")
"""After a name to which somebody speaks; bodies and regions have networks and agencies too."""

OF_KIND = re.compile(r"(?:\b[Tt]he|['’]s|\b[Aa]n?) (?:[\w-]+ )?$")
TOLD = re.compile(
    r"\b(?:told|tells|telling|[Ss]peaking to|spoke to|interview(?:ed)? (?:with|to|by|in|on)"
    r"|conversation with|talk with|according to|reported by|quoted by|cited by|contacted by"
    r"|published by|(?:report|article|interview|item|correspondent) (?:by|of|in|with|for)"
    r"|through|via|[Cc]iting|[Qq]uoting|[Pp]er|wr(?:ites|ote)(?: in| for)?|reports)"
    r" (?:(?:the|to) )?(?:[A-Z][\w-]+['’]s )?[\"“‘'«]?$"
)
REPORTS = re.compile(
    r" (?:(?:has |had |first |also |earlier |previously )?(?:reported|reports|learned|learnt)"
    r"|radio said|wrote|writes|quotes|quoted|cites|cited)\b"
)
PAPERS = {
    *("times", "post", "journal", "herald", "tribune", "gazette", "telegraph", "chronicle"),
    *("courier", "observer", "magazine", "review", "podcast", "examiner", "beacon", "ledger"),
    *("dispatch", "sentinel", "inquirer", "enquirer", "bulletin", "insider", "wire", "daily"),
    *("kurier", "zeitung", "rundschau", "blatt", "presse", "shimbun", "ilbo", "vestnik"),
    *("gazeta", "gazete", "novosti", "hebdo", "weekly", "news", "globe", "echo", "mirror", "argus"),
    *("statesman", "star", "bee", "press"),
}
"""Last words that outlets' names have, and others seldom: "the Examiner" stands for such a one."""

COMPOUND = re.compile(r"\w{3,}(?:zeitung|rundschau|blatt|kurier|anzeiger|bladet|posten)$")
"""What the names of German and Scandinavian papers end in."""

FOREIGN_ARTICLES = {"le", "la", "les", "il", "lo", "el", "los", "die", "der", "das"}
MEDIUMS = {"tv", "radio", "news", "television", "channel", "online", "english", "arabic"}
BEGINNINGS = {"radio", "television", "channel"}
"""First words of outlets' names: "Radio Hudson", "Channel Nine"."""

IN_NAMES_TOO = {"today", *NUMBER_NAMES.split()}
"""Words that are in an outlet's name what they are in no other: "Kaktus Today"."""

NO_OUTLETS = PLACE_ENDS | SOCIAL_NETWORKS
INNER = LINKERS | {"of", "i", "et", "des", "della", "dello"}
DOMAIN = re.compile(r"\.(?:ru|com|ua|net|org|info|tv|by|de|fr|il|pl)\b")
JOINED = re.compile(r"\s|-")
LONGEST_NAME = 5
SHORT_WORD = 4
"""Letters from which one word alone is taken for the outlet of that name further on."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, and what is known of each.

    Attributes:
        text: The document's text.
        tokens: Its words.
        knowledge: Who there is.
        in_name: Tells whether a word may be in a name.
    """

    text: str
    tokens: Sequence[Token]
    knowledge: Knowledge
    in_name: Callable[[Token], bool]

    def given(self, at: int) -> bool:
        """Tell whether a word is a person's given name."""
        return fold(self.tokens[at].text) in self.knowledge.given_names

    def adjective(self, at: int) -> bool:
        """Tell whether a word is a state's adjective: "the Saudi Kaktus newspaper"."""
        return self.knowledge.adjectives.longest(self.tokens, at) is not None

    def is_known(self, first: int, last: int) -> bool:
        """Tell whether a known name fills a run or ends it, or a known outlet begins or owns it.

        "Al Kaktus TV" is Al Kaktus, and "the Sun's Radio Four" the Sun.
        """
        if self.adjective(first) or any(
            self._known(at) >= last for at in {first, *range(first, last - 1)}
        ):
            return True
        if first and self.tokens[first - 1].possessive and self._outlet(first - 1) >= first:
            return True
        end = self._outlet(first + (fold(self.tokens[first].text) in PARTICLES))
        return bool(end) and {fold(token.text) for token in self.tokens[end:last]} <= MEDIUMS

    def _known(self, first: int) -> int:
        found = self.knowledge.index.longest(self.tokens, first)
        return found.last if found is not None else first

    def _outlet(self, first: int) -> int:
        """Give the word after the known outlet that begins at a word. 0: none does."""
        found = self.knowledge.index.longest(self.tokens, first)
        if found is None:
            return 0
        kinds = {self.knowledge.entries[one].actor.kind for one in found.ids}
        return found.last if ActorKind.OUTLET in kinds else 0


def mastheads(words: Words) -> dict[int, tuple[int, str]]:
    """Give the names of outlets that a document tells of, by the word where each begins.

    "The portal Kaktus Today" shows that "Kaktus Today" is an outlet in the whole document.

    Returns:
        The word after each name, and the name as the document introduces it.
    """
    found: dict[int, tuple[int, str]] = {}
    names: dict[Key, str] = {}
    for first, last, name, alone in _shown(words):
        found[first] = last, name
        if last - first > 1 or alone:
            names.setdefault(_key(words, first, last), name)
    if not names:
        return found
    for key, name in list(names.items()):
        if len(key) > 1 and key[-1] in PAPERS:
            names.setdefault(("the", key[-1]), name)
    starts = {key[0]: [k for k in names if k[0] == key[0]] for key in names}
    for first, token in enumerate(words.tokens):
        for key in starts.get(fold(token.text), ()):
            place = _again(key, first, words)
            if place is not None and place not in found:
                found[place] = first + len(key), names[key]
    return found


def _shown(words: Words) -> Iterator[tuple[int, int, str, bool]]:
    """Go through the names that the words around them, or their own, show to be outlets'."""
    last = 0
    for first, token in enumerate(words.tokens):
        if not token.capitalised or first < last or not _begins(first, words):
            continue
        last = _end(first, words)
        if words.adjective(first) and last - first > 1:
            last = first + 1
            continue
        if fold(words.tokens[last - 1].text) in NO_OUTLETS:
            continue
        if words.is_known(first, last):
            continue
        before = words.text[max(0, token.start - 60) : token.start]
        article = before.endswith(" The ") and bool(
            TOLD.search(before[:-4]) or KIND_BEFORE.search(before[:-4])
        )
        kind = KIND_BEFORE.search(before) and (token.text.isupper() or not words.given(first))
        article &= not words.text.startswith(" of", words.tokens[last - 1].end)
        if article or kind or _is_shown(first, last, before, words):
            name = re.sub(r"\s+", " ", words.text[token.start : words.tokens[last - 1].end])
            domain = DOMAIN.match(words.text, words.tokens[last - 1].end)
            name += domain.group() if domain else ""
            yield first, last, f"The {name}" if article else name, _rare(token, words)


def _is_shown(first: int, last: int, before: str, words: Words) -> bool:
    """Tell whether a name that no kind stands before is shown to be an outlet's."""
    final = words.tokens[last - 1]
    size, begin = last - first, fold(words.tokens[first].text)
    if size > 1 and begin in BEGINNINGS and words.tokens[first].text.istitle():
        return True
    told = TOLD.search(before) is not None
    if told and (
        (size > 2 and begin in FOREIGN_ARTICLES)
        or (size == 1 and COMPOUND.match(fold(final.text)))
        or (size == 2 and final.text.isdigit())
    ):
        return True
    kind = KIND_AFTER.match(words.text, final.end) and OF_KIND.search(before)
    if words.given(first) or not (words.in_name(words.tokens[first]) or (kind and told)):
        return False
    if size > 1 and fold(final.text) in PAPERS:
        return told or REPORTS.match(words.text, final.end) is not None
    if final.possessive:
        return False
    if kind or (size > 1 and LONG_AFTER.match(words.text, final.end)):
        return True
    weak = WEAK_AFTER.match(words.text, final.end)
    return weak is not None and (told or REPORTS.match(words.text, weak.end()) is not None)


def _begins(first: int, words: Words) -> bool:
    text = words.tokens[first].text
    if not text[:1].isupper():
        return False
    word = fold(text)
    return word not in NOT_NAMES or word in FOREIGN_ARTICLES


def _end(first: int, words: Words) -> int:
    """Give where a run of capitalised words ends, with what may stand between and after them."""
    tokens, last = words.tokens, first + 1
    while last < min(len(tokens), first + LONGEST_NAME):
        token, before = tokens[last], tokens[last - 1]
        if before.possessive or not JOINED.fullmatch(words.text[before.end : token.start]):
            break
        inner = token.text.islower() and fold(token.text) in INNER and last + 1 < len(tokens)
        if inner and not (tokens[last + 1].text[:1].isupper() and words.in_name(tokens[last + 1])):
            break
        special = token.text.isdigit() or fold(token.text) in IN_NAMES_TOO
        capital = special or (token.capitalised and words.in_name(token))
        if not inner and (not capital or words.given(last)):
            break
        last += 1
    return last


def _rare(token: Token, words: Words) -> bool:
    """Tell whether a word is none that the document also writes small."""
    return len(token.text) >= SHORT_WORD and not re.search(
        rf"(?<!\w){re.escape(token.text.lower())}(?!\w)", words.text
    )


def _again(key: Key, first: int, words: Words) -> int | None:
    """Give where a name begins that stands at a word in full. None: another does."""
    tokens, last = words.tokens, first + len(key)
    if last > len(tokens) or _key(words, first, last) != key:
        return None
    short = key[0] == "the"
    first += short
    written = all(t.text[:1].isupper() or fold(t.text) in INNER for t in tokens[first:last])
    if not written or (last < len(tokens) and _joined(last - 1, words)):
        return None
    alone = first > 0 and len(key) == 1 and fold(tokens[first - 1].text) == "the"
    return None if not short and (alone or (first > 0 and _joined(first - 1, words))) else first


def _joined(first: int, words: Words) -> bool:
    """Tell whether a capitalised word goes on with the next in one name."""
    one, two = words.tokens[first : first + 2]
    blank = JOINED.fullmatch(words.text[one.end : two.start]) is not None
    capitals = one.text[:1].isupper() and two.text[:1].isupper()
    return blank and capitals and not one.possessive and words.in_name(one)


def _key(words: Words, first: int, last: int) -> Key:
    return tuple(fold(token.text) for token in words.tokens[first:last])
