from pathlib import Path

import pytest
import yaml

from dragoman.analysis.drafts import Edit
from dragoman.errors import DraftError
from dragoman.record import Code, Stance
from dragoman.settings.drafts import read_draft, write_draft
from tests import make

GOOD = """
base: 12ab
parties: [Northland]
remove: [2]
change:
  1: {concept: relief, stance: oppose, condition: if it rains}
add:
  - {concept: ceasefire, stance: support}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_draft_file_is_read(tmp_path: Path) -> None:
    draft = read_draft(written(tmp_path, GOOD))
    assert (draft.base, draft.parties, draft.remove) == ("12ab", ("Northland",), (2,))
    assert draft.change == {
        1: Edit(concept="relief", stance=Stance.OPPOSE, condition="if it rains")
    }
    assert draft.add == (Edit(concept="ceasefire", stance=Stance.SUPPORT),)


def test_a_base_of_digits_alone_stays_a_text(tmp_path: Path) -> None:
    assert read_draft(written(tmp_path, 'base: "0123"')).base == "0123"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("stance: oppose", "stance: against"), "change.1.stance"),
        (("remove: [2]", "remove: [two]"), "remove.0"),
        (("remove:", "removed:"), "removed"),
        (("add:", "add: ["), "plan.yaml"),
        (("  1: {", "  one: {"), "change.one"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(DraftError, match=told):
        read_draft(written(tmp_path, GOOD.replace(*change)))


def test_a_missing_file_tells_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="--draft"):
        read_draft(tmp_path / "none.yaml")


def test_what_is_written_to_start_from_is_a_plan_as_it_is(tmp_path: Path) -> None:
    document = make.document("The guns\nfall silent: at once", "plan.txt")
    code = Code(concept="ceasefire", stance=Stance.SUPPORT)
    term = make.term(make.evidence(document, "The guns\nfall silent"), code)
    plan = make.plan(term, name="a plan: of\u2028theirs", by=None)
    text = write_draft(plan, [("ceasefire", "The guns\nfall silent")])
    assert "1. The guns fall silent  [supports ceasefire]" in text
    assert yaml.safe_load(text) == {"base": plan.id, "remove": [], "change": {}, "add": []}
    assert read_draft(written(tmp_path, text)).base == plan.id
