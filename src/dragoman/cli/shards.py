"""Large collections: read in shards by many processes or a cluster, then loaded into a dossier."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.archives import EverythingOption, LanguageOption, reading_for
from dragoman.cli.documents import (
    WITH_QUARANTINE,
    ProcessesOption,
    ReaderOption,
    equipment_of,
)
from dragoman.cli.dossiers import DossierOption, dossier_at, open_record
from dragoman.cli.progress import counting

FolderOption = Annotated[
    Path, typer.Option("--out", "-o", help="Folder for the results, one Parquet file a shard.")
]
RayOption = Annotated[
    str | None,
    typer.Option(
        "--ray",
        help="Read with actors of Ray: the address of a cluster (auto, ray://host:10001), or "
        "local. --processes says how many.",
    ),
]
GpuOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        help="With --ray: how much of a GPU each actor takes, such as 0.25; needs dragoman[gpu].",
    ),
]


def read_shards(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files (WARC, Parquet, JSON Lines ...), or folders.")
    ],
    out: FolderOption,
    processes: ProcessesOption = 1,
    ray: RayOption = None,
    gpu_share: GpuOption = 0.0,
    reader: ReaderOption = None,
    language: LanguageOption = None,
    everything: EverythingOption = False,
    dossier: DossierOption = None,
) -> None:
    """Read a large collection file by file, into Parquet files; load takes them in.

    Files are read with the dossier's actors, codebook and lessons. What is done is left alone, so
    that a command that was cut off is given again.
    """
    from dragoman.pipeline.shards.clusters import read_on_ray
    from dragoman.pipeline.shards.pools import read_in_pool
    from dragoman.pipeline.shards.shards import Order, shards_of
    from dragoman.report.signs import count

    if gpu_share and ray is None:
        raise typer.BadParameter("--gpu-share is for --ray; else a GPU that is there is used")
    opened = dossier_at(dossier)
    with open_record(opened) as store:
        equipment = equipment_of(opened, store, reader)
        archives = reading_for(store, opened, language or (), everything=everything)
    order = Order(equipment=equipment, interest=archives.interest())
    out.mkdir(parents=True, exist_ok=True)
    shards = shards_of(files_in(inputs), out, equipment.unpack().run)
    known = sum(shard.is_read for shard in shards)
    documents = quarantined = done = 0
    with counting("reading shards") as progress:
        if ray is None:
            each = read_in_pool(shards, order, processes)
        else:
            address = None if ray == "local" else ray
            each = read_on_ray(shards, order, processes, address, gpu_share)
        for read in each:
            done += 1
            documents, quarantined = documents + read.documents, quarantined + read.quarantined
            progress(read.source.name)
    typer.echo(
        f"{count(done, 'shard')} read, {known} done before: {count(documents, 'document')}, "
        f"{quarantined} set aside",
        err=True,
    )
    if quarantined:
        raise typer.Exit(WITH_QUARANTINE)


def files_in(inputs: list[Path]) -> list[Path]:
    """Give the files that are meant: those given, and those of folders whose form is read."""
    from dragoman.ingest.importers import importer_of, suffix_of

    found: list[Path] = []
    for given in inputs:
        if given.is_dir():
            inside = (path for path in given.rglob("*") if path.is_file())
            found += [path for path in inside if importer_of(suffix_of(path))]
        else:
            found.append(given)
    return sorted(set(found))


def load(
    folder: Annotated[Path, typer.Argument(help="Where read-shards wrote.")],
    reader: ReaderOption = None,
    dossier: DossierOption = None,
) -> None:
    """Take what read-shards has read into the dossier, as if it had been read there."""
    from dragoman.pipeline.shards.loading import load as load_results
    from dragoman.report.signs import count

    opened = dossier_at(dossier)
    with ExitStack() as open_until_done:
        store = open_until_done.enter_context(open_record(opened))
        tools = equipment_of(opened, store, reader).unpack()
        progress = open_until_done.enter_context(counting("loading"))
        loaded = load_results(folder, store, tools.run, tools.knowledge, progress, tools.coder)
    typer.echo(
        f"{count(loaded.documents, 'document')} loaded, {count(loaded.statements, 'statement')}, "
        f"{loaded.quarantined} set aside",
        err=True,
    )
    if loaded.quarantined:
        raise typer.Exit(WITH_QUARANTINE)
