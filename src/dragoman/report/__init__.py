"""The record leaves the house: the brief in its four forms, and the interchange format."""

from typing import TYPE_CHECKING

from dragoman.faces import face_of

if TYPE_CHECKING:
    from dragoman.report.building import build_brief
    from dragoman.report.house import BriefForm
    from dragoman.report.interchange import FORMAT, export_record
    from dragoman.report.rendering import render_brief
    from dragoman.report.scope import Scope
else:
    __getattr__ = face_of(
        __name__,
        {
            "building": "build_brief",
            "house": "BriefForm",
            "interchange": "FORMAT export_record",
            "rendering": "render_brief",
            "scope": "Scope",
        },
    )

__all__ = [
    "FORMAT",
    "BriefForm",
    "Scope",
    "build_brief",
    "export_record",
    "render_brief",
]
