"""Files that commands write: whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dragoman.errors import DragomanError


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a file so that a reader never sees half of it.

    Raises:
        DragomanError: The folder is missing or cannot be written, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DragomanError(f"cannot write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise DragomanError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
