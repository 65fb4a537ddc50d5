"""Pools: shards read by processes of this machine."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ClassVar

from dragoman.errors import ModelError
from dragoman.pipeline.shards.shards import Order, Shard, ShardRead, ShardReader


def read_in_pool(shards: Sequence[Shard], order: Order, processes: int) -> Iterator[ShardRead]:
    """Read shards side by side; give each when it is done. Those that are read are left alone.

    Raises:
        ModelError: A process was killed; what others have written stays.
    """
    left = [shard for shard in shards if not shard.is_read]
    pool = ProcessPoolExecutor(
        min(processes, max(1, len(left))), get_context("spawn"), _Worker.equip, (order,)
    )
    try:
        for done in as_completed([pool.submit(_Worker.read, shard) for shard in left]):
            yield done.result()
    except BrokenProcessPool:
        raise ModelError(
            "a process that reads was killed or could not start, perhaps for want of memory (each "
            "takes about 250 MB); the shards that were done are kept: give the command again"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


class _Worker:
    """What a process of a pool holds."""

    reader: ClassVar[ShardReader]

    @classmethod
    def equip(cls, order: Order) -> None:
        """Load the equipment, once for each process."""
        cls.reader = ShardReader(order)

    @classmethod
    def read(cls, shard: Shard) -> ShardRead:
        """Read a shard."""
        return cls.reader.read(shard)
