"""Users: the accounts with which people write to the dossier, and the tokens of programs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.rows import Format, show
from dragoman.errors import AccountError
from dragoman.store.accounts import Accounts
from dragoman.store.users import Role

app = typer.Typer(help="The accounts with which people write to the dossier.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="The account's name.")]
PasswordOption = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input, one line."),
]


@contextmanager
def _accounts(dossier: DossierOption) -> Iterator[Accounts]:
    with record_of(dossier) as store:
        yield store.accounts()


@app.command()
def add(
    name: NameArgument,
    role: Annotated[
        Role,
        typer.Option(help="What it may do: read, also review and correct, or everything."),
    ] = Role.CODER,
    password_stdin: PasswordOption = False,
    dossier: DossierOption = None,
) -> None:
    """Add an account; its password is asked for."""
    with _accounts(dossier) as accounts:
        if accounts.user(name):
            raise AccountError(f"there is an account {name!r} already; take another name")
        user = accounts.add(name, _password(password_stdin), role)
        typer.echo(f"{user.name} can log in as {user.role}", err=True)


@app.command("list")
def list_(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the accounts."""
    with _accounts(dossier) as accounts:
        rows = (
            {
                "name": user.name,
                "role": str(user.role),
                "disabled": "yes" if user.disabled else "no",
                "added_at": user.added_at,
            }
            for user in accounts.users()
        )
        show(rows, ["name", "role", "disabled", "added_at"], form)


@app.command()
def role(
    name: NameArgument,
    role: Annotated[Role, typer.Argument(help="What it may do from now on.")],
    dossier: DossierOption = None,
) -> None:
    """Give an account another role; it counts at once."""
    with _accounts(dossier) as accounts:
        user = accounts.set_role(name, role)
        typer.echo(f"{user.name} is {user.role} now", err=True)


@app.command()
def disable(name: NameArgument, dossier: DossierOption = None) -> None:
    """Close an account, and end its sessions; what it decided stays."""
    with _accounts(dossier) as accounts:
        user = accounts.set_disabled(name, True)
        typer.echo(f"{user.name} is disabled", err=True)


@app.command()
def enable(name: NameArgument, dossier: DossierOption = None) -> None:
    """Open an account again."""
    with _accounts(dossier) as accounts:
        user = accounts.set_disabled(name, False)
        typer.echo(f"{user.name} can log in again", err=True)


@app.command()
def password(
    name: NameArgument, password_stdin: PasswordOption = False, dossier: DossierOption = None
) -> None:
    """Give an account another password, and end its sessions."""
    with _accounts(dossier) as accounts:
        if accounts.user(name) is None:
            raise AccountError(f"there is no account {name!r}; `dragoman users list` has all")
        user = accounts.set_password(name, _password(password_stdin))
        typer.echo(f"{user.name} has a new password; its sessions have ended", err=True)


@app.command()
def token(
    name: NameArgument,
    label: Annotated[str, typer.Option(help="What it is for, to know it again.")] = "",
    days: Annotated[int, typer.Option(min=1, max=3660, help="After how many days it ends.")] = 365,
    dossier: DossierOption = None,
) -> None:
    """Make a token with which a program acts for an account; it is shown only once."""
    with _accounts(dossier) as accounts:
        made, secret = accounts.add_token(name, label, timedelta(days=days))
        typer.echo(secret)
        typer.echo(
            f"{made.user} acts with it until {made.expires_at[:10]}; it is not shown again. "
            f"To end it: dragoman users revoke {made.id}",
            err=True,
        )


@app.command()
def tokens(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the tokens of all accounts; the secrets themselves are not kept."""
    with _accounts(dossier) as accounts:
        rows = (
            {
                "id": token.id,
                "user": token.user,
                "label": token.label,
                "made_at": token.made_at,
                "expires_at": token.expires_at,
                "used_at": token.used_at,
            }
            for token in accounts.tokens()
        )
        show(rows, ["id", "user", "label", "made_at", "expires_at", "used_at"], form)


@app.command()
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The token's id.")],
    dossier: DossierOption = None,
) -> None:
    """End a token."""
    with _accounts(dossier) as accounts:
        accounts.revoke_token(id_)
        typer.echo(f"token {id_} has ended", err=True)


def _password(from_stdin: bool) -> str:
    """Ask for a password twice, or read it from standard input.

    Raises:
        AccountError: There is nobody to ask, or no line to read.
    """
    if from_stdin:
        line = sys.stdin.readline()
        if not line.rstrip("\r\n"):
            raise AccountError("standard input has no password; write it there as one line")
        return line.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise AccountError(
            "nobody can be asked for a password here; give it on standard input with "
            "--password-stdin"
        )
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed
