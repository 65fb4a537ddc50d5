"""Settings, read once at the door and passed down as arguments; a dossier's folder and file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DossierError, unread
from dragoman.settings.sources import Sources, read_sources
from dragoman.settings.stores import address_of, read_store

if TYPE_CHECKING:
    from dragoman.store.address import Address

DOSSIER_FILE = "dossier.toml"
RECORD_FILE = "record.db"
ACTORS_FILE = "actors.yaml"
CODEBOOK_FILE = "codebook.yaml"
DEFAULT_READER = "trained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One negotiation that is followed: what its dossier.toml says, and where it lies.

    Attributes:
        folder: The dossier's folder.
        title: What pages and briefs are headed with.
        negotiation: The negotiation in a word or two.
        parties: The sides, by canonical name.
        third_parties: Others whose positions are followed, likewise.
        languages: ISO 639-1 codes of the languages that its articles are in.
        sources: Where its articles come from.
        store: Address of the database on a server that has its record. None: it is in a file.
    """

    folder: Path
    title: str
    negotiation: str
    parties: tuple[str, ...]
    third_parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    sources: Sources = field(default_factory=Sources)
    store: str | None = None

    @property
    def record_path(self) -> Path:
        """Where the record's database lies, if it is in a file."""
        return self.folder / RECORD_FILE

    @property
    def record_place(self) -> "Path | Address":
        """Where the record's database is: its file, or its address on a server.

        Raises:
            DossierError: It is no address of PostgreSQL, or has a password in it.
        """
        return self.record_path if self.store is None else address_of(self.store, os.environ)

    @property
    def codebook_path(self) -> Path:
        """Where its concepts are, if it has a codebook."""
        return self.folder / CODEBOOK_FILE

    @property
    def actors_path(self) -> Path | None:
        """The dossier's additions to the shipped knowledge. None: it has no such file."""
        path = self.folder / ACTORS_FILE
        return path if path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says.

    Attributes:
        dossier: The folder that commands act on (DRAGOMAN_DOSSIER, or the current one).
        reader: Name of the reader (DRAGOMAN_READER).
        host: The address that a server listens at (DRAGOMAN_HOST, or 127.0.0.1).
        port: Its port (DRAGOMAN_PORT). None: the first free one.
        base_path: The path under which a proxy serves it (DRAGOMAN_BASE_PATH, or empty).
        proxies: The addresses of proxies that are believed if a server is told to believe them
            (DRAGOMAN_PROXIES, with commas between them, or 127.0.0.1).
        log: How long-running commands write standard error, "text" or "json" (DRAGOMAN_LOG).
    """

    dossier: Path
    reader: str
    host: str = "127.0.0.1"
    port: int | None = None
    base_path: str = ""
    proxies: tuple[str, ...] = ("127.0.0.1",)
    log: str = "text"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment.

    Raises:
        DossierError: One of them is malformed.
    """
    port = environment.get("DRAGOMAN_PORT")
    if port and not (port.isdecimal() and int(port) < 65536):
        raise DossierError(f"DRAGOMAN_PORT is {port!r}; it must be a port, such as 8730")
    proxies = environment.get("DRAGOMAN_PROXIES", "127.0.0.1").split(",")
    return Settings(
        dossier=Path(environment.get("DRAGOMAN_DOSSIER", ".")),
        reader=environment.get("DRAGOMAN_READER", DEFAULT_READER),
        host=environment.get("DRAGOMAN_HOST") or "127.0.0.1",
        port=int(port) if port else None,
        base_path=environment.get("DRAGOMAN_BASE_PATH", ""),
        proxies=tuple(address.strip() for address in proxies if address.strip()),
        log=environment.get("DRAGOMAN_LOG") or "text",
    )


def templates() -> tuple[str, ...]:
    """Name the templates that a dossier can be made from."""
    folder = resources.files("dragoman") / "templates"
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


def template_folder(template: str) -> Traversable:
    """Find the files of a template.

    Raises:
        DossierError: There is no such template.
    """
    if template not in templates():
        raise DossierError(f"no template {template!r}; there are: {', '.join(templates())}")
    return resources.files("dragoman") / "templates" / template


def init_dossier(folder: Path, template: str) -> Dossier:
    """Make a new dossier's folder from a template.

    Raises:
        DossierError: There is no such template, or the folder holds a dossier already.
    """
    source = template_folder(template)
    if (folder / DOSSIER_FILE).exists():
        raise DossierError(f"{folder} is a dossier already; choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in source.iterdir():
            if not (folder / file.name).exists():  # a user's own codebook or actors stay
                (folder / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise DossierError(f"cannot make a dossier in {folder}: {error.strerror}") from error
    return open_dossier(folder)


def open_dossier(folder: Path) -> Dossier:
    """Read a dossier's file.

    Raises:
        DossierError: There is none, or it is malformed.
    """
    path = folder / DOSSIER_FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise DossierError(
            f"no dossier in {folder.resolve()}: go to one, name it with -d DIR, "
            "or make one with `dragoman init DIR`"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DossierError(f"{path}: {unread(error)}") from error
    return Dossier(
        folder=folder,
        title=_text(path, values, "title"),
        negotiation=_text(path, values, "negotiation"),
        parties=_texts(path, values, "parties"),
        third_parties=_texts(path, values, "third_parties"),
        languages=_texts(path, values, "languages") or ("en",),
        sources=read_sources(path, values),
        store=read_store(path, values),
    )


def _text(path: Path, values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DossierError(f'{path}: `{key}` must be a text, such as {key} = "..."')
    return value


def _texts(path: Path, values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DossierError(f'{path}: `{key}` must be a list of texts, such as {key} = ["..."]')
    return tuple(value)
