"""Server: a `dragoman serve` process of its own, and what it uses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A dossier that is served.

    Attributes:
        host: Where the server listens.
        port: At which port.
        process: Its process.
    """

    host: str
    port: int
    process: int

    @property
    def memory(self) -> float:
        """The memory that the process holds now, in MB."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def processor_time(self) -> float:
        """The processor time that it has used, in seconds."""
        stat = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(dossier: Path) -> Iterator[Served]:
    """Serve a dossier at a free port for as long as the block lasts."""
    command = [sys.executable, "-m", "dragoman", "serve", "-d", str(dossier), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        if address.port is None or address.hostname is None:
            raise RuntimeError("the server did not start; its message is above")
        yield Served(host=address.hostname, port=address.port, process=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
