"""A venv for each peer, in the cache folder: never in the repository, never in Bailee's own.

May be imported by: bench.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


class InstallError(Exception):
    """A peer could not be installed."""


def venv(cache: Path, *, packages: tuple[str, ...]) -> Path:
    """Give the `bin` folder of a venv with exactly these packages, made if it is not there."""
    place = cache / "venvs" / "+".join(packages).replace("==", "-")
    done = place / "done"
    if not done.exists():
        run(sys.executable, "-m", "venv", "--clear", str(place))
        run(str(place / "bin" / "pip"), "install", "--quiet", *packages)
        done.touch()
    return place / "bin"


def run(*command: str, cwd: Path | None = None) -> str:
    """Run to its end; give what it printed. Raises `InstallError` with what it said."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    if ended.returncode:
        raise InstallError(f"{' '.join(command)}: {ended.stdout}{ended.stderr}")
    return ended.stdout
