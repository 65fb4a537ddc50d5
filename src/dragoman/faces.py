"""Faces: what a package offers, each name imported from its module when somebody asks for it.

They are for packages of which most callers need one module of many: a command that lists positions
must not wait for the patterns that find meetings in texts. Types are checked as ever, because the
package also imports these names under TYPE_CHECKING.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def face_of(package: str, offered: Mapping[str, str]) -> Callable[[str], object]:
    """Make the `__getattr__` of a package, which imports what is asked for.

    Args:
        package: The package's name.
        offered: For each of its modules, the names that the package offers of it, with blanks
            between them.
    """
    homes = {name: module for module, names in offered.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, found)  # so that it is asked for once
        return found

    return get
