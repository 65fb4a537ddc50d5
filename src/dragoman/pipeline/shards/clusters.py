"""Clusters: shards read by actors of Ray, on one machine or many, through Ray Data.

Each actor loads the models once. Ray starts an actor that died anew and gives its shard to
another; since a result is written as a whole or not at all, and what is written is left alone,
nothing is lost or doubled when actors, machines or the driver itself die.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dragoman.errors import ModelError
from dragoman.pipeline.shards.shards import Order, Shard, ShardRead, ShardReader


def read_on_ray(
    shards: Sequence[Shard],
    order: Order,
    actors: int,
    address: str | None = None,
    gpu_share: float = 0.0,
) -> Iterator[ShardRead]:
    """Read shards with actors of Ray; give each when it is done.

    Args:
        shards: The shards; sources and targets must lie where every machine finds them.
        order: How they are read.
        actors: How many actors hold a model.
        address: Of a cluster, as Ray has it ("auto", "ray://..."). None: one on this machine.
        gpu_share: How much of a GPU each actor takes; 0: none, Ray hides them from it.

    Raises:
        ModelError: Ray is not installed, or the cluster cannot be reached or has no GPU.
    """
    ray = _ray()
    left = [shard for shard in shards if not shard.is_read]
    if not left:
        return
    _connect(ray, address)
    if gpu_share > ray.cluster_resources().get("GPU", 0.0):  # Ray would wait for one to come
        raise ModelError(f"the cluster has no GPU of which an actor could take {gpu_share:g}")
    items = [{"source": str(shard.source), "target": str(shard.target)} for shard in left]
    rows = ray.data.from_items(items, override_num_blocks=len(items)).map(
        _Actor,
        fn_constructor_args=(order,),
        concurrency=min(actors, len(items)),
        num_gpus=gpu_share or None,
    )
    try:
        for row in rows.iter_rows():
            yield ShardRead(**{**row, "source": Path(row["source"])})
    except ray.exceptions.RayError as error:
        said = str(error).strip().splitlines()
        raise ModelError(
            f"Ray gave up ({said[-1] if said else type(error).__name__}); the shards that were "
            "done are kept: give the command again"
        ) from None


def _ray() -> Any:
    try:
        import ray
        import ray.data
    except ModuleNotFoundError:
        raise ModelError(
            "reading on a cluster needs Ray: pip install 'dragoman[distributed]'; "
            "without it --processes reads on this machine"
        ) from None
    return ray


def _connect(ray: Any, address: str | None) -> None:
    if ray.is_initialized():
        return
    try:
        ray.init(
            address=address, log_to_driver=False, include_dashboard=False if not address else None
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"Ray cannot be reached at {address or 'this machine'} ({error})"
        ) from None
    ray.data.DataContext.get_current().enable_progress_bars = False


class _Actor:
    """What Ray keeps alive on a machine."""

    def __init__(self, order: Order) -> None:
        self._reader = ShardReader(order)

    def __call__(self, row: dict[str, str]) -> dict[str, object]:
        shard = Shard(source=Path(row["source"]), target=Path(row["target"]))
        read = asdict(self._reader.read(shard))
        return read | {"source": row["source"]}
