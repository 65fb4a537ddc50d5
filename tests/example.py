"""The shipped example as a dossier that has been read, by the reader that is the default."""

import shutil
from pathlib import Path

import dragoman
from dragoman.settings import DOSSIER_FILE, init_dossier

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ukraine-talks"


def read_example(folder: Path) -> Path:
    """Make a dossier of the example in an empty folder; it takes some seconds."""
    init_dossier(folder, "russia-ukraine")
    shutil.copy(EXAMPLE / DOSSIER_FILE, folder)
    with dragoman.open(folder) as dossier:
        dossier.add(EXAMPLE / "articles")
        dossier.run()
    return folder
