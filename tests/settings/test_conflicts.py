from pathlib import Path

import pytest
import yaml

from dragoman.analysis.stability import Option, Wish
from dragoman.errors import ConflictError
from dragoman.settings.conflicts import draft_conflict, read_conflict

GOOD = """
options:
  - {name: ceasefire, by: Northland, irreversible: true}
  - {name: relief, by: Southland}
impossible:
  - {ceasefire: false, relief: true}
preferences:
  Northland:
    - want: {relief: true}
      given: {ceasefire: true}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "conflict.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_conflict_file_is_read(tmp_path: Path) -> None:
    case = read_conflict(written(tmp_path, GOOD))
    assert case.options == (
        Option(name="ceasefire", player="Northland", irreversible=True),
        Option(name="relief", player="Southland"),
    )
    assert case.impossible == ({"ceasefire": False, "relief": True},)
    assert case.wishes == {
        "Northland": (Wish(options={"relief": True}, given={"ceasefire": True}),)
    }
    assert case.players == ("Northland", "Southland")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("by: Southland", 'by: "?"'), "say who decides on relief"),
        (("name: relief", "name: ceasefire"), "given twice: ceasefire"),
        (("relief: true}\npref", "relieff: true}\npref"), "no such option: relieff"),
        (("  Northland:", "  Nobody:"), "preferences of Nobody"),
        (("irreversible: true", "irreversible: perhaps"), "options.0.irreversible"),
        (("impossible:", "imposible:"), "imposible"),
        (("options:", "options: ["), "conflict.yaml"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(ConflictError, match=told):
        read_conflict(written(tmp_path, GOOD.replace(*change)))


def test_a_missing_file_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="--draft"):
        read_conflict(tmp_path / "none.yaml")


def test_a_draft_asks_who_decides(tmp_path: Path) -> None:
    text = draft_conflict({"ceasefire": "The guns\nfall silent: at once"})
    assert yaml.safe_load(text)["options"] == [{"name": "ceasefire", "by": "?"}]
    with pytest.raises(ConflictError, match="say who decides on ceasefire"):
        read_conflict(written(tmp_path, text))
