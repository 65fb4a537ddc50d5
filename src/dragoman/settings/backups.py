"""Backups: a dossier in one file, checked when it is written and when it is read again.

A backup is a tar.gz archive: the dossier's files under `dossier/`, with the record as it was at one
instant, and last `manifest.json` with the size and SHA-256 of each. An archive that was cut off has
no manifest.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from dragoman import __version__
from dragoman.errors import BackupError
from dragoman.settings.dossiers import RECORD_FILE, Dossier
from dragoman.store.backups import copy_record, examine_record

FORMAT = "dragoman-backup/1"
MANIFEST = "manifest.json"
ROOT = "dossier"
LARGEST_MANIFEST = 50_000_000
PIECE = 1 << 20
NOT_KEPT = ("watch.lock", *(f"{RECORD_FILE}{end}" for end in ("", "-wal", "-shm", "-journal")))
"""Files of a dossier that are not copied as they are: the record is, as it is at one instant."""

UNREADABLE = (tarfile.TarError, EOFError, ZlibError)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a backup holds.

    Attributes:
        name: Its path in the dossier's folder, with slashes.
        size: Its bytes.
        sha256: Their fingerprint.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Attributes:
        dragoman: The version of Dragoman that made it.
        revision: The revision of the record's tables.
        made_at: ISO 8601 instant in UTC.
        files: Its files.
        left_out: How many links and hidden or special files of the folder it does not hold.
    """

    dragoman: str
    revision: str
    made_at: str
    files: tuple[Kept, ...]
    left_out: int = 0


def back_up(dossier: Dossier, target: Path) -> Manifest:
    """Write a dossier into one file, and read that again before it is called done.

    Others may read and write the dossier meanwhile.

    Raises:
        BackupError: There is such a file already, it lies in the dossier itself, it cannot be
            written, or a file changed while it was read.
        StoreError: The record is damaged, or not there.
    """
    if dossier.store is not None:
        raise BackupError(
            f"the record of {dossier.folder} lies on a server, {dossier.store}: back it up there "
            "with pg_dump, and copy the files of the folder"
        )
    if target.exists() or target.is_symlink():
        raise BackupError(f"{target} is there already; choose another name")
    if target.resolve().is_relative_to(dossier.folder.resolve()):
        raise BackupError(f"{target} lies in the dossier that it is to save; put it elsewhere")
    with _partial(target) as partial:
        with partial.open("wb") as file, tempfile.TemporaryDirectory(dir=target.parent) as beside:
            record = Path(beside) / RECORD_FILE
            copy_record(dossier.record_path, record)
            revision = examine_record(record)
            manifest = _pack(dossier.folder, record, revision, file)
            file.flush()
            os.fsync(file.fileno())
        if read_backup(partial) != manifest:
            raise BackupError(f"{target} does not read as it was written; is the disk sound?")
    return manifest


def read_backup(path: Path, take: Callable[[str, BinaryIO], None] | None = None) -> Manifest:
    """Read a whole backup and check every file in it.

    Args:
        path: The backup.
        take: Called with each file's path in the dossier and what reads it; what it reads is not
            yet checked. None: the files are only checked.

    Raises:
        BackupError: It is no backup, is damaged or cut off, or holds what no backup holds.
    """
    found, manifest = list[Kept](), None
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                if manifest is not None:
                    raise BackupError(f"{path} is damaged: something follows its manifest")
                reader = archive.extractfile(member) if member.isreg() else None
                if reader is None:
                    raise BackupError(f"{path}: {member.name!r} is no plain file; not taken")
                if member.name == MANIFEST:
                    manifest = _manifest(path, reader.read(LARGEST_MANIFEST))
                    continue
                name, hashed = _safe_name(path, member.name), Hashed(cast(BinaryIO, reader))
                (take or _drain)(name, cast(BinaryIO, hashed))
                found.append(Kept(name, member.size, hashed.hexdigest()))
    except UNREADABLE as error:
        raise BackupError(f"{path} is no backup, or is damaged or cut off ({error})") from error
    except OSError as error:
        raise BackupError(f"cannot read {path}: {error.strerror or error}") from error
    if manifest is None:
        raise BackupError(f"{path} is cut off or damaged: its manifest is missing")
    if tuple(found) != manifest.files:
        wrong = sorted({kept.name for kept in {*found} ^ {*manifest.files}})
        raise BackupError(f"{path} is damaged: {', '.join(wrong[:5])} is not as it was saved")
    return manifest


