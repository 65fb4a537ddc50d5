"""What a dossier says of names and columns: name_pattern, columns, date_order of [sources]."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DossierError, PatternError

if TYPE_CHECKING:
    from dragoman.ingest.patterns import Patterns


def read_patterns(path: Path, part: Mapping[str, object]) -> "Patterns | None":
    """Read what the part [sources] says of the names and columns of articles.

    Args:
        path: The dossier's file.
        part: What the part says.

    Returns:
        The patterns. None: it says nothing of them, and nothing is loaded.

    Raises:
        DossierError: It is malformed; the message says where and what to write.
    """
    name, columns = part.get("name_pattern"), part.get("columns")
    order = part.get("date_order")
    if name is None and columns is None and order is None:
        return None
    from dragoman.ingest.patterns import DateOrder, Patterns, check_field, name_pattern

    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise DossierError(
            f"{path}: [sources] `name_pattern` must be a text, such as "
            'name_pattern = "{date} {outlet} - {title}"'
        )
    if order is not None and (not isinstance(order, str) or order not in list(DateOrder)):
        raise DossierError(
            f'{path}: [sources] `date_order` must be "dmy" or "mdy", such as date_order = "dmy"'
        )
    try:
        return Patterns(
            name=name_pattern(name) if name else None,
            columns={check_field(key): text for key, text in _columns(path, columns).items()},
            date_order=DateOrder(order) if order else None,
        )
    except PatternError as error:
        raise DossierError(f"{path}: [sources] {error}") from None


def _columns(path: Path, given: object) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(
        isinstance(value, str) and value.strip() for value in given.values()
    ):
        raise DossierError(
            f"{path}: [sources] `columns` must be a table of texts, such as "
            'columns = { title = "Headline" }'
        )
    return {str(key): value.strip() for key, value in given.items()}
