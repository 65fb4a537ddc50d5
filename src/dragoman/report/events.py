"""Claims, meetings and plans as a brief shows them, each with its places in the articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.analysis import CoveredDocument, RecordView
from dragoman.record import Claim, Evidence, Figure, Meeting, Plan, Span, Term
from dragoman.report.articles import ArticleText
from dragoman.report.characters import shown_in_line
from dragoman.report.passages import Mark, MarkKind
from dragoman.report.rows import StatementRow
from dragoman.report.signs import ringed
from dragoman.resolve.plans.merging import PlanVersion, merge_plans


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """Words of an article that something rests on.

    Attributes:
        key: The place: `e-<key>` is its anchor.
        words: The words.
        label: Number of the document.
    """

    key: str
    words: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A number that someone puts to a claim."""

    by: str
    value: str
    unit: str
    evidence: EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with who says what of it; `sides` are (verb, names), the empty ones left out."""

    key: str
    text: str
    status: str
    origins: str
    origin_count: int
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[FigureRow, ...]
    rows: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A meeting; `sides` as in ClaimRow."""

    date: str | None
    participants: tuple[str, ...]
    people: tuple[str, ...]
    place: str | None
    status: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A version of a plan with the terms of its fullest telling, whose id is `key`.

    `articles` is in how many articles it is told; `others` are places in those whose terms are not
    shown.
    """

    key: str
    name: str
    by: str | None
    told_by: tuple[str, ...]
    date: str | None
    terms: tuple[EvidenceRow, ...]
    articles: int
    others: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRows:
    """What the record has of claims, meetings and plans."""

    claims: tuple[ClaimRow, ...]
    meetings: tuple[MeetingRow, ...]
    plans: tuple[PlanRow, ...]


class Places:
    """Makes evidence into rows and remembers where the articles must be marked."""

    def __init__(
        self, documents: Mapping[str, CoveredDocument], articles: Mapping[str, ArticleText]
    ) -> None:
        self.documents = documents
        self.articles = articles
        self.marks: defaultdict[str, dict[str, Mark]] = defaultdict(dict)

    def row(self, document: str, span: Span, words: str | None = None) -> EvidenceRow:
        """Note a place; its words are the span's unless others are given."""
        key = f"{document}-{span.start}-{span.end}"
        self.marks[document][key] = Mark(key=key, kind=MarkKind.EVIDENCE, spans=(span,))
        return EvidenceRow(
            key=key,
            words=shown_in_line(words or " ".join(self.articles[document].words([span]))),
            label=str(self.documents[document].number),
        )

    def evidence(self, evidence: Evidence) -> EvidenceRow:
        """Note the place of an evidence."""
        return self.row(evidence.document, evidence.span)

    def figure(self, figure: Figure) -> FigureRow:
        """Put a figure into words."""
        return FigureRow(
            by=shown_in_line(figure.by),
            value=f"{figure.value:,.10g}",
            unit=shown_in_line(figure.unit),
            evidence=self.row(figure.document, figure.span),
        )

    def term(self, term: Term) -> EvidenceRow:
        """Put a term into words."""
        return self.row(term.evidence.document, term.evidence.span, term.text)


def build_events(
    claims: Iterable[Claim],
    meetings: Iterable[Meeting],
    versions: Iterable[PlanVersion],
    rows: Mapping[str, StatementRow],
    places: Places,
) -> EventRows:
    """Put claims, meetings and plans into words: contested and denied claims first."""
    calm = ("contested", "denied", "not denied", "confirmed", "asserted")
    claims = sorted(claims, key=lambda c: (calm.index(c.status), -c.origins, c.text, c.id))
    meetings = sorted(meetings, key=lambda m: (m.date is None, m.date or "", m.id))
    return EventRows(
        claims=tuple(_claim(claim, rows, places) for claim in claims),
        meetings=tuple(_meeting(meeting, places) for meeting in meetings),
        plans=tuple(_plan(version, places) for version in versions),
    )


def plans_in(view: RecordView) -> tuple[PlanVersion, ...]:
    """Give the plans of a record in the order in which they are shown, each version once."""
    families = merge_plans(view.plans())
    versions = (version for family in families for version in family.versions)
    return tuple(sorted(versions, key=lambda version: plan_order(version.main)))


def plan_order(plan: Plan) -> tuple[bool, str, str, str]:
    """Give the key that puts plans in the order in which they are shown."""
    return plan.date is None, plan.date or "", plan.name, plan.id


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(shown_in_line(name) for name in names)


def _sides(*sides: tuple[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((verb, _names(names)) for verb, names in sides if names)


def _claim(claim: Claim, rows: Mapping[str, StatementRow], places: Places) -> ClaimRow:
    return ClaimRow(
        key=claim.id,
        text=shown_in_line(claim.text),
        status=claim.status,
        origins=ringed(claim.origins),
        origin_count=claim.origins,
        sides=_sides(
            ("asserted by", claim.asserted_by),
            ("confirmed by", claim.confirmed_by),
            ("denied by", claim.denied_by),
            ("neither confirmed nor denied by", claim.declined_by),
        ),
        figures=tuple(places.figure(figure) for figure in claim.figures),
        rows=tuple(rows[key] for key in claim.statements if key in rows),
    )


def _meeting(meeting: Meeting, places: Places) -> MeetingRow:
    return MeetingRow(
        date=meeting.date,
        participants=_names(meeting.participants),
        people=_names(meeting.people),
        place=shown_in_line(meeting.place) if meeting.place else None,
        status=meeting.status,
        sides=_sides(
            ("reported by", meeting.reported_by),
            ("confirmed by", meeting.confirmed_by),
            ("denied by", meeting.denied_by),
        ),
        evidence=tuple(places.evidence(evidence) for evidence in meeting.evidence),
    )


def _plan(version: PlanVersion, places: Places) -> PlanRow:
    plan = version.main
    told_by = dict.fromkeys(name for telling in version.tellings for name in telling.told_by)
    shown = {term.evidence.document for term in plan.terms}
    others = {
        telling.terms[0].evidence.document: telling.terms[0]
        for telling in reversed(version.tellings)
        if telling.terms[0].evidence.document not in shown
    }
    return PlanRow(
        key=plan.id,
        name=shown_in_line(plan.name),
        by=shown_in_line(plan.by) if plan.by else None,
        told_by=_names(told_by),
        date=plan.date,
        terms=tuple(places.term(term) for term in plan.terms),
        articles=len(version.documents),
        others=tuple(sorted(map(places.term, others.values()), key=lambda row: int(row.label))),
    )
