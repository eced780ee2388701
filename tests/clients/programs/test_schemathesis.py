"""Schemathesis reads the published description, and asks what it says and much that it does not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.clients.house import House

pytestmark = pytest.mark.slow
BOUNDS = ("--max-examples", "15", "--max-time", "45", "--seed", "1", "--workers", "1")
PHASES = ("--phases", "examples,coverage,fuzzing,stateful")


KEYS = """
[auth.openapi]
session = {{ api_key = "{session}" }}
csrf = {{ api_key = "{csrf}" }}
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house of its own: what is asked here turns and freezes everything."""
    with House(tmp_path) as house:
        yield house


@contextmanager
def signed_in(house: House) -> Generator[httpx.Client]:
    """Ada's browser."""
    with httpx.Client(base_url=house.base, headers={"origin": house.base}) as browser:
        form = {"handle": "ada", "password": house.passwords["ada"]}
        assert browser.post("/sign-in", data=form).status_code == 303
        yield browser


def test_the_interface_is_what_it_says(house: House, tmp_path: Path) -> None:
    with signed_in(house) as browser:
        csrf = browser.get("/api/v1/me").json()["csrf"]
        keys = KEYS.format(session=browser.cookies["bailee"], csrf=csrf)
    (tmp_path / "schemathesis.toml").write_text(keys)
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{house.base}/api/openapi.json"]
    done = subprocess.run(
        [*command, "--checks", "all", *BOUNDS, *PHASES, "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Tested: 11" in done.stdout
    with signed_in(house) as browser:
        lines = browser.get("/api/v1/ledger?limit=200").json()["lines"]
    assert "state-restricted" in {one["did"] for one in lines}, "it was let in"
