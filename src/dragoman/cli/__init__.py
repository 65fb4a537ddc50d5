"""The command line: one module per command group."""

from dragoman.cli.app import main

__all__ = ["main"]
