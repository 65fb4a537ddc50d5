"""Dragoman keeps a sourced record of a negotiation, read from its news coverage."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.opening import OpenDossier

__version__ = "0.1.0"

__all__ = ["__version__", "open"]


def open(folder: "str | Path" = ".") -> "OpenDossier":  # noqa: A001 - what it is called outside
    """Open the dossier in a folder, as typed objects; use it as a context manager.

    Args:
        folder: The folder with its dossier.toml.

    Raises:
        DossierError: There is none, or its file is malformed.
        StoreError: Its record cannot be opened.
    """
    from dragoman.opening import open_folder  # most commands and servers never need it

    return open_folder(folder)
