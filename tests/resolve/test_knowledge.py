"""The shipped knowledge is clean and fast, and a dossier's actors go over it."""

import json
import time
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.record import ActorKind
from dragoman.resolve import check_knowledge, load_knowledge
from dragoman.resolve.entries import read_entry
from dragoman.resolve.knowledge import ACTOR_FILES, Knowledge

DATA = Path(__file__).parents[2] / "src/dragoman/resolve/data"


def knowledge_of(*rows: dict[str, object]) -> Knowledge:
    entries = [read_entry(row, "test") for row in rows]
    return Knowledge(
        entries={entry.actor.id: entry for entry in entries}, roles=(), institutions=()
    )


def person(name: str, since: str, until: str | None = None, **fields: object) -> dict[str, object]:
    office = {"role": "president", "of": "Ruritania", "since": since, "until": until}
    return {"name": name, "kind": "person", "offices": [office], **fields}


RURITANIA: dict[str, object] = {"name": "Ruritania", "kind": "state", "adjectives": ["Ruritanian"]}


def test_shipped_knowledge_is_clean() -> None:
    assert check_knowledge(load_knowledge()) == []


def test_shipped_files_are_sorted_and_name_their_sources() -> None:
    for name in ACTOR_FILES:
        lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        entries = [read_entry(json.loads(line), name) for line in lines]
        names = [entry.actor.name.casefold() for entry in entries]
        assert names == sorted(names), name
        assert all(entry.source != name for entry in entries), name


def test_shipped_knowledge_has_the_size_that_is_promised() -> None:
    knowledge = load_knowledge()
    kinds = [entry.actor.kind for entry in knowledge.entries.values()]
    assert kinds.count(ActorKind.STATE) >= 197
    assert kinds.count(ActorKind.OUTLET) >= 400
    assert len(kinds) >= 3000


def test_knowledge_loads_well_under_a_second() -> None:
    begun = time.process_time()
    knowledge = load_knowledge()
    assert knowledge.index.exactly("Vladimir Putin")
    assert time.process_time() - begun < 1.0


def test_additions_add_an_actor(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(
        "actors:\n"
        "  - {name: Anna Example, kind: person, offices: "
        "[{role: negotiator, of: Moldova, since: 2024-01-02}]}\n"
    )
    knowledge = load_knowledge(path)
    entry = knowledge.by_name["Anna Example"]
    assert entry.actor.offices[0].since == "2024-01-02"
    assert entry.source == str(path)
    assert knowledge.version != load_knowledge().version


def test_additions_override_only_the_fields_they_give(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("- {name: Dmitry Peskov, kind: person, names: [Dima]}\n")
    actor = load_knowledge(path).by_name["Dmitry Peskov"].actor
    assert actor.names == ("Dima",)
    assert actor.offices[0].role == "spokesperson"


@pytest.mark.parametrize(
    "text",
    [
        "{not yaml",
        "- just a name",
        "- {name: X}",
        "- {name: X, kind: robot}",
        "- {name: X, kind: person, colour: red}",
        "- {name: X, kind: person, names: Y}",
        "- {name: X, kind: person, offices: [{role: king, of: X, since: yesterday}]}",
    ],
)
def test_malformed_additions_are_refused_with_their_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(text)
    with pytest.raises(KnowledgeError):
        load_knowledge(path)


def test_empty_additions_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("actors:\n")
    assert load_knowledge(path).entries == load_knowledge().entries


def test_check_finds_two_holders_of_a_name_at_one_time() -> None:
    twins = knowledge_of(
        RURITANIA,
        person("Rudolf Elphberg", "2001", "2005", names=["King Rudolf"]),
        person("Rudolf Rassendyll", "2004", names=["King Rudolf"]),
    )
    assert check_knowledge(twins) == [
        "'King Rudolf' means both Rudolf Elphberg and Rudolf Rassendyll"
    ]


def test_check_lets_namesakes_follow_each_other() -> None:
    followers = knowledge_of(
        RURITANIA,
        person("Rudolf Elphberg", "2001", "2003", names=["King Rudolf"]),
        person("Rudolf Rassendyll", "2004", names=["King Rudolf"]),
    )
    assert check_knowledge(followers) == []


def test_check_finds_impossible_dates_and_unknown_parties() -> None:
    wrong = knowledge_of(person("Rudolf Elphberg", "1620"))
    assert check_knowledge(wrong) == [
        "Rudolf Elphberg: president of Ruritania: 1620 cannot be",
        "Rudolf Elphberg: no entry for 'Ruritania'",
    ]
