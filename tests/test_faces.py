"""What packages offer without importing all their modules."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

FACED = ("dragoman.pipeline", "dragoman.report", "dragoman.resolve")


def promised(package: str) -> dict[str, str]:
    """Give the module of each name that a package promises to type checkers."""
    file = import_module(package).__file__
    assert file
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package)
        for alias in node.names
    }


@pytest.mark.parametrize("package", FACED)
def test_package_offers_what_type_checkers_are_promised(package: str) -> None:
    face = import_module(package)
    names = promised(package)
    assert sorted(names) == sorted(face.__all__)
    for name, module in names.items():
        assert getattr(face, name) is getattr(import_module(module), name)


@pytest.mark.parametrize("package", FACED)
def test_package_says_what_it_does_not_have(package: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nonesuch'"):
        import_module(package).nonesuch  # noqa: B018 - asked for


def test_package_imports_only_the_module_of_what_is_asked_for() -> None:
    asked = (
        "import sys; from dragoman.resolve import load_knowledge;"
        "assert 'dragoman.resolve.knowledge' in sys.modules;"
        "assert 'dragoman.resolve.resolution' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
