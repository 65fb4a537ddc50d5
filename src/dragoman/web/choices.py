"""Choices: what the fields of a filter offer: parties, concepts, acts."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.record import Act
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import act_word
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that may be chosen: its value in the address, and its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    """Choices under a heading; an empty name is no heading."""

    name: str
    choices: tuple[Choice, ...]


def party_choices(desk: Desk) -> tuple[ChoiceGroup, ...]:
    """Offer the parties: those of the dossier first, then whoever else speaks, by name."""

    def make() -> tuple[ChoiceGroup, ...]:
        own = [*desk.dossier.parties, *desk.dossier.third_parties]
        named = [name for name in dict.fromkeys(own) if name in desk.signs]
        others = sorted(set(desk.signs) - {*named}, key=str.casefold)
        groups = (_group("Of the dossier", named), _group("Others", others))
        return tuple(group for group in groups if group.choices)

    return desk.memo("party choices", make, Part.STATEMENTS)


def _group(name: str, names: Iterable[str]) -> ChoiceGroup:
    choices = tuple(Choice(value=name, name=shown_in_line(name)) for name in names)
    return ChoiceGroup(name=name, choices=choices)


def concept_choices(desk: Desk) -> tuple[ChoiceGroup, ...]:
    """Offer the concepts of the codebook by issue, in its order."""
    codebook = desk.codebook
    if codebook is None:
        return ()
    return tuple(
        ChoiceGroup(
            name=shown_in_line(issue),
            choices=tuple(
                Choice(value=concept.id, name=shown_in_line(concept.text))
                for concept in codebook.concepts
                if concept.issue == issue
            ),
        )
        for issue in codebook.issues
    )


ACT_CHOICES = (ChoiceGroup(name="", choices=tuple(Choice(value=a, name=act_word(a)) for a in Act)),)
