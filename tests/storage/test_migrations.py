"""The schema goes forward only, and one who does not know it keeps their hands off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bailee.storage import Database
from bailee.terms import StorageError

FIRST = "CREATE TABLE note (text TEXT);"
SECOND = "ALTER TABLE note ADD COLUMN at INTEGER; UPDATE note SET at = 7;"
BROKEN = "ALTER TABLE note ADD COLUMN by TEXT; INSERT INTO nowhere VALUES (1);"
Opened = Callable[..., Database]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Open the same file under other migrations."""
    monkeypatch.setattr("bailee.storage.engine._MIGRATIONS", tmp_path)

    def opened(*scripts: str) -> Database:
        folder = tmp_path / "vault"
        folder.mkdir(exist_ok=True)
        for number, script in enumerate(scripts, start=1):
            (folder / f"{number:04}.sql").write_text(script)
        for extra in sorted(folder.iterdir())[len(scripts) :]:
            extra.unlink()
        return Database(tmp_path / "vault.db", kind="vault")

    return opened


def run(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def test_an_older_schema_is_brought_forward_and_keeps_its_rows(
    opened: Opened, tmp_path: Path
) -> None:
    opened(FIRST).close()
    run(tmp_path / "vault.db", "INSERT INTO note VALUES ('dede')")
    opened(FIRST, SECOND).close()
    opened(FIRST, SECOND).close()
    assert run(tmp_path / "vault.db", "SELECT * FROM note") == [("dede", 7)]


def test_a_newer_schema_is_left_alone(opened: Opened, tmp_path: Path) -> None:
    opened(FIRST, SECOND).close()
    before = (tmp_path / "vault.db").read_bytes()
    with pytest.raises(StorageError, match="newer Bailee"):
        opened(FIRST)
    assert (tmp_path / "vault.db").read_bytes() == before


def test_a_migration_that_was_changed_afterwards_is_noticed(opened: Opened) -> None:
    opened(FIRST).close()
    with pytest.raises(StorageError, match="is not the one that was applied"):
        opened(FIRST + " -- changed")


def test_a_migration_that_fails_leaves_nothing_behind(opened: Opened, tmp_path: Path) -> None:
    opened(FIRST).close()
    with pytest.raises(sqlite3.OperationalError):
        opened(FIRST, BROKEN)
    assert run(tmp_path / "vault.db", "SELECT count(*) FROM migration") == [(1,)]
    assert [row[1] for row in run(tmp_path / "vault.db", "PRAGMA table_info(note)")] == ["text"]
    opened(FIRST, SECOND).close()


def test_what_is_deleted_is_overwritten_and_what_is_written_is_synced(tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", kind="vault")
    asked = ("secure_delete", "synchronous", "journal_mode")
    assert [database.read.all(f"PRAGMA {name}")[0][0] for name in asked] == [1, 2, "wal"]
    database.close()
