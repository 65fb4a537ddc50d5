"""Assets: what pages load is complete, licensed, pinned or our own, and runs under the policy."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/dragoman/web/static"
VENDOR = STATIC / "vendor"
FREE = {"0BSD", "Apache-2.0", "BSD-3-Clause", "MIT", "OFL-1.1", "(Apache-2.0 OR MIT)"}
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))

ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9][\w-]*\.[a-z]|@import|url\(""", re.IGNORECASE)
COMMENT = re.compile(r"^\s*//.*$|/\*.*?\*/", re.MULTILINE | re.DOTALL)
AS_CODE_OR_MARKUP = re.compile(
    r"\beval\b|\bnew Function\b|innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment"
    r"|document\.write|setHTMLUnsafe|srcdoc|javascript:|cssText"
    r"|setAttribute\(\s*[\"'](?:style|on\w+)|\bset(?:Timeout|Interval)\(\s*[\"'`]"
)
IMPORTED = re.compile(r"""from "\./([\w-]+\.js)\"""")
FROM_VENDOR = re.compile(r"""vendor\(\s*"([\w.-]+)"|\.\./vendor/([\w-]+\.\w+)""")
ENHANCED = re.compile(r"""^  \["[^"]+(?:\[[^\]]*\])?[^"]*", "(\w+)"\],$""", re.MULTILINE)


def told() -> dict[str, object]:
    return dict(json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8")))


def packages() -> list[dict[str, object]]:
    listed = told()["packages"]
    assert isinstance(listed, list)
    return listed


def files_of(package: dict[str, object]) -> list[str]:
    listed = package["files"]
    assert isinstance(listed, list)
    return listed


def locked() -> dict[str, dict[str, object]]:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))
    return {path: entry for path, entry in lock["packages"].items() if path}


def code_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def test_every_vendored_file_belongs_to_a_package_that_is_named() -> None:
    named = {file for package in packages() for file in files_of(package)}
    there = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.parent.name != "licences"
    }

    assert there - {"vendor.json", "fonts.css"} == named


def test_every_package_has_its_licence_and_the_licence_is_free() -> None:
    found = {str(package["name"]): str(package["licence"]) for package in packages()}

    assert {name: licence for name, licence in found.items() if licence not in FREE} == {}
    for package in packages():
        text = (VENDOR / str(package["licence_file"])).read_text(encoding="utf-8")
        assert len(text) > 300
        assert text.startswith(f"{package['name']} {package['version']}")


def test_what_is_vendored_has_the_versions_of_the_lock() -> None:
    pinned = {
        path.removeprefix("node_modules/"): entry["version"] for path, entry in locked().items()
    }

    assert {p["name"]: p["version"] for p in packages()}.items() <= pinned.items()


def test_the_lock_has_a_hash_for_every_package_and_no_address() -> None:
    assert [path for path, entry in locked().items() if "integrity" not in entry] == []
    assert [path for path, entry in locked().items() if "resolved" in entry] == []


def test_packages_are_asked_for_in_one_version() -> None:
    asked = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))
    versions = {**asked["dependencies"], **asked["devDependencies"]}

    assert [v for v in versions.values() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


def test_what_is_vendored_is_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()

    assert {"src/dragoman/web/static/vendor/", "frontend/node_modules/"} <= set(ignored)


def test_charts_load_less_than_450_kilobytes() -> None:
    assert (VENDOR / "echarts.js").stat().st_size < 450_000


def test_fonts_that_the_sheet_names_are_there() -> None:
    sheet = (VENDOR / "fonts.css").read_text(encoding="utf-8")
    named = set(re.findall(r"url\(([^)]+)\)", sheet))

    assert named == {f"fonts/{path.name}" for path in (VENDOR / "fonts").iterdir()}
    assert set(re.findall(r'font-family: "([^"]+)"', sheet)) == {"Literata", "IBM Plex Sans"}


def test_the_base_sheet_uses_the_shipped_fonts() -> None:
    base = (STATIC / "css/base.css").read_text(encoding="utf-8")

    assert re.search(r'--serif:\s*"Literata"', base)
    assert re.search(r'--sans:\s*"IBM Plex Sans"', base)


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS], ids=lambda path: path.name)
def test_ours_load_nothing_from_elsewhere(path: Path) -> None:
    assert ADDRESS.findall(code_of(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_our_scripts_never_read_text_as_code_or_markup(path: Path) -> None:
    assert AS_CODE_OR_MARKUP.findall(code_of(path)) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_our_scripts_import_is_there(path: Path) -> None:
    code = code_of(path)
    wanted = [STATIC / "js" / name for name in IMPORTED.findall(code)]
    wanted += [VENDOR / (one or other) for one, other in FROM_VENDOR.findall(code)]

    assert [str(file) for file in wanted if not file.is_file()] == []


def test_every_script_that_the_page_starts_is_there_and_can_be_started() -> None:
    started = ENHANCED.findall((STATIC / "js/page.js").read_text(encoding="utf-8"))

    assert {"times", "drawer", "slider", "charts", "network", "timeline", "selection", "keys"} <= {
        *started
    }
    for name in started:
        code = (STATIC / "js" / f"{name}.js").read_text(encoding="utf-8")
        assert re.search(r"^export (?:async )?function enhance\(", code, re.MULTILINE), name


@pytest.mark.parametrize(
    ("guard", "bad"),
    [
        (ADDRESS, 'import x from "https://cdn.example/x.js"'),
        (ADDRESS, 'load("//cdn.example/x.js")'),
        (ADDRESS, "src: url(x.woff2)"),
        (AS_CODE_OR_MARKUP, "box.innerHTML = told"),
        (AS_CODE_OR_MARKUP, 'box.setAttribute("style", told)'),
        (AS_CODE_OR_MARKUP, 'setTimeout("run()", 1)'),
    ],
)
def test_the_guards_see_what_they_guard_against(guard: re.Pattern[str], bad: str) -> None:
    assert guard.search(bad)
