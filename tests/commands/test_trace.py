"""`bailee trace` is read by people."""

from __future__ import annotations

from pathlib import Path

import typer
from typer.testing import CliRunner

from bailee.assembly import Folder
from bailee.assembly.operator import ask
from bailee.commands.trace import coverage, follow, trace
from bailee.policy.catalogue import CATALOGUE
from bailee.terms import ClauseId
from bailee.trace import Proof, Trace

APP = typer.Typer()
APP.command()(trace)


def test_coverage_counts_what_is_signed_for_and_proved() -> None:
    rest = ClauseId("security.rest")
    rows = follow({rest: Trace(("bailee.keys",), (Proof("tests/x.py", "test_x"),))})
    assert coverage(rows) == f"1 of {len(CATALOGUE)} promises are kept."


def test_the_overview_has_a_line_for_every_promise() -> None:
    shown = CliRunner().invoke(APP, []).output
    assert [clause for clause in CATALOGUE if f"  {clause} " not in shown] == []


def test_one_promise_is_shown_with_its_sentence() -> None:
    shown = CliRunner().invoke(APP, ["access.free"]).output
    assert CATALOGUE[ClauseId("access.free")].says["en"] in shown
    assert "security.rest" not in shown


def test_a_chapter_is_shown_whole() -> None:
    shown = CliRunner().invoke(APP, ["share"]).output
    assert "share.agency" in shown
    assert "share.law" in shown


def test_a_data_folder_adds_the_numbers_of_its_house(tmp_path: Path) -> None:
    options = ["--data", str(tmp_path / "data"), "--root-key", str(tmp_path / "root.key")]
    ask(Folder(tmp_path / "data", root_key=tmp_path / "root.key"), "add_member", handle="ada")
    shown = CliRunner().invoke(APP, ["security.evidence", *options]).output
    assert "now: lines " in shown


def test_a_folder_that_is_none_is_not_made_into_one(tmp_path: Path) -> None:
    ran = CliRunner().invoke(APP, ["--data", str(tmp_path / "data")])
    assert ran.exit_code == 1
    assert not (tmp_path / "data").exists()


def test_an_unknown_promise_is_an_error_that_names_it() -> None:
    ran = CliRunner().invoke(APP, ["share.everything"])
    assert ran.exit_code == 2
    assert "share.everything" in ran.stderr
