"""PDF: a brief set by typst, tagged (PDF/UA), with footnotes; its words are data, not markup."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from dragoman.analysis import Coverage
from dragoman.errors import ExportError
from dragoman.report.appendix import PrintedArticle
from dragoman.report.brief import MOST, Brief, PartySection
from dragoman.report.characters import shown
from dragoman.report.house import BriefForm, House
from dragoman.report.pictures import FONTS
from dragoman.report.signs import language_name

if TYPE_CHECKING:
    from typst import Fonts

    from dragoman.report.pictures import Picture

UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
"""What typst says of a character that no font has; PDF/UA forbids it."""

SIGN = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that no font has."""

MOST_TRIES = 4
"""How often characters are looked for that no font has; typst tells of all at once."""

LEFT_OUT: Mapping[type, frozenset[str]] = {
    Brief: frozenset({"index", "articles", "apart"}),
    PartySection: frozenset({"dates", "rug"}),
    PrintedArticle: frozenset({"blocks"}),
    Coverage: frozenset({"documents", "ranged", "flagged", "quarantine"}),
}
"""Fields that a printed brief has no use for."""

INSTALL = "pip install 'dragoman[brief]'"


def pdf_brief(brief: Brief, house: House | None = None) -> bytes:
    """Set a brief as PDF; the same brief, templates and fonts give the same bytes.

    Args:
        brief: The brief, not a full one.
        house: An organisation's templates. None: ours.

    Raises:
        ExportError: typst is not installed, or the house's template fails; file and line are told.
    """
    own = house.file(BriefForm.PDF) if house else None
    if house and own:
        house.check_typst()
        return _compiled(own, house.folder, house, brief)
    with as_file(files("dragoman.report") / "templates") as folder:
        return _compiled(folder / "brief.typ", folder, house, brief)


def png_picture(picture: "Picture") -> bytes:
    """Draw a picture as PNG, for what cannot show SVG.

    Raises:
        ExportError: typst is not installed.
    """
    source = (
        "#set page(width: 480pt, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = _typst().compile(
        source.encode(),
        font_paths=_fonts(()),
        format="png",
        ppi=200.0,
        sys_inputs={"svg": printed_svg(picture.svg)},
    )
    return bytes(made)


def printed_svg(svg: str) -> str:
    """Name the font of the printed page in a picture, which is on every machine."""
    return svg.replace(FONTS, "'Libertinus Serif'")


def printed_data(brief: Brief) -> str:
    """Give what a printed page shows as JSON: the brief's fields by their names."""
    data = _plain(brief)
    assert isinstance(data, dict)
    data["pictures"] = {
        key: {"title": picture.title, "alt": picture.alt, "svg": printed_svg(picture.svg)}
        for key, picture in brief.pictures.items()
    }
    data["languages"] = [
        {"name": language_name(share.name), "documents": share.documents}
        for share in brief.coverage.languages
    ]
    data["most"] = dict(MOST)
    data["disputed"] = _plain(brief.disputed)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _plain(part: object) -> object:
    """Give a part of a brief as JSON has it."""
    if is_dataclass(part):
        skipped = LEFT_OUT.get(type(part), frozenset())
        names = [field.name for field in fields(part) if field.name not in skipped]
        return {name: _plain(getattr(part, name)) for name in names}
    if isinstance(part, Mapping):
        return {str(key): _plain(value) for key, value in part.items()}
    if isinstance(part, tuple | list):
        return [_plain(value) for value in part]
    return shown(part) if isinstance(part, str) else part


def _compiled(path: Path, root: Path, house: House | None, brief: Brief) -> bytes:
    """Set a file, with a sign for every character that no font has."""
    typst = _typst()
    data = printed_data(brief)
    fonts = _fonts(tuple(house.fonts()) if house else ())
    for _ in range(MOST_TRIES):
        try:
            return bytes(
                typst.compile(
                    str(path),
                    root=str(root),
                    font_paths=fonts,
                    sys_inputs={"brief": data},
                    pdf_standards="ua-1",
                    timestamp=0,
                )
            )
        except typst.TypstError as error:
            missing = "".join(map(_unescaped, UNSHOWN.findall(error.diagnostic)))
            if not missing:
                raise ExportError(_first(error.diagnostic, root)) from error
            data = data.translate(dict.fromkeys(map(ord, missing), SIGN))
    raise ExportError(f"{path}: some characters of the brief are in no font of this machine")


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)


def _first(diagnostic: str, root: Path) -> str:
    """Give the first thing that typst finds wrong, with its file and line, in a line."""
    message, _, place = diagnostic.partition("\n")
    found = re.search(r"┌─ (\S.*?):(\d+):\d+", place)
    if not found:
        return f"{root}: {message}"
    return f"{root / Path(found[1]).name}:{found[2]}: {message.removeprefix('error: ')}"


@cache
def _fonts(folders: tuple[Path, ...]) -> "Fonts":
    """Look for fonts once: those of the folders, of this machine, and typst's own."""
    found: Fonts = _typst().Fonts(font_paths=[str(folder) for folder in folders])
    return found


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise ExportError(f"a PDF or DOCX brief needs typst: {INSTALL}") from error
    return typst
