"""The record leaves the house: the brief in HTML and Markdown, and the interchange format."""

from typing import TYPE_CHECKING

from dragoman.faces import face_of

if TYPE_CHECKING:
    from dragoman.report.interchange import FORMAT, export_record
    from dragoman.report.rendering import html_brief, markdown_brief
else:
    __getattr__ = face_of(
        __name__,
        {
            "interchange": "FORMAT export_record",
            "rendering": "html_brief markdown_brief",
        },
    )

__all__ = ["FORMAT", "export_record", "html_brief", "markdown_brief"]
