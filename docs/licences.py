"""Write docs/security/licences.md from what the installed packages say of themselves.

With --check nothing is written: what is not allowed is told, and the exit code is 1.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "security" / "licences.md"

PERMISSIVE = frozenset(
    {"0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC"}
    | {"MIT", "MIT-0", "PSF-2.0", "Zlib", "Unlicense"}
)
"""Licences under which a package may be a dependency."""

PER_FILE = frozenset({"MPL-1.1", "MPL-2.0"})
"""Those that ask only that changes to their own files are published; we change none of them."""

SIGNED_OFF = {
    "psycopg": ("LGPL-3.0-only", "only for records on PostgreSQL, loaded as it is, never shipped"),
    "psycopg-binary": ("LGPL-3.0-only", "as psycopg, which it speeds up"),
}
"""Others that were looked at by a person, one by one, with why they may stay."""

WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages write instead of an SPDX identifier."""

KNOWN = {"pypdfium2": "BSD-3-Clause AND Apache-2.0"}
"""Where a package's own words are no expression: the licences that its wheel has with it."""

HEAD = """# Licences of what Dragoman is built on

*Written by `python docs/licences.py` from what the installed packages say of themselves.*

Dragoman is under Apache-2.0. A dependency may be under a permissive licence, or under the Mozilla
Public License, which asks only for changes to its own files. Anything else has to be signed off by
name in docs/licences.py; `make check` fails on a package of requirements.lock that is not. What the
pages load from npm has its own check (tests/web/test_assets.py) and licences in the wheel.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """A package and its licence.

    Attributes:
        name: The package.
        version: Its version.
        licence: An SPDX expression, or what the package says where it says none.
        fault: Why it is not allowed. None: it is.
        note: Why it was signed off. None: it needed not be.
    """

    name: str
    version: str
    licence: str
    fault: str | None
    note: str | None


def locked() -> list[str]:
    """Name the packages of the lock, each once."""
    text = LOCK.read_text(encoding="utf-8")
    return sorted({match[1].lower() for match in re.finditer(r"^([A-Za-z0-9._-]+)==", text, re.M)})


def installed(names: list[str]) -> Iterator[Distribution]:
    """Give those of the packages that are installed: some are for other systems."""
    for name in names:
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def licence_of(package: Distribution) -> str:
    """Tell a package's licence: its expression, or else its classifiers or its own words."""
    facts = package.metadata
    name = facts["Name"]
    if name.lower() in KNOWN:
        return KNOWN[name.lower()]
    if expression := facts.get("License-Expression"):
        return str(expression)
    said = str(facts.get("License") or "").strip()
    one_line = "\n" not in said and len(said) < 60
    classified = [
        line.rpartition(" :: ")[2]
        for line in facts.get_all("Classifier", [])
        if line.startswith("License :: OSI Approved :: ")
    ]
    if one_line and said and (said in WORDS or fault_of(said) is None):
        return WORDS.get(said, said)
    if classified:
        return " AND ".join(WORDS.get(word, word) for word in classified)
    # Some give the whole text: the first line that names a licence we know.
    return next((WORDS[line] for line in said.splitlines() if line in WORDS), _by_text(said))


def _by_text(text: str) -> str:
    if "Redistributions of source code must retain" in text:
        return "BSD-3-Clause" if "Neither the name" in text else "BSD-2-Clause"
    return text.splitlines()[0][:60] if text else "unknown"


def fault_of(expression: str) -> str | None:
    """Tell what of an SPDX expression is not allowed. None: all is, or one choice of it."""
    allowed = PERMISSIVE | PER_FILE
    refused: list[str] = []
    for choice in re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", "")):
        parts = [part.strip() for part in re.split(r"\s+AND\s+", choice)]
        wrong = [part for part in parts if part not in allowed]
        if not wrong:
            return None
        refused += wrong
    return f"{', '.join(refused)} is not on the list of licences"


def licensed(package: Distribution) -> Licensed:
    """Judge a package by its licence."""
    name, licence = package.metadata["Name"], licence_of(package)
    signed, note = SIGNED_OFF.get(name.lower(), (None, None))
    fault = None if signed == licence else fault_of(licence)
    return Licensed(
        name=name,
        version=package.version,
        licence=licence,
        fault=fault,
        note=note if fault is None and signed else None,
    )


def page(packages: list[Licensed]) -> str:
    """Write the page. Versions are left out, as they are in the lock and change more often."""
    lines = ["| package | licence | signed off because |", "| --- | --- | --- |"]
    packages = sorted(packages, key=lambda one: one.name.lower())
    lines += [f"| {one.name} | {one.licence} | {one.note or ''} |" for one in packages]
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or check."""
    packages = [licensed(package) for package in installed(locked())]
    faults = [f"{one.name} {one.version}: {one.fault}" for one in packages if one.fault]
    if "--check" not in sys.argv:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(packages), encoding="utf-8")
    print("\n".join(faults) or f"{len(packages)} packages, all of them under allowed licences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
