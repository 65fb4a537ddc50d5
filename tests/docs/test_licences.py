"""Licences: nothing is depended on that nobody has looked at."""

import importlib.util
import re
from email.message import Message
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Package:
    """A package that says this of itself."""

    version = "1"

    def __init__(self, name: str, *classifiers: str, **said: str) -> None:
        self.metadata = Message()
        self.metadata["Name"] = name
        for key, value in said.items():
            self.metadata[key.replace("_", "-")] = value
        for classifier in classifiers:
            self.metadata["Classifier"] = f"License :: OSI Approved :: {classifier}"


def test_every_locked_package_has_a_licence_that_is_allowed(licences: ModuleType) -> None:
    packages = [licences.licensed(one) for one in licences.installed(licences.locked())]
    assert len(packages) > 80
    assert {one.name: one.fault for one in packages if one.fault} == {}


def test_page_names_every_locked_package(licences: ModuleType) -> None:
    """Other versions of Python and other systems need some others; no other test needs those."""
    rows = re.findall(r"^\| ([\w.-]+) \|", licences.PAGE.read_text(encoding="utf-8"), re.M)
    assert rows[1:] == sorted(rows[1:], key=str.lower)
    here = {one.metadata["Name"] for one in licences.installed(licences.locked())}
    assert here <= {*rows}, "run python docs/licences.py"


@pytest.mark.parametrize(
    ("package", "licence", "allowed"),
    [
        (Package("a", License_Expression="MIT"), "MIT", True),
        (Package("a", License_Expression="MIT AND GPL-3.0-only"), "MIT AND GPL-3.0-only", False),
        (Package("a", License_Expression="GPL-2.0-only OR MIT"), "GPL-2.0-only OR MIT", True),
        (Package("a", License="Apache 2.0"), "Apache-2.0", True),
        (Package("a", "GNU Affero General Public License v3"), None, False),
        (Package("a", "MIT License", "GNU General Public License v3 (GPLv3)"), None, False),
        (Package("a", License="Proprietary"), "Proprietary", False),
        (Package("a"), "unknown", False),
        (Package("psycopg", License_Expression="LGPL-3.0-only"), "LGPL-3.0-only", True),
        (Package("psycopg", License_Expression="AGPL-3.0-only"), "AGPL-3.0-only", False),
        (Package("other", License_Expression="LGPL-3.0-only"), "LGPL-3.0-only", False),
    ],
)
def test_licence_is_judged_by_what_a_package_says(
    licences: ModuleType, package: Package, licence: str | None, allowed: bool
) -> None:
    judged = licences.licensed(package)
    assert licence in (None, judged.licence)
    assert (judged.fault is None) == allowed
