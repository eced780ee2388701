"""Each wall of the house is broken here once, in a copy, and seen to fall."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house.tree import ROOT

OFFENCES = {
    "floors": ("services/offender.py", "import bailee.gateways"),
    "services": ("services/offender.py", "import bailee.services.offended"),
    "gateways": ("gateways/offender.py", "import bailee.gateways.offended"),
    "door": ("services/offender.py", "import bailee.keys"),
    "release": ("rights/offender.py", "import bailee.vault.release"),
    "pure": ("policy/offender.py", "import time"),
    "protocols": ("protocols/offender.py", "import bailee.terms"),
    "cryptography": ("vault/offender.py", "import cryptography.fernet"),
    "sqlite": ("storage/offender.py", "import sqlite3"),
    "postgres": ("vault/offender.py", "import psycopg"),
    "server": ("gateways/offender.py", "import uvicorn"),
}
"""Each contract, and a module that breaks it."""

CHECK = "from importlinter.cli import lint_imports_command as run; run()"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the modules and contracts of the house to where they may be broken."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "bailee", copy / "bailee", ignore=without_code)
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "tests/house").mkdir(parents=True)
    shutil.copy(ROOT / "tests/house/importers.py", copy / "tests/house")
    return copy


def test_every_wall_is_shown_to_break() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert [contract["id"] for contract in contracts["contracts"]] == list(OFFENCES)


@pytest.mark.parametrize("wall", OFFENCES)
def test_a_wall_breaks_when_a_module_crosses_it(house: Path, wall: str) -> None:
    where, offence = OFFENCES[wall]
    with module(house, where, offence), module(house, *offended(offence)):
        assert broken(house, wall)
    assert not broken(house, wall)


def test_a_room_without_a_floor_is_refused(house: Path) -> None:
    with module(house, "cellar/__init__.py", ""):
        assert broken(house, "floors")


@contextmanager
def module(house: Path, name: str, text: str) -> Generator[None]:
    """Write one more module into the copy, and the rooms it needs, for a while."""
    path = house / "bailee" / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.parent.joinpath("__init__.py").touch()
    path.write_text(f"{text}\n{before or ''}")
    yield
    if before is None:
        path.unlink()
    else:
        path.write_text(before)


def offended(offence: str) -> tuple[str, str]:
    """Name the module that an offence imports, so that it is there; ours only."""
    parts = offence.removeprefix("import ").split(".")
    if parts[0] != "bailee":
        return "__init__.py", ""
    return f"{'/'.join(parts[1:])}.py" if len(parts) > 2 else f"{parts[1]}/__init__.py", ""


def broken(house: Path, wall: str) -> bool:
    """Check one contract as `./check` does."""
    asked = subprocess.run(
        [sys.executable, "-c", CHECK, "--no-logo", "--no-cache", "--contract", wall],
        cwd=house,
        capture_output=True,
        check=False,
        text=True,
    )
    assert "1 kept" in asked.stdout or "1 broken" in asked.stdout, asked.stdout
    return asked.returncode == 1


def without_code(_folder: str, names: list[str]) -> list[str]:
    """Leave out what is neither a folder nor a module."""
    return [name for name in names if "." in name and not name.endswith(".py")]
