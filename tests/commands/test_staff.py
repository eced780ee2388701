"""The operator names who answers, sees who does, and lets them go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bailee.__main__ import main

pytestmark = pytest.mark.keeps("security.staff", "officer.contact")


def run(*words: str, data: Path) -> str:
    """Say a command, to a house in a folder."""
    where = ["--data", str(data / "d"), "--root-key", str(data / "root.key")]
    return CliRunner().invoke(main, [*words, *where]).stdout


def test_staff_are_named_listed_and_let_go(tmp_path: Path) -> None:
    run("member", "add", "eve", data=tmp_path)
    assert "There is nobody" in run("staff", "list", data=tmp_path)
    assert run("staff", "add", "Eve", data=tmp_path).startswith("eve is a member of staff")
    assert run("staff", "add", "eve", "--officer", data=tmp_path).startswith("eve is an officer")
    listed = json.loads(run("staff", "list", "--json", data=tmp_path))["staff"]
    assert listed == [{"handle": "eve", "roles": ["officer", "staff"], "grants": 0}]
    assert run("staff", "remove", "eve", data=tmp_path) == "eve has no role any more.\n"
    assert json.loads(run("staff", "list", "--json", data=tmp_path))["staff"] == []
