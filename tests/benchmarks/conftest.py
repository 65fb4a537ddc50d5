"""A small invented dossier, made once."""

import pytest
from benchmarks.dossiers import make_dossier

from dragoman.settings import Dossier

DOCUMENTS = 60


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return make_dossier(tmp_path_factory.mktemp("invented") / "dossier", DOCUMENTS).dossier
