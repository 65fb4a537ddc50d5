"""Carrying: which documents carry a claim, a meeting or a plan, from where, and what each lacks.

A claim has its sides and figures for parts, a meeting its parties, people, place, date and outcome,
a plan its terms. A document leaves a part out if another one tells it, of the same day or before;
one that is older could not have known it, and where a day is missing that is not told. What is
left out is what was not read there: an article may have it in words that the reader missed. So a
name or a number of a part that stands in the text all the same is told apart. Nothing is rated.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.analysis.claim_sides import Side, side_of
from dragoman.analysis.plan_pairs import same_matters
from dragoman.analysis.voice import LoadedWord
from dragoman.record import Claim, Evidence, Meeting, Plan, Statement


class PartKind(StrEnum):
    """What a part of a claim, a meeting or a plan is."""

    ASSERTION = "assertion"
    CONFIRMATION = "confirmation"
    DENIAL = "denial"
    NO_COMMENT = "no comment"
    FIGURE = "figure"
    OUTCOME = "outcome"
    PARTY = "party"
    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    TERM = "term"


SIDES = {
    Side.ASSERTS: PartKind.ASSERTION,
    Side.CONFIRMS: PartKind.CONFIRMATION,
    Side.DENIES: PartKind.DENIAL,
    Side.DECLINES: PartKind.NO_COMMENT,
}

BY_NAME = frozenset({PartKind.PARTY, PartKind.PERSON, PartKind.PLACE, PartKind.FIGURE})
"""The kinds of parts that are looked for in a text by their own words."""

ONE_OF = frozenset({PartKind.OUTCOME, PartKind.PLACE, PartKind.DATE})
"""The kinds of which a document that tells another one has left out none: "Riyadh" is in Saudi
Arabia, and 14 May in May."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a claim, a meeting or a plan that a document can tell or leave out.

    Attributes:
        kind: What it is.
        words: Which one: a name, a date, the words of a term. Empty: the kind says all.
    """

    kind: PartKind
    words: str = ""

    @property
    def told(self) -> str:
        """What it is and which one, in a few words."""
        return f"{self.kind} {self.words}" if self.words else str(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A part as a document tells it.

    Attributes:
        document: Id of the document.
        part: The part.
        evidence: The words that it rests on there.
    """

    document: str
    part: Part
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A part that a copy of a text lacks, though the text that it is compared with has it.

    Attributes:
        part: The part.
        of: The words in the other document.
    """

    part: Part
    of: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is known of a document when its coverage is told.

    Attributes:
        id: Its id.
        outlet: Who published it. None: not known.
        day: ISO day by which it was published. None: it has no place in time.
        through: From whom it has what it tells; the article itself is not named.
        cuts: What it lacks of a text that it is a copy of.
        named: The parts that its text has the words of, whoever says them.
        voice: The words by which the outlet itself judges, in the paragraphs that tell of it.
    """

    id: str
    outlet: str | None
    day: str | None
    through: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    named: frozenset[Part] = frozenset()
    voice: tuple[LoadedWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A document that carries a claim, a meeting or a plan, or a copy that has lost it.

    Attributes:
        article: The document.
        told: What it tells.
        alone: What no other document tells.
        left_out: What others tell of the same day or before, and nothing of which was read in it.
        named: The same, but words of it stand in the text.
        earlier: What others tell that are all younger.
        undated: What others tell, where days are missing that would say who came first.
    """

    article: Article
    told: tuple[Telling, ...]
    alone: tuple[Part, ...]
    left_out: tuple[Part, ...]
    named: tuple[Part, ...]
    earlier: tuple[Part, ...]
    undated: tuple[Part, ...]


def carriers_of(
    tellings: Sequence[Telling],
    articles: Iterable[Article],
    expected: Collection[Part] | None = None,
) -> tuple[Carrier, ...]:
    """Tell of each document what it carries and what not, the earliest first, undated ones last.

    Args:
        tellings: What documents tell, part by part.
        articles: The documents, with those that tell nothing but are copies.
        expected: The parts that a document can leave out. None: all that one of them tells.
    """
    known = {article.id: article for article in articles}
    told: dict[str, list[Telling]] = {id_: [] for id_ in known}
    days: dict[Part, set[str | None]] = {}
    tellers: dict[Part, set[str]] = {}
    for telling in tellings:
        if telling.document in known:
            told[telling.document].append(telling)
            days.setdefault(telling.part, set()).add(known[telling.document].day)
            tellers.setdefault(telling.part, set()).add(telling.document)
    several = len(set().union(*tellers.values())) > 1
    alone = frozenset(part for part, ids in tellers.items() if several and len(ids) == 1)
    missed = {part: days[part] for part in days if expected is None or part in expected}
    found = [_carrier(article, told[id_], alone, missed) for id_, article in known.items()]
    return tuple(
        sorted(found, key=lambda c: (c.article.day is None, c.article.day or "", c.article.id))
    )


def _carrier(
    article: Article,
    told: Sequence[Telling],
    alone: Collection[Part],
    missed: Mapping[Part, Collection[str | None]],
) -> Carrier:
    """Tell what a document carries and what not, of parts with the days on which they are told."""
    has = {telling.part for telling in told}
    kinds = {part.kind for part in has} & ONE_OF
    left_out: list[Part] = []
    named: list[Part] = []
    earlier: list[Part] = []
    undated: list[Part] = []
    for part, days in missed.items():
        if part in has or part.kind in kinds:
            continue
        if part in article.named:
            named.append(part)
            continue
        first = min((day for day in days if day), default=None)
        if first is not None and article.day is not None and first <= article.day:
            left_out.append(part)
        elif None in days or article.day is None:
            undated.append(part)
        else:
            earlier.append(part)
    return Carrier(
        article=article,
        told=tuple(told),
        alone=tuple(part for part in dict.fromkeys(t.part for t in told) if part in alone),
        left_out=tuple(left_out),
        named=tuple(named),
        earlier=tuple(earlier),
        undated=tuple(undated),
    )


def claim_tellings(claim: Claim, statements: Iterable[Statement]) -> list[Telling]:
    """Tell which sides of a claim documents have, and which figures.

    Args:
        claim: The claim.
        statements: Its statements.
    """
    by_place: dict[tuple[str, Part], list[Evidence]] = {}
    for statement in statements:
        key = statement.document, Part(kind=SIDES[side_of(claim, statement)])
        for span in statement.content:
            evidence = Evidence(document=statement.document, span=span)
            by_place.setdefault(key, []).append(evidence)
    for figure in claim.figures:
        part = Part(kind=PartKind.FIGURE, words=_in_line(f"{figure.span.text} ({figure.by})"))
        evidence = Evidence(document=figure.document, span=figure.span)
        by_place.setdefault((figure.document, part), []).append(evidence)
    return _in_order(by_place)


def meeting_tellings(told: Iterable[tuple[str, Meeting]]) -> list[Telling]:
    """Tell what documents tell of a meeting.

    Args:
        told: Documents with the meeting as each of them tells it.
    """
    by_place: dict[tuple[str, Part], list[Evidence]] = {}
    for document, meeting in told:
        parts = [Part(kind=PartKind.OUTCOME, words=meeting.status.value)]
        parts += [Part(kind=PartKind.PARTY, words=name) for name in meeting.participants]
        parts += [Part(kind=PartKind.PERSON, words=name) for name in meeting.people]
        if meeting.place:
            parts.append(Part(kind=PartKind.PLACE, words=meeting.place))
        if meeting.date:
            parts.append(Part(kind=PartKind.DATE, words=meeting.date))
        for part in parts:
            by_place.setdefault((document, part), []).extend(meeting.evidence)
    return _in_order(by_place)


def plan_tellings(main: Plan, tellings: Iterable[Plan]) -> list[Telling]:
    """Tell which terms of a plan documents tell, and which of their own.

    Terms of other tellings are those of the main one where they are on one matter (plan_pairs).

    Args:
        main: The telling whose terms are the parts.
        tellings: The plan as other documents tell it.
    """
    by_place: dict[tuple[str, Part], list[Evidence]] = {}
    parts = terms_of(main)
    for plan in (main, *tellings):
        matched = {other: one for one, other in same_matters(main, plan)}
        for number, term in enumerate(plan.terms, 1):
            one = number if plan.id == main.id else matched.get(number)
            part = parts[one - 1] if one else Part(kind=PartKind.TERM, words=_in_line(term.text))
            key = term.evidence.document, part
            if term.evidence not in by_place.setdefault(key, []):
                by_place[key].append(term.evidence)
    return _in_order(by_place)


def terms_of(plan: Plan) -> list[Part]:
    """Give the terms of a plan as parts, in its order."""
    return [Part(kind=PartKind.TERM, words=_in_line(term.text)) for term in plan.terms]


def _in_order(by_place: Mapping[tuple[str, Part], list[Evidence]]) -> list[Telling]:
    """Make tellings, each kind of part together."""
    order = list(PartKind)
    found = [
        Telling(document=document, part=part, evidence=tuple(dict.fromkeys(evidence)))
        for (document, part), evidence in by_place.items()
    ]
    return sorted(found, key=lambda telling: order.index(telling.part.kind))


def _in_line(text: str) -> str:
    return " ".join(text.split())
