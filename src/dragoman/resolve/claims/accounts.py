"""Account: what a statement contributes to claims, small enough to keep for a whole archive."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dragoman.record import Act, ActorKind, Document, QuoteForm, Span, Stance, Statement
from dragoman.resolve.claim_words import (
    lists,
    named_stems,
    says_no,
    stem_of,
    stems_of,
    weight_of,
    words_of,
)
from dragoman.resolve.figures import Number, numbers_in

RESPONSES = frozenset({Act.DENY, Act.REJECT})
"""The acts that say no to what somebody else holds or asks."""

OPEN_ACTS = frozenset({Act.ASSERT, Act.ACCUSE, Act.PROMISE, Act.PREDICT, None})
"""The acts that a reader falls back on, so that words may still say no."""

NO_WITHIN = 150
"""Characters of a content in which its own words say no; further on they explain."""

RUN = 6
"""Words in a row that two texts share only if one has them from the other: the run length that
text reuse is found with in newspapers (Clough et al., METER, 2002, use 3 to 10)."""

VAGUE_WEIGHT = 5.0
"""Contents that weigh less than one rare word ("the claim", "this") point back at another one."""

NEGATED_WITHIN = 20
"""A negation further into the content than this many words is seldom that of its main verb."""

T = TypeVar("T")
Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Account:
    """One statement as claims see it.

    Attributes:
        id: The statement's id.
        document: Its document's id.
        outlet: Its document's outlet. None: not known.
        start: Where it begins in the document, its source and cue with it.
        spans: Offsets of its content.
        day: When it was said, or else published, as an ordinal. None: not known.
        dated: Whether the text tells when it was said.
        who: The speaker's name. None: unresolved.
        named: Whether the speaker has a name: a description of an unnamed source is none.
        party: Whom the speaker speaks for. None: nobody, or unresolved.
        act: What it does.
        responds: Whether it denies or rejects, by its act or by its words.
        refuses: Whether the no stands in its content ("that is unacceptable") and not before it
            ("rejected the plan"), so that standing alone it asserts what it says.
        negated: Whether its content says that something is not so, or shall end.
        stems: Stems of its content, those of statements reported inside it left out.
        whole: Stems of all its content.
        names: Those of them that are names: everyone on a topic has them.
        about: Stems of the names of its speaker and party, for "it" and "we".
        vague: Whether its content only points back ("denied the report").
        runs: Checksums of the runs of RUN words in its content.
        verbatim: Whether some of it stands within quotation marks.
        via: Names of its chain, outermost first.
        numbers: What it counts.
        codes: The concepts that it takes a stance on, and whether it supports them.
        contrasts: Whether its words set it against what somebody else says.
        belies: Whether it calls what somebody says a lie.
        tells: Whether it tells what somebody says.
        wishes: Whether it tells what is needed or should be, and not what is.
        text: Its content.
        against: Names of those who hold what it says no to, where only itself names them.
    """

    id: str
    document: str
    outlet: str | None
    start: int
    spans: tuple[tuple[int, int], ...]
    day: int | None
    dated: bool
    who: str | None
    named: bool
    party: str | None
    act: Act | None
    responds: bool
    refuses: bool
    negated: bool
    stems: frozenset[str]
    whole: frozenset[str]
    names: frozenset[str]
    about: frozenset[str]
    vague: bool
    runs: frozenset[int]
    verbatim: bool
    via: tuple[str, ...]
    numbers: tuple[Number, ...]
    codes: tuple[tuple[str, bool], ...]
    contrasts: bool
    belies: bool
    tells: bool
    wishes: bool
    text: str
    against: tuple[str, ...] = ()

    @property
    def declines(self) -> bool:
        """Tell whether it neither confirms nor denies."""
        return self.act is Act.DECLINE_COMMENT

    @property
    def place(self) -> Place:
        """Give what accounts are sorted by within a day, the same in every run."""
        return self.document, self.start, self.spans[0][0], self.id

    def same_side(self, other: "Account") -> bool:
        """Tell whether one actor speaks in both, or two for one party: an update, no contest."""
        return self.who == other.who or (self.party is not None and self.party == other.party)

    def stances(self, other: "Account") -> tuple[frozenset[str], frozenset[str]]:
        """Give the concepts on which two statements take opposite stances, and the same one."""
        mine, its = dict(self.codes), dict(other.codes)
        both = mine.keys() & its.keys()
        opposite = frozenset(concept for concept in both if mine[concept] != its[concept])
        return opposite, frozenset(both) - opposite

    def holds(self, other: "Account") -> bool:
        """Tell whether the content of another statement lies within this one's."""
        return self.document == other.document and all(
            any(start <= a and b <= end for start, end in self.spans) for a, b in other.spans
        )


def accounts_of(document: Document, statements: Sequence[Statement]) -> list[Account]:
    """Take what claims need from the statements of one document."""
    sides = _sides(statements)
    found = [_account(document, statement, statements, sides) for statement in statements]
    return sorted(found, key=lambda account: account.place)