def restore(path: Path, folder: Path) -> Manifest:
    """Make a dossier's folder from a backup; it appears whole, or not at all.

    Raises:
        BackupError: There is such a folder already, it cannot be made, or the backup is damaged.
        StoreError: The record in it is damaged, or of a newer Dragoman.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and _is_empty(folder))):
        raise BackupError(f"{folder} is there already; choose a folder that is not, or is empty")
    if not folder.absolute().parent.is_dir():
        raise BackupError(f"{folder.absolute().parent} is not a folder; make it first")
    try:
        made = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise BackupError(f"cannot make {folder}: {error.strerror}") from error
    try:
        manifest = read_backup(path, lambda name, reader: _put(made / name, reader))
        if not any(kept.name == RECORD_FILE for kept in manifest.files):
            raise BackupError(f"{path} holds no record")
        examine_record(made / RECORD_FILE)
        made.chmod(0o755)
        made.replace(folder)
    except BaseException as error:
        shutil.rmtree(made, ignore_errors=True)
        if isinstance(error, OSError):
            raise BackupError(f"cannot make {folder}: {error.strerror or error}") from error
        raise
    return manifest


class Hashed(io.RawIOBase):
    """Passes on what it reads, and makes its fingerprint on the way."""

    def __init__(self, source: BinaryIO) -> None:
        """Read from a file."""
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        piece = self._source.read(size)
        self._digest.update(piece)
        return piece

    def hexdigest(self) -> str:
        """Give the fingerprint of what has been read."""
        return self._digest.hexdigest()


def _pack(folder: Path, record: Path, revision: str, file: BinaryIO) -> Manifest:
    """Write the archive: the record's copy, the folder's files, and what they are."""
    files, left_out = _files_of(folder)
    kept = []
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, path in ((RECORD_FILE, record), *files):
            kept.append(_pack_file(archive, name, path))
        manifest = Manifest(
            dragoman=__version__,
            revision=revision,
            made_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            files=tuple(kept),
            left_out=left_out,
        )
        text = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(text)
        archive.addfile(head, io.BytesIO(text))
    return manifest


def _pack_file(archive: tarfile.TarFile, name: str, path: Path) -> Kept:
    with path.open("rb") as source:
        head = tarfile.TarInfo(f"{ROOT}/{name}")
        facts = os.fstat(source.fileno())
        head.size, head.mtime, head.mode = facts.st_size, int(facts.st_mtime), 0o644
        hashed = Hashed(source)
        try:
            archive.addfile(head, cast(BinaryIO, hashed))
        except OSError as error:
            if error.errno is not None:
                raise
            raise BackupError(f"{path} changed while it was read; try again") from error
    return Kept(name, head.size, hashed.hexdigest())


def _files_of(folder: Path) -> tuple[list[tuple[str, Path]], int]:
    """List the plain files of a folder by their names in it, and count what is left out."""
    found, left_out = [], 0
    for place, folders, names in os.walk(folder):
        taken = [n for n in folders if not n.startswith(".") and not Path(place, n).is_symlink()]
        left_out += len(folders) - len(taken)
        folders[:] = sorted(taken)
        for name in sorted(names):
            path = Path(place, name)
            if path.parent == folder and name in NOT_KEPT:
                continue
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                left_out += 1
                continue
            found.append((path.relative_to(folder).as_posix(), path))
    return found, left_out


def _safe_name(path: Path, name: str) -> str:
    """Give a file's path in the dossier, if it leads nowhere else."""
    parts = name.split("/")
    plain = all(part not in ("", ".", "..") and not {"\\", "\0", ":"} & {*part} for part in parts)
    if not plain:
        raise BackupError(f"{path}: {name!r} leads out of the folder; not taken")
    if parts[0] != ROOT or len(parts) < 2:
        raise BackupError(f"{path} is no backup of a dossier: it has {name!r}; choose another file")
    return str(PurePosixPath(*parts[1:]))


def _manifest(path: Path, text: bytes) -> Manifest:
    try:
        values = json.loads(text)
        if values.pop("format") != FORMAT:
            raise BackupError(f"{path} was made by a newer Dragoman; update Dragoman")
        files = tuple(Kept(**kept) for kept in values.pop("files"))
        return Manifest(files=files, **values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BackupError(f"{path} is damaged: its manifest cannot be read ({error})") from error


def _drain(_name: str, reader: BinaryIO) -> None:
    while reader.read(PIECE):
        pass


def _put(path: Path, reader: BinaryIO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        while piece := reader.read(PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _is_empty(folder: Path) -> bool:
    return next(folder.iterdir(), None) is None


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """Give a file that only its owner reads, and that gets the name when the block ended well."""
    try:
        handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    except OSError as error:
        raise BackupError(f"cannot write {target}: {error.strerror}") from error
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        with suppress(FileExistsError):
            os.link(partial, target)  # unlike a renaming, it never takes the place of another
            return
        raise BackupError(f"{target} is there already; choose another name")
    except OSError as error:
        raise BackupError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
