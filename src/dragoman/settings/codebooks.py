"""Codebooks: reading codebook.yaml, so that all that is wrong with it is told at once."""

from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

import yaml

from dragoman.errors import CodebookError, RecordError, unread
from dragoman.record import Codebook, Concept
from dragoman.settings.dossiers import CODEBOOK_FILE, template_folder

CODEBOOK_FIELDS = ("negotiation", "parties", "third_parties", "issues", "concepts")
CONCEPT_FIELDS = ("id", "issue", "text", "description", "support", "oppose", "near")


class _Loader(yaml.SafeLoader):
    """YAML in which a key that is given twice is an error, not the loss of the first one."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise yaml.MarkedYAMLError(
                problem=f"{', '.join(repeated)} given twice; keep one",
                problem_mark=node.start_mark,
            )
        return super().construct_mapping(node, deep)


def read_codebook(path: Path) -> Codebook:
    """Read a codebook's file.

    Raises:
        CodebookError: It is missing or malformed; its problems are all that is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CodebookError(
            f"{path}: there is no such codebook; `dragoman init --template` makes one to start from"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: {unread(error)}") from error
    return parse_codebook(text, str(path))


def shipped_codebook(template: str) -> Codebook:
    """Read the codebook of a template.

    Raises:
        DossierError: There is no such template.
    """
    text = (template_folder(template) / CODEBOOK_FILE).read_text(encoding="utf-8")
    return parse_codebook(text, f"template {template}")


def parse_codebook(text: str, where: str) -> Codebook:
    """Read a codebook from YAML.

    Args:
        text: The YAML.
        where: What problems begin with: the file's name.

    Raises:
        CodebookError: It is malformed.
    """
    try:
        values = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise CodebookError(f"{where}: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise CodebookError(f"{where}: it is nested too deeply") from error
    if not isinstance(values, dict):
        raise CodebookError(f"{where}: it must have the fields {', '.join(CODEBOOK_FIELDS)}")
    problems: list[str] = []
    concepts = tuple(_concepts(values, problems))
    issues = _texts(values, "issues", problems)
    problems += _problems_between(concepts, issues)
    problems += _unknown(values, CODEBOOK_FIELDS)
    negotiation = _text(values, "negotiation", problems)
    parties = _texts(values, "parties", problems)
    third_parties = _texts(values, "third_parties", problems)
    if problems:
        raise CodebookError(*(f"{where}: {problem}" for problem in problems))
    return Codebook(
        negotiation=negotiation,
        parties=parties,
        third_parties=third_parties,
        issues=issues,
        concepts=concepts,
    )


def _concepts(values: Mapping[str, object], problems: list[str]) -> Iterator[Concept]:
    """Build the concepts that can be built, and add to the problems what cannot."""
    rows = values.get("concepts")
    if not isinstance(rows, list):
        problems.append("`concepts` must be a list of concepts, each beginning with `- id:`")
        return
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            problems.append(f"concept {number} must begin with `- id:` and have a text")
            continue
        found: list[str] = []
        concept = _concept(row, found)
        problems += (f"concept {row.get('id', number)}: {problem}" for problem in found)
        if concept:
            yield concept


def _concept(row: Mapping[str, object], problems: list[str]) -> Concept | None:
    problems += _unknown(row, CONCEPT_FIELDS)
    id_, issue, text = (_text(row, key, problems) for key in ("id", "issue", "text"))
    description = _text(row, "description", problems) if row.get("description") else None
    support, oppose, near = (_texts(row, key, problems) for key in ("support", "oppose", "near"))
    if problems:
        return None
    try:
        return Concept(
            id=id_,
            issue=issue,
            text=text,
            description=description,
            support=support,
            oppose=oppose,
            near=near,
        )
    except RecordError as error:
        problems.append(str(error))
        return None


def _problems_between(concepts: tuple[Concept, ...], issues: tuple[str, ...]) -> Iterator[str]:
    ids = [concept.id for concept in concepts]
    for id_ in dict.fromkeys(ids):
        if ids.count(id_) > 1:
            yield f"concept {id_}: the id is given {ids.count(id_)} times; rename all but one"
    for concept in concepts:
        if concept.issue not in issues:
            known = ", ".join(issues) or "none"
            yield (
                f"concept {concept.id}: no issue {concept.issue!r}; add it to `issues` or take "
                f"one of: {known}"
            )


def _unknown(values: Mapping[str, object], known: tuple[str, ...]) -> Iterator[str]:
    for key in values:
        if key not in known:
            yield f"no field `{key}`; there are: {', '.join(known)}"


def _text(values: Mapping[str, object], key: str, problems: list[str]) -> str:
    value = values.get(key)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    problems.append(f'`{key}` must be a text, such as {key}: "..."')
    return ""


def _texts(values: Mapping[str, object], key: str, problems: list[str]) -> tuple[str, ...]:
    value = values.get(key)
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(" ".join(item.split()) for item in value)
    problems.append(
        f'`{key}` must be a list of texts; put "..." around one that is yes, no, a number or has a '
        "colon"
    )
    return ()
