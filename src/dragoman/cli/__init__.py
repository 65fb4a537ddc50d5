"""The command line: one module per command group."""

import os

# Before numpy is imported. Its products here are small, and threads of its own only wait for each
# other: two processes side by side read 15 articles a second with this, 4 without.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dragoman.cli.app import main

__all__ = ["main"]
