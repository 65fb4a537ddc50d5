"""Carriers: the coverage of one claim, meeting or plan, asked of a record."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.analysis.carrying import (
    BY_NAME,
    Article,
    Carrier,
    Cut,
    Part,
    PartKind,
    Telling,
    carriers_of,
    claim_tellings,
    meeting_tellings,
    plan_tellings,
    terms_of,
)
from dragoman.analysis.voice import LoadedWord, own_voice
from dragoman.extract.sentences import paragraphs
from dragoman.record import Actor, Claim, Evidence, Meeting, Plan, Span, Statement
from dragoman.resolve.plans.merging import PlanVersion
from dragoman.store import StatementFilter, View
from dragoman.store.queries.actors import ActorsKnown
from dragoman.store.queries.carried import Spoken, SpokenIn
from dragoman.store.queries.documents import DocumentHead, DocumentHeads
from dragoman.store.queries.left_out import LeftOut
from dragoman.store.queries.relating import FoundMeetings

MOST_ARTICLES = 200
"""Documents whose own voice is looked for; of a claim that more carry, those told of first."""

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


class Noun(StrEnum):
    """What coverage can be asked of."""

    CLAIM = "claim"
    MEETING = "meeting"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOf:
    """Which documents carry a claim, a meeting or a plan.

    Attributes:
        noun: What it is.
        id: Its id.
        carriers: The documents, the earliest first, undated ones last.
        heads: The same documents by id, as lists show them.
    """

    noun: Noun
    id: str
    carriers: tuple[Carrier, ...]
    heads: Mapping[str, DocumentHead]

    @property
    def outlets(self) -> int:
        """How many known outlets there are among them."""
        return len({c.article.outlet for c in self.carriers if c.article.outlet and c.told})


def coverage_of_claim(view: View, claim: Claim) -> CoverageOf:
    """Tell which documents carry which side of a claim, from which origin."""
    statements = view.statements_of(claim.statements)
    roots = {id_: root for root in claim.roots for id_ in root.statements}

    def through(document: str) -> Iterable[str]:
        for statement in statements:
            if statement.document == document:
                if statement.id in roots:
                    yield roots[statement.id].name
                yield from _chain(statement)

    tellings = claim_tellings(claim, statements)
    return _coverage(view, Noun.CLAIM, claim.id, tellings, through)


def coverage_of_meeting(view: View, meeting: Meeting) -> CoverageOf:
    """Tell which documents carry what of a meeting, and who tells it there."""
    documents = tuple(dict.fromkeys(evidence.document for evidence in meeting.evidence))
    places = set(meeting.evidence)
    found = view.ask(FoundMeetings(documents=documents))
    own = [(document, told) for document, told in found if places.issuperset(told.evidence)]
    # A record that was written before documents' own meetings were kept has them not.
    tellings = meeting_tellings(own or [(document, meeting) for document in documents])

    def through(document: str) -> Iterable[str]:
        spans = [e.span for e in meeting.evidence if e.document == document]
        for statement in view.statements(StatementFilter(document=document)):
            if any(part.overlaps(span) for part in statement.content for span in spans):
                yield from _chain(statement)
                if statement.speaker:
                    yield statement.speaker.name

    return _coverage(view, Noun.MEETING, meeting.id, tellings, through)


def coverage_of_plan(view: View, version: PlanVersion, shown: Plan | None = None) -> CoverageOf:
    """Tell which documents carry which terms of a version of a plan.

    Args:
        view: The record.
        version: The version, with all its tellings.
        shown: The telling whose terms are looked for. None: the fullest.
    """
    main = shown or version.main
    told_by: dict[str, list[str]] = {}
    for plan in version.tellings:
        for term in plan.terms:
            told_by.setdefault(term.evidence.document, []).extend(plan.told_by)
    tellings = plan_tellings(main, version.tellings)
    expected = terms_of(main)
    return _coverage(
        view, Noun.PLAN, main.id, tellings, lambda d: told_by.get(d, ()), expected=expected
    )


def _coverage(
    view: View,
    noun: Noun,
    id_: str,
    tellings: Sequence[Telling],
    through: Callable[[str], Iterable[str]],
    expected: Collection[Part] | None = None,
) -> CoverageOf:
    cuts = _cuts(view, tellings)
    ids = tuple(dict.fromkeys([*(t.document for t in tellings), *cuts]))
    heads = {head.id: head for head in view.ask(DocumentHeads(ids=ids))}
    parts = list(dict.fromkeys(telling.part for telling in tellings))
    names = _names_of(view, parts)
    spoken = {one.document.id: one for one in view.ask(SpokenIn(ids=ids[:MOST_ARTICLES]))}
    spans: dict[str, list[Span]] = {}
    for telling in tellings:
        for evidence in telling.evidence:
            spans.setdefault(evidence.document, []).append(evidence.span)
    articles = [
        Article(
            id=head.id,
            outlet=head.outlet,
            day=head.day,
            through=tuple(dict.fromkeys(n for n in through(head.id) if n != head.outlet)),
            cuts=tuple(cuts.get(head.id, ())),
            named=_named(spoken.get(head.id), parts, names),
            voice=_voice(spoken.get(head.id), spans.get(head.id, ())),
        )
        for head in heads.values()
    ]
    carriers = carriers_of(tellings, articles, expected)
    return CoverageOf(noun=noun, id=id_, carriers=carriers, heads=heads)


def _chain(statement: Statement) -> list[str]:
    """Give the names of a chain, from its far end to the document's outlet."""
    return [link.name for link in reversed(statement.via)]


