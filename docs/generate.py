"""Write the parts of the docs that are made from the code; a test fails when they are stale."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CLI = ROOT / "reference" / "cli.md"
HEAD = """# The command line

*Generated from the program by `make docs`.*

Data goes to standard output, words and progress to standard error. Exit codes: 0 done, 1 error,
2 wrong usage, 3 done but some documents are in quarantine. Commands act on the dossier in the current
folder, in `DRAGOMAN_DOSSIER`, or in the one named with `-d`.

"""


def cli_reference() -> str:
    """Describe every command with its arguments and options, as Typer documents itself."""
    command = [sys.executable, "-m", "typer", "dragoman.cli.app", "utils", "docs"]
    done = subprocess.run(
        [*command, "--name", "dragoman"], capture_output=True, text=True, check=True
    )
    _, _, commands = done.stdout.partition("\n## ")
    return HEAD + "## " + commands.rstrip() + "\n"


def main() -> None:
    """Write the generated files."""
    CLI.write_text(cli_reference(), encoding="utf-8")
    sys.stdout.write(f"wrote {CLI.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
