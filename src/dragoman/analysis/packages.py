"""Packages: which exchanges the parties themselves have stated, "X in exchange for Y", as a graph.

A coded statement with a condition links two matters: what the party holds, and what it makes that
hang on. The record codes a statement as a whole; each of its codes belongs to the half in whose
words alone it is likelier, and what the condition bears on besides is coded from its words. Nothing
is linked that no one statement links: that a party wants two things is no exchange.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Generic, Protocol, TypeVar

from dragoman.analysis.footing import Bears
from dragoman.analysis.origins import count_origins
from dragoman.analysis.positions import is_dated, newest_first
from dragoman.record import Code, Span, Stance, Statement, days_of

B = TypeVar("B", bound=Bears)


class WordsCoder(Protocol):
    """Tells what a half of a statement bears on."""

    def codes(self, words: str) -> Sequence[Code]:
        """Give the codes of some words, the likeliest concept first."""
        ...

    def chances(self, words: str) -> Mapping[str, float]:
        """Give for every concept the chance that the words bear on it, however slight."""
        ...


Matter = tuple[str, Stance]
"""A concept with a stance to it."""

LIKELY = 0.5
"""The chance from which a code of the whole statement is taken for the condition's: likelier than
not by its words alone."""

LEAST = 0.05
"""The chance below which a half is not taken to bear on a concept of the record's code."""

SURE = 0.4
"""The confidence from which words alone tell what a condition bears on; a little more than codes of
statements have at least, as fragments are read less surely. Of 520 articles read by hand in
November 2026 what lay between was wrong."""

EXCHANGE = re.compile(r"\bin\s+(?:exchange|return)\s+for\b", re.IGNORECASE)
WITHOUT = re.compile(r"^\W*(?:not\s+)?(?:unless|until|without)\b", re.IGNORECASE)
IF_NOT = re.compile(
    r"^(\W*(?:only\s+)?(?:if|once|as\s+long\s+as|in\s+(?:case|the\s+event))\b[^,;.]{0,40}?)"
    r"\b(?:(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could)\s+not|"
    r"(?:do|does|did|is|are|was|were|would|has|have|had|could)n['’]t|won['’]t|"
    r"fails?\s+to|failed\s+to|refuses?\s+to|refused\s+to)\b",
    re.IGNORECASE,
)
"""A condition that is that something does not happen, up to and with the words that say so."""

NO_LINK = re.compile(
    r"^\W*(?:while|for)\b|^\W*as\s+(?:soon|long)\s+as\s+(?:possible|it\s+takes)\b"
    r"|^\W*until\s+(?:now|recently|then)\b|^\W*if\s+(?:\w+\s+){1,4}had\b",
    re.IGNORECASE,
)
"""Clauses that the condition finder takes along, but that make nothing hang on anything: contrasts,
times, and what would have been if something had not happened."""

ASKING = re.compile(
    r"\b(?:see|saw|know|knows|knew|ask|asks|asked|wonders?|wondered|unclear|sure|decide|check"
    r"|find\s+out|determine|doubt|question)\s*$",
    re.IGNORECASE,
)
"""Before an "if" that asks a question and states no condition."""

OPEN_END = re.compile(r"(?:^|[,;:–—]|\b(?:that|and|but|or|what|how|while|even))\W*$", re.IGNORECASE)
"""Where what stands before a condition is no clause of its own, so that the held half follows; else
what follows goes on with the condition ("if the hostages are freed, Hamas lays down its arms")."""

SENTENCE = re.compile(r"(?<=[.!?…])[\s\"”»’]+(?=[\w“\"«\[])")

ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
"""Belongs to the condition ("would only stop if"); left in the other half it reads as refusal."""


class Form(StrEnum):
    """How a party links two matters, by its stance to the one and by how the other is put.

    OFFER: it holds the one if the other comes ("X in exchange for Y", "X once Y"). DEMAND: it
    refuses the one unless the other comes ("no X until Y"). PRESSURE: it holds to the one as long
    as the other does not come ("X until Y", "X if not Y"), as threats do. REFUSAL: it refuses the
    one if the other comes.
    """

    OFFER = "offer"
    DEMAND = "demand"
    PRESSURE = "pressure"
    REFUSAL = "refusal"

    @property
    def joins(self) -> str:
        """The word between the two matters: if, or unless."""
        return "if" if self in (Form.OFFER, Form.REFUSAL) else "unless"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Generic[B]):
    """A statement that links two matters.

    Attributes:
        bears: The statement as it bears on the matter that is held.
        statement: The statement.
        condition: The words that it makes that hang on.
        doubtful: The two halves are not told apart surely: the other half by itself reads as the
            opposite stance, or the record has no code for it and its own is taken.
    """

    bears: B
    statement: Statement
    condition: Span
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Generic[B]):
    """An exchange that a party has stated.

    Attributes:
        party: Who states it.
        held: What it holds or refuses: concept and stance.
        other: What it makes that hang on, with the stance in which that is put.
        form: How it links them.
        stated: Its own statements, the newest first; empty where only others tell of it.
        reported: What others tell of it, the newest first.
    """

    party: str
    held: Matter
    other: Matter
    form: Form
    stated: tuple[Stated[B], ...]
    reported: tuple[Stated[B], ...]

    @property
    def gives(self) -> Matter | None:
        """What the party would do its part in. None: it only presses or refuses."""
        if self.form is Form.OFFER:
            return self.held
        opposite = Stance.SUPPORT if self.held[1] is Stance.OPPOSE else Stance.OPPOSE
        return (self.held[0], opposite) if self.form is Form.DEMAND else None

    @property
    def doubtful(self) -> bool:
        """Whether every statement behind it is."""
        return all(one.doubtful for one in (*self.stated, *self.reported))

    @property
    def origins(self) -> int:
        """How many independent ways lead to the party's own statements."""
        return count_origins([one.bears for one in self.stated])


