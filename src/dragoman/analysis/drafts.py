"""Drafts: a plan as somebody edits it, term by term, on a plan of the record or from nothing."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import DraftError
from dragoman.record import Code, Plan, Stance, Term

NEAR = 5
"""Names that an error offers for one that is not there."""


class Origin(StrEnum):
    """Where a term of a draft comes from."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a term is to be.

    Attributes:
        concept: Id of the concept that it bears on. None: as in the base's term.
        stance: Its stance on it. None: as in the base's term.
        condition: What it hangs on, in the editor's words. None: nothing.
        also: Further concepts that it bears on, with its stances.
    """

    concept: str | None = None
    stance: Stance | None = None
    condition: str | None = None
    also: tuple[tuple[str, Stance], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTerm:
    """A term of a draft.

    Attributes:
        number: From 1, in the draft's order.
        origin: Whether it is the base's, changed or new.
        of: The number of the base's term that it is or was. None: it is new.
        term: That term, with its evidence. None: it is new.
        codes: The concepts that it bears on with its stances; none cannot be compared.
        condition: What it hangs on, in the editor's words. None: nothing.
    """

    number: int
    origin: Origin
    of: int | None = None
    term: Term | None = None
    codes: tuple[Code, ...]
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A plan as somebody edits it.

    Attributes:
        base: The plan of the record that it starts from. None: it starts from nothing.
        terms: In order: those of the base that are left, then the new ones.
    """

    base: Plan | None
    terms: tuple[DraftTerm, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that its terms bear on, each once."""
        return tuple(dict.fromkeys(code.concept for term in self.terms for code in term.codes))

    @property
    def removed(self) -> tuple[int, ...]:
        """Numbers of the base's terms that it has left out."""
        left = {term.of for term in self.terms}
        terms = self.base.terms if self.base else ()
        return tuple(number for number, _ in enumerate(terms, 1) if number not in left)


def draft_plan(
    base: Plan | None,
    concepts: Sequence[str],
    *,
    remove: Sequence[int] = (),
    change: Mapping[int, Edit] | None = None,
    add: Sequence[Edit] = (),
) -> Draft:
    """Edit a plan.

    Args:
        base: The plan to start from. None: nothing.
        concepts: Ids of the concepts that there are.
        remove: Numbers of its terms that are left out, from 1.
        change: What terms of other numbers become.
        add: Terms that come behind them.

    Raises:
        DraftError: A number or a concept is not there, or a term says nothing to compare.
    """
    changes = change or {}
    terms = base.terms if base else ()
    _check_numbers(terms, remove, changes)
    for edit in (*changes.values(), *add):
        for concept in (edit.concept, *(concept for concept, _ in edit.also)):
            if concept is not None:
                known_name(concept, concepts, "concept")
    found: list[DraftTerm] = []
    for number, term in enumerate(terms, 1):
        if number not in remove:
            found.append(_edited(len(found) + 1, number, term, changes.get(number)))
    for place, edit in enumerate(add, 1):
        if edit.concept is None or edit.stance is None:
            raise DraftError(f"added term {place} needs a concept and a stance (support, oppose)")
        code = Code(concept=edit.concept, stance=edit.stance)
        found.append(
            DraftTerm(
                number=len(found) + 1,
                origin=Origin.ADDED,
                codes=(code,),
                condition=_words(edit.condition),
            )
        )
    if not found:
        raise DraftError("the plan has no terms; name a plan to start from, or add terms")
    return Draft(base=base, terms=tuple(found))


def known_name(name: str, known: Sequence[str], what: str) -> str:
    """Give a name in the spelling that is known.

    Raises:
        DraftError: It is not there; the message names those that are near.
    """
    by_case = {other.casefold(): other for other in known}
    if name.casefold() in by_case:
        return by_case[name.casefold()]
    near = near_names(name, known)
    told = f"near it are: {', '.join(near)}" if near else f"there are: {', '.join(known) or 'none'}"
    raise DraftError(f"no {what} {name!r}; {told}")


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """Give the known names that one which is not known may have meant, the nearest first."""
    near = difflib.get_close_matches(name, known, n=NEAR, cutoff=0.5)
    return near or [other for other in known if name.casefold() in other.casefold()][:NEAR]


def _check_numbers(
    terms: Sequence[Term], remove: Sequence[int], change: Mapping[int, Edit]
) -> None:
    strange = [n for n in (*remove, *change) if not 1 <= n <= len(terms)]
    if strange and not terms:
        raise DraftError("there is no plan to start from, so no term to remove or change; add some")
    if strange:
        numbers = ", ".join(map(str, strange))
        raise DraftError(f"no term {numbers}: the plan has terms 1 to {len(terms)}")
    if both := sorted(set(remove) & set(change)):
        numbers = ", ".join(map(str, both))
        raise DraftError(f"term {numbers} is both removed and changed; keep one of the two")


def _edited(number: int, of: int, term: Term, edit: Edit | None) -> DraftTerm:
    """Give a term of the base as it is, or as it is to be."""
    codes = term.codes
    if edit is not None and edit.concept is not None:
        before = {code.concept: code.stance for code in codes}
        stance = edit.stance or before.get(edit.concept)
        if stance is None:
            raise DraftError(f"term {of} needs a stance to {edit.concept} (support, oppose)")
        meant = ((edit.concept, stance), *edit.also)
        codes = tuple(Code(concept=concept, stance=stance) for concept, stance in meant)
    elif edit is not None and edit.stance is not None:
        if not codes:
            raise DraftError(f"term {of} bears on no concept; name one with its stance")
        codes = tuple(Code(concept=code.concept, stance=edit.stance) for code in codes)
    condition = _words(edit.condition) if edit else None
    same = _meant(codes) == _meant(term.codes) and condition is None
    return DraftTerm(
        number=number,
        origin=Origin.KEPT if same else Origin.CHANGED,
        of=of,
        term=term,
        codes=term.codes if same else codes,
        condition=condition,
    )


def _meant(codes: Sequence[Code]) -> set[tuple[str, Stance]]:
    return {(code.concept, code.stance) for code in codes}


def _words(condition: str | None) -> str | None:
    """Give a condition in one line. None: there is none."""
    return " ".join((condition or "").split()) or None
