"""Draft files: a plan to start from, and how somebody edits it, term by term."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.analysis.drafts import Edit
from dragoman.errors import DraftError, unread
from dragoman.record import Plan, Stance
from dragoman.settings.flaws import flaws_of

SIGNS = {Stance.SUPPORT: "supports", Stance.OPPOSE: "opposes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    """What a draft file says.

    Attributes:
        base: The plan to start from: the beginning of its id, or its name. None: nothing.
        parties: Whom to compare, by name or mark; empty where it is not told.
        remove: Numbers of its terms that are left out.
        change: What terms of other numbers become.
        add: Terms that come behind them.
    """

    base: str | None
    parties: tuple[str, ...]
    remove: tuple[int, ...]
    change: dict[int, Edit]
    add: tuple[Edit, ...]


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    concept: str | None = None
    stance: Literal["support", "oppose"] | None = None
    condition: str | None = None

    def edit(self) -> Edit:
        """Give it as analysis takes it."""
        stance = Stance(self.stance) if self.stance else None
        return Edit(concept=self.concept, stance=stance, condition=self.condition)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    base: str | int | None = None
    parties: list[str] = []
    remove: list[int] = []
    change: dict[int, _Edit] = {}
    add: list[_Edit] = []


def read_draft(path: Path) -> DraftFile:
    """Read a draft file.

    Raises:
        DraftError: It is missing or malformed; all that is wrong with it is told.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DraftError(
            f"{path}: no such file; `dragoman what-if --draft PLAN > {path}` makes one to edit"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise DraftError(f"{path}: {unread(error)}") from error
    try:
        read = _File.model_validate({} if values is None else values)
    except ValidationError as error:
        raise DraftError(f"{path}: {flaws_of(error)}") from None
    return DraftFile(
        base=str(read.base) if read.base is not None else None,
        parties=tuple(read.parties),
        remove=tuple(read.remove),
        change={number: edit.edit() for number, edit in read.change.items()},
        add=tuple(edit.edit() for edit in read.add),
    )


def write_draft(plan: Plan | None, concepts: Iterable[tuple[str, str]]) -> str:
    """Write a draft file to start from.

    Args:
        plan: The plan to edit. None: one is made from nothing.
        concepts: Ids of concepts with what they say.
    """
    lines = ["# A plan to be edited and compared with positions: see docs/how-to/what-if.md."]
    if plan is not None:
        lines += [f"# {_line(plan.name)}, by {_line(plan.by or 'unknown')}", f'base: "{plan.id}"']
        lines += ["# Its terms, by number:"]
        for number, term in enumerate(plan.terms, 1):
            bears = ", ".join(f"{SIGNS[code.stance]} {code.concept}" for code in term.codes)
            lines.append(f"#  {number}. {_line(term.text)}  [{bears or 'no concept'}]")
    lines += [
        "# Numbers of terms that are left out, such as [2, 5]",
        "remove: []",
        "# What terms become, such as  3: {stance: oppose}  or  4: {concept: ID, stance: support}",
        '# or  1: {condition: "only after the prisoners are home"}',
        "change: {}",
        '# New terms, such as  - {concept: ID, stance: support, condition: "if ..."}',
        "add: []",
        "# Whom to compare, by name or mark; without it the sides that the codebook names",
        "# parties: []",
        "# The concepts:",
    ]
    lines += [f"#  {id_}: {_line(text)}" for id_, text in concepts]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """Put a text into one line of printable characters, as a comment must be."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