class Lack(StrEnum):
    """Why a condition is no package."""

    NO_LINK = "the words make nothing hang on anything"
    CONDITION = "the condition bears on no concept of the codebook"
    HELD = "what hangs on it bears on no concept of the codebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced(Generic[B]):
    """A condition of a party's own statement that links no two concepts, and why."""

    bears: B
    statement: Statement
    condition: Span
    lack: Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages(Generic[B]):
    """All exchanges that are stated.

    Attributes:
        packages: Those with most statements of the party's own first.
        unplaced: Conditions that link no two concepts, the newest first.
    """

    packages: tuple[Package[B], ...]
    unplaced: tuple[Unplaced[B], ...]

    @property
    def own(self) -> tuple[Package[B], ...]:
        """The packages that a party states itself."""
        return tuple(package for package in self.packages if package.stated)

    @property
    def fits(self) -> tuple[tuple[Package[B], Package[B]], ...]:
        """Packages of two parties of which each gives what the other wants for it."""
        own = [package for package in self.own if package.gives is not None]
        return tuple(
            (one, other)
            for one, other in combinations(own, 2)
            if one.party != other.party and (one.gives, one.other) == (other.other, other.gives)
        )


@dataclass(frozen=True, slots=True)
class _Halves:
    """A statement's words apart: what is held, and what it hangs on.

    Attributes:
        held: The words of what is held.
        other: Those of what it hangs on, without the marker's negation.
        negative: Whether it hangs on the other not coming.
    """

    held: str
    other: str
    negative: bool


def find_packages(
    bearings: Iterable[B],
    statements: Mapping[str, Statement],
    coder: WordsCoder,
    *,
    as_of: str | None = None,
    parties: Sequence[str] = (),
) -> Packages[B]:
    """Find the exchanges that statements state.

    Args:
        bearings: What statements bear on; what hangs on no condition may be what others hang on.
        statements: The statements by their ids.
        coder: Tells what the words of a half bear on.
        as_of: ISO 8601; what is not known to be said by the end of it does not count. None: all
            counts.
        parties: Only those of these parties; empty for all.

    Raises:
        RecordError: `as_of` is no date.
    """
    until = days_of(as_of)[1] if as_of else None
    found: defaultdict[tuple[str, Matter, Matter, Form], list[Stated[B]]] = defaultdict(list)
    unplaced: list[Unplaced[B]] = []
    for group in _by_condition(bearings, until, parties).values():
        statement, condition = statements[group[0].statement_id], group[0].condition
        if condition is None:
            continue
        links = tuple(_links(group, statement, condition, coder))
        for package, stated in (link for link in links if not isinstance(link, Lack)):
            found[package].append(stated)
        lacks = [link for link in links if isinstance(link, Lack)]
        if lacks and group[0].own:
            unplaced.append(
                Unplaced(bears=group[0], statement=statement, condition=condition, lack=lacks[0])
            )
    packages = [_package(key, stated) for key, stated in found.items()]
    packages.sort(key=lambda p: (-len(p.stated), -len(p.reported), p.party, p.held, p.other))
    unplaced.sort(key=lambda one: one.bears.order, reverse=True)
    return Packages(packages=tuple(packages), unplaced=tuple(unplaced))


def _by_condition(
    bearings: Iterable[B], until: date | None, parties: Sequence[str]
) -> dict[tuple[str, int], list[B]]:
    """Group what one statement makes hang on one condition; what hangs on none comes last."""
    found: defaultdict[tuple[str, int], list[B]] = defaultdict(list)
    bare: defaultdict[str, list[B]] = defaultdict(list)
    for one in bearings:
        if (parties and one.party not in parties) or not (until is None or is_dated(one, until)):
            continue
        if one.condition is None:
            bare[one.statement_id].append(one)
        else:
            found[one.statement_id, one.condition.start].append(one)
    return {key: [*group, *bare.get(key[0], ())] for key, group in found.items()}


