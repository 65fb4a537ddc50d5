"""The container's file says what it should; no engine is needed to read it."""

import json
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTIONS = frozenset(
    {"ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN"}
    | {"STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)


@pytest.fixture(scope="module")
def stages() -> list[list[tuple[str, str]]]:
    """Read the instructions of each stage."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found: list[list[tuple[str, str]]] = []
    for line in filter(None, whole.splitlines()):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest.strip()))
    return found


def of(stage: list[tuple[str, str]], name: str) -> list[str]:
    return [rest for instruction, rest in stage if instruction == name]


def test_every_instruction_is_known_and_lists_are_json(
    stages: list[list[tuple[str, str]]],
) -> None:
    assert {name for stage in stages for name, _ in stage} <= INSTRUCTIONS
    for stage in stages:
        for rest in of(stage, "CMD") + of(stage, "ENTRYPOINT"):
            assert all(isinstance(word, str) for word in json.loads(rest))
        for rest in of(stage, "RUN"):
            assert shlex.split(rest)


def test_base_images_are_named_by_version(stages: list[list[tuple[str, str]]]) -> None:
    for stage in stages:
        (base,) = of(stage, "FROM")
        assert re.search(r":\d+\.\d+", base), base


def test_what_runs_has_no_rights_and_fetches_nothing(stages: list[list[tuple[str, str]]]) -> None:
    final = stages[-1]
    (user,) = of(final, "USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user), "by number, so that engines see it is not root"
    assert not re.search(r"pip|uv|apt|curl|http", " ".join(of(final, "RUN")))
    after = [name for name, _ in final][[name for name, _ in final].index("USER") :]
    assert "RUN" not in after


def test_health_is_asked_where_the_server_listens(stages: list[list[tuple[str, str]]]) -> None:
    (check,), (port,) = of(stages[-1], "HEALTHCHECK"), of(stages[-1], "EXPOSE")
    command = json.loads(check.partition("CMD ")[2])
    assert f":{port}/readyz" in command[-1]
    compile(command[-1], "healthcheck", "exec")
    assert f"DRAGOMAN_PORT={port}" in of(stages[-1], "ENV")[0]


def test_what_is_copied_is_there_and_let_in(stages: list[list[tuple[str, str]]]) -> None:
    ignore = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    for rest in of(stages[0], "COPY"):
        for name in rest.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignore, name
    assert ignore[0] == "*", "nothing else is sent: no dossier, no database, no .git"


def test_serving_in_a_container_asks_for_accounts(stages: list[list[tuple[str, str]]]) -> None:
    words = json.loads(of(stages[-1], "CMD")[0])
    assert words[0] == "serve"
    assert words[words.index("--reading") + 1] == "accounts"
