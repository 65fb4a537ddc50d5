"""Signs of a translation by machine: slips that people hardly make, and notes that say so."""

from pathlib import Path

import pytest

from dragoman.ingest.damage import TRANSLATED, find_damage
from tests.ingest.samples import only

PLAIN = "The envoy said on Tuesday, 6 May 2025, that the talks would go on, and asked for patience."


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister, Said that the bridge stays shut, and the envoy Declared that he would wait.",
        "It was agreed on the 16 of October of 2024 in the old town hall of the city.",
        "They met on the monday after the vote, and again in the week of october that was agreed.",
    ],
)
def test_slips_of_translation_are_flagged(paragraph: str) -> None:
    assert TRANSLATED in find_damage([PLAIN, paragraph])


@pytest.mark.parametrize(
    "paragraph",
    [
        PLAIN,
        "The minister, Said that the bridge stays shut.",  # one may be a typing error
        "Edward Said that year spoke of Mohammed Said and of the Told Range of hills.",
        "Envoy Said to Have Asked for Patience, Minister Told to Wait",
        "march and may are words too, and the march to the lake may begin in june.",
        "Le 6 mai, en septembre et en octobre, puis le lundi, on a parlé de the bridge.",
        "The 4 of July was dull, said the envoy of the United States of America of 2024.",
    ],
)
def test_what_people_write_is_not_flagged(paragraph: str) -> None:
    assert TRANSLATED not in find_damage([PLAIN, paragraph])


@pytest.mark.parametrize(
    ("note", "flagged"),
    [
        ("This article was translated automatically.", True),
        ("(Machine translation)", True),
        ("Translated by DeepL", True),
        ("Машинный перевод", True),
        ("This article was translated by Ada Moor.", False),
        ("The ministry pays for machine translation of the treaties.", False),
        (f"{PLAIN * 4} They were machine-translated.", False),
    ],
)
def test_note_of_a_translation_by_machine_is_believed(
    tmp_path: Path, note: str, *, flagged: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Envoys meet\n\n{PLAIN}\n\n{note}\n", "utf-8")
    assert (TRANSLATED in only(path).flags) is flagged


def test_notes_and_slips_are_looked_for_in_linear_time() -> None:
    for piece in ("a, Said ", "16 of October of ", "translated with the help of ", "machine "):
        find_damage([piece * 20_000 + "."], piece * 20_000)
