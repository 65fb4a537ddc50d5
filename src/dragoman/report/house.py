"""House style: the templates by which an organisation replaces ours, and what is wrong in them.

A folder with any of the files of HOUSE_FILES. A dossier may come from somebody else and bring such
a folder, so its templates cannot reach out of it: Jinja2's run in a sandbox, typst's see their
folder alone and fetch no packages.
"""

import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dragoman.errors import ExportError

FOLDER = "brief"
"""The folder of a dossier that is looked into if no other is named."""


class BriefForm(StrEnum):
    """In what a brief is written."""

    HTML = "html"
    MARKDOWN = "md"
    PDF = "pdf"
    DOCX = "docx"


HOUSE_FILES: Mapping[BriefForm, str] = {
    BriefForm.HTML: "brief.html.j2",
    BriefForm.MARKDOWN: "brief.md.j2",
    BriefForm.PDF: "brief.typ",
    BriefForm.DOCX: "reference.docx",
}
"""What a form's template is called. Beside them: brief.css, parts such as said.html.j2, fonts/."""

PACKAGE = re.compile(r'"@[\w-]+/')
"""A package of typst, which would be fetched from a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An organisation's templates.

    Attributes:
        folder: Where they are.
    """

    folder: Path

    def file(self, form: BriefForm) -> Path | None:
        """Find the template of a form. None: ours is used."""
        path = self.folder / HOUSE_FILES[form]
        return path if path.is_file() else None

    def fonts(self) -> list[Path]:
        """Give the folders of fonts."""
        return [folder for folder in (self.folder / "fonts",) if folder.is_dir()]

    def check_typst(self) -> None:
        """Check that no typst file asks for a package, which would be fetched from a host.

        Raises:
            ExportError: One does.
        """
        for path in sorted(self.folder.rglob("*.typ")):
            lines = read_text(path).splitlines()
            for number, line in enumerate(lines, start=1):
                if PACKAGE.search(line):
                    raise ExportError(
                        f"{path}:{number}: a brief fetches no packages; copy its files into "
                        f"{self.folder} and import them by path"
                    )


def house_at(folder: Path | None, dossier: Path | None = None) -> House | None:
    """Find an organisation's templates.

    Args:
        folder: Where they are said to be. None: in the folder FOLDER of the dossier, if it has one.
        dossier: The dossier's folder. None: there is none.

    Raises:
        ExportError: The folder is named and has no template.
    """
    if folder is None:
        found = dossier / FOLDER if dossier else None
        return House(folder=found) if found and found.is_dir() else None
    known = (*HOUSE_FILES.values(), "brief.css")
    if not any((folder / name).is_file() for name in known):
        missing = "there is no such folder" if not folder.is_dir() else "it has no template"
        raise ExportError(f"{folder}: {missing}; a template is one of {', '.join(known)}")
    return House(folder=folder)


def read_text(path: Path) -> str:
    """Read a template.

    Raises:
        ExportError: It cannot be read as UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path}: cannot be read as UTF-8 text: {error}") from error


@contextmanager
def told_by_line(house: House | None) -> Iterator[None]:
    """Tell what is wrong in a template of the house by file and line; our own errors pass.

    Raises:
        ExportError: A template of the house is malformed, or fails as it is filled.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except TemplateNotFound as error:
        if house is None:
            raise
        raise ExportError(
            f"{house.folder}: no template {str(error)!r} here, nor among Dragoman's"
        ) from error
    except TemplateSyntaxError as error:
        if house is None:
            raise
        raise ExportError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
        place = _place(error, house)
        if place is None:
            raise
        raise ExportError(
            f"{place}: {error}; docs/how-to/write-a-brief.md has the names"
        ) from error


def _place(error: Exception, house: House | None) -> str | None:
    """Find the line of a template of the house in which an error arose. None: in none of them."""
    if house is None:
        return None
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).is_relative_to(house.folder)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else None
