"""Walking a folder: every file below it, sorted, so that each run meets them in one order."""

from collections.abc import Iterator
from pathlib import Path

from dragoman.ingest.arrivals import refuse
from dragoman.record import Quarantine


def walk(folder: Path) -> Iterator[Path | Quarantine]:
    """Give the files in and below a folder, sorted by name, folder by folder.

    Names that begin with a dot belong to tools (version control, desktop settings) and are passed
    over; links to folders are not followed, so that a circle cannot trap the walk.

    Yields:
        A file, or the quarantine row of a folder that cannot be listed.
    """
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            members = sorted(current.iterdir(), key=lambda member: member.name)
        except OSError as error:
            yield refuse(current.name, f"cannot list the folder {current}: {error.strerror}")
            continue
        visible = [member for member in members if not member.name.startswith(".")]
        folders = []
        for member in visible:
            if not _is_folder(member):
                yield member
            elif not member.is_symlink():
                folders.append(member)
        waiting.extend(reversed(folders))


def _is_folder(member: Path) -> bool:
    try:
        return member.is_dir()
    except OSError:
        return False
