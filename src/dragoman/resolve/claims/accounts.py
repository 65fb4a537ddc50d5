"""Account: what a statement contributes to claims."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from dragoman.record import Act, ActorKind, Document, Stance, Statement
from dragoman.resolve.claim_words import (
    NONE,
    joined,
    kept,
    named_stems,
    stems_of,
    weight_of,
    words_of,
)
from dragoman.resolve.claims.contents import (
    cites_of,
    has,
    is_question,
    is_undecided,
    is_vague,
    lead_of,
    names_of,
    no_in_cue,
    own_words,
    owners_of,
    packed_runs,
    responds,
    told_of,
    turns_in,
)
from dragoman.resolve.claims.denials import denial_in
from dragoman.resolve.figures import Number, numbers_in
from dragoman.resolve.origins import outlet_key

CORE = 10
"""Words at the beginning of a content that tell what it asks for or is about."""

SPEECH = 160
"""Contents of more words than this are speeches: they share words with everything on a topic."""

RUN_BYTES = array("I").itemsize

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
        end: Where its content ends.
        spans: Offsets of its content.
        day: When it was said, or else published, as an ordinal. None: not known.
        dated: Whether the text tells when it was said.
        who: The speaker's name. None: unresolved.
        named: Whether the speaker has a name: a description of an unnamed source is none.
        party: Whom the speaker speaks for. None: nobody, or unresolved.
        act: What it does.
        responds: Whether it denies or rejects, by its act or by its words.
        denies: Whether it says that something is not so: by its act, where a rejection is of a
            fact ("no, it is not at a dead end"), or in so many words ("that is false").
        refuses: Whether the no stands in its content ("that is unacceptable") and not before it
            ("rejected the plan"), so that standing alone it asserts what it says.
        negated: Whether its content says that something is not so, or shall end.
        negates: The same, of what it does not tell of others.
        negative: Whether all in all it is against what its content is about: who denies that
            nothing happened is not.
        stems: Stems of its content, those of statements reported inside it left out.
        weight: What they weigh.
        whole: Stems of all its content.
        names: Those of them that are names: everyone on a topic has them.
        others: Stems of the names of others heard in its document that it has.
        about: Stems of the names of its speaker and party, for "it" and "we".
        vague: Whether its content only points back ("denied the report").
        packed: Checksums of the runs of RUN words in its content, four bytes each: as a set they
            would take twenty times the room.
        via: Names of its chain, outermost first.
        numbers: What it counts.
        codes: The concepts that it takes a stance on, and whether it supports them.
        contrasts: Whether its words set it against what somebody else says.
        belies: Whether it calls what somebody says a lie.
        tells: Whether it tells what somebody says.
        wishes: Whether it tells what is needed or should be, and not what is.
        scope: Stems of the sentences that say no; of all its content where none does so.
        heads: Stems of what its negations negate.
        poles: The ends of opposites that it speaks of.
        cites: Stems of the names that what it says no to is put down to: "Norland's demands".
        owners: Stems of all names in whose possession that stands, heard in the document or not.
        turns: Whether it turns against what was told before: "But Norland ...", "..., while".
        unsure: Whether it leaves open whether something is so.
        condemns: Whether it accuses of something that happened, or asks for an inquiry into it.
        retorts: Whether its cue answers what was said just before: "shot back".
        asks: Whether it is a question, or leaves open what its speaker holds.
        speech: Whether it is too long to be one proposition.
        text: Its content.
        told: Its cue and its content, as far as they are one sentence or two.
        mutual: The sentence up to its content where it tells of two that accuse each other.
        answers: Whether it answers a statement of its document.
        against: Names of those who hold what it says no to, where only itself names them.
    """

    id: str
    document: str
    outlet: str | None
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    day: int | None
    dated: bool
    who: str | None
    named: bool
    party: str | None
    act: Act | None
    responds: bool
    denies: bool
    refuses: bool
    negated: bool
    negates: bool
    negative: bool
    stems: frozenset[str]
    weight: float
    whole: frozenset[str]
    names: frozenset[str]
    others: frozenset[str]
    about: frozenset[str]
    vague: bool
    packed: bytes
    via: tuple[str, ...]
    numbers: tuple[Number, ...]
    codes: tuple[tuple[str, bool], ...]
    contrasts: bool
    belies: bool
    tells: bool
    wishes: bool
    scope: frozenset[str]
    heads: frozenset[str]
    poles: frozenset[str]
    cites: frozenset[str]
    owners: frozenset[str]
    turns: bool
    unsure: bool
    condemns: bool
    retorts: bool
    asks: bool
    speech: bool
    text: str
    told: str
    mutual: str
    answers: bool = False
    against: tuple[str, ...] = ()

    @property
    def declines(self) -> bool:
        """Tell whether it neither confirms nor denies."""
        return self.act is Act.DECLINE_COMMENT

    @property
    def runs(self) -> frozenset[int]:
        """Give the checksums of the runs of RUN words in its content."""
        return frozenset(memoryview(self.packed).cast("I"))

    def copied(self, other: "Account") -> tuple[int, int]:
        """Count the runs that two contents have in common, and those of the shorter one."""
        fewer = min(len(self.packed), len(other.packed))
        return (len(self.runs & other.runs) if fewer else 0), fewer // RUN_BYTES

    @property
    def core(self) -> frozenset[str]:
        """Give the stems that its content begins with: of a demand, what is asked for."""
        return stems_of(" ".join(words_of(joined(self.text))[:CORE]))

    @property
    def is_proposition(self) -> bool:
        """Tell whether it puts something that others may put too, or say no to."""
        return not (self.vague or self.declines or self.asks or self.speech)

    @property
    def says_no(self) -> bool:
        """Tell whether it answers something, by its act, its words or what it stands beside."""
        return self.responds or self.answers

    @property
    def objects(self) -> bool:
        """Tell whether it may say no to something; whatever does not, holds what it says."""
        return self.says_no or self.belies or bool(self.mutual) or self.act is Act.DENY

    @property
    def speaks(self) -> tuple[str | None, bool, str | None]:
        """Give who speaks, whether that is a name, and for whom."""
        return self.who, self.named, self.party

    @property
    def place(self) -> Place:
        """Give what accounts are sorted by within a day, the same in every run."""
        return self.document, self.start, self.spans[0][0], self.id

    def same_side(self, other: "Account") -> bool:
        """Tell whether one actor speaks in both, or two for one party: an update, no contest.

        Nor is it one where a description may be of the very person who has a name in the other:
        "the head of the alliance". Two of one party who accuse each other by name are at odds.
        """
        if self.who == other.who:
            return True
        if self.party is not None and self.party == other.party:
            return not (self._accuses(other) or other._accuses(self))
        if self.named == other.named:
            return False
        return self._may_be(other) or other._may_be(self)

    def _accuses(self, other: "Account") -> bool:
        """Tell whether it accuses a person of its own party, whom it names."""
        person = other.named and other.who != other.party
        accuses = self.act is Act.ACCUSE and has(self.told, "accusing")
        return accuses and person and bool(_surname(other.who or "") & self.core)

    def _may_be(self, other: "Account") -> bool:
        described = self.who is not None and not (self.named or self.party)
        return bool(described and other.named and has(self.who or "", "somebodys_office"))

    def stances(self, other: "Account") -> tuple[frozenset[str], frozenset[str]]:
        """Give the concepts on which two statements take opposite stances, and the same one."""
        if not self.codes or not other.codes:
            return NONE, NONE
        mine, its = dict(self.codes), dict(other.codes)
        both = mine.keys() & its.keys()
        opposite = frozenset(concept for concept in both if mine[concept] != its[concept])
        return opposite, frozenset(both) - opposite

    def holds(self, other: "Account") -> bool:
        """Tell whether the content of another statement lies within this one's."""
        return self.document == other.document and all(
            any(start <= a and b <= end for start, end in self.spans) for a, b in other.spans
        )

    def overlaps(self, other: "Account") -> bool:
        """Tell whether two statements of a document have words in common, the very same."""
        if self.end <= other.start or other.end <= self.start or self.document != other.document:
            return False
        return any(a < end and start < b for start, end in self.spans for a, b in other.spans)