def _sides(statements: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Give for each party the stems of its name and of those who speak for it."""
    names: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.party:
            names[statement.party] |= _names(statement)
    return {party: frozenset(stems) for party, stems in names.items()}


def _account(
    document: Document,
    statement: Statement,
    others: Sequence[Statement],
    sides: Mapping[str, frozenset[str]],
) -> Account:
    own = " ".join(_own_words(document, statement, others))
    text = " … ".join(span.text for span in statement.content)
    plain = " ".join(text.split())
    first = min(s.start for s in (statement.source, statement.cue, *statement.content) if s)
    speaker, stems = statement.speaker, stems_of(own)
    published = document.published.value if document.published else None
    return Account(
        id=statement.id,
        document=document.id,
        outlet=document.outlet,
        start=first,
        spans=tuple((span.start, span.end) for span in statement.content),
        day=ordinal_day(statement.said_on, published),
        dated=_ordinal(statement.said_on) is not None,
        who=speaker.name if speaker else None,
        named=bool(speaker and is_named(speaker.name, speaker.kind)),
        party=statement.party,
        act=statement.act,
        responds=_responds(statement, text),
        refuses=not _no_in_cue(statement) and (_no_in_content(text) or _negations(text) > 0),
        negated=_is_negated(text),
        stems=stems,
        whole=stems if own == text else stems_of(text),  # most tell of nobody else
        names=named_stems(text),
        about=sides.get(statement.party or "", _names(statement)),
        vague=_is_vague(own, stems),
        runs=runs_in(text),
        verbatim=statement.quote is not QuoteForm.INDIRECT,
        via=tuple(link.name for link in statement.via),
        numbers=tuple(n for span in statement.content for n in numbers_in(span)),
        codes=tuple(_stances(statement)),
        contrasts=_has(plain, "contrast"),
        belies=_has(plain, "lie"),
        tells=_has(plain, "telling"),
        wishes=_has(plain, "wish"),
        text=text,
    )


def _own_words(
    document: Document, statement: Statement, others: Sequence[Statement]
) -> Iterator[str]:
    """Give the content without what it reports of others, unless somebody says no to that."""
    inner = [
        span
        for other in others
        if not {statement.act, other.act} & RESPONSES
        and other is not statement
        and _within(other, statement)
        for span in other.content
    ]
    for span in statement.content:
        start = span.start
        for cut in sorted(inner):
            if span.contains(cut) and cut.start >= start:
                yield document.text[start : cut.start]
                start = cut.end
        yield document.text[start : span.end]


def _within(inner: Statement, outer: Statement) -> bool:
    parts = (*inner.content, *((inner.source,) if inner.source else ()))
    return all(any(_holds(span, part) for span in outer.content) for part in parts)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.contains(inner) and len(outer.text) > len(inner.text)


def _stances(statement: Statement) -> Iterator[tuple[str, bool]]:
    """Give the concepts with a stance; one with both is none."""
    both: dict[str, set[Stance]] = defaultdict(set)
    for code in statement.codes:
        both[code.concept].add(code.stance)
    for concept, stances in sorted(both.items()):
        if len(stances) == 1:
            yield concept, Stance.SUPPORT in stances


def _names(statement: Statement) -> frozenset[str]:
    last = statement.speaker.name.split()[-1:] if statement.speaker else []
    return stems_of(" ".join([*last, statement.party or ""]))


def _responds(statement: Statement, text: str) -> bool:
    """Tell whether a statement says no; words count where the act does not exclude it."""
    if statement.act in RESPONSES or statement.act not in OPEN_ACTS:
        return statement.act in RESPONSES
    return _no_in_cue(statement) or _no_in_content(text)


def _no_in_cue(statement: Statement) -> bool:
    return bool(statement.cue and says_no("cue").search(statement.cue.text))


def _no_in_content(text: str) -> bool:
    return bool(says_no("content").search(" ".join(text[:NO_WITHIN].split())))


def _has(plain: str, part: str) -> bool:
    return bool(says_no(part).search(plain))


def _is_negated(text: str) -> bool:
    """Tell whether a content is negative: an odd number of negations and of words of ending."""
    return (_negations(text) + _negations(text, "ending")) % 2 == 1


def _negations(text: str, name: str = "negation") -> int:
    words = [word.casefold().replace("’", "'") for word in words_of(text)[:NEGATED_WITHIN]]
    return sum(word in lists()[name] for word in words)


def _is_vague(words: str, stems: frozenset[str]) -> bool:
    """Tell whether a content has little but words that point back: "the claim", "it"."""
    pointing = {stem_of(word) for word in words_of(words) if word.casefold() in lists()["vague"]}
    return not stems or (bool(pointing) and weight_of(stems - pointing) < VAGUE_WEIGHT)


def runs_in(text: str) -> frozenset[int]:
    """Give checksums of the runs of RUN words in a text."""
    words = [word.casefold() for word in words_of(text)]
    runs = (" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def is_named(name: str, kind: ActorKind) -> bool:
    """Tell whether a speaker has a name: the description of an unnamed source is none."""
    return name[:1].isupper() and kind is not ActorKind.OUTLET


def ordinal_day(said_on: str | None, published: str | None) -> int | None:
    """Give the day by which a statement is compared, as an ordinal. None: no day is told."""
    said = _ordinal(said_on)
    return said if said is not None else _ordinal(published)


def _ordinal(value: str | None) -> int | None:
    """Read the day off a date. None: there is none, or no day is told."""
    match = _DAY.match(value) if value else None
    return date(*map(int, match.groups())).toordinal() if match else None
