"""Conflict files: the options of a conflict, who decides on them, and what parties want."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.analysis.preferences import Case
from dragoman.analysis.stability import Option, Wish
from dragoman.errors import ConflictError, unread
from dragoman.settings.flaws import flaws_of

UNDECIDED = "?"
"""What a draft has where a person must say who decides."""


class _Option(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    by: str
    irreversible: bool = False


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    want: dict[str, bool]
    given: dict[str, bool] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    options: list[_Option]
    impossible: list[dict[str, bool]] = []
    preferences: dict[str, list[_Wish]] = {}


def read_conflict(path: Path) -> Case:
    """Read a conflict file.

    Raises:
        ConflictError: It is missing or malformed; all that is wrong with it is told.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConflictError(
            f"{path}: no such file; `dragoman stability --draft > {path}` makes one to start from"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConflictError(f"{path}: {unread(error)}") from error
    try:
        read = _File.model_validate(values)
    except ValidationError as error:
        raise ConflictError(f"{path}: {flaws_of(error)}") from None
    if open_ := [option.name for option in read.options if option.by.strip() in ("", UNDECIDED)]:
        raise ConflictError(f"{path}: say who decides on {', '.join(open_)} (`by:`)")
    return Case(
        options=tuple(
            Option(name=o.name, player=o.by, irreversible=o.irreversible) for o in read.options
        ),
        impossible=tuple(read.impossible),
        wishes={
            player: tuple(Wish(options=wish.want, given=wish.given) for wish in wishes)
            for player, wishes in read.preferences.items()
        },
    )


def draft_conflict(concepts: dict[str, str]) -> str:
    """Write a conflict file to start from.

    Args:
        concepts: Ids of concepts with what they say.
    """
    lines = [
        "# A conflict to be analysed for stability: see docs/how-stability-is-found.md.",
        "# Say for each option who decides on it (by:), and leave out what nobody can decide.",
        "options:",
    ]
    for id_, text in concepts.items():
        said = " ".join(text.split())
        lines += [f"  # {said}", f"  - name: {id_}", f'    by: "{UNDECIDED}"']
    lines += [
        "# Combinations that cannot be, such as - {one-option: true, another: true}",
        "impossible: []",
        "# What a party wants, the most important first; parties that are left out have what their",
        "# positions tell. Such as:  Party: [{want: {one-option: false}, given: {another: true}}]",
        "preferences: {}",
    ]
    return "\n".join(lines) + "\n"