Link = tuple[tuple[str, Matter, Matter, Form], Stated[B]]


def _links(
    group: Sequence[B], statement: Statement, condition: Span, coder: WordsCoder
) -> Iterator[Link[B] | Lack]:
    """Give what a statement links, or why it links nothing."""
    halves = _halves(statement, condition)
    if halves is None:
        yield Lack.NO_LINK
        return
    held, others = _shared_out(group, halves, coder)
    if not others or not held:
        yield Lack.HELD if others else Lack.CONDITION
        return
    for bears, matter, doubtful in held:
        for other in others:
            if other[0] != matter[0]:
                stated = Stated(
                    bears=bears, statement=statement, condition=condition, doubtful=doubtful
                )
                yield (bears.party, matter, other, _form(matter[1], halves)), stated


def _halves(statement: Statement, condition: Span) -> _Halves | None:
    """Take the sentence that has the condition apart. None: it makes nothing hang on anything.

    An exchange within a condition ("if there is a truce in exchange for the release, we accept")
    is the link itself: the party says yes to it.
    """
    before, after = _around(statement, condition)
    asks = condition.text[:2].casefold() == "if" and ASKING.search(before)
    if NO_LINK.search(condition.text) or asks:
        return None
    nested = EXCHANGE.search(condition.text)
    if nested and condition.text[: nested.start()].strip():
        held, other = condition.text[: nested.start()], condition.text[nested.end() :]
        return _Halves(held, other, negative=False)
    held = before if OPEN_END.search(before) is None else f"{before} {after}"
    held = " ".join(ONLY.sub(" ", held).split()).strip(" ,;:.–—“”\"'’")
    listed = after if after.lstrip().startswith(":") else ""
    refused = IF_NOT.search(condition.text)
    if refused:
        words = refused[1] + condition.text[refused.end() :] + listed
        return _Halves(held, words, negative=True)
    negative = WITHOUT.search(condition.text) is not None
    return _Halves(held, condition.text + listed, negative=negative)


def _around(statement: Statement, condition: Span) -> tuple[str, str]:
    """Give what stands before and after a condition in its sentence; all, if it stands outside."""
    for span in statement.content:
        if span.start <= condition.start < span.end:
            start, end = condition.start - span.start, condition.end - span.start
            before, after = span.text[:start], span.text[end:]
            return SENTENCE.split(before)[-1], SENTENCE.split(after)[0]
    return " ".join(span.text for span in statement.content), ""


def _shared_out(
    group: Sequence[B], halves: _Halves, coder: WordsCoder
) -> tuple[list[tuple[B, Matter, bool]], list[Matter]]:
    """Share the record's codes out between the halves, and add what else the condition says.

    Where all of them are the condition's, the likeliest code of the held half itself is taken.

    Returns:
        What is held, each with whether that is doubtful; and what it hangs on.
    """
    others = {c.concept: c.stance for c in coder.codes(halves.other) if c.confidence >= SURE}
    likely = coder.chances(halves.other)
    shared = [one for one in group if likely.get(one.concept, 0.0) >= LIKELY]
    if not others and not shared:
        return [], []
    by_itself = {code.concept: code.stance for code in coder.codes(halves.held) if halves.held}
    likely_held = coder.chances(halves.held) if halves.held else {}
    held: list[tuple[B, Matter, bool]] = []
    for one in group:
        concept, chance = one.concept, likely_held.get(one.concept, 0.0)
        hangs = one.condition is not None
        if hangs and chance >= LEAST and chance > likely.get(concept, 0.0):
            others.pop(concept, None)
            doubtful = by_itself.get(concept, one.stance) is not one.stance
            held.append((one, (concept, one.stance), doubtful))
        elif one in shared:
            others.setdefault(concept, one.stance)
    if not held:
        held = [(group[0], (c, s), True) for c, s in by_itself.items() if c not in others][:1]
    return held, list(others.items())


def _form(held: Stance, halves: _Halves) -> Form:
    if held is Stance.SUPPORT:
        return Form.PRESSURE if halves.negative else Form.OFFER
    return Form.DEMAND if halves.negative else Form.REFUSAL


def _package(key: tuple[str, Matter, Matter, Form], stated: Iterable[Stated[B]]) -> Package[B]:
    party, held, other, form = key
    placed = {one.bears.statement_id: one for one in stated}
    ordered = [placed[b.statement_id] for b in newest_first(one.bears for one in placed.values())]
    return Package(
        party=party,
        held=held,
        other=other,
        form=form,
        stated=tuple(one for one in ordered if one.bears.own),
        reported=tuple(one for one in ordered if not one.bears.own),
    )
