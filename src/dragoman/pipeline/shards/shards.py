"""A shard: one file of a large collection, read as a whole, whoever calls for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import DossierError
from dragoman.ingest import INGEST_VERSION, ArchiveReading, Arrival, Interest, Page, ingest
from dragoman.pipeline.crews import Equipment, Tools
from dragoman.pipeline.reading import distinct
from dragoman.pipeline.shards.parcels import Parcel, write_parcels
from dragoman.record import Quarantine, Run, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A file that is read as a whole, and where what is found goes.

    Attributes:
        source: The file: any that `dragoman add` reads.
        target: The Parquet file that is made of it.
    """

    source: Path
    target: Path

    @property
    def is_read(self) -> bool:
        """Whether its result is there: files of results are whole, or are not there."""
        return self.target.is_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRead:
    """What reading a shard came to: its file, its documents, and how many were set aside."""

    source: Path
    documents: int
    quarantined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How shards are read, as values that another process or machine can be given.

    Attributes:
        equipment: What documents are read with.
        interest: What is wanted of web archives. None: all of their articles.
    """

    equipment: Equipment
    interest: Interest | None = None


def shards_of(sources: list[Path], folder: Path, run: Run) -> list[Shard]:
    """Give the shards of some files, in the order of their names.

    The name of a result has the file's name, size and run in it: a file that grew, or another
    model, is read anew; what is there of the same is kept.

    Raises:
        DossierError: A file cannot be read.
    """
    shards = []
    for source in sorted(sources):
        try:
            size = source.stat().st_size
        except OSError as error:
            raise DossierError(f"{source}: cannot be read ({error.strerror})") from None
        key = digest("shard", str(source), size, run.id)
        shards.append(Shard(source=source, target=folder / f"{source.name}.{key}.parquet"))
    return shards


class ShardReader:
    """Reads shards, one after another, with equipment that is loaded once."""

    def __init__(self, order: Order) -> None:
        """Load the equipment; takes about a second."""
        self._order = order
        self._tools: Tools = order.equipment.unpack()

    @property
    def run(self) -> Run:
        """The run that shards are read in."""
        return self._tools.run

    def read(self, shard: Shard) -> ShardRead:
        """Read a shard and write its result; memory does not grow with its size."""
        count = {"documents": 0, "quarantined": 0}

        def counted() -> Iterator[Parcel]:
            archives = ArchiveReading(interest=lambda: self._order.interest)
            for arrival in ingest([shard.source], archives=archives):
                parcel = self._parcel(arrival)
                count["quarantined" if parcel.quarantine else "documents"] += 1
                yield parcel

        write_parcels(shard.target, counted(), self.run)
        return ShardRead(source=shard.source, **count)

    def _parcel(self, arrival: Arrival) -> Parcel:
        if isinstance(arrival, Quarantine):
            return Parcel(quarantine=arrival)
        document = arrival.document if isinstance(arrival, Page) else arrival
        came = Parcel(
            document=document,
            markup=arrival.markup if isinstance(arrival, Page) else None,
            fetched_at=arrival.fetched_at if isinstance(arrival, Page) else None,
            ingest_version=INGEST_VERSION,
        )
        outcome = self._tools.read(document)
        if isinstance(outcome, Quarantine):
            return replace(came, quarantine=outcome)
        run, found, _ = outcome
        return replace(
            came,
            run=run,
            statements=tuple(distinct(found.statements)),
            actors=found.actors,
            period=found.period,
        )
