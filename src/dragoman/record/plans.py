"""Plan: a set of terms that someone puts forward."""

from dataclasses import dataclass

from dragoman.errors import RecordError
from dragoman.record.codes import Code
from dragoman.record.dates import check_iso
from dragoman.record.ids import digest
from dragoman.record.meetings import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a plan.

    Attributes:
        text: The term in the words of the document.
        codes: The concepts it bears on.
        evidence: The words it rests on.
    """

    text: str
    codes: tuple[Code, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A named or described set of terms.

    Attributes:
        id: Digest of its name and terms' places.
        name: What it is called, or a description.
        by: Name of the party that puts it forward. None: not told.
        told_by: Names of those through whom it is known.
        date: ISO 8601. None: not told.
        terms: In the order of the text.
    """

    id: str
    name: str
    by: str | None
    told_by: tuple[str, ...] = ()
    date: str | None = None
    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        if not self.terms:
            raise RecordError(f"plan {self.name!r} needs at least one term")
        if self.date is not None:
            check_iso(self.date)
        if self.id != plan_id(self.name, self.terms):
            raise RecordError("the plan's id is not the digest of its content")


def plan_id(name: str, terms: tuple[Term, ...]) -> str:
    """Derive a plan's id from its name and the places of its terms."""
    places = ([t.evidence.document, t.evidence.span.start, t.evidence.span.end] for t in terms)
    return digest("plan", name, *places)
