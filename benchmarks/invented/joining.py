"""Joining: the claims, meetings and plans of an invented dossier, from what its articles tell."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.invented.articles import Article, Reported, Termed, Told
from dragoman.record import (
    Act,
    Carries,
    Claim,
    ClaimStatus,
    Coverage,
    Evidence,
    Figure,
    LinkKind,
    Meeting,
    MeetingStatus,
    Origin,
    OriginKind,
    Plan,
    Statement,
    Term,
    digest,
    evidence_id,
    plan_id,
)
from dragoman.resolve.claims import Account, accounts_of, keys_of
from dragoman.store import ClaimIndex, ToldEvents

Place = tuple[str, str | None]
"""A document's id and its outlet."""


@dataclass(slots=True)
class Joined:
    """What articles tell together, as they come."""

    told: defaultdict[int, list[Told]] = field(default_factory=lambda: defaultdict(list))
    reported: defaultdict[int, list[tuple[str, Reported]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    termed: list[tuple[str, Termed]] = field(default_factory=list)
    outlets: dict[str, str | None] = field(default_factory=dict)
    stems: Counter[str] = field(default_factory=Counter)
    accounts: list[Account] = field(default_factory=list)

    def add(self, article: Article) -> None:
        """Take what one article tells."""
        document = article.document
        self.outlets[document.id] = document.outlet
        for told in article.told:
            self.told[told.event.number].append(told)
        for reported in article.reported:
            self.reported[reported.meeting.number].append((document.id, reported))
        self.termed += [(document.id, termed) for termed in article.termed]
        for account in accounts_of(document, article.statements):
            self.stems.update(account.stems)
            self.accounts.append(account)

    def index(self) -> ClaimIndex:
        """Give what tells which claims a change can reach, as the pipeline makes it."""
        keys = [(account.id, keys_of(account, self.stems)) for account in self.accounts]
        return ClaimIndex(stems=self.stems, keys=keys)

    def claims(self) -> Iterator[Claim]:
        """Give a claim for every event that two statements tell of, or that somebody denies."""
        for told in self.told.values():
            if len(told) > 1:
                yield _claim(told, self.outlets)

    def meetings(self) -> Iterator[Meeting]:
        """Give the meetings, those that several articles tell of as one."""
        for told in self.reported.values():
            yield _meeting(told)

    def events(self) -> Iterator[ToldEvents]:
        """Give the meetings and plans as each document tells of them."""
        found: dict[str, list[Meeting]] = {document: [] for document in self.outlets}
        for told in self.reported.values():
            for document, reported in told:
                found[document].append(_meeting([(document, reported)]))
        plans: dict[str, list[Plan]] = defaultdict(list)
        for plan in self._plans():
            plans[plan.terms[0].evidence.document].append(plan)
        for document, meetings in found.items():
            mine = tuple(plans[document])
            yield ToldEvents(document=document, meetings=tuple(meetings), plans=mine)

    def _plans(self) -> Iterator[Plan]:
        for document, termed in self.termed:
            terms = tuple(
                Term(
                    text=span.text,
                    codes=(code,),
                    evidence=Evidence(document=document, span=span),
                )
                for span, code in termed.terms
            )
            yield Plan(
                id=plan_id(termed.plan.name, terms),
                name=termed.plan.name,
                by=termed.plan.by,
                date=termed.plan.day.isoformat(),
                terms=terms,
            )


def _claim(told: Sequence[Told], outlets: dict[str, str | None]) -> Claim:
    statements = tuple(one.statement.id for one in told)
    denied = [one.statement for one in told if one.denies]
    held = [one.statement for one in told if not one.denies]
    confirmed = [statement for statement in held if statement.act is Act.CONFIRM]
    roots = tuple(_roots(held or denied))
    status = ClaimStatus.CONFIRMED if confirmed else ClaimStatus.ASSERTED
    if denied:
        status = ClaimStatus.CONTESTED if held else ClaimStatus.DENIED
    return Claim(
        id=digest("claim", *statements),
        text=" … ".join(span.text for span in told[0].statement.content),
        statements=statements,
        asserted_by=_names([one for one in held if one.act is not Act.CONFIRM]),
        denied_by=_names(denied),
        confirmed_by=_names(confirmed),
        figures=tuple(_figures(told)),
        origins=len(roots),
        roots=roots,
        coverage=tuple(_coverage(held, denied, outlets)) if denied and held else (),
        status=status,
    )


def _names(statements: Sequence[Statement]) -> tuple[str, ...]:
    names = ((s.speaker.name if s.speaker else None, s.party) for s in statements)
    return tuple(dict.fromkeys(name for pair in names for name in pair if name))


def _roots(statements: Sequence[Statement]) -> Iterator[Origin]:
    groups: dict[tuple[str, OriginKind], list[str]] = {}
    for statement in statements:
        groups.setdefault(_root(statement), []).append(statement.id)
    for (name, kind), ids in groups.items():
        yield Origin(name=name, kind=kind, statements=tuple(ids))


def _root(statement: Statement) -> tuple[str, OriginKind]:
    if statement.via and statement.via[0].kind is LinkKind.OUTLET:
        return statement.via[0].name, OriginKind.STORY
    name = statement.speaker.name if statement.speaker else "unresolved"
    return name, OriginKind.SPEECH


def _figures(told: Sequence[Told]) -> Iterator[Figure]:
    for one in told:
        if one.figure and one.statement.speaker:
            yield Figure(
                by=one.statement.speaker.name,
                value=float(one.event.value),
                unit=one.event.unit,
                document=one.statement.document,
                span=one.figure,
            )


def _coverage(
    held: Sequence[Statement], denied: Sequence[Statement], outlets: dict[str, str | None]
) -> Iterator[Coverage]:
    asserts, denies = {s.document for s in held}, {s.document for s in denied}
    for document in sorted(asserts | denies):
        carries = Carries.DENIAL if document not in asserts else Carries.ASSERTION
        if document in asserts and document in denies:
            carries = Carries.BOTH
        yield Coverage(document=document, outlet=outlets[document], carries=carries)


def _meeting(told: Sequence[tuple[str, Reported]]) -> Meeting:
    meeting = told[0][1].meeting
    evidence = tuple(Evidence(document=document, span=one.span) for document, one in told)
    held = any(not one.ahead for _, one in told)
    status = MeetingStatus.HELD if held else MeetingStatus.PLANNED
    return Meeting(
        id=evidence_id("meeting", evidence),
        participants=meeting.parties,
        place=meeting.place,
        date=meeting.day.isoformat(),
        status=MeetingStatus.CANCELLED if meeting.cancelled else status,
        reported_by=meeting.parties[:1],
        evidence=evidence,
    )
