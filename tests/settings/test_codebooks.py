"""Codebook files: what is read, what is refused, and what the message says."""

from pathlib import Path

import pytest
import yaml

from dragoman.errors import CodebookError, DossierError
from dragoman.settings import init_dossier, open_dossier, templates
from dragoman.settings.codebooks import parse_codebook, read_codebook, shipped_codebook

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT.parent / "shared" / "annotation" / "codebook-ukraine.yaml"
SIZES = {"russia-ukraine": 35, "gaza": 29, "iran-nuclear": 26, "generic": 33}
BOOK = """
negotiation: A and B
parties: [A, B]
issues: [fighting]
concepts:
  - id: truce
    issue: fighting
    text: The guns fall silent
    description: >-
      Support: a halt.
      Oppose: none.
    support: [stop it]
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, "my.yaml")
    return caught.value.problems


def test_codebook_is_read_with_its_texts_on_one_line() -> None:
    codebook = parse_codebook(BOOK, "my.yaml")
    assert (codebook.negotiation, codebook.parties) == ("A and B", ("A", "B"))
    concept = codebook.concepts[0]
    assert concept.description == "Support: a halt. Oppose: none."
    assert (concept.support, concept.oppose) == (("stop it",), ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("text: The guns fall silent", "", "concept truce: `text` must be a text"),
        ("id: truce", "id: A Truce", "is no id"),
        ("issue: fighting", "issue: land", "concept truce: no issue 'land'; add it to `issues`"),
        ("support: [stop it]", "support: [no]", "concept truce: `support` must be a list of texts"),
        (
            "support: [stop it]",
            "support: ['']",
            "concept truce: a text of concept 'truce' is empty",
        ),
        ("text:", "proposition:", "concept truce: no field `proposition`; there are: id, issue"),
        ("parties:", "sides:", "no field `sides`"),
        ("negotiation: A and B", "", "`negotiation` must be a text"),
        ("  - id: truce\n    issue", "  - issue", "concept 1: `id` must be a text"),
        ("support: [stop it]", "support: [a]\n    support: [b]", "support given twice; keep one"),
        ("[A, B]", "[A, B", "my.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_file_concept_and_cure(old: str, new: str, told: str) -> None:
    found = problems(BOOK.replace(old, new, 1))
    assert [line for line in found if told in line]
    assert all(line.startswith("my.yaml: ") for line in found)


def test_all_problems_are_told_at_once() -> None:
    again = BOOK[BOOK.index("  - id") :]
    found = problems(BOOK + again + again.replace("id: truce", "id: x").replace("text:", "words:"))
    assert "my.yaml: concept truce: the id is given 2 times; rename all but one" in found
    assert len([line for line in found if "concept x" in line]) == 2


@pytest.mark.parametrize(
    "text", ["", "[]", "concepts: {}", "concepts: [truce]", "a: !!python/none"]
)
def test_what_is_no_codebook_is_refused(text: str) -> None:
    assert problems(text)


def test_missing_or_unreadable_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="there is no such codebook"):
        read_codebook(tmp_path / "codebook.yaml")
    (tmp_path / "codebook.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match=r"codebook\.yaml"):
        read_codebook(tmp_path / "codebook.yaml")


@pytest.mark.parametrize("template", SIZES)
def test_every_template_makes_a_dossier_whose_codebook_names_the_same_sides(
    template: str, tmp_path: Path
) -> None:
    dossier = init_dossier(tmp_path, template)
    codebook = read_codebook(open_dossier(tmp_path).codebook_path)
    assert len(codebook.concepts) == SIZES[template]
    assert codebook == shipped_codebook(template)
    assert codebook.negotiation == dossier.negotiation
    assert codebook.parties == dossier.parties
    assert codebook.third_parties == dossier.third_parties


def test_templates_are_all_tested_here() -> None:
    assert set(templates()) == set(SIZES)
    with pytest.raises(DossierError, match="no template 'mars'"):
        shipped_codebook("mars")


@pytest.mark.shared
def test_ukraine_codebook_has_the_concepts_and_issues_of_the_gold() -> None:
    if not LABELS.is_file():
        pytest.skip(f"the gold's codebook is not at hand: {LABELS}")
    gold = yaml.safe_load(LABELS.read_text(encoding="utf-8"))["concepts"]
    ours = {c.id: c.issue for c in shipped_codebook("russia-ukraine").concepts}
    assert ours == {id_: concept["area"] for id_, concept in gold.items()}


def test_docs_tell_the_ucdp_column_of_every_generic_concept() -> None:
    page = (ROOT / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip(" `") for line in page.splitlines() if line.startswith("| `")]
    assert {c.id for c in shipped_codebook("generic").concepts} <= set(rows)
