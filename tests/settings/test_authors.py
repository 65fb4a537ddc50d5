"""Who decides on the command line."""

import getpass

import pytest

from dragoman.errors import JudgementError
from dragoman.settings import author_in


def test_author_is_the_one_given_then_the_environments_then_who_is_logged_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert author_in(" Ada Brink ", {"DRAGOMAN_AUTHOR": "Lea Mott"}) == "Ada Brink"
    assert author_in(None, {"DRAGOMAN_AUTHOR": "Lea Mott"}) == "Lea Mott"
    assert author_in(None, {"DRAGOMAN_AUTHOR": " "}) == "login"


def test_nobody_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(JudgementError, match="--author or DRAGOMAN_AUTHOR"):
        author_in(None, {})
