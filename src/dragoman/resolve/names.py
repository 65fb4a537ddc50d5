"""Names: cutting text into tokens, folding spellings together, and finding names in linear time."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

WORD = re.compile(r"(?<!\w)(?:[A-Za-z]\.)+[A-Za-z](?!\w)\.?|[^\W_]+(?:['’‘ʼ`][^\W_]+)*")
OTHER_SIGN = re.compile(r"[^a-z0-9]")
POSSESSIVE = re.compile(r"['’]s?$")
PARTICLES = {"al", "el", "ul"}
LINKERS = PARTICLES | {
    *("de", "da", "do", "dos", "van", "von", "der", "den", "bin", "ibn", "abu"),
    *("di", "del", "la", "le", "ben", "ten", "du"),
}
"""Words in lower case that a person's name goes on after."""

# One sound, several spellings: rules over lower-case ASCII, applied in this order.
SPELLINGS = tuple(
    (pattern if pattern.isalpha() else re.compile(pattern), to)
    for pattern, to in (
        (r"tch", "ch"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"tz", "ts"),
        (r"ck|q|c(?=[aouklrtn]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"y|j(?=[aeiou])(?<=ij)", "i"),
        (r"ee", "i"),
        (r"[ae]i(?=$|[^aeiou])", "i"),
        (r"(.)\1+", r"\1"),
        (r"^ie(?=[a-z]{3})", "e"),
        (r"(?<=[a-z]{3})e?h$", "a"),
        (r"ii+", "i"),
    )
)

# Given names that one person bears in two languages of a region, and the commonest spellings of
# Arabic and Persian ones, all in the form that SPELLINGS leaves.
GIVEN_NAMES = {
    spelling: group.split()[0]
    for group in (
        "vladimir volodimir volodomir",
        "mihil mihilo mihail mihailo mihalo",
        "sergi serhi",
        "aleksandr oleksandr aleksander alexander aliaksandr",
        "aleksi oleksi aleksii",
        "dmitri dmitro dimitri",
        "andri andrii",
        "evgeni evhen evheni evgen",
        "nikolai mikola nikoli",
        "kiril kirilo",
        "elena olena",
        "irina irena",
        "oleg oleh ola",
        "igor ihor",
        "vasili vasil vasilii",
        "pavel pavlo",
        "pitr petro piotr",
        "anna hanna",
        "denis denis",
        "uri uri iuri",
        "grigori hrihori",
        "tatiana tetiana",
        "natalia nataliia",
        "mohamad mohamed muhamad muhamed mohamet mehmed",
        "ahmad ahmed",
        "husin hosin husain husein hosein husan",
        "abdul abdel abdal abd",
        "iusuf iousef iusef ioseph",
        "mahmud mahmoud mahmod",
        "ibrahim ebrahim",
        "khalil halil",
        "said saeed sid saed",
        "esmail ismail esmal ismal esmil ismil",
    )
    for spelling in group.split()
}


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Reduce a word to lower-case ASCII letters and digits, without diacritics."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in word if not unicodedata.combining(letter))
        word = anyascii(word)
    word = word.casefold()
    return word if word.isascii() and word.isalnum() else OTHER_SIGN.sub("", word)


def fold_words(name: str) -> set[str]:
    """Give the folded words of a name."""
    return {fold(word) for word in name.split()}


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Reduce a word to a key that its transliterations share (Dmitri, Dmitry; Kiev is not Kyiv).

    Words of three letters or fewer and those with digits are only folded: they are acronyms and
    particles, where one letter makes another name.
    """
    key = fold(word)
    if len(key) <= 3 or not key.isalpha():
        return key
    for pattern, to in SPELLINGS:
        key = key.replace(pattern, to) if isinstance(pattern, str) else pattern.sub(to, key)
    return GIVEN_NAMES.get(key, key)


class Token(NamedTuple):
    """A word of a text with its place and the key that it is matched by."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool
    capitalised: bool
    """Whether it begins like a name."""


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Cut a text, or a part of it, into words; a possessive ending is split off and noted."""
    tokens = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        begin, stop = match.span()
        bare, key, capitalised = _bare(word)
        owns = bare != word or (word[-1] == "s" and text[stop : stop + 1] in {"'", "’"})
        tokens.append(Token(begin, begin + len(bare), bare, key, owns, capitalised))
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _bare(word: str) -> tuple[str, str, bool]:
    """Give a word without a possessive ending, its key, and whether it begins like a name."""
    bare = POSSESSIVE.sub("", word) if len(word) > 2 else word
    return bare, sound(bare), bare[:1].isupper() or bare[:1].isdigit()


def keys_of(name: str) -> tuple[str, ...]:
    """Give the keys that a name is indexed by: without articles in front, particles, initials."""
    keys = [
        (token.key, token.text)
        for token in tokenize(name.removeprefix("The ").removeprefix("the "))
    ]
    kept = [key for key, text in keys if not skippable(key, text)]
    return tuple(kept or [key for key, _ in keys])


def skippable(key: str, text: str) -> bool:
    """Tell whether a word inside a name may be there or not: al-, or the initial of a name."""
    return key in PARTICLES or (len(text) == 1 and text.isalpha())


@dataclass(slots=True)
class Node:
    """A state of the trie: what may follow, and which names end here."""

    children: dict[str, "Node"] = field(default_factory=dict)
    ends: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A run of tokens [first, last) that is a name of the actors with these ids."""

    first: int
    last: int
    ids: tuple[str, ...]


class NameIndex:
    """A trie over the keys of names, which finds all names of a text in one pass."""

    def __init__(self) -> None:
        self.root = Node()
        self.low: set[str] = set()
        """The keys by which those names begin that are listed in small letters: few."""

    def add(self, name: str, actor_id: str) -> None:
        """Let a name stand for an actor."""
        node = self.root
        for key in keys_of(name):
            node = node.children.setdefault(key, Node())
        if (name, actor_id) not in node.ends:
            node.ends.append((name, actor_id))
        if name.islower():
            self.low.add(keys_of(name)[0])

    def longest(self, tokens: Sequence[Token], first: int) -> Found | None:
        """Find the longest name that begins at a token. None: no name does."""
        begins = tokens[first]
        if begins.key not in (self.root.children if begins.capitalised else self.low):
            return None  # as for most words
        node, best, at = self.root, None, first
        while at < len(tokens):
            child = node.children.get(tokens[at].key)
            if child is None:
                if node is self.root or not skippable(tokens[at].key, tokens[at].text):
                    break
                at += 1
                continue
            node = child
            at += 1
            ids = fitting(node.ends, tokens[first:at]) if node.ends else ()
            if ids:
                best = Found(first, at, ids)
            if tokens[at - 1].possessive and not self._expects(node, tokens, at):
                break
        return best

    def _expects(self, node: Node, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a name goes on after a possessive ("Prime Minister's Office")."""
        return at < len(tokens) and tokens[at].key in node.children

    def exactly(self, name: str) -> tuple[str, ...]:
        """Give the ids of the actors that bear a name."""
        node: Node | None = self.root
        for key in keys_of(name):
            node = node.children.get(key) if node else None
        return tuple(dict.fromkeys(actor_id for _, actor_id in node.ends)) if node else ()


def fitting(ends: Sequence[tuple[str, str]], tokens: Sequence[Token]) -> tuple[str, ...]:
    """Keep the actors whose name fits the letters of the text.

    Names want a capital in front, unless they are listed without; acronyms want capitals; a name
    of one word wants its letters, because one word sounds like too many others ("They", "Thai").
    """
    written = [token.text for token in tokens]
    low = not tokens[0].capitalised
    fits = [
        actor_id
        for name, actor_id in ends
        if (not low or name.islower())
        and (_same_capitals(name, written) if acronym(name) else _same_letters(name, written))
    ]
    return tuple(dict.fromkeys(fits))


@lru_cache(maxsize=65536)
def acronym(name: str) -> bool:
    """Tell whether a name is all capitals, like US or IAEA, and must be written so."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    return len(letters) <= 6 and letters.isupper()


def _same_letters(name: str, written: Sequence[str]) -> bool:
    return len(written) > 1 or fold(written[0]) in _letters(name)


@lru_cache(maxsize=65536)
def _letters(name: str) -> tuple[str, str]:
    """Give the letters of a name of one word, with and without an article in front."""
    bare = name.removeprefix("The ").removeprefix("the ")
    return fold(bare), fold(re.sub(r"^(?:[Aa]l|[Ee]l)[- ]", "", bare))


def _same_capitals(name: str, written: Sequence[str]) -> bool:
    text = re.sub(r"[^A-Za-z]", "", "".join(written))
    return text.isupper() and text == re.sub(r"[^A-Za-z]", "", name)
