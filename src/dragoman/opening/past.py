"""Past: the record of a dossier as it stood, in a copy that goes when it is closed."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from dragoman.errors import QueryError
from dragoman.opening.reading import RecordReader
from dragoman.pipeline.past import Past, past_of
from dragoman.record import AsOf
from dragoman.resolve import Knowledge
from dragoman.store import Store


class PastRecord(RecordReader):
    """The record as of a past day, to read only. Close it, or use it as a context manager.

    It stays as it was made, whatever is written since, and can be read when the dossier is closed.

    Attributes:
        when: The day, by each of the clocks that were asked.
        made_of: How much counts, and what was left out and why.
    """

    def __init__(self, store: Store, when: AsOf, made_of: Past, held: ExitStack) -> None:
        """Read from a copy; OpenDossier.as_of is the way to one.

        Args:
            store: The copy.
            when: The day that it is of.
            made_of: What it was made of.
            held: Closes the store and removes its file.
        """
        super().__init__(store)
        self.when = when
        self.made_of = made_of
        self._held = held

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<record of what was {self.when.told}>"

    def close(self) -> None:
        """Remove the copy; nothing can be asked afterwards."""
        self._held.close()


def past_record(store: Store, when: AsOf, knowledge: Knowledge) -> PastRecord:
    """Make the record as of a past day, in a folder of its own for files that do not stay.

    Raises:
        QueryError: No day is told.
        StoreError: The record cannot be copied.
    """
    if when.is_now:
        raise QueryError("as of which day? Give said=, published= or recorded=")
    with ExitStack() as held:
        folder = held.enter_context(TemporaryDirectory(prefix="dragoman-past-"))
        path, made_of = past_of(store, Path(folder), when, knowledge)
        copy = held.enter_context(Store.open(path))
        return PastRecord(copy, when, made_of, held.pop_all())
