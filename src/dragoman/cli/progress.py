"""Progress on standard error, for a person; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dragoman.cli.logs import is_json
from dragoman.cli.rows import printable


@contextmanager
def counting(what: str) -> Iterator[Callable[[str], None]]:
    """Show how many documents are done and which is the latest, while the block runs.

    Args:
        what: What is being done, such as "reading".

    Yields:
        A function to call with the name of each document that is done.
    """
    if not sys.stderr.isatty() or is_json():
        yield _unseen
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, done = bar.add_task(what), 0

        def advance(name: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, description=f"{what} {done:,}  {escape(printable(name[:60]))}")

        yield advance


def _unseen(_name: str) -> None:
    """Take notice of nothing."""
