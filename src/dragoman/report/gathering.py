"""Gathering: what of the record belongs to a brief, in words and signs, section by section."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.analysis import (
    Coverage,
    CoveredDocument,
    Positions,
    RecordView,
    Said,
    bearings_of,
    gather,
    positions_of,
    shifts_of,
    survey,
)
from dragoman.analysis.comparison import compare_plan
from dragoman.analysis.coverage import covering
from dragoman.record import Actor, ActorKind, Codebook
from dragoman.report.appendix import PrintedArticle, print_article
from dragoman.report.articles import ArticleText
from dragoman.report.changes import DISPUTED, Numbers
from dragoman.report.characters import shown_in_line
from dragoman.report.comparisons import ComparisonRow, PairRow, build_comparison, build_pairs
from dragoman.report.events import ClaimRow, EventRows, Places, build_events, plans_in
from dragoman.report.notes import Notes, cited
from dragoman.report.parties import sign_parties
from dragoman.report.pictures import Picture, draw_coverage, draw_positions
from dragoman.report.positions import PositionRows, build_positions
from dragoman.report.rows import StatementRow, build_row
from dragoman.report.scope import Scope
from dragoman.report.signs import day_words
from dragoman.report.undated import RangeRow
from dragoman.resolve.plans.merging import PlanVersion

MOST_SIDES = 8
"""Parties whose positions a short brief has: as many columns as a page takes. Chosen, not
measured."""


class Gathered:
    """The record as one brief sees it: what it is about, and what that rests on."""

    def __init__(
        self,
        view: RecordView,
        codebook: Codebook | None,
        actors: Sequence[Actor],
        scope: Scope,
        as_of: str | None,
        with_positions: bool,
    ) -> None:
        self.view, self.codebook, self.actors, self.scope = view, codebook, actors, scope
        self.as_of = as_of
        self.coverage = survey(view)
        self.speaking = gather(view.statements(), self.coverage)
        self.everything = [s for group in self.speaking.by_document.values() for s in group]
        self.documents = {covered.document.id: covered for covered in self.coverage.documents}
        self.articles = {key: ArticleText(found.document) for key, found in self.documents.items()}
        parties = sorted({s.statement.party for s in self.everything if s.statement.party})
        self.signs = sign_parties(
            [group.party for group in self.speaking.parties]
            + parties
            + list(codebook.parties if codebook else ())
            + ([scope.party] if scope.party else [])
        )
        self.rows = {
            said.statement.id: build_row(said, self.articles[said.covered.document.id], self.signs)
            for said in self.everything
        }
        self.places = Places(self.documents, self.articles)
        self.versions = [v for v in plans_in(view) if self._has(v)]
        self.bearings = bearings_of(self.speaking, actors) if with_positions else []
        self.concepts = self._concepts()
        self.found = self.shown = self._found()
        told = () if scope.plan else self.everything
        self.kept = {said.statement.id for said in told if scope.holds_statement(said)}

    def _has(self, version: PlanVersion) -> bool:
        days = (self.documents[id_].day for id_ in version.documents)
        return self.scope.whole or self.scope.holds_plan(version.tellings, days)

    def _concepts(self) -> frozenset[str] | None:
        """Give the concepts that the scope is of. None: all."""
        if self.scope.concept:
            return frozenset([self.scope.concept])
        if not self.scope.plan:
            return None
        terms = (term for version in self.versions for term in version.main.terms)
        return frozenset(code.concept for term in terms for code in term.codes)

    def _found(self) -> Positions:
        """Find the positions of the scope; what was said before it decides all the same."""
        found = positions_of(self.bearings, self.coverage, codebook=self.codebook, as_of=self.as_of)
        party, concepts = self.scope.party, self.concepts
        return replace(
            found,
            parties=tuple(p for p in found.parties if party in (None, p)),
            topics=tuple(t for t in found.topics if concepts is None or t.concept in concepts),
            cells={
                key: cell
                for key, cell in found.cells.items()
                if party in (None, key[0]) and (concepts is None or key[1] in concepts)
            },
        )

    def positions(self, most: int | None) -> PositionRows:
        """Put positions and the shifts of the scope's time into words.

        Args:
            most: How many parties have columns and lists. None: all.
        """
        shifts = [
            shift
            for shift in shifts_of(self.bearings, as_of=self.as_of, since=self.scope.since)
            if self.scope.party in (None, shift.party)
            and (self.concepts is None or shift.concept in self.concepts)
        ]
        parties = self.found.parties
        self.shown = replace(
            self.found,
            parties=parties[:most],
            cells={key: c for key, c in self.found.cells.items() if key[0] in parties[:most]},
        )
        others = parties[most:] if most else ()
        return build_positions(self.shown, shifts, self.signs, self.rows, self.places, others)

    def events(self, full: bool) -> tuple[EventRows, int]:
        """Put claims, meetings and plans into words; tell how many claims are left out."""
        claims = [c for c in self.view.claims() if self.scope.holds_claim(c, self.kept)]
        disputed = [claim for claim in claims if full or claim.status in DISPUTED]
        meetings = [
            meeting
            for meeting in self.view.meetings()
            if self.scope.holds_meeting(
                meeting, [self.documents[place.document].day for place in meeting.evidence]
            )
        ]
        found = build_events(disputed, meetings, self.versions, self.rows, self.places)
        return found if full else _shortened(found), len(claims) - len(disputed)

    def comparisons(self) -> tuple[dict[str, ComparisonRow], tuple[PairRow, ...], int]:
        """Compare the plans of the scope with positions, and with each other."""
        if not self.bearings:
            return {}, (), 0
        plans = [version.main for version in self.versions]
        said = [said.statement for said in self.everything]
        party = self.scope.party
        always = [party] if party else self.codebook.parties if self.codebook else ()
        others = [version.main for version in plans_in(self.view)]
        compared = {
            plan.id: build_comparison(
                compare_plan(
                    plan, self.found, said, parties=[party] if party else None, others=others
                ),
                always,
                self.signs,
                self.rows,
                self.places,
            )
            for plan in plans
        }
        if self.scope.plan:
            self.kept = {row.key for row in cited(compared) if row.key in self.rows}
        return (compared, *build_pairs(plans, self.places))

    def numbers(self, scope: Scope) -> Numbers:
        """Count what a scope holds."""
        said = (
            [s for s in self.everything if s.statement.id in self.kept]
            if scope is self.scope
            else [s for s in self.everything if scope.holds_statement(s)]
        )
        speakers = {
            s.statement.speaker.id
            for s in said
            if s.statement.speaker and s.statement.speaker.kind is not ActorKind.UNNAMED
        }
        documents = self._documents(scope, said)
        return Numbers(
            documents=len(documents),
            outlets=len({c.document.outlet for c in documents if c.document.outlet}),
            statements=len(said),
            speakers=len(speakers),
        )

    def _documents(self, scope: Scope, said: Iterable[Said]) -> list[CoveredDocument]:
        """Give the documents of a scope: of its time, or those that say what it asks for."""
        if scope.party or scope.concept or scope.plan:
            ids = {found.covered.document.id for found in said}
            if scope.plan:
                ids = {id_ for version in self.versions for id_ in version.documents}
            return [c for c in self.coverage.documents if c.document.id in ids]
        return [c for c in self.coverage.documents if scope.holds_document(c)]

    def covered(self) -> Coverage:
        """Tell what the documents of the scope are like."""
        said = [s for s in self.everything if s.statement.id in self.kept]
        return covering(self._documents(self.scope, said), self.coverage.quarantine)

    def outside(self) -> int:
        """Count the documents that have no day and so are in no time."""
        return self.coverage.undated if self.scope.timed else 0

    def notes(self) -> Notes:
        """Give what makes notes."""
        said = {said.statement.id: said for said in self.everything}
        return Notes(said, self.documents, self.articles)

    def printed(
        self, covered: CoveredDocument, ranges: Mapping[str, RangeRow], *, full: bool
    ) -> PrintedArticle:
        """Set a document for the end of the brief, or for its list alone."""
        key = covered.document.id
        return print_article(
            covered,
            self.articles[key],
            self.speaking.by_document[key],
            self.rows,
            self.places.marks[key].values(),
            ranges.get(key),
            texts=full,
        )

    def pictures(self, coverage: Coverage, stances: PositionRows) -> Iterator[Picture]:
        """Draw what can be drawn."""
        concepts = [topic.concept for topic in self.shown.spoken]
        drawn = draw_positions(
            self.shown, self.signs, concepts, self.shown.parties, self.scope.days
        )
        for picture in (drawn if stances.topics else None, draw_coverage(coverage)):
            if picture:
                yield picture

    def about(self) -> Iterator[str]:
        """Say what the brief is about, if not about the whole record."""
        scope = self.scope
        if scope.since and scope.until:
            yield f"{day_words(scope.since)} to {day_words(scope.until)}"
        elif scope.since:
            yield f"since {day_words(scope.since)}"
        elif scope.until:
            yield f"until {day_words(scope.until)}"
        if scope.party:
            yield shown_in_line(scope.party)
        if scope.concept:
            texts = {c.id: c.text for c in (self.codebook.concepts if self.codebook else ())}
            yield shown_in_line(texts.get(scope.concept, scope.concept))
        if scope.plan:
            names = (p.name for v in self.versions for p in v.tellings if p.id == scope.plan)
            yield "plan: " + shown_in_line(next(names, scope.plan))


def _shortened(events: EventRows) -> EventRows:
    """Put first what a short brief must have: the newest meetings, the plans that most tell of.

    Of a claim's statements the same words of one speaker are there once.
    """
    dated = sorted(events.meetings, key=lambda row: row.date or "", reverse=True)
    plans = sorted(events.plans, key=lambda row: (-row.articles, -len(row.terms)))
    claims = (replace(claim, rows=_distinct(claim)) for claim in events.claims)
    return EventRows(claims=tuple(claims), meetings=tuple(dated), plans=tuple(plans))


def _distinct(claim: ClaimRow) -> tuple[StatementRow, ...]:
    first = {(row.speaker, row.words): row for row in reversed(claim.rows)}
    return tuple(reversed(first.values()))
