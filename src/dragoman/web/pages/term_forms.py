"""Term forms: the terms of a plan as lines of a form, and back from the address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.record import Plan, Stance, Term
from dragoman.report.characters import shown_in_line

EMPTY = 2
"""Empty lines for new terms that a form has."""

OUT = "out"
"""What the field of the stance says of a term that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A line of the form as it was sent.

    Attributes:
        of: Number of the base's term. None: a new one.
        concept: Id of the concept. None: none was chosen.
        stance: The stance on it. None: it is left out.
        condition: What it hangs on. None: nothing.
    """

    of: int | None
    concept: str | None
    stance: Stance | None
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A line of the form.

    Attributes:
        of: Number of the base's term; empty for a new one.
        first: Whether it is the term's first line.
        words: The words of the base's term; empty for a new one.
        concept: Id of the concept that is chosen; empty for none.
        stance: Support, oppose or out.
        condition: What it hangs on; empty for nothing.
    """

    of: str
    first: bool
    words: str
    concept: str
    stance: str
    condition: str


def asked_rows(sent: Iterable[tuple[str, str, str, str]]) -> tuple[Asked, ...]:
    """Read lines of the form: of, concept, stance, condition; empty ones for new terms go."""
    found = []
    for of, concept, stance, condition in sent:
        number = int(of) if of.strip().isascii() and of.strip().isdigit() else None
        if number is None and not concept.strip():
            continue
        found.append(
            Asked(
                of=number,
                concept=concept.strip() or None,
                stance=Stance(stance) if stance in tuple(Stance) else None,
                condition=" ".join(condition.split()) or None,
            )
        )
    return tuple(found)


def form_rows(plan: Plan | None, asked: Sequence[Asked]) -> tuple[FormRow, ...]:
    """Make the lines of the form: the base's terms as they are or were sent, then new ones."""
    rows: list[FormRow] = []
    for number, term in enumerate(plan.terms if plan else (), 1):
        sent = [row for row in asked if row.of == number]
        lines = sent or _as_they_are(number, term)
        rows += [
            _row(line, str(number), at == 0, shown_in_line(term.text))
            for at, line in enumerate(lines)
        ]
    rows += [_row(row, "", True, "") for row in asked if row.of is None]
    blank = FormRow(of="", first=True, words="", concept="", stance="support", condition="")
    return (*rows, *(blank,) * EMPTY)


def _as_they_are(number: int, term: Term) -> list[Asked]:
    """Give the lines of a term that was not edited: one for each concept, or one for none."""
    bare = Asked(of=number, concept=None, stance=Stance.SUPPORT, condition=None)
    return [replace(bare, concept=code.concept, stance=code.stance) for code in term.codes] or [
        bare
    ]


def _row(line: Asked, of: str, first: bool, words: str) -> FormRow:
    return FormRow(
        of=of,
        first=first,
        words=words,
        concept=line.concept or "",
        stance=line.stance.value if line.stance else OUT,
        condition=line.condition or "",
    )


def query_of(
    plan: Plan | None, asked: Sequence[Asked], parties: Sequence[str], as_of: str | None
) -> dict[str, object]:
    """Give what a short address of an edited plan asks: terms that are as they were go unsaid."""
    kept = []
    for row in asked:
        term = plan.terms[row.of - 1] if plan and row.of and row.of <= len(plan.terms) else None
        lines = [other for other in asked if other.of == row.of]
        same = term is not None and lines == _as_they_are(row.of or 0, term)
        if not same:
            kept.append(row)
    return {
        "base": plan.id if plan else None,
        "of": [str(row.of or "") for row in kept],
        "concept": [row.concept or "" for row in kept],
        "stance": [row.stance.value if row.stance else OUT for row in kept],
        "condition": [row.condition or "" for row in kept],
        "party": [party for party in parties if party.strip()],
        "as_of": as_of,
    }
