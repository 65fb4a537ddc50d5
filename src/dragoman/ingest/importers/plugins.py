"""Importers of other packages, registered by the entry point group `dragoman.importers`.

One that is broken is told, and stops nothing else: neither its package's import nor what it does
with a file is trusted to go well.
"""

import functools
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, Page
from dragoman.ingest.importers.importer import Importer
from dragoman.record import Document, Quarantine

GROUP = "dragoman.importers"
SUFFIX = re.compile(r"\.[^\s./\\A-Z]+(?:\.[^\s./\\A-Z]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugins:
    """What other packages bring.

    Attributes:
        importers: Their importers, in the order of their names.
        problems: What is wrong with the others, each a line that says what to do.
    """

    importers: tuple[Importer, ...] = ()
    problems: tuple[str, ...] = ()


def find_plugins(taken: Collection[str]) -> Plugins:
    """Load the importers that installed packages register.

    Args:
        taken: Endings of file names that Dragoman reads itself; no plug-in takes their place.
    """
    return _found(frozenset(taken))


@functools.cache
def _found(taken: frozenset[str]) -> Plugins:
    importers: list[Importer] = []
    problems: list[str] = []
    known = set(taken)
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    for point in points:
        try:
            importer = _checked(point.load(), known)
        # The plug-in is foreign code: whatever it raises is its own affair.
        except Exception as error:
            problems.append(f"{_named(point)} cannot be used: {_why(error)}; update or remove it")
            continue
        known.update(importer.suffixes)
        importers.append(replace(importer, read=_guarded(importer, _named(point))))
    return Plugins(importers=tuple(importers), problems=tuple(problems))


def _checked(loaded: object, known: Collection[str]) -> Importer:
    if not isinstance(loaded, Importer):
        raise DocumentError(f"it is a {type(loaded).__name__}, not an Importer")
    if not loaded.suffixes or not all(SUFFIX.fullmatch(suffix) for suffix in loaded.suffixes):
        raise DocumentError('its suffixes must be endings in lower case with a dot, such as ".xyz"')
    if double := sorted(set(loaded.suffixes) & set(known)):
        raise DocumentError(f"files of the form {double[0]} have an importer already")
    return loaded


def _guarded(importer: Importer, named: str) -> Callable[[Delivery], Iterator[Arrival]]:
    """Read with a plug-in; what it raises becomes the reason why the file is not read."""

    def read(delivery: Delivery) -> Iterator[Arrival]:
        try:
            for arrival in importer.read(delivery):
                if not isinstance(arrival, Document | Page | Quarantine):
                    raise TypeError(f"it gave a {type(arrival).__name__} instead of a document")
                yield arrival
        except (DocumentError, OSError):
            raise
        # Likewise: a slip in a plug-in must not stop the other files.
        except Exception as error:
            raise DocumentError(f"{named} failed on it: {_why(error)}; report it") from error

    return read


def _named(point: EntryPoint) -> str:
    package = point.dist
    where = f" of {package.name} {package.version}" if package is not None else ""
    return f"the plug-in {point.name!r}{where}"


def _why(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return text if isinstance(error, DocumentError) else f"{type(error).__name__}: {text}"
