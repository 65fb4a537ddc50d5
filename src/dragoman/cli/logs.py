"""Logs: what long-running commands tell on standard error, in words or as an object a line."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb
from typing import Annotated

import typer

from dragoman.errors import DossierError, DragomanError
from dragoman.settings import read_settings

Fact = str | int | float | bool | None


class LogFormat(StrEnum):
    """How standard error is written."""

    TEXT = "text"
    JSON = "json"


LogOption = Annotated[
    LogFormat | None,
    typer.Option(
        "--log-format",
        help="How standard error is written: text, or json, an object a line; without it "
        "DRAGOMAN_LOG or text.",
    ),
]

log = logging.getLogger("dragoman.cli")


class JsonLines(logging.Formatter):
    """Writes an entry as one JSON object on one line.

    Of an error that nobody foresaw it tells the kind and the places in the code, not its message:
    that may quote an article, or what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write an entry."""
        entry: dict[str, object] = {
            "at": _instant(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": getattr(record, "event", None) or record.getMessage(),
        }
        facts: Mapping[str, Fact] = getattr(record, "facts", {})
        entry |= facts
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            entry["error"] = kind.__name__
            entry["trace"] = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(trace)]
        return json.dumps(entry, ensure_ascii=True, default=str)


class _ToStandardError(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to what is standard error at the moment, as tests and daemons replace it."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def log_format(chosen: LogFormat | None) -> LogFormat:
    """Give the format that is asked for on the command line, or in the environment.

    Raises:
        DossierError: The environment names none that there is.
    """
    if chosen is not None:
        return chosen
    named = read_settings().log
    try:
        return LogFormat(named)
    except ValueError:
        raise DossierError(f"DRAGOMAN_LOG is {named!r}; it must be text or json") from None


@contextmanager
def logged(chosen: LogFormat | None) -> Iterator[LogFormat]:
    """Write all that is told while the block runs in the format that is asked for.

    In JSON an error that Dragoman can explain is an object too, and the command ends with 1.
    """
    form = log_format(chosen)
    if form is LogFormat.TEXT:
        yield form
        return
    root, ours, handler = logging.getLogger(), logging.getLogger("dragoman"), _ToStandardError()
    before = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)  # of others only warnings: httpx2 would tell every address
    logging.captureWarnings(True)
    try:
        yield form
    except (DragomanError, OSError) as error:
        words = str(error) if isinstance(error, DragomanError) else error.strerror or str(error)
        log.error(words, extra={"event": "failed", "facts": {"message": words}})
        raise typer.Exit(1) from error
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        ours.setLevel(before)


def tell(words: str, event: str, **facts: Fact) -> None:
    """Tell somebody on standard error what has happened.

    Args:
        words: It in words, for people.
        event: Its name, for programs. In JSON the words are left out where there are facts.
        facts: What belongs to it; never text of an article.
    """
    if is_json():
        log.info(words, extra={"event": event, "facts": facts or {"message": words}})
    else:
        typer.echo(words, err=True)


def is_json() -> bool:
    """Tell whether standard error is written as JSON now."""
    return any(isinstance(handler, _ToStandardError) for handler in logging.getLogger().handlers)


def _instant(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
