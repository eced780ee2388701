"""Programs from npm, at versions of their own, beside the node that runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = (
    "openid-client@6.9.0",
    "oauth4webapi@3.8.8",
    "jose@6.2.18",
    "oidc-client-ts@3.5.0",
    "jwt-decode@4.0.0",
)
KEPT = Path.home() / ".cache" / "bailee-tests" / "npm"
LONGEST_S = 300
NODE = shutil.which("node")


def installed() -> Path:
    """The folder with the packages, installed once and kept."""
    npm = shutil.which("npm")
    if npm is None or NODE is None:
        # Where everything must run, a client that nobody tried is no success.
        end = pytest.fail if "CI" in os.environ else pytest.skip
        end("Node and npm are not installed: apt-get install nodejs npm")
    if not all((KEPT / "node_modules" / one.split("@")[0]).is_dir() for one in PACKAGES):
        KEPT.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact"]
        done = subprocess.run(
            [*command, *PACKAGES],
            cwd=KEPT,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return KEPT


def run(script: Path, *, trust: Path | None, said: str) -> str:
    """Run a script of ours beside the packages; what it prints."""
    folder = installed()
    copy = folder / script.name
    copy.write_bytes(script.read_bytes())
    env = {**os.environ, **({"NODE_EXTRA_CA_CERTS": str(trust)} if trust else {})}
    done = subprocess.run(
        [NODE or "", str(copy)],
        input=said,
        env=env,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
