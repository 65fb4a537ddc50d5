"""Pools: shards read by processes of this machine."""

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from functools import partial

from dragoman.pipeline.processes import ReadingPool, explained
from dragoman.pipeline.shards.shards import Order, Shard, ShardRead, ShardReader


def read_in_pool(shards: Sequence[Shard], order: Order, processes: int) -> Iterator[ShardRead]:
    """Read shards side by side; give each when it is done. Those that are read are left alone.

    Raises:
        ModelError: A process was killed; what others have written stays.
    """
    left = [shard for shard in shards if not shard.is_read]
    pool = ReadingPool(min(processes, max(1, len(left))), partial(ShardReader, order))
    try:
        with explained("the shards that were done are kept: give the command again"):
            for done in as_completed(map(pool.reading, left)):
                yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)
