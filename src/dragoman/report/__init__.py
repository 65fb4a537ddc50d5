"""The record leaves the house: the brief in HTML and Markdown, and the interchange format."""

from dragoman.report.interchange import FORMAT, export_record
from dragoman.report.rendering import html_brief, markdown_brief

__all__ = ["FORMAT", "export_record", "html_brief", "markdown_brief"]
