"""Serving: the dossier in the browser."""

import re
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.dossiers import DossierOption, dossier_at, open_record
from dragoman.cli.logs import LogFormat, LogOption, logged, tell
from dragoman.cli.rows import printable
from dragoman.settings import Dossier, read_settings

PART = re.compile(r"\w[\w.~-]*", re.ASCII)
"""A part of a base path."""


class Reading(StrEnum):
    """Who may read."""

    OPEN = "open"
    ACCOUNTS = "accounts"


def serve(
    dossier: DossierOption = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="The port; without it DRAGOMAN_PORT, or the first free one from 8730 on.",
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(help="The address to listen at; without it DRAGOMAN_HOST or 127.0.0.1."),
    ] = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help="Listen at an address that other machines reach: everyone on the network can then "
            "ask this server, and what they send is not encrypted.",
        ),
    ] = False,
    reading: Annotated[
        Reading | None,
        typer.Option(
            help="Who may read: everyone who reaches the server, or accounts only. Without it open "
            "on loopback, and accounts with --public, --base-path or --proxy-headers."
        ),
    ] = None,
    base_path: Annotated[
        str | None,
        typer.Option(
            help="The path under which a proxy serves the dossier, such as /talks; without it "
            "DRAGOMAN_BASE_PATH or none."
        ),
    ] = None,
    proxy_headers: Annotated[
        bool,
        typer.Option(
            "--proxy-headers",
            help="Believe X-Forwarded-For and X-Forwarded-Proto of the proxies in "
            "DRAGOMAN_PROXIES (127.0.0.1).",
        ),
    ] = False,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser on it.")] = False,
    idle: Annotated[
        float | None,
        typer.Option("--stop-when-idle", min=0.01, help="Stop after MINUTES without a request."),
    ] = None,
    beside: Annotated[Path | None, typer.Option("--beside", hidden=True)] = None,
    log_format: LogOption = None,
) -> None:
    """Serve the dossier to browsers, until Ctrl-C."""
    with logged(log_format) as form, _typed(host, base_path):
        settings, opened = read_settings(), dossier_at(dossier)
        base_path = _base_path(settings.base_path if base_path is None else base_path)
        place = Place(
            host=_host(host or settings.host, public),
            port=settings.port if port is None else port,
            base_path=base_path,
            proxied=proxy_headers or bool(base_path),
            proxies=settings.proxies if proxy_headers else (),
        )
        _serve(
            opened,
            place,
            open_reading=reading is Reading.OPEN if reading else place.alone,
            open_browser=open_,
            idle_s=None if idle is None else idle * 60,
            beside=beside,
            own_log=form is LogFormat.JSON,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a server is found.

    Attributes:
        host: The address to listen at.
        port: Its port. None: the first free one.
        base_path: The path under which a proxy serves it, or nothing.
        proxied: Whether a proxy brings requests.
        proxies: The proxies that are believed.
    """

    host: str
    port: int | None
    base_path: str
    proxied: bool
    proxies: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether only this machine reaches it, by no proxy."""
        from dragoman.web.serving import is_loopback

        return is_loopback(self.host) and not self.proxied


def _serve(
    opened: Dossier,
    place: Place,
    *,
    open_reading: bool,
    open_browser: bool,
    idle_s: float | None,
    beside: Path | None,
    own_log: bool,
) -> None:
    """Serve a dossier until the server is stopped."""
    from dragoman.web import create_app
    from dragoman.web.serving import Serving, address_of, listen, run
    from dragoman.web.users.access import LOOPBACK, Access
    from dragoman.web.warming import keep_warm

    access = Access(open_reading=open_reading, hosts=LOOPBACK if place.alone else ())
    serving = Serving(proxies=place.proxies, idle_s=idle_s, beside=beside, own_log=own_log)
    listener = listen(place.host, place.port)
    address = address_of(listener, place.host, place.base_path)
    with open_record(opened) as store:
        app = create_app(opened, store, base_path=place.base_path, access=access)
        accounts = bool(store.accounts().users())
        for line in _notes(open_reading=open_reading, alone=place.alone, accounts=accounts):
            tell(line, "note")

        def started() -> None:
            typer.echo(address)
            words = f"{printable(opened.title)} is served there; Ctrl-C stops it."
            tell(words, "serving", address=address)
            threading.Thread(target=keep_warm, args=(app,), daemon=True).start()
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        run(app, listener, serving, started)


@contextmanager
def _typed(*given: str | None) -> Iterator[None]:
    """Let a place that cannot be be wrong usage, if it was typed and not set elsewhere."""
    from dragoman.web.serving import PlaceError

    try:
        yield
    except PlaceError as error:
        if any(given):
            raise typer.BadParameter(str(error)) from None
        raise


def _base_path(given: str) -> str:
    """Bring a base path to the form /path, or nothing.

    Raises:
        PlaceError: It is none.
    """
    from dragoman.web.serving import PlaceError

    path = given.strip("/")
    if not all(PART.fullmatch(part) for part in path.split("/") if path):
        raise PlaceError(f"{given!r} is no base path; write /talks, or /archive/talks")
    return f"/{path}" if path else ""


def _host(host: str, public: bool) -> str:
    """Give the address to listen at, if it may be.

    Raises:
        PlaceError: Others reach it, and nobody said that they may.
    """
    from dragoman.web.serving import PlaceError, is_loopback

    if not public and not is_loopback(host):
        raise PlaceError(
            f"other machines reach {host}. If everyone on the network may ask this server, say so: "
            "--public (reading then needs an account). A proxy with HTTPS on this machine is safer "
            "(docs/how-to/serve.md)"
        )
    return "0.0.0.0" if public and is_loopback(host) else host  # noqa: S104 - --public asks for it


def _notes(*, open_reading: bool, alone: bool, accounts: bool) -> list[str]:
    """Tell what has to be known before others come in."""
    notes = []
    if not alone and open_reading:
        notes.append("Everyone who reaches this server may read the dossier.")
    if not alone:
        notes.append("Passwords are safe only behind a proxy that speaks HTTPS.")
    if not accounts:
        notes.append("To review or correct, make an account: dragoman users add NAME --role coder")
    return notes
