"""The rules that ruff holds for us are on: each is broken here once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

OFFENCES = {
    "the clock of the machine, by datetime": (
        "TID251",
        "from datetime import UTC, datetime\nNOW = datetime.now(UTC)\n",
    ),
    "the clock of the machine, by time": ("TID251", "import time\nNOW = time.time()\n"),
    "a module imported by its name in a string": ("TID251", "import importlib\n"),
    "a private attribute of another module": (
        "SLF001",
        "def peek(vault: object) -> object:\n    return vault._keys\n",
    ),
    "a relative import": ("TID252", "from . import terms\n"),
    "a bare assert outside tests": ("S101", "assert 1\n"),
    "a suppression of everything": ("PGH004", "import os  # noqa\n"),
}


@pytest.mark.parametrize("offence", OFFENCES)
def test_ruff_refuses(offence: str) -> None:
    code, source = OFFENCES[offence]
    assert code in codes(source)


def codes(source: str) -> str:
    """Ask ruff about a module of the house."""
    asked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "bailee/vault/new.py", "-"],
        cwd=ROOT,
        input=source,
        capture_output=True,
        check=False,
        text=True,
    )
    return asked.stdout
