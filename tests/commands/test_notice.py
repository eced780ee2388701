"""`bailee notice`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_told import run

NEWS = '[en]\ntitle = "A new disk"\ntext = "On Saturday."\n'


def test_news_are_told_from_a_file(tmp_path: Path) -> None:
    assert run("member", "add", "ada", data=tmp_path).exit_code == 0
    file = tmp_path / "news.toml"
    file.write_text(NEWS, encoding="utf-8")
    told = run("notice", "news", str(file), data=tmp_path)
    assert (told.exit_code, told.stdout) == (0, "Told 0 members.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"[en\n", "is not TOML"), (b"\xff", "is not TOML"), (b"", "nothing to tell")],
)
def test_a_file_that_is_no_news_is_told_of(tmp_path: Path, text: bytes, said: str) -> None:
    run("member", "add", "ada", data=tmp_path)
    file = tmp_path / "news.toml"
    file.write_bytes(text)
    told = run("notice", "news", str(file), data=tmp_path)
    assert told.exit_code == 1
    assert said in told.stderr


def test_a_letter_is_not_tried_where_nobody_carries_it(tmp_path: Path) -> None:
    run("member", "add", "ada", data=tmp_path)
    told = run("notice", "try", "ada@family.example", data=tmp_path)
    assert told.exit_code == 1
    assert "no terminal" in told.stderr
