"""The operator suspends, restores and removes, and reads what became of it in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bailee.__main__ import main

pytestmark = pytest.mark.keeps("account.undo")


def run(*words: str, data: Path, typed: str = "") -> Result:
    """Say a command about members, to a house in a folder."""
    where = ["--data", str(data / "d"), "--root-key", str(data / "root.key")]
    return CliRunner().invoke(main, ["member", *words, *where], input=typed)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A house with Ada in it."""
    assert run("add", "ada", data=tmp_path).exit_code == 0
    return tmp_path


def listed(data: Path) -> dict[str, object]:
    """The one member that there is, as a program reads it."""
    [member] = json.loads(run("list", "--json", data=data).stdout)["members"]
    assert isinstance(member, dict)
    return member


def test_a_member_is_suspended_with_a_reason_and_restored(data: Path) -> None:
    done = run("suspend", "Ada", "--reason", "a letter", data=data)
    assert done.stdout == ("ada is suspended and reads why. To undo: bailee member restore ada\n")
    assert listed(data)["state"] == "restricted"
    assert run("restore", "ada", data=data).stdout == "ada is active again.\n"
    assert listed(data)["state"] == "active"


@pytest.mark.parametrize("reason", ["", "  "])
def test_nobody_is_suspended_without_a_reason(data: Path, reason: str) -> None:
    done = run("suspend", "ada", "--reason", reason, data=data)
    assert (done.exit_code, listed(data)["state"]) == (1, "active")
    assert done.stderr == "✗ a reason is needed\n  its member reads it: --reason TEXT\n"


def test_a_member_who_is_removed_has_the_days_of_the_policy(data: Path) -> None:
    done = run("remove", "ada", "--reason", "moved out", data=data).stdout
    assert done.startswith("ada is closed and erased on 2")
    assert done.endswith("To undo: bailee member restore ada\n")
    assert "closing until 2" in run("list", data=data).stdout
    run("restore", "ada", data=data)
    assert listed(data)["state"] == "active"


def test_what_cannot_be_undone_is_asked_twice(data: Path) -> None:
    words = ("remove", "ada", "--reason", "moved out", "--at-once")
    assert run(*words, data=data, typed="n\n").exit_code == 1
    assert run(*words, data=data).exit_code == 1
    assert listed(data)["state"] == "active"
    done = run(*words, "--yes", data=data).stdout
    assert done.startswith("ada is erased; no old copy of the keys opens anything after 2")
    assert run("list", data=data).stdout.startswith("There are no members yet")


def test_a_removal_that_waits_is_ended_at_once(data: Path) -> None:
    run("remove", "ada", "--reason", "moved out", data=data)
    done = run("remove", "ada", "--reason", "now", "--at-once", "--yes", "--json", data=data)
    assert json.loads(done.stdout)["state"] == "erased"


def test_a_name_that_nobody_has_is_told_so(data: Path) -> None:
    done = run("suspend", "[bold]ben", "--reason", "x", data=data)
    assert done.exit_code == 1
    assert done.stderr == (
        "✗ there is no member called [bold]ben\n  bailee member list shows who there is\n"
    )


def test_an_invitation_is_a_link_that_nobody_can_guess(data: Path) -> None:
    done = run("invite", "--json", data=data)
    told = json.loads(done.stdout)
    assert len(told["link"].partition("/sign-up?invitation=")[2]) >= 32
    assert not told["sent"]
    assert "--registration invited" in run("invite", data=data).stdout


def test_nobody_is_invited_at_what_is_no_address(data: Path) -> None:
    done = run("invite", "--mail", "nobody", data=data)
    assert done.exit_code == 1
    assert "not a telephone number" in done.stderr


def test_the_officer_is_a_member(data: Path) -> None:
    assert run("officer", "Ada", data=data).stdout.startswith("ada is an officer")
    done = run("officer", "nobody", data=data)
    assert done.exit_code == 1
    assert "there is no member called nobody" in done.stderr
