"""`bailee policy`: an operator checks, compares and reads policies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bailee.commands.member import app as members
from bailee.commands.policy import app
from tests.policy.files import HOME, POLICIES, of

HOME_FILE = str(POLICIES / "home.toml")


def run(*words: str) -> Result:
    """Say a command."""
    return CliRunner().invoke(app, list(words))


def test_a_policy_that_fits_is_told_so() -> None:
    told, count = run("check", HOME_FILE), len(of(HOME).said.clauses)
    said = f"home, version 1: all {count} sentences can be kept.\n"
    assert (told.exit_code, told.output) == (0, said)


def test_a_policy_that_does_not_fit_is_told_where_and_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "home.toml"
    file.write_text(HOME.replace("custody =", "costody =", 1), encoding="utf-8")
    told = run("check", str(file))
    assert told.exit_code == 1
    line = HOME[: HOME.index("custody =")].count("\n") + 1
    assert f"{file}:{line}: `costody` is not a key of [category.contacts]\n" in told.output
    assert "did you mean `custody`?" in told.output
    assert "\n2 faults; `bailee policy reference` shows every key" in told.output


def test_a_file_that_is_not_there_or_no_text_is_told_plainly(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in run("check", str(tmp_path / "none.toml")).output
    file = tmp_path / "image.toml"
    file.write_bytes(b"\x89PNG")
    assert "is not UTF-8" in run("check", str(file)).output


def test_a_new_version_is_told_by_what_it_takes_and_from_whom(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    file.write_text(HOME.replace("keep_days = 30", "keep_days = 90", 1), encoding="utf-8")
    told = run("diff", HOME_FILE, str(file)).output
    assert "Reduces rights, and binds only those who agree:" in told
    assert "contacts is now kept until 90 days after you turn it off" in told
    assert "for: those who agreed to sync for contacts" in told
    assert "It still says version = 1: write 2." in told


def test_the_same_policy_is_no_change() -> None:
    assert run("diff", HOME_FILE, HOME_FILE).output == "Both say the same.\n"


def test_a_policy_is_read_out_in_a_language() -> None:
    told = run("show", HOME_FILE, "--language", "de").output
    assert "Zwei Arten von Angaben\n======" in told
    assert "[category.contacts]\n  · Personenbezogen.\n" in told


def test_a_policy_can_be_had_as_cedar() -> None:
    assert '@clause("category.contacts")' in run("show", HOME_FILE, "--as", "cedar").output


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, ...]:
    """A house that does not run, with Ada in it."""
    where = ("--data", str(tmp_path / "data"), "--root-key", str(tmp_path / "root.key"))
    assert CliRunner().invoke(members, ["add", "ada", *where]).exit_code == 0
    return where


@pytest.mark.keeps("change.notice")
def test_a_version_is_published_looked_at_and_withdrawn(
    tmp_path: Path, data: tuple[str, ...]
) -> None:
    file = tmp_path / "new.toml"
    longer = HOME.replace("version = 1", "version = 2").replace("keep_days = 30", "keep_days = 60")
    file.write_text(longer.replace("since = 2026-01-01", "since = 2099-01-01"), encoding="utf-8")
    asked = CliRunner().invoke(app, ["publish", str(file), *data], input="n\n")
    assert asked.exit_code == 1
    assert "1 member stays with an older one until they agree." in asked.output
    assert "none is announced" in run("pending", *data).output
    told = run("publish", str(file), "--yes", *data).output
    assert "Version 2 is announced, and binds from 2099-01-01. 1 member is told." in told
    assert "1 member is still to be told." in run("pending", *data).output
    assert "Version 2 is withdrawn; version 1 stays in force." in run("withdraw", *data).output
    again = run("withdraw", *data)
    assert (again.exit_code, "no version is announced" in again.output) == (1, True)


@pytest.mark.keeps("change.notice")
def test_a_version_that_comes_too_soon_is_told_where_and_which_day_would_do(
    tmp_path: Path, data: tuple[str, ...]
) -> None:
    file = tmp_path / "new.toml"
    longer = HOME.replace("version = 1", "version = 2").replace("keep_days = 30", "keep_days = 60")
    file.write_text(longer, encoding="utf-8")
    told = run("publish", str(file), "--yes", *data)
    assert told.exit_code == 1
    assert f"{file}:6: it takes something away (contacts is now kept" in told.output
    assert "write since = 2" in told.output


def test_programs_are_answered_in_json(tmp_path: Path, data: tuple[str, ...]) -> None:
    file = tmp_path / "new.toml"
    file.write_text(HOME.replace("version = 1", "version = 2"), encoding="utf-8")
    answer = json.loads(run("publish", str(file), "--yes", "--json", *data).output)
    assert (answer["version"], answer["at_once"], answer["told"]) == (2, True, 1)
    assert json.loads(run("pending", "--json", *data).output) == {"in_force": 2, "version": None}


def test_the_reference_is_printed() -> None:
    assert run("reference").output.startswith("# The policy file\n")
