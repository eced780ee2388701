"""The command line: each command says what it does, and each error what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner, Result

from bailee.__main__ import main
from bailee.assembly import Folder
from bailee.commands.options import told
from bailee.terms import BaileeError

HOSTILE = "[bold]red[/bold] [x] :key: \\[y]"
"""What Rich would take for markup."""


def run(*words: str, data: Path | None = None) -> Result:
    """Say a command, to a house in a folder."""
    where = ["--data", str(data / "d"), "--root-key", str(data / "root.key")] if data else []
    return CliRunner().invoke(main, [*words, *where])


def commands() -> list[list[str]]:
    """Every command and group, by its words."""
    found: list[tuple[list[str], object]] = [([], get_command(main))]
    for words, command in found:
        if isinstance(command, TyperGroup):
            found += [([*words, name], inner) for name, inner in command.commands.items()]
    return [words for words, _ in found]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_and_option_says_what_it_is_for(words: list[str]) -> None:
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    assert shown.output.split("Usage: ")[1].startswith(" ".join(["bailee", *words]).split()[0])
    options = [line for line in shown.output.splitlines() if line.strip("│ ").startswith("--")]
    assert options
    assert [line for line in options if len(line.strip("│ ").split()) < 3] == []


def test_the_first_page_names_every_command() -> None:
    shown = run("--help").output
    words = (
        "start",
        "back-up",
        "member",
        "app",
        "notice",
        "policy",
        "request",
        "journal",
        "keys",
        "trace",
    )
    assert [word for word in words if f" {word} " not in shown] == []
    assert "only do what its privacy policy says" in shown


def test_without_a_word_it_shows_the_first_page() -> None:
    assert "Usage" in run().output
    assert "Usage" in run("member").output


def raised(message: str, *, hint: str = "") -> Result:
    """Let a command fail."""
    app = typer.Typer()

    @app.command()
    def fail() -> None:
        with told():
            raise BaileeError(message, hint=hint)

    return CliRunner().invoke(app, [])


def test_an_error_stands_on_one_line_and_its_hint_on_the_next() -> None:
    done = raised("it does not fit", hint="try another")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "✗ it does not fit\n  try another\n"
    assert raised("it does not fit").stderr == "✗ it does not fit\n"


def test_what_an_error_quotes_is_shown_as_it_is() -> None:
    assert raised(HOSTILE, hint=HOSTILE).stderr == f"✗ {HOSTILE}\n  {HOSTILE}\n"


def test_a_long_error_is_not_broken() -> None:
    path = "/".join(["folder"] * 60)
    assert raised(f"{path} cannot be read").stderr == f"✗ {path} cannot be read\n"


def test_a_member_is_added_and_listed(tmp_path: Path) -> None:
    added = run("member", "add", "Ada", data=tmp_path)
    assert added.exit_code == 0
    name, password = added.stdout.splitlines()
    assert name.split() == ["name", "ada"]
    assert len(password.split()[1]) > 10
    listed = run("member", "list", data=tmp_path).stdout.splitlines()
    assert [line.split() for line in listed] == [
        ["name", "state", "policy", "devices", "last", "seen"],
        ["ada", "active", "version", "1", "0", "-"],
    ]


def test_a_name_that_is_taken_is_told_on_the_error_stream(tmp_path: Path) -> None:
    run("member", "add", "ada", data=tmp_path)
    again = run("member", "add", "ada", data=tmp_path)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "✗ this handle is taken\n  choose another one\n"


@pytest.mark.keeps("security.evidence")
def test_a_journal_is_verified(tmp_path: Path) -> None:
    run("member", "add", "ada", data=tmp_path)
    shown = run("journal", "verify", data=tmp_path)
    assert shown.exit_code == 0
    first, second = shown.stdout.splitlines()
    assert first.startswith("✓ ")
    assert first.endswith(" lines agree with 1 signed heads.")
    assert second.split()[0] == "key"


def test_a_file_that_is_no_export_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / f"{HOSTILE.replace('/', '')}.zip"
    file.write_text("nothing")
    shown = run("journal", "verify", str(file))
    assert shown.exit_code == 1
    assert shown.stderr == f"✗ {file} is not an export of Bailee, or is damaged\n"


def test_keys_are_rotated_and_the_root_replaced(tmp_path: Path) -> None:
    place = tmp_path / "[x] :key:"
    run("member", "add", "ada", data=place)
    assert (
        "keys are in epoch 2; the one before is destroyed."
        in run("keys", "rotate", data=place).stdout
    )
    shown = run("keys", "replace-root", data=place).stdout
    assert shown.startswith(f"The root key at {place / 'root.key'} is a new one.")


def test_a_backup_says_where_everything_lies(tmp_path: Path) -> None:
    place, copies = tmp_path / "[x] :key:", tmp_path / "[y] copies"
    run("member", "add", "ada", data=place)
    shown = run("back-up", str(copies), data=place)
    assert shown.exit_code == 0
    assert f"keys      {copies / 'keys.db'} (only ever the newest)" in shown.stdout
    assert f"root key  {place / 'root.key'} and the epoch beside it" in shown.stdout
    assert min(file.name for file in copies.iterdir()) == "keys.db"


@pytest.mark.parametrize(
    "words", [["member", "list"], ["journal", "verify"], ["keys", "rotate"], ["back-up", "x"]]
)
def test_where_there_is_no_house_none_is_made(tmp_path: Path, words: list[str]) -> None:
    shown = run(*words, data=tmp_path)
    assert shown.exit_code == 1
    assert shown.stderr.startswith(f"✗ there is no Bailee in {tmp_path / 'd'}\n  ")
    assert list(tmp_path.iterdir()) == []


def test_a_start_that_cannot_be_makes_nothing(tmp_path: Path) -> None:
    shown = run("start", "--no-tls", "--host", "192.168.1.20", data=tmp_path)
    assert shown.exit_code == 1
    assert shown.stderr.splitlines()[0] == "✗ without TLS only this machine itself is served"
    assert list(tmp_path.iterdir()) == []


def test_a_start_in_a_folder_in_use_is_told_so(tmp_path: Path) -> None:
    claimed = Folder(tmp_path / "d").claim()
    shown = run("start", "--no-tls", data=tmp_path)
    claimed.release()
    assert shown.exit_code == 1
    assert shown.stderr.startswith(f"✗ another Bailee uses {tmp_path / 'd'}\n  stop it first")
