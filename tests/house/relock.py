"""Rewrites the lock files from pyproject.toml: `.venv/bin/python tests/house/relock.py`.

Nothing is installed: pip is asked what it would take, by name, with this machine's own settings.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = "# Exact versions of what Bailee {}; rewritten by `python tests/house/relock.py`.\n"
MARKERS = {"uvloop": " ; sys_platform != 'win32'"}
"""Where a package does not exist for every system."""


def main() -> None:
    """Resolve what runs, then what checks on top of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runs = resolve(project["dependencies"])
    write("requirements.lock", HEAD.format("runs on"), runs)
    pinned = [f"{name}=={version}" for name, version in runs.items()]
    checks = resolve([*project["optional-dependencies"]["dev"], *pinned])
    extra = {name: version for name, version in checks.items() if name not in runs}
    head = HEAD.format("is checked with") + "-r requirements.lock\n"
    write("requirements-dev.lock", head, extra)


def resolve(requirements: list[str]) -> dict[str, str]:
    """Ask pip which versions satisfy all of these."""
    command = ["install", "--dry-run", "--quiet", "--ignore-installed", "--report", "-"]
    report = subprocess.run(
        [sys.executable, "-m", "pip", *command, *requirements],
        capture_output=True,
        check=True,
        text=True,
    )
    found = [item["metadata"] for item in json.loads(report.stdout)["install"]]
    return {each["name"].lower().replace("_", "-"): each["version"] for each in found}


def write(name: str, head: str, versions: dict[str, str]) -> None:
    """Write one lock file, in the order of names."""
    lines = (f"{each}=={versions[each]}{MARKERS.get(each, '')}\n" for each in sorted(versions))
    (ROOT / name).write_text(head + "".join(lines))


if __name__ == "__main__":
    main()
