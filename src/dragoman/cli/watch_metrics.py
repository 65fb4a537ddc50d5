"""Watch metrics: what a watch has done since it started, in a file that a collector reads.

A watch has no port. Prometheus's node_exporter (--collector.textfile) and others read such files.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.cli.files import write_pieces
from dragoman.report.exposition import Kind, Metric, expose, single

if TYPE_CHECKING:
    from dragoman.pipeline.watching import Round


@dataclass(slots=True, kw_only=True)
class WatchMetrics:
    """Counts what the rounds of a watch have done.

    Attributes:
        path: The file. None: nothing is written.
    """

    path: Path | None
    rounds: int = 0
    asked: int = 0
    failed: int = 0
    items: int = 0
    added: int = 0
    quarantined: int = 0
    statements: int = 0
    ended_at: float = 0.0

    def count(self, done: "Round", now: float) -> None:
        """Count a round and write the file.

        Args:
            done: What the round has done.
            now: When it ended, in seconds since 1970.

        Raises:
            DragomanError: The file cannot be written.
        """
        ran = done.ran
        self.rounds += 1
        self.asked += done.polled.asked
        self.failed += done.polled.failed
        self.items += done.polled.items
        self.added += done.added
        self.quarantined += done.quarantined + (ran.quarantined if ran else 0)
        self.statements += ran.statements if ran else 0
        self.ended_at = now
        if self.path is not None:
            write_pieces(self.path, expose(self.metrics()))

    def metrics(self) -> tuple[Metric, ...]:
        """Give the numbers; counters begin at 0 with each start, which collectors know."""
        counters = (
            ("rounds", self.rounds, "Rounds that were done."),
            ("asks", self.asked, "Feeds, sitemaps and folders that were looked at."),
            ("failures", self.failed, "Those of them that could not be read."),
            ("items", self.items, "Items that were new or had changed."),
            ("added", self.added, "Documents that were added."),
            ("quarantined", self.quarantined, "Documents that were set aside."),
            ("statements", self.statements, "Statements that were found."),
        )
        counted = (
            single(f"dragoman_watch_{name}_total", Kind.COUNTER, words, value)
            for name, value, words in counters
        )
        ended = "When the last round ended, in seconds since 1970."
        return (
            *counted,
            single("dragoman_watch_round_ended_seconds", Kind.GAUGE, ended, self.ended_at),
        )