def _cuts(view: View, tellings: Sequence[Telling]) -> dict[str, list[Cut]]:
    """Find the copies of texts that lack the words of a part, by the ids of their documents."""
    parts: dict[Evidence, Part] = {}
    for telling in tellings:
        for evidence in telling.evidence:
            parts.setdefault(evidence, telling.part)
    told = {(telling.document, telling.part) for telling in tellings}
    found: dict[str, list[Cut]] = {}
    for evidence, lacking in view.ask(LeftOut(places=tuple(parts))).items():
        for document in lacking:
            part = parts[evidence]
            known = found.setdefault(document, [])
            if (document, part) not in told and all(cut.part != part for cut in known):
                known.append(Cut(part=part, of=evidence))
    return {document: cuts for document, cuts in found.items() if cuts}


def _names_of(view: View, parts: Iterable[Part]) -> dict[str, tuple[str, ...]]:
    """Give the other names of parties and people."""
    kinds = (PartKind.PARTY, PartKind.PERSON)
    wanted = tuple(sorted({part.words for part in parts if part.kind in kinds}))
    known: Sequence[Actor] = view.ask(ActorsKnown(names=wanted)) if wanted else ()
    return {actor.name: actor.names for actor in known if actor.name in wanted}


def _named(
    spoken: Spoken | None, parts: Iterable[Part], names: Mapping[str, tuple[str, ...]]
) -> frozenset[Part]:
    """Choose the parts that have words in the text of a document, whoever says them."""
    looked_for = [part for part in parts if part.kind in BY_NAME]
    if spoken is None or not looked_for:
        return frozenset()
    document = spoken.document
    text = " ".join(document.text[s.start : s.end] for s in document.readable())
    return frozenset(
        part
        for part in looked_for
        if any(_stands_in(words, text) for words in _words_of(part, names))
    )


def _words_of(part: Part, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if part.kind is PartKind.FIGURE:
        return tuple(NUMBER.findall(part.words.partition("(")[0]))
    known = (part.words, *names.get(part.words, ()))
    if part.kind is PartKind.PERSON:
        return (*known, part.words.split()[-1])
    return known


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def _voice(spoken: Spoken | None, spans: Sequence[Span]) -> tuple[LoadedWord, ...]:
    """Find where an outlet judges in its own voice, in the paragraphs that tell of something."""
    if spoken is None:
        return ()
    told = [
        (start, end)
        for start, end in paragraphs(spoken.document)
        if any(start < span.end and span.start < end for span in spans)
    ]
    return own_voice(spoken.document, spoken.contents, told).loaded