@lru_cache(maxsize=512)
def _surname(name: str) -> frozenset[str]:
    return stems_of(name.split()[-1]) if name else NONE


class Accounts(Protocol):
    """Accounts by their number, in memory or elsewhere."""

    def __getitem__(self, number: int, /) -> Account:
        """Give the one with a number."""

    def __setitem__(self, number: int, account: Account, /) -> None:
        """Put what is known now in its place."""


def accounts_of(document: Document, statements: Sequence[Statement]) -> list[Account]:
    """Take what claims need from the statements of one document."""
    names = [names_of(statement) for statement in statements]
    sides: dict[str, frozenset[str]] = defaultdict(frozenset)  # with those who speak for them
    for statement, stems in zip(statements, names, strict=True):
        if statement.party:
            sides[statement.party] |= stems
    heard = frozenset(stem for stems in names for stem in stems)
    found = [
        _account(document, one, statements, sides.get(one.party or "", own), heard)
        for one, own in zip(statements, names, strict=True)
    ]
    return sorted(found, key=lambda account: account.place)


def _account(
    document: Document,
    statement: Statement,
    others: Sequence[Statement],
    about: frozenset[str],
    heard: frozenset[str],
) -> Account:
    own = " ".join(own_words(document, statement, others))
    text = " … ".join(span.text for span in statement.content)
    plain = " ".join(text.split())
    first = min(s.start for s in (statement.source, statement.cue, *statement.content) if s)
    speaker, stems = statement.speaker, stems_of(own)
    published = document.published.value if document.published else None
    whole = stems if own == text else stems_of(text)  # most tell of nobody else
    retorts = bool(statement.cue and has(statement.cue.text, "retort"))
    in_cue = no_in_cue(statement) and not retorts  # a retort is the speaker's own words
    no, undecided = denial_in(text, whole), is_undecided(statement)
    says_no = not undecided and responds(statement, own, plain)
    lead = lead_of(document, statement)
    told = told_of(document, statement, lead)
    return Account(
        id=statement.id,
        document=document.id,
        outlet=document.outlet,
        start=first,
        end=max(span.end for span in statement.content),
        spans=tuple((span.start, span.end) for span in statement.content),
        day=ordinal_day(statement.said_on, published),
        dated=_ordinal(statement.said_on) is not None,
        who=speaker.name if speaker else None,
        named=bool(speaker and is_named(speaker.name, speaker.kind)),
        party=statement.party,
        act=statement.act,
        responds=says_no,
        denies=statement.act is Act.DENY
        or (statement.act is Act.REJECT and has(plain, "fact_denied"))
        or (says_no and not in_cue and no.outright and has(plain, "untrue")),
        refuses=not in_cue and (no.outright or bool(no.heads)),
        negated=no.negated,
        negates=no.negated if own == text else denial_in(own, stems).negated,
        negative=not no.negated if in_cue else says_no or no.outright or no.negated,
        stems=stems,
        weight=weight_of(stems),
        whole=whole,
        names=named_stems(text),
        others=kept(whole & heard - about),
        about=about,
        vague=is_vague(own, stems),
        packed=packed_runs(text),
        via=_chain(document, statement),
        numbers=tuple(n for span in statement.content for n in numbers_in(span)),
        codes=tuple(_stances(statement)),
        contrasts=no.contrasts,
        belies=no.belies,
        tells=has(plain, "telling"),
        wishes=has(plain, "wish"),
        scope=no.scope,
        heads=no.heads,
        poles=no.poles,
        cites=cites_of(told, whole, heard, about) if says_no else NONE,
        owners=owners_of(told) if says_no else NONE,
        turns=turns_in(document, statement, lead),
        unsure=has(plain, "unsure"),
        condemns=statement.act is Act.ACCUSE or has(plain, "inquiry"),
        retorts=retorts,
        asks=undecided or (statement.act is Act.REQUEST and is_question(plain)),
        speech=len(words_of(text)) > SPEECH,
        text=text,
        told=text if told == text else told,
        mutual=lead if statement.act is Act.ACCUSE and has(lead, "each_other") else "",
    )


def _chain(document: Document, statement: Statement) -> tuple[str, ...]:
    """Name the links of a statement; what another outlet asserts itself is that outlet's story."""
    speaker = statement.speaker
    if statement.via or speaker is None or speaker.kind is not ActorKind.OUTLET:
        return tuple(link.name for link in statement.via)
    own = document.outlet is not None and outlet_key(document.outlet) == outlet_key(speaker.name)
    return () if own else (speaker.name,)


def _stances(statement: Statement) -> Iterator[tuple[str, bool]]:
    """Give the concepts with a stance; one with both is none."""
    both: dict[str, set[Stance]] = defaultdict(set)
    for code in statement.codes:
        both[code.concept].add(code.stance)
    for concept, stances in sorted(both.items()):
        if len(stances) == 1:
            yield concept, Stance.SUPPORT in stances


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
