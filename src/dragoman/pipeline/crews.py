"""Crews: processes that read documents side by side, with the results of a single one.

What a document is read as depends on nothing but the document and the equipment, so that it does
not matter which process reads it; a crew gives its documents back in the order in which they came.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.pipeline.processes import ReadingPool, explained
from dragoman.pipeline.reading import Outcome, coder_for, read_one, reader_named, run_of
from dragoman.pipeline.relating import Teller
from dragoman.record import Codebook, Document, Run
from dragoman.resolve import Knowledge, load_knowledge

if TYPE_CHECKING:
    from dragoman.extract import Reader
    from dragoman.extract.coding import Coder

AHEAD = 4
"""Documents that wait for each process: enough that none is idle, few enough to stay in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What decides how documents are read, as values that another process can be given.

    Attributes:
        reader: Name of the reader.
        actors: The dossier's own actors. None: it has none.
        codebook: What statements are coded with, and what people have taught it. None: nothing.
    """

    reader: str
    actors: Path | None = None
    codebook: Codebook | None = None

    def unpack(self) -> "Tools":
        """Load models and knowledge; takes about a second.

        Raises:
            ModelError: There is no such reader.
            KnowledgeError: The file of actors is malformed.
        """
        return Tools(
            reader=reader_named(self.reader),
            knowledge=load_knowledge(self.actors),
            coder=coder_for(self.codebook),
        )


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Equipment that is loaded and ready to read."""

    reader: "Reader"
    knowledge: Knowledge
    coder: "Coder"

    @property
    def run(self) -> Run:
        """The run that documents are read in."""
        return run_of(self.reader.name, self.knowledge, self.coder)

    @cached_property
    def teller(self) -> Teller:
        """Finds what documents tell of meetings and plans."""
        return Teller(self.knowledge, self.coder)

    def read(self, document: Document) -> Outcome:
        """Take one document through extract and resolve."""
        return read_one(document, self.reader, self.knowledge, self.coder, self.teller)


class Crew:
    """Processes that read; use it as a context manager."""

    def __init__(self, equipment: Equipment, processes: int) -> None:
        """Start processes, each with its own equipment."""
        self._waiting = AHEAD * processes
        self._pool = ReadingPool(processes, equipment.unpack)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def read(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Outcome]]:
        """Read documents, and give each with its outcome in the order in which they came.

        Raises:
            ModelError: A process died, or could not load its equipment.
        """
        waiting: deque[tuple[Document, Future[Outcome]]] = deque()
        with explained("what was read is kept: run again, with fewer processes"):
            for document in documents:
                waiting.append((document, self._pool.reading(document)))
                if len(waiting) >= self._waiting:
                    done, outcome = waiting.popleft()
                    yield done, outcome.result()
            while waiting:
                done, outcome = waiting.popleft()
                yield done, outcome.result()
