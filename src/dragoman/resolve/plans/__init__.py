"""Plans: the sets of terms that documents tell of, by name or by description."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from dragoman.record import (
    Act,
    Code,
    Document,
    Evidence,
    LinkKind,
    Plan,
    Statement,
    Term,
    plan_id,
)
from dragoman.resolve.discourse import Discourse
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.meetings.sentences import Cast
from dragoman.resolve.plans.carriers import CarrierReader
from dragoman.resolve.plans.groups import Group, grouped
from dragoman.resolve.plans.mentions import PlanMention, PlanNamer, flat
from dragoman.resolve.plans.terms import Place, span_of, terms_between
from dragoman.resolve.plans.untitled import Carried
from dragoman.resolve.plans.words import plan_words
from dragoman.resolve.scene import Scene

__all__ = ["Coder", "find_plans"]

AFTER_CAPITALS = re.compile(r"(?<=[A-Z]{3})[.!?][\"”’)]*\s+(?=[\"“‘]?[A-Z])")

NEAR = 600
"""Code points between a plan and a party to its negotiation, in a document about several."""

Coder = Callable[[str], tuple[Code, ...]]
"""Gives the concepts that the words of a term bear on."""


def find_plans(
    document: Document,
    statements: Sequence[Statement],
    knowledge: Knowledge,
    code: Coder,
    discourse: Discourse | None = None,
    parties: Collection[str] = (),
) -> tuple[Plan, ...]:
    """Find the plans that a document tells of, each once, in the order of the text.

    Args:
        document: The document.
        statements: Its statements, which tell by whom a plan is known.
        knowledge: Who there is, and in which offices.
        code: Gives the concepts that words bear on.
        discourse: The document's names, as `Discourse.of` gives them. None: they are read.
        parties: Those to the negotiation that is coded. In a document that names any of them, a
            plan near which none is named is of another negotiation and has no codes.
    """
    scene = Scene.of_statements(document, statements, knowledge, discourse)
    text = flat(document.text)
    namer = PlanNamer(scene, text, Cast(scene), plan_words(), statements)
    reader = CarrierReader(namer)
    carried = [item for start, end in _sentences(scene) for item in reader.read(start, end)]
    carried += _proposed(carried, namer)
    carried.sort(key=lambda item: item.mention.start)
    groups = [group for group in grouped(carried, text) if _is_told(group, statements)]
    if not groups:
        return ()
    named = [s for s in scene.discourse.sightings if namer.cast.party(s.actor) in parties]
    places = [sighting.start for sighting in named]
    plans = (
        _plan(group, document, statements, code if _is_near(group, places) else _no_codes)
        for group in groups
    )
    return tuple({plan.id: plan for plan in plans}.values())


def _is_near(group: Group, places: Sequence[int]) -> bool:
    """Tell whether a plan is told of near one of some places; there may be no places to be near."""
    told = [mention.start for mention in group.mentions] + [start for start, _ in group.terms]
    return not places or any(abs(at - place) < NEAR for at in told for place in places)


def _no_codes(_: str) -> tuple[Code, ...]:
    return ()


def _is_told(group: Group, statements: Iterable[Statement]) -> bool:
    """Tell whether somebody put a set of terms forward, or tells of it, or its name says enough.

    A "plan" or "framework" of nobody's, in nobody's words, is a programme or a story of a battle.
    """
    enough = plan_words().strong - {"plan", "plans"}
    named = any(m.owner or m.sure or m.head in enough for m in group.mentions)
    return named or any(_tellers(group, statements))


def _proposed(carried: Sequence[Carried], namer: PlanNamer) -> list[Carried]:
    """Give the proposals that statements are, of one side as another tells of it.

    What a side itself proposes in passing is no plan yet; that others speak of it makes it one.
    """
    known = [place for item in carried for place in item.terms]
    found = []
    for statement in namer.statements:
        told = any(link.kind is LinkKind.NAMED for link in statement.via)
        if statement.act is not Act.PROPOSE or statement.party is None or not told:
            continue
        first, last = statement.content[0].start, statement.content[-1].end
        offers = namer.lexicon.patterns["services"].match(namer.text, first, last)
        if offers or any(start < last and first < end for start, end in known):
            continue
        terms = tuple(
            place
            for part in statement.content
            for place in terms_between(namer.text, part.start, part.end, namer.lexicon)
        )
        name = f"proposal of {statement.party}"
        mention = PlanMention(
            start=first, end=last, head="proposal", name=name, owner=statement.party
        )
        found.append(Carried(mention=mention, terms=terms))
    return found


def _plan(group: Group, document: Document, statements: Sequence[Statement], code: Coder) -> Plan:
    terms = []
    for place in group.terms:
        span = span_of(document.text, place)
        evidence = Evidence(document=document.id, span=span)
        terms.append(Term(text=span.text, codes=code(span.text), evidence=evidence))
    return Plan(
        id=plan_id(group.name, tuple(terms)),
        name=group.name,
        by=group.owner,
        told_by=tuple(dict.fromkeys(_tellers(group, statements))),
        date=_put_forward_on(group, statements),
        terms=tuple(terms),
    )


def _tellers(group: Group, statements: Iterable[Statement]) -> Iterator[str]:
    """Name the speakers in whose words the terms stand, in the order of the statements."""
    return (s.speaker.name for s in _telling(group, statements) if s.speaker)


def _put_forward_on(group: Group, statements: Iterable[Statement]) -> str | None:
    """Give the first day on which its own party is said to tell of it. None: the text has none."""
    own = (s for s in _telling(group, statements) if s.party == group.owner)
    return min((s.said_on for s in own if s.said_on), default=None)


def _telling(group: Group, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Give the statements in whose words a term begins."""
    starts = [start for start, _ in group.terms]
    for statement in statements:
        if any(part.start <= at < part.end for part in statement.content for at in starts):
            yield statement


def _sentences(scene: Scene) -> Iterator[Place]:
    """Give the sentences that can be read; one may end in an abbreviation like NATO too."""
    for start, end in scene.readable_sentences():
        for match in AFTER_CAPITALS.finditer(scene.text, start, end):
            yield start, match.end()
            start = match.end()
        if start < end:
            yield start, end
