"""Authors: who it is that decides about the record on the command line."""

import getpass
import os
from collections.abc import Mapping

from dragoman.errors import JudgementError


def author_in(given: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Tell who decides: as given, else DRAGOMAN_AUTHOR, else the login name.

    Raises:
        JudgementError: Nothing tells.
    """
    told = given or environment.get("DRAGOMAN_AUTHOR") or ""
    if told.strip():
        return told.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise JudgementError(
            "nobody is logged in by a name; say who decides with --author or DRAGOMAN_AUTHOR"
        ) from None
