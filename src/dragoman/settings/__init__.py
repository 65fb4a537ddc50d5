"""Settings, dossiers and codebooks: files and environment, read once at the door."""

from dragoman.settings.authors import author_in
from dragoman.settings.dossiers import (
    ACTORS_FILE,
    CODEBOOK_FILE,
    DEFAULT_READER,
    DOSSIER_FILE,
    RECORD_FILE,
    Dossier,
    Settings,
    init_dossier,
    open_dossier,
    read_settings,
    template_folder,
    templates,
)
from dragoman.settings.sources import Followed, Sources

__all__ = [
    "ACTORS_FILE",
    "CODEBOOK_FILE",
    "DEFAULT_READER",
    "DOSSIER_FILE",
    "RECORD_FILE",
    "Dossier",
    "Followed",
    "Settings",
    "Sources",
    "author_in",
    "init_dossier",
    "open_dossier",
    "read_settings",
    "template_folder",
    "templates",
]
