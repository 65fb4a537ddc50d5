"""Files that commands write: whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.errors import DragomanError


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a text file so that a reader never sees half of it.

    Raises:
        DragomanError: The folder is missing or cannot be written, or the disk is full.
    """
    with replacing(path) as name, name.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file to write, which takes the place of another when the block has ended well.

    Raises:
        DragomanError: The folder is missing or cannot be written, or the disk is full.
    """
    if path.is_dir():
        raise DragomanError(f"cannot write {path}: it is a folder; name a file in it")
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DragomanError(f"cannot write {path}: {error.strerror}") from error
    os.close(handle)
    name = Path(made)
    try:
        yield name
        name.chmod(0o644)
        name.replace(path)
    except OSError as error:
        name.unlink(missing_ok=True)
        raise DragomanError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:
        name.unlink(missing_ok=True)
        raise
