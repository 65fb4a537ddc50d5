"""Talks: a small negotiation between an island and a mainland, written statement by statement."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.analysis import (
    Bearing,
    FoundShift,
    Position,
    bearings_of,
    find_positions,
    find_shifts,
    survey,
)
from dragoman.analysis import gather as gather_statements
from dragoman.record import (
    Actor,
    ActorKind,
    BoundSide,
    Code,
    Codebook,
    Concept,
    DateRange,
    Document,
    Family,
    Link,
    LinkKind,
    Office,
    Stance,
    Statement,
    digest,
)
from tests import make
from tests.report.shelf import Shelf

BRINK = make.actor("Ada Brink", offices=[Office(role="foreign minister", of="Island")])
VOSS = make.actor("Emil Voss", offices=[Office(role="spokesperson", of="Island")])
QUILL = make.actor("Ira Quill", offices=[Office(role="deputy foreign minister", of="Island")])
MOTT = make.actor("Jon Mott", offices=[Office(role="president", of="Mainland")])
ISLAND = make.actor("Island", ActorKind.STATE)
OFFICIAL = make.actor("an island official", ActorKind.UNNAMED)
LAMP = make.actor("Daily Lamp", ActorKind.OUTLET)
CAST = (BRINK, VOSS, QUILL, MOTT, ISLAND)

YES, NO = Stance.SUPPORT, Stance.OPPOSE
PORTS = "ports-open"

BOOK = Codebook(
    negotiation="harbour",
    parties=("Island", "Mainland"),
    third_parties=("League", "Union"),
    issues=("ships", "people"),
    concepts=(
        Concept(id="pilots-free", issue="people", text="The pilots go home"),
        Concept(id=PORTS, issue="ships", text="The ports are opened"),
    ),
)


class Talks:
    """A record that grows; each statement stands in a document of its own."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.statements: list[Statement] = []
        self.ranges: list[DateRange] = []
        self.families: list[Family] = []

    def say(
        self,
        day: str | None,
        stance: Stance | Sequence[Stance],
        speaker: Actor | None = BRINK,
        *,
        condition: str | None = None,
        words: str | None = None,
        concept: str = PORTS,
        party: str | None = "Island",
        outlet: str | None = "Island Post",
        via: Iterable[Link] = (),
        said_on: str | None = None,
        between: tuple[str | None, str | None] | None = None,
        sure: float = 1.0,
    ) -> Statement:
        """Add a statement.

        Args:
            day: When its document was published. None: it is undated.
            stance: Its stance, or several for as many codes.
            speaker: Who speaks. None: unresolved.
            condition: The words of its condition. None: it has none.
            words: Its content; words of its own by default.
            concept: What it bears on.
            party: The side. None: no side.
            outlet: Who published it.
            via: Its chain.
            said_on: When the text says that it was said.
            between: First and last day of the document's range; None for an open end.
            sure: How likely its codes are right.
        """
        number = len(self.documents)
        content = words or f"number{number} alpha{number} beta{number}"
        text = f"They said: {content}, {condition}." if condition else f"They said: {content}."
        name = f"{number:03}.txt"
        document = make.document(text, name, outlet=outlet, published=day)
        stances = [stance] if isinstance(stance, Stance) else stance
        span = make.span(document, condition) if condition else None
        statement = make.statement(
            document,
            content,
            speaker=speaker,
            party=party,
            via=list(via),
            said_on=said_on,
            codes=[
                Code(concept=concept, stance=s, condition=span, confidence=sure) for s in stances
            ],
        )
        self.documents.append(document)
        self.statements.append(statement)
        if between:
            bounds = [
                make.bound(document, value, side=side)
                for value, side in zip(between, BoundSide, strict=True)
                if value
            ]
            self.ranges.append(make.date_range(document, *bounds))
        return statement

    def shelf(self) -> Shelf:
        return Shelf(
            self.documents,
            self.statements,
            all_date_ranges=self.ranges,
            all_families=self.families,
        )

    def copied(self, *statements: Statement) -> None:
        """Make the documents of statements copies of one text."""
        ids = tuple(statement.document for statement in statements)
        self.families.append(Family(id=digest("family", ids[0]), documents=ids))

    def bearings(self) -> list[Bearing]:
        view = self.shelf()
        return bearings_of(gather_statements(view.statements(), survey(view)), CAST)

    def position(
        self, concept: str = PORTS, party: str = "Island", as_of: str | None = None
    ) -> Position:
        found = find_positions(self.shelf(), codebook=BOOK, actors=CAST, as_of=as_of)
        return found.cell(party, concept)

    def shifts(self, as_of: str | None = None, since: str | None = None) -> list[FoundShift]:
        """Find the shifts, the earliest first."""
        return find_shifts(self.shelf(), actors=CAST, as_of=as_of, since=since)[::-1]

    def kinds(self) -> list[str]:
        """Name the kinds of the shifts, the earliest first."""
        return [str(shift.kind) for shift in self.shifts()]

    def shuffled(self, order: Sequence[int]) -> Shelf:
        """Give the record with its documents and statements in another order."""
        documents = [self.documents[number] for number in order]
        statements = [self.statements[number] for number in reversed(order)]
        return replace(self.shelf(), all_documents=documents, all_statements=statements)


def named(name: str) -> Link:
    return Link(name=name, kind=LinkKind.NAMED)


def outlet(name: str) -> Link:
    return Link(name=name, kind=LinkKind.OUTLET)


def unnamed(name: str) -> Link:
    return Link(name=name, kind=LinkKind.UNNAMED)
